"""The pages of addressees: every provision that is addressed to one, by year and act, all or on one topic.

How many there are and on which page each act stands is known from the numbers in ``Asked``. A page is
planned and rendered with a hole for what an act asks, which is filled afterwards: no template can depend on
these texts, so that one that was edited is put into the finished page in the place of what it was.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from markupsafe import Markup

from svod import urls
from svod.archive.crossings import crossing_url, find_crossings
from svod.archive.labels import TERM_KINDS, year_label
from svod.archive.library import Library
from svod.archive.taxonomies import ADDRESSEES, TOPICS, YEARS, Term, year_of
from svod.content.act import Act
from svod.content.requests import HERE, Asked
from svod.site.asked_contexts import AskedAct, AskedContext, AskedYear
from svod.site.builders import Builders
from svod.site.cards import build_pager
from svod.site.contexts import Count, Link
from svod.site.plans import Listing, Page, latest_change

_TOGETHER: Final = 4  # pages that are planned together: one of them seldom changes alone
_PROVISIONS: Final = 4  # on a page of an addressee, for each act on a page of a list
_HOLE: Final = re.compile(rb"\0([^\0]+)\0")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What stands on one page: acts, and the numbers of their first and last provision, from 1."""

    acts: tuple[Act, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """All that an addressee is asked, or what it is asked in acts on a ``topic``, page by page."""

    term: Term
    topic: Term | None
    parts: tuple[_Part, ...]
    resolutions: int
    topics: Sequence[Count]

    @property
    def url(self) -> str:
        """The address of its first page."""
        return crossing_url(self.term, self.topic) if self.topic else self.term.url

    @property
    def total(self) -> int:
        """How many provisions there are."""
        return self.parts[-1].last


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Some pages of a list that follow each other, with these ``numbers``, from 0."""

    found: _List
    numbers: range

    @property
    def parts(self) -> Sequence[_Part]:
        """What stands on them."""
        return self.found.parts[self.numbers.start : self.numbers.stop]


class AskedPlanner:
    """Plans the pages of the addressees of one library; ``asked`` has what its acts ask, by path."""

    def __init__(
        self,
        library: Library,
        asked: Mapping[str, Asked],
        builders: Builders,
    ) -> None:
        self._library = library
        self._asked = asked
        self._config, self._words = builders.config, builders.words
        self._heads, self._cards, self._facts = builders.heads, builders.cards, builders.facts
        self._figures = builders.figures

    def listings(self) -> Iterator[Listing]:
        """Yield all pages of addressees, few enough together for one that has changed."""
        for _, lists in groupby(self._all_lists(), lambda found: found.term.id):
            yield from self._divide(lists)

    def places(self) -> dict[str, str]:
        """Return on which pages each act stands: their urls with blanks between them, by its path."""
        places: dict[str, list[str]] = defaultdict(list)
        for found in self._all_lists():
            for number, part in enumerate(found.parts, start=1):
                url = urls.pager_url(found.url, number)
                for act in part.acts:
                    places[act.path].append(url)
        return {path: " ".join(pages) for path, pages in places.items()}

    def _all_lists(self) -> Iterator[_List]:
        numbers: dict[str, dict[str, int]] = {}
        for act in self._library.acts:
            asked = self._asked.get(act.path)
            for addressee, number in asked.numbers if asked else ():
                numbers.setdefault(addressee, {})[act.path] = number
        for term in self._library.taxonomies[ADDRESSEES].terms.values():
            yield from self._lists(term, numbers[term.id])

    def _lists(self, term: Term, numbers: Mapping[str, int]) -> Iterator[_List]:
        """Yield all that an addressee is asked, then that of each topic of an act that asks it."""
        crossings = find_crossings(term, self._library.taxonomies[TOPICS])
        rows = [
            (sum(numbers[act.path] for act in crossing.acts), crossing.second, crossing.acts)
            for crossing in crossings
        ]
        rows.sort(key=lambda row: -row[0])
        counts = self._cards.counts(((topic, number) for number, topic, _ in rows), of=term)
        yield self._list(term, None, term.acts, numbers, counts)
        for _, topic, acts in rows:
            yield self._list(term, topic, acts, numbers, counts)

    def _list(
        self,
        term: Term,
        topic: Term | None,
        acts: Sequence[Act],
        numbers: Mapping[str, int],
        counts: Sequence[Count],
    ) -> _List:
        return _List(
            term=term,
            topic=topic,
            parts=tuple(_split(acts, numbers, _PROVISIONS * self._config.page_size)),
            resolutions=len(acts),
            topics=counts,
        )

    def _divide(self, lists: Iterable[_List]) -> Iterator[Listing]:
        """Yield the pages of lists, short lists that follow each other together."""
        held: list[_Stretch] = []
        for found in lists:
            pages = len(found.parts)
            start = 0
            while start < pages:
                room = _TOGETHER - sum(len(stretch.numbers) for stretch in held)
                held.append(_Stretch(found=found, numbers=range(start, min(start + room, pages))))
                start = held[-1].numbers.stop
                if len(held[-1].numbers) == room:
                    yield self._listing(held)
                    held = []
        if held:
            yield self._listing(held)

    def _listing(self, stretches: Sequence[_Stretch]) -> Listing:
        acts = [act for stretch in stretches for part in stretch.parts for act in part.acts]
        first = stretches[0]
        return Listing(
            name=f"{first.found.url}{first.numbers.start}",
            acts=acts,
            plan=partial(self._plan, stretches),
            besides=(
                [self._asked[act.path].fingerprint for act in acts],
                [
                    (
                        stretch.found.url,
                        (len(stretch.found.parts), stretch.found.total, stretch.found.resolutions),
                        [(len(part.acts), part.first, part.last) for part in stretch.parts],
                        [(count.url, count.number) for count in stretch.found.topics],
                        self._years_drawn(stretch),
                    )
                    for stretch in stretches
                ],
            ),
            addressee=first.found.term.id,
        )

    def _years_drawn(self, stretch: _Stretch) -> list[tuple[str, int]]:
        """Return what the picture on the first page of all that an addressee is asked shows."""
        if stretch.found.topic or stretch.numbers.start:
            return []
        years = self._library.taxonomies[YEARS].count(stretch.found.term.acts)
        return [(year.id, number) for year, number in years]

    def _plan(self, stretches: Iterable[_Stretch]) -> Iterator[Page]:
        for stretch in stretches:
            yield from self._pages(stretch)

    def _pages(self, stretch: _Stretch) -> Iterator[Page]:
        found = stretch.found
        term, topic = found.term, found.topic
        kind = self._words.text(TERM_KINDS[ADDRESSEES])
        everything = Link(title=term.name, url=term.url)
        title = f"{term.name}: {topic.name}" if topic else term.name
        own = [Link(title=topic.name, url=found.url)] if topic else []
        above = [self._heads.section(ADDRESSEES), everything, *own]
        facts = [] if topic else self._facts.of_term(term)
        description = (term.entry.description or "") if term.entry and not topic else ""
        links = [
            Link(title=str(number), url=urls.pager_url(found.url, number))
            for number in range(1, len(found.parts) + 1)
        ]
        for index, part in zip(stretch.numbers, stretch.parts, strict=True):
            url = links[index].url
            context = AskedContext(
                head=self._heads.head(title, url, parents=above if index else above[:-1]),
                kind=kind,
                name=term.name,
                topic=topic.name if topic else "",
                facts=facts,
                description=description,
                timeline=None if topic or index else self._figures.timeline(term),
                resolutions=found.resolutions,
                years=self._years(part.acts),
                pager=build_pager(links, index, part.first, part.last, found.total),
                topics=() if index else found.topics,
                everything=everything,
            )
            lastmod = latest_change(part.acts)
            yield Page(url=url, layout="layouts/addressee.html", context=context, lastmod=lastmod)

    def _years(self, acts: Sequence[Act]) -> list[AskedYear]:
        return [
            AskedYear(
                title=year_label(year, self._words),
                url=urls.term_url(YEARS, year),
                acts=[AskedAct(card=self._cards.card(act), html=Markup(f"\0{act.id}\0")) for act in of_year],
            )
            for year, of_year in groupby(acts, lambda act: year_of(act.date))
        ]


def fill_holes(page: bytes, url: str, requests: Mapping[str, bytes]) -> bytes:
    """Return the rendered page at ``url`` with the requests of each act, by its id, in its hole."""

    def fill(hole: re.Match[bytes]) -> bytes:
        act_id = hole[1].decode()
        return place_request(requests[act_id], url, act_id)

    return _HOLE.sub(fill, page)


def place_request(html: bytes, url: str, act_id: str) -> bytes:
    """Return the entries of a ``Request`` of an act as they stand on the page at ``url``."""
    return html.replace(HERE.encode(), urls.relative_url(url, urls.resolution_url(act_id)).encode())


def _split(acts: Sequence[Act], numbers: Mapping[str, int], size: int) -> Iterator[_Part]:
    """Cut ``acts`` into parts that have ``size`` provisions or, because an act stays whole, a few more."""
    held: list[Act] = []
    first, last = 1, 0
    for act in acts:
        held.append(act)
        last += numbers[act.path]
        if last - first + 1 >= size:
            yield _Part(acts=tuple(held), first=first, last=last)
            held, first = [], last + 1
    if held:
        yield _Part(acts=tuple(held), first=first, last=last)
