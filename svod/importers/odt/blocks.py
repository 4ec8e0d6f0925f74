"""The paragraphs, lists and tables of an OpenDocument text: of its body, a note, a text box, a cell."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from svod.importers.grids import Grid
from svod.importers.lines import trimmed
from svod.importers.manuscript import Block, Paragraph, Table
from svod.importers.odt.lists import OUTLINE, Counting, ListStyle
from svod.importers.odt.runs import Context, find_text_boxes, read_runs
from svod.importers.trees import find_child, integer

_MOST_COLUMNS = 1_000
_PARAGRAPHS = ("text:p", "text:h")
_ASIDE = frozenset(
    {
        "text:tracked-changes", "text:variable-decls", "text:sequence-decls", "text:user-field-decls",
        "text:dde-connection-decls", "office:forms", "office:event-listeners", "text:note-citation",
        "table:table-columns", "table:table-column", "table:table-header-columns",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where in a list what follows stands; ``begin`` is the number that the next item is to have.

    ``numbered`` is whether the next paragraph is the first of its item, and so has its number.
    """

    name: str
    style: str
    level: int = -1
    begin: int | None = None
    numbered: bool = False


class Reader:
    """Reads the stories of one document, in their order: lists go on from one to the other."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._counting = Counting()
        self._lists = 0
        self._last_of_style: dict[str, str] = {}
        self._names: dict[str, str] = {}  # by xml:id, the list that it is or goes on with

    def blocks(self, story: ET.Element) -> Iterator[Block]:
        """Yield what a story prints, text boxes after the paragraph on which they hang."""
        for child in story:
            yield from self._block(child)

    def paragraphs(self, story: ET.Element) -> tuple[Paragraph, ...]:
        """Return what a story prints where no tables can be: row by row, as they are read."""
        return tuple(self._flat(self.blocks(story)))

    def _flat(self, blocks: Iterator[Block]) -> Iterator[Paragraph]:
        for block in blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from (part for row in block.rows for cell in row for part in cell.paragraphs)

    def _block(self, element: ET.Element) -> Iterator[Block]:
        tag = element.tag
        if tag in _PARAGRAPHS:
            yield from self._paragraph(element, None)
        elif tag == "text:list":
            yield from self._list(element, None)
        elif tag == "text:numbered-paragraph":
            yield from self._numbered_paragraph(element)
        elif tag == "table:table":
            yield from self._table(element)
        elif tag.startswith("draw:"):
            for box in find_text_boxes(element, self._context):
                yield from self.blocks(box)
        elif tag == "text:section" and _is_hidden(element):
            self._context.omissions.add_words("hidden", " ".join(element.itertext()))
        elif tag not in _ASIDE and not tag.endswith("-source"):
            yield from self.blocks(element)

    def _paragraph(self, element: ET.Element, place: _Place | None) -> Iterator[Block]:
        style = element.get("text:style-name", "")
        if any(_is_hidden(mark) for mark in element.iter("text:hidden-paragraph")):
            self._context.omissions.add_words("hidden", "".join(element.itertext()))
            return
        runs, boxes = read_runs(element, self._context)
        runs = trimmed(runs)
        heading = 1 if self._context.styles.is_title(style) else 0
        if element.tag == "text:h":
            heading = integer(element.get("text:outline-level"), 1, least=1, most=10)
        marker, level = "", max(place.level, 0) if place else 0
        if place is None and element.tag == "text:h":
            marker = self._outline_marker(element, style, heading)
        elif place and place.numbered:
            marker = self._list_marker(place, style)
        if runs or marker:
            yield Paragraph(runs=runs, marker=marker, level=level, heading=heading)
        for box in boxes:
            yield from self.blocks(box)

    def _outline_marker(self, element: ET.Element, style: str, heading: int) -> str:
        """Count a heading; one whose style says that it is in no list has no number."""
        outline = self._context.styles.outline
        if outline is None or element.get("text:is-list-header") == "true":
            return ""
        if self._context.styles.list_of_paragraph(style) == "":
            return ""
        begin = None
        if element.get("text:restart-numbering") == "true":
            start = outline.starts.get(heading - 1, 1)
            begin = integer(element.get("text:start-value"), start)
        return self._counting.next_marker(OUTLINE, outline, heading - 1, begin)

    def _list_marker(self, place: _Place, style: str) -> str:
        name = place.style or self._context.styles.list_of_paragraph(style) or ""
        found = self._context.styles.lists.get(name, _NO_STYLE)
        return self._counting.next_marker(place.name, found, max(place.level, 0), place.begin)

    # --- lists

    def _list(self, element: ET.Element, outer: _Place | None) -> Iterator[Block]:
        style = element.get("text:style-name") or (outer.style if outer else "")
        name = outer.name if outer else self._name_list(element, style)
        place = _Place(name=name, style=style, level=(outer.level if outer else -1) + 1)
        for item in element:
            if item.tag not in ("text:list-item", "text:list-header"):
                continue
            start = item.get("text:start-value")
            here = replace(
                place,
                style=item.get("text:style-override") or style,
                begin=None if start is None else integer(start, 1),
                numbered=item.tag == "text:list-item",
            )
            yield from self._item(item, here)

    def _item(self, item: ET.Element, place: _Place) -> Iterator[Block]:
        for child in item:
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child, place)
                place = replace(place, numbered=False)
            elif child.tag == "text:list":
                yield from self._list(child, place)
            else:
                yield from self._block(child)

    def _name_list(self, element: ET.Element, style: str) -> str:
        """Return the list that an element is, or the earlier one with which it goes on."""
        goes_on = self._names.get(element.get("text:continue-list", ""))
        if goes_on is None and element.get("text:continue-numbering") == "true":
            goes_on = self._last_of_style.get(style)
        if goes_on is None:
            self._lists += 1
            goes_on = f"#{self._lists}"
        if identity := element.get("xml:id"):
            self._names[identity] = goes_on
        self._last_of_style[style] = goes_on
        return goes_on

    def _numbered_paragraph(self, element: ET.Element) -> Iterator[Block]:
        start = element.get("text:start-value")
        place = _Place(
            name=f"#{element.get('text:list-id', '')}",
            style=element.get("text:style-name", ""),
            level=integer(element.get("text:level"), 1, least=1) - 1,
            begin=None if start is None else integer(start, 1),
            numbered=True,
        )
        yield from self._item(element, place)

    # --- tables

    def _table(self, element: ET.Element) -> Iterator[Table]:
        grid = Grid()
        for row in _iterate(element, ("table:table-row",)):
            if row.get("table:visibility", "visible") != "visible":
                self._context.omissions.add_words("hidden", " ".join(row.itertext()))
                continue
            grid.begin_row()
            for cell in _iterate(row, ("table:table-cell", "table:covered-table-cell")):
                self._cell(cell, grid)
        head = find_child(element, "table:table-header-rows") is not None
        yield Table(rows=grid.rows(), head=head)

    def _cell(self, cell: ET.Element, grid: Grid) -> None:
        if cell.tag == "table:covered-table-cell":
            self._context.omissions.add_words("hidden", " ".join(cell.itertext()))
            return
        paragraphs = self.paragraphs(cell)
        columns = integer(cell.get("table:number-columns-spanned"), 1, least=1, most=_MOST_COLUMNS)
        rows = integer(cell.get("table:number-rows-spanned"), 1, least=1)
        repeated = integer(cell.get("table:number-columns-repeated"), 1, least=1, most=_MOST_COLUMNS)
        for _ in range(1 if paragraphs else repeated):
            grid.add(paragraphs, columns=columns, rows=rows)


_NO_STYLE = ListStyle(levels={}, starts={}, consecutive=False)


def _is_hidden(element: ET.Element) -> bool:
    return element.get("text:is-hidden") == "true" or element.get("text:display") == "none"


def _iterate(parent: ET.Element, tags: tuple[str, ...]) -> Iterator[ET.Element]:
    """Yield the rows of a table or the cells of a row, out of what they are grouped in."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag not in _ASIDE:
            yield from _iterate(child, tags)
