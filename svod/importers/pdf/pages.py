"""The pages of a PDF: letters, tables, and which pages are pictures of text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from svod.importers.manuscript import Table
from svod.importers.pdf.columns import read_lines
from svod.importers.pdf.lines import Glyph, Line, group_rows, read_glyph
from svod.importers.pdf.tables import build_table, find_tables, is_inside

_UNKNOWN: Final = "(cid:"
_BULLET: Final = "•"
_BULLET_GAP: Final = 0.3  # of the size
_FULL_PAGE: Final = 0.5  # of its area: such a picture is a scan, if there are few words
_FEW_LETTERS: Final = 100
_MOST_GLYPHS: Final = 200_000  # of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page: its lines in order, its tables each with its top, how many letters mean nothing.

    ``scanned``: there is something to be seen, and no words.
    """

    number: int
    width: float
    lines: tuple[Line, ...] = ()
    tables: tuple[tuple[float, Table], ...] = ()
    unknown: int = 0
    scanned: bool = False
    pictures: int = 0
    turned: str = ""


def read_page(page: Any, number: int) -> ReadPage:  # noqa: ANN401  (pdfplumber has no types)
    """Return what is on ``page``, the ``number``-th."""
    chars = page.dedupe_chars().chars[:_MOST_GLYPHS]
    glyphs = list(_glyphs(char for char in chars if char["upright"]))
    turned = "".join(str(char["text"]) for char in chars if not char["upright"])
    glyphs = [glyph for row in group_rows(glyphs) for glyph in _with_bullet(row)]
    inked = [glyph for glyph in glyphs if glyph.text.strip()]
    if _is_scan(page, len(inked)):
        return ReadPage(number=number, width=float(page.width), scanned=True)
    tables: list[tuple[float, Table]] = []
    for box, cells in find_tables(page) if inked else ():
        inside = [glyph for glyph in glyphs if is_inside(glyph, box)]
        if any(glyph.text.strip() for glyph in inside):
            tables.append((box[1], build_table(cells, inside, number)))
            glyphs = [glyph for glyph in glyphs if not is_inside(glyph, box)]
    rows = group_rows(glyph for glyph in glyphs if glyph.text.strip())
    return ReadPage(
        number=number,
        width=float(page.width),
        lines=tuple(read_lines(rows, number)),
        tables=tuple(tables),
        unknown=sum(glyph.text.startswith(_UNKNOWN) for glyph in inked),
        pictures=len(page.images),
        turned=turned,
    )


def _glyphs(chars: Iterator[Any]) -> Iterator[Glyph]:
    for char in chars:
        glyph = read_glyph(char)
        if glyph.x1 >= glyph.x0:
            yield glyph


def _with_bullet(row: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return a row whose first sign, if it is unknown and stands alone, is a bullet."""
    inked = [glyph for glyph in row if glyph.text.strip()]
    alone = len(inked) > 1 and inked[1].x0 - inked[0].x1 > _BULLET_GAP * inked[1].size
    if not (alone and inked[0].text.startswith(_UNKNOWN)):
        return row
    return [inked[0]._replace(text=_BULLET), *inked[1:]]


def _is_scan(page: Any, letters: int) -> bool:  # noqa: ANN401
    area = float(page.width) * float(page.height) or 1.0
    pictured = max((float(image["width"]) * float(image["height"]) for image in page.images), default=0.0)
    if not letters:
        return bool(page.images or page.curves)
    return letters < _FEW_LETTERS and pictured > _FULL_PAGE * area
