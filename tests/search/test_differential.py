"""The terminal answers as the browser does: the same acts in the same order, with the same scores."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from benchmarks.make_site import main as make_site
from svod.search.entries import Entry, Passage
from svod.search.excerpts import Piece
from svod.search.reading import Index
from svod.search.search import Outcome, find, show
from svod.text import INVISIBLE
from tests.conftest import publish
from tests.search.node import Answers, run_script
from tests.search.queries import KINDS, PECULIAR, Chance, read_words
from tests.search.samples import make_entries, write_index

EACH = 6
LIMIT = 5
TOLERANCE = 1e-9
SITES = ("archive", "rich", "generated", "sampled")


@dataclass(frozen=True)
class Site:
    """A site that both halves are asked about."""

    index: Index
    client: Answers

    def compare(self, query: str, *, prefix: bool = False) -> dict[str, Any]:
        """Return the client's answer, which the terminal's must equal."""
        theirs = self.client.ask({"query": query, "prefix": prefix, "limit": LIMIT})
        assert isinstance(theirs, dict)
        ours = answer(self.index, query, prefix=prefix)
        scores = [[hit.pop(1) for hit in side["hits"]] for side in (ours, theirs)]
        assert ours == theirs
        assert scores[0] == pytest.approx(scores[1], rel=0, abs=TOLERANCE)
        return theirs


def read_index(folder: Path) -> Index:
    def read(name: str) -> bytes | None:
        file = folder / f"{name}.js"
        return file.read_bytes() if file.is_file() else None

    return Index(read)


def answer(index: Index, query: str, *, prefix: bool) -> dict[str, Any]:
    outcome = find(query, index, prefix=prefix)
    return {
        "hits": [[hit.document, hit.score, hit.covered, hit.spread] for hit in outcome.hits],
        "total": len(outcome.hits),
        "full": outcome.full,
        "words": outcome.words,
        "terms": list(outcome.marks.terms),
        "corrected": outcome.corrected,
        "corrections": [[found.before, found.after, found.how] for found in outcome.corrections],
        "missing": list(outcome.missing),
        "shortened": outcome.shortened,
        "onlyExcluded": outcome.only_excluded,
        "failures": 0,
        "shown": list(shown(index, outcome)),
    }


def shown(index: Index, outcome: Outcome) -> Iterator[dict[str, Any]]:
    for hit in outcome.hits[:LIMIT]:
        result = show(hit.document, index, outcome.marks)
        yield {
            "id": result.fragment.id,
            "title": pieces(result.title),
            "excerpts": [
                [excerpt.anchor, excerpt.asked, pieces(excerpt.pieces)] for excerpt in result.excerpts
            ],
        }


def pieces(parts: tuple[Piece, ...]) -> list[list[object]]:
    return [list(piece) for piece in parts]


def make_odd_entries(number: int) -> list[Entry]:
    """Return acts of few and often very long words, with and without spaces, so that cuts fall anywhere."""
    chance = Chance(7)
    stems = ["дом", "лес", "об́раз", "учи­тель", "№", "12.5", "ель-", "ж" * 26, "щ" * 31, "ъ" * 250]
    stems.append(f"па{'р'.join(INVISIBLE)}к")
    entries: list[Entry] = []
    for entry in make_entries(number, seed=7):
        texts = [
            "".join(
                chance.choice(stems)
                + chance.choice(["", "", "ом", "ами"])
                + chance.choice([" ", " ", ", ", "\n", ""])
                for _ in range(chance.choice([4, 20, 90]))
            )
            for _ in range(chance.randint(1, 6))
        ]
        asked = ["", "", "Дому:"]
        passages = [
            Passage(anchor=f"i{n}", text=text, addressee=chance.choice(asked)) for n, text in enumerate(texts)
        ]
        entries.append(replace(entry, passages=tuple(passages)))
    return entries


@pytest.fixture(scope="module")
def sites(
    archive: Path, rich_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Site]]:
    folder = tmp_path_factory.mktemp("generated")
    assert make_site(["60", str(folder / "site")]) == 0
    outputs = {
        "archive": archive,
        "rich": rich_site,
        "generated": publish(folder / "site", folder / "output"),
    }
    indexes = {name: output / "search/index" for name, output in outputs.items()}
    indexes["sampled"] = write_index(make_entries(300), folder / "index")
    indexes["odd"] = write_index(make_odd_entries(60), folder / "odd")
    with ExitStack() as stack:
        yield {
            name: Site(read_index(index), stack.enter_context(run_script("ask.js", str(index))))
            for name, index in indexes.items()
        }


@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_terminal_answers_a_query_as_the_client_does(
    kind: str, name: str, sites: dict[str, Site]
) -> None:
    site, chance = sites[name], Chance(f"{kind} {name}")
    words = read_words(site.index)
    for _ in range(EACH):
        site.compare(KINDS[kind](words, chance))


@pytest.mark.parametrize("number", range(1, 7))
def test_the_terminal_cuts_and_marks_passages_as_the_client_does(number: int, sites: dict[str, Site]) -> None:
    site, chance = sites["odd"], Chance(number)
    words = [
        "дом",
        "лесами",
        "образом",
        "учитель",
        "па" + "р" * 5 + "к",
        "12.5",
        "ель",
        "ж" * 26,
        "щ" * 31 + "ом",
        "ъ" * 250,
        "домлес",
    ]
    for _ in range(20):
        chosen = chance.sample(words, number)
        site.compare(" ".join(chosen))
        site.compare(f"«{' '.join(chosen[:2])}» {' '.join(chosen[2:])}")


@pytest.mark.parametrize("name", SITES)
def test_the_terminal_takes_a_last_word_for_unfinished_as_the_client_does(
    name: str, sites: dict[str, Site]
) -> None:
    site, chance = sites[name], Chance(name)
    words = read_words(site.index)
    for number in range(40):
        before = " ".join(words.some(chance, number % 3))
        word = chance.choice([words.one(chance), words.number(chance), "-".join(words.some(chance, 2))])
        site.compare(f"{before} {word[: chance.randint(1, 8)]}".strip(), prefix=True)


@pytest.mark.parametrize("query", PECULIAR)
def test_the_terminal_answers_what_nobody_types_as_the_client_does(
    query: str, sites: dict[str, Site]
) -> None:
    for name in ("archive", "sampled"):
        for prefix in (False, True):
            sites[name].compare(query, prefix=prefix)


LETTERS = (
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАЁЯabcxyz0123456789-–−.,:/№ \u0301\u00ad\u0308\xa0«»„“”\"_'\t\x00\ufeff"
)
SYLLABLES = ["вос", "пит", "ани", "школ", "дет", "форум", "2022", "и", "в", " ", " ", "-", "«", "»", '"']


@given(
    parts=st.lists(st.one_of(st.sampled_from(SYLLABLES), st.sampled_from(LETTERS)), max_size=60),
    prefix=st.booleans(),
)
# The client keeps the words of a query in the 32 bits of a number: more must not be asked.
@example(parts=["школ2022", " "] * 20, prefix=False)
@example(parts=["вос", " "] * 33, prefix=True)
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_terminal_answers_any_text_as_the_client_does(
    parts: list[str], prefix: bool, sites: dict[str, Site]
) -> None:
    query = "".join(parts)
    sites["archive"].compare(query, prefix=prefix)


def test_the_queries_are_of_all_the_kinds_that_they_are_named_for(sites: dict[str, Site]) -> None:
    site, chance = sites["sampled"], Chance(1)
    words = read_words(site.index)
    answers = {kind: [site.compare(make(words, chance)) for _ in range(10)] for kind, make in KINDS.items()}
    hows = {how for kind in answers.values() for one in kind for _, _, how in one["corrections"]}
    assert hows == {"beginning", "layout", "spelling"}
    assert {hit[-1] for kind in answers.values() for one in kind for hit in one["hits"]} >= {
        0,
        1,
        2,
        3,
        4,
        5,
        6,
    }
    assert any(one["missing"] for one in answers["unknown"])
    assert all(one["onlyExcluded"] for one in answers["only excluded"])
    assert sum(one["full"] > 0 for one in answers["a phrase"]) > 5
    assert sum(one["total"] > 0 for one in answers["a word"]) > 5
