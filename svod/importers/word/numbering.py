"""The numbers that Word prints before paragraphs, counted as Word counts them (ISO/IEC 29500-1, 17.9).

A definition (``w:abstractNum``) is what counts: all its instances (``w:num``) go on with the same numbers,
whatever stands between them, unless one says where it starts. Most readers count by instance, which is why
they restart where Word goes on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from svod.importers.numbering import Numbers
from svod.importers.numerals import number_in
from svod.importers.symbols import printed_bullet
from svod.importers.trees import find_child, integer
from svod.importers.word.names import is_on, value_of

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of a definition, from 0.

    ``text`` has «%1» where the number of the first level goes. An item of a level below ``restart`` (counted
    from 0) sets this one back; ``legal`` prints all levels as decimals; ``style`` is that of its paragraphs.
    """

    start: int
    form: str
    text: str
    restart: int
    legal: bool
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A ``w:num``: the definition by which it counts, and its levels.

    ``starts`` are the numbers with which it begins of its own; ``first_numbers`` and ``restarts`` say of each
    level where it begins, and after which it begins anew.
    """

    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]
    first_numbers: Mapping[int, int]
    restarts: Mapping[int, int]

    def level_of_style(self, style: str) -> int | None:
        """Return the level whose paragraphs are of ``style``, or None."""
        return next((at for at, level in self.levels.items() if level.style and level.style == style), None)


def parse_numbering(root: ET.Element | None, style_instances: Mapping[str, str]) -> dict[str, Instance]:
    """Return the instances of ``numbering.xml`` by ``numId``.

    ``style_instances`` are the instances that numbering styles name, by the style: a definition may say no
    more than that it is such a style's.
    """
    if root is None:
        return {}
    definitions = {entry.get("abstractNumId", ""): entry for entry in root.findall("abstractNum")}
    entries = {entry.get("numId", ""): entry for entry in root.findall("num")}
    instances: dict[str, Instance] = {}
    parsed: dict[str, dict[int, Level]] = {}
    for number, entry in entries.items():
        name = _follow_links(value_of(entry, "abstractNumId") or "", definitions, entries, style_instances)
        if name not in definitions:
            continue
        if name not in parsed:
            parsed[name] = dict(filter(None, map(_parse_level, definitions[name].findall("lvl"))))
        levels, starts = _DEFAULT_LEVELS | parsed[name], {}
        for override in entry.findall("lvlOverride"):
            at = integer(override.get("ilvl"), 0, most=LEVELS - 1)
            inner = override.find("lvl")
            if inner is not None and (own := _parse_level(inner)):
                levels[at] = own[1]
            if (start := value_of(override, "startOverride")) is not None:
                starts[at] = integer(start, 1)
        instances[number] = Instance(
            definition=name,
            levels=levels,
            starts=starts,
            first_numbers={at: level.start for at, level in levels.items()} | starts,
            restarts={at: level.restart for at, level in levels.items()},
        )
    return instances


def _follow_links(
    name: str,
    definitions: Mapping[str, ET.Element],
    entries: Mapping[str, ET.Element],
    style_instances: Mapping[str, str],
) -> str:
    """Return the definition that holds the levels of ``name``: it may send us to a style, and that on."""
    for _ in range(LEVELS):
        style = value_of(definitions.get(name), "numStyleLink")
        entry = entries.get(style_instances.get(style or "", ""))
        linked = value_of(entry, "abstractNumId")
        if linked is None or linked == name:
            break
        name = linked
    return name


def _parse_level(entry: ET.Element) -> tuple[int, Level] | None:
    at = integer(entry.get("ilvl"), 0)
    if at >= LEVELS:
        return None
    restart = integer(value_of(entry, "lvlRestart"), at, most=at)
    form, text = _parse_form(entry), value_of(entry, "lvlText") or ""
    if form == "bullet":
        fonts = entry.find("rPr/rFonts")
        text = printed_bullet(text, "" if fonts is None else fonts.get("ascii", fonts.get("hAnsi", "")))
    level = Level(
        start=integer(value_of(entry, "start"), 0),
        form=form,
        text=text,
        restart=restart,
        legal=bool(is_on(entry, "isLgl")),
        style=value_of(entry, "pStyle") or "",
    )
    return at, level


def _parse_form(entry: ET.Element) -> str:
    """Return the format of a level; one of Word 2010 stands beside what older ones are to print."""
    found = entry.find("numFmt")
    if found is None:
        found = find_child(entry, "mc:AlternateContent", "mc:Choice", "numFmt")
    if found is None:
        return "decimal"
    form = found.get("val", "decimal")
    return found.get("format", "").split(",")[0].strip() if form == "custom" else form


# What programs print at a level that a definition does not define.
_DEFAULT_LEVELS = {
    at: Level(start=1, form="decimal", text=f"%{at + 1}.", restart=at, legal=False, style="")
    for at in range(LEVELS)
}


class Counting:
    """The numbers of one document; it is asked for each numbered paragraph, in their order."""

    def __init__(self, instances: Mapping[str, Instance]) -> None:
        self._instances = instances
        self._numbers: dict[str, Numbers] = {}
        self._started: set[tuple[str, int]] = set()

    def find_instance(self, number: str) -> Instance | None:
        """Return the instance named ``number``, or None."""
        return self._instances.get(number)

    def next_marker(self, number: str, at: int) -> str:
        """Count a paragraph of the instance ``number`` at level ``at``; return what is printed before it.

        A start that an instance has of its own holds for its first paragraph of the level, and whenever the
        level begins anew there (17.9.27). LibreOffice forgets it after the first paragraph of the instance.
        """
        instance = self._instances.get(number)
        level = instance.levels.get(at) if instance else None
        if instance is None or level is None:
            return ""
        numbers = self._numbers.setdefault(instance.definition, Numbers())
        self._started.update((number, above) for above in range(at) if numbers[above] is None)
        begin = None
        if at in instance.starts and (number, at) not in self._started:
            self._started.add((number, at))
            begin = instance.starts[at]
        numbers.count(at, instance.first_numbers, begin=begin, restarts=instance.restarts)
        return _print_marker(instance.levels, level, numbers)


def _print_marker(levels: Mapping[int, Level], level: Level, numbers: Numbers) -> str:
    if level.form == "bullet":
        return level.text.strip()

    def print_number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        shown, number = levels.get(at), numbers[at]
        if shown is None or number is None:
            return ""
        form = shown.form
        return number_in(number, "decimal" if level.legal and form not in ("none", "bullet") else form)

    return _PLACE.sub(print_number, level.text).strip()
