"""Rows of RTF, which know only where their cells end, to tables."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from svod.importers.manuscript import Cell, Paragraph, Table

_MERGES: Final = {"clmgf": "", "clmrg": "left", "clvmgf": "", "clvmrg": "above"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """The right edge of a cell, in twips, and whether its field goes on from the «left» or from «above»."""

    at: int
    merged: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as it is written: what stands in its cells, their edges, and whether it is a head."""

    cells: tuple[tuple[Paragraph, ...], ...]
    edges: tuple[Edge, ...] = ()
    head: bool = False


@dataclass(slots=True, kw_only=True)
class _Definition:
    """The definition of rows, while it is read; it stays until the next one."""

    edges: list[Edge] = field(default_factory=list)
    merged: str = ""
    head: bool = False

    def define(self, word: str, number: int | None) -> None:
        if word == "trowd":
            self.edges, self.merged, self.head = [], "", False
        elif word == "trhdr":
            self.head = True
        elif word == "cellx":
            self.edges.append(Edge(at=number or 0, merged=self.merged))
            self.merged = ""
        elif _MERGES.get(word):
            self.merged = _MERGES[word]

    def row(self, cells: list[list[Paragraph]]) -> Row:
        return Row(cells=tuple(map(tuple, cells)), edges=tuple(self.edges), head=self.head)


RowDefinition = _Definition
DEFINING: Final = frozenset({"trowd", "trhdr", "cellx", *_MERGES})


@dataclass(slots=True, kw_only=True)
class _Field:
    paragraphs: tuple[Paragraph, ...]
    left: int
    right: int
    rows: int = 1


def build_table(rows: list[Row]) -> Table:
    """Return the table that ``rows`` make."""
    grid: list[list[_Field]] = []
    open_above: dict[int, _Field] = {}  # by its left edge
    for row in rows:
        fields: list[_Field] = []
        for left, paragraphs, edge in _placed(row):
            above = open_above.get(left)
            if edge.merged == "above" and above and not any(part.text.strip() for part in paragraphs):
                above.rows += 1
            elif edge.merged == "left" and fields:
                fields[-1].right = edge.at
                fields[-1].paragraphs += paragraphs
            else:
                fields.append(_Field(paragraphs=paragraphs, left=left, right=edge.at))
                open_above[left] = fields[-1]
        grid.append(fields)
    edges = sorted({edge.at for row in rows for edge in row.edges})
    order = {edge: at for at, edge in enumerate(edges)}
    return Table(
        rows=tuple(tuple(_cell(part, order) for part in fields) for fields in grid if fields),
        head=bool(rows) and rows[0].head,
    )


def _placed(row: Row) -> list[tuple[int, tuple[Paragraph, ...], Edge]]:
    """Return each cell with its left edge; where edges are missing, cells follow one another."""
    edges = list(row.edges[: len(row.cells)])
    rights = [edge.at for edge in edges]
    if len(edges) < len(row.cells) or any(left >= right for left, right in pairwise(rights)):
        edges = [Edge(at=-len(row.cells) + at) for at in range(len(row.cells))]
    lefts = [-(1 << 20), *(edge.at for edge in edges)]
    return list(zip(lefts, row.cells, edges, strict=False))


def _cell(part: _Field, order: dict[int, int]) -> Cell:
    columns = order.get(part.right, 0) - order.get(part.left, -1)
    return Cell(paragraphs=part.paragraphs, columns=max(1, columns), rows=part.rows)
