"""Faults as values.

A stage that finds a fault makes a ``Diagnostic`` and goes on; nothing is raised for bad content. What a
code means is written once, in ``rules``; how a diagnostic is shown, in ``reporting``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache


class Severity(StrEnum):
    """How bad it is: an error stops the build, a warning does not (unless ``--strict``)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One fault at one place.

    ``path`` is relative to the site folder, with ``/``; ``line`` and ``column`` count from 1, and 0
    means that the file as a whole is meant. ``values`` fill the wording of the rule named by ``code``;
    ``excerpt`` is the faulty line and the one before it, empty when there is none.
    """

    path: str
    line: int = 0
    column: int = 0
    code: str
    values: tuple[tuple[str, str], ...] = ()
    excerpt: tuple[str, ...] = ()

    def __getstate__(self) -> tuple[object, ...]:
        """Return what is pickled: a build may find thousands, and keeps them for the next one."""
        return self.path, self.line, self.column, self.code, self.values, self.excerpt

    def __setstate__(self, state: tuple[object, ...]) -> None:
        """Take what was pickled."""
        for name, value in zip(self.__slots__, state, strict=True):
            object.__setattr__(self, name, value)

    @property
    def place(self) -> tuple[str, int, int, str, tuple[tuple[str, str], ...]]:
        """The key that sorts a report: by file, then from its top down."""
        return (self.path, self.line, self.column, self.code, self.values)


def diagnose(
    code: str, path: str, line: int = 0, column: int = 0, *, text: str = "", **values: object
) -> Diagnostic:
    """Return a diagnostic whose excerpt is cut out of ``text``, the whole text of the file.

    A value of ``None`` is left out, so that a hint which needs it is not given.
    """
    lines = _lines(text)
    excerpt = tuple(lines[max(0, line - 2) : line]) if text and 0 < line <= len(lines) else ()
    kept = tuple((name, str(value)) for name, value in values.items() if value is not None)
    return Diagnostic(path=path, line=line, column=column, code=code, values=kept, excerpt=excerpt)


@lru_cache(maxsize=2)
def _lines(text: str) -> tuple[str, ...]:
    """Return the lines of a file: kept, because a file seldom has one fault only."""
    return tuple(text.split("\n"))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that ``word`` was probably meant to be, or None."""
    return _nearest(word, tuple(sorted(known)))


@lru_cache(maxsize=512)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    """Kept, because an entry that is missing is missing in many files, and 3,000 names take 60 ms."""
    matches = get_close_matches(word, known, n=1, cutoff=0.6)
    return matches[0] if matches else None
