"""What a build holds does not grow with the pages it makes, and hardly with the texts it reads."""

import gc
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from svod.content.document import Document
from svod.pipeline.building import build_site
from svod.site.contexts import ResolutionContext
from tests.rim.sites import act, make_large_site, make_site

HELD = (Document, ResolutionContext)
LONG = 12_000  # characters, of two bytes each


def held() -> Counter[str]:
    gc.collect()
    return Counter(type(record).__name__ for record in gc.get_objects() if isinstance(record, HELD))


def most_held(site: Path) -> Counter[str]:
    """Return how many trees and planned pages there are at most while the pages of acts are made."""
    before, most = held(), Counter[str]()

    def look(path: str, _: bytes) -> None:
        nonlocal most
        if path.startswith("resolutions/"):
            most |= held() - before

    assert build_site(site, look).ok
    return most


def test_one_page_is_held_at_a_time_and_no_tree(tmp_path: Path) -> None:
    assert most_held(make_large_site(tmp_path, 50)) == {"ResolutionContext": 1}


def memory_held(site: Path) -> int:
    """Return how much memory is in use when the last page of an act is made."""
    held = 0

    def look(path: str, _: bytes) -> None:
        nonlocal held
        if path == "resolutions/forum/index.html":
            gc.collect()
            held = tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        assert build_site(site, look).ok
    finally:
        tracemalloc.stop()
    return held


def long_site(folder: Path, acts: int) -> Path:
    """Write a site of acts whose texts are long."""
    items = (f"{number}. Поддержать {number * number} наставников.\n" for number in range(1, LONG // 32))
    text = act("РЕЗОЛЮЦИЯ\n\nШколам:\n\n" + "".join(items))
    return make_site(folder, {f"content/resolutions/act-{number}.md": text for number in range(acts)})


@pytest.mark.slow
def test_an_act_more_takes_less_memory_than_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("svod.pipeline.keys._CHUNK", 1)  # a chunk that is in hand is not held
    memory_held(long_site(tmp_path / "first", 1))  # what is made only once
    few, many = (memory_held(long_site(tmp_path / str(number), number)) for number in (10, 40))
    assert 0 < (many - few) / 30 < 2 * LONG
