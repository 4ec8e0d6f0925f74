"""Headers, footers and page numbers: what repeats on every page, at the same place.

Numbers in it may count with the pages. A lone number that counts with them may be missing on the first page.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from svod.importers.manuscript import What
from svod.importers.omissions import Omissions
from svod.importers.pdf.lines import Line

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:стр(?:аница|\.)?|с\.|page)?[\s–—-]*\d+(?:\s*(?:из|/|of)\s*\d+)?[\s–—.-]*", re.IGNORECASE
)
_SAME_PLACE: Final = 4.0  # points
_MOST_LINES: Final = 4  # of a header or footer

Pages = list[list[Line]]


def remove_furniture(pages: Sequence[Sequence[Line]]) -> tuple[Pages, Omissions]:
    """Return the pages without what repeats on all of them, and what that was; one page has nothing of it."""
    kept = [sorted(page, key=lambda line: line.top) for page in pages]
    found = Omissions()
    taken: set[int] = set()
    for at in (0, -1):
        for _ in range(_MOST_LINES):
            lines = [page[at] if page else None for page in kept]
            what = _furniture(lines, at)
            if what is None:
                break
            for page, line in zip(kept, lines, strict=True):
                if line is not None and _belongs(line, lines):
                    del page[at]
                    taken.add(id(line))
                    found.add(what, _NUMBER.sub("#", line.text) if _counts(lines) else line.text)
    return [[line for line in page if id(line) not in taken] for page in pages], found


def _belongs(line: Line, lines: Sequence[Line | None]) -> bool:
    """Whether a line is of the furniture; the first page's may be text where all others are numbers."""
    last = lines[-1]
    return last is not None and _mask(line) == _mask(last) and abs(line.top - last.top) <= _SAME_PLACE


def _furniture(lines: Sequence[Line | None], at: int) -> What | None:
    """Return what the outermost lines of all pages are, None where they are text."""
    if len(lines) < 2:  # noqa: PLR2004  (one page repeats nothing)
        return None
    whole = _repeat(lines)
    number = _are_numbers(lines) or _are_numbers(lines[1:], first=2)
    if number:
        return "page-number"
    if not whole:
        return None
    return "header" if at == 0 else "footer"


def _repeat(lines: Sequence[Line | None]) -> bool:
    """Whether all lines are the same, at the same place, but for numbers that count."""
    present = [line for line in lines if line is not None]
    first = present[0] if present else None
    if first is None or len(present) < len(lines):
        return False
    same = all(_mask(line) == _mask(first) and abs(line.top - first.top) <= _SAME_PLACE for line in present)
    numbers = [list(map(int, _NUMBER.findall(line.text)[:20])) for line in present]
    return same and all(_steady(column) for column in zip(*numbers, strict=False))


def _counts(lines: Sequence[Line | None]) -> bool:
    return len({line.text for line in lines if line is not None}) > 1


def _steady(numbers: Sequence[int]) -> bool:
    """Whether numbers are all the same or count by one."""
    steps = {after - before for before, after in pairwise(numbers)}
    return steps <= {0} or steps == {1}


def _are_numbers(lines: Sequence[Line | None], first: int | None = None) -> bool:
    """Whether lines are numbers of pages; a number alone must be that of ``first`` and so on, if given."""
    present = [line for line in lines if line is not None and _PAGE_NUMBER.fullmatch(line.text.strip())]
    if not present or len(present) < len(lines) or not _repeat(lines):
        return False
    numbers = [int(_NUMBER.findall(line.text)[0]) for line in present]
    if first is not None:
        return numbers == list(range(first, first + len(numbers)))
    return len(set(numbers)) == len(numbers) > 1


def _mask(line: Line) -> str:
    return _NUMBER.sub("#", " ".join(line.text.split()))
