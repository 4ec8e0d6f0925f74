"""Tables of web pages, as far as they are tables: old sites lay out pages with them."""

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from svod.importers.html.lists import read_integer
from svod.importers.manuscript import Cell, Paragraph, Table

_MAX_SPAN: Final = 1000
_MAX_PARAGRAPHS: Final = 12
_PARAGRAPHS: Final = ("p", "li", "h1", "h2", "h3")


@dataclass(slots=True, kw_only=True)
class _OpenCell:
    """A field that is being read."""

    columns: int
    rows: int
    head: bool
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _OpenTable:
    """A table that is being read."""

    rows: list[list[Cell]] = field(default_factory=list)
    cell: _OpenCell | None = None
    heads: int = 0  # of the cells of the first row

    def close_cell(self) -> None:
        """Put the cell that is open into the last row."""
        if self.cell is None:
            return
        self.rows = self.rows or [[]]
        self.rows[-1].append(
            Cell(paragraphs=tuple(self.cell.paragraphs), columns=self.cell.columns, rows=self.cell.rows)
        )
        self.heads += self.cell.head and len(self.rows) == 1
        self.cell = None

    def close(self) -> Table:
        """Return the table as a whole."""
        rows = tuple(tuple(row) for row in self.rows if row)
        return Table(rows=rows, head=bool(self.rows) and self.heads == len(self.rows[0]) > 0)


OpenTable = _OpenTable


def open_cell(element: etree._Element) -> _OpenCell:
    """Return the cell that a ``td`` or ``th`` begins."""
    row = element.getparent()
    group = None if row is None else row.getparent()
    return _OpenCell(
        columns=min(max(read_integer(element.get("colspan")) or 1, 1), _MAX_SPAN),
        rows=min(max(read_integer(element.get("rowspan")) or 1, 1), _MAX_SPAN),
        head=element.tag == "th" or (group is not None and group.tag == "thead"),
    )


def is_layout(table: etree._Element) -> bool:
    """Tell whether a table only places the parts of a page.

    Such a one holds other tables, a single field, or a field with a whole text in it.
    """
    if table.get("role") == "presentation" or next(table.iterdescendants("table"), None) is not None:
        return True
    cells = list(table.iter("td", "th"))
    if len(cells) <= 1:
        return True
    return any(sum(1 for _ in cell.iter(*_PARAGRAPHS)) > _MAX_PARAGRAPHS for cell in cells)
