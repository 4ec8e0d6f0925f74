"""The proof that a page shows the text of its source, word for word.

Both sides are made here by paths of their own, simpler than the parser and the renderer and sharing no
code with them: the source loses its Markdown marks by substitution, line by line; the page loses its
tags. What is left must be equal, white space folded. See law 1 of the design.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Callable
from hashlib import blake2b
from itertools import zip_longest

from svod.content.sources import Source
from svod.diagnostics import Diagnostic

_OPENING = re.compile(r"<div data-fidelity\b[^>]*>")
_DIV = re.compile(r"<(/?)div\b")
_BLOCK_TAG = re.compile(
    r"</?(?:blockquote|br|caption|dd|div|dl|dt|figcaption|figure|h[1-6]|header|li|ol|p|pre|section|table|tbody|td"
    r"|tfoot|th|thead|tr|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")

_UNSHOWN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_FENCED = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*\n(.*?)^[ \t]*\1[`~]*[ \t]*$", re.DOTALL | re.MULTILINE)
_FOOTNOTE = re.compile(r"^[ \t]*\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_TABLE = re.compile(
    r"^(?=[^|\n]*\|)(.*)\n"
    r"[ \t]*(?:\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?|\|[ \t]*:?-+:?[ \t]*\|)[ \t]*$"
    r"((?:\n[^|\n]*\|.*)*)",
    re.MULTILINE,
)
_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+([^\s#].*?|#+[^\s#].*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
_HARD_BREAK = re.compile(r"(?<!\\)\\[ \t]*$", re.MULTILINE)
_GLUED = re.compile(r"(?<=[^\s*])\*{4}(?=[^\s*])")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_BLANK = re.compile(r"(?:\\?_){3,}")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")
_DESTINATION = r"\((?:[^()\n]|\([^()\n]*\))*\)"
_IMAGE = re.compile(rf"!\[[^\]]*\]{_DESTINATION}")
_LINK = re.compile(rf"\[([^\[\]]*)\]{_DESTINATION}")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
_AUTOLINK = re.compile(r"<((?:https?:|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z0-9]+);")
_CONTEXT = re.compile(r"\n(?=[ \t]*\n|[ \t]*(?:[-–—•*+]\s|\d+[.)]|\w\)))")
_ALONE = re.compile(r"(?:^|(?<=\s))\*{1,3}(?=\s|$)|\*{4,}|(?<=\d)\*(?=\d)")
_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)([^*]*[^*\s][^*]*)\*\*(?!\*)")
_EMPHASIS = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"\*\*\*(?!\s)(.+?)(?<!\s)\*\*\*",
        r"\*\*(?!\s)(.+?)(?<!\s)\*\*",
        r"(?:(?<!\w)\*(?!\s)|\*(?=\w))([^*]+)(?:(?<=\w)\*|(?<!\s)\*(?!\w))",
        r"(?<![\w/])__(?=[^\W_]|[«„“\"(\[])([^_]*[^\s_])__(?!\w)",
        r"(?<![\w/])_(?=[^\W_]|[«„“\"(\[])([^_]*[^\s_])_(?!\w)",
    )
)


def check_fidelity(source: Source, body: str, body_line: int, page: str) -> Diagnostic | None:
    """Compare a resolution's body with the page made of it; the first difference is the diagnostic."""
    expected, found = reference_text(body).split(), visible_text(page).split()
    if expected == found:
        return None
    pairs = enumerate(zip_longest(expected, found))
    at = next(index for index, (left, right) in pairs if left != right)
    return source.diagnose(
        "fidelity",
        _line_of(body, at) + body_line - 1,
        source=_context(expected, at),
        page=_context(found, at),
    )


def fingerprint(body: str) -> bytes:
    """Return the fingerprint of the words that the page of a resolution with this ``body`` must show."""
    return _digest(reference_text(body))


def shows(page: str, proof: bytes) -> bool:
    """Tell whether the words of ``page`` have the fingerprint ``proof``."""
    return _digest(visible_text(page)) == proof


def _digest(words: str) -> bytes:
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def visible_text(page: str) -> str:
    """Return the text inside ``<div data-fidelity>`` of a page, white space folded."""
    opening = _OPENING.search(page)
    if not opening:
        return ""
    depth = 1
    end = len(page)
    for tag in _DIV.finditer(page, opening.end()):
        depth += -1 if tag[1] else 1
        if not depth:
            end = tag.start()
            break
    text = _TAG.sub("", _BLOCK_TAG.sub(" ", page[opening.end() : end]))
    return " ".join(html.unescape(text).split())


def reference_text(body: str) -> str:
    """Return the text of ``body`` with Markdown marks removed and white space folded.

    Footnotes stand at the end, each after its label, as they are printed.
    """
    kept: list[str] = []

    def keep(text: str) -> str:
        kept.append(text)
        return f"\ufdd0{len(kept) - 1}\ufdd1"

    notes: list[str] = []

    def note(match: re.Match[str]) -> str:
        notes.append(f"{match[1]} {match[2]}")
        return "\n"

    text = _FENCED.sub(lambda match: keep(match[2]), body)
    text = _FOOTNOTE.sub(note, _UNSHOWN.sub("", text))
    text = "\n\n".join([text, *notes])
    text = _BLANK.sub(lambda match: keep(match[0].replace("\\", "")), text)
    text = _CODE.sub(lambda match: keep(match[2]), text)
    text = _HARD_BREAK.sub("", text)
    text = _ESCAPE.sub(lambda match: keep(match[1]), text)
    text = _TABLE.sub(lambda match: (match[1] + match[2]).replace("|", " "), text)
    text = _HEADING.sub(r"\1", _QUOTE.sub("", text))
    text = _LINK.sub(r"\1", _IMAGE.sub("", _AUTOLINK.sub(r"\1", text)))
    text = _GLUED.sub("** **", _REFERENCE.sub(r"\1", text))
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), _TAG.sub("", _BLOCK_TAG.sub(" ", text)))
    text = "\n".join(_without_emphasis(context, keep) for context in _CONTEXT.split(text))
    return " ".join(_restore(text, kept).split())


_KEPT = re.compile("\ufdd0(\\d+)\ufdd1")


def _restore(text: str, kept: list[str]) -> str:
    return _KEPT.sub(lambda match: _restore(kept[int(match[1])], kept), text)


def _without_emphasis(text: str, keep: Callable[[str], str]) -> str:
    if "*" not in text and "_" not in text:
        return text
    text = _BOLD.sub(r"\1", text)
    text = _ALONE.sub(lambda match: keep(match[0]), text)
    for emphasis in _EMPHASIS:
        text = emphasis.sub(r"\1", text)
    return text


def _line_of(body: str, at: int) -> int:
    """Return the line of ``body`` (from 1) in which its word number ``at`` (from 0) stands, or its last."""
    lines = body.rstrip().split("\n")
    count = bisect_left(
        range(len(lines)), at + 1, key=lambda taken: len(reference_text("\n".join(lines[:taken])).split())
    )
    return min(max(1, count), len(lines))


def _context(words: list[str], at: int) -> str:
    return " ".join(words[at : at + 4]) or "…"
