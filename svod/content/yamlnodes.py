"""YAML with places: every scalar stays the text the editor typed, every key knows its line and column.

Only composing is done, never constructing: ``012``, ``12:30`` and ``no`` stay as they are, and a key
given twice can be refused. This is the only module that imports ``yaml``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Final, TypeAlias

import yaml

from svod.content.sources import CONTROLS, Source
from svod.diagnostics import Diagnostic
from svod.rules import N_

YamlValue: TypeAlias = "str | list[YamlValue] | dict[str, YamlValue] | None"
YamlPath: TypeAlias = "tuple[str | int, ...]"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH: Final = 40
_TEXT: Final = "tag:yaml.org,2002:str"
_NULL: Final = "tag:yaml.org,2002:null"
# A value that begins with a double quotation mark, and the rest of its line where another one closes it.
_QUOTED = re.compile(r"""[ \t]*(?:-[ \t]+)*(?:[\w-]+:[ \t]+)?\"""")
_CLOSED = re.compile(r"""(?:[^"\\]|\\.)*\"""")
_INDICATORS = re.compile(r"[ \t]*((?:[-?:][ \t]+)*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a key and its value begin: ``(line, column)`` from 1, in the whole file."""

    key: tuple[int, int]
    value: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlDocument:
    """A parsed YAML text: plain values, and the place of each by its path from the root."""

    value: YamlValue
    places: Mapping[YamlPath, Place]
    diagnostics: tuple[Diagnostic, ...]

    def place_of(self, path: YamlPath, *, key: bool = False) -> tuple[int, int]:
        """Return line and column of what stands at ``path``, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            place = self.places.get(path[:length])
            if place:
                return place.key if key else place.value
        return (1, 1)


_ESCAPE: Final = N_("in double quotes “\\” begins a special character; use single quotes")
_TAG: Final = N_("“!” begins a value; put the value in quotes")
_ANCHOR: Final = N_("“&” begins a value; put the value in quotes")
_TAB: Final = N_("a tab, “@” or “`” where none can be")
_UNCLOSED: Final = N_("the quotes are not closed")
_PROBLEMS: Final = {
    "mapping values are not allowed in this context": N_("a colon where none can be"),
    "could not find expected ':'": N_("a colon after the key is missing"),
    "did not find expected key": N_("the indentation or the quotes are wrong"),
    "did not find expected '-' indicator": N_("the indentation of the list is wrong"),
    "did not find expected ',' or ']'": N_("the list [ … ] is not closed"),
    "did not find expected ',' or '}'": N_("the mapping { … } is not closed"),
    "did not find expected node content": N_("a value is missing"),
    "did not find expected <document start>": N_("text after the end of the fields"),
    "found unexpected end of stream": _UNCLOSED,
    "found unexpected document indicator": _UNCLOSED,
    "found character that cannot start any token": _TAB,
    "found a tab character that violates indentation": _TAB,
    "found a tab character where an indentation space is expected": _TAB,
    "found unexpected ':'": N_("a colon where none can be"),
    "but found another document": N_("text after the end of the fields"),
    "did not find expected comment or line break": N_("after “|” or “>” the line must end"),
    "found unknown escape character": _ESCAPE,
    "found invalid Unicode character escape code": _ESCAPE,
    "did not find expected hexdecimal number": _ESCAPE,
    "did not find expected whitespace or line break": _TAG,
    "did not find expected tag URI": _TAG,
    "did not find expected '!'": _TAG,
    "found undefined tag handle": _TAG,
    "did not find expected alphabetic or numeric character": _ANCHOR,
    "second occurrence": _ANCHOR,
    "found undefined alias": N_("“*” begins a value; put the value in quotes"),
    "block sequence entries are not allowed in this context": N_("a list where none can be"),
}


def parse_yaml(source: Source, text: str, first_line: int = 1) -> YamlDocument:
    """Parse ``text``, which begins at ``first_line`` of ``source``.

    Faults (syntax, a key twice, anchors and aliases, a tag) are in ``diagnostics``; after a syntax error
    the value is None.
    """
    reader = _Reader(source=source, first_line=first_line)
    try:
        if _depth(text) > _MAX_DEPTH:
            return reader.refuse(1, 1, N_("nested too deeply"))
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        unclosed = _find_unclosed_quotes(text, line)
        if unclosed:
            return reader.refuse(*unclosed, _UNCLOSED)
        return reader.refuse(line, column, _PROBLEMS.get(error.problem or "", error.problem or "?"))
    except yaml.YAMLError:
        line, column = _first_control_character(text)
        return reader.refuse(line, column, N_("a control character"))
    value = reader.read_root(node) if node is not None else None
    return YamlDocument(value=value, places=reader.places, diagnostics=tuple(reader.diagnostics))


def is_misread(text: str) -> bool:
    """Tell whether YAML takes ``text`` without quotes for a number, a day, a truth value or nothing."""
    tag: str = _resolver().resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return tag != _TEXT


@cache
def _resolver() -> yaml.resolver.Resolver:
    return yaml.resolver.Resolver()


@dataclass(kw_only=True)
class _Reader:
    source: Source
    first_line: int
    places: dict[YamlPath, Place] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    @cached_property
    def has_properties(self) -> bool:
        """Whether anchors or tags can stand in the file at all."""
        return "&" in self.source.text or "!" in self.source.text

    @cached_property
    def lines(self) -> list[str]:
        return self.source.text.split("\n")

    def refuse(self, line: int, column: int, reason: str) -> YamlDocument:
        self.report("yaml-syntax", (line + self.first_line - 1, column), reason=reason)
        return YamlDocument(value=None, places={}, diagnostics=tuple(self.diagnostics))

    def report(self, code: str, place: tuple[int, int], **values: object) -> None:
        self.diagnostics.append(self.source.diagnose(code, place[0], place[1], **values))

    def place(self, node: yaml.Node) -> tuple[int, int]:
        mark = node.start_mark
        return (mark.line + self.first_line, mark.column + 1)

    def read_root(self, node: yaml.Node) -> YamlValue:
        place = self.place(node)
        self.places[()] = Place(key=place, value=place)
        return self.read(node, ())

    def read(self, node: yaml.Node, path: YamlPath) -> YamlValue:
        if id(node) in self.seen:
            self.report("yaml-alias", self.place(node))
            return None
        self.seen.add(id(node))
        if self.has_properties:
            self.check_properties(node)
        if isinstance(node, yaml.ScalarNode):
            return self.read_scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.read_entry(index, child, path) for index, child in enumerate(node.value)]
        return self.read_mapping(node, path)

    def check_properties(self, node: yaml.Node) -> None:
        """Report an anchor or a tag before a value: YAML takes them away, so that a word would be lost."""
        line, column = self.place(node)
        first = self.lines[line - 1][column - 1 : column] if line <= len(self.lines) else ""
        if first == "&":
            self.report("yaml-alias", (line, column))
        elif first == "!":
            self.report("yaml-syntax", (line, column), reason=_TAG)

    def read_scalar(self, node: yaml.ScalarNode) -> str | None:
        if CONTROLS.search(node.value):
            self.report("yaml-syntax", self.place(node), reason=N_("a control character"))
        return None if node.tag == _NULL else str(node.value)

    def read_entry(self, index: int, node: yaml.Node, path: YamlPath) -> YamlValue:
        place = self.place(node)
        self.places[*path, index] = Place(key=place, value=place)
        return self.read(node, (*path, index))

    def read_mapping(self, node: yaml.Node, path: YamlPath) -> YamlValue:
        values: dict[str, YamlValue] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            place = Place(key=self.place(key_node), value=self.place(value_node))
            if key in values:
                first = self.places[*path, key].key[0]
                self.report("yaml-duplicate-key", place.key, key=key, first=first)
                continue
            self.places[*path, key] = place
            values[key] = self.read(value_node, (*path, key))
        return values


def _depth(text: str) -> int:
    """Return an upper bound of the nesting of ``text``, so that the C composer never overflows."""
    flow = max(text.count("["), text.count("{"))
    lines = text.split("\n")
    indicators = max(len("".join(_INDICATORS.match(line)[1].split())) for line in lines)  # type: ignore[index]
    indent = max(len(line) - len(line.lstrip(" ")) for line in lines)
    return max(0 if flow <= _MAX_DEPTH else _flow_depth(text), indicators, indent // 4)


def _flow_depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        depth += (character in "[{") - (character in "]}")
        deepest = max(deepest, depth)
    return deepest


def _find_unclosed_quotes(text: str, last: int) -> tuple[int, int] | None:
    """Return the place of quotes that are closed on no line up to the ``last``, at which reading failed.

    A value in quotes may go on below; here it does so up to the first quotes of another value, which seem to
    close it, so that YAML sees the fault there only.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines[:last], start=1):
        opened = _QUOTED.match(line)
        if opened and not _CLOSED.match(line, opened.end()):
            closing = next((below for below in lines[number:] if '"' in below), None)
            if closing is None or _QUOTED.match(closing):
                return number, opened.end()
    return None


def _first_control_character(text: str) -> tuple[int, int]:
    for number, line in enumerate(text.split("\n"), start=1):
        for column, character in enumerate(line, start=1):
            if not (character.isprintable() or character.isspace()):
                return (number, column)
    return (1, 1)
