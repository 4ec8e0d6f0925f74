"""What Word's styles say of a paragraph and of characters, by inheritance (ISO/IEC 29500-1, 17.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree as ET

from svod.importers.lines import Script
from svod.importers.trees import integer
from svod.importers.word.names import is_on, value_of
from svod.importers.word.numbering import LEVELS, Counting, Instance

_TOGGLES = ("b", "i", "caps", "vanish", "strike", "dstrike")
_HEADING_LEVELS = 9
_SCRIPTS: dict[str | None, Script] = {"superscript": "sup", "subscript": "sub"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What of the looks of characters a manuscript can say; ``caps`` and ``hidden`` change the words."""

    bold: bool
    italic: bool
    caps: bool
    hidden: bool
    struck: bool
    script: Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a paragraph stands in a list: the instance that counts it, and its level."""

    instance: str
    level: int


class Styles:
    """The styles of one document."""

    def __init__(self, root: ET.Element | None) -> None:
        entries = [] if root is None else root.findall("style")
        self._entries = {entry.get("styleId", ""): entry for entry in entries}
        self._defaults = None if root is None else root.find("docDefaults/rPrDefault/rPr")
        self._looks: dict[tuple[str, str], Look] = {}
        self._chains: dict[str, tuple[ET.Element, ...]] = {}
        self.default = next((name for name, entry in self._entries.items() if _is_default(entry)), "")

    @cached_property
    def numbering_instances(self) -> Mapping[str, str]:
        """The instance that each numbering style names."""
        found = {name: value_of(entry.find("pPr/numPr"), "numId") for name, entry in self._entries.items()}
        return {name: number for name, number in found.items() if number is not None}

    def _chain(self, name: str) -> tuple[ET.Element, ...]:
        """Return a style and those it is based on, nearest first; a circle is cut where it closes."""
        if name not in self._chains:
            found: dict[str, ET.Element] = {}
            at: str | None = name
            while at is not None and at in self._entries and at not in found:
                found[at] = self._entries[at]
                at = value_of(found[at], "basedOn")
            self._chains[name] = tuple(found.values())
        return self._chains[name]

    def look(self, paragraph_style: str, direct: ET.Element | None) -> Look:
        """Return how characters look that have the properties ``direct`` (``w:rPr``) of their own.

        Switches of the paragraph's and of the characters' style undo each other; one that stands with the
        characters themselves decides (17.7.3).
        """
        key = (paragraph_style, value_of(direct, "rStyle") or "")
        if key not in self._looks:
            self._looks[key] = self._look_of_styles(*key)
        look = self._looks[key]
        if direct is None or not len(direct):
            return look
        bold, italic, caps, hidden, *struck = (is_on(direct, name) for name in _TOGGLES)
        aligned = direct.find("vertAlign")
        return Look(
            bold=look.bold if bold is None else bold,
            italic=look.italic if italic is None else italic,
            caps=look.caps if caps is None else caps,
            hidden=look.hidden if hidden is None else hidden,
            struck=look.struck if struck == [None, None] else any(struck),
            script=look.script if aligned is None else _SCRIPTS.get(aligned.get("val"), ""),
        )

    def _look_of_styles(self, paragraph_style: str, character_style: str) -> Look:
        chains = self._chain(paragraph_style), self._chain(character_style)
        switches = []
        for name in _TOGGLES:
            by_style = [
                next((on for entry in chain if (on := is_on(entry.find("rPr"), name)) is not None), False)
                for chain in chains
            ]
            switches.append(bool(is_on(self._defaults, name)) or by_style[0] != by_style[1])
        said = (value_of(entry.find("rPr"), "vertAlign") for chain in reversed(chains) for entry in chain)
        script: Script = _SCRIPTS.get(next(filter(None, said), None), "")
        bold, italic, caps, hidden, *struck = switches
        return Look(bold=bold, italic=italic, caps=caps, hidden=hidden, struck=any(struck), script=script)

    def heading_level(self, style: str, properties: ET.Element | None) -> int:
        """Return the level of a heading, from 1, as its style or the paragraph itself says it; or 0."""
        for holder in (properties, *(entry.find("pPr") for entry in self._chain(style))):
            if (level := value_of(holder, "outlineLvl")) is not None:
                return (integer(level, _HEADING_LEVELS, most=_HEADING_LEVELS) + 1) % (_HEADING_LEVELS + 1)
        for entry in self._chain(style):
            name = (value_of(entry, "name") or "").casefold()
            if name == "title":
                return 1
            if name.startswith("heading "):
                return integer(name.removeprefix("heading "), 0, most=_HEADING_LEVELS)
        return 0

    def place(self, style: str, properties: ET.Element | None, counting: Counting) -> Place | None:
        """Return where a paragraph stands in a list, by its own properties or its style; None if nowhere.

        An instance «0» takes a paragraph out of the list of its style. Where the list is the style's, so is
        the level: the one that the list keeps for this style, whatever number stands there.
        """
        own = None if properties is None else properties.find("numPr")
        number, level = value_of(own, "numId"), value_of(own, "ilvl")
        chain = self._chain(style)
        if number is None:
            number = _first_value(chain, "numId")
            if number is None:
                return None
            instance = counting.find_instance(number)
            if level is None and instance:
                kept = (_level_of(instance, entry) for entry in chain)
                level = next((str(at) for at in kept if at is not None), None)
        if level is None:
            level = _first_value(chain, "ilvl")
        if number == "0" or counting.find_instance(number) is None:
            return None
        return Place(instance=number, level=integer(level, 0, most=LEVELS - 1))


def _level_of(instance: Instance, entry: ET.Element) -> int | None:
    return instance.level_of_style(entry.get("styleId", ""))


def _first_value(chain: tuple[ET.Element, ...], name: str) -> str | None:
    said = (value_of(entry.find("pPr/numPr"), name) for entry in chain)
    return next((value for value in said if value is not None), None)


def _is_default(entry: ET.Element) -> bool:
    return entry.get("type") == "paragraph" and entry.get("default") in ("1", "true", "on")
