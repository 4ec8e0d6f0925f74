r"""Text of any kind as Markdown of our dialect that shows exactly this text.

Only what would be taken for a mark gets a backslash, so that an imported body stays readable: «Иванов_И»,
«р < 0,05», «__» ____ 20__ г., «C & D» stay as they are. Blanks (three underscores or more) are a sign of
the dialect with the same look and stay too, and so do the markers of provisions: they are meant.
"""

import re
from typing import Final

# Stars, code, and what makes a link or a footnote of brackets.
_MARK = re.compile(r"[\\`*]|\](?=\(|\Z)|\[(?=\^|\Z)")
# Underscores before words, where the dialect could begin emphasis; a run of three or more is a blank.
_UNDERSCORES = re.compile(r"(?<![\w/])_{1,2}(?=[^\W_]|[«„“\"(\[*\\&]|[ \t]*(?:\n|\Z))")
_TAG = re.compile(r"<(?![\s=])")
_ENTITY = re.compile(r"&(?=[#A-Za-z]|\Z)")
_HEADING = re.compile(r"\s*#{1,6}(?=[ \t]|\Z)")
_QUOTED = re.compile(r"\s*>")
_TILDES = re.compile(r"\s*~{3}")
_TABLE_RULE = re.compile(r"\s*[|:-][\s|:-]*")
_TILDE: Final = "&#126;"


def escape(text: str) -> str:
    r"""Return inline Markdown that is shown as ``text``; line breaks stay ``\n``.

    ``text`` is clean (no control characters), and may be a part of a paragraph: what is escaped part by part
    shows the same when it is put together. What only means something at the start of a line is left to
    ``escape_line_start``.
    """
    text = _MARK.sub(r"\\\g<0>", text)
    text = _TAG.sub("&lt;", _ENTITY.sub("&amp;", text))
    return _UNDERSCORES.sub(lambda match: "\\_" * len(match[0]), text)


def escape_line_start(line: str) -> str:
    """Return one line of inline Markdown so that it begins a paragraph, marked if it is printed so.

    It cannot begin a heading, a quotation, a fence or the rule of a table.
    """
    if _HEADING.match(line) or _QUOTED.match(line):
        return _before_first(line, "\\")
    if _TILDES.match(line):
        return line.replace("~", _TILDE, 1)
    if "|" in line and _TABLE_RULE.fullmatch(line):
        return re.sub(r"[|-]", r"\\\g<0>", line, count=1)
    return line


def _before_first(line: str, sign: str) -> str:
    bare = line.lstrip()
    return line[: len(line) - len(bare)] + sign + bare
