"""An index is the same in however many pieces it is made, and in whatever order its documents come."""

import random

import pytest

from svod.search import collecting, postings
from svod.search.collecting import WordCollector, Words
from svod.search.index import build_index
from svod.search.runs import gather_words
from svod.search.words import build_tokens, build_vocabulary
from tests.search.samples import make_entries

DOCUMENTS = [entry.fields for entry in make_entries(60)]


def build(words: Words) -> dict[str, str]:
    facets = [{"topics": ()}] * words.documents
    return {script.name: script.text for script in build_index(words, [], facets, {"topics": {}})}


def gather(size: int, order: list[int]) -> Words:
    """Return the words of all documents, which come in this order, in batches of a size."""
    words = WordCollector({})
    for start in range(0, len(order), size):
        numbers = order[start : start + size]
        words.add(gather_words([DOCUMENTS[number] for number in numbers]), numbers)
    return words.arrange()


@pytest.mark.parametrize(
    ("piece", "most", "tokens"),
    [(2_000, 10_000, 1 << 20), (7, 1, 1), (60, 1, 900), (1, 500, 300), (59, 10**6, 1 << 20)],
)
def test_an_index_in_pieces_is_the_one_made_at_once(
    piece: int, most: int, tokens: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = list(range(len(DOCUMENTS)))
    expected = build(gather(len(order), order))
    random.Random(piece).shuffle(order)
    monkeypatch.setattr(collecting, "_PIECE", piece)
    monkeypatch.setattr(collecting, "_MOST", most)
    monkeypatch.setattr(postings, "_RANGE", tokens)
    assert build(gather(13, order)) == expected


def test_the_tokens_of_a_document_are_the_same_in_any_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    def tokens(words: Words) -> list[tuple[int, ...]]:
        pieces = build_tokens(words, build_vocabulary(words))
        columns = [(made.documents, made.fields, made.places, made.forms) for made in pieces]
        return [
            row for of_piece in columns for row in zip(*(column.tolist() for column in of_piece), strict=True)
        ]

    order = list(range(len(DOCUMENTS)))
    expected = tokens(gather(9, order))
    monkeypatch.setattr(collecting, "_PIECE", 4)
    assert tokens(gather(9, order)) == expected


def test_no_documents_are_an_index_too() -> None:
    """A batch may have no documents, an index neither."""
    words = WordCollector({})
    words.add(gather_words([]), [])
    assert [name for name in build(words.arrange()) if not name.startswith("facets/")] == ["directory"]
