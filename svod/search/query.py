"""What a reader typed, taken apart: words, quoted phrases, excluded words.

``client/query.js`` is the same rule in the browser.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from svod.search.analysis import Chunk, Token, find_chunks
from svod.search.shared import function_words

# More words than anybody remembers; a pasted page must not stop the search.
MOST_WORDS: Final = 24
# In the units of a browser, which are those of UTF-16.
LONGEST: Final = 2_000

_PIECE: Final = re.compile(
    r'(?P<minus>(?<![^\s(«„“"])[-\u2212](?=[^\W_]|[«„“"]))?'
    r'(?:[«„“"](?P<phrase>[^«»„“”"]*)[»“”"]|(?P<word>[^\s«»„“”"]+)|[«„“”"»])'
)
_WORD_END: Final = re.compile(r"[^\W_]\Z")
# Those of the characters that control and format which a browser takes for white space.
_SPACES: Final = "\t\n\v\f\r\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word to be found, with the text it was cut from (none in a phrase)."""

    chunk: Chunk
    text: str
    quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is to be found.

    ``words`` are all words, those of phrases included; ``phrases`` the words of each phrase; ``excluded``
    those that must not be there. ``unfinished`` tells that the last word may go on.
    """

    words: tuple[Word, ...]
    phrases: tuple[tuple[Token, ...], ...]
    excluded: tuple[Chunk, ...]
    unfinished: bool


def parse_query(text: str, *, unfinished: bool = False) -> Query:
    """Take a query apart. ``unfinished`` tells that the reader is still typing."""
    clean = _clean(text)
    words: list[Word] = []
    phrases: list[tuple[Token, ...]] = []
    excluded: list[Chunk] = []
    goes_on = False
    place = 0
    for piece in _PIECE.finditer(clean):
        phrase, word = piece["phrase"], piece["word"] or ""
        chunks = list(find_chunks(word if phrase is None else phrase))
        if piece["minus"]:
            excluded += chunks
            continue
        moved = [_move(chunk, place) for chunk in chunks[: MOST_WORDS - len(words)]]
        quoted = phrase is not None
        words += [Word(chunk=chunk, text=word, quoted=quoted) for chunk in moved]
        if quoted and moved:
            phrases.append(tuple(part for chunk in moved for part in chunk.parts))
        place += sum(len(chunk.parts) for chunk in moved) + quoted
        last = piece.end() == len(clean)
        goes_on = unfinished and last and not quoted and bool(_WORD_END.search(piece[0]))
    query = Query(words=tuple(words), phrases=tuple(phrases), excluded=tuple(excluded), unfinished=goes_on)
    return _without_function_words(query)


def _clean(text: str) -> str:
    """Return the beginning of ``text`` without characters that control or format."""
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * LONGEST]
    return "".join(_clean_signs(units.decode("utf-16-le", "surrogatepass")))


def _clean_signs(text: str) -> Iterable[str]:
    for sign in text:
        if unicodedata.category(sign) not in ("Cc", "Cf"):
            yield sign
        elif sign in _SPACES:
            yield " "


def _without_function_words(query: Query) -> Query:
    """Leave out the words that find nothing, unless there is nothing else."""
    last = len(query.words) - 1
    kept = tuple(
        word
        for number, word in enumerate(query.words)
        if word.quoted
        or (query.unfinished and number == last)
        or any(part.form not in function_words() for part in word.chunk.parts)
    )
    return replace(query, words=kept) if kept else query


def _move(chunk: Chunk, by: int) -> Chunk:
    return Chunk(chunk.whole and chunk.whole.moved(by), tuple(part.moved(by) for part in chunk.parts))
