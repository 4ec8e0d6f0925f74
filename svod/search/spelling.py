"""Words that differ from a misspelt one by a letter or two.

``client/spelling.js`` is the same rule in the browser.
"""

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from svod.search.analysis import Token

SHORTEST: Final = 4
SHORTEST_FOR_TWO: Final = 8

# A word of the archive and its term.
Form: TypeAlias = tuple[str, str]

_DIGIT: Final = re.compile(r"\d")


def is_corrigible(form: str) -> bool:
    """Tell whether a word is long enough, and enough of a word, to be a misspelt other one."""
    return len(form) >= SHORTEST and not _DIGIT.search(form)


def find_similar(word: Token, forms: Sequence[Form]) -> list[Form]:
    """Return those of ``forms`` that are nearest to a word.

    One edit away; else those whose term is one edit from its own; else, for a long word, two edits away.
    An edit drops, adds or replaces a letter, or swaps two neighbours (optimal string alignment).
    """
    near = [other for other in forms if distance(word.form, other[0], 1) <= 1]
    if near:
        return near
    akin = (
        [other for other in forms if distance(word.term, other[1], 1) <= 1]
        if is_corrigible(word.term)
        else []
    )
    if akin or len(word.form) < SHORTEST_FOR_TWO:
        return akin
    return [other for other in forms if distance(word.form, other[0], 2) <= 2]  # noqa: PLR2004  (two edits)


def distance(left: str, right: str, most: int) -> int:
    """Return the number of edits between two words, or more than ``most`` where there are more."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    shorter = min(len(left), len(right))
    start = 0
    while start < shorter and left[start] == right[start]:
        start += 1
    end = 0
    while end < shorter - start and left[-1 - end] == right[-1 - end]:
        end += 1
    return _align(left[start : len(left) - end], right[start : len(right) - end], most)


def _align(left: str, right: str, most: int) -> int:
    # Ends that differ cost an edit each: most pairs of words are told apart here.
    if max(len(left), len(right)) > 2 * most + 1 and most == 1:
        return most + 1
    older: list[int] = []
    above = list(range(len(right) + 1))
    for row, letter in enumerate(left, start=1):
        current = [row]
        for column, other in enumerate(right, start=1):
            edits = min(above[column] + 1, current[-1] + 1, above[column - 1] + (letter != other))
            swapped = row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other
            current.append(min(edits, older[column - 2] + 1) if swapped else edits)
        if min(current) > most:
            return most + 1
        older, above = above, current
    return above[-1]
