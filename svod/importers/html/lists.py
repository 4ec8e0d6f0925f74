"""The numbers and signs that a browser prints before items of lists."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from svod.importers.numerals import LATIN, number_in, positional

_GREEK: Final = "αβγδεζηθικλμνξοπρστυφχψω"
_BULLETS: Final = {"disc": "•", "circle": "◦", "square": "▪"}
_NUMBERS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimal-leading-zero": lambda number: f"{number:02}",
    "lower-alpha": lambda number: positional(number, LATIN),
    "upper-alpha": lambda number: positional(number, LATIN).upper(),
    "lower-roman": lambda number: number_in(number, "lowerRoman"),
    "upper-roman": lambda number: number_in(number, "upperRoman"),
    "lower-greek": lambda number: positional(number, _GREEK),
}
_NAMES: Final = {
    "lower-latin": "lower-alpha",
    "upper-latin": "upper-alpha",
}
# The attribute ``type`` tells capitals from small letters.
_TYPES: Final = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_QUOTED = re.compile(r"[\"'](.*)[\"']")
_INTEGER = re.compile(r"\s*([+-]?\d{1,9})")


def read_integer(value: str | None) -> int | None:
    """Return the number that an attribute begins with, as HTML reads it."""
    match = _INTEGER.match(value or "")
    return int(match[1]) if match else None


def list_style(declared: str, attribute: str, inherited: str) -> str:
    """Return the name of a list's style: by the style sheet, by ``type``, or that of what is around it."""
    if declared and declared != "inherit":
        return _NAMES.get(declared, declared)
    return _TYPES.get(attribute, attribute.lower()) if attribute else inherited


def marker_in(style: str, number: int) -> str:
    """Return what a browser prints before an item: «3.», «б.», «•», or nothing."""
    if style == "none":
        return ""
    if style in _BULLETS:
        return _BULLETS[style]
    quoted = _QUOTED.fullmatch(style)
    if quoted:
        return quoted[1].strip()
    count = _NUMBERS.get(style, str)
    return f"{count(number) if number > 0 else number}."


@dataclass(slots=True, kw_only=True)
class _OpenList:
    """A list that is being read: the number of its next item, and how it goes on."""

    style: str
    number: int
    step: int

    def next_marker(self, value: int | None, style: str) -> str:
        """Return the marker of the next item, which may have a number and a style of its own."""
        number = self.number if value is None else value
        self.number = number + self.step
        return marker_in(style or self.style, number)


OpenList = _OpenList


def open_list(*, ordered: bool, style: str, start: int | None, down_from: int | None, depth: int) -> OpenList:
    """Return a list as it begins: ``down_from`` is how many items a reversed one has, ``depth`` from 0."""
    bullet = ("disc", "circle", "square")[min(depth, 2)]
    default = "decimal" if ordered else bullet
    first = start if start is not None else (1 if down_from is None else down_from)
    return _OpenList(style=style or default, number=first, step=1 if down_from is None else -1)
