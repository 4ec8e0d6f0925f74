"""The proof that a page shows the text of its source, word for word.

Both sides are made here by paths of their own, simpler than the parser and the renderer and sharing no
code with them: the source loses its Markdown marks by substitution, line by line; the page loses its
tags. What is left must be equal, white space folded. See law 1 of the design.

Most texts hold few kinds of marks, and to look for a character takes a hundredth of the time that a
pattern takes. So each pattern here is tried only where the characters occur without which it never
matches.
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
# Their first letters are looked at first: most tags of a page are links and spans.
_BLOCK_TAG = re.compile(
    r"</?(?=[bcdfhlopstu])(?:b(?:lockquote|r)|caption|d(?:[dlt]|iv)|fig(?:caption|ure)|h(?:[1-6]|eader)|[ou]l|li"
    r"|p(?:re)?|section|t(?:able|body|[dhr]|foot|head))\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")

_UNSHOWN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_FENCED = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*\n(.*?)^[ \t]*\1[`~]*[ \t]*$", re.DOTALL | re.MULTILINE)
# Its text is no Markdown; a blank line would end it.
_HTML_TABLE = re.compile(
    r"^[ \t]*<table\b(?:(?!\n[ \t]*\n).)*?</table>", re.DOTALL | re.MULTILINE | re.IGNORECASE
)
_FOOTNOTE = re.compile(r"^[ \t]*\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_TABLE = re.compile(
    r"^(?=[^|\n]*\|)(.*)\n"
    r"[ \t]*(?:\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?|\|[ \t]*:?-+:?[ \t]*\|)[ \t]*$"
    r"((?:\n[^|\n]*\|.*)*)",
    re.MULTILINE,
)
_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+([^\s#].*?|#+[^\s#].*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
# Here and below a look behind stands after the first character: so the search runs from one such
# character to the next.
_HARD_BREAK = re.compile(r"\\(?<!\\\\)[ \t]*$", re.MULTILINE)
_GLUED = re.compile(r"(?<=[^\s*])\*{4}(?=[^\s*])")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_BLANK = re.compile(r"(?:_|\\_)(?:\\?_){2,}")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")
_DESTINATION = r"\((?:[^()\n]|\([^()\n]*\))*\)"
_IMAGE = re.compile(rf"!\[[^\]]*\]{_DESTINATION}")
_LINK = re.compile(rf"\[([^\[\]]*)\]{_DESTINATION}")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
_AUTOLINK = re.compile(r"<((?:https?:|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z0-9]+);")
_CONTEXT = re.compile(r"\n(?=[ \t]*\n|[ \t]*(?:[-–—•*+]\s|\d+[.)]|\w\)))")
_ALONE = re.compile(r"\*(?:(?<!\S\*)\*{0,2}(?!\S)|\*{3,}|(?<=\d\*)(?=\d))")
_BOLD = re.compile(r"\*\*(?<!\*\*\*)(?!\*)(\s*[^*\s][^*]*)\*\*(?!\*)")
_STARRED = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"\*\*\*(?!\s)(.+?)(?<!\s)\*\*\*",
        r"\*\*(?!\s)(.+?)(?<!\s)\*\*",
        r"\*(?:(?<!\w\*)(?!\s)|(?=\w))([^*]+)(?:(?<=\w)\*|(?<!\s)\*(?!\w))",
    )
)
_UNDERSCORED = tuple(
    re.compile(pattern)
    for pattern in (
        r"__(?<![\w/]__)(?=[^\W_]|[«„“\"(\[])([^_]*[^\s_])__(?!\w)",
        r"_(?<![\w/]_)(?=[^\W_]|[«„“\"(\[])([^_]*[^\s_])_(?!\w)",
    )
)


def check_fidelity(source: Source, body: str, body_line: int, page: str) -> Diagnostic | None:
    """Compare a resolution's body with the page made of it; the first difference is the diagnostic."""
    expected, found = _reference_words(body), _visible_words(page)
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
    return " ".join(_visible_words(page))


def _visible_words(page: str) -> list[str]:
    opening = _OPENING.search(page)
    if not opening:
        return []
    depth = 1
    end = len(page)
    for tag in _DIV.finditer(page, opening.end()):
        depth += -1 if tag[1] else 1
        if not depth:
            end = tag.start()
            break
    return html.unescape(_without_tags(page[opening.end() : end])).split()


def _without_tags(text: str) -> str:
    return _TAG.sub("", _BLOCK_TAG.sub(" ", text))


def reference_text(body: str) -> str:
    """Return the text of ``body`` with Markdown marks removed and white space folded.

    Footnotes stand at the end, each after its label, as they are printed.
    """
    return " ".join(_reference_words(body))


def _reference_words(body: str) -> list[str]:
    kept: list[str] = []

    def keep(text: str) -> str:
        kept.append(text)
        return f"\ufdd0{len(kept) - 1}\ufdd1"

    text = _without_insets(body, keep)
    text = _without_escapes(text, keep)
    text = _without_block_marks(text)
    text = _without_inline_marks(text)
    if "*" in text or "_" in text:
        text = "\n".join(_without_emphasis(context, keep) for context in _CONTEXT.split(text))
    return _restore(text, kept).split()


def _without_insets(text: str, keep: Callable[[str], str]) -> str:
    """Return ``text`` without what is not shown, blocks of code kept, footnotes at the end."""
    if "```" in text or "~~~" in text:
        text = _FENCED.sub(lambda match: keep(match[2]), text)
    if "<" in text:
        text = _UNSHOWN.sub("", text)
        text = _HTML_TABLE.sub(lambda match: keep(html.unescape(_without_tags(match[0]))), text)
    notes: list[str] = []

    def note(match: re.Match[str]) -> str:
        notes.append(f"{match[1]} {match[2]}")
        return "\n"

    if "[^" in text:
        text = _FOOTNOTE.sub(note, text)
    return "\n\n".join([text, *notes])


def _without_escapes(text: str, keep: Callable[[str], str]) -> str:
    """Return ``text`` with blanks, code and escaped characters kept: there are no marks in them."""
    if "__" in text or "_\\_" in text:
        text = _BLANK.sub(lambda match: keep(match[0].replace("\\", "")), text)
    if "`" in text:
        text = _CODE.sub(lambda match: keep(match[2]), text)
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: keep(match[1]), _HARD_BREAK.sub("", text))
    return text


def _without_block_marks(text: str) -> str:
    if "|" in text:
        text = _TABLE.sub(lambda match: (match[1] + match[2]).replace("|", " "), text)
    if ">" in text:
        text = _QUOTE.sub("", text)
    return _HEADING.sub(r"\1", text) if "#" in text else text


def _without_inline_marks(text: str) -> str:
    if "<" in text:
        text = _AUTOLINK.sub(r"\1", text)
    if "[" in text:
        text = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", _IMAGE.sub("", text)))
    if "****" in text:
        text = _GLUED.sub("** **", text)
    if "<" in text:
        text = _without_tags(text)
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


_KEPT = re.compile("\ufdd0(\\d+)\ufdd1")


def _restore(text: str, kept: list[str]) -> str:
    return _KEPT.sub(lambda match: _restore(kept[int(match[1])], kept), text)


def _without_emphasis(text: str, keep: Callable[[str], str]) -> str:
    if "*" in text:
        text = _ALONE.sub(lambda match: keep(match[0]), _BOLD.sub(r"\1", text))
        for emphasis in _STARRED:
            text = emphasis.sub(r"\1", text)
    if "_" in text:
        for emphasis in _UNDERSCORED:
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
