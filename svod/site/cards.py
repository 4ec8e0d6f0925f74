"""Lists of resolutions: cards, facets, parts of a long list."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from svod import urls
from svod.archive.crossings import crossing_url
from svod.archive.labels import TAXONOMIES, date_label, machine_date, status_label, year_label
from svod.archive.library import Library
from svod.archive.taxonomies import ADDRESSEES, ORGANIZATIONS, TOPICS, YEARS, Taxonomy, Term
from svod.content.act import Act
from svod.localization import Localization
from svod.site.contexts import Card, Count, Facet, Link, Pager
from svod.site.reuse_contexts import RepeatedPlace

_FACET_LENGTH = 12
Listed = TypeVar("Listed")


class CardBuilder:
    """Builds what lists are made of, in one language; the card of an act is built once."""

    def __init__(self, library: Library, words: Localization) -> None:
        self._library = library
        self._words = words
        self._cards: dict[str, Card] = {}

    def cards(self, acts: Iterable[Act]) -> list[Card]:
        """Return the cards of ``acts``."""
        return [self.card(act) for act in acts]

    def card(self, act: Act) -> Card:
        """Return the card of ``act``."""
        if act.id not in self._cards:
            self._cards[act.id] = self._build(act)
        return self._cards[act.id]

    def _build(self, act: Act) -> Card:
        return Card(
            title=act.title,
            url=urls.resolution_url(act.id),
            date=date_label(act.date, self._words),
            datetime=machine_date(act.date),
            date_inferred=act.date_inferred,
            organizations=self._links(act, ORGANIZATIONS),
            organizations_inferred=act.organizations_inferred,
            topics=self._links(act, TOPICS),
            status=status_label(act.status, self._words),
        )

    def place(self, act: Act, anchor: str = "") -> RepeatedPlace:
        """Return the link to a place in ``act``, to its beginning if there is no ``anchor``."""
        return RepeatedPlace(
            title=act.title,
            url=urls.resolution_url(act.id) + (f"#{anchor}" if anchor else ""),
            date=date_label(act.date, self._words),
            status=status_label(act.status, self._words),
        )

    def _links(self, act: Act, taxonomy: str) -> list[Link]:
        terms = self._library.taxonomies[taxonomy].named_by(act)
        return [Link(title=term.name, url=term.url) for term in terms]

    def counts(self, numbers: Iterable[tuple[Term, int]], of: Term | None = None) -> list[Count]:
        """Return terms and numbers as counts, each with its share of the largest.

        Where they are numbers ``of`` another term, a count leads to what both have in common, if there is
        such a list: there are as many acts there as it says or, where provisions are counted, provisions.
        """
        rows = list(numbers)
        largest = max((number for _, number in rows), default=1) or 1
        return [
            Count(
                title=self.term_name(term),
                url=(crossing_url(of, term) if of else "") or term.url,
                number=number,
                share=round(100 * number / largest),
            )
            for term, number in rows
        ]

    def all_counts(self, taxonomy: str) -> list[Count]:
        """Return all terms of a taxonomy with the number of their acts."""
        terms = self._library.taxonomies[taxonomy].terms.values()
        return self.counts((term, len(term.acts)) for term in terms)

    def facets(self, acts: Sequence[Act], of: Term | None = None) -> list[Facet]:
        """Return how ``acts`` are spread over the taxonomies: the most frequent terms of each.

        Where they are the acts ``of`` a term, its own taxonomy is left out.
        """
        facets = (
            Facet(title=self._words.text(TAXONOMIES[name]), counts=self.spread(taxonomy, acts, of))
            for name, taxonomy in self._library.taxonomies.items()
            if of is None or name != of.taxonomy
        )
        return [facet for facet in facets if facet.counts]

    def spread(
        self, taxonomy: Taxonomy, acts: Sequence[Act], of: Term | None, most: int | None = _FACET_LENGTH
    ) -> list[Count]:
        """Return the terms of a taxonomy that ``acts``, those ``of`` a term, have.

        They are the years, or the ``most`` frequent of others, all where that is None.
        """
        numbers = taxonomy.count(acts)
        if taxonomy.name in (ORGANIZATIONS, TOPICS, ADDRESSEES):
            numbers = sorted(numbers, key=lambda row: -row[1])[:most]
        return self.counts(numbers, of)

    def term_name(self, term: Term) -> str:
        """Return the name of a term in the interface language."""
        return year_label(term.id, self._words) if term.taxonomy == YEARS else term.name


def split_pages(
    listed: Sequence[Listed], url: str, size: int, numbers: range | None = None
) -> Iterator[tuple[str, Sequence[Listed], Pager]]:
    """Cut what is listed into parts of ``size``; yield the url, the part and the pager of each.

    An empty list has one part. Where ``numbers`` are given, only these parts are yielded, from 0 on.
    """
    starts = range(0, max(1, len(listed)), size)
    links = [Link(title=str(n), url=urls.pager_url(url, n)) for n in range(1, len(starts) + 1)]
    for index in range(len(starts)) if numbers is None else numbers:
        start = starts[index]
        part = listed[start : start + size]
        first = min(start + 1, len(listed))
        yield links[index].url, part, build_pager(links, index, first, start + len(part), len(listed))


def build_pager(links: Sequence[Link], index: int, first: int, last: int, total: int) -> Pager:
    """Return the pager of the page ``index`` (from 0) among those that ``links`` lead to."""
    return Pager(
        first=first,
        last=last,
        total=total,
        number=index + 1,
        pages=_window(links, index),
        previous=links[index - 1] if index else None,
        next=links[index + 1] if index + 1 < len(links) else None,
    )


def _window(links: Sequence[Link], index: int) -> list[Link]:
    """Return the links that a pager shows: the first, the last and those near the current one."""
    near = range(index - 2, index + 3)
    return [link for at, link in enumerate(links) if at in (0, len(links) - 1) or at in near]
