"""What the shards answer is what lunr answers from one whole index, to the ninth decimal."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from svod.search.entries import Entry
from tests.search.node import Answers, run_script
from tests.search.samples import make_entries, sample_words, write_index

EACH = 60
Chance = random.Random


def other_form(word: str, chance: Chance) -> str:
    return word[: max(3, len(word) - 2)] + chance.choice(["", "а", "ом", "ами", "ого"])


def misspelt(word: str) -> str:
    return word[:3] + word[4:]


KINDS: dict[str, Callable[[list[str], Chance], str]] = {
    "a word": lambda words, chance: chance.choice(words),
    "another form": lambda words, chance: other_form(chance.choice(words), chance),
    "two words": lambda words, chance: " ".join(chance.sample(words, 2)),
    "five words": lambda words, chance: " ".join(chance.sample(words, 5)),
    "a repeated word": lambda words, chance: " ".join([chance.choice(words)] * 2),
    "an excluded word": lambda words, chance: f"{chance.choice(words)} -{chance.choice(words)}",
    "a phrase": lambda words, chance: f"«{' '.join(chance.sample(words, 2))}»",
    "a hyphenated word": lambda words, chance: "-".join(chance.sample(words, 2)),
    "a misspelt word": lambda words, chance: misspelt(chance.choice(words)),
    "a number": lambda words, chance: chance.choice([w for w in words if w[:1].isdigit()] or words),
    "a stop word": lambda _, chance: chance.choice(["и", "в", "по", "для", "или", "что"]),
}


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return make_entries(400)


@pytest.fixture(scope="module")
def lunr(entries: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    folder = write_index(entries, tmp_path_factory.mktemp("index"))
    with run_script("exactness.js", str(folder)) as answers:
        answers.ask([entry.fields for entry in entries])
        yield answers


def ask(lunr: Answers, query: str, *, prefix: bool = False) -> dict[str, Any]:
    answer = lunr.ask({"query": query, "prefix": prefix})
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize("kind", KINDS)
def test_scores_from_shards_are_those_of_the_whole_index(
    kind: str, entries: list[Entry], lunr: Answers
) -> None:
    words, chance = sample_words(entries), Chance(kind)
    queries = [KINDS[kind](words, chance) for _ in range(EACH)]
    answers = [ask(lunr, query) for query in queries]
    assert [
        (query, answer) for query, answer in zip(queries, answers, strict=True) if answer["differences"]
    ] == []
    assert sum(answer["found"] for answer in answers) > EACH


def test_scores_of_a_beginning_are_those_of_the_whole_index(entries: list[Entry], lunr: Answers) -> None:
    chance = Chance(2)
    queries = [word[: chance.randint(3, 6)] for word in chance.sample(sample_words(entries), EACH)]
    answers = [ask(lunr, query, prefix=True) for query in queries]
    assert [answer["differences"] for answer in answers] == [[]] * EACH
    assert max(answer["found"] for answer in answers) > 100


def test_the_comparison_can_fail(entries: list[Entry], tmp_path: Path) -> None:
    folder = write_index(entries, tmp_path)
    with run_script("exactness.js", str(folder)) as other:
        other.ask([entry.fields for entry in reversed(entries)])
        assert ask(other, "воспитание")["differences"]
