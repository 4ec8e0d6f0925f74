"""The inverted index: which term stands where, as text that goes into the shards.

A posting holds what BM25 needs, counts and lengths, not weights: weights depend on every document of
the archive, so that one corrected word would change every shard.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from svod.search.numerals import Integers, write_numbers
from svod.search.runs import FIELDS
from svod.search.words import Tokens, Vocabulary

_ONLY_PROVISIONS: Final = 1 << FIELDS.index("provisions")
# Tokens that are encoded at a time, so that the columns of numbers stay small.
_BLOCK: Final = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPostings:
    """A term, its ``forms`` (the most frequent first), and where it stands.

    ``postings`` and ``places`` are numbers as text; ``write_postings`` says what they are.
    """

    term: str
    forms: tuple[str, ...]
    postings: str
    places: str


def field_lengths(tokens: Tokens, documents: int) -> Integers:
    """Return the number of tokens in each field (columns) of each document (rows)."""
    width = len(FIELDS)
    counts = np.zeros((documents, width), dtype=np.int32)
    for field in range(width):
        counts[:, field] = np.bincount(tokens.documents[tokens.fields == field], minlength=documents)
    return counts


def write_postings(tokens: Tokens, vocabulary: Vocabulary, lengths: Integers) -> Iterator[TermPostings]:
    """Yield the postings of each term of ``vocabulary``, in its order.

    The postings are, for each document that holds the term: its number less the one before (the first:
    plus 1); a code; field lengths. The code of a document that holds the term among its provisions only
    is twice the times it does, less 2. Else it is twice the set of fields (bits, the title lowest) plus
    1, and for each of them the times less 1 follow. The lengths of these fields, in tokens, come last.

    The places are, for each document: every place, less the one before in the same document (the first:
    less 0); where the term has several forms, each is followed by the number of its form.
    """
    terms = vocabulary.term_of[tokens.forms]
    ranks = _rank_forms(tokens.forms, vocabulary)
    several = np.bincount(vocabulary.term_of, minlength=len(vocabulary.terms)) > 1
    forms_of = _forms_by_rank(vocabulary, ranks)
    sizes = np.bincount(terms, minlength=len(vocabulary.terms))
    for first, last in _blocks_of_terms(np.cumsum(sizes)):
        of_block = np.flatnonzero((terms >= first) & (terms < last))
        # Stable, so that the tokens of a term stay in order; NumPy has a radix sort for 16 bits.
        order = of_block[np.argsort((terms[of_block] - first).astype(np.uint16), kind="stable")]
        block = _Block(tokens, order, vocabulary.term_of, ranks)
        postings = block.write_postings(lengths)
        places = block.write_places(several)
        for number, where, at in zip(range(first, last), postings, places, strict=True):
            yield TermPostings(
                term=vocabulary.terms[number],
                forms=forms_of[number],
                postings=where,
                places=at,
            )


def _blocks_of_terms(ends: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms that have about ``_BLOCK`` tokens; ``ends`` are the sums of their tokens."""
    first, done = 0, 0
    while first < len(ends):
        last = int(np.searchsorted(ends, done + _BLOCK, side="right"))
        last = min(max(first + 1, last), first + 0xFFFF)
        yield first, last
        first, done = last, int(ends[last - 1])


class _Block:
    """The tokens of a range of terms, sorted by term, document and place."""

    def __init__(self, tokens: Tokens, order: NDArray[np.intp], term_of: Integers, ranks: Integers) -> None:
        forms = tokens.forms[order]
        self.terms, self.ranks = term_of[forms], ranks[forms]
        self.documents = tokens.documents[order]
        self.fields, self.places = tokens.fields[order], tokens.places[order]
        new_term = _changes(self.terms)
        new_posting = new_term | _changes(self.documents)
        self.posting_of_token = np.cumsum(new_posting) - 1
        self.posting_starts = np.flatnonzero(new_posting)
        self.term_starts = np.flatnonzero(new_term)
        self.new_term_in_postings = new_term[self.posting_starts]

    def write_postings(self, lengths: Integers) -> list[str]:
        """Return the postings of each term."""
        documents = self.documents[self.posting_starts]
        width = len(FIELDS)
        times = np.bincount(
            self.posting_of_token * width + self.fields, minlength=len(documents) * width
        ).reshape(-1, width)
        held = times > 0
        masks = held @ (1 << np.arange(width))
        plain = masks == _ONLY_PROVISIONS
        fields = held.sum(axis=1)
        sizes = 2 + np.where(plain, 1, 2 * fields)
        starts = np.cumsum(sizes) - sizes
        values = np.empty(sizes.sum(), dtype=np.int32)
        values[starts] = np.where(self.new_term_in_postings, documents + 1, _steps(documents))
        values[starts + 1] = np.where(plain, 2 * (times[:, -1] - 1), 2 * masks + 1)
        # The n-th field that a document holds: its count at 2 + n (unless plain), its length behind them.
        nth = np.cumsum(held, axis=1) - 1
        rows, columns = np.nonzero(held)
        places, seen = starts[rows], nth[rows, columns]
        counted = ~plain[rows]
        values[(places + 2 + seen)[counted]] = times[rows, columns][counted] - 1
        values[places + 2 + seen + np.where(counted, fields[rows], 0)] = lengths[documents[rows], columns]
        return _cut(values, starts[self.new_term_in_postings])

    def write_places(self, several: NDArray[np.bool_]) -> list[str]:
        """Return the places of each term; ``several`` tells which terms have several forms."""
        first = np.zeros(len(self.places), dtype=np.bool_)
        first[self.posting_starts] = True
        with_form = several[self.terms]
        sizes = 1 + with_form
        starts = np.cumsum(sizes) - sizes
        values = np.empty(sizes.sum(), dtype=np.int32)
        values[starts] = np.where(first, self.places, _steps(self.places))
        values[starts[with_form] + 1] = self.ranks[with_form]
        return _cut(values, starts[self.term_starts])


def _cut(values: Integers, starts: NDArray[np.intp]) -> list[str]:
    """Return ``values`` as text, cut at ``starts``."""
    text, offsets = write_numbers(values)
    edges = [*offsets[starts].tolist(), len(text)]
    whole = text.decode("ascii")
    return [whole[start:end] for start, end in pairwise(edges)]


def _changes(values: NDArray[np.signedinteger]) -> NDArray[np.bool_]:
    """Tell of each value whether it differs from the one before; the first does."""
    return np.concatenate(([True], values[1:] != values[:-1]))


def _steps(values: Integers) -> Integers:
    return np.diff(values, prepend=np.int32(0))


def _rank_forms(forms: Integers, vocabulary: Vocabulary) -> Integers:
    """Return the number of each form among those of its term: the most frequent is 0."""
    times = np.bincount(forms, minlength=len(vocabulary.forms))
    order = np.lexsort((-times, vocabulary.term_of))
    starts = np.flatnonzero(_changes(vocabulary.term_of[order]))
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    return ranks


def _forms_by_rank(vocabulary: Vocabulary, ranks: Integers) -> list[tuple[str, ...]]:
    forms: list[list[str]] = [[] for _ in vocabulary.terms]
    for number in np.lexsort((ranks, vocabulary.term_of)).tolist():
        forms[vocabulary.term_of[number]].append(vocabulary.forms[number])
    return [tuple(of_term) for of_term in forms]
