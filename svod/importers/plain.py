r"""Plain text as the body of a content file: its lines are paragraphs of the dialect already."""

import re

from svod.importers.escaping import escape, escape_line_start

_BOLD = re.compile(r"(?<![\w*\\])\*\*(?=[^\s*>])[^*\n]*(?<=[^\s*<])\*\*(?!\w)")
_DEEP_HEADING = re.compile(r"^#{2,6} +\S", re.MULTILINE)
_ESCAPED = re.compile(r"(?:\\_){2}|\\\*")


def is_markdown(text: str) -> bool:
    r"""Tell whether a text that does not say so is written in Markdown.

    One of three things shows it, none of which a typist makes by chance: words between two pairs of stars
    (``**РЕШЕНИЕ**``), a line that begins with two to six ``#`` and a space, or the backslashes of a converter
    (``\_\_``, ``\*``). A single ``#``, stars of footnotes, links, tags and spaces at line ends show nothing.
    """
    return any(sign.search(text) for sign in (_BOLD, _DEEP_HEADING, _ESCAPED))


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
