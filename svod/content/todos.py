"""What an editor has still to do: comments «# TODO: …» in the front matter, as an import leaves them."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

TODO: Final = "TODO"
_COMMENT = re.compile(rf"^[ \t]*#[ \t]*{TODO}\b:?[ \t]*(.*)$", re.MULTILINE)


class Todo(NamedTuple):
    """What is to be done, and the line of the text (from 1) in which that stands."""

    words: str
    line: int


def find_todos(text: str) -> Iterator[Todo]:
    """Yield the comments of their own lines in ``text`` that say what is to be done."""
    if TODO in text:
        for match in _COMMENT.finditer(text):
            yield Todo(match[1].strip(), text.count("\n", 0, match.start()) + 1)
