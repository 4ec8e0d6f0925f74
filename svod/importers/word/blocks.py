"""The paragraphs and tables of a Word document: of its body, a footnote, a text box, a cell."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from svod.importers.grids import Grid
from svod.importers.lines import trimmed
from svod.importers.manuscript import Block, Paragraph, Run, Table
from svod.importers.trees import integer
from svod.importers.word.fields import Fields
from svod.importers.word.graphics import find_branch
from svod.importers.word.names import is_on, value_of
from svod.importers.word.numbering import Counting
from svod.importers.word.runs import Part, deleted_words, read_runs

_MOST_COLUMNS = 1_000
_ASIDE = frozenset({"sectPr", "tblPr", "tblGrid", "tcPr", "trPr", "sdtPr", "sdtEndPr", "tblPrEx"})
_STRUCK = frozenset({"del", "moveFrom"})


class Story:
    """Reads one story; all stories of a document count their lists with the same ``counting``."""

    def __init__(self, root: ET.Element, part: Part, counting: Counting) -> None:
        self._root = root
        self._part = part
        self._counting = counting
        self._fields = Fields(root)
        self._runs: tuple[Run, ...] = ()  # of paragraphs that the next one goes on with
        self._marker, self._level = "", 0

    def blocks(self) -> Iterator[Block]:
        """Yield what the story prints, text boxes after the paragraph on which they hang."""
        yield from self._container(self._root)

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return what the story prints where no tables can be: row by row, as they are read."""
        return tuple(flatten(self.blocks()))

    def _container(self, parent: ET.Element) -> Iterator[Block]:
        for child in parent:
            yield from self._block(child)
        yield from self._rest()

    def _rest(self) -> Iterator[Paragraph]:
        if self._runs:
            yield from self._finish((), "", 0, 0)

    def _block(self, element: ET.Element) -> Iterator[Block]:
        tag = element.tag
        if tag == "p":
            yield from self._paragraph(element)
        elif tag == "tbl":
            yield from self._rest()
            yield from self._table(element)
        elif tag in _STRUCK:
            self._part.omissions.add_words("deletion", deleted_words(element))
        elif tag == "altChunk":
            self._part.omissions.add("object", self._part.addresses.get(element.get("r:id", ""), ""))
        elif tag == "mc:AlternateContent":
            branch = find_branch(element)
            for child in () if branch is None else branch:
                yield from self._block(child)
        elif tag in ("m:oMathPara", "m:oMath", "r"):
            yield from self._paragraph(element)
        elif tag not in _ASIDE:
            for child in element:
                yield from self._block(child)

    def _paragraph(self, element: ET.Element) -> Iterator[Block]:
        styles = self._part.styles
        properties = element.find("pPr")
        style = value_of(properties, "pStyle") or styles.default
        runs, boxes = read_runs(element, style, self._part, self._fields)
        end = None if properties is None else properties.find("rPr")
        struck = end is not None and any(end.find(tag) is not None for tag in _STRUCK)
        hidden = end is not None and (styles.look(style, end).hidden or bool(is_on(end, "specVanish")))
        if struck or _is_initial(properties):
            self._runs += runs
        elif not hidden or trimmed(runs):
            place = styles.place(style, properties, self._counting)
            marker = self._counting.next_marker(place.instance, place.level) if place else ""
            level = place.level if place else 0
            if hidden:
                self._marker, self._level = self._marker or marker, self._level or level
                self._runs += runs
            else:
                yield from self._finish(runs, marker, level, styles.heading_level(style, properties))
        for box in boxes:
            yield from Story(box, self._part, self._counting).blocks()

    def _finish(self, runs: tuple[Run, ...], marker: str, level: int, heading: int) -> Iterator[Paragraph]:
        """Yield a paragraph, with what was before it in the same line; nothing where nothing is printed."""
        marker, level = self._marker or marker, self._level or level
        runs = trimmed(self._runs + runs)
        self._runs, self._marker, self._level = (), "", 0
        if runs or marker:
            yield Paragraph(runs=runs, marker=marker, level=level, heading=heading)

    def _table(self, element: ET.Element) -> Iterator[Table]:
        grid = Grid()
        head = None
        for row in _iterate(element, "tr"):
            properties = row.find("trPr")
            if properties is not None and properties.find("del") is not None:
                self._part.omissions.add_words("deletion", deleted_words(row))
                continue
            if is_on(properties, "hidden"):
                self._part.omissions.add_words("hidden", deleted_words(row))
                continue
            head = bool(is_on(properties, "tblHeader")) if head is None else head
            grid.begin_row()
            if before := integer(value_of(properties, "gridBefore"), 0, most=_MOST_COLUMNS):
                grid.add((), columns=before)
            for cell in _iterate(row, "tc"):
                self._cell(cell, grid)
        yield Table(rows=grid.rows(), head=bool(head))

    def _cell(self, cell: ET.Element, grid: Grid) -> None:
        properties = cell.find("tcPr")
        if properties is not None and properties.find("cellDel") is not None:
            self._part.omissions.add_words("deletion", deleted_words(cell))
            return
        paragraphs = tuple(flatten(self._container(cell)))
        columns = integer(value_of(properties, "gridSpan"), 1, least=1, most=_MOST_COLUMNS)
        if _continues(properties, "hMerge"):
            grid.widen(paragraphs)
        elif not (_continues(properties, "vMerge") and grid.lengthen(paragraphs, columns)):
            grid.add(paragraphs, columns=columns)


def _is_initial(properties: ET.Element | None) -> bool:
    """Return whether a paragraph is the large first letter of the next one."""
    frame = None if properties is None else properties.find("framePr")
    return frame is not None and frame.get("dropCap") in ("drop", "margin")


def _continues(properties: ET.Element | None, name: str) -> bool:
    merge = None if properties is None else properties.find(name)
    return merge is not None and merge.get("val", "continue") == "continue"


def _iterate(parent: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Yield the rows of a table or the cells of a row, out of what may be wrapped around them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _ASIDE:
            yield from _iterate(child, tag)


def flatten(blocks: Iterator[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of ``blocks``, those of tables cell by cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from cell.paragraphs
