"""Footnotes of a PDF: small lines at the foot of a page, each with a number that is raised in the text above.

A page on which numbers and signs do not agree keeps all of its lines where they are.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Final

from svod.importers.manuscript import Paragraph, Run
from svod.importers.pdf.lines import Line
from svod.importers.pdf.paragraphs import build_paragraphs

_LABEL = re.compile(r"(\d{1,3}|\*{1,3})\s*(?=[^\s.)\d])")
_SMALLER: Final = 0.93  # than most lines
_BEFORE: Final = 15  # characters that tell where a sign stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """Pages without their notes, in whose place signs stand; the notes by label.

    ``lines`` are the words of the lines that were taken, ``signs`` the ends of words before each sign, with
    the sign after them.
    """

    pages: tuple[tuple[Line, ...], ...]
    texts: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    signs: tuple[tuple[str, str], ...] = ()


def take_notes(pages: Sequence[Sequence[Line]], room: float) -> Notes:
    """Return the notes of all ``pages``, whose lines could reach to ``room``."""
    sizes = [line.size for page in pages for line in page for _ in line.text]
    if not sizes:
        return Notes(pages=tuple(map(tuple, pages)))
    small = _SMALLER * median(sizes)
    kept: list[tuple[Line, ...]] = []
    texts: dict[str, tuple[Paragraph, ...]] = {}
    taken: list[str] = []
    signs: list[tuple[str, str]] = []
    for page in pages:
        text, foot = _parted(page, small)
        notes = _notes(foot)
        found = _signed(text, notes)
        if not notes or found is None or notes.keys() & texts.keys():
            kept.append(tuple(page))
            continue
        signed, places = found
        kept.append(signed)
        signs += places
        taken += (line.text for line in foot)
        for label, lines in notes.items():
            texts[label] = tuple(build_paragraphs(lines, room))
    return Notes(pages=tuple(kept), texts=texts, lines=tuple(taken), signs=tuple(signs))


def without_label(text: str) -> str:
    """Return the words of a note's first line without its number."""
    return _LABEL.sub("", text, count=1) if _LABEL.match(text) else text


def _parted(page: Sequence[Line], small: float) -> tuple[Sequence[Line], Sequence[Line]]:
    """Return the text of a page and the small lines at its foot."""
    at = len(page)
    while at and page[at - 1].size < small and not page[at - 1].column:
        at -= 1
    return page[:at], page[at:]


def _notes(foot: Iterable[Line]) -> dict[str, list[Line]]:
    """Return the lines of each note, without its number; nothing where the first line has none."""
    notes: dict[str, list[Line]] = {}
    label = ""
    for line in foot:
        match = _LABEL.match(line.text)
        if match and match[1] not in notes:
            label = match[1]
            notes[label] = [replace(line, runs=_cut(line.runs, match.end()))]
        elif label:
            notes[label].append(line)
        else:
            return {}
    return notes


def _cut(runs: Iterable[Run], length: int) -> tuple[Run, ...]:
    kept: list[Run] = []
    for run in runs:
        text = run.text[length:]
        length = max(0, length - len(run.text))
        if text:
            kept.append(replace(run, text=text))
    return tuple(kept)


def _signed(
    text: Sequence[Line], notes: dict[str, list[Line]]
) -> tuple[tuple[Line, ...], list[tuple[str, str]]] | None:
    """Return the lines with signs for the raised numbers, and where these stand; None if any is missing."""
    waiting = list(notes)
    lines: list[Line] = []
    places: list[tuple[str, str]] = []
    for line in text:
        runs: list[Run] = []
        for run in line.runs:
            if waiting and run.script == "sup" and run.text.strip() == waiting[0]:
                label = waiting.pop(0)
                places.append(("".join(before.text for before in runs)[-_BEFORE:], label))
                runs.append(Run(text="", note=label))
            else:
                runs.append(run)
        lines.append(replace(line, runs=tuple(runs)))
    return None if waiting else (tuple(lines), places)
