"""From the words of a query to the terms of the index that stand for them.

``client/expansion.js`` is the same rule in the browser; what it leaves out while somebody types, to load
little, is never left out here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from svod.search.analysis import Chunk, Token, find_chunks
from svod.search.layout import switch_layout
from svod.search.query import Query, Word
from svod.search.reading import Index, Term
from svod.search.spelling import find_similar, is_corrigible

EXACT: Final = 1.0
RELATED: Final = 0.5
UNFINISHED: Final = 10.0
SHORTEST_PREFIX: Final = 3

_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A term that a word may be found by, and its weight in the query."""

    term: Term
    boost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A word to be found: its place in the query, and all that stands for it."""

    token: Token
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was searched for instead of what was typed, and how that was thought of."""

    before: str
    after: str
    how: Literal["beginning", "layout", "spelling"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """The terms for each word of a query."""

    slots: tuple[Slot, ...]
    excluded: tuple[Term, ...]
    corrections: tuple[Correction, ...]


def expand_query(query: Query, index: Index) -> Expansion:
    """Return the terms for each word of ``query``."""
    expander = _Expander(index)
    last = len(query.words) - 1
    slots: list[Slot] = []
    corrections: list[Correction] = []
    for number, word in enumerate(query.words):
        found, corrected = expander.word(word, unfinished=query.unfinished and number == last)
        slots += found
        corrections += corrected
    return Expansion(
        slots=tuple(slots),
        excluded=tuple(term for chunk in query.excluded for term in expander.excluded_terms(chunk)),
        corrections=tuple(corrections),
    )


class _Expander:
    """The expansion of one query."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def word(self, word: Word, *, unfinished: bool) -> tuple[list[Slot], list[Correction]]:
        """Return the slots of a word; one that the archive lacks is corrected."""
        if unfinished:
            slots = self.unfinished_slots(word.chunk)
        else:
            slots = self.chunk_slots(word.chunk, quoted=word.quoted)
        if word.quoted or _all_found(slots):
            return slots, []
        return self.correct_word(word, slots, unfinished=unfinished)

    def chunk_slots(self, chunk: Chunk, *, quoted: bool = False) -> list[Slot]:
        """Return the slots of a word: one for a whole with digits that the archive has («273-ФЗ»).

        Else there is one for each part, which may also be found by the parts joined («онлайн-курс» by
        «онлайнкурс»). In a phrase (``quoted``) only this very word will do.
        """
        whole = chunk.whole
        joined = self.present(whole.term) if whole and not quoted else None
        exact = (Alternative(term=joined, boost=EXACT),) if joined else ()
        if whole and joined and _is_numbered(whole):
            return [Slot(token=whole, alternatives=exact)]
        return [
            Slot(token=token, alternatives=(*self.family(token.term, alone=quoted), *exact))
            for token in chunk.parts
        ]

    def unfinished_slots(self, chunk: Chunk) -> list[Slot]:
        """Return the slots of the last word while it is being typed.

        Its last part stands for every word that begins so, and, ten times heavier, for itself.
        """
        whole, parts = chunk
        if whole and _is_numbered(whole):
            slot = self.prefix_slot(whole)
            if slot.alternatives:
                return [slot]
        slots = [*self.chunk_slots(Chunk(None, parts[:-1])), self.prefix_slot(parts[-1])]
        if whole and not _is_numbered(whole):
            joined = self.prefix_slot(whole).alternatives
            slots = [replace(slot, alternatives=(*slot.alternatives, *joined)) for slot in slots]
        return slots

    def prefix_slot(self, token: Token) -> Slot:
        """Return the slot of a word that may go on: itself, and every word that begins so."""
        exact = self.family(token.term)
        alternatives = [replace(found, boost=found.boost * UNFINISHED) for found in exact]
        if len(token.form) >= SHORTEST_PREFIX:
            known = {found.term.term for found in exact}
            names = dict.fromkeys(term for _, term in self._index.forms_from(token.form))
            longer = (self.present(name) for name in names if name not in known)
            alternatives += [Alternative(term=term, boost=EXACT) for term in longer if term]
        return Slot(token=token, alternatives=tuple(alternatives))

    def family(self, name: str, *, alone: bool = False) -> list[Alternative]:
        """Return a term and, at half weight unless it is to be ``alone``, those of the same lexemes."""
        term = self._index.term(name)
        if not term:
            return []
        found = [Alternative(term=term, boost=EXACT)] if term.postings.documents else []
        related = () if alone else (self.present(other) for other in term.related)
        return [*found, *(Alternative(term=other, boost=RELATED) for other in related if other)]

    def present(self, name: str) -> Term | None:
        """Return a term that occurs, or None."""
        term = self._index.term(name)
        return term if term and term.postings.documents else None

    def excluded_terms(self, chunk: Chunk) -> list[Term]:
        """Return the terms that must not be there: the parts joined where they occur, else each part."""
        joined = self.present(chunk.whole.term) if chunk.whole else None
        if joined:
            return [joined]
        return [found.term for part in chunk.parts for found in self.family(part.term)]

    def correct_word(
        self, word: Word, slots: Sequence[Slot], *, unfinished: bool
    ) -> tuple[list[Slot], list[Correction]]:
        """Return the slots of a word that the archive lacks, as it was probably meant.

        As the beginning of others, typed in the other layout, misspelt. A word that nothing is like stays
        as it is.
        """
        longer = [] if unfinished else self.unfinished_slots(word.chunk)
        if longer and _all_found(longer):
            return longer, [Correction(before=word.text, after=word.text, how="beginning")]
        switched = switch_layout(word.text)
        meant = [slot for chunk in find_chunks(switched) for slot in self.chunk_slots(chunk)]
        if meant and _all_found(meant):
            place = slots[0].token.place
            moved = [replace(slot, token=slot.token.moved(place)) for slot in meant]
            return moved, [Correction(before=word.text, after=switched, how="layout")]
        corrected = [self.correct_slot(slot) for slot in slots]
        return [slot for slot, _ in corrected], [correction for _, correction in corrected if correction]

    def correct_slot(self, slot: Slot) -> tuple[Slot, Correction | None]:
        """Return a slot that is empty with the words that are spelt like its own, if there are any."""
        form = slot.token.form
        if slot.alternatives or not is_corrigible(form):
            return slot, None
        similar = find_similar(form, self._index.all_forms())
        if not similar:
            return slot, None
        families = {name: self.family(name) for name in dict.fromkeys(term for _, term in similar)}

        def frequency(name: str) -> int:
            return len(families[name][0].term.postings.documents) if families[name] else 0

        best, _ = max(similar, key=lambda other: frequency(other[1]))
        found = {other.term.term: other for family in families.values() for other in family}
        return (
            replace(slot, alternatives=tuple(found.values())),
            Correction(before=form, after=best, how="spelling"),
        )


def _all_found(slots: Iterable[Slot]) -> bool:
    return all(slot.alternatives for slot in slots)


def _is_numbered(whole: Token) -> bool:
    return _DIGIT.search(whole.form) is not None
