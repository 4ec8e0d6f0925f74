"""Stems of one lexeme: what a stemmer alone does not bring together (дети and ребёнок, список and списка).

The dictionary is OpenCorpora's, through pymorphy3. A reader's word need not occur in the archive in that
very form, so the forms of each lexeme in the archive are made, and their stems lead to those that occur.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from svod.morphology import dictionary
from svod.search.analysis import stems
from svod.search.words import Vocabulary
from svod.text import fold_letters

# A reading of a word that is less likely than this is not followed: «стали» is seldom steel.
LIKELY: Final = 0.1


class Lexeme(NamedTuple):
    """A word with all its forms, as a dictionary has it: what they have in common, and the paradigm."""

    base: str
    paradigm: int


def relate_terms(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Return for each term that has any the other terms of its lexemes, among those that occur.

    The keys are stems of all forms of the lexemes that occur in ``vocabulary``, whether they occur
    themselves or not; the values are sorted.
    """
    occurring: dict[Lexeme, set[str]] = defaultdict(set)
    for form, term in zip(vocabulary.forms, vocabulary.term_of.tolist(), strict=True):
        for lexeme in find_lexemes(form):
            occurring[lexeme].add(vocabulary.terms[term])
    related: dict[str, set[str]] = defaultdict(set)
    for lexeme, terms in occurring.items():
        for term in lexeme_terms(lexeme):
            related[term] |= terms
    others = ((term, terms - {term}) for term, terms in related.items())
    return {term: tuple(sorted(terms)) for term, terms in others if terms}


def find_leading(forms: Iterable[str]) -> set[str]:
    """Return the terms to which a term with these ``forms`` is related, itself perhaps among them.

    It is what ``relate_terms`` does, from the other end: that of the term that occurs.
    """
    lexemes = {lexeme for form in forms for lexeme in find_lexemes(form)}
    return {term for lexeme in lexemes for term in lexeme_terms(lexeme)}


def find_lexemes(form: str) -> list[Lexeme]:
    """Return the lexemes that ``form`` is likely to be of; none for a word that the dictionary lacks."""
    chances: dict[Lexeme, float] = defaultdict(float)
    morph = dictionary()
    for parse in morph.parse(form):
        for _, word, paradigm, place in parse.methods_stack:
            base = morph.dictionary.build_stem(morph.dictionary.paradigms[paradigm], place, word)
            chances[Lexeme(base, paradigm)] += parse.score
    return [lexeme for lexeme, chance in chances.items() if chance >= LIKELY]


def lexeme_terms(lexeme: Lexeme) -> set[str]:
    """Return the terms of all forms of ``lexeme``."""
    forms = " ".join(prefix + lexeme.base + suffix for prefix, suffix in _endings(lexeme.paradigm))
    return set(stems(fold_letters(forms).split()))


@cache
def _endings(paradigm: int) -> Iterable[tuple[str, str]]:
    return {(prefix, suffix) for prefix, _, suffix in dictionary().dictionary.build_paradigm_info(paradigm)}
