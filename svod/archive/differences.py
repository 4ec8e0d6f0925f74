"""What two printed texts have in common, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
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

    The kept and deleted ones are the text ``before``, the kept and inserted ones the text ``after``.
    """
    parts = ((change, text) for change, text in _compare(*map(_WORD.findall, (before, after))) if text)
    for change, together in groupby(parts, itemgetter(0)):
        yield Piece(change=change, text="".join(text for _, text in together))


def _compare(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Change, str]]:
    """Yield the words and, where they differ before words that are kept, the spaces."""
    one_side, other_side = ([word.strip() for word in side] for side in (old, new))
    for kind, start, end, new_start, new_end in SequenceMatcher(
        None, one_side, other_side, False
    ).get_opcodes():
        if kind != "equal":
            yield Change.DELETED, "".join(old[start:end])
            yield Change.INSERTED, "".join(new[new_start:new_end])
            continue
        for one, other in zip(old[start:end], new[new_start:new_end], strict=True):
            if one == other:
                yield Change.KEPT, one
                continue
            word = one.strip()
            yield Change.DELETED, one.removesuffix(word)
            yield Change.INSERTED, other.removesuffix(word)
            yield Change.KEPT, word
