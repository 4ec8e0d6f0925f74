"""Which provisions are repeated in other acts: said under each, listed, and compared word by word.

What is said under a provision is no text of the page but the labels of links without any: the page shows the
act's words and nothing else, and so does a copy of them. All that is repeated from an act, where it is the
earliest, stands on one page; what a note under a provision says in full needs none.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias
from zlib import crc32

from markupsafe import escape

from svod import urls
from svod.archive.differences import compare_words
from svod.archive.labels import date_label
from svod.archive.library import Library
from svod.archive.repetitions import Place
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
    RepetitionsContext,
    RepetitionSection,
    ReuseContext,
)

REUSE: Final = N_("Repeated recommendations")
ACTS_TOLD: Final = 3  # the first ones, of which a note under a provision may name two
_ACTS_NAMED: Final = 2  # in a note, if there are no others
_LISTED: Final = 200  # repetitions in the list of the most repeated
_PLACES_LISTED: Final = 5  # of each
_PLACES_SHOWN: Final = 50  # on the page of a repetition: beyond that it is boilerplate, and counted only
_WORDINGS_SHOWN: Final = 20
_TOGETHER: Final = 16  # pages that are rendered by one task
_TITLE: Final = 70
_NOTES_KEPT: Final = 1 << 13
_ANY_ACT: Final = urls.resolution_url("-")  # stands for the page of an act with another id
_SPAN: Final = re.compile(r"<(/?)span\b")

Texts: TypeAlias = Mapping[str, Mapping[str, str]]  # by the paths of acts and by anchor


class _Note(NamedTuple):
    """What stands under a provision: a fingerprint of all of it, and its parts, ready for the page.

    ``links`` lead to the first place of the first acts, by path; those of so many acts are ``named``, and the
    ``rest`` is the same for all.
    """

    fingerprint: bytes
    links: Mapping[str, str]
    named: int
    rest: str

    def under(self, path: str) -> str:
        """Return the note under a provision of the act at ``path``."""
        others = [link for other, link in self.links.items() if other != path]
        return f'<span class="repeated">{"".join(others[: self.named])}{self.rest}</span>'


class RepetitionPlanner:
    """Plans the pages of repetitions, and says on the page of an act what is repeated where."""

    def __init__(self, library: Library, config: Config, words: Localization, heads: HeadBuilder) -> None:
        self._library = library
        self._page_size = config.page_size
        self._words = words
        self._heads = heads
        self._every = library.repetitions
        self._note = lru_cache(_NOTES_KEPT)(self._write_note)
        self._told = lru_cache(_NOTES_KEPT)(self._tell)

    def surroundings(self, act: Act) -> tuple[object, ...]:
        """Return what ``mark`` depends on besides the act itself."""
        return tuple(
            (anchor, self._note(number).fingerprint) for anchor, number in self._every.of_act(act.path)
        )

    def is_repeated(self, act: Act) -> bool:
        """Tell whether a provision of ``act`` is repeated in others."""
        return act.path in self._every.acts

    def mark(self, act: Act, html: str) -> str:
        """Return the body of ``act`` with links under its repeated provisions."""
        parts: list[str] = []
        done = 0
        for anchor, number in self._every.of_act(act.path):
            end = _end_of_text(html, anchor, done)
            if end < 0:
                continue
            parts += (html[done:end], self._note(number).under(act.path))
            done = end
        return "".join((*parts, html[done:])) if parts else html

    def _write_note(self, number: int) -> _Note:
        links: dict[str, str] = {}
        for place in self._every.first_places(number, ACTS_TOLD):
            url, said = self._told(place.path)
            links[place.path] = f'<a href="{url}#{place.anchor}" aria-label="{said}"></a>'
        count = int(self._every.counts[number]) - 1
        named = _ACTS_NAMED if count <= _ACTS_NAMED else 1
        said = ""
        if count > named:
            said = self._words.plural(
                "and in {number} more resolution", "and in {number} more resolutions", count - named
            ).format(number=count - named)
        elif self._has_section(number):
            said = self._words.text(N_("compare"))
        url = urls.relative_url(_ANY_ACT, self._url(number))
        rest = f'<a href="{url}" aria-label="{escape(said)}"></a>' if said else ""
        told = repr((links, named, rest)).encode("utf-8", "surrogatepass")
        return _Note(blake2b(told, digest_size=16).digest(), links, named, rest)

    def _tell(self, path: str) -> tuple[str, str]:
        """Return the link to an act from the page of any other one, and what is said of it."""
        act = self._library.by_path[path]
        title = act.title
        if len(title) > _TITLE:
            title = title[:_TITLE].rpartition(" ")[0].rstrip(" ,.;:–—") + "…"
        year = year_of(act.date)
        date = date_label(act.date, self._words) if year == urls.UNDATED else year
        said = self._words.text(N_("repeated in: {title}, {date}")).format(title=title, date=date)
        return urls.relative_url(_ANY_ACT, urls.resolution_url(act.id)), str(escape(said))

    def _has_section(self, number: int) -> bool:
        """Tell whether a repetition stands on a page: if wordings differ, or notes do not name all acts."""
        return bool(self._every.variety[number] > 1 or self._every.counts[number] > _ACTS_NAMED + 1)

    def _url(self, number: int) -> str:
        """Return the address of a repetition; that of its earliest place where it has no section."""
        (place,) = self._every.places(number, 1)
        if not self._has_section(number):
            return self._place_url(place)
        return f"{urls.repetitions_url(self._library.by_path[place.path].id)}#{place.anchor}"

    def _place_url(self, place: Place) -> str:
        return f"{urls.resolution_url(self._library.by_path[place.path].id)}#{place.anchor}"

    def listings(self) -> Iterator[Listing]:
        """Yield the list of what is repeated most, and the pages of acts from which others repeat."""
        listed = range(min(len(self._every), _LISTED))
        yield self._listing("reuse", self._list, listed, _PLACES_LISTED, 1)
        numbers = [number for number in range(len(self._every)) if self._has_section(number)]
        pages: dict[str, list[int]] = {}
        for number in sorted(numbers, key=self._every.beginning):
            pages.setdefault(self._every.places(number, 1)[0].path, []).append(number)
        count = 1 << (len(pages) // _TOGETHER).bit_length()
        buckets = {path: crc32(self._library.by_path[path].id.encode()) % count for path in pages}
        ordered = sorted(pages, key=lambda path: (buckets[path], path))
        for bucket, paths in groupby(ordered, key=buckets.__getitem__):
            together = {path: pages[path] for path in paths}
            shown = [number for found in together.values() for number in found]
            plan = partial(self._pages, together)
            name = f"reuse-{count}-{bucket}"
            yield self._listing(name, plan, shown, _PLACES_SHOWN, _WORDINGS_SHOWN)

    def _listing(
        self,
        name: str,
        plan: Callable[[Texts], Iterator[Page]],
        numbers: Sequence[int],
        most: int,
        wordings: int,
    ) -> Listing:
        """Return pages that show of each repetition ``most`` places and the texts of some ``wordings``."""
        places = [self._every.places(number, most) for number in numbers]
        every = self._every
        told = [
            (found, int(every.counts[number]), int(every.seals[number]), self._every.extent(number))
            for number, found in zip(numbers, places, strict=True)
        ]
        return Listing(
            name=name,
            acts=[self._library.by_path[place.path] for found in places for place in found],
            plan=plan,
            besides=blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).digest(),
            quoted=partial(self._quoted, numbers, most, wordings),
        )

    def _quoted(self, numbers: Sequence[int], most: int, wordings: int) -> dict[str, list[str]]:
        """Return the places of the texts that are shown, anchors by path."""
        quoted: dict[str, list[str]] = {}
        for number in numbers:
            first: dict[int, Place] = {}
            for place in self._every.places(number, most):
                first.setdefault(place.wording, place)
            for wording, place in first.items():
                if wording < wordings:
                    quoted.setdefault(place.path, []).append(place.anchor)
        return quoted

    def _list(self, texts: Texts) -> Iterator[Page]:
        title = self._words.text(REUSE)
        first = Link(title=title, url=urls.REUSE)
        listed = range(min(len(self._every), _LISTED))
        for url, part, pager in split_pages(listed, urls.REUSE, self._page_size):
            context = ReuseContext(
                head=self._heads.head(title, url, parents=[first] if pager.number > 1 else []),
                repetitions=[self._card(number, texts) for number in part],
                total=len(self._every),
                pager=pager,
            )
            yield Page(url=url, layout="layouts/reuse.html", context=context)

    def _card(self, number: int, texts: Texts) -> RepetitionCard:
        places = self._every.places(number, _PLACES_LISTED)
        return RepetitionCard(
            text=texts[places[0].path][places[0].anchor],
            url=self._url(number),
            number=int(self._every.counts[number]),
            places=list(map(self._place, places)),
            more=self._every.extent(number) - len(places),
        )

    def _pages(self, pages: Mapping[str, Sequence[int]], texts: Texts) -> Iterator[Page]:
        everything = Link(title=self._words.text(REUSE), url=urls.REUSE)
        for path, numbers in pages.items():
            act = self._library.by_path[path]
            url = urls.repetitions_url(act.id)
            title = self._words.text(N_("Repetitions: {title}")).format(title=act.title)
            context = RepetitionsContext(
                head=self._heads.head(title, url, description=act.title, parents=[everything]),
                act=Link(title=act.title, url=urls.resolution_url(act.id)),
                date=date_label(act.date, self._words),
                sections=[self._section(number, texts) for number in numbers],
                all=everything,
            )
            yield Page(url=url, layout="layouts/repetitions.html", context=context)

    def _section(self, number: int, texts: Texts) -> RepetitionSection:
        found = self._every.places(number, _PLACES_SHOWN)
        said: dict[int, str] = {}
        places: dict[int, list[RepeatedPlace]] = {}
        shown: set[str] = set()
        for place in found:
            if place.wording < _WORDINGS_SHOWN:
                if place.wording not in said:
                    said[place.wording] = texts[place.path][place.anchor]
                places.setdefault(place.wording, []).append(self._place(place))
                shown.add(place.path)
        return RepetitionSection(
            anchor=found[0].anchor,
            number=int(self._every.counts[number]),
            text=said[0],
            places=places[0],
            others=[
                OtherWording(places=places[wording], pieces=list(compare_words(said[0], said[wording])))
                for wording in list(said)[1:]
            ],
            more=int(self._every.counts[number]) - len(shown),
        )

    def _place(self, place: Place) -> RepeatedPlace:
        act = self._library.by_path[place.path]
        date = date_label(act.date, self._words)
        return RepeatedPlace(title=act.title, url=self._place_url(place), date=date)


def _end_of_text(html: str, anchor: str, start: int) -> int:
    """Return where the own text of the provision at ``anchor`` ends in ``html``, or a number below 0."""
    start = html.find(f'<li id="{anchor}">', start)
    start = html.find('<span class="text">', start) if start >= 0 else start
    if start < 0:
        return start
    end = html.find("</span>", start)
    if html.find("<span", start + 1, end) < 0:
        return end + len("</span>")
    depth = 0
    for tag in _SPAN.finditer(html, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return html.index(">", tag.start()) + 1
    return -1
