"""What an editor has still to do: comments «# TODO: …» in the front matter, as an import leaves them."""

import re
from collections.abc import Iterator
from typing import Final

from svod.content.act import ParsedAct
from svod.content.authorities import Authorities
from svod.content.lint.finding import Finding

TODO: Final = "TODO"
_COMMENT = re.compile(rf"^[ \t]*#[ \t]*{TODO}\b:?[ \t]*(.*)$", re.MULTILINE)


def find_todos(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A comment in the front matter says that something is left to do: «# TODO: укажите дату»."""
    text = act.source.text
    if TODO not in text:
        return
    front = "\n".join(text.split("\n", act.body_line - 1)[: act.body_line - 1])
    for match in _COMMENT.finditer(front):
        line = front.count("\n", 0, match.start()) + 1
        column = match.start(0) - front.rfind("\n", 0, match.start()) + match[0].index("#")
        yield "", act.source.diagnose("todo", line, column, words=match[1].strip() or "…")
