"""What two printed texts have in common, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

# A word with what parts it from the one before; a sign is a word of its own.
_WORD: Final = re.compile(r"\s*(?:\w+|[^\w\s])|\s+$")


class Change(StrEnum):
    """What has become of some words."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words in a row that have come to the same, with the spaces in and before them."""

    change: Change
    text: str


def compare_words(before: str, after: str) -> Iterator[Piece]:
    """Yield the pieces of two texts in order, what was deleted before what stands in its place.

    The kept and deleted ones are the text ``before``, the kept and inserted ones the text ``after``, spaces
    excepted where words are kept: these are as they are ``after``.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], False)
    for kind, old_start, old_end, start, end in matcher.get_opcodes():
        if kind == "equal":
            yield Piece(change=Change.KEPT, text="".join(new[start:end]))
            continue
        if old_end > old_start:
            yield Piece(change=Change.DELETED, text="".join(old[old_start:old_end]))
        if end > start:
            yield Piece(change=Change.INSERTED, text="".join(new[start:end]))
