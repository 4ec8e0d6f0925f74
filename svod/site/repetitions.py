"""Which provisions are repeated in other acts: said under each, listed, and compared word by word.

What is said under a provision is no text of the page but the labels of links without any: the page shows the
act's words and nothing else, and so does a copy of them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import groupby, islice
from typing import Final
from zlib import crc32

from markupsafe import escape

from svod import urls
from svod.archive.differences import compare_words
from svod.archive.labels import date_label
from svod.archive.library import Library
from svod.archive.reuse import Repetition
from svod.archive.taxonomies import year_of
from svod.config import Config
from svod.content.act import Act
from svod.localization import Localization
from svod.rules import N_
from svod.site.cards import split_pages
from svod.site.contexts import Link
from svod.site.heads import HeadBuilder
from svod.site.plans import Listing, Page
from svod.site.reuse_contexts import (
    OtherWording,
    RepeatedPlace,
    RepetitionCard,
    RepetitionContext,
    ReuseContext,
)

REUSE: Final = N_("Repeated recommendations")
ACTS_NAMED: Final = 3  # of a repetition, under the provisions of each other
_LISTED: Final = 5  # places of a repetition in the list
_TOGETHER: Final = 64  # comparisons that are rendered by one task
_TITLE: Final = 70
_SPAN: Final = re.compile(r"<(/?)span\b")


class RepetitionPlanner:
    """Plans the pages of repetitions, and says on the page of an act what is repeated where."""

    def __init__(self, library: Library, config: Config, words: Localization, heads: HeadBuilder) -> None:
        self._library = library
        self._page_size = config.page_size
        self._words = words
        self._heads = heads
        self._every = library.repetitions.every
        self._of_act = library.repetitions.of_act
        self._head_of = lru_cache(maxsize=None)(self._summarize)

    def surroundings(self, act: Act) -> tuple[object, ...]:
        """Return what ``mark`` depends on besides the act itself."""
        return tuple((anchor, self._head_of(number)[0]) for anchor, number in self._of_act.get(act.path, ()))

    def is_repeated(self, act: Act) -> bool:
        """Tell whether a provision of ``act`` is repeated in others."""
        return act.path in self._of_act

    def mark(self, act: Act, html: str) -> str:
        """Return the body of ``act`` with links under its repeated provisions."""
        source = urls.resolution_url(act.id)
        parts: list[str] = []
        done = 0
        for anchor, number in self._of_act.get(act.path, ()):
            end = _end_of_text(html, anchor, done)
            if end is not None:
                parts += (html[done:end], self._links(number, source, act.path))
                done = end
        return "".join((*parts, html[done:])) if parts else html

    def _links(self, number: int, source: str, path: str) -> str:
        """Return the links under a provision of the act at ``path``, whose page is ``source``."""
        _, url, acts, others = self._head_of(number)
        named = [(place, said) for other, place, said in others if other != path][: ACTS_NAMED - 1]
        links = [_link(urls.relative_url(source, place), said) for place, said in named]
        rest = acts - 1 - len(named)
        if rest > 0:
            compare = self._words.plural(
                "and in {number} more resolution: compare", "and in {number} more resolutions: compare", rest
            ).format(number=rest)
        else:
            compare = self._words.text(N_("compare"))
        links.append(_link(urls.relative_url(source, url), str(escape(compare))))
        return f'<span class="repeated">{"".join(links)}</span>'

    def _summarize(self, number: int) -> tuple[bytes, str, int, tuple[tuple[str, str, str], ...]]:
        """Return what is said of a repetition: a fingerprint of it, url, number of acts, and the first ones.

        Of each of these there are the path, the place in it, and what is said, ready for an attribute.
        """
        repetition = self._every[number]
        others = tuple(
            (path, self._place_url(path, anchor), str(escape(self._said(self._library.by_path[path]))))
            for path, anchor in repetition.first_places(ACTS_NAMED).items()
        )
        url = self._url(repetition)
        told = repr((url, repetition.acts, others)).encode("utf-8", "surrogatepass")
        return blake2b(told, digest_size=16).digest(), url, repetition.acts, others

    def _said(self, act: Act) -> str:
        title = act.title
        if len(title) > _TITLE:
            title = title[:_TITLE].rpartition(" ")[0].rstrip(" ,.;:–—") + "…"
        year = year_of(act.date)
        date = date_label(act.date, self._words) if year == urls.UNDATED else year
        return self._words.text(N_("repeated in: {title}, {date}")).format(title=title, date=date)

    def _url(self, repetition: Repetition) -> str:
        act = self._library.by_path[repetition.paths[0]]
        return urls.repetition_url(act.id, repetition.anchors[0])

    def _place_url(self, path: str, anchor: str) -> str:
        return f"{urls.resolution_url(self._library.by_path[path].id)}#{anchor}"

    def listings(self) -> list[Listing]:
        """Return the list of all repetitions, and the comparisons, some together."""
        listed = [(entry, entry.paths[:_LISTED]) for entry in self._every]
        everything = Listing(
            name="reuse",
            acts=[self._library.by_path[path] for _, paths in listed for path in paths],
            plan=self._list,
            besides=[
                (paths, entry.anchors[:_LISTED], len(entry.paths), entry.acts, entry.digest)
                for entry, paths in listed
            ],
        )
        count = 1 << (len(self._every) // _TOGETHER).bit_length()
        buckets = [crc32(self._url(entry).encode()) % count for entry in self._every]
        numbered = sorted(zip(buckets, range(len(buckets)), strict=True))
        return [
            everything,
            *(
                self._comparisons(f"reuse-{count}-{place}", [self._every[number] for _, number in together])
                for place, together in groupby(numbered, key=lambda pair: pair[0])
            ),
        ]

    def _comparisons(self, name: str, entries: Sequence[Repetition]) -> Listing:
        return Listing(
            name=name,
            acts=[self._library.by_path[path] for entry in entries for path in entry.paths],
            plan=partial(map, self._comparison, entries),
            besides=[
                (entry.paths, entry.anchors, entry.numbers, entry.acts, entry.digest) for entry in entries
            ],
        )

    def _list(self) -> Iterator[Page]:
        title = self._words.text(REUSE)
        first = Link(title=title, url=urls.REUSE)
        for url, part, pager in split_pages(self._every, urls.REUSE, self._page_size):
            context = ReuseContext(
                head=self._heads.head(title, url, parents=[first] if pager.number > 1 else []),
                repetitions=list(map(self._card, part)),
                pager=pager,
            )
            yield Page(url=url, layout="layouts/reuse.html", context=context)

    def _card(self, entry: Repetition) -> RepetitionCard:
        return RepetitionCard(
            text=entry.wordings[0],
            url=self._url(entry),
            number=entry.acts,
            places=list(islice(self._places(entry), _LISTED)),
            more=max(0, len(entry.paths) - _LISTED),
        )

    def _comparison(self, entry: Repetition) -> Page:
        url, texts, places = self._url(entry), entry.wordings, list(self._places(entry))
        shown = {path for path, number in zip(entry.paths, entry.numbers, strict=True) if number < len(texts)}
        of_wording: dict[int, list[RepeatedPlace]] = {}
        for number, place in zip(entry.numbers, places, strict=True):
            of_wording.setdefault(number, []).append(place)
        title = self._words.text(N_("Where a recommendation is repeated"))
        everything = Link(title=self._words.text(REUSE), url=urls.REUSE)
        first, *others = texts
        context = RepetitionContext(
            head=self._heads.head(title, url, description=first, parents=[everything]),
            number=entry.acts,
            text=first,
            places=of_wording[0],
            others=[
                OtherWording(places=of_wording[number], pieces=list(compare_words(first, text)))
                for number, text in enumerate(others, start=1)
            ],
            more=entry.acts - len(shown),
            all=everything,
        )
        return Page(url=url, layout="layouts/repetition.html", context=context)

    def _places(self, entry: Repetition) -> Iterator[RepeatedPlace]:
        for path, anchor in zip(entry.paths, entry.anchors, strict=True):
            act = self._library.by_path[path]
            date = date_label(act.date, self._words)
            yield RepeatedPlace(title=act.title, url=self._place_url(path, anchor), date=date)


def _link(href: str, said: str) -> str:
    return f'<a href="{href}" aria-label="{said}" data-said="{said}"></a>'


def _end_of_text(html: str, anchor: str, start: int) -> int | None:
    """Return where the own text of the provision at ``anchor`` ends in ``html``."""
    start = html.find(f'<li id="{anchor}">', start)
    start = html.find('<span class="text">', start) if start >= 0 else start
    depth = 0
    for tag in _SPAN.finditer(html, max(start, 0)) if start >= 0 else ():
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start() + len("</span>")
    return None
