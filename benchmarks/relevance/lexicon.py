"""Which lexemes a Russian word can be a form of, and which other forms those have (pymorphy3).

A lexeme is named by its normal form, ё as е: рабочий the noun and рабочий the adjective count as one,
and participles belong to their verb, as pymorphy3 has it.
"""

from functools import cache
from typing import Any, Final, Protocol, cast

import pymorphy3

from benchmarks.relevance.words import LETTERS, fold

CONTENT: Final = frozenset({"NOUN", "ADJF", "VERB", "INFN", "PRTF"})
# Function words by meaning, names, abbreviations, words without forms, and forms that nobody types.
_UNWANTED: Final = frozenset(
    {"Apro", "Anum", "Abbr", "Init", "Name", "Surn", "Patr", "Fixd", "Arch", "Erro", "Slng", "Dist", "Infr"}
    | {"Litr", "V-be", "V-bi", "V-en", "V-ey", "V-ie", "V-oy", "V-ej", "V-sh", "impr", "voct"}
)
_AUXILIARY: Final = frozenset({"быть", "мочь"})


class _Parse(Protocol):
    word: str
    normal_form: str
    tag: Any
    is_known: bool
    lexeme: "list[_Parse]"


_analyzer = pymorphy3.MorphAnalyzer()


@cache
def _parses(word: str) -> tuple[_Parse, ...]:
    return tuple(cast("list[_Parse]", _analyzer.parse(word)))


@cache
def lexemes_of(word: str) -> frozenset[str]:
    """Return the names of all lexemes that the folded ``word`` can be a form of."""
    return frozenset(fold(parse.normal_form) for parse in _parses(word))


def lexeme_of(word: str) -> str | None:
    """Return the lexeme of a folded word if there is no other it could be a form of."""
    found = lexemes_of(word)
    return next(iter(found)) if len(found) == 1 else None


def is_russian(word: str) -> bool:
    """Tell whether the dictionary has the word."""
    return bool(_analyzer.word_is_known(word))


@cache
def content_lexeme(word: str) -> str | None:
    """Return the lexeme of a word that has one only, is in the dictionary and is no function word."""
    lexeme = lexeme_of(word) if LETTERS.fullmatch(word) and is_russian(word) else None
    wanted = all(parse.tag.POS in CONTENT and not _UNWANTED & parse.tag.grammemes for parse in _parses(word))
    return lexeme if wanted and lexeme not in _AUXILIARY else None


@cache
def other_forms(word: str) -> tuple[str, ...]:
    """Return the other forms of a content word, folded and sorted: of its part of speech, of one lexeme."""
    lexeme, tag = content_lexeme(word), _parses(word)[0].tag
    same = {
        fold(form.word)
        for form in _parses(word)[0].lexeme
        if form.tag.POS in {tag.POS, *(("INFN", "VERB") if tag.POS in ("INFN", "VERB") else ())}
        and not _UNWANTED & form.tag.grammemes
        and ("Supr" in form.tag, form.word[:3] == "наи") == ("Supr" in tag, word[:3] == "наи")
    }
    return tuple(sorted(form for form in same - {word} if content_lexeme(form) == lexeme is not None))


@cache
def with_yo(word: str) -> str | None:
    """Return the folded word with its ё, if it has one in its likeliest reading."""
    spelt = _parses(word)[0].word
    return spelt if "ё" in spelt and fold(spelt) == word else None
