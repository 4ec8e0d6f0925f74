"""Some documents of a term replaced by others in the text of its postings and places.

A common term has thousands of postings, and an act has hundreds of terms: all their texts are read at
once, by NumPy, as far as it takes to find where the documents stand. The rest is copied as it is.
``postings`` says what the numbers are.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from svod.search.numerals import (
    Integers,
    NumberCount,
    NumberText,
    find_numbers,
    write_few,
    write_number,
    write_numbers,
)
from svod.search.runs import FIELDS

_PROVISIONS: Final = len(FIELDS) - 1
# By the first digit of its code, how many fields a posting counts apart, and how many numbers it has.
_COUNTED: Final = np.array(
    [digit.bit_count() - 1 if digit % 2 else 0 for digit in range(256)], dtype=np.uint8
)
_SIZES: Final = np.where(_COUNTED, 2 + 2 * _COUNTED, 3).astype(np.uint8).tobytes()
_NONE: Final = b"\xff"  # the size of a posting whose code is missing
# Characters that are read at a time, so that the columns of numbers stay small.
_BLOCK: Final = 1 << 20
# Numbers that are walked through at once: several times what a walk needs to be right.
_STRIDE: Final = 1024


class MismatchError(Exception):
    """Why a term cannot be revised: the index does not hold what the document is said to have held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Where a document holds a term: the field, the place and the form of each token, in their order."""

    fields: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    forms: tuple[str, ...] = ()

    def write_posting(self, lengths: Sequence[int]) -> str:
        """Return its posting in a document whose fields have these lengths, without the document."""
        times = Counter(self.fields)
        if times.keys() == {_PROVISIONS}:
            return write_few((2 * (times[_PROVISIONS] - 1), lengths[_PROVISIONS]))
        held = sorted(times)
        code = 1 + 2 * sum(1 << number for number in held)
        return write_few((code, *(times[number] - 1 for number in held), *(lengths[n] for n in held)))

    def steps(self) -> list[int]:
        """Return each place less the one before."""
        return [place - before for place, before in zip(self.places, (0, *self.places), strict=False)]


class Change(NamedTuple):
    """What becomes of a term in one document: the posting and the places, before and after, if any."""

    document: int
    postings: tuple[str, str]
    held: tuple[Held, Held]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermText:
    """What the index has of a term."""

    forms: tuple[str, ...]
    postings: str
    places: str


class _Row(NamedTuple):
    """Where the posting of a document is, or would be.

    It starts at ``start``, has its number up to ``number_end`` and ends at ``end``: all the same if there
    is none. ``before`` is the document of the posting before (-1: none), ``after`` that of the posting
    behind, whose number ends at ``after_end``. Its tokens are those of the term from ``token`` on to
    ``token_end``.
    """

    start: int
    number_end: int
    end: int
    before: int
    after: int
    after_end: int
    token: int
    token_end: int


def revise_terms(terms: Sequence[tuple[TermText, Sequence[Change]]]) -> Iterator[TermText]:
    """Yield each of ``terms`` with its changes, whose documents rise.

    Raises MismatchError where a term is not what the changes say that it was, ValueError where it is
    damaged.
    """
    for block in _blocks([len(text.postings) + len(text.places) for text, _ in terms]):
        found = _Postings([text.postings for text, _ in terms[block]])
        places = _PlacesText([text.places for text, _ in terms[block]])
        for number, (text, changes) in enumerate(terms[block]):
            rows = [found.row(number, change.document) for change in changes]
            yield _revise_term(text, changes, rows, places.of_term(number))


def _blocks(sizes: Sequence[int]) -> Iterator[slice]:
    """Yield slices whose ``sizes`` are about ``_BLOCK`` in all."""
    start = total = 0
    for number, size in enumerate(sizes, start=1):
        total += size
        if total >= _BLOCK or number == len(sizes):
            yield slice(start, number)
            start, total = number, 0


def _revise_term(
    text: TermText, changes: Sequence[Change], rows: Sequence[_Row], offset_of: Callable[[int], int]
) -> TermText:
    postings = _splice_postings(text.postings, changes, rows)
    forms = [Counter(form for change in changes for form in change.held[side].forms) for side in (0, 1)]
    if forms[0] == forms[1]:
        return TermText(
            forms=text.forms, postings=postings, places=_splice_places(text, changes, rows, offset_of)
        )
    return _count_again(text, postings, changes, rows)


def _splice_postings(text: str, changes: Sequence[Change], rows: Sequence[_Row]) -> str:
    """Return postings with those of some documents replaced."""
    made: list[str] = []
    at, number_end, following = 0, 0, 0  # where copying goes on, and the posting there
    read = written = -1  # the document before, in the old text and in the new one

    def copy(end: int) -> None:
        if end > at and read != written:
            made.append(write_number(following - written) + text[number_end:end])
        else:
            made.append(text[at:end])

    for change, row in zip(changes, rows, strict=True):
        old, new = change.postings
        if text[row.number_end : row.end] != old:
            raise MismatchError
        if old == new:
            continue
        if row.start > at:
            copy(row.start)
            read = written = row.before
        if new:
            made.append(write_number(change.document - written) + new)
            written = change.document
        read = change.document if old else row.before
        at, number_end, following = row.end, row.after_end, row.after
    copy(len(text))
    return "".join(made)


def _splice_places(
    text: TermText, changes: Sequence[Change], rows: Sequence[_Row], offset_of: Callable[[int], int]
) -> str:
    """Return places with those of some documents replaced; forms are as frequent as before.

    ``offset_of`` gives the offset behind so many numbers of the text.
    """
    made: list[str] = []
    at = 0
    width = 1 + _are_numbered(text.forms)
    for change, row in zip(changes, rows, strict=True):
        if change.held[0] == change.held[1]:
            continue
        start, end = (offset_of(width * token) for token in (row.token, row.token_end))
        old, new = (_write_places(held, text.forms) for held in change.held)
        if text.places[start:end] != old:
            raise MismatchError
        made += (text.places[at:start], new)
        at = end
    return "".join((*made, text.places[at:]))


def _are_numbered(forms: Sequence[str]) -> bool:
    return len(forms) > 1


def _write_places(held: Held, forms: Sequence[str]) -> str:
    if not _are_numbered(forms):
        return write_few(held.steps())
    try:
        ranks = [forms.index(form) for form in held.forms]
    except ValueError as error:
        raise MismatchError from error
    return write_few(number for pair in zip(held.steps(), ranks, strict=True) for number in pair)


def _count_again(text: TermText, postings: str, changes: Sequence[Change], rows: Sequence[_Row]) -> TermText:
    """Return a term whose forms are more or less frequent than before, and may come or go."""
    numbers = _read_all(text.places)
    pair = (numbers[::2], numbers[1::2]) if _are_numbered(text.forms) else (numbers, np.zeros_like(numbers))
    old = np.stack(pair)
    new_forms = {form for change in changes for form in change.held[1].forms}
    forms = [*text.forms, *sorted(new_forms.difference(text.forms))]
    rank_of = {form: rank for rank, form in enumerate(forms)}
    columns = [np.empty((2, 0), np.int32)]
    at = 0
    for change, row in zip(changes, rows, strict=True):
        if not set(change.held[0].forms) <= set(text.forms):
            raise MismatchError
        before, after = (
            np.array([held.steps(), [rank_of[form] for form in held.forms]], dtype=np.int32)
            for held in change.held
        )
        if not np.array_equal(old[:, row.token : row.token_end], before):
            raise MismatchError
        columns += (old[:, at : row.token], after)
        at = row.token_end
    steps, ranks = np.concatenate((*columns, old[:, at:]), axis=1)
    times = np.bincount(ranks, minlength=len(forms)).tolist()
    order = sorted(
        (rank for rank, of in enumerate(times) if of), key=lambda rank: (-times[rank], forms[rank])
    )
    new_ranks = np.zeros(len(forms), np.int32)
    new_ranks[order] = np.arange(len(order))
    made = np.stack((steps, new_ranks[ranks]), axis=1).ravel() if len(order) > 1 else steps
    places = write_numbers(np.ascontiguousarray(made))[0].decode("ascii")
    return TermText(forms=tuple(forms[rank] for rank in order), postings=postings, places=places)


def _read_all(text: str) -> Integers:
    numbers = find_numbers(text)
    return numbers.read(np.arange(len(numbers.ends)))


class _PlacesText:
    """The places of some terms, counted at once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._bounds = [0, *accumulate(map(len, texts))]
        self._count = NumberCount("".join(texts))

    def of_term(self, number: int) -> Callable[[int], int]:
        """Return what gives the offset behind so many numbers of a text."""
        start = self._bounds[number]
        before = self._count.before(start)
        return lambda numbers: self._count.end_of(before + numbers) - start if numbers else 0


class _Postings:
    """The postings of some terms, read at once: the number that each begins with, sums of what they hold."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._bounds = [0, *accumulate(map(len, texts))]
        text = find_numbers("".join(texts))
        self._rows = _walk(text.firsts.tobytes().translate(_SIZES))
        self._ends = text.ends
        self._documents = np.cumsum(text.read(self._rows), dtype=np.int64)
        self._tokens = np.cumsum(_count_tokens(text, self._rows), dtype=np.int64)
        self._firsts = np.searchsorted(self._rows, np.searchsorted(text.ends, self._bounds)).tolist()
        if [self._start(row) for row in self._firsts] != self._bounds:
            raise ValueError("postings of several terms run into each other")

    def row(self, number: int, document: int) -> _Row:
        """Return where a document stands in a text."""
        first, last = self._firsts[number : number + 2]
        start, base = self._bounds[number], self._sum(self._documents, first) + 1
        row = first + int(np.searchsorted(self._documents[first:last], document + base))
        held = row < last and self._sum(self._documents, row + 1) == document + base
        after = row + held
        tokens = self._sum(self._tokens, first)
        return _Row(
            start=self._start(row) - start,
            number_end=(self._number_end(row) if held else self._start(row)) - start,
            end=self._start(after) - start,
            before=self._sum(self._documents, row) - base if row > first else -1,
            after=self._sum(self._documents, after + 1) - base if after < last else -1,
            after_end=self._number_end(after) - start if after < last else 0,
            token=self._sum(self._tokens, row) - tokens,
            token_end=self._sum(self._tokens, after) - tokens,
        )

    def _start(self, row: int) -> int:
        """Return the offset of a posting; that of one after the last is the end of the text."""
        number = int(self._rows[row]) if row < len(self._rows) else len(self._ends)
        return int(self._ends[number - 1]) + 1 if number else 0

    def _number_end(self, row: int) -> int:
        return int(self._ends[self._rows[row]]) + 1

    @staticmethod
    def _sum(sums: NDArray[np.int64], rows: int) -> int:
        return int(sums[rows - 1]) if rows else 0


def _walk(sizes: bytes) -> NDArray[np.intp]:
    """Return which numbers are the first of a posting; ``sizes`` is what each would mean as a code.

    From whatever number one starts, one is soon among the first numbers of postings. So it is done from
    many at once, and what each of them found before it was right is mended.
    """
    steps = sizes[1:] + _NONE if sizes else b""  # the second number of a posting is its code
    size_at = np.frombuffer(steps, dtype=np.uint8)
    total = len(steps)
    found = np.zeros(total, dtype=np.bool_)
    begins = np.arange(0, total, _STRIDE)
    exits = np.minimum(begins + _STRIDE, total)
    last, at, walking = exits.copy(), begins, np.arange(len(begins))
    while len(walking):
        found[at] = True
        at = at + size_at[at]
        ended = at >= last[walking]
        exits[walking[ended]] = at[ended]
        at, walking = at[~ended], walking[~ended]
    return _mend_walk(found, steps, begins.tolist(), exits.tolist())


def _mend_walk(
    found: NDArray[np.bool_], steps: bytes, begins: Sequence[int], exits: Sequence[int]
) -> NDArray[np.intp]:
    """Return which numbers are ``found`` by a walk from the first, given those that many walks found.

    A walk began at each of ``begins`` and left its stretch for the number in ``exits``.
    """
    at, marks = 0, found.view(np.uint8).data
    for begin, end, leave in zip(begins, [*begins, len(steps)][1:], exits, strict=True):
        right: list[int] = []
        while at < end and not marks[at]:
            right.append(at)
            at += steps[at]
        found[begin : min(at, end)] = False
        found[right] = True
        at = leave if at < end else at
    if at != len(steps):
        raise ValueError("a posting without an end")
    return np.flatnonzero(found)


def _count_tokens(text: NumberText, rows: NDArray[np.intp]) -> Integers:
    """Return how often each document holds its term."""
    codes = rows + 1
    counted = _COUNTED[text.firsts[codes]]
    times = text.read(codes) // 2 + 1
    times[counted > 0] = 0
    for number in range(len(FIELDS)):
        more = np.flatnonzero(counted > number)
        times[more] += text.read(rows[more] + 2 + number) + 1
    return times
