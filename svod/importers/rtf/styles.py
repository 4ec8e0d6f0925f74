"""Which styles of an RTF document are headings."""

import re
from typing import Final

_HEADING = re.compile(r"(?:heading|заголовок) ?([1-6])", re.IGNORECASE)
_LEVELS: Final = 6  # outline levels that are headings


def heading_of_level(level: int) -> int:
    """Return the level of a heading, from 1, for an outline level, from 0; 0 for text."""
    return level + 1 if 0 <= level < _LEVELS else 0


class Styles:
    """Learns from the style sheet, style by style, and tells of each number which heading it is."""

    def __init__(self) -> None:
        self._headings: dict[int, int] = {}
        self._number = 0
        self._level = 0
        self._name: list[str] = []

    def word(self, name: str, number: int) -> None:
        """Take a word of a style's definition."""
        if name == "s":
            self._number = number
        elif name == "outlinelevel":
            self._level = heading_of_level(number)

    def write(self, text: str) -> None:
        """Take a part of its name."""
        self._name.append(text)

    def end(self) -> None:
        """End a definition."""
        named = _HEADING.fullmatch("".join(self._name).split(";")[0].strip())
        level = int(named[1]) if named else self._level
        if level:
            self._headings[self._number] = level
        self._number, self._level, self._name = 0, 0, []

    def heading(self, number: int) -> int:
        """Return the level of the heading that style ``number`` is, 0 if it is none."""
        return self._headings.get(number, 0)
