"""The order in which the rows of a page are read: columns one after the other."""

from collections.abc import Iterator, Sequence
from typing import Final

from svod.importers.pdf.lines import Glyph, Line, read_line, split_row

_FEWEST_ROWS: Final = 5  # that make columns
_FILLED: Final = 0.6  # of a column's width, by most of its lines
_CENTRE: Final = (0.25, 0.75)  # of the width of a page, where columns part
_STEP: Final = 3.0
_MOST_STEPS: Final = 200
_MAX_DEPTH: Final = 3

_Row = list[list[Glyph]]


def read_lines(rows: Sequence[Sequence[Glyph]], page: int) -> list[Line]:
    """Return the lines of a page in the order in which they are read."""
    split = [parts for parts in map(split_row, rows) if parts]
    return list(_ordered(split, page, ""))


def _ordered(rows: list[_Row], page: int, column: str) -> Iterator[Line]:
    found = _columns(rows) if len(column) < _MAX_DEPTH else None
    if found is None:
        for row in rows:
            yield read_line([glyph for part in row for glyph in part], page, column)
        return
    start, end, gutter = found
    yield from _ordered(rows[:start], page, column)
    for side in "lr":
        parts = [[part for part in row if (part[0].x0 < gutter) is (side == "l")] for row in rows[start:end]]
        yield from _ordered([row for row in parts if row], page, column + side)
    yield from _ordered(rows[end:], page, column)


def _columns(rows: list[_Row]) -> tuple[int, int, float] | None:
    """Return the rows that stand in columns, from and to, and where the columns part."""
    if sum(len(row) > 1 for row in rows) < _FEWEST_ROWS:
        return None
    x0 = min(row[0][0].x0 for row in rows)
    x1 = max(row[-1][-1].x1 for row in rows)
    best: tuple[int, int, float] | None = None
    at = x0 + _CENTRE[0] * (x1 - x0)
    while at < x0 + _CENTRE[1] * (x1 - x0):
        for start, end in _runs_without(rows, at):
            longer = best is None or end - start > best[1] - best[0]
            if longer and _are_columns(rows[start:end], at, x0, x1):
                best = start, end, at
        at += max(_STEP, (x1 - x0) / _MOST_STEPS)
    return best


def _runs_without(rows: list[_Row], x: float) -> Iterator[tuple[int, int]]:
    """Yield the runs of rows in which nothing stands at ``x``."""
    start = 0
    for at, row in enumerate([*rows, None]):
        if row is None or any(part[0].x0 - 1 < x < part[-1].x1 + 1 for part in row):
            if at - start >= _FEWEST_ROWS:
                yield start, at
            start = at + 1


def _are_columns(rows: list[_Row], x: float, x0: float, x1: float) -> bool:
    """Tell whether lines to both sides of ``x`` fill their columns, as running text does."""
    for left in (True, False):
        parts = [part for row in rows for part in row if (part[0].x0 < x) is left]
        width = (x - x0) if left else (x1 - x)
        full = sum(part[-1].x1 - part[0].x0 >= _FILLED * width for part in parts)
        if len(parts) < _FEWEST_ROWS or full < _FILLED * len(parts):
            return False
    return sum(len(row) > 1 for row in rows) >= _FILLED * len(rows)
