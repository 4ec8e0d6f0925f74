"""The judge's truth, on five acts made by hand; the same seed gives the same queries."""

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from benchmarks.acts import PlannedAct, plan_acts
from benchmarks.corpus import Text, read_corpus
from benchmarks.names import ORGANIZATIONS
from benchmarks.relevance.documents import Collection, Judgement, read_documents
from benchmarks.relevance.generate import make_queries
from benchmarks.relevance.lexicon import content_lexeme, other_forms
from benchmarks.relevance.places import Draw
from benchmarks.relevance.query import Query, read_queries, write_queries
from benchmarks.relevance.scoring import MEASURES, mean_of
from benchmarks.relevance.several_words import pairs, phrases
from benchmarks.relevance.single_words import unseen_forms
from benchmarks.relevance.words import numbers_in, parts_of, read_line

TEXTS = [
    "Дети ждут подарков. Закон от 05.04.2010 N 47-ФЗ принят.",
    "Ребёнок рисует город. Статья 12.1 закона.",
    "Плавят сталь. Стали известны итоги 2010 года.",
    "Лабораторные стали отличаются качеством.",
    "Научно-исследовательский центр; городской парк.",
]


@pytest.fixture(scope="module")
def collection() -> Collection:
    acts = [
        PlannedAct(
            id=f"d{number}",
            title="Документ",
            preamble=(text,),
            groups=(),
            organizations=(ORGANIZATIONS[0],),
            topics=(),
            date=(2010, 4, 5),
            status="adopted",
        )
        for number, text in enumerate(TEXTS, start=1)
    ]
    return read_documents(acts)


def judgement(relevant: str, neutral: str = "") -> Judgement:
    return Judgement(frozenset(relevant.split()), frozenset(neutral.split()))


def test_a_lexeme_is_found_in_any_of_its_forms(collection: Collection) -> None:
    assert collection.lexeme("ребенок") == judgement("d1 d2")
    assert collection.lexeme("исследовательский") == judgement("d5")


def test_a_form_of_two_lexemes_decides_nothing(collection: Collection) -> None:
    assert content_lexeme("стали") is None
    assert collection.lexeme("сталь") == judgement("d3", "d4")


def test_what_stands_in_the_frame_alone_is_neither_right_nor_wrong(collection: Collection) -> None:
    assert collection.lexeme("ассоциация") == judgement("", "d1 d2 d3 d4 d5")
    assert collection.prefix("горо") == judgement("d2 d5")
    assert collection.numbers["2010"] == {"d3"}
    assert collection.numbers_within["2010"] == {"d1", "d2", "d3", "d4", "d5"}


def test_an_exclusion_wants_what_holds_no_form_of_the_second_word() -> None:
    wanted, unwanted = judgement("d1 d2 d3", "d4"), judgement("d2", "d3")
    assert wanted.without(unwanted) == judgement("d1", "d3 d4")


def test_numbers_are_whole_tokens() -> None:
    printed = 'от 05.04.2010 N 47-ФЗ, ст.12.1. 625"О; 1,5 и 2016–2017.'
    assert list(numbers_in(printed)) == ["05.04.2010", "47-фз", "12.1", "625", "1,5", "2016–2017"]
    assert set(parts_of("05.04.2010")) == {"05", "04", "2010", "05.04", "04.2010"}


def test_words_are_folded_and_know_their_neighbours() -> None:
    line = read_line("Научно-методический совет, Ёлка 2")
    assert line.words == ("научно", "методический", "совет", "елка", "2")
    assert line.close == (False, True, False, True)


def test_pairs_are_put_into_forms_that_the_document_does_not_print(collection: Collection) -> None:
    found = list(pairs(Draw(collection=collection, chance=Random(1), number=9)))
    assert found
    for query in found:
        first, second = query.text.split()
        assert query.source in query.relevant
        lexemes = content_lexeme(first), content_lexeme(second)
        printed = read_line(TEXTS[int(query.source[1:]) - 1]).words
        neighbours = list(pairwise(printed))
        assert lexemes in [(content_lexeme(a), content_lexeme(b)) for a, b in neighbours]
        assert (first, second) not in neighbours


def test_phrases_are_verbatim(collection: Collection) -> None:
    found = list(phrases(Draw(collection=collection, chance=Random(1), number=9)))
    assert {query.source for query in found} <= {"d1", "d2", "d3", "d4"}
    assert all(query.text.strip('"') in TEXTS[int(query.source[1:]) - 1] for query in found)


def test_unseen_forms_stand_nowhere(collection: Collection) -> None:
    found = list(unseen_forms(Draw(collection=collection, chance=Random(1), number=9)))
    assert found
    assert not {query.text for query in found} & set(collection.vocabulary)
    assert all(query.source in query.relevant for query in found)


def test_other_forms_are_of_the_same_lexeme() -> None:
    assert {"ребенок", "детям"} <= set(other_forms("детей"))
    assert "детей" not in other_forms("детей")
    assert other_forms("и") == ()


def test_the_same_seed_gives_the_same_queries(tmp_path: Path) -> None:
    acts = plan_acts(read_corpus(None), 8)
    for name in ("one", "other"):
        write_queries(tmp_path / name, make_queries(read_documents(acts), number=6))
    files = sorted(file.name for file in (tmp_path / "one").iterdir())
    assert {"form.jsonl", "pair.jsonl", "phrase.jsonl", "prefix-3.jsonl", "number.jsonl"} <= set(files)
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()
    assert {query.kind for query in read_queries(tmp_path / "one")} == {name[:-6] for name in files}


def test_each_kind_of_query_is_measured() -> None:
    acts = plan_acts([Text(title=text, paragraphs=(text,)) for text in TEXTS] + list(read_corpus(None)), 10)
    kinds = {query.kind for query in make_queries(read_documents(acts), number=3)}
    assert kinds == {measure.kind for measure in MEASURES}


def test_a_judge_takes_neutral_documents_out_and_counts_a_failure_as_nothing_found() -> None:
    right, broken = (
        Query(kind="form", text=text, source="a", relevant=frozenset("ab"), neutral=frozenset("n"))
        for text in ("right", "broken")
    )
    answers = {("right", False): ("n", "a", "x"), ("broken", False): None}
    figures = {
        measure.name: mean_of(measure, [right, broken], answers)
        for measure in MEASURES
        if measure.kind == "form"
    }
    assert figures == {"recall": 0.25, "precision": 0.5}
