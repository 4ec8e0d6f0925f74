"""Queries of several words: neighbours in other forms, quoted phrases, exclusions, words of a paragraph."""

from collections.abc import Callable, Iterator
from itertools import islice

from benchmarks.relevance.documents import Collection
from benchmarks.relevance.lexicon import content_lexeme, other_forms
from benchmarks.relevance.places import Draw, Place
from benchmarks.relevance.query import Query, make_query
from benchmarks.relevance.words import LETTERS, Line, fold

_PHRASE_WORDS = (3, 4, 5)
_PARAGRAPH_WORDS = (3, 4)
_FEWEST_DOCUMENTS = 4


def pairs(draw: Draw) -> Iterator[Query]:
    """Two content words that stand next to each other, both put into other forms."""
    return islice(_pairs(draw), draw.number)


def _pairs(draw: Draw) -> Iterator[Query]:
    seen = set()
    for place in draw.places():
        if not _is_run(place, 2):
            continue
        first, second = place.line.words[place.index : place.index + 2]
        lexemes = content_lexeme(first), content_lexeme(second)
        if None in lexemes or lexemes in seen or lexemes[0] == lexemes[1]:
            continue
        if other_forms(first) and other_forms(second):
            seen.add(lexemes)
            text = f"{draw.chance.choice(other_forms(first))} {draw.chance.choice(other_forms(second))}"
            holds = _adjacent(draw.collection, str(lexemes[0]), str(lexemes[1]))
            yield make_query("pair", text, place.document.id, draw.collection.matching(holds))


def phrases(draw: Draw) -> Iterator[Query]:
    """Three to five words as printed one after another, in quotation marks."""
    return islice(_phrases(draw), draw.number)


def _phrases(draw: Draw) -> Iterator[Query]:
    seen = set()
    for place in draw.places():
        length = draw.chance.choice(_PHRASE_WORDS)
        words = place.line.words[place.index : place.index + length]
        if words in seen or not _is_run(place, length) or not all(map(LETTERS.fullmatch, words)):
            continue
        printed = _printed(place.text, words)
        if printed and any(map(content_lexeme, words)):
            seen.add(words)
            judgement = draw.collection.matching(_phrase(words))
            yield make_query("phrase", f'"{printed}"', place.document.id, judgement)


def exclusions(draw: Draw) -> Iterator[Query]:
    """``слово -слово``: the second stands in some of the documents that hold the first, not in all."""
    return islice(_exclusions(draw), draw.number)


def _exclusions(draw: Draw) -> Iterator[Query]:
    seen = set()
    for place in draw.places():
        line = draw.chance.choice(place.document.lines)
        other = draw.chance.choice(line.words) if line.words else ""
        lexemes = content_lexeme(place.word), content_lexeme(other)
        if None in lexemes or lexemes in seen:
            continue
        wanted, unwanted = (draw.collection.lexeme(str(lexeme)) for lexeme in lexemes)
        judgement = wanted.without(unwanted)
        both = wanted.relevant & unwanted.relevant
        if len(wanted.relevant) >= _FEWEST_DOCUMENTS and judgement.relevant and both:
            seen.add(lexemes)
            yield make_query("exclusion", f"{place.word} -{other}", min(judgement.relevant), judgement)


def paragraph_words(draw: Draw) -> Iterator[Query]:
    """Three or four content words of one paragraph, as printed, in the order in which they stand."""
    return islice(_paragraph_words(draw), draw.number)


def _paragraph_words(draw: Draw) -> Iterator[Query]:
    seen = set()
    for place in draw.places():
        by_lexeme = {content_lexeme(word): word for word in place.line.words}
        by_lexeme.pop(None, None)
        number = draw.chance.choice(_PARAGRAPH_WORDS)
        if len(by_lexeme) < number or place.line in seen:
            continue
        seen.add(place.line)
        chosen = draw.chance.sample(list(by_lexeme), number)
        text = " ".join(by_lexeme[lexeme] for lexeme in by_lexeme if lexeme in chosen)
        forms = [draw.collection.forms_of(str(lexeme)) for lexeme in chosen]
        judgement = draw.collection.matching(_together(forms))
        yield make_query("paragraph-words", text, place.document.id, judgement)


def _is_run(place: Place, length: int) -> bool:
    """Tell whether ``length`` words stand from here on with nothing but white space between them."""
    gaps = place.line.close[place.index : place.index + length - 1]
    return len(gaps) == length - 1 and all(gaps)


def _printed(text: str, words: tuple[str, ...]) -> str | None:
    """Return the words as they are printed in the paragraph."""
    at = fold(text).find(" ".join(words))
    exact = at >= 0 and len(fold(text)) == len(text)
    return text[at : at + len(" ".join(words))] if exact else None


def _adjacent(collection: Collection, first: str, second: str) -> Callable[[Line], bool]:
    left, right = collection.forms_of(first), collection.forms_of(second)

    def holds(line: Line) -> bool:
        if left.isdisjoint(line.words) or right.isdisjoint(line.words):
            return False
        following = zip(line.words, line.words[1:], strict=False)
        return any(word in left and after in right for word, after in following)

    return holds


def _phrase(words: tuple[str, ...]) -> Callable[[Line], bool]:
    length = len(words)

    def holds(line: Line) -> bool:
        starts = range(len(line.words) - length + 1)
        return words[0] in line.words and any(line.words[at : at + length] == words for at in starts)

    return holds


def _together(lexemes: list[frozenset[str]]) -> Callable[[Line], bool]:
    def holds(line: Line) -> bool:
        return not any(forms.isdisjoint(line.words) for forms in lexemes)

    return holds
