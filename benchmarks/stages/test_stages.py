"""What each stage costs on a small site of the project's own words: one round is all its acts.

Run by ``python -m pytest benchmarks/stages``; without pytest-benchmark everything is skipped.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol, TypeVar

import pytest

from benchmarks.acts import plan_acts
from benchmarks.corpus import read_corpus
from benchmarks.make_site import make_site
from svod.content.act import ParsedAct, parse_act
from svod.content.authorities import Authorities, read_authorities
from svod.content.blocks import parse_document
from svod.content.fidelity import fingerprint, shows
from svod.content.lint import lint_act
from svod.content.rendering import SheetRenderer
from svod.content.sources import Source, read_source
from svod.localization import localization
from svod.search.collecting import WordCollector
from svod.search.entries import STATUS, build_entry
from svod.search.fragments import fingerprint as fragment_fingerprint
from svod.search.fragments import write_fragment
from svod.search.index import build_index
from svod.search.runs import gather_words

pytest.importorskip("pytest_benchmark")

ACTS: Final = 50
_Made = TypeVar("_Made")


class Benchmark(Protocol):
    """The fixture of pytest-benchmark: calls a function many times and returns what it returned."""

    def __call__(self, function: Callable[[], _Made]) -> _Made:
        """Measure ``function``."""
        ...


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the site."""
    return make_site(tmp_path_factory.mktemp("stages") / "site", plan_acts(read_corpus(None), ACTS))


@pytest.fixture(scope="module")
def authorities(site: Path) -> Authorities:
    """Read the authority files of the site."""
    return read_authorities(site)[0]


@pytest.fixture(scope="module")
def sources(site: Path) -> Sequence[Source]:
    """Read the acts of the site."""
    paths = sorted(file.relative_to(site).as_posix() for file in site.glob("content/resolutions/*/*.md"))
    read = (read_source(site, path) for path in paths)
    return [source for source in read if isinstance(source, Source)]


@pytest.fixture(scope="module")
def acts(sources: Sequence[Source]) -> Sequence[ParsedAct]:
    """Parse the acts of the site."""
    return [act for act, _ in map(parse_act, sources) if act]


def _renderer() -> SheetRenderer:
    return SheetRenderer(link_label="ссылка", blank_label="пропуск", note_label="пометка {number}")


def test_read(benchmark: Benchmark, site: Path, sources: Sequence[Source]) -> None:
    """Read and decode the files."""
    assert all(benchmark(lambda: [read_source(site, source.path) for source in sources]))


def test_parse(benchmark: Benchmark, sources: Sequence[Source]) -> None:
    """Parse front matter and text of each act."""
    assert all(act for act, _ in benchmark(lambda: list(map(parse_act, sources))))


def test_parse_text(benchmark: Benchmark, acts: Sequence[ParsedAct]) -> None:
    """Parse the text alone into the tree of provisions."""
    bodies = [(act.body, act.body_line) for act in acts]
    assert benchmark(lambda: [parse_document(body, line) for body, line in bodies])


def test_lint(benchmark: Benchmark, acts: Sequence[ParsedAct], authorities: Authorities) -> None:
    """Find what an editor is to look at."""
    assert len(benchmark(lambda: [lint_act(act, authorities) for act in acts])) == ACTS


def test_render(benchmark: Benchmark, acts: Sequence[ParsedAct]) -> None:
    """Render the sheet of each act, by a renderer that remembers nothing."""
    documents = [act.document for act in acts]

    def render() -> list[str]:
        renderer = _renderer()
        return [renderer.render(document) for document in documents]

    assert all(benchmark(render))


def test_prove(benchmark: Benchmark, acts: Sequence[ParsedAct]) -> None:
    """Prove that each page shows what its source says."""
    renderer = _renderer()
    shown = [(act.body, f"<div data-fidelity>{renderer.render(act.document)}</div>") for act in acts]
    assert all(benchmark(lambda: [shows(page, fingerprint(body)) for body, page in shown]))


def test_index(benchmark: Benchmark, acts: Sequence[ParsedAct], authorities: Authorities) -> None:
    """Make the whole index of the search."""
    labels, facets = {STATUS: {"adopted": "принята"}}, [{STATUS: ("adopted",)}] * len(acts)

    def index() -> int:
        entries = [build_entry(act, authorities, localization("ru")) for act in acts]
        fragments = [fragment_fingerprint(write_fragment(entry)) for entry in entries]
        words = WordCollector({})
        words.add(gather_words([entry.fields for entry in entries]), range(len(entries)))
        return sum(1 for _ in build_index(words.arrange(), fragments, facets, labels))

    assert benchmark(index)
