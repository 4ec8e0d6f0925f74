"""The tree of a web page to the blocks of a manuscript, in one walk that calls nothing deeply."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, Literal

from lxml import etree

from svod.importers.html.lists import OpenList, list_style, open_list, read_integer
from svod.importers.html.styles import Declarations, StyleSheet, is_bold, is_hidden
from svod.importers.html.tables import OpenTable, is_layout, open_cell
from svod.importers.manuscript import Block, Omission, Paragraph, Run, What
from svod.importers.omissions import Omissions
from svod.importers.runs import fold_runs
from svod.importers.symbols import printed_bullet

_LEFT_OUT: Final[dict[str, What]] = {
    "applet": "object",
    "aside": "navigation",
    "audio": "object",
    "button": "navigation",
    "canvas": "object",
    "datalist": "navigation",
    "dialog": "navigation",
    "footer": "footer",
    "header": "header",
    "iframe": "object",
    "math": "object",
    "menu": "navigation",
    "nav": "navigation",
    "object": "object",
    "select": "navigation",
    "svg": "object",
    "textarea": "navigation",
    "video": "object",
}
_NAMES_WITHIN_WORDS: Final = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark nobr q s samp"
    " small span strike strong sub sup time tt u var wbr"
)
_WITHIN_WORDS: Final = frozenset(_NAMES_WITHIN_WORDS.split())
_BOLD: Final = frozenset({"b", "strong"})
_ITALIC: Final = frozenset({"em", "i"})
_STRUCK: Final = frozenset({"s", "strike", "del"})
_ITALIC_STYLES: Final = {"italic": True, "oblique": True, "normal": False}
_SCRIPTS: Final[dict[str, Literal["sub", "sup"]]] = {"sub": "sub", "sup": "sup", "super": "sup"}
_LINKS: Final = ("http://", "https://", "mailto:")
_UNPRINTED = re.compile("[\u00ad\u200b\u2060\ufeff]")
_WORD_LEVEL = re.compile(r"\blevel([1-9])\b")
_COUNTED_BY_WORD: Final = "[if !supportLists]"
_WORDS_OF_PAGE: Final = 2  # a form that holds more than one in so many words of a page is the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The blocks of a page, and what was left out."""

    blocks: tuple[Block, ...]
    omissions: tuple[Omission, ...]


def read_blocks(root: etree._Element, sheet: StyleSheet, *, within_main: bool) -> Reading:
    """Read what stands in ``root``; in the main part of a page, its header and footer belong to the text."""
    walker = _Walker(sheet=sheet, within_main=within_main, size=len(_words_in(root)), look=Run(text=""))
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, node in events:
        if event == "start":
            if not walker.start(node):
                events.skip_subtree()
        elif event == "end":
            walker.end()
            walker.read(node.tail if node is not root else None)
        else:
            walker.comment((node.text or "").strip() if event == "comment" else "")
            walker.read(node.tail)
    walker.end_paragraph()
    return Reading(
        blocks=tuple(walker.blocks),
        omissions=walker.left_out.listed(),
    )


def _words_in(element: etree._Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What was before an element began, and what is to be done when it ends."""

    look: Run
    font: str
    leave: Callable[[], None] | None = None


@dataclass(slots=True, kw_only=True)
class _Walker:
    sheet: StyleSheet
    within_main: bool
    size: int
    look: Run
    blocks: list[Block] = field(default_factory=list)
    left_out: Omissions = field(default_factory=Omissions)
    frames: list[_Frame] = field(default_factory=list)
    font: str = ""
    runs: list[Run] = field(default_factory=list)
    marker: str = ""
    word_level: int = 0
    heading: int = 0
    preformatted: int = 0
    lists: list[OpenList] = field(default_factory=list)
    tables: list[OpenTable | None] = field(default_factory=list)  # None: it only lays out the page
    counted: list[str] | None = None  # the number that Word printed, while it is read
    counted_font: str = ""

    # --- events

    def start(self, element: etree._Element) -> bool:
        """Begin an element; false if nothing in it is to be read."""
        tag = str(element.tag)
        what = self.reason_to_leave_out(element, tag)
        self.frames.append(_Frame(look=self.look, font=self.font))
        if what or tag in ("br", "img", "input"):
            self.void(element, tag, what)
            return False
        declared = self.declared(element, tag)
        if tag not in _WITHIN_WORDS and ":" not in tag:
            self.end_paragraph()
            self.word_level = _word_level(declared)
        self.look_at(element, tag, declared)
        leave = self.enter(element, tag, declared)
        if leave:
            self.frames[-1] = replace(self.frames[-1], leave=leave)
        self.read(element.text)
        return True

    def end(self) -> None:
        frame = self.frames.pop()
        if frame.leave:
            frame.leave()
        self.look, self.font = frame.look, frame.font

    def comment(self, text: str) -> None:
        if text == _COUNTED_BY_WORD:
            self.counted = []
        elif text == "[endif]":
            self.end_counted()

    def read(self, text: str | None) -> None:
        if not text:
            return
        text = _UNPRINTED.sub("", text)
        if self.counted is not None:
            self.counted_font = self.counted_font or (self.font if text.strip() else "")
            self.counted.append(text)
            return
        text = text.replace("\n", "\v") if self.preformatted else text
        self.runs.append(replace(self.look, text=text))

    # --- what is left out, and what has no inside

    def reason_to_leave_out(self, element: etree._Element, tag: str) -> What | None:
        if "hidden" in element.attrib or is_hidden(element.get("style", "")):
            return "hidden"
        if tag == "form":
            small = _WORDS_OF_PAGE * len(_words_in(element)) < self.size
            return "navigation" if small else None
        if self.within_main and tag in ("header", "footer"):
            return None
        return _LEFT_OUT.get(tag)

    def void(self, element: etree._Element, tag: str, what: What | None) -> None:
        if what:
            words = _words_in(element)
            if tag not in _WITHIN_WORDS:
                self.end_paragraph()
            if words or what == "object":
                self.left_out.add(what, words)
        elif tag == "img":
            self.left_out.add("picture", element.get("alt", ""))
        elif tag == "br":
            self.end_line()

    def end_line(self) -> None:
        """Break the line; two breaks are the space between two paragraphs."""
        for run in reversed(self.runs):
            text = run.text.rstrip(" \t\r\n\u00a0")
            if text:
                if text.endswith("\v"):
                    self.end_paragraph()
                    return
                break
        self.runs.append(replace(self.look, text="\v"))

    # --- looks

    def declared(self, element: etree._Element, tag: str) -> Declarations:
        classes, style = element.get("class", ""), element.get("style", "")
        return self.sheet.declarations(tag, classes, style) if style or self.sheet.rules else {}

    def look_at(self, element: etree._Element, tag: str, declared: Declarations) -> None:
        look = self.look
        bold = is_bold(declared.get("font-weight", ""))
        bold = tag in _BOLD or look.bold if bold is None else bold
        italic = _ITALIC_STYLES.get(declared.get("font-style", ""), tag in _ITALIC or look.italic)
        script = _SCRIPTS.get(tag) or _SCRIPTS.get(declared.get("vertical-align", "")) or look.script
        target = element.get("href", "").strip() if tag == "a" else ""
        link = target if target.lower().startswith(_LINKS) else look.link
        struck = tag in _STRUCK or "line-through" in declared.get("text-decoration", "") or look.struck
        self.look = Run(text="", bold=bold, italic=italic, struck=struck, script=script, link=link)
        self.font = declared.get("font-family", self.font).split(",")[0].strip("\"' ")

    # --- elements with a meaning of their own

    def enter(self, element: etree._Element, tag: str, declared: Declarations) -> Callable[[], None] | None:
        """Do what an element begins with; return what it ends with."""
        if tag in ("ol", "ul"):
            return self.enter_list(element, tag, declared)
        if tag == "li":
            return self.enter_item(element, declared)
        if tag == "table":
            return self.enter_table(element)
        if tag in ("td", "th", "tr"):
            return self.enter_cell(element, tag)
        if declared.get("mso-list") == "ignore" and self.counted is None:
            self.counted = []
            return self.end_counted
        return self.enter_text(tag)

    def enter_text(self, tag: str) -> Callable[[], None] | None:
        if tag == "pre":
            self.preformatted += 1
            return self.leave_preformatted
        if tag == "q":  # whose quotation marks the browser prints
            self.read("«")
            return partial(self.read, "»")
        if len(tag) == len("h1") and tag[0] == "h" and tag[1] in "123456":
            before, self.heading = self.heading, int(tag[1])
            return partial(self.leave_heading, before)
        within = tag in _WITHIN_WORDS or ":" in tag
        return None if within else self.end_paragraph

    def leave_preformatted(self) -> None:
        self.end_paragraph()
        self.preformatted -= 1

    def leave_heading(self, before: int) -> None:
        self.end_paragraph()
        self.heading = before

    def enter_list(self, element: etree._Element, tag: str, declared: Declarations) -> Callable[[], None]:
        self.end_item()
        reversed_ = tag == "ol" and "reversed" in element.attrib
        style = list_style(declared.get("list-style-type", ""), element.get("type", ""), "")
        opened = open_list(
            ordered=tag == "ol",
            style=style,
            start=read_integer(element.get("start")),
            down_from=len(element.findall("li")) if reversed_ else None,
            depth=len(self.lists),
        )
        self.lists.append(opened)
        return self.leave_list

    def leave_list(self) -> None:
        self.end_item()
        self.lists.pop()

    def enter_item(self, element: etree._Element, declared: Declarations) -> Callable[[], None]:
        self.end_item()
        if self.lists:
            style = list_style(declared.get("list-style-type", ""), element.get("type", ""), "")
            self.marker = self.lists[-1].next_marker(read_integer(element.get("value")), style)
        else:
            self.marker = "•"
        return self.end_item

    def end_item(self) -> None:
        """End the paragraph; a marker that has no text stands alone."""
        self.end_paragraph()
        if self.marker:
            self.put(Paragraph(runs=(), marker=self.marker, level=self.level))
            self.marker = ""

    def end_counted(self) -> None:
        """Take the number that Word had printed as the marker of the paragraph."""
        if self.counted is not None:
            marker = printed_bullet("".join(self.counted).strip(), self.counted_font)
            self.marker = "◦" if marker == "o" else marker
            self.counted, self.counted_font = None, ""

    # --- tables

    def enter_table(self, element: etree._Element) -> Callable[[], None]:
        inside = bool(self.tables and self.tables[-1])
        self.tables.append(None if inside or is_layout(element) else OpenTable())
        return self.leave_table

    def leave_table(self) -> None:
        self.end_paragraph()
        table = self.tables.pop()
        if table and table.rows:
            self.blocks.append(table.close())

    def enter_cell(self, element: etree._Element, tag: str) -> Callable[[], None]:
        self.end_item()
        table = self.tables[-1] if self.tables else None
        if table is None:
            return self.end_item
        if tag == "tr":
            table.rows.append([])
            return self.end_item
        table.cell = open_cell(element)
        return self.leave_cell

    def leave_cell(self) -> None:
        self.end_item()
        table = self.tables[-1]
        if table:
            table.close_cell()

    # --- paragraphs

    @property
    def level(self) -> int:
        return max(0, len(self.lists) - 1) or self.word_level

    def end_paragraph(self) -> None:
        runs = fold_runs(self.runs)
        self.runs = []
        if any(run.text.strip() for run in runs):
            marker, self.marker = self.marker, ""
            self.put(Paragraph(runs=runs, marker=marker, level=self.level, heading=self.heading))

    def put(self, paragraph: Paragraph) -> None:
        table = self.tables[-1] if self.tables else None
        if table is not None and table.cell is not None:
            table.cell.paragraphs.append(paragraph)
        else:
            self.blocks.append(paragraph)


def _word_level(declared: Declarations) -> int:
    match = _WORD_LEVEL.search(declared.get("mso-list", ""))
    return int(match[1]) - 1 if match else 0
