"""Tables with ruled lines on a page of a PDF."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from svod.importers.manuscript import Cell, Table
from svod.importers.pdf.lines import Glyph, group_rows, read_line
from svod.importers.pdf.paragraphs import build_paragraphs

_Box = tuple[float, float, float, float]
_MOST_EDGES: Final = 3000
_SAME: Final = 2.0  # points
_PADDING: Final = 6.0  # of a cell, in points


def find_tables(page: Any) -> list[tuple[_Box, list[_Box]]]:  # noqa: ANN401  (pdfplumber has no types)
    """Return the tables of a page: the box of each and those of its cells; a single box is a frame."""
    if len(page.edges) > _MOST_EDGES:
        return []
    tables: list[tuple[_Box, list[_Box]]] = []
    for table in page.find_tables():
        cells = [_box(cell) for cell in table.cells]
        if len({round(cell[0]) for cell in cells}) > 1:
            tables.append((_box(table.bbox), cells))
    return tables


def _box(edges: Sequence[Any]) -> _Box:
    x0, top, x1, bottom = map(float, edges)
    return x0, top, x1, bottom


def is_inside(glyph: Glyph, box: _Box) -> bool:
    """Tell whether the middle of a letter is in a box."""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def build_table(cells: Sequence[_Box], glyphs: Sequence[Glyph], page: int) -> Table:
    """Return the table that ``cells`` and the letters in them make."""
    lefts, tops = _grid(cell[0] for cell in cells), _grid(cell[1] for cell in cells)
    rows: list[list[tuple[int, Cell]]] = [[] for _ in tops]
    for box in cells:
        inside = [glyph for glyph in glyphs if is_inside(glyph, box)]
        lines = [read_line(row, page) for row in group_rows(g for g in inside if g.text.strip())]
        column, row = _at(lefts, box[0]), _at(tops, box[1])
        cell = Cell(
            paragraphs=tuple(build_paragraphs(lines, box[2] - _PADDING)),
            columns=max(1, sum(left < box[2] - _SAME for left in lefts) - column),
            rows=max(1, sum(top < box[3] - _SAME for top in tops) - row),
        )
        rows[row].append((column, cell))
    ordered = (tuple(cell for _, cell in sorted(row, key=lambda placed: placed[0])) for row in rows if row)
    return Table(rows=tuple(ordered))


def _grid(edges: Iterator[float]) -> list[float]:
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > _SAME:
            found.append(edge)
    return found


def _at(grid: Sequence[float], edge: float) -> int:
    return min(range(len(grid)), key=lambda at: abs(grid[at] - edge))
