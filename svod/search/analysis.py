"""Text to terms: what a word is and which words count as one.

The index is made with these rules here, and the browser applies the same ones to what a reader types
(``client/analysis.js``): ``tests/search/vectors.json`` is run by both. Words are cut, folded and stemmed,
nothing else: no word is too common to be indexed, so that every phrase can be found.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

import Stemmer

from svod.text import fold_letters

LONGEST: Final = 48
# Texts are folded and cut many at a time; no text of an act holds this.
END: Final = "\0"
# What joins the parts of a word: a class of a regular expression, without its brackets.
DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212"

_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_CHUNK: Final = re.compile(rf"[^\W_]+(?:(?:[{DASHES}]|(?<=\d)[.,:/](?=\d))[^\W_]+)*")
_PART: Final = re.compile(r"\d+|[^\W\d_]+")
_DASH: Final = re.compile(rf"[{DASHES}]")
_DIGIT: Final = re.compile(r"\d")
_stemmer = Stemmer.Stemmer("russian")


class Token(NamedTuple):
    """A word as it was printed, folded (``form``), what it is found by (``term``), and its place.

    ``place`` counts words from the beginning of the text or run, from 0.
    """

    form: str
    term: str
    place: int

    def moved(self, by: int) -> "Token":
        """Return the token ``by`` places further on."""
        return self._replace(place=self.place + by)


class Chunk(NamedTuple):
    """What stands between spaces and punctuation: its parts in order, and what they are as a whole.

    The whole, None where there is one part, has the place of the first.
    """

    whole: Token | None
    parts: tuple[Token, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The whole, if there is one, and the parts."""
        return (self.whole, *self.parts) if self.whole else self.parts

    def moved(self, by: int) -> "Chunk":
        """Return the chunk ``by`` places further on."""
        return Chunk(self.whole and self.whole.moved(by), tuple(part.moved(by) for part in self.parts))


def find_runs(texts: Iterable[str]) -> list[str]:
    """Return ``texts`` folded and cut at white space: the few strings of which there are many.

    ``END`` follows the runs of each text. № is the Latin letter that many write for it: «n». Letters
    outside the Basic Multilingual Plane (of dead languages, of mathematics) part words, so that a word
    has one length and one order everywhere.
    """
    joined = f" {END} ".join((*texts, ""))
    return _ASTRAL.sub(" ", fold_letters(joined).replace("№", "n ")).split()


def split_run(run: str) -> tuple[Chunk, ...]:
    """Return the chunks of a run that ``find_runs`` has found.

    A chunk goes on across dashes, and across a point, comma, colon or slash between digits:
    «научно-методический», «23.08.2022», «273-ФЗ». Its parts are runs of letters, which are stemmed
    (Snowball, Russian), and runs of digits. A chunk of several parts is one token more as a whole: with
    a digit in it as it stands, dashes alike («273-фз»), else its parts joined and stemmed
    («научнометодический»). A part ends after 48 characters; a whole that is longer is left out.
    """
    chunks: list[Chunk] = []
    first = 0
    for chunk in _CHUNK.findall(run):
        words = _PART.findall(chunk)
        parts = tuple(_word(word[:LONGEST], place) for place, word in enumerate(words, first))
        is_whole = len(words) > 1 and len(chunk) <= LONGEST
        chunks.append(Chunk(_whole(chunk, words, first) if is_whole else None, parts))
        first += len(words)
    return tuple(chunks)


_split_known: Final = cache(split_run)


def find_chunks(text: str) -> Iterator[Chunk]:
    """Yield the chunks of ``text`` in order."""
    first = 0
    for run in find_runs([text]):
        chunks = _split_known(run)
        for chunk in chunks:
            yield chunk.moved(first)
        first += sum(len(chunk.parts) for chunk in chunks)


def stems(forms: list[str]) -> list[str]:
    """Return the stems of folded words of letters."""
    found: list[str] = _stemmer.stemWords(forms)
    return found


def _whole(chunk: str, words: list[str], place: int) -> Token:
    if not _DIGIT.search(chunk):
        return _word("".join(words), place)
    whole = _DASH.sub("-", chunk)
    return Token(whole, whole, place)


def _word(form: str, place: int) -> Token:
    return Token(form, _stemmer.stemWord(form), place)
