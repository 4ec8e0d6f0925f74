"""A search from the reader's words to results; ``client/search.js`` is the same in the browser."""

from collections.abc import Sequence
from dataclasses import dataclass

from svod.search.excerpts import Excerpt, Marks, Piece, find_excerpts, mark_text
from svod.search.expansion import Correction, expand_query
from svod.search.query import Query, parse_query
from svod.search.ranking import RankedHit, find_phrase, mask_terms, measure_nearness, rank_hits
from svod.search.reading import Fragment, Index
from svod.search.scoring import score_documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that was found for a query.

    The hits in order, the ``full`` first of them hold all ``words``; what the archive lacks, what was
    searched for instead, and the query as it was understood then; whether only the first ``MOST_WORDS`` of
    the query count; what to mark.
    """

    hits: tuple[RankedHit, ...]
    full: int
    words: int
    missing: tuple[str, ...]
    corrections: tuple[Correction, ...]
    corrected: str | None
    shortened: bool
    marks: Marks
    only_excluded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a result shows of an act."""

    fragment: Fragment
    title: tuple[Piece, ...]
    excerpts: tuple[Excerpt, ...]


def find(text: str, index: Index, *, prefix: bool = False) -> Outcome:
    """Find all acts for a query. ``prefix`` takes the last word for unfinished.

    Nobody types into a terminal while it searches: ``prefix`` is here so that both halves can be compared.
    Raises LoadingError where a part of the index cannot be read.
    """
    query = parse_query(text, unfinished=prefix)
    expansion = expand_query(query, index)
    slots = expansion.slots
    alternatives = [found for slot in slots for found in slot.alternatives]
    hits = score_documents(alternatives, expansion.excluded, index) if alternatives else []
    for phrase in query.phrases:
        documents = find_phrase(phrase, index)
        hits = [hit for hit in hits if hit.document in documents]
    for phrase in query.excluded_phrases if hits else ():
        documents = find_phrase(phrase, index)
        hits = [hit for hit in hits if hit.document not in documents]
    ranked = rank_hits(hits, slots, measure_nearness(slots, index))
    return Outcome(
        hits=tuple(ranked),
        full=sum(hit.covered == len(slots) for hit in ranked),
        words=len(slots),
        missing=tuple(slot.token.form for slot in slots if not slot.alternatives),
        corrections=expansion.corrections,
        corrected=_corrected_query(query, expansion.corrections),
        shortened=query.shortened,
        marks=Marks(
            terms=mask_terms(slots), phrases=[[token.form for token in phrase] for phrase in query.phrases]
        ),
        only_excluded=not query.words and bool(query.excluded or query.excluded_phrases),
    )


def show(document: int, index: Index, marks: Marks) -> Shown:
    """Return what a result shows of an act: its fragment, its title and its passages."""
    fragment = index.fragment(document)
    return Shown(
        fragment=fragment,
        title=tuple(mark_text(fragment.title, marks)),
        excerpts=tuple(find_excerpts(fragment, marks)),
    )


def _corrected_query(query: Query, corrections: Sequence[Correction]) -> str | None:
    """Return ``query`` with its words as they were understood, None if they were as they stand."""
    instead = {
        correction.piece: correction.after for correction in corrections if correction.how != "beginning"
    }
    pieces = (instead.get(number, text) for number, text in enumerate(query.pieces))
    return " ".join(pieces) if instead else None
