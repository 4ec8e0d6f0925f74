"""From the words of a query to the terms of the index that stand for them.

``client/expansion.js`` is the same rule in the browser; what it leaves out while somebody types, to load
little, is never left out here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, Literal, TypeAlias

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
_TAIL: Final = re.compile(r"[\W_]+\Z")


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
    """What was searched for instead of a word, which is one of the pieces of the query."""

    piece: int
    before: str
    after: str
    how: Literal["beginning", "layout", "spelling"]


# The slots of a word, and what was corrected to find them.
Corrected: TypeAlias = tuple[list[Slot], list[Correction]]


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

    def word(self, word: Word, *, unfinished: bool) -> Corrected:
        """Return the slots of a word; one that the archive lacks is corrected."""
        last = len(word.chunks) - 1
        slots = [
            self.unfinished_slots(chunk)
            if unfinished and number == last
            else self.chunk_slots(chunk, quoted=word.quoted)
            for number, chunk in enumerate(word.chunks)
        ]
        if word.quoted or all(map(_is_found, slots)):
            return list(chain(*slots)), []
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
        """Return the terms that must not be there: a word in any form, or several parts joined.

        The parts one by one may be there; that they stand side by side is for ``Query.excluded_phrases``.
        """
        if len(chunk.parts) == 1:
            return [found.term for found in self.family(chunk.parts[0].term)]
        joined = self.present(chunk.whole.term) if chunk.whole else None
        return [joined] if joined else []

    def correct_word(self, word: Word, slots: Sequence[list[Slot]], *, unfinished: bool) -> Corrected:
        """Return the slots of a word that the archive lacks, as it was probably meant.

        As the beginning of others, typed in the other layout, misspelt. A word that nothing is like stays
        as it is. ``slots`` are those of each chunk.
        """
        beginning = None if unfinished else self.as_beginning(word, slots)
        return beginning or self.as_other_layout(word, slots) or self.as_misspelt(word, slots)

    def as_beginning(self, word: Word, slots: Sequence[list[Slot]]) -> Corrected | None:
        """Return the slots of the words that begin like ``word``, None where none do."""
        longer = [
            of_chunk if _is_found(of_chunk) else self.unfinished_slots(chunk)
            for chunk, of_chunk in zip(word.chunks, slots, strict=True)
        ]
        if not all(map(_is_found, longer)):
            return None
        absent = [
            chunk.parts[-1].form
            for chunk, of_chunk in zip(word.chunks, slots, strict=True)
            if not _is_found(of_chunk)
        ]
        return list(chain(*longer)), [
            Correction(piece=word.piece, before=form, after=form, how="beginning") for form in absent
        ]

    def as_other_layout(self, word: Word, slots: Sequence[list[Slot]]) -> Corrected | None:
        """Return the slots of ``word`` typed in the other layout, None where the archive lacks that too."""
        flat = list(chain(*slots))
        # A comma at the end is a comma, or the letter б.
        for typed in dict.fromkeys((_TAIL.sub("", word.text), word.text)):
            switched = switch_layout(typed)
            chunks = list(find_chunks(switched))
            if sum(len(chunk.parts) for chunk in chunks) > len(flat):
                continue
            meant = [self.chunk_slots(chunk) for chunk in chunks]
            if meant and all(map(_is_found, meant)):
                place = flat[0].token.place
                moved = [replace(slot, token=slot.token.moved(place)) for slot in chain(*meant)]
                return moved, [Correction(piece=word.piece, before=word.text, after=switched, how="layout")]
        return None

    def as_misspelt(self, word: Word, slots: Sequence[list[Slot]]) -> Corrected:
        """Return the slots of the words that are spelt like ``word``."""
        corrected = [[self.correct_slot(slot) for slot in of_chunk] for of_chunk in slots]
        after = " ".join("-".join(form for _, form in of_chunk) for of_chunk in corrected)
        changed = any(form != slot.token.form for slot, form in chain(*corrected))
        correction = Correction(piece=word.piece, before=word.text, after=after, how="spelling")
        return [slot for slot, _ in chain(*corrected)], [correction] if changed else []

    def correct_slot(self, slot: Slot) -> tuple[Slot, str]:
        """Return a slot, and the word that it is for; an empty one with the words spelt like its own."""
        form = slot.token.form
        if slot.alternatives or not is_corrigible(form):
            return slot, form
        similar = find_similar(slot.token, self._index.all_forms())
        if not similar:
            return slot, form
        families = {name: self.family(name) for name in dict.fromkeys(term for _, term in similar)}

        def frequency(name: str) -> int:
            return len(families[name][0].term.postings.documents) if families[name] else 0

        best, _ = max(similar, key=lambda other: frequency(other[1]))
        found = {other.term.term: other for family in families.values() for other in family}
        return replace(slot, alternatives=tuple(found.values())), best


def _is_found(slots: Iterable[Slot]) -> bool:
    return all(slot.alternatives for slot in slots)


def _is_numbered(whole: Token) -> bool:
    return _DIGIT.search(whole.form) is not None
