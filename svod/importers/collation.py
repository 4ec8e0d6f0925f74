"""The comparison of a body with the document that it was made of, word by word.

What it is compared with is a second reading of the document, by simpler code; the body loses its marks by
the code that proves pages. The numbers that a program had counted are in no text of the document, so they
are told apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final

from svod.content.fidelity import reference_text
from svod.importers.manuscript import Manuscript

_REFERENCE = re.compile(r"(?<=.)\[\^[^\]\s]+\]|\[\^[^\]\s]+\](?!:)")
_NOTE = re.compile(r"^\[\^[^\]\s]+\]: ?", re.MULTILINE)
_JOINER: Final = "\u2060"  # stands where a sign was, so that marks on both sides of it stay apart
_CONTEXT: Final = 3  # words before a difference
_WINDOW: Final = 3000  # words that are compared at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words that stand in the original and others, or none, in the body; ``before`` are those above."""

    before: str
    original: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collation:
    """How many words the original has, how many numbers were counted besides, and what differs."""

    words: int
    counted: int
    differences: tuple[Difference, ...]


def collate(manuscript: Manuscript, body: str) -> Collation:
    """Compare the ``body`` that was made of a manuscript with its witness."""
    original = manuscript.witness.split()
    unsigned = _REFERENCE.sub(_JOINER, _NOTE.sub("", body))
    written = reference_text(unsigned).replace(_JOINER, "").split()
    markers = [paragraph.marker for paragraph in manuscript.paragraphs if paragraph.marker]
    uncounted, counted = _without_markers(written, original, markers)
    return Collation(
        words=len(original), counted=counted, differences=tuple(_differences(original, uncounted))
    )


def collate_text(text: str, body: str) -> Collation:
    """Compare the ``body`` that was made of a plain ``text`` with it, whose own marks count as marks."""
    original, written = reference_text(text).split(), reference_text(body).split()
    raw = text.split()
    original = raw if written == raw else original
    return Collation(words=len(original), counted=0, differences=tuple(_differences(original, written)))


def _without_markers(
    written: list[str], original: list[str], markers: Sequence[str]
) -> tuple[list[str], int]:
    """Return the written words without the counted numbers, and how many of these there were.

    Numbers, those of empty paragraphs too, are left out where the original goes on with the word below.
    """
    kept: list[str] = []
    done = 0
    at = 0
    while at < len(written):
        passed, end = _pass_markers(written, at, markers, done)
        if passed and original[len(kept) : len(kept) + 1] == written[end : end + 1]:
            done += passed
            at = end
        else:
            kept.append(written[at])
            at += 1
    return kept, done


def _pass_markers(written: list[str], at: int, markers: Sequence[str], done: int) -> tuple[int, int]:
    """Return how many of the next numbers stand one after another from ``at`` on, and where they end."""
    passed = 0
    while done + passed < len(markers):
        marker = markers[done + passed].split()
        if written[at : at + len(marker)] != marker:
            break
        passed += 1
        at += len(marker)
    return passed, at


def _differences(original: Sequence[str], written: Sequence[str]) -> Iterator[Difference]:
    """Yield what differs. Long texts are compared window by window, each from the last words in common on."""
    start = other = 0
    while start < len(original) or other < len(written):
        same = takewhile(
            lambda pair: pair[0] == pair[1], zip(original[start:], written[other:], strict=False)
        )
        passed = sum(1 for _ in same)
        start, other = start + passed, other + passed
        left, right = original[start : start + _WINDOW], written[other : other + _WINDOW]
        changes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes() if left or right else []
        last = start + len(left) == len(original) and other + len(right) == len(written)
        common = [change for change in changes if change[0] == "equal"]
        end = changes.index(common[-1]) if common and not last else len(changes)
        for kind, first, stop, begin, until in changes[:end]:
            if kind != "equal":
                before = " ".join(original[max(0, start + first - _CONTEXT) : start + first])
                yield Difference(
                    before=before, original=" ".join(left[first:stop]), body=" ".join(right[begin:until])
                )
        resumed = changes[end] if end < len(changes) else ("", len(left), 0, len(right), 0)
        start, other = start + resumed[1], other + resumed[3]
