"""Drafts, versions and what replaces them: how two texts lie side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from svod.archive.differences import Change, Piece, compare_words
from svod.content.document import Document, Group, Insert, Provision, walk
from svod.content.marks import bare, bare_insert
from svod.text import fold

_LEAST_ALIKE: Final = 0.3  # share of words in common of lines that may stand for each other
_MOST_PAIRS: Final = 40_000  # of lines that are looked at


class Line(NamedTuple):
    """A paragraph of an act as printed, and its anchor, empty in the heading."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Lines that stand side by side; one is None where a line was left out or added."""

    before: Line | None
    after: Line | None
    pieces: tuple[Piece, ...]


def find_lines(document: Document) -> list[Line]:
    """Return the paragraphs of an act in printed order."""
    lines = [Line("", bare(line.text)) for line in document.preface]
    for node in walk(document.blocks):
        text = node.label if isinstance(node, Group) else node.text
        printed = bare_insert(text) if isinstance(node, Insert) else bare(text)
        marker = f"{node.marker} " if isinstance(node, Provision) and node.marker else ""
        lines.append(Line(node.anchor, marker + printed))
    return [*lines, *(Line("", f"{note.label} {bare(note.text)}") for note in document.footnotes)]


def compare_lines(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Row]:
    """Yield the lines of two texts side by side: equal ones, then in between those most alike."""
    old, new = [line.text for line in before], [line.text for line in after]
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind == "equal":
            for one, other in zip(before[start:end], after[new_start:new_end], strict=True):
                yield Row(before=one, after=other, pieces=(Piece(change=Change.KEPT, text=one.text),))
        else:
            yield from _align(before[start:end], after[new_start:new_end])


def _align(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Row]:
    place = 0
    for one, other in _pair(before, after):
        if other is None:
            yield _left_out(before[one])
            continue
        yield from map(_added, after[place:other])
        pieces = tuple(compare_words(before[one].text, after[other].text))
        yield Row(before=before[one], after=after[other], pieces=pieces)
        place = other + 1
    yield from map(_added, after[place:])


def _pair(before: Sequence[Line], after: Sequence[Line]) -> list[tuple[int, int | None]]:
    """Return for each line before, in order, which line after stands for it: as alike in all as can be."""
    width = len(after)
    if not width or len(before) * width > _MOST_PAIRS:
        return [(one, None) for one in range(len(before))]
    words = [set(fold(line.text).split()) for line in after]
    best = [[0.0] * (width + 1)]
    alike: list[list[float]] = []
    for line in before:
        own = set(fold(line.text).split())
        alike.append([_likeness(own, other) for other in words])
        above, row = best[-1], [0.0]
        for column, value in enumerate(alike[-1]):
            row.append(max(above[column + 1], row[column], above[column] + value))
        best.append(row)
    pairs: list[tuple[int, int | None]] = []
    column = width
    for one in range(len(before) - 1, -1, -1):
        while column and best[one + 1][column] == best[one + 1][column - 1]:
            column -= 1
        if column and best[one + 1][column] != best[one][column]:
            column -= 1
            pairs.append((one, column))
        else:
            pairs.append((one, None))
    return pairs[::-1]


def _likeness(one: set[str], other: set[str]) -> float:
    share = len(one & other) / (len(one | other) or 1)
    return share if share >= _LEAST_ALIKE else 0.0


def _left_out(line: Line) -> Row:
    return Row(before=line, after=None, pieces=(Piece(change=Change.DELETED, text=line.text),))


def _added(line: Line) -> Row:
    return Row(before=None, after=line, pieces=(Piece(change=Change.INSERTED, text=line.text),))
