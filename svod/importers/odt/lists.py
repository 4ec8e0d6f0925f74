"""The numbers of lists and headings in an OpenDocument text (ODF 1.3, 5.3, 16.30), as LibreOffice counts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from xml.etree import ElementTree as ET

from svod.importers.numbering import LEVELS, Numbers
from svod.importers.numerals import LATIN, RUSSIAN, number_in, positional, repeated
from svod.importers.symbols import printed_bullet
from svod.importers.trees import find_child, integer

OUTLINE = "outline"  # the list that headings count in; no xml:id can be it, for those are kept with a «#»
_SERBIAN = "абвгдђежзијклљмнњопрстћуфхцчџш"
_BULGARIAN = "абвгдежзийклмнопрстуфхцчшщъюя"
_UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_ALPHABETS = {"(ru)": RUSSIAN, "(sr)": _SERBIAN, "(bg)": _BULGARIAN, "(uk)": _UKRAINIAN}
_PLAIN_FORMS = {"1": "decimal", "i": "lowerRoman", "I": "upperRoman", "01, 02, 03, ...": "decimalZero"}
_OTHER_FORMS = {
    "1st": "ordinal", "①, ②, ③, ...": "decimalEnclosedCircle", "*, †, ‡, §, **, ††, ...": "chicago",
    "001, 002, 003, ...": "001", "0001, 0002, 0003, ...": "0001", "00001, 00002, 00003, ...": "00001",
}  # fmt: skip
_PLACE = re.compile(r"%(\d+)%")
_CYRILLIC = re.compile(r"(?P<first>\w), .*(?P<second>\w), \.\.\. (?P<language>\(\w\w\))")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLevel:
    """A level of a list style: how its numbers look, and the label with «%1%» where the first goes.

    ``form`` is None of a level without numbers, a bullet say; its label is all that is printed.
    """

    start: int
    form: Callable[[int], str] | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStyle:
    """A list style: its levels from 0; in a ``consecutive`` one all levels count together."""

    levels: Mapping[int, ListLevel]
    starts: Mapping[int, int]
    consecutive: bool


def parse_list_style(entry: ET.Element, fonts: Mapping[str, str]) -> ListStyle:
    """Return what a ``text:list-style`` or ``text:outline-style`` says; ``fonts`` are families by name."""
    levels: dict[int, ListLevel] = {}
    for child in entry:
        number = integer(child.get("text:level"), 0)
        if 1 <= number <= LEVELS:
            levels[number - 1] = _parse_level(child, number, fonts)
    return ListStyle(
        levels=levels,
        starts={at: level.start for at, level in levels.items()},
        consecutive=entry.get("text:consecutive-numbering") == "true",
    )


def _parse_level(entry: ET.Element, number: int, fonts: Mapping[str, str]) -> ListLevel:
    if entry.tag == "text:list-level-style-bullet":
        properties = find_child(entry, "style:text-properties")
        font = (
            ""
            if properties is None
            else properties.get("style:font-name", properties.get("fo:font-family", ""))
        )
        return ListLevel(
            start=1,
            form=None,
            label=printed_bullet(entry.get("text:bullet-char", "•"), fonts.get(font, font)),
        )
    if entry.tag == "text:list-level-style-image":
        return ListLevel(start=1, form=None, label="•")
    said = entry.get("style:num-list-format", entry.get("loext:num-list-format"))
    if said is None:
        shown = integer(entry.get("text:display-levels"), 1, least=1, most=number)
        places = ".".join(f"%{at}%" for at in range(number - shown + 1, number + 1))
        said = f"{entry.get('style:num-prefix', '')}{places}{entry.get('style:num-suffix', '')}"
    form = _parse_form(entry.get("style:num-format", ""), entry.get("style:num-letter-sync") == "true")
    return ListLevel(start=integer(entry.get("text:start-value"), 1), form=form, label=said)


def _parse_form(name: str, repeats: bool) -> Callable[[int], str] | None:
    if not name:
        return None
    if name in ("a", "A"):
        count = partial(repeated if repeats else positional, letters=LATIN)
        return count if name == "a" else lambda number: count(number).upper()
    if cyrillic := _CYRILLIC.fullmatch(name):
        return _cyrillic_form(cyrillic)
    form = _PLAIN_FORMS.get(name) or _OTHER_FORMS.get(name, "decimal")
    return lambda number: number_in(number, form)


def _cyrillic_form(found: re.Match[str]) -> Callable[[int], str]:
    """Return how LibreOffice counts by a name like «А, Б, .., Аа, Аб, ... (ru)».

    Its last number tells whether letters are repeated (Аа, Бб) or go on like figures (Аа, Аб); of a number in
    capitals, only the first letter is one.
    """
    alphabet = _ALPHABETS.get(found["language"], RUSSIAN)
    before = found.string[: found.end("second")].split()[-1].casefold()
    count = partial(repeated if before[0] == before[-1] else positional, letters=alphabet)
    return (lambda number: count(number).capitalize()) if found["first"].isupper() else count


class Counting:
    """The numbers of one document; it is asked for each numbered paragraph, in their order."""

    def __init__(self) -> None:
        self._numbers: dict[str, Numbers] = {}

    def next_marker(self, name: str, style: ListStyle, at: int, begin: int | None) -> str:
        """Count a paragraph of the list ``name`` at level ``at``, from ``begin`` on if that is given.

        Returns what is printed before it, by the list style that holds for it.
        """
        at = min(at, LEVELS - 1)
        numbers = self._numbers.setdefault(name, Numbers())
        numbers.count(0 if style.consecutive else at, style.starts, begin=begin)
        level = style.levels.get(at)
        if level is None:
            return ""

        def print_number(place: re.Match[str]) -> str:
            shown_at = int(place[1]) - 1
            shown = style.levels.get(shown_at)
            number = numbers[0 if style.consecutive else shown_at] if shown_at <= at else None
            return "" if shown is None or shown.form is None or number is None else shown.form(number)

        return _PLACE.sub(print_number, level.label).strip()
