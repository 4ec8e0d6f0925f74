"""What the styles of an OpenDocument text say of characters and lists, by inheritance (ODF 1.3, 3-16)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from xml.etree import ElementTree as ET

from svod.importers.lines import Script
from svod.importers.odt.lists import ListStyle, parse_list_style
from svod.importers.trees import find_child

_BOLD_FROM = 600
Family = Literal["paragraph", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How characters look, as far as a manuscript can say it or the words depend on it."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    hidden: bool = False
    case: str = "none"
    script: Script = ""
    font: str = ""


class Styles:
    """The styles of one document: those of ``styles.xml``, and the automatic ones of its text."""

    def __init__(self, common: ET.Element | None, content: ET.Element) -> None:
        self._entries: dict[tuple[str, str], ET.Element] = {}
        self._defaults: dict[str, ET.Element] = {}
        self._paragraph_looks: dict[str, Look] = {}
        self.lists: dict[str, ListStyle] = {}
        self.outline: ListStyle | None = None
        self._fonts = _read_fonts(common) | _read_fonts(content)
        for root, group in ((common, "office:styles"), (content, "office:automatic-styles")):
            for child in () if root is None else root:
                if child.tag == group:
                    for entry in child:
                        self._take(entry)

    def _take(self, entry: ET.Element) -> None:
        family, name = entry.get("style:family", ""), entry.get("style:name", "")
        if entry.tag == "style:style":
            self._entries[family, name] = entry
        elif entry.tag == "style:default-style":
            self._defaults[family] = entry
        elif entry.tag == "text:list-style":
            self.lists[name] = parse_list_style(entry, self._fonts)
        elif entry.tag == "text:outline-style":
            self.outline = parse_list_style(entry, self._fonts)

    def _chain(self, family: Family, name: str) -> Iterator[ET.Element]:
        """Yield a style and those that it is made from, nearest first; a circle is cut where it closes."""
        seen: set[str] = set()
        while (family, name) in self._entries and name not in seen:
            seen.add(name)
            entry = self._entries[family, name]
            yield entry
            name = entry.get("style:parent-style-name", "")
        if family == "paragraph" and family in self._defaults:
            yield self._defaults[family]

    def paragraph_look(self, name: str) -> Look:
        """Return how the characters of a paragraph look."""
        if name not in self._paragraph_looks:
            self._paragraph_looks[name] = _apply(Look(), tuple(self._chain("paragraph", name)))
        return self._paragraph_looks[name]

    def span_look(self, outer: Look, name: str) -> Look:
        """Return how characters look that stand in a span, in a text that looks like ``outer``."""
        return _apply(outer, tuple(self._chain("text", name)))

    def family_of(self, font: str) -> str:
        """Return the family of a font that is declared under the name ``font``."""
        return self._fonts.get(font, font)

    def list_of_paragraph(self, name: str) -> str | None:
        """Return the list style that a paragraph's style names; empty if it says that it has none."""
        said = (entry.get("style:list-style-name") for entry in self._chain("paragraph", name))
        return next((found for found in said if found is not None), None)

    def is_title(self, name: str) -> bool:
        """Return whether a paragraph is set as the title of the document."""
        return any(entry.get("style:name") == "Title" for entry in self._chain("paragraph", name))


def _read_fonts(root: ET.Element | None) -> dict[str, str]:
    """Return the families of the fonts that a part declares, by the names that it gives them."""
    declared = None if root is None else find_child(root, "office:font-face-decls")
    faces = () if declared is None else declared
    return {face.get("style:name", ""): face.get("svg:font-family", "").strip("'") for face in faces}


def _apply(look: Look, chain: tuple[ET.Element, ...]) -> Look:
    """Return ``look`` with what a chain of styles changes of it."""
    for entry in reversed(chain):
        for properties in entry:
            if properties.tag == "style:text-properties":
                look = _change(look, properties.attrib)
    return look


def _change(look: Look, said: Mapping[str, str]) -> Look:
    weight, slant = said.get("fo:font-weight"), said.get("fo:font-style")
    if weight is not None:
        look = replace(look, bold=weight == "bold" or (weight.isdecimal() and int(weight) >= _BOLD_FROM))
    if slant is not None:
        look = replace(look, italic=slant in ("italic", "oblique"))
    if "style:text-line-through-style" in said:
        look = replace(look, struck=said["style:text-line-through-style"] != "none")
    if "text:display" in said:
        look = replace(look, hidden=said["text:display"] == "none")
    if "fo:text-transform" in said:
        look = replace(look, case=said["fo:text-transform"])
    if "style:font-name" in said:
        look = replace(look, font=said["style:font-name"])
    if "style:text-position" in said:
        look = replace(look, script=_script(said["style:text-position"]))
    return look


def _script(position: str) -> Script:
    """Return what «super 58%», «sub 58%» or «33% 58%» means."""
    first = position.split(maxsplit=1)[:1]
    if first == ["super"]:
        return "sup"
    if first == ["sub"]:
        return "sub"
    raised = first[0].rstrip("%") if first else ""
    try:
        height = float(raised)
    except ValueError:
        return ""
    return "sup" if height > 0 else "sub" if height < 0 else ""
