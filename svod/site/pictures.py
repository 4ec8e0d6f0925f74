"""Pictures: numbers to coordinates. Templates draw them; no word and no act is known here.

A picture of columns is as wide as it has columns times ``STEP`` and ``HEIGHT`` high; the page stretches it
to the room that there is, so that units are relative, and words stand outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

STEP: Final = 10
HEIGHT: Final = 100
SHADES: Final = 5
_WIDTH: Final = 7
_LEAST: Final = 3  # the height of the lowest column: one act among hundreds is still to be seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A column: its left edge, its upper edge, its width and its height, in units of the picture."""

    x: int
    y: int
    width: int
    height: int


def draw_bars(numbers: Sequence[int], largest: int) -> list[Bar]:
    """Return the columns of ``numbers``, none of which exceeds ``largest``; a zero has none."""
    return [_bar(place, number, largest) for place, number in enumerate(numbers) if number]


def _bar(place: int, number: int, largest: int) -> Bar:
    height = max(_LEAST, round(HEIGHT * number / largest))
    return Bar(x=place * STEP + (STEP - _WIDTH) // 2, y=HEIGHT - height, width=_WIDTH, height=height)


def shade(number: int, largest: int) -> int:
    """Return how dark a number is among those up to ``largest``: 0 for none, ``SHADES`` for the largest."""
    return -(-SHADES * number // largest) if number else 0
