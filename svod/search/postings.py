"""The inverted index: which term stands where, as text that goes into the shards.

A posting holds what BM25 needs, counts and lengths, not weights: weights depend on every document of
the archive, so that one corrected word would change every shard.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from svod.search.collecting import Aside
from svod.search.numerals import Integers, write_numbers
from svod.search.runs import FIELDS
from svod.search.words import Tokens, Vocabulary, count_sums

_ONLY_PROVISIONS: Final = 1 << FIELDS.index("provisions")
# Tokens of a range of terms, in all documents: what is joined at a time.
_RANGE: Final = 1 << 20

# Terms by number, the postings of each, the places of each.
_Part: TypeAlias = tuple[list[int], list[str], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPostings:
    """A term, its ``forms`` (the most frequent first), and where it stands.

    ``postings`` and ``places`` are numbers as text; ``write_postings`` says what they are.
    """

    term: str
    forms: tuple[str, ...]
    postings: str
    places: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPostings:
    """The postings of all terms, put ``aside`` by piece and by range of terms.

    ``lengths`` are the tokens of each of ``FIELDS`` in all documents, ``ranks`` those of ``_rank_forms``.
    """

    lengths: Sequence[int]
    pieces: int
    ranges: Sequence[range]
    ranks: Integers
    aside: Aside


def field_lengths(tokens: Tokens) -> Integers:
    """Return the number of tokens in each field (columns) of each document (rows)."""
    width, documents = len(FIELDS), len(tokens.numbers)
    cells = (tokens.documents - np.int32(tokens.numbers.start)) * np.int32(width) + tokens.fields
    return np.bincount(cells, minlength=documents * width).reshape(-1, width).astype(np.int32)


def write_postings(pieces: Iterable[Tokens], vocabulary: Vocabulary, aside: Aside) -> WrittenPostings:
    """Write the postings of all terms of ``vocabulary``.

    The postings are, for each document that holds the term: its number less the one before (the first:
    plus 1); a code; field lengths. The code of a document that holds the term among its provisions only
    is twice the times it does, less 2. Else it is twice the set of fields (bits, the title lowest) plus
    1, and for each of them the times less 1 follow. The lengths of these fields, in tokens, come last.

    The places are, for each document: every place, less the one before in the same document (the first:
    less 0); where the term has several forms, each is followed by the number of its form.
    """
    count = len(vocabulary.terms)
    ranges = list(_cut_ranges(np.cumsum(count_sums(vocabulary.term_of, vocabulary.times, count))))
    ranks = _rank_forms(vocabulary)
    several = np.bincount(vocabulary.term_of, minlength=count) > 1
    last_documents = np.full(count, -1, np.int32)
    sums, written = np.zeros(len(FIELDS), np.int64), 0
    for tokens in pieces:
        lengths = field_lengths(tokens)
        sums += lengths.sum(axis=0)
        for number, order in enumerate(_sort_by_term(vocabulary.term_of[tokens.forms], ranges)):
            block = _Block(tokens, order, vocabulary.term_of, ranks)
            postings = block.write_postings(lengths, last_documents)
            part: _Part = (block.term_numbers(), postings, block.write_places(several))
            aside[_name(written, number)] = part
        written += 1
    return WrittenPostings(lengths=sums.tolist(), pieces=written, ranges=ranges, ranks=ranks, aside=aside)


def join_postings(written: WrittenPostings, vocabulary: Vocabulary) -> Iterator[TermPostings]:
    """Yield the postings of each term of ``vocabulary``, in its order."""
    in_order = np.lexsort((written.ranks, vocabulary.term_of))
    edges = np.searchsorted(vocabulary.term_of[in_order], np.arange(len(vocabulary.terms) + 1)).tolist()
    for number, terms in enumerate(written.ranges):
        postings: list[list[str]] = [[] for _ in terms]
        places: list[list[str]] = [[] for _ in terms]
        for piece in range(written.pieces):
            part = cast("_Part", written.aside[_name(piece, number)])
            for term, its_postings, its_places in zip(*part, strict=True):
                postings[term - terms.start].append(its_postings)
                places[term - terms.start].append(its_places)
        for term, where, at in zip(terms, postings, places, strict=True):
            forms = in_order[edges[term] : edges[term + 1]].tolist()
            yield TermPostings(
                term=vocabulary.terms[term],
                forms=tuple(vocabulary.forms[form] for form in forms),
                postings="".join(where),
                places="".join(at),
            )


def _name(piece: int, number: int) -> str:
    return f"postings-{piece}-{number}"


def _cut_ranges(ends: NDArray[np.int64]) -> Iterator[range]:
    """Yield ranges of terms that have about ``_RANGE`` tokens; ``ends`` are the sums of their tokens."""
    first, done = 0, 0
    while first < len(ends):
        last = int(np.searchsorted(ends, done + _RANGE, side="right"))
        last = min(max(first + 1, last), first + 0xFFFF)
        yield range(first, last)
        first, done = last, int(ends[last - 1])


def _sort_by_term(terms: Integers, ranges: Sequence[range]) -> Iterator[NDArray[np.intp]]:
    """Yield for each range of terms where they are among ``terms``, term by term, those of one in order."""
    # Stable sorts keep that order; NumPy has a radix sort for 16 bits.
    range_of = np.repeat(np.arange(len(ranges), dtype=np.uint16), list(map(len, ranges)))[terms]
    ends = np.cumsum(np.bincount(range_of, minlength=len(ranges)))
    for of_range, found in zip(ranges, np.split(np.argsort(range_of, kind="stable"), ends), strict=False):
        yield found[np.argsort((terms[found] - of_range.start).astype(np.uint16), kind="stable")]


class _Block:
    """The tokens of a range of terms, sorted by term, document and place."""

    def __init__(self, tokens: Tokens, order: NDArray[np.intp], term_of: Integers, ranks: Integers) -> None:
        forms = tokens.forms[order]
        self.first = tokens.numbers.start
        self.terms, self.ranks = term_of[forms], ranks[forms]
        self.documents = tokens.documents[order]
        self.fields, self.places = tokens.fields[order], tokens.places[order]
        new_term = _changes(self.terms)
        new_posting = new_term | _changes(self.documents)
        self.posting_of_token = np.cumsum(new_posting) - 1
        self.posting_starts = np.flatnonzero(new_posting)
        self.term_starts = np.flatnonzero(new_term)
        self.new_term_in_postings = new_term[self.posting_starts]

    def term_numbers(self) -> list[int]:
        """Return the numbers of the terms that occur."""
        found: list[int] = self.terms[self.term_starts].tolist()
        return found

    def write_postings(self, lengths: Integers, last_documents: Integers) -> list[str]:
        """Return the postings of each term that occurs.

        ``last_documents`` has the last document of each term before these, -1 where there is none, and
        gets those that are the last now.
        """
        documents = self.documents[self.posting_starts]
        terms = self.terms[self.posting_starts]
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
        values[starts] = np.where(
            self.new_term_in_postings, documents - last_documents[terms], _steps(documents)
        )
        last_documents[terms] = documents  # of several documents of a term the last stays
        values[starts + 1] = np.where(plain, 2 * (times[:, -1] - 1), 2 * masks + 1)
        # The n-th field that a document holds: its count at 2 + n (unless plain), its length behind them.
        nth = np.cumsum(held, axis=1) - 1
        rows, columns = np.nonzero(held)
        places, seen = starts[rows], nth[rows, columns]
        counted = ~plain[rows]
        values[(places + 2 + seen)[counted]] = times[rows, columns][counted] - 1
        found = lengths[documents[rows] - self.first, columns]
        values[places + 2 + seen + np.where(counted, fields[rows], 0)] = found
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
    return np.concatenate((np.ones(len(values[:1]), np.bool_), values[1:] != values[:-1]))


def _steps(values: Integers) -> Integers:
    return np.diff(values, prepend=np.int32(0))


def _rank_forms(vocabulary: Vocabulary) -> Integers:
    """Return the number of each form among those of its term: the most frequent is 0."""
    order = np.lexsort((-vocabulary.times, vocabulary.term_of))
    starts = np.flatnonzero(_changes(vocabulary.term_of[order]))
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    return ranks
