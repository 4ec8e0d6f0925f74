"""Numbers as text: what the arrays of a shard are written in.

A shard is a script, so that it loads from ``file://`` and every host compresses it; gzip codes
characters. A small number is one character, which gzip makes a few bits of; base64 of a binary format
is a third larger after gzip, because it cuts across the numbers.

The 88 characters from ``#`` to ``{``, without the backslash, are digits. The first 64 end a number; the
other 24 lead to the next, least significant first: 0 is ``#``, 63 the last of one character, 64 + 1,535
the last of two. ``client/numerals.js`` reads them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int32]

_DIGITS: Final = np.frombuffer(
    bytes(c for c in range(ord("#"), ord("{") + 1) if c != ord("\\")), dtype=np.uint8
)
_LAST: Final = 64
_LEADING: Final = len(_DIGITS) - _LAST


def write_numbers(values: Integers) -> tuple[bytes, NDArray[np.int64]]:
    """Return ``values`` (not negative) as text, and the offset of each in it."""
    widths = np.ones(len(values), dtype=np.int8)
    bound, most = _LAST, values.max(initial=0)
    while most >= bound:
        widths += values >= bound
        bound = _LAST + _LEADING * bound
    offsets = np.cumsum(widths, dtype=np.int64) - widths
    text = np.empty(int(widths.sum(dtype=np.int64)), dtype=np.uint8)
    rest, places = values, offsets
    while len(rest):
        goes_on = rest >= _LAST
        ends = ~goes_on
        text[places[ends]] = _DIGITS[rest[ends]]
        rest, places = rest[goes_on] - _LAST, places[goes_on]
        quotient = rest // _LEADING
        text[places] = _DIGITS[_LAST + rest - quotient * _LEADING]
        rest, places = quotient, places + 1
    return text.tobytes(), offsets


def write_number(value: int) -> str:
    """Return one number as text."""
    leading = ""
    while value >= _LAST:
        value, digit = divmod(value - _LAST, _LEADING)
        leading += _CHARACTERS[_LAST + digit]
    return leading + _CHARACTERS[value]


def write_few(values: Iterable[int]) -> str:
    """Return numbers as text, for those that are too few for an array."""
    return "".join(map(write_number, values))


def read_numbers(text: str) -> list[int]:
    """Return the numbers that ``text`` holds. Raises ValueError where it is not of their making."""
    values: list[int] = []
    leading: list[int] = []
    for character in text:
        digit = _VALUES.get(character)
        if digit is None:
            raise ValueError(f"not a digit: {character}")
        if digit >= _LAST:
            leading.append(digit - _LAST)
            continue
        value = digit
        while leading:
            value = value * _LEADING + leading.pop() + _LAST
        values.append(value)
    if leading:
        raise ValueError("a number without an end")
    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberText:
    """Numbers in a text, of which some are to be read.

    ``ends`` are the offsets of their last digits; ``firsts`` are their first digits: odd where the number
    is, and the number itself where it is below 64.
    """

    digits: NDArray[np.uint8]
    firsts: NDArray[np.uint8]
    ends: NDArray[np.intp]

    def read(self, which: NDArray[np.intp]) -> Integers:
        """Return the numbers at some places among all."""
        values = self.firsts[which].astype(np.int32)
        longer = np.flatnonzero(values >= _LAST)
        at = self.ends[which[longer]]
        values[longer] = self.digits[at]
        while len(longer):
            at -= 1
            leads = self.digits[at] >= _LAST
            at, longer = at[leads], longer[leads]
            values[longer] = values[longer] * _LEADING + self.digits[at]
            inside = at > 0
            at, longer = at[inside], longer[inside]
        return values


def find_numbers(text: str) -> NumberText:
    """Return where the numbers of ``text`` are. Raises ValueError where it is not of their making."""
    digits = np.frombuffer(text.encode("ascii").translate(_DIGIT_OF), dtype=np.uint8)
    if digits.max(initial=0) >= len(_DIGITS):
        raise ValueError("not a digit")
    last = digits < _LAST
    if not last[-1:].all():
        raise ValueError("a number without an end")
    ends = np.flatnonzero(last)
    firsts = np.concatenate((digits[:1], digits[ends[:-1] + 1]))
    return NumberText(digits=digits, firsts=firsts, ends=ends)


class NumberCount:
    """Counts the numbers in a text: where the n-th of them ends."""

    _BLOCK: Final = 256

    def __init__(self, text: str) -> None:
        codes = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
        self._length = len(codes)
        blocks = np.zeros((self._length // self._BLOCK + 1, self._BLOCK), dtype=np.bool_)
        np.less_equal(codes, _DIGITS[_LAST - 1], out=blocks.reshape(-1)[: self._length])
        self._blocks = blocks
        self._counts = np.concatenate(([0], np.cumsum(np.count_nonzero(blocks, axis=1))))

    def before(self, offset: int) -> int:
        """Return how many numbers end before an offset."""
        block, rest = divmod(offset, self._BLOCK)
        return int(self._counts[block]) + int(np.count_nonzero(self._blocks[block, :rest]))

    def end_of(self, numbers: int) -> int:
        """Return the offset behind the first ``numbers``. Raises IndexError if there are not so many."""
        block = int(np.searchsorted(self._counts, numbers)) - 1
        if block < 0:
            return 0
        ends = np.flatnonzero(self._blocks[block])
        return block * self._BLOCK + int(ends[numbers - int(self._counts[block]) - 1]) + 1


_CHARACTERS: Final = _DIGITS.tobytes().decode("ascii")
_VALUES: Final = {character: value for value, character in enumerate(_CHARACTERS)}
_DIGIT_OF: Final = bytes(_VALUES.get(chr(code), 255) for code in range(256))
