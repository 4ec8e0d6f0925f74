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
# U+0002 begins what Python-Markdown has put aside already.
UNDERSCORED: Final = r"(_(?<![\w\\/]_)_?)(?=[^\W_]|[«„“\"(\[*\x02])([^_]*[^\s_])\1(?!\w)"

_LINKED = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")
_AUTOLINK = re.compile(r"<((?:https?:|mailto:|tel:)[^<>\s]+|[^<>\s@]+@[^<>\s]+)>")
_HTML_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_UNDERSCORED = re.compile(UNDERSCORED)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")


@lru_cache(maxsize=256)
def bare(text: str) -> str:
    """Return ``text`` without inline marks, white space folded: for the rules to look at, for lists.

    The last texts are kept, because rule after rule looks at the paragraphs of one act.
    """
    text = text.replace("**", "")
    if "[" in text:
        text = _REFERENCE.sub("", _LINKED.sub(r"\1", text))
    if "<" in text:
        text = _HTML_TAG.sub("", _AUTOLINK.sub(r"\1", text))
    text = html.unescape(text) if "&" in text else text
    text = _UNDERSCORED.sub(r"\2", text) if "_" in text else text
    text = _ESCAPED.sub(r"\1", text) if "\\" in text else text
    return " ".join(text.strip("* ").split())


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
