"""The order of what was found: how many of the words an act holds, how near to each other, its score.

``client/ranking.js`` is the same rule in the browser.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Final, NamedTuple

from svod.search.analysis import Token
from svod.search.expansion import Slot
from svod.search.occurrences import Places
from svod.search.reading import Index
from svod.search.scoring import Hit

# Scores that differ by less than lunr's own rounding of sums count as equal.
PRECISION: Final = 1e9
VERBATIM: Final = 0
IN_ORDER: Final = 1
BUCKETS: Final = (0, 2, 5, 10, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedHit(Hit):
    """A hit, with the number of words that it holds and how far apart they stand (0 is best)."""

    covered: int
    spread: int


class Found(NamedTuple):
    """Where a word of the query stands in a document, and whether it stands there as it was typed."""

    place: int
    exact: bool


def mask_terms(slots: Sequence[Slot]) -> dict[str, int]:
    """Return for each term the words of the query that it stands for, as bits."""
    masks: defaultdict[str, int] = defaultdict(int)
    for number, slot in enumerate(slots):
        for found in slot.alternatives:
            masks[found.term.term] |= 1 << number
    return dict(masks)


def rank_hits(hits: Sequence[Hit], slots: Sequence[Slot], measure: Callable[[int], int]) -> list[RankedHit]:
    """Return ``hits``, those that hold most words first; those that hold all of them by nearness.

    Equals are ordered by score, then the newest first. ``measure`` tells how far apart the words stand
    in a document.
    """
    masks = mask_terms(slots)
    ranked: list[RankedHit] = []
    for hit in hits:
        mask = 0
        for term in hit.terms:
            mask |= masks[term]
        covered = mask.bit_count()
        spread = measure(hit.document) if covered == len(slots) else 0
        ranked.append(
            RankedHit(document=hit.document, score=hit.score, terms=hit.terms, covered=covered, spread=spread)
        )
    return sorted(ranked, key=cmp_to_key(_compare))


def _compare(one: RankedHit, other: RankedHit) -> int:
    return (
        other.covered - one.covered
        or one.spread - other.spread
        or math.floor((other.score - one.score) * PRECISION + 0.5)
        or other.document - one.document
    )


def find_phrase(phrase: Sequence[Token], index: Index) -> set[int]:
    """Return the documents in which the words of a phrase stand as they are, one after another."""
    words = [_exact_places(token, index) for token in phrase]
    found = set.intersection(*(set(places.documents) if places else set() for places, _ in words))
    start = phrase[0].place
    offsets = [token.place - start for token in phrase]
    return {
        document
        for document in found
        if set.intersection(
            *(
                {place - offset for place, other in places.of(document) if other == form}
                for (places, form), offset in zip(words, offsets, strict=True)
                if places
            )
        )
    }


def _exact_places(token: Token, index: Index) -> tuple[Places | None, int]:
    """Return the places of the term of a word, and the number of the form that is the word itself."""
    term = index.term(token.term)
    if not term or token.form not in term.forms:
        return None, -1
    return index.places(term), term.forms.index(token.form)


def measure_nearness(slots: Sequence[Slot], index: Index) -> Callable[[int], int]:
    """Return a function that tells how far apart the words of the query stand in a document.

    0 where they stand as they were typed, 1 where they stand in that order in any form, else more.
    """
    if len(slots) < 2:  # noqa: PLR2004  (one word is near to itself)
        return lambda _: VERBATIM
    first = slots[0].token.place
    offsets = [slot.token.place - first for slot in slots]
    readers = [_slot_places(slot, index) for slot in slots]

    def measure(document: int) -> int:
        return _spread(
            [
                (
                    offset,
                    [
                        Found(place, other == form)
                        for places, form in terms
                        for place, other in places.of(document)
                    ],
                )
                for offset, terms in zip(offsets, readers, strict=True)
            ]
        )

    return measure


def _slot_places(slot: Slot, index: Index) -> list[tuple[Places, int]]:
    """Return the places of each alternative, with the number of the form that is the word itself."""
    token = slot.token
    return [
        (
            index.places(term),
            term.forms.index(token.form) if term.term == token.term and token.form in term.forms else -1,
        )
        for term in (found.term for found in slot.alternatives)
    ]


def _spread(words: Sequence[tuple[int, list[Found]]]) -> int:
    # Where the phrase would begin for each word to be in its place. «Онлайн-курс» stands in one place as it
    # was typed and joined: the last of the sorted wins, which is exact.
    starts = [{place - offset: exact for place, exact in sorted(found)} for offset, found in words]
    in_order = set.intersection(*(set(start) for start in starts))
    if any(all(others[start] for others in starts) for start in in_order):
        return VERBATIM
    if in_order:
        return IN_ORDER
    apart = _narrowest([[place for place, _ in found] for _, found in words]) - len(words)
    bucket = next((number for number, most in enumerate(BUCKETS) if apart <= most), len(BUCKETS))
    return IN_ORDER + 1 + bucket


def _narrowest(words: Sequence[Sequence[int]]) -> float:
    """Return the width of the narrowest stretch that holds a place of each word."""
    everywhere = sorted((place, word) for word, places in enumerate(words) for place in places)
    counts = [0] * len(words)
    missing = len(words)
    width = math.inf
    left = 0
    for place, word in everywhere:
        missing -= counts[word] == 0
        counts[word] += 1
        while missing == 0:
            first, leftmost = everywhere[left]
            width = min(width, place - first + 1)
            counts[leftmost] -= 1
            missing += counts[leftmost] == 0
            left += 1
    return width
