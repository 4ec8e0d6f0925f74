"""Scores, by lunr.

The index that lunr is given holds the terms of the query and nothing else: a score is made of the weights
of these alone, so that it is the same as from the whole index. ``client/scoring.js`` does the same with
lunr.js.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lunr.index import Index as LunrIndex
from lunr.pipeline import Pipeline
from lunr.query import QueryPresence
from lunr.token_set import TokenSet
from lunr.vector import Vector

from svod.search.expansion import Alternative
from svod.search.reading import Index, Term
from svod.search.runs import FIELDS

# As in lunr; a title says most.
K1: Final = 1.2
B: Final = 0.75
FIELD_BOOSTS: Final = (3, 1, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document that was found, its score, and the terms of the query that it holds."""

    document: int
    score: float
    terms: tuple[str, ...]


def score_documents(alternatives: Sequence[Alternative], excluded: Sequence[Term], index: Index) -> list[Hit]:
    """Return the documents that hold any of ``alternatives`` and none of ``excluded``, best first."""
    terms = {term.term: term for term in (*(found.term for found in alternatives), *excluded)}
    assembled = _assemble([terms[name] for name in sorted(terms)], index)
    query = assembled.create_query()
    for found in alternatives:
        query.term(found.term.term, boost=found.boost, presence=QueryPresence.OPTIONAL, use_pipeline=False)
    for term in excluded:
        query.term(term.term, presence=QueryPresence.PROHIBITED, use_pipeline=False)
    return [
        Hit(document=int(result["ref"]), score=result["score"], terms=tuple(result["match_data"].metadata))
        for result in assembled.query(query)
    ]


def _assemble(terms: Sequence[Term], index: Index) -> Any:  # noqa: ANN401  (lunr has no types)
    """Return the index of ``terms``, which are in order."""
    inverted_index: dict[str, dict[str, Any]] = {}
    elements: defaultdict[str, list[float]] = defaultdict(list)
    for number, term in enumerate(terms):
        posting: dict[str, Any] = {"_index": number}
        for field, postings, weights in zip(FIELDS, term.postings.fields, _weigh(term, index), strict=True):
            posting[field] = {str(document): {} for document in postings.documents}
            for document, weight in zip(postings.documents, weights, strict=True):
                elements[f"{field}/{document}"] += (number, weight)
        inverted_index[term.term] = posting
    return LunrIndex(
        inverted_index=inverted_index,
        field_vectors={reference: Vector(vector) for reference, vector in elements.items()},
        token_set=TokenSet.from_list([term.term for term in terms]),
        fields=list(FIELDS),
        pipeline=Pipeline(),
    )


def _weigh(term: Term, index: Index) -> Iterable[list[float]]:
    """Yield the weights of a term in each of ``FIELDS``, for each document that holds it there.

    They are BM25 as lunr computes it, rounded as there.
    """
    fields = term.postings.fields
    held = sum(len(field.documents) for field in fields)
    idf = math.log(1 + abs((index.documents - held + 0.5) / (held + 0.5)))
    for name, boost, field in zip(FIELDS, FIELD_BOOSTS, fields, strict=True):
        average = index.average(name) if field.documents else 1
        weights: list[float] = []
        for tf, length in zip(field.times, field.lengths, strict=True):
            score = (idf * ((K1 + 1) * tf)) / (K1 * (1 - B + B * (length / average)) + tf)
            weights.append(math.floor(score * boost * 1000 + 0.5) / 1000)
        yield weights
