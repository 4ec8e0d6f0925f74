"""What a result shows of an act: the passages that hold the words, the words marked.

``client/excerpts.js`` is the same rule in the browser. Lengths are counted in characters here, in units
of UTF-16 there: a passage with rare letters may be cut elsewhere.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from svod.search.analysis import DASHES, find_chunks
from svod.search.reading import Fragment
from svod.text import INVISIBLE

MOST_EXCERPTS: Final = 3
LONGEST: Final = 320
BEFORE: Final = 90

# In a text whose marks and invisible characters are letters; see ``_as_letters``.
_WORD: Final = re.compile(rf"(?:[^\W_]|№)+(?:[{DASHES}.,:/][^\W_]+)*")
_MANY: Final = 9
_NEAR: Final = 30  # characters in which a cut looks for a space


class Piece(NamedTuple):
    """A piece of text, and whether it is one of the words that were found."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A passage of a result: where it stands, whom it asks, and its text or the best part of it."""

    anchor: str
    asked: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What to mark.

    The terms, each with the words of the query that it stands for (bits), and phrases as folded words.
    """

    terms: Mapping[str, int]
    phrases: Sequence[Sequence[str]]


class _MarkedWord(NamedTuple):
    start: int
    end: int
    mask: int
    phrase: bool


class _Word(NamedTuple):
    start: int
    end: int
    mask: int
    forms: tuple[str, ...]


def find_excerpts(fragment: Fragment, marks: Marks) -> list[Excerpt]:
    """Return up to three passages of an act, those that hold most of the words first."""
    found = []
    for anchor, text, *asked in fragment.passages:
        words = _find_marked(text, marks)
        if words:
            found.append((anchor, text, fragment.asked[asked[0]] if asked else "", words))
    found.sort(key=lambda passage: -_weigh(passage[-1]))
    return [
        Excerpt(anchor=anchor, asked=asked, pieces=tuple(_cut_text(text, words)))
        for anchor, text, asked, words in found[:MOST_EXCERPTS]
    ]


def mark_text(text: str, marks: Marks) -> list[Piece]:
    """Return ``text`` in pieces, the words to be marked apart."""
    return _pieces(text, _find_marked(text, marks), 0, len(text))


def _find_marked(text: str, marks: Marks) -> list[_MarkedWord]:
    words: list[_Word] = []
    for match in _WORD.finditer(_as_letters(text)):
        chunks = list(find_chunks(text[match.start() : match.end()]))
        mask = 0
        for token in (token for chunk in chunks for token in chunk.tokens):
            mask |= marks.terms.get(token.term, 0)
        forms = tuple(part.form for chunk in chunks for part in chunk.parts)
        words.append(_Word(match.start(), match.end(), mask, forms))
    in_phrase = _find_phrases(words, marks.phrases)
    return [
        _MarkedWord(word.start, word.end, word.mask, number in in_phrase)
        for number, word in enumerate(words)
        if word.mask or number in in_phrase
    ]


def _as_letters(text: str) -> str:
    """Return ``text`` with a letter for each character that parts no word although it is none."""
    if text.isascii():
        return text
    return "".join(
        "a" if sign in INVISIBLE or unicodedata.category(sign)[0] == "M" else sign for sign in text
    )


def _find_phrases(words: Sequence[_Word], phrases: Iterable[Sequence[str]]) -> set[int]:
    """Return the numbers of the words that stand in a phrase."""
    forms = [(form, number) for number, word in enumerate(words) for form in word.forms]
    return {
        number
        for phrase in phrases
        for start in range(len(forms) - len(phrase) + 1)
        if all(forms[start + offset][0] == wanted for offset, wanted in enumerate(phrase))
        for _, number in forms[start : start + len(phrase)]
    }


def _weigh(words: Sequence[_MarkedWord]) -> int:
    """Return how much a passage says.

    A phrase says more than any number of words, a word more than its repetitions.
    """
    mask = 0
    for word in words:
        mask |= word.mask
    phrase = 10_000 if any(word.phrase for word in words) else 0
    return 100 * mask.bit_count() + min(len(words), _MANY) + phrase


def _cut_text(text: str, words: Sequence[_MarkedWord]) -> list[Piece]:
    """Return the whole of a short text, else the part with most marked words."""
    if len(text) <= LONGEST:
        return _pieces(text, words, 0, len(text))

    ends = [word.end for word in words]

    def weight(first: int) -> int:
        return _weigh(words[first : bisect_right(ends, words[first].start + LONGEST - BEFORE)])

    best = max(range(len(words)), key=weight)
    start = _word_start(text, max(0, words[best].start - BEFORE) if weight(best) else 0)
    end = _word_end(text, min(len(text), start + LONGEST))
    before = [Piece("… ", marked=False)] if start > 0 else []
    after = [Piece(" …", marked=False)] if end < len(text) else []
    return [*before, *_pieces(text, words, start, end), *after]


def _word_start(text: str, at: int) -> int:
    space = text.find(" ", at) if at else -1
    return at if space < 0 or space > at + _NEAR else space + 1


def _word_end(text: str, at: int) -> int:
    space = text.rfind(" ", 0, at + 1) if at < len(text) else -1
    return at if space < at - _NEAR else space


def _pieces(text: str, words: Iterable[_MarkedWord], start: int, end: int) -> list[Piece]:
    cut: list[Piece] = []
    at = start
    for word in words:
        if word.start >= at and word.end <= end:
            cut += [
                Piece(text[at : word.start], marked=False),
                Piece(text[word.start : word.end], marked=True),
            ]
            at = word.end
    cut.append(Piece(text[at:end], marked=False))
    return [piece for piece in cut if piece.text]
