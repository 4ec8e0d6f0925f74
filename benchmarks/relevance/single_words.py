"""Queries of one word: other forms, unfinished, mistyped, in the wrong layout, with ё, numbers."""

from collections.abc import Iterator
from itertools import islice
from random import Random

from benchmarks.relevance.documents import Judgement
from benchmarks.relevance.lexicon import content_lexeme, is_russian, other_forms, with_yo
from benchmarks.relevance.places import Draw, Place
from benchmarks.relevance.query import Query, make_query
from benchmarks.relevance.words import LETTERS

PREFIXES = (3, 4, 5, 6)
_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_LATIN_ROWS = ("qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,.")
_TO_LATIN = str.maketrans("".join(_ROWS), "".join(_LATIN_ROWS))
_NEIGHBOURS = {
    key: [row[at] for at in (index - 1, index + 1) if 0 <= at < len(row)]
    for row in _ROWS
    for index, key in enumerate(row)
}
_MISTYPED_LENGTH = 6
_LAYOUT_LENGTH = 5
_NUMBER_LENGTH = 3
_TRIES = 20


def word_forms(draw: Draw) -> Iterator[Query]:
    """A word in a form that other documents hold, but not the one it was taken from."""
    return islice(_forms("form", draw, held=True), draw.number)


def unseen_forms(draw: Draw) -> Iterator[Query]:
    """A word in a form that no document holds."""
    return islice(_forms("unseen-form", draw, held=False), draw.number)


def _forms(kind: str, draw: Draw, *, held: bool) -> Iterator[Query]:
    collection = draw.collection
    here = {
        document.id: {w for line in document.lines for w in line.words} for document in collection.documents
    }
    vocabulary = set(collection.vocabulary)
    seen = set()
    for place in draw.places():
        lexeme = content_lexeme(place.word)
        if lexeme is None or lexeme in seen:
            continue
        forms = [
            form
            for form in other_forms(place.word)
            if (form in collection.text_words and form not in here[place.document.id])
            == held
            == (form in vocabulary)
        ]
        if forms:
            seen.add(lexeme)
            yield make_query(kind, draw.chance.choice(forms), place.document.id, collection.lexeme(lexeme))


def prefixes(draw: Draw) -> Iterator[Query]:
    """The first three to six letters of a longer word; the judge wants every word that begins so."""
    for length in PREFIXES:
        seen: set[str] = set()
        for place in draw.places():
            prefix = place.word[:length]
            if len(place.word) > length and LETTERS.fullmatch(place.word) and prefix not in seen:
                seen.add(prefix)
                judgement = draw.collection.prefix(prefix)
                yield make_query(f"prefix-{length}", prefix, place.document.id, judgement, prefix=True)
                if len(seen) == draw.number:
                    break


def typing_errors(draw: Draw) -> Iterator[Query]:
    """A word with one error; what came out is no Russian word and stands nowhere in the collection."""
    vocabulary = set(draw.collection.vocabulary)
    for place, lexeme in islice(_words(draw, _MISTYPED_LENGTH), draw.number):
        tries = (_mistyped(place.word, draw.chance) for _ in range(_TRIES))
        mistyped = (word for word in tries if word not in vocabulary and not is_russian(word))
        for text in islice(mistyped, 1):
            yield make_query("typing-error", text, place.document.id, draw.collection.lexeme(lexeme))


def wrong_layouts(draw: Draw) -> Iterator[Query]:
    """A Russian word typed while the keyboard was Latin."""
    for place, lexeme in islice(_words(draw, _LAYOUT_LENGTH), draw.number):
        text = place.word.translate(_TO_LATIN)
        yield make_query("wrong-layout", text, place.document.id, draw.collection.lexeme(lexeme))


def yo(draw: Draw) -> Iterator[Query]:
    """A word that is spelt with ё, and the same with е; every second time a word stands before it."""
    seen: set[str] = set()
    for place in draw.places():
        spelt = with_yo(place.word)
        if spelt is None or place.word in seen:
            continue
        before = f"{place.line.words[place.index - 1]} " if place.index and len(seen) % 2 else ""
        seen.add(place.word)
        yield Query(
            kind="yo",
            text=before + spelt,
            twin=before + place.word,
            source=place.document.id,
            relevant=draw.collection.text_words[place.word],
        )
        if len(seen) == draw.number:
            break


def numbers(draw: Draw) -> Iterator[Query]:
    """Dates and numbers as printed, half of them with something between the digits.

    A plain number of one or two digits is no query: the page counts an act's provisions in such.
    """
    collection = draw.collection
    found = sorted(collection.numbers)
    draw.chance.shuffle(found)
    composed = [number for number in found if not number.isalnum()]
    simple = [number for number in found if number.isalnum() and len(number) >= _NUMBER_LENGTH]
    half = draw.number // 2
    for number in [*composed[: draw.number - min(half, len(simple))], *simple[:half]]:
        relevant = collection.numbers[number]
        neutral = collection.numbers_within.get(number, frozenset()) - relevant
        yield make_query("number", number, min(relevant), Judgement(relevant, neutral))


def _words(draw: Draw, length: int) -> Iterator[tuple[Place, str]]:
    """Yield places of words of at least ``length`` letters with their lexemes, no lexeme twice."""
    seen: set[str] = set()
    for place in draw.places():
        lexeme = content_lexeme(place.word)
        if lexeme is not None and lexeme not in seen and len(place.word) >= length:
            seen.add(lexeme)
            yield place, lexeme


def _mistyped(word: str, chance: Random) -> str:
    at = chance.randrange(len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    match chance.choice(("dropped", "doubled", "swapped", "neighbour")):
        case "dropped":
            return before + after
        case "doubled":
            return before + letter + letter + after
        case "swapped":
            return before + after[0] + letter + after[1:]
        case _:
            return before + chance.choice(_NEIGHBOURS[letter]) + after
