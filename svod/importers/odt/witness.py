"""A second, plain reading of an OpenDocument text, to hold the first one to: its words in their order.

It shares no code with the other: it follows Expat's events, knows neither lists nor tables nor looks, and
takes from styles only whether characters are hidden and in which case they are printed. What is struck out,
hidden or the number of a page is left out; text boxes stand after their paragraph, notes at the end.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from svod.importers.events import follow_events
from svod.importers.symbols import printed_text

_ASIDE = frozenset(
    {
        "tracked-changes", "annotation", "note-citation", "page-number", "page-count", "page-variable-get",
        "number", "script", "draw:title", "draw:desc", "forms", "draw:object", "draw:object-ole", "scripts",
        "covered-table-cell", "automatic-styles", "variable-decls", "user-field-decls", "sequence-decls",
        "font-face-decls", "event-listeners",
    }
)  # fmt: skip
_PARAGRAPHS = frozenset({"p", "h"})
_SPACES = frozenset({"s", "tab", "line-break"})
_KEYS = ("display", "text-transform", "font-name")
_CASES: dict[str, Callable[[str], str]] = {
    "uppercase": str.upper,
    "lowercase": str.lower,
    "capitalize": lambda text: re.sub(r"\b\w", lambda first: first[0].upper(), text),
}


def read_witness(content: bytes, *, styles: bytes | None) -> str:
    """Return the words of a document, and after them those of its notes in the order of their signs.

    Raises:
        UnreadableDocumentError: a part is no XML.
    """
    table = _StyleTable()
    for part, wanted in ((styles, "styles"), (content, "automatic-styles")):
        if part is not None:
            table.wanted = wanted
            follow_events(part, table.start, table.end)
    reader = _PlainReader(table)
    follow_events(content, reader.start, reader.end, reader.text)
    return "".join([*reader.printed, *reader.notes])


@lru_cache(maxsize=1024)
def _local(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    drawn = "drawing:" in namespace or "svg" in namespace
    return f"draw:{local}" if drawn else local


def _value(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if _local(key) == name), "")


class _StyleTable:
    """Which styles hide characters, and in which case they print them."""

    def __init__(self) -> None:
        self.wanted = ""
        self.parents: dict[tuple[str, str], str] = {}
        self.says: dict[tuple[str, str], dict[str, str]] = {}
        self._style = ("", "")
        self._inside = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        self._inside += name == self.wanted
        if not self._inside:
            return
        if name in ("style", "default-style"):
            self._style = _value(attributes, "family"), _value(attributes, "name")
            self.parents[self._style] = _value(attributes, "parent-style-name")
            self.says[self._style] = {}
        elif name == "text-properties" and self._style in self.says:
            for key in _KEYS:
                if value := _value(attributes, key):
                    self.says[self._style][key] = value
        elif name == "list-style":
            self._style = ("", "")

    def end(self, name: str) -> None:
        self._inside -= _local(name) == self.wanted

    def find(self, family: str, style: str, key: str) -> str:
        seen: set[str] = set()
        while style not in seen:
            seen.add(style)
            if value := self.says.get((family, style), {}).get(key):
                return value
            style = self.parents.get((family, style), "")
        return ""


class _Paragraph:
    """A paragraph that is open: its words, and those of boxes and notes that hang on it."""

    def __init__(self, at: int, look: dict[str, str]) -> None:
        self.at = at
        self.looks = [look]
        self.words: list[str] = []
        self.boxes: list[str] = []
        self.notes: list[str] = []
        self.notes_of_boxes: list[str] = []
        self.hidden = False


class _PlainReader:
    def __init__(self, styles: _StyleTable) -> None:
        self.styles = styles
        self.printed: list[str] = []
        self.notes: list[str] = []
        self.open: list[_Paragraph] = []
        self.path: list[str] = []
        self.skipped = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if self.skipped or self.is_to_skip(name, attributes):
            self.skipped += 1
        elif name in _PARAGRAPHS:
            self.open.append(_Paragraph(len(self.path), self.look("paragraph", attributes)))
        elif self.open:
            self.start_inside(name, attributes)
        self.path.append(name)

    def start_inside(self, name: str, attributes: dict[str, str]) -> None:
        paragraph = self.open[-1]
        if name == "span":
            paragraph.looks.append(paragraph.looks[-1] | self.look("text", attributes))
        elif name in _SPACES:
            self.print(" ")
        elif name == "hidden-paragraph":
            paragraph.hidden |= _value(attributes, "is-hidden") == "true"

    def end(self, _: str) -> None:
        name = self.path.pop()
        if self.skipped:
            self.skipped -= 1
        elif name in _PARAGRAPHS:
            self.end_paragraph(self.open.pop())
        elif name == "span" and self.open:
            self.open[-1].looks.pop()

    def end_paragraph(self, paragraph: _Paragraph) -> None:
        kept = [] if paragraph.hidden else [*paragraph.words, "\n", *paragraph.boxes]
        notes = [] if paragraph.hidden else [*paragraph.notes, *paragraph.notes_of_boxes]
        if not self.open:
            self.printed += kept
            self.notes += notes
        elif "note-body" in self.path[self.open[-1].at :]:
            self.open[-1].notes += kept
        else:
            self.open[-1].boxes += kept
            self.open[-1].notes_of_boxes += notes

    def text(self, text: str) -> None:
        if not self.skipped and self.open:
            self.print(text.replace("\u00ad", ""))

    def print(self, text: str) -> None:
        if not self.is_hidden():
            look = self.open[-1].looks[-1]
            text = printed_text(text, look.get("font-name", "").rstrip("0123456789"))
            self.open[-1].words.append(_CASES.get(look.get("text-transform", ""), str)(text))

    def is_to_skip(self, name: str, attributes: dict[str, str]) -> bool:
        if name in _ASIDE or name.endswith("-source"):
            return True
        if name == "section":
            return _value(attributes, "display") == "none" or _value(attributes, "is-hidden") == "true"
        if name == "table-row":
            return _value(attributes, "visibility") in ("collapse", "filter")
        if name == "hidden-text":
            return _value(attributes, "is-hidden") == "true"
        hangs = name == "note" or name.startswith("draw:")
        return hangs and bool(self.open) and self.is_hidden()

    def is_hidden(self) -> bool:
        return self.open[-1].looks[-1].get("display") == "none"

    def look(self, family: str, attributes: dict[str, str]) -> dict[str, str]:
        style = _value(attributes, "style-name")
        found = {key: self.styles.find(family, style, key) for key in _KEYS}
        return {key: value for key, value in found.items() if value}
