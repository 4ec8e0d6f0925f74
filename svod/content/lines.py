"""The lexical half of the act's grammar: lines to paragraphs, marked paragraphs, headings, inserts.

Markdown's own block rules are wrong for printed acts: they renumber 1, 3, 4, swallow a list that follows
a paragraph, make code of an indented paragraph, a rule of ``_____`` and a list of «2016. Год…». Here:

* a blank line ends a paragraph; so do a line longer than ``LONG_LINE``, before and after it, and, after
  a paragraph, an indented line;
* where a body holds such long lines, nobody wrapped it: it came from Word, a line per paragraph, and a
  line that ends as a sentence does ends its paragraph;
* a marker at the start of a line begins a marked paragraph, blank line before it or not;
* a line with a tab inside it, such as a signature, stays a line of its own;
* indentation means nothing else, except that a deeper marker is a child of the one above;
* ``#`` begins a heading only with a space after it; a line of ``---`` is text;
* fences, tables, quotations and HTML blocks are inserts, kept as they are for ``markup``;
* a footnote is a line ``[^1]: …`` and the indented lines below it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

LONG_LINE: Final = 120


class Kind(StrEnum):
    """What a block of lines is."""

    TEXT = "text"
    MARKED = "marked"
    HEADING = "heading"
    INSERT = "insert"
    FOOTNOTE = "footnote"


class LineBlock(NamedTuple):
    r"""Some lines that belong together.

    ``text`` has the marker, the heading's ``#`` and the footnote's label taken off; its lines are joined
    by ``\n``. ``indent`` is in columns. ``joined`` are the lines that look like paragraphs of their own.
    """

    kind: Kind
    text: str
    line: int
    marker: str = ""
    spaced: bool = True
    indent: int = 0
    joined: tuple[int, ...] = ()


_MARKED = re.compile(
    r"""
    (?P<indent>[ \t\u00a0]*)
    (?P<bold>\*\*)?
    (?P<marker>
        \d{1,3}(?:\.\d{1,3})*[.)](?=\s|$|[^\W\d_]|[«„"“(*\[])   # 1.  1)  1.1.  and «1.Одобрить»
      | (?:[1-9]\d?\.)+[1-9]\d?(?=\s+[*«„"“]*[^\W\d_a-zа-яё])   # 1.1 Одобрить
      | \((?:\d{1,3}|[^\W\d_])\)                                # (1)  (а)
      | [а-яёА-ЯЁa-z]\)                                         # а)
      | [IVX]+[.)](?=\s)                                        # IV.
      | [-–—‒―−•◦▪●·‣*+](?=\s|$)
      | [-–—‒―−•](?=[^\W\d_]|[«„"“])                            # «–обеспечить»
    )
    (?P<closed>\*\*)?
    (?P<space>\s*)
    (?P<text>.*)
    """,
    re.VERBOSE,
)
_SEPARATORS: Final = "-–—*_=~.•"
_SEPARATOR = re.compile(rf"\s*([{_SEPARATORS}])(?:\s*\1){{2,}}\s*")
_HEADING = re.compile(r"\s*(#{1,6})[ \t]+([^\s#].*?|#+[^\s#].*?)(?:[ \t]+#+)?[ \t]*")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_QUOTE = re.compile(r"\s*>")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*|\s*\|\s*:?-+:?\s*\|\s*")
_HTML_BLOCK = re.compile(
    r"\s*</?(?:address|article|aside|blockquote|center|details|dd|div|dl|dt|fieldset|figure|figcaption|footer"
    r"|form|h[1-6]|header|hr|iframe|li|main|nav|noscript|object|ol|p|pre|script|section|style|summary"
    r"|table|tbody|td|tfoot|th|thead|tr|ul|video)\b|\s*<!--",
    re.IGNORECASE,
)
# What begins an insert, by its first character.
_INSERTS: Final = {"`": _FENCE, "~": _FENCE, ">": _QUOTE, "<": _HTML_BLOCK}
_RAW_HTML = re.compile(r"\s*<(script|style|pre|!--)", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*(.*)")
_INDENTED = re.compile(r"[ \t]+\S")
_RED_LINE = re.compile(r"\t| {2}|\u00a0")
_HARD_BREAK = re.compile(r"(?<!\\)\\[ \t]*$|  $")
_HARD_BREAK_AT_END = re.compile(r"(?<!\\)\\$")
_HAS_TARGET = re.compile(r"[|<]|\]\(|://")
_SENTENCE_END = (".", ";", ":", "!", "?", "…")


def parse_lines(body: str, first_line: int = 1) -> tuple[LineBlock, ...]:
    """Cut ``body``, which begins at ``first_line`` of its file, into blocks."""
    lines = body.split("\n")
    wrapped = all(len(line) <= LONG_LINE or _HAS_TARGET.search(line) for line in lines)
    return tuple(_Scanner(lines=lines, first_line=first_line, wrapped=wrapped).scan())


@dataclass(slots=True, kw_only=True)
class _Open:
    """A block that may still grow."""

    kind: Kind
    lines: list[str]
    line: int
    marker: str = ""
    spaced: bool = True
    indent: int = 0
    joined: list[int] = field(default_factory=list)

    def close(self) -> LineBlock:
        text = "\n".join(self.lines).strip()
        return LineBlock(
            kind=self.kind,
            text=_HARD_BREAK_AT_END.sub("", text) if text.endswith("\\") else text,
            line=self.line,
            marker=self.marker,
            spaced=self.spaced,
            indent=self.indent,
            joined=tuple(self.joined),
        )


@dataclass(slots=True, kw_only=True)
class _Scanner:
    lines: list[str]
    first_line: int
    wrapped: bool
    at: int = 0
    open: _Open | None = None

    def scan(self) -> Iterator[LineBlock]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            stripped = line.strip()
            fresh = self.begin(line, stripped) if stripped and not self.in_footnote(line) else None
            if fresh or not stripped or not self.continues(line):
                if self.open:
                    yield self.open.close()
                self.open = fresh or (self.text(line) if stripped else None)
            elif self.open:
                self.append(line)
            self.at += 1
        if self.open:
            yield self.open.close()

    def in_footnote(self, line: str) -> bool:
        """Tell whether ``line`` is a further line of a footnote, which is indented as pandoc writes it."""
        inside = self.open is not None and self.open.kind is Kind.FOOTNOTE
        return inside and _INDENTED.match(line) is not None

    def begin(self, line: str, stripped: str) -> _Open | None:
        """Return the block that ``line`` begins by its form, inserts read to their end; None for text.

        The first character of the ``stripped`` line says which of the forms it can have.
        """
        first = stripped[0]
        if first in _SEPARATORS and _SEPARATOR.fullmatch(line):
            return self.text(line)
        heading = _HEADING.fullmatch(line) if first == "#" else None
        if heading:
            return _Open(kind=Kind.HEADING, lines=[heading[2]], line=self.number)
        opening = _INSERTS.get(first)
        if (opening and opening.match(line)) or ("|" in line and self.is_table()):
            return self.insert(line)
        footnote = _FOOTNOTE.match(stripped) if first == "[" else None
        if footnote:
            return _Open(kind=Kind.FOOTNOTE, lines=[footnote[2]], line=self.number, marker=footnote[1])
        marked = _MARKED.fullmatch(line)
        return self.marked(marked) if marked else None

    @property
    def number(self) -> int:
        return self.first_line + self.at

    def text(self, line: str) -> _Open:
        return _Open(kind=Kind.TEXT, lines=[line.lstrip()], line=self.number)

    def marked(self, match: re.Match[str]) -> _Open | None:
        """Return the provision that the parts of a ``match`` make, None where its bold mark has no pair."""
        indent, bold, marker, closed, space, text = match.groups()
        if bold and not closed and "**" not in text:
            return None
        if bold and not closed:
            first = f"**{text}"
        else:
            first = text if bold or not closed else f"{closed}{space}{text}"
        return _Open(
            kind=Kind.MARKED,
            lines=[first],
            line=self.number,
            marker=marker,
            spaced=bool(space) or not text,
            indent=len(indent.expandtabs(4)) if indent else 0,
        )

    def is_table(self) -> bool:
        """Tell whether the line below this one is the rule under the head of a table."""
        if self.at + 1 == len(self.lines):
            return False
        return _TABLE_RULE.fullmatch(self.lines[self.at + 1]) is not None

    def insert(self, line: str) -> _Open:
        """Read an insert to its end: the closing fence or tag, else a blank line or the next block."""
        opened = _Open(kind=Kind.INSERT, lines=[line], line=self.number)
        closing = _closing(line)
        done = closing is not None and closing.search(line, 3) is not None
        while not done and self.at + 1 < len(self.lines):
            following = self.lines[self.at + 1]
            if closing is None and (not following.strip() or _leaves(line, following)):
                break
            opened.lines.append(following)
            self.at += 1
            done = closing is not None and closing.search(following) is not None
        return opened

    def continues(self, line: str) -> bool:
        if self.open is None or self.open.kind in (Kind.HEADING, Kind.INSERT):
            return False
        if self.open.kind is Kind.FOOTNOTE:
            return self.in_footnote(line)
        return not self.ends_text(line) and self.is_joined(line)

    def ends_text(self, line: str) -> bool:
        """Tell whether ``line`` begins a paragraph of its own below one without a marker."""
        assert self.open is not None
        tabbed = "\t" in line.strip() + self.open.lines[-1].strip()
        return self.open.kind is Kind.TEXT and (tabbed or _RED_LINE.match(line) is not None)

    def is_joined(self, line: str) -> bool:
        """Tell whether ``line`` goes on with the line above it."""
        assert self.open is not None
        last = self.open.lines[-1]
        if _HARD_BREAK.search(last):
            return True
        if not self.wrapped and last.rstrip(" \t*").endswith(_SENTENCE_END):
            return False
        return max(len(last), len(line)) <= LONG_LINE

    def append(self, line: str) -> None:
        assert self.open is not None
        text = line.lstrip()
        last = self.open.lines[-1]
        if text[0].isupper() and last.rstrip().endswith(_SENTENCE_END) and not _HARD_BREAK.search(last):
            self.open.joined.append(self.number)
        self.open.lines.append(text)


def _leaves(first: str, line: str) -> bool:
    """Tell whether ``line`` stands below the quotation or the table that begins with ``first``."""
    if _QUOTE.match(first):
        return not _QUOTE.match(line)
    return not _HTML_BLOCK.match(first) and "|" not in line


def _closing(line: str) -> re.Pattern[str] | None:
    """Return what ends the insert that ``line`` begins, None where a blank line does."""
    fence = _FENCE.match(line)
    if fence:
        return re.compile(rf"^\s*{re.escape(fence[1])}+\s*$")
    raw = _RAW_HTML.match(line)
    if raw:
        return re.compile("-->" if raw[1] == "!--" else rf"</{raw[1]}>", re.IGNORECASE)
    return None
