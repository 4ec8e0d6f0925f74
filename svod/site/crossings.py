"""Pages of crossed lists: an organization's acts on a topic, a topic's acts of a year.

They are in the sitemap and may be indexed, because «who speaks of what» is what people ask search engines
for, and each page says it in its heading; they have no feeds, because the term above has one.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from svod import urls
from svod.archive.crossings import CROSSED, Crossing, find_crossings
from svod.archive.labels import TERM_KINDS
from svod.archive.library import Library
from svod.archive.taxonomies import ORGANIZATIONS, TOPICS, Term
from svod.rules import N_
from svod.site.builders import Builders
from svod.site.cards import split_pages
from svod.site.contexts import Facet, Fact, Link, TermContext
from svod.site.facts import fact_value
from svod.site.plans import Listing, Page, latest_change

_KINDS: Final[Mapping[str, str]] = {
    ORGANIZATIONS: N_("Organization and topic"),
    TOPICS: N_("Topic and year"),
}
_BESIDE: Final[Mapping[str, str]] = {
    ORGANIZATIONS: N_("Topics of this organization"),
    TOPICS: N_("Years of this topic"),
}


class CrossingPlanner:
    """Plans the crossed lists of one library."""

    def __init__(self, library: Library, builders: Builders) -> None:
        self._library = library
        self._config, self._words = builders.config, builders.words
        self._heads, self._cards = builders.heads, builders.cards

    def listings(self) -> list[Listing]:
        """Return the crossed lists but for those of addressees (``asking``), under one term together."""
        terms = (term for name in _KINDS for term in self._library.taxonomies[name].terms.values())
        return [
            Listing(name=f"crossed{term.url}", acts=term.acts, plan=partial(self._under, term))
            for term in terms
        ]

    def _under(self, term: Term) -> Iterator[Page]:
        other = self._library.taxonomies[CROSSED[term.taxonomy]]
        title = self._words.text(_BESIDE[term.taxonomy])
        beside = Facet(title=title, counts=self._cards.spread(other, term.acts, term, most=None))
        for crossing in find_crossings(term, other):
            yield from self._pages(crossing, beside)

    def _pages(self, crossing: Crossing, beside: Facet) -> Iterator[Page]:
        first, second = crossing.first, crossing.second
        title = self._title(crossing)
        above = [self._heads.section(first.taxonomy), Link(title=first.name, url=first.url)]
        own, lastmod = Link(title=title, url=crossing.url), latest_change(crossing.acts)
        facts = [self._fact(first), self._fact(second)]
        for url, part, pager in split_pages(crossing.acts, crossing.url, self._config.page_size):
            parents = above if pager.number == 1 else [*above, own]
            context = TermContext(
                head=self._heads.head(title, url, description=self._describe(title), parents=parents),
                kind=self._words.text(_KINDS[first.taxonomy]),
                facts=facts,
                description="",
                timeline=None,
                cards=self._cards.cards(part),
                pager=pager,
                facets=[beside],
            )
            yield Page(url=url, layout="layouts/term.html", context=context, lastmod=lastmod)

    def _title(self, crossing: Crossing) -> str:
        """Return the names of both terms: «СОИРО: Наставничество», «Наставничество, 2022»."""
        first, second = crossing.first, crossing.second
        if second.taxonomy == TOPICS:
            return f"{first.name}: {second.name}"
        year = self._words.text("undated") if second.id == urls.UNDATED else second.name
        return f"{first.name}, {year}"

    def _describe(self, title: str) -> str:
        return f"{title}. {self._config.description}"

    def _fact(self, term: Term) -> Fact:
        value = fact_value(self._cards.term_name(term), url=term.url)
        return Fact(label=self._words.text(TERM_KINDS[term.taxonomy]), values=[value])
