"""The letters of a PDF's page to its printed lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final, Literal, NamedTuple

from svod.importers.manuscript import Run
from svod.importers.runs import join_runs
from svod.importers.symbols import printed_bullet

_BOLD: Final = ("bold", "black", "heavy", "demi")
_ITALIC: Final = ("italic", "oblique")
_SMALL: Final = 0.85  # of the size of a line: smaller letters may be raised or lowered
_RAISED: Final = 0.12  # of the size, by which the feet of letters are off the line
_SPACE: Final = 0.18  # of the size: a wider gap is a space
_TAB: Final = 3.6  # of the size: a gap at least so wide is a tab, if words stand closer
_OVERLAP: Final = 0.5


class Glyph(NamedTuple):
    """A printed letter: where it stands, in points from the upper left corner, and its look."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line, or the part of one that a column holds.

    ``first`` is how wide its first word is; ``size`` that of most of its letters; ``column`` names the column
    that it stands in, empty for the whole width of a page.
    """

    page: int
    column: str
    runs: tuple[Run, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    first: float

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs)

    @property
    def bold(self) -> bool:
        """Whether all of its letters are bold."""
        return all(run.bold for run in self.runs if run.text.strip())


def read_glyph(char: Mapping[str, Any]) -> Glyph:
    """Return a letter as pdfplumber gives it."""
    name = str(char["fontname"]).lower()
    text = str(char["text"])
    if "\uf020" <= text <= "\uf0ff":
        text = printed_bullet(text, "Wingdings" if "wingdings" in name else "Symbol")
    return Glyph(
        text=text,
        x0=float(char["x0"]),
        x1=float(char["x1"]),
        top=float(char["top"]),
        bottom=float(char["bottom"]),
        size=max(float(char["bottom"]) - float(char["top"]), 0.1),
        bold=any(word in name for word in _BOLD),
        italic=any(word in name for word in _ITALIC),
    )


def group_rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the letters row by row from above, each from the left; raised ones are where they belong."""
    rows: list[list[Glyph]] = []
    tallest: list[tuple[float, float]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.bottom - glyph.size / 2, glyph.x0)):
        for at in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            top, bottom = tallest[at]
            height = min(glyph.bottom, bottom) - max(glyph.top, top)
            if height >= _OVERLAP * min(glyph.size, bottom - top):
                rows[at].append(glyph)
                if glyph.size > bottom - top:
                    tallest[at] = glyph.top, glyph.bottom
                break
        else:
            rows.append([glyph])
            tallest.append((glyph.top, glyph.bottom))
    order = sorted(range(len(rows)), key=lambda at: tallest[at])
    return [sorted(rows[at], key=lambda glyph: glyph.x0) for at in order]


def read_line(glyphs: Sequence[Glyph], page: int, column: str = "") -> Line:
    """Return the line that letters of one row make; there must be ink among them."""
    inked = [glyph for glyph in glyphs if glyph.text.strip()]
    size = median(glyph.size for glyph in inked)
    foot = median(glyph.bottom for glyph in inked if glyph.size >= _SMALL * size)
    runs = join_runs(_runs(inked, size, foot))
    first = next((at for at in range(1, len(inked)) if _gap(inked, at) is not None), len(inked))
    return Line(
        page=page,
        column=column,
        runs=runs,
        x0=inked[0].x0,
        x1=max(glyph.x1 for glyph in inked),
        top=min(glyph.top for glyph in inked if glyph.size >= _SMALL * size),
        bottom=foot,
        size=size,
        first=inked[first - 1].x1 - inked[0].x0,
    )


def _runs(inked: Sequence[Glyph], size: float, foot: float) -> Iterator[Run]:
    wide = _wide(inked)
    for at, glyph in enumerate(inked):
        gap = _gap(inked, at) if at else None
        if gap is not None:
            yield Run(text="\t" if gap > wide else " ")
        yield Run(
            text=glyph.text,
            bold=glyph.bold,
            italic=glyph.italic,
            script=_script(glyph, size, foot) if glyph.text.isalnum() else "",
        )


def _gap(inked: Sequence[Glyph], at: int) -> float | None:
    """Return how wide the white space before a letter is; None where there is none."""
    before, glyph = inked[at - 1], inked[at]
    width = glyph.x0 - before.x1
    return width if width > _SPACE * min(before.size, glyph.size) else None


def _wide(inked: Sequence[Glyph]) -> float:
    """Return the width from which white space in a line is more than a stretched space."""
    gaps = [gap for at in range(1, len(inked)) if (gap := _gap(inked, at)) is not None]
    usual = median(gaps) if gaps else 0.0
    return max(_TAB * inked[0].size, 3 * usual)


def _script(glyph: Glyph, size: float, foot: float) -> Literal["", "sub", "sup"]:
    if glyph.size >= _SMALL * size:
        return ""
    off = (foot - glyph.bottom) / size
    if off > _RAISED:
        return "sup"
    return "sub" if off < -_RAISED / 2 else ""
