r"""Plain text as the body of a content file: its lines are paragraphs of the dialect already."""

import re

from svod.content.fidelity import reference_text
from svod.importers.escaping import escape, escape_line_start
from svod.text import fold_space

_BOLD = re.compile(r"(?<![\w*\\])\*\*(?=[^\s*>])[^*\n]*(?<=[^\s*<])\*\*(?!\w)")
_DEEP_HEADING = re.compile(r"^#{2,6} +\S", re.MULTILINE)
_ESCAPED = re.compile(r"(?:\\_){2}|\\\*")
_HEADING_MARK = re.compile(r"^#{1,6} +(?=\S)", re.MULTILINE)
_BACKSLASH = re.compile(r"\\([_*])")


def is_markdown(text: str) -> bool:
    r"""Tell whether a text that does not say so is written in Markdown.

    One of three things shows it, none of which a typist makes by chance: words between two pairs of stars
    (``**РЕШЕНИЕ**``), a line that begins with two to six ``#`` and a space, or the backslashes of a
    converter (``\_\_``, ``\*``). And nothing else in it may be a mark: a text with other stars, tags or
    brackets that Markdown would take for its own («2*3*4», «<br>») is none, and every character of it is
    shown.
    """
    if not any(sign.search(text) for sign in (_BOLD, _DEEP_HEADING, _ESCAPED)):
        return False
    unmarked = _HEADING_MARK.sub("", text.replace("****", " ").replace("**", ""))
    return reference_text(text) == fold_space(_BACKSLASH.sub(r"\1", unmarked))


def plain_body(text: str, *, markdown: bool) -> str:
    r"""Return the body of a content file for ``text``, which is clean and ends its lines with ``\n``.

    ``markdown`` says that it is Markdown for certain, by its suffix. A text in Markdown is left as it is (see
    ``is_markdown``); in any other every character is shown as it stands, by backslashes where they are
    needed. Empty lines around it go.
    """
    body = text.strip("\n")
    if not (markdown or is_markdown(body)):
        body = "\n".join(escape_line_start(escape(line)) for line in body.split("\n"))
    return f"{body}\n" if body.strip() else ""
