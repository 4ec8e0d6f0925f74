"""What a word and a number are to the judge.

This is written anew on purpose: a judge that shared the analyser of the search engine would not see its
faults. Words are runs of letters and digits in lower case, ё as е; a hyphenated word is its parts.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# 05.04.2010, 47-ФЗ, 12.1, 2016/17: full stops and commas join digits only, «ст.12» is two words.
_NUMBER = re.compile(r"[^\W_]+(?:(?:[-–—/]|(?<=\d)[.,:](?=\d))[^\W_]+)*")
_DIGIT = re.compile(r"\d")
LETTERS = re.compile(r"[а-я]+")


def fold(text: str) -> str:
    """Return ``text`` in NFC and lower case, ё as е, without invisible characters."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).lower().replace("ё", "е")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as words; ``close[i]`` tells that only white space stands between word i and i + 1."""

    words: tuple[str, ...]
    close: tuple[bool, ...]


def read_line(text: str) -> Line:
    """Cut a paragraph into folded words."""
    folded = fold(text)
    matches = list(_WORD.finditer(folded))
    gaps = (folded[left.end() : right.start()] for left, right in pairwise(matches))
    return Line(words=tuple(match[0] for match in matches), close=tuple(map(str.isspace, gaps)))


def numbers_in(text: str) -> Iterator[str]:
    """Yield the whole tokens of a paragraph that hold a digit, folded."""
    return (match[0] for match in _NUMBER.finditer(fold(text)) if _DIGIT.search(match[0]))


def parts_of(number: str) -> Iterator[str]:
    """Yield every shorter token inside of a whole one: 04, 04.2010 and so on for 05.04.2010."""
    spans = [match.span() for match in _WORD.finditer(number)]
    for first, (start, _) in enumerate(spans):
        for last, (_, end) in enumerate(spans[first:], start=first):
            if last - first + 1 < len(spans):
                yield number[start:end]
