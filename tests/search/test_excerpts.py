"""What a result shows of a very long passage is found in time, by both halves alike."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from svod.search.entries import Passage
from svod.search.search import find, show
from tests.search.node import run_script
from tests.search.samples import make_entries, write_index
from tests.search.test_differential import Site, read_index

QUERY = "«наставник школы» вуз"
SHORT, LONG = 500, 16_000


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_a_passage_32_times_as_long_takes_some_32_times_as_long(tmp_path: Path) -> None:
    """If each word were compared with each other it would be a thousand times."""
    times: dict[str, list[float]] = {"terminal": [], "client": []}
    for words in (SHORT, LONG):
        text = "наставник школы " * (words // 2) + "вуз"
        [entry] = make_entries(1)
        folder = write_index(
            [replace(entry, passages=(Passage(anchor="p1", text=text),))], tmp_path / str(words)
        )
        index = read_index(folder)
        with run_script("ask.js", str(folder)) as client:
            Site(index, client).compare(QUERY)  # and all is loaded now
            marks = find(QUERY, index).marks
            question = {"query": QUERY, "prefix": False, "limit": 1}
            times["terminal"].append(min(seconds(lambda: show(0, index, marks)) for _ in range(2)))
            times["client"].append(min(seconds(lambda: client.ask(question)) for _ in range(2)))
    assert {
        half: long / short for half, (short, long) in times.items() if long > 4 * LONG / SHORT * short
    } == {}
