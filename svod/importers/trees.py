"""XML of strangers as trees: no document types, no entities, no absurd depth, and short names.

The parser is Expat, as the standard library has it. It fetches nothing; a document type, without which there
are no entities to explode, ends the reading, for neither Word nor OpenDocument writes one.
"""

from collections.abc import Callable
from functools import cache
from xml.etree import ElementTree as ET

from svod.importers.manuscript import UnreadableDocumentError
from svod.rules import N_

MAX_DEPTH = 200  # a table in a table in a text box is at about 40
BAD_XML = N_("a part of it is no well-formed XML")
DOCUMENT_TYPE = N_("its XML declares a document type, which no such document has")
TOO_DEEP = N_("its parts are nested deeper than any program nests them")


class _Builder(ET.TreeBuilder):
    """Makes elements with short names, and stops at what no honest document has."""

    def __init__(self, shorten: Callable[[str], str]) -> None:
        super().__init__()
        self._shorten = cache(shorten)
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> ET.Element:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise UnreadableDocumentError("document-damaged", reason=TOO_DEEP)
        shorten = self._shorten
        return super().start(shorten(tag), {shorten(name): value for name, value in attributes.items()})

    def end(self, tag: str) -> ET.Element:
        self._depth -= 1
        return super().end(self._shorten(tag))

    def doctype(self, name: str, public: str | None, system: str | None) -> None:  # noqa: ARG002
        raise UnreadableDocumentError("document-damaged", reason=DOCUMENT_TYPE)


def parse_tree(content: bytes, shorten: Callable[[str], str]) -> ET.Element:
    """Return the root of an XML document; ``shorten`` makes a name of «{namespace}local».

    Raises:
        UnreadableDocumentError: it is no XML, or more than a document needs.
    """
    parser = ET.XMLParser(target=_Builder(shorten))
    try:
        parser.feed(content)
        root: ET.Element = parser.close()
    except (ET.ParseError, ValueError, LookupError) as error:  # the latter two: encodings unknown to Expat
        raise UnreadableDocumentError("document-damaged", reason=BAD_XML) from error
    return root


def shorten_by(prefixes: dict[str, str]) -> Callable[[str], str]:
    """Return a function that puts the prefix of its namespace before a name; unknown ones get «?:»."""

    def shorten(name: str) -> str:
        if not name.startswith("{"):
            return name
        namespace, _, local = name[1:].partition("}")
        return prefixes.get(namespace, "?:") + local

    return shorten


def find_child(element: ET.Element, *path: str) -> ET.Element | None:
    """Return the first child of a name, its first child of the next name, and so on; None if one is missing.

    ElementTree's own ``find`` takes a short name with a colon for one whose prefix it should know.
    """
    found: ET.Element | None = element
    for name in path:
        found = next((child for child in found if child.tag == name), None) if found is not None else None
    return found


def integer(text: str | None, default: int, *, least: int = 0, most: int = 32_767) -> int:
    """Return the whole number that an attribute says, kept within bounds; ``default`` if it says none."""
    try:
        return max(least, min(most, int(text or "")))
    except ValueError:
        return default
