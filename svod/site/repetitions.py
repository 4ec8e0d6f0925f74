"""The pages of what is repeated: the list of it, and what others repeat of an act, compared word by word.

All that is repeated from an act, where it is the earliest, stands on one page; what a note under a provision
says in full (``repeated_notes``) needs none.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from itertools import groupby
from typing import Final, TypeAlias
from zlib import crc32

from svod import urls
from svod.archive.differences import compare_words
from svod.archive.library import Library
from svod.archive.repetitions import Place, Repetitions
from svod.rules import N_
from svod.site.builders import Builders
from svod.site.cards import split_pages
from svod.site.contexts import Link
from svod.site.plans import Listing, Page
from svod.site.repeated_notes import RepetitionMarker
from svod.site.reuse_contexts import (
    OtherWording,
    RepeatedPlace,
    RepetitionCard,
    RepetitionsContext,
    RepetitionSection,
    ReuseContext,
)

REUSE: Final = N_("Repeated recommendations")
_LISTED: Final = 200  # repetitions in the list of the most repeated
_PLACES_LISTED: Final = 5  # of each
_PLACES_SHOWN: Final = 50  # on the page of a repetition: beyond that it is boilerplate, and counted only
_WORDINGS_SHOWN: Final = 20
_TOGETHER: Final = 16  # pages that are rendered by one task

Texts: TypeAlias = Mapping[str, Mapping[str, str]]  # by the paths of acts and by anchor


class RepetitionPlanner:
    """Plans the pages of repetitions."""

    def __init__(
        self, library: Library, repetitions: Repetitions, builders: Builders, marker: RepetitionMarker
    ) -> None:
        self._library = library
        self._every = repetitions
        self._marker = marker
        self._page_size = builders.config.page_size
        self._words = builders.words
        self._heads = builders.heads
        self._cards = builders.cards

    def listings(self) -> Iterator[Listing]:
        """Yield the list of what is repeated most, and the pages of acts from which others repeat."""
        listed = range(min(len(self._every), _LISTED))
        yield self._listing("reuse", self._list, listed, _PLACES_LISTED, 1)
        numbers = [number for number in range(len(self._every)) if self._marker.has_section(number)]
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
            url=self._marker.url(number),
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
                act=self._cards.place(act),
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
        return self._cards.place(self._library.by_path[place.path], place.anchor)
