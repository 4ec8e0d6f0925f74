"""What is measured for each kind of query, how, and which figure is wanted.

Documents that are neither right nor wrong are taken out of an answer before it is judged. An engine that
throws has found nothing. Figures are means over the queries of a kind; precision is the mean over those
that found anything, since an empty answer holds nothing wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from benchmarks.relevance.engines import Answer, Asked
from benchmarks.relevance.query import Query

Answers = Mapping[Asked, Answer]
Figure = Callable[[Query, Answers], float | None]  # None: the query does not count


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of one kind of query; ``goal`` is the least that is wanted, None where nothing is set."""

    kind: str
    name: str
    figure: Figure
    goal: float | None = None


def mean_of(measure: Measure, queries: Sequence[Query], answers: Answers) -> float | None:
    """Return the mean of a measure, None where no query counts."""
    figures = [measure.figure(query, answers) for query in queries]
    counted = [figure for figure in figures if figure is not None]
    return fmean(counted) if counted else None


def _judged(query: Query, answers: Answers) -> list[str]:
    return [id_ for id_ in answers[query.text, query.prefix] or () if id_ not in query.neutral]


def _recall(query: Query, answers: Answers) -> float | None:
    return len(query.relevant.intersection(_judged(query, answers))) / len(query.relevant)


def _precision(query: Query, answers: Answers) -> float | None:
    found = _judged(query, answers)
    return len(query.relevant.intersection(found)) / len(found) if found else None


def _strict_precision(query: Query, answers: Answers) -> float | None:
    found = answers[query.text, query.prefix]
    return len(query.relevant.intersection(found)) / len(found) if found else None


def _success_at(rank: int) -> Figure:
    def figure(query: Query, answers: Answers) -> float:
        return float(not query.relevant.isdisjoint(_judged(query, answers)[:rank]))

    return figure


def _source_at(rank: int) -> Figure:
    def figure(query: Query, answers: Answers) -> float:
        return float(query.source in (answers[query.text, query.prefix] or ())[:rank])

    return figure


def _same_list(query: Query, answers: Answers) -> float | None:
    found, twin = answers[query.text, query.prefix], answers[query.twin, query.prefix]
    return float(bool(found) and found == twin)


MEASURES: Final[Sequence[Measure]] = (
    Measure("form", "recall", _recall, 0.99),
    Measure("form", "precision", _precision, 0.80),
    Measure("unseen-form", "recall", _recall, 0.98),
    Measure("unseen-form", "precision", _precision),
    Measure("pair", "success@1", _success_at(1), 0.85),
    Measure("pair", "success@10", _success_at(10), 0.97),
    Measure("pair", "source document@1", _source_at(1)),
    Measure("pair", "source document@10", _source_at(10)),
    Measure("phrase", "success@1", _success_at(1), 0.98),
    *(Measure(f"prefix-{length}", "recall", _recall, 0.99) for length in (3, 4, 5, 6)),
    Measure("typing-error", "recall", _recall, 0.95),
    Measure("yo", "same list", _same_list, 1.0),
    Measure("number", "recall", _recall, 1.0),
    Measure("number", "precision", _precision, 1.0),
    Measure("number", "precision, whole tokens only", _strict_precision),
    Measure("exclusion", "recall", _recall),
    Measure("exclusion", "precision", _precision),
    Measure("wrong-layout", "recall", _recall),
    Measure("paragraph-words", "success@1", _success_at(1)),
    Measure("paragraph-words", "success@10", _success_at(10)),
    Measure("paragraph-words", "source document@10", _source_at(10)),
)
