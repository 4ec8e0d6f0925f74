"""What a reader typed, taken apart: words, quoted phrases, excluded words.

``client/query.js`` is the same rule in the browser.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from svod.search.analysis import Chunk, Token, find_chunks
from svod.search.shared import function_words

# More words than anybody remembers; a pasted page must not stop the search. A browser counts them in bits.
MOST_WORDS: Final = 24
# In the units of a browser, which are those of UTF-16.
LONGEST: Final = 2_000

_PIECE: Final = re.compile(
    r'(?P<minus>(?<![^\s(«„“"])[-\u2212](?=[^\W_]|[«„“"]))?'
    r'(?:[«„“"](?P<phrase>[^«»„“”"]*)[»“”"]|(?P<word>[^\s«»„“”"]+)|[«„“”"»])'
)
_WORD_END: Final = re.compile(r"[^\W_]\Z")
_INSTEAD: Final = {"Cf": "", "Cc": " "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as it was typed, between spaces or in quotation marks.

    ``text`` is empty for a phrase; ``piece`` tells which of the pieces of the query it is.
    """

    chunks: tuple[Chunk, ...]
    text: str
    quoted: bool
    piece: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is to be found.

    ``pieces`` are all that was typed, as it stands; ``words`` what is to be found; ``phrases`` the words
    of each phrase; ``excluded`` and ``excluded_phrases`` what must not be there. ``unfinished`` tells that
    the last word may go on; ``shortened`` that there were more words than ``MOST_WORDS``, and the others
    count for nothing.
    """

    pieces: tuple[str, ...]
    words: tuple[Word, ...]
    phrases: tuple[tuple[Token, ...], ...]
    excluded: tuple[Chunk, ...]
    excluded_phrases: tuple[tuple[Token, ...], ...]
    unfinished: bool
    shortened: bool


def parse_query(text: str, *, unfinished: bool = False) -> Query:
    """Take a query apart. ``unfinished`` tells that the reader is still typing."""
    clean = _clean(text)
    pieces: list[str] = []
    words: list[Word] = []
    excluded: list[Chunk] = []
    excluded_phrases: list[tuple[Token, ...]] = []
    goes_on = shortened = False
    place, room = 0, MOST_WORDS
    for piece in _PIECE.finditer(clean):
        phrase, word = piece["phrase"], piece["word"] or ""
        quoted = phrase is not None
        found = list(find_chunks(phrase if quoted else word))
        pieces.append(piece[0])
        if piece["minus"] and quoted:
            excluded_phrases += [_words_of(found)] if found else []
            continue
        if piece["minus"]:
            excluded += found
            # A word of several parts stands for all of them together: «44-ФЗ» is neither 44 nor ФЗ.
            excluded_phrases += [chunk.parts for chunk in found if len(chunk.parts) > 1]
            continue
        chunks = tuple(chunk.moved(place) for chunk in _take(found, room))
        whole = _parts(chunks) == _parts(found)
        last = piece.end() == len(clean) and whole
        shortened = shortened or not whole
        goes_on = unfinished and last and not quoted and bool(_WORD_END.search(piece[0]))
        if chunks:
            words.append(Word(chunks=chunks, text=word, quoted=quoted, piece=len(pieces) - 1))
        room -= _parts(chunks)
        place += _parts(chunks)
    query = Query(
        pieces=tuple(pieces),
        words=tuple(words),
        phrases=tuple(_words_of(word.chunks) for word in words if word.quoted),
        excluded=tuple(excluded),
        excluded_phrases=tuple(excluded_phrases),
        unfinished=goes_on,
        shortened=shortened,
    )
    return _without_function_words(query)


def _words_of(chunks: Sequence[Chunk]) -> tuple[Token, ...]:
    return tuple(part for chunk in chunks for part in chunk.parts)


def _parts(chunks: Sequence[Chunk]) -> int:
    return sum(len(chunk.parts) for chunk in chunks)


def _take(chunks: Sequence[Chunk], room: int) -> Sequence[Chunk]:
    """Return the first of ``chunks``, ``room`` parts of them at most."""
    taken: list[Chunk] = []
    for chunk in chunks:
        if room > 0:
            taken.append(chunk if len(chunk.parts) <= room else Chunk(None, chunk.parts[:room]))
        room -= len(chunk.parts)
    return taken


def _clean(text: str) -> str:
    """Return the beginning of ``text`` without characters that format, with spaces for those that control."""
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * LONGEST]
    beginning = units.decode("utf-16-le", "surrogatepass")
    return "".join(_INSTEAD.get(unicodedata.category(sign), sign) for sign in beginning)


def _without_function_words(query: Query) -> Query:
    """Leave out the words that find nothing, unless there is nothing else."""
    last = len(query.words) - 1
    kept = tuple(
        word
        for number, word in enumerate(query.words)
        if word.quoted
        or (query.unfinished and number == last)
        or any(part.form not in function_words() for chunk in word.chunks for part in chunk.parts)
    )
    return replace(query, words=kept) if kept else query
