"""Numbers as text: what the arrays of a shard are written in.

A shard is a script, so that it loads from ``file://`` and every host compresses it; gzip codes
characters. A small number is one character, which gzip makes a few bits of; base64 of a binary format
is a third larger after gzip, because it cuts across the numbers.

The 88 characters from ``#`` to ``{``, without the backslash, are digits. The first 64 end a number; the
other 24 lead to the next, least significant first: 0 is ``#``, 63 the last of one character, 64 + 1,535
the last of two. ``client/numerals.js`` reads them.
"""

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
    return write_numbers(np.array([value], dtype=np.int32))[0].decode("ascii")


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


_VALUES: Final = {chr(character): value for value, character in enumerate(_DIGITS)}
