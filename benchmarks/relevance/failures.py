"""Which queries an engine answered worse than perfectly, for those who want to better it."""

import json
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.relevance.query import Query
from benchmarks.relevance.scoring import MEASURES, Answers

_SHOWN = 5


def failures(queries: Sequence[Query], answers: Mapping[str, Answers]) -> Iterator[str]:
    """Yield a JSON line for every query, measure and engine whose figure is below 1, the worst first."""
    rows = []
    for measure in MEASURES:
        for engine, found in answers.items():
            for query in queries:
                figure = measure.figure(query, found) if query.kind == measure.kind else None
                if figure is not None and figure < 1:
                    rows.append((figure, {"engine": engine, "measure": measure.name, **_row(query, found)}))
    rows.sort(key=lambda row: row[0])
    return (json.dumps({"figure": figure, **row}, ensure_ascii=False) for figure, row in rows)


def _row(query: Query, answers: Answers) -> dict[str, object]:
    answer = answers[query.text, query.prefix]
    found = [id_ for id_ in answer or () if id_ not in query.neutral]
    return {
        "kind": query.kind,
        "text": query.text,
        "twin": query.twin,
        "source": query.source,
        "threw": answer is None,
        "found": len(found),
        "first": found[:_SHOWN],
        "wrong": [id_ for id_ in found if id_ not in query.relevant][:_SHOWN],
        "missing": sorted(query.relevant.difference(found))[:_SHOWN],
    }
