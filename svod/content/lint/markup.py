"""Markup that is lost, or that swallows the text around it: bold, tags, footnotes, code, links."""

import re
from collections.abc import Iterator

from svod.content.act import ParsedAct
from svod.content.authorities import Authorities
from svod.content.document import Group, Insert, walk
from svod.content.lint.finding import Finding, lines_with, plain
from svod.content.markup import ALLOWED_TAGS, SCHEMES

_GLUED = re.compile(r"[^\s*]+\*{4}[^\s*]+")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)\b[^<>]*>")
_AUTOLINK = re.compile(r"<(?:https?:|mailto:|tel:|[^\s<>@]+@)")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_SCHEME = re.compile(r"\]\(<?([a-zA-Z][a-zA-Z0-9+.-]*):[^)\s]*")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_INDENTED = re.compile(r"(?: {2}|\t)[ \t]*\S")


def find_glued_bold(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """Two bold runs touch (``**слово****слово**``): a converter lost the space or line break."""
    for number, line in lines_with("****", act):
        for match in _GLUED.finditer(line):
            words = match[0].replace("****", "|").replace("*", "")
            yield "", act.source.diagnose("glued-bold", number, match.start() + 1, words=words)


def find_removed_html(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A tag that is not on the allow-list stands in the text; it will not be in the page."""
    for number, line in lines_with("<", act):
        for match in _TAG.finditer(line):
            tag = match[1].lower()
            if tag not in ALLOWED_TAGS and not match[0].startswith("</") and not _AUTOLINK.match(match[0]):
                yield "", act.source.diagnose("html-removed", number, match.start() + 1, tag=tag)


def find_footnote_faults(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A footnote has no text, two of them, or nothing that refers to it."""
    defined = {note.label for note in act.document.footnotes}
    referred: set[str] = set()
    for number, line in lines_with("[^", act):
        for match in _REFERENCE.finditer(plain(line)):
            referred.add(match[1])
            if match[1] not in defined:
                yield "", act.source.diagnose("footnote-undefined", number, match.start() + 1, label=match[1])
    first: dict[str, int] = {}
    for note in act.document.footnotes:
        if note.label in first:
            earlier = first[note.label]
            yield "", act.source.diagnose("footnote-duplicate", note.line, 1, label=note.label, first=earlier)
        elif note.label not in referred:
            yield "", act.source.diagnose("footnote-unused", note.line, 1, label=note.label)
        first.setdefault(note.label, note.line)


def find_unclosed_fences(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A fence opens a block of code and none closes it, so that the rest of the act is code."""
    opening: tuple[int, str] | None = None
    for number, line in sorted({*lines_with("```", act), *lines_with("~~~", act)}):
        fence = _FENCE.match(line)
        if fence and opening is None:
            opening = (number, fence[1])
        elif fence and opening and line.strip(" \t" + opening[1][0]) == "" and fence[1] >= opening[1]:
            opening = None
    if opening:
        yield "", act.source.diagnose("fence-unclosed", opening[0], 1, fence=opening[1])


def find_refused_links(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A link has a scheme that a page of the archive does not link to."""
    for number, line in lines_with("](", act):
        for match in _SCHEME.finditer(line):
            if match[1].lower() not in SCHEMES:
                target = match[0].lstrip("](<")
                yield "", act.source.diagnose("link-broken", number, match.start() + 3, target=target)


def find_unclosed_bold(act: ParsedAct, _authorities: Authorities) -> Iterator[Finding]:
    """A paragraph or item has an odd number of ``**``: one of them has no pair and is printed."""
    if not any(line.count("**") % 2 for _, line in lines_with("**", act)):
        return
    for block in (*act.document.preface, *walk(act.document.blocks)):
        text = block.label if isinstance(block, Group) else block.text
        if text.count("**") % 2 and not isinstance(block, Insert):
            last = text.rindex("**")
            number = block.line + text.count("\n", 0, last)
            line = text[text.rfind("\n", 0, last) + 1 :].partition("\n")[0]
            column = act.column(number, line) + last - (text.rfind("\n", 0, last) + 1)
            yield "", act.source.diagnose("bold-unclosed", number, column)


def find_cut_footnotes(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """An indented paragraph stands below a footnote: it is read as text of the act, not of the footnote."""
    for note in act.document.footnotes:
        lines = act.source.text.split("\n")
        at = note.line
        while at < len(lines) and lines[at].strip() and lines[at][0] in " \t":
            at += 1  # what continues its paragraph
        if at + 1 < len(lines) and not lines[at].strip() and _INDENTED.match(lines[at + 1]):
            yield "", act.source.diagnose("footnote-cut", at + 2, 1, label=note.label)
