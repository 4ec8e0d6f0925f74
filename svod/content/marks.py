"""The inline marks that the grammar itself looks at, and text without them.

``fidelity`` has rules of its own on purpose; everyone else takes these. A look behind stands after the
first character of its pattern, so that the search can run from one such character to the next.
"""

import html
import re
from functools import lru_cache
from typing import Final

# A backslash at the end of a line: the line break is printed.
HARD_BREAK: Final = re.compile(r"\\(?<!\\\\)[ \t]*$", re.MULTILINE)
# «**РЕЗОЛЮЦИЯ****форума**»: two printed lines that a converter glued together.
GLUED: Final = re.compile(r"(?<=[^\s*])\*{4}(?=[^\s*])")
# Underscores are emphasis only where they embrace words: «__» ____ 20__ г. is a date to be filled in.
# U+0002 begins what Python-Markdown, or ``bare``, has put aside already.
UNDERSCORED: Final = r"(_(?<![\w\\/]_)_?)(?=[^\W_]|[«„“\"(\[*\x02])([^_]*[^\s_])\1(?!\w)"

# The tags between which a page begins a new line or cell; all others stand within words.
BLOCK_TAGS: Final = (
    "blockquote br caption dd div dl dt figcaption figure h2 h3 h4 h5 h6 li ol p pre ul"
    " table tbody td tfoot th thead tr"
)

_MARK = re.compile(r"[*_\[<&\\`]")
_LITERAL = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])|(?<!`)(`+)(?!`)(.+?)(?<!`)\2(?!`)", re.DOTALL)
_KEPT = re.compile("\x02(\\d+)\x03")
_DESTINATION: Final = r"\((?:[^()]|\([^()]*\))*\)"
_IMAGE = re.compile(rf"!\[[^\]]*\]{_DESTINATION}")
_LINK = re.compile(rf"\[([^\[\]]*)\]{_DESTINATION}")
_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")
_AUTOLINK = re.compile(r"<((?:https?:|mailto:|tel:)[^<>\s]+|[^<>\s@]+@[^<>\s]+)>")
_BLOCK_TAG = re.compile(rf"</?(?:{BLOCK_TAGS.replace(' ', '|')})\b[^<>]*>", re.IGNORECASE)
_UNSHOWN: Final = r"<!--.*?-->|<(script|style)\b.*?</\1\s*>"
_HTML_TAG = re.compile(rf"{_UNSHOWN}|</?[a-z][^<>]*>", re.DOTALL | re.IGNORECASE)
_UNDERSCORED = re.compile(UNDERSCORED)
# Stars between digits are no marks: 2*3*4.
_STAR: Final = r"(?:(?<!\d)\*|\*(?!\d))"
_STARRED = re.compile(rf"{_STAR}(?!\s)([^*]+)(?<!\s){_STAR}")

_FENCED = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*\n(.*?)^[ \t]*\1[`~]*[ \t]*$", re.DOTALL | re.MULTILINE)
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_RULE = re.compile(r"^[ \t|:]*-[ \t|:-]*$", re.MULTILINE)
_CELL = re.compile(r"(?<!\\)\|")


@lru_cache(maxsize=256)
def bare(text: str) -> str:
    """Return the text of a paragraph as its page shows it, white space folded.

    Without marks and HTML, pictures and references to footnotes. For the rules to look at, for lists, for
    the search. The last texts are kept, because rule after rule looks at the paragraphs of one act.
    """
    if _MARK.search(text):
        text = _without_marks(text, [])
    return " ".join(text.split())


def bare_insert(text: str) -> str:
    """Return the text of a table, quotation, code or HTML block as ``bare`` does that of a paragraph."""
    kept: list[str] = []
    text = _FENCED.sub(lambda match: _keep(match[2], kept), text)
    if "|" in text and _RULE.search(text):
        text = _CELL.sub(" ", _RULE.sub("", text))
    return " ".join(_without_marks(_QUOTED.sub("", text), kept).split())


def _without_marks(text: str, kept: list[str]) -> str:
    """Return ``text`` without marks; ``kept`` are pieces taken out of it already, each left as it stands."""
    if "\\" in text or "`" in text:
        text = _LITERAL.sub(lambda match: _keep(match[1] or match[3], kept), HARD_BREAK.sub("", text))
    if any(mark in text for mark in "[<&"):
        text = _LINK.sub(r"\1", _IMAGE.sub("", _REFERENCE.sub("", text)))
        text = _BLOCK_TAG.sub(" ", _AUTOLINK.sub(r"\1", text))
        text = html.unescape(_HTML_TAG.sub("", text))
    if "*" in text:
        text = _STARRED.sub(r"\1", GLUED.sub(" ", text).replace("**", ""))
    if "_" in text:
        text = _UNDERSCORED.sub(r"\2", text)
    return _KEPT.sub(lambda match: kept[int(match[1])], text) if kept else text


def _keep(text: str, kept: list[str]) -> str:
    kept.append(text)
    return f"\x02{len(kept) - 1}\x03"


def unbold(text: str) -> str:
    """Return ``text`` without the bold marks around it, if they are around the whole of it."""
    if "**" not in text:
        return text
    inner = text.removeprefix("**").removesuffix("**")
    whole = text == f"**{inner}**" and "**" not in inner
    return inner.strip() or text if whole else text


def is_bold(text: str) -> bool:
    """Tell whether every line of ``text`` is bold from end to end, a colon after it or not."""
    if "**" not in text:
        return False
    lines = [HARD_BREAK.sub("", line).strip().removesuffix(":") for line in text.split("\n")]
    return all(line.startswith("**") and line.endswith("**") for line in lines)


def split_glued(text: str) -> list[str]:
    """Return the lines that a converter glued together by ``****``, each with its own bold marks or bare."""
    apart = GLUED.sub("**\n**", text) if "****" in text else text
    return [unbold(line) for line in apart.split("\n")]
