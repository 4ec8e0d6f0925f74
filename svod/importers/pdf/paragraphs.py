"""Printed lines to the paragraphs that they were before a program set them.

A program fills a line as long as the next word fits. So a line whose first word would have fitted on the
line above begins a paragraph, and other lines do where they stand off, are indented, have a marker, or
look otherwise.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from svod.importers.manuscript import Paragraph, Run
from svod.importers.pdf.broken_words import join_broken
from svod.importers.pdf.lines import Line
from svod.importers.runs import join_runs

_MARKER = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3})*[.)]|\(?[а-яёa-z\d]{1,2}\)|[IVXLC]+[.)]|[•◦▪●○·‣–—−-])(?=\s|$|[А-ЯЁA-Z«„“])"
)
_SENTENCE = re.compile(r"[а-яёa-z]{4}[.!?][»”\")]?$")
_DASH: Final = "–—−-"
_SENTENCE_ENDS: Final = (".", ";", ":", "!", "?", "…")
_INDENT: Final = 0.7  # of the size of letters: more is meant
_STANDS_OFF: Final = 1.25  # times the usual distance of lines
_OTHER_SIZE: Final = 0.1
_SHORT: Final = 0.6  # of the width of a column: such a line is not one that a program filled
_ROOM: Final = 0.35  # of the size: the space before a word
_SAME: Final = 2.5  # points
_RAGGED: Final = 0.03  # of the width of a column, by which no line may fill it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What is usual in a column: its edges, where most lines begin, their distance in sizes of letters."""

    leading: float
    left: float
    right: float
    margin: float


def build_paragraphs(lines: Sequence[Line], room: float) -> Iterator[Paragraph]:
    """Yield the paragraphs that ``lines``, in the order of reading, make.

    Lines could be as long as to ``room``, or as any of them is.
    """
    if not lines:
        return
    usual = _usual(lines, room)
    open_lines: list[Line] = []
    for line in lines:
        if open_lines and _begins(open_lines, line, usual[line.column]):
            yield _paragraph(open_lines)
            open_lines = []
        open_lines.append(line)
    yield _paragraph(open_lines)


def _usual(lines: Sequence[Line], room: float) -> dict[str, _Page]:
    """Return what is usual in each column; what has the whole width reaches to ``room`` at least."""
    leading = _leading(lines)
    found: dict[str, _Page] = {}
    for column in {line.column for line in lines}:
        own = [line for line in lines if line.column == column]
        right = max(line.x1 for line in own)
        found[column] = _Page(
            leading=leading,
            left=min(line.x0 for line in own),
            margin=Counter(round(line.x0) for line in own).most_common(1)[0][0],
            right=right if column else max(right, room),
        )
    return found


def _leading(lines: Sequence[Line]) -> float:
    steps = Counter(
        round((line.bottom - before.bottom) / line.size, 1)
        for before, line in pairwise(lines)
        if before.page == line.page and line.bottom > before.bottom + 1
    )
    usual = [(count, -step) for step, count in steps.items() if step < 3]  # noqa: PLR2004  (triple spacing)
    return -max(usual)[1] if usual else 1.2


def _begins(above: Sequence[Line], line: Line, usual: _Page) -> bool:
    """Tell whether a line begins a paragraph below the lines of one."""
    last = above[-1]
    if abs(line.size - last.size) > _OTHER_SIZE * last.size or (
        last.bold and not line.bold and not _half(line)
    ):
        return True
    together = last.page == line.page and line.bottom > last.bottom
    if together and (line.bottom - last.bottom) / line.size > _STANDS_OFF * usual.leading:
        return True
    filled = _filled(last, usual)
    width = usual.right - usual.left
    fits = filled + _ROOM * last.size + line.first <= width
    if _marked(above, line, usual, fits=fits):
        return True
    if _SENTENCE.search(last.text) and line.text[:1].islower():
        return True
    if fits and join_broken(last.text, line.text) is None:
        return last.text.endswith(_SENTENCE_ENDS) or _opens(line.text) or filled < _SHORT * width
    return _is_indented(above, line, usual)


def _filled(line: Line, usual: _Page) -> float:
    """Return how much of the width of its column a line takes; one that is centred, from both sides."""
    return line.x1 - (line.x0 if _is_centred(line, usual) else usual.left)


def _is_centred(line: Line, usual: _Page) -> bool:
    before, after = line.x0 - usual.left, usual.right - line.x1
    slack = max(2 * _SAME, _RAGGED * (usual.right - usual.left))
    return before > _INDENT * line.size and abs(before - after) <= slack


def _half(line: Line) -> bool:
    """Whether a line is bold at its beginning: a bold phrase may end within it."""
    return bool(line.runs) and line.runs[0].bold


def _marked(above: Sequence[Line], line: Line, usual: _Page, *, fits: bool) -> bool:
    """Tell whether a line begins with a marker that is one, not a number or a dash within a sentence."""
    last = above[-1]
    match = _MARKER.match(line.text)
    if match is None:
        return False
    ended = last.text.endswith((*_SENTENCE_ENDS, ","))
    off = abs(line.x0 - last.x0) > _INDENT * line.size
    hangs = len(above) > 1 and last.x0 - above[0].x0 > _INDENT * line.size
    if hangs and abs(line.x0 - above[0].x0) <= _SAME and _MARKER.match(above[0].text):
        return True
    if match[0] in _DASH:
        return ended or fits
    return ended or fits or (off and last.x0 - usual.margin <= _SAME)


def _opens(text: str) -> bool:
    """Tell whether words begin as a paragraph may."""
    first = text.lstrip('«„“"(')[:1]
    return not first.islower()


def _is_indented(above: Sequence[Line], line: Line, usual: _Page) -> bool:
    """Tell whether a line begins farther to the right, or to the left, than its paragraph would."""
    last = above[-1]
    off = line.x0 - last.x0
    if len(above) > 1 and all(_centred(above[0], part, usual) for part in above):
        return abs(line.x0 - usual.margin) <= 1 and len({round(part.x0) for part in above}) > 1
    if _centred(last, line, usual):
        return False
    if last.page != line.page or last.column != line.column:
        return line.x0 - usual.margin > _INDENT * line.size and _opens(line.text)
    if off > _INDENT * line.size:
        return len(above) > 1 or not _MARKER.match(last.text)
    return off < -_INDENT * line.size and len(above) > 1 and abs(above[-2].x0 - last.x0) <= _SAME


def _centred(last: Line, line: Line, usual: _Page) -> bool:
    middle = abs((last.x0 + last.x1) - (line.x0 + line.x1)) / 2 <= _SAME
    return middle and max(last.x0, line.x0) - usual.margin > _INDENT * line.size


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    runs: list[Run] = []
    for line in lines:
        if runs:
            runs = _joined(runs, line)
        runs += line.runs
    return Paragraph(runs=join_runs(runs))


def _joined(runs: list[Run], line: Line) -> list[Run]:
    """Return the runs of the lines above, ready for the next: with a space, or within a broken word."""
    above = "".join(run.text for run in runs)
    joined = join_broken(above, line.text)
    if joined is None:
        return [*runs, Run(text=" ")]
    last = runs[-1]
    cut = last.text[: len(last.text) - (len(above) - len(joined))]
    return [*runs[:-1], replace(last, text=cut)]
