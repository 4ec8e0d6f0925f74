"""The dictionary of Russian words, and what it tells of names: which are one name in two cases.

It is OpenCorpora's, through pymorphy3, which takes 0.2 s to load: it is loaded for the first word that is
asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

_FIRST: Final = "nomn"
# The cases in which addressees are printed, in the order in which words are read where they allow several.
_PRINTED: Final = (_FIRST, "datv", "gent")
_CASES: Final = {
    **{case: case for case in (*_PRINTED, "accs", "ablt", "loct")},
    "gen2": "gent",
    "loc2": "loct",
}
_DECLINED: Final = {"NOUN", "ADJF", "PRTF"}
_VERBS: Final = {"VERB", "INFN", "GRND"}
_OPENING: Final = '«„“"'


class Form(NamedTuple):
    """A word read in one way: the forms of its word that have its number, and its case among them."""

    series: tuple[str | None, ...]
    case: str


@cache
def dictionary() -> Any:  # noqa: ANN401  (pymorphy3 has no types)
    """Return the analyser of words that the dictionary has; it guesses nothing about others."""
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415  (slow to load, and seldom needed)
    from pymorphy3.units import DictionaryAnalyzer  # noqa: PLC0415

    return MorphAnalyzer(units=[[DictionaryAnalyzer()]])


@cache
def find_forms(word: str) -> frozenset[Form]:
    """Return all ways to read a folded ``word`` that has cases."""
    return frozenset(_form(parse) for parse in _declined(word))


def is_declined(name: Sequence[str], label: Sequence[str], *, named: bool) -> bool:
    """Tell whether ``label`` is ``name`` in another case; both are as many folded words.

    Words differ only by their case, all from the same one to the same one; their number stays. A name
    that was ``named`` by editors stands in the nominative; words that were copied from an act in the
    nominative if that can be, else in the dative, else in the genitive.
    """
    cases = [_cases(word, other) for word, other in zip(name, label, strict=True) if word != other]
    common = frozenset.intersection(*cases) if cases else frozenset()
    if not common:
        return False
    changed = [word for word, other in zip(name, label, strict=True) if word != other]
    known = (case for case in _PRINTED if all(_can_be(word, case) for word in changed))
    own = _FIRST if named else next(known, "")
    return any(case == own for case, _ in common)


class Dative(NamedTuple):
    """How many words a name in the dative begins with, and whether they cannot be in the nominative."""

    length: int
    sure: bool


def find_dative(folded: Sequence[str]) -> Dative | None:
    """Return the adjectives and one noun in the dative that begin words, None where others do.

    An infinitive is no noun: «вести учёт».
    """
    for at, word in enumerate(folded):
        if any(parse.tag.POS == "INFN" for parse in _parse(word)):
            return None
        if _parses(word, "NOUN", "datv"):
            return Dative(at + 1, not _can_be(word, _FIRST))
        if not any(_parses(word, kind, "datv") for kind in ("ADJF", "PRTF")):
            return None
    return None


def to_nominative(words: Sequence[str], folded: Sequence[str]) -> list[str] | None:
    """Return the printed ``words`` of a name in the dative in the nominative; None where that is not sure.

    It is sure where adjectives and one noun begin the name and nothing after them is in the dative too.
    """
    head = next((at for at, word in enumerate(folded) if _parses(word, "NOUN", "datv")), None)
    if head is None or _may_follow(words[head + 1 :], folded[head + 1 :]):
        return None
    found: list[str] = []
    numbers = {str(parse.tag.number) for parse in _parses(folded[head], "NOUN", "datv")}
    for at in range(head + 1):
        kinds = ("NOUN",) if at == head else ("ADJF", "PRTF")
        parses = [parse for kind in kinds for parse in _parses(folded[at], kind, "datv")]
        forms = {parse.inflect({_FIRST}).word for parse in parses if str(parse.tag.number) in numbers}
        if len(forms) != 1 or len(numbers) != 1:
            return None
        found.append(_like(words[at], forms.pop()))
    return [*found, *words[head + 1 :]]


@cache
def find_lemmas(word: str) -> frozenset[str]:
    """Return the dictionary forms, folded, of a folded ``word``: itself where the dictionary has it not."""
    return frozenset(parse.normal_form.replace("ё", "е") for parse in _parse(word)) or frozenset((word,))


def from_locative(name: str) -> str:
    """Return a name that is printed in the locative («Нижнем Новгороде») in the nominative, word by word.

    A word that the dictionary does not have in that case stays as it is.
    """
    return " ".join(map(_from_locative, name.split()))


def _from_locative(word: str) -> str:
    parses = (parse for parse in _parse(word.lower()) if _CASES.get(str(parse.tag.case)) == "loct")
    form = next((inflected for parse in parses if (inflected := parse.inflect({_FIRST}))), None)
    if form is None:
        return word
    parts = zip(word.split("-"), form.word.split("-"), strict=False)
    return "-".join(_like(printed, part) for printed, part in parts)


def is_word(word: str) -> bool:
    """Tell whether the dictionary has a printed ``word``, in any of its forms."""
    return bool(dictionary().word_is_known(word.lower()))


def is_verb(word: str) -> bool:
    """Tell whether a folded ``word`` can only be a verb."""
    parses = _parse(word)
    return bool(parses) and all(parse.tag.POS in _VERBS for parse in parses)


def is_preposition(word: str) -> bool:
    """Tell whether a folded ``word`` may be a preposition: what follows it has the case that it wants."""
    return any(parse.tag.POS == "PREP" for parse in dictionary().parse(word))


def _may_follow(words: Sequence[str], folded: Sequence[str]) -> bool:
    """Tell whether one of the words after a noun may be in the dative because the noun is."""
    for word, fold in zip(words, folded, strict=True):
        if word[:1] in _OPENING or is_preposition(fold):
            return False
        cases = {form.case for form in find_forms(fold)}
        if "datv" in cases and not cases & {"gent", "ablt"}:
            return True
    return False


def _parses(word: str, kind: str, case: str) -> list[Any]:
    return [parse for parse in _declined(word) if kind == parse.tag.POS and parse.tag.case == case]


def _declined(word: str) -> Iterator[Any]:
    return (parse for parse in _parse(word) if parse.tag.POS in _DECLINED and parse.tag.case in _CASES)


@cache
def _parse(word: str) -> Iterable[Any]:
    return tuple(dictionary().parse(word))


def _form(parse: Any) -> Form:  # noqa: ANN401  (pymorphy3 has no types)
    tag = parse.tag
    series = (parse.normal_form, tag.POS, tag.tense, tag.voice, tag.number, tag.gender)
    return Form(tuple(value and str(value) for value in series), _CASES[tag.case])


def _cases(word: str, other: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of cases by which two words differ, if it is that."""
    return frozenset(
        (form.case, printed.case)
        for form in find_forms(word)
        for printed in find_forms(other)
        if form.series == printed.series
    )


def _can_be(word: str, case: str) -> bool:
    return any(form.case == case for form in find_forms(word))


def _like(printed: str, word: str) -> str:
    """Return ``word`` with the capitals of the word that is ``printed``."""
    if printed.isupper() and len(printed) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if printed[:1].isupper() else word
