"""Markdown inside a paragraph, and the blocks that are not part of the act's grammar.

Python-Markdown renders both; its block parser never sees the act itself. A paragraph without marks does
not reach it at all, nor does one whose only marks are escaped characters, as converters write them. What
comes out of it is cleaned by nh3, so that no script, style or foreign frame can enter a page. This is
the only module that imports ``markdown``.
"""

import html
import re
from collections.abc import Set
from functools import cached_property
from typing import Final
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from svod.content.marks import BLOCK_TAGS, GLUED, HARD_BREAK, UNDERSCORED

_INLINE_TAGS = "a abbr b cite code del em i img ins kbd q s small span strong sub sup u"
ALLOWED_TAGS: Final = frozenset(f"{BLOCK_TAGS} {_INLINE_TAGS}".split())
_TAGS_IN_TEXT: Final = frozenset(f"br {_INLINE_TAGS}".split())
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_ALLOWED_ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"alt", "height", "src", "title", "width"},
    "ol": {"start", "type"},
    "li": {"id"},
    "span": {"aria-label", "class", "role"},
    "sup": {"class", "id"},
    "td": {"class", "colspan", "rowspan"},
    "th": {"class", "colspan", "rowspan", "scope"},
}
_MARKS = re.compile(r"[*_`\[\]<>&\\]")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")
# No mark that is not escaped, and no character that HTML or Python-Markdown takes for anything else.
_ONLY_ESCAPES = re.compile(rf"(?:[^*_`\[\]<>&\\\x00-\x08\x0b-\x1f]++|{_ESCAPE.pattern})*")
_RENUMBERING: Final = ("olist", "ulist", "hashheader", "setextheader", "hr", "code", "indent")
_BLANK = r"((?:\\?_){3,})"
# Bold may begin or end at a space or beside a quotation mark: converters from Word make it so.
_BOLD: Final = r"(\*\*)(?<!\*\*\*)(?!\*)(\s*[^*\s][^*]*)\*\*(?!\*)"
# What the renderer itself makes; an editor's HTML may not pretend to be more.
_OWN_VALUES: Final = {
    ("span", "class"): re.compile("blank"),
    ("span", "role"): re.compile("img"),
    ("sup", "class"): re.compile("footnote"),
    ("td", "class"): re.compile("left|center|right"),
    ("th", "class"): re.compile("left|center|right"),
    ("li", "id"): re.compile(r"fn:.+"),
    ("sup", "id"): re.compile(r"fnref\d*:.+"),
}
_TIMES: Final = r"(?<=\d)\*(?=\d)"  # 2*3 is a product
_HTML_TABLE = re.compile(r"\s*<table\b", re.IGNORECASE)  # there are no marks in it
_ALIGNED = re.compile(r' style="text-align: (left|center|right);"')


class MarkdownRenderer:
    """Renders Markdown for one interface language.

    ``blank`` is what a screen reader says in place of a blank (``_____``).
    """

    def __init__(self, blank: str) -> None:
        self._blank = blank

    # Each is made when a text needs it: to make one takes as long as ten acts.
    @cached_property
    def _inline(self) -> Markdown:
        return _markdown(self._blank)

    @cached_property
    def _inserts(self) -> Markdown:
        inserts = _markdown(self._blank, "tables", "fenced_code")
        for name in _RENUMBERING:
            inserts.parser.blockprocessors.deregister(name)
        return inserts

    @cached_property
    def _pages(self) -> Markdown:
        pages = _markdown(self._blank, "tables", "fenced_code", "sane_lists", "footnotes")
        pages.inlinePatterns.deregister("reference-to-note")
        return pages

    def inline(self, text: str) -> str:
        """Return the HTML of a paragraph's text, without the ``<p>``."""
        if "  \n" not in text:
            if not _MARKS.search(text):
                return text
            if r"\_\_\_" not in text and _ONLY_ESCAPES.fullmatch(text):
                return _ESCAPE.sub(r"\1", text).replace(">", "&gt;").replace("\u00a0", "&nbsp;")
        self._inline.reset()
        root = Element("div")
        SubElement(root, "p").text = _prepared(text)
        for name in ("inline", "unescape"):
            self._inline.treeprocessors[name].run(root)
        rendered = self._inline.serializer(root).removeprefix("<div><p>").removesuffix("</p></div>")
        for processor in self._inline.postprocessors:
            rendered = processor.run(rendered)
        return self._clean(rendered, _TAGS_IN_TEXT)

    def insert(self, text: str) -> str:
        """Return the HTML of a table, quotation, code or HTML block of an act, numbers as they stand."""
        self._inserts.reset()
        source = text if _HTML_TABLE.match(text) else _prepared(text)
        return self._clean(_ALIGNED.sub(r' class="\1"', self._inserts.convert(source))).strip()

    def page(self, text: str) -> str:
        """Return the HTML of an editors' page: ordinary Markdown, ``#`` as ``##`` below the page's title."""
        self._pages.reset()
        rendered = self._pages.convert(_prepared(text))
        return self._clean(rendered.replace("<h1>", "<h2>").replace("</h1>", "</h2>")).strip()

    def _clean(self, rendered: str, tags: Set[str] = ALLOWED_TAGS) -> str:
        return nh3.clean(
            rendered,
            tags=set(tags),
            attributes=_ALLOWED_ATTRIBUTES,
            attribute_filter=self._kept_value,
            url_schemes=set(SCHEMES),
            link_rel=None,
        )

    def _kept_value(self, tag: str, attribute: str, value: str) -> str | None:
        if attribute == "aria-label":
            return value if value == self._blank else None
        own = _OWN_VALUES.get((tag, attribute))
        return value if own is None or own.fullmatch(value) else None


def links_in(rendered: str) -> list[tuple[str, str]]:
    """Return ``(attribute, target)`` of every link and picture in HTML made by ``MarkdownRenderer``."""
    return [(name, html.unescape(target)) for name, target in _LINK.findall(rendered)]


def replace_links(rendered: str, targets: dict[str, str]) -> str:
    """Return the HTML with each link or picture target that is a key of ``targets`` replaced."""

    def replaced(match: re.Match[str]) -> str:
        target = html.unescape(match[2])
        return f' {match[1]}="{html.escape(targets.get(target, target))}"'

    return _LINK.sub(replaced, rendered)


_LINK = re.compile(r' (href|src)="([^"]*)"')


def _prepared(text: str) -> str:
    """Return ``text`` with its line breaks as Python-Markdown writes them and glued words apart."""
    return GLUED.sub("** **", HARD_BREAK.sub("  ", text))


def _markdown(blank: str, *extensions: str) -> Markdown:
    engine = Markdown(extensions=list(extensions), output_format="html")
    engine.ESCAPED_CHARS = [*engine.ESCAPED_CHARS, "|"]
    engine.inlinePatterns.register(_Blank(_BLANK, engine, blank), "blank", 195)
    engine.inlinePatterns.register(_FootnoteReference(r"\[\^([^\]\s]+)\]", engine), "reference-to-note", 175)
    engine.inlinePatterns.register(_Plain(_TIMES, engine), "times", 65)
    engine.inlinePatterns.register(_Emphasis(_BOLD, engine), "bold", 64)
    engine.inlinePatterns.register(_Emphasis(UNDERSCORED, engine), "underscored", 63)
    engine.inlinePatterns.register(_Plain("_+", engine), "underscores", 62)
    return engine


class _Blank(InlineProcessor):
    """A blank to be filled in by hand: underscores as printed, read aloud as words."""

    def __init__(self, pattern: str, engine: Markdown, label: str) -> None:
        super().__init__(pattern, engine)
        self._label = label

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        match: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        element = Element("span", {"class": "blank", "role": "img", "aria-label": self._label})
        element.text = AtomicString(match[1].replace("\\", ""))
        return element, match.start(0), match.end(0)


class _Emphasis(InlineProcessor):
    """Words between two equal marks: two characters for bold, one for italics."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        match: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        element = Element("strong" if len(match[1]) > 1 else "em")
        element.text = match[2]
        return element, match.start(0), match.end(0)


class _Plain(InlineProcessor):
    """Characters that are not marks, although Python-Markdown would take them for such."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        match: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[str, int, int]:
        return match[0], match.start(0), match.end(0)


class _FootnoteReference(InlineProcessor):
    """``[^1]``: a superscript that leads to the note at the end of the act."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        match: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        element = Element("sup", {"class": "footnote"})
        link = SubElement(element, "a", {"href": f"#{footnote_anchor(match[1])}"})
        link.text = AtomicString(match[1])
        return element, match.start(0), match.end(0)


def footnote_anchor(label: str) -> str:
    """Return the anchor of the footnote ``label``."""
    return f"fn-{label}"
