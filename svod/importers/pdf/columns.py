"""The order in which the rows of a page are read: columns one after the other."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from svod.importers.pdf.lines import Glyph, Line, read_line

_GUTTER: Final = 0.7  # of the size: a gap that may part columns; spaces between words are narrower
_FEWEST_ROWS: Final = 5  # that make columns with a wide gutter
_WIDE_GUTTER: Final = 1.8
_MORE_ROWS: Final = 8  # that make them with a narrow one: so many spaces do not stand below one another
_FILLED: Final = 0.6  # of a column's width, by most of its lines
_CENTRE: Final = (0.25, 0.75)  # of the width of a page, where columns part
_STEP: Final = 3.0
_MOST_STEPS: Final = 200
_MAX_DEPTH: Final = 3

_Row = list[Glyph]
_Gap = tuple[float, float, float]  # from, to, and how wide it is, in the sizes of letters


def read_lines(rows: Sequence[Sequence[Glyph]], page: int) -> list[Line]:
    """Return the lines of a page in the order in which they are read."""
    inked = [[glyph for glyph in row if glyph.text.strip()] for row in rows]
    return list(_ordered([row for row in inked if row], page, ""))


def _ordered(rows: list[_Row], page: int, column: str) -> Iterator[Line]:
    found = _columns(rows) if len(column) < _MAX_DEPTH else None
    if found is None:
        for row in rows:
            yield read_line(row, page, column)
        return
    start, end, gutter = found
    yield from _ordered(rows[:start], page, column)
    for side in "lr":
        parts = (_side(row, gutter, left=side == "l") for row in rows[start:end])
        yield from _ordered([part for part in parts if part], page, column + side)
    yield from _ordered(rows[end:], page, column)


def _side(row: _Row, x: float, *, left: bool) -> _Row:
    return [glyph for glyph in row if (glyph.x0 < x) is left]


def _columns(rows: list[_Row]) -> tuple[int, int, float] | None:
    """Return the rows that stand in columns, from and to, and where the columns part."""
    if len(rows) < _FEWEST_ROWS:
        return None
    gaps = [list(_gaps(row)) for row in rows]
    if sum(map(bool, gaps)) < _FEWEST_ROWS:
        return None
    x0 = min(row[0].x0 for row in rows)
    x1 = max(row[-1].x1 for row in rows)
    best: tuple[int, int, float] | None = None
    at = x0 + _CENTRE[0] * (x1 - x0)
    while at < x0 + _CENTRE[1] * (x1 - x0):
        for start, end in _runs_without(rows, gaps, at):
            longer = best is None or end - start > best[1] - best[0]
            if longer and _are_columns(rows[start:end], gaps[start:end], at, (x0, x1)):
                best = start, end, at
        at += max(_STEP, (x1 - x0) / _MOST_STEPS)
    return best


def _gaps(row: _Row) -> Iterator[_Gap]:
    """Yield the gaps in a row that are wider than between words."""
    for left, right in pairwise(row):
        width = (right.x0 - left.x1) / max(left.size, right.size)
        if width >= _GUTTER:
            yield left.x1, right.x0, width


def _runs_without(rows: list[_Row], gaps: list[list[_Gap]], x: float) -> Iterator[tuple[int, int]]:
    """Yield the runs of rows in which nothing stands at ``x``."""
    start = 0
    for at in range(len(rows) + 1):
        if at == len(rows) or _stands(rows[at], gaps[at], x):
            if at - start >= _FEWEST_ROWS:
                yield start, at
            start = at + 1


def _stands(row: _Row, gaps: list[_Gap], x: float) -> bool:
    """Tell whether a row has letters, or the space between two words, at ``x``."""
    within = row[0].x0 - 1 < x < row[-1].x1 + 1
    return within and not any(start + 1 < x < end - 1 for start, end, _ in gaps)


def _are_columns(rows: list[_Row], gaps: list[list[_Gap]], x: float, edges: tuple[float, float]) -> bool:
    """Tell whether lines to both sides of ``x`` fill their columns, as running text does."""
    for left in (True, False):
        parts = [part for row in rows if (part := _side(row, x, left=left))]
        width = (x - edges[0]) if left else (edges[1] - x)
        full = sum(part[-1].x1 - part[0].x0 >= _FILLED * width for part in parts)
        if len(parts) < _FEWEST_ROWS or full < _FILLED * len(parts):
            return False
    parting = [width for row in gaps for start, end, width in row if start < x < end]
    wide = sum(width >= _WIDE_GUTTER for width in parting)
    return len(parting) >= _FILLED * len(rows) and (wide >= _FEWEST_ROWS or len(parting) >= _MORE_ROWS)
