"""The second reading of a web page: its words by substitution, without a parser.

It shares no code with ``html``, so that a word which one of them loses or doubles shows.
"""

import html
import re
from collections.abc import Iterator
from typing import Final

_NOT_MARKUP = re.compile(
    r"<(?:(!--)(?!\[if !supportLists\])|(!(?:--)?\[if !supportLists\])"
    r"|(script|style|title|textarea|iframe|xmp)\b)",
    re.IGNORECASE,
)
_COMMENT_END = re.compile("-->")
_COUNTED_END = re.compile(r"<!(?:--)?\[endif\](?:--)?>", re.IGNORECASE)
_TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/<>]*)((?>[^<>\"']+|\"[^\"]{0,9999}\"|'[^']{0,9999}'|[\"'])*+)>|<[!?/][^<>]*>"
)
_FORM = re.compile(r"<form\b", re.IGNORECASE)
_FORM_END = re.compile(r"</form\b", re.IGNORECASE)
_NAMES_LEFT_OUT: Final = (
    "nav aside header footer menu dialog template noscript svg math object select button audio video canvas"
    " datalist"
)
_NAMES_VOID: Final = "area base br col embed hr img input link meta param source track wbr"
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:^|\s)hidden(?:\s|=|/|$)"
)
_COUNTED_BY_WORD = re.compile(r"mso-list\s*:\s*ignore")
_NAMES_WITHIN_WORDS: Final = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr o:p q s samp small"
    " span strike strong sub sup time tt u var wbr"
)
_UNPRINTED = re.compile("[\u00ad\u200b\u2060\ufeff]")

_LEFT_OUT: Final = frozenset(_NAMES_LEFT_OUT.split())
_VOID: Final = frozenset(_NAMES_VOID.split())
_WITHIN_WORDS: Final = frozenset(_NAMES_WITHIN_WORDS.split())


def words_of(text: str, *, main: str) -> str:
    """Return the words of the page ``text``; ``main`` is the tag of the one part that counts, if any."""
    text = "".join(_markup(text))
    opening = re.search(rf"<{main}\b[^<>]*>", text, re.IGNORECASE) if main else None
    if opening:
        text = text[opening.end() : text.lower().rfind(f"</{main}")]
    pieces = _shown(text, inside=opening is not None)
    return " ".join(_UNPRINTED.sub("", html.unescape("".join(pieces))).split())


def _markup(text: str) -> Iterator[str]:
    """Yield ``text`` without comments, the numbers that Word counts, and what no tags can stand in."""
    at = 0
    while match := _NOT_MARKUP.search(text, at):
        yield text[at : match.start()]
        name = (match[3] or "").lower()
        ending = _COMMENT_END if match[1] else _COUNTED_END
        closing = (re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE) if name else ending).search(
            text, match.end()
        )
        if not closing:
            return
        yield " " if name else ""
        at = closing.end()
    yield text[at:]


def _shown(text: str, *, inside: bool) -> Iterator[str]:
    left_out = ""
    depth = at = 0
    forms = _small_forms(text)
    for tag in _TAG.finditer(text):
        name = (tag[2] or "").lower()
        if not left_out:
            yield text[at : tag.start()]
            if name == "q":
                yield "»" if tag[1] else "«"
            yield "" if name in _WITHIN_WORDS or not name or ":" in name else " "
            hidden = not tag[1] and _is_left_out(name, (tag[3] or "").lower(), inside=inside)
            if hidden or tag.start() in forms:
                left_out, depth = name, 1
        elif name == left_out:
            depth += -1 if tag[1] else 1
            left_out = left_out if depth else ""
        at = tag.end()
    if not left_out:
        yield text[at:]


def _small_forms(text: str) -> frozenset[int]:
    """Return where forms begin that hold less than half of the words of a page."""
    whole = len(" ".join(_TAG.sub("", text).split()))
    found: list[int] = []
    at = 0
    while (form := _FORM.search(text, at)) and (end := _FORM_END.search(text, form.end())):
        inner = " ".join(_TAG.sub("", text[form.end() : end.start()]).split())
        found += [form.start()] if 2 * len(inner) < whole else []
        at = end.end()
    return frozenset(found)


def _is_left_out(name: str, attributes: str, *, inside: bool) -> bool:
    if name in _VOID:
        return False
    left_out = name in _LEFT_OUT and not (inside and name in ("header", "footer"))
    return left_out or bool(_HIDDEN.search(attributes)) or bool(_COUNTED_BY_WORD.search(attributes))
