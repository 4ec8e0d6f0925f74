"""Figures: what of the library is drawn, and how it is said in words.

Every figure has its numbers in words or in a table, with links to the lists behind them. A large archive is
not drawn whole: the largest organizations and topics are, and the caption says so.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from svod import urls
from svod.archive.crossings import crossing_url
from svod.archive.library import Library
from svod.archive.taxonomies import ORGANIZATIONS, TOPICS, YEARS, Taxonomy, Term
from svod.content.act import Act
from svod.localization import Localization
from svod.rules import N_
from svod.site.cards import CardBuilder
from svod.site.contexts import Cell, Columns, Grid, GridRow, Link, Timeline, TopicsByYear
from svod.site.pictures import HEIGHT, STEP, draw_bars, shade

_MOST_TERMS: Final = 15
_LEAST: Final = 2  # years or organizations: one has nothing to be compared with
_MOST_YEARS: Final = 40  # of a figure; the lists of years have all


class FigureBuilder:
    """Builds the figures of one library in one language."""

    def __init__(self, library: Library, words: Localization, cards: CardBuilder) -> None:
        self._library = library
        self._words = words
        self._cards = cards

    def timeline(self, term: Term) -> Timeline | None:
        """Return the acts of ``term`` by year; None where there are not two years to compare."""
        numbers = self._by_year(term.acts)
        years = _span(numbers)
        if len(years) < _LEAST:
            return None
        years_of_term = self._library.taxonomies[YEARS].count(term.acts)
        shown = [numbers[year] for year in years]
        caption = self._timeline_caption(years, shown)
        if any(year.id == urls.UNDATED for year, _ in years_of_term):
            caption = f"{caption} {self._undated()}"
        return Timeline(
            columns=_columns(shown, max(shown)),
            first=str(years[0]),
            last=str(years[-1]),
            caption=caption,
            counts=self._cards.counts(years_of_term, of=term),
        )

    def _timeline_caption(self, years: Sequence[int], numbers: Sequence[int]) -> str:
        most = max(numbers)
        if numbers.count(most) > 1:
            text = self._words.text(N_("{first}–{last}, at most {number} a year."))
        else:
            text = self._words.text(N_("{first}–{last}, most in {year}: {number}."))
        year, number = years[numbers.index(most)], self._words.number(most)
        return text.format(first=years[0], last=years[-1], year=year, number=number)

    def topics_by_year(self) -> TopicsByYear | None:
        """Return the largest topics by year, all on one scale; None where there is nothing to compare."""
        largest_topics = _largest(self._library.taxonomies[TOPICS])
        by_year = {topic.id: self._by_year(topic.acts) for topic in largest_topics}
        years = _span(year for numbers in by_year.values() for year in numbers)
        if len(years) < _LEAST:
            return None
        drawn = [topic for topic in largest_topics if any(by_year[topic.id][year] for year in years)]
        shown = [[by_year[topic.id][year] for year in years] for topic in drawn]
        largest = max(map(max, shown))
        terms = self._library.taxonomies[YEARS].terms
        columns = [terms[year] for year in (*(f"{year:04}" for year in years), urls.UNDATED) if year in terms]
        return TopicsByYear(
            topics=self._cards.counts((topic, len(topic.acts)) for topic in drawn),
            columns=[_columns(numbers, largest) for numbers in shown],
            first=str(years[0]),
            last=str(years[-1]),
            caption=self._topics_caption(years, largest),
            grid=self._grid(largest_topics, columns, ""),
        )

    def _topics_caption(self, years: Sequence[int], largest: int) -> str:
        text, number = self._words.text, self._words.number
        total = len(self._library.taxonomies[TOPICS].terms)
        scale = text(N_("{first}–{last}, all topics on one scale: the highest column is {number}."))
        sentences = [scale.format(first=years[0], last=years[-1], number=number(largest))]
        if total > _MOST_TERMS:
            limit = text(N_("The {shown} largest of {total} topics."))
            sentences.insert(0, limit.format(shown=_MOST_TERMS, total=number(total)))
        if urls.UNDATED in self._library.taxonomies[YEARS].terms:
            sentences.append(self._undated())
        return " ".join(sentences)

    def _undated(self) -> str:
        return self._words.text(N_("Undated resolutions are in the table only."))

    def organizations_by_topic(self) -> Grid | None:
        """Return how many acts the largest organizations have on the largest topics; None for one alone."""
        taxonomies = self._library.taxonomies
        organizations, topics = _largest(taxonomies[ORGANIZATIONS]), _largest(taxonomies[TOPICS])
        if not topics or len(organizations) < _LEAST:
            return None
        caption = self._words.text(N_("The deeper the tint, the more resolutions; a number leads to them."))
        totals = [len(taxonomies[name].terms) for name in (ORGANIZATIONS, TOPICS)]
        if max(totals) > _MOST_TERMS:
            limit = self._words.text(
                N_("Organizations: the {rows} largest of {all_rows}. Topics: {columns} of {all_columns}.")
            ).format(rows=len(organizations), all_rows=totals[0], columns=len(topics), all_columns=totals[1])
            caption = f"{limit} {caption}"
        return self._grid(organizations, topics, caption)

    def _grid(self, rows: Sequence[Term], columns: Sequence[Term], caption: str) -> Grid:
        taxonomy = self._library.taxonomies[columns[0].taxonomy] if columns else None
        numbers = [_count(row, taxonomy) if taxonomy else Counter[str]() for row in rows]
        largest = max((of_row[column.id] for of_row in numbers for column in columns), default=0)
        return Grid(
            caption=caption,
            columns=[Link(title=self._cards.term_name(term), url=term.url) for term in columns],
            rows=[
                GridRow(
                    title=row.name,
                    url=row.url,
                    cells=[
                        Cell(
                            url=crossing_url(row, column) if of_row[column.id] else "",
                            number=of_row[column.id],
                            shade=shade(of_row[column.id], largest),
                        )
                        for column in columns
                    ],
                )
                for row, of_row in zip(rows, numbers, strict=True)
            ],
        )

    def _by_year(self, acts: Iterable[Act]) -> Counter[int]:
        years = self._library.taxonomies[YEARS].reached
        found = (year for act in acts for year in years[act.id])
        return Counter(int(year) for year in found if year != urls.UNDATED)


def _count(term: Term, taxonomy: Taxonomy) -> Counter[str]:
    return Counter(other for act in term.acts for other in taxonomy.reached[act.id])


def _largest(taxonomy: Taxonomy) -> list[Term]:
    """Return the terms with the most acts, the largest first."""
    return sorted(taxonomy.terms.values(), key=lambda term: -len(term.acts))[:_MOST_TERMS]


def _span(years: Iterable[int]) -> list[int]:
    """Return the years from the first to the last one, those without acts too, but not too many."""
    found = set(years)
    return list(range(min(found), max(found) + 1))[-_MOST_YEARS:] if found else []


def _columns(numbers: Sequence[int], largest: int) -> Columns:
    return Columns(width=len(numbers) * STEP, height=HEIGHT, bars=draw_bars(numbers, largest))
