"""The words that were found, marked in the text as it is printed, however long it is."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from svod.search.entries import Passage
from svod.search.excerpts import Marks, mark_text
from svod.search.search import find, show
from svod.text import INVISIBLE
from tests.search.node import run_script
from tests.search.samples import make_entries, write_index
from tests.search.test_differential import Site, read_index

QUERY = "«наставник школы» вуз"
SHORT, LONG = 500, 16_000
MARKS = Marks(terms={"воспитан": 1}, phrases=[])


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(folder: Path, words: int) -> list[float]:
    """Return how long the terminal and the client take to show a passage of so many marked words."""
    [entry] = make_entries(1)
    passage = Passage(anchor="p1", text="наставник школы " * (words // 2) + "вуз")
    index = read_index(write_index([replace(entry, passages=(passage,))], folder))
    with run_script("ask.js", str(folder)) as client:
        Site(index, client).compare(QUERY)  # and all is loaded now
        marks = find(QUERY, index).marks
        question = {"query": QUERY, "prefix": False, "limit": 1}
        works: list[Callable[[], object]] = [lambda: show(0, index, marks), lambda: client.ask(question)]
        return [min(seconds(work) for _ in range(2)) for work in works]


def test_a_passage_32_times_as_long_takes_some_32_times_as_long(tmp_path: Path) -> None:
    """If each word were compared with each other it would be a thousand times."""
    short, long = measure(tmp_path / "short", SHORT), measure(tmp_path / "long", LONG)
    ratios = [after / before for before, after in zip(short, long, strict=True)]
    assert max(ratios) < 4 * LONG / SHORT, ratios


@pytest.mark.parametrize("sign", INVISIBLE)
def test_a_word_is_marked_whole_whatever_is_hidden_in_it(sign: str) -> None:
    word = f"вос{sign}питание"
    assert mark_text(f"о {word}.", MARKS) == [("о ", False), (word, True), (".", False)]
