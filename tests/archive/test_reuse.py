"""Repeated provisions: who is alike is found, whoever else is there and in whatever order."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svod.archive.differences import Change, compare_words
from svod.archive.repetitions import Repetitions
from svod.archive.reuse import find_repetitions
from svod.archive.wordings import SHORTEST, Said, Wordings, find_said, pack_wordings
from svod.content.act import parse_act
from svod.content.blocks import parse_document
from svod.content.sources import Source
from svod.text import fold
from tests.conftest import ROOT

WORDS = st.sampled_from(
    ["школа", "опыт", "наставник", "форум", "воспитание", "педагог", "учёт", "область", "план"]
)
TEXTS = st.lists(WORDS, min_size=SHORTEST, max_size=14).map(" ".join)
ACTS = st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=8)


def said(*texts: str) -> Said:
    found = find_said(parse_document("".join(f"{n}. {text}\n" for n, text in enumerate(texts, 1)), 1))
    assert found
    return found


def read(acts: dict[str, list[str]], together: int = 3) -> list[dict[str, Wordings]]:
    """Return what is left of acts that are read some at a time, the last ones first."""
    names = list(acts)[::-1]
    chunks = [names[start : start + together] for start in range(0, len(names), together)]
    return [pack_wordings({name: said(*acts[name]) for name in chunk}) for chunk in chunks]


def find(acts: dict[str, list[str]], threshold: float = 0.7) -> Repetitions:
    parts = read(acts)
    return find_repetitions(list(acts), lambda: parts, threshold)


def places(found: Repetitions) -> set[frozenset[tuple[str, str]]]:
    return {
        frozenset((place.path, place.anchor) for place in found.places(number))
        for number in range(len(found))
    }


def pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(map(fold, text.split())))


def expected(acts: dict[str, list[str]], threshold: float) -> set[frozenset[tuple[str, str]]]:
    """Compare all with all."""
    texts = {(name, f"i{n}"): pairs(text) for name, own in acts.items() for n, text in enumerate(own, 1)}
    groups = [{place} for place in texts]
    for one, other in combinations(texts, 2):
        if len(texts[one] & texts[other]) >= threshold * len(texts[one] | texts[other]) - 1e-9:
            mine = next(group for group in groups if one in group)
            yours = next(group for group in groups if other in group)
            if mine is not yours:
                mine |= yours
                groups.remove(yours)
    return {frozenset(group) for group in groups if len({name for name, _ in group}) > 1}


def named(acts: list[list[str]]) -> dict[str, list[str]]:
    return {f"act-{number}": texts for number, texts in enumerate(acts)}


@settings(deadline=None)
@given(ACTS, st.sampled_from([0.3, 0.5, 0.7, 0.9, 1]))
def test_what_is_found_is_what_comparing_all_with_all_finds(acts: list[list[str]], threshold: float) -> None:
    assert places(find(named(acts), threshold)) == expected(named(acts), threshold)


@settings(deadline=None)
@given(ACTS, st.randoms(use_true_random=False))
def test_the_order_of_acts_changes_nothing_but_who_is_first(acts: list[list[str]], chance: object) -> None:
    shuffled = list(named(acts).items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert places(find(dict(shuffled))) == places(find(named(acts)))


@settings(deadline=None)
@given(ACTS)
def test_a_lower_threshold_finds_no_less(acts: list[list[str]]) -> None:
    strict, loose = (places(find(named(acts), threshold)) for threshold in (0.8, 0.5))
    assert all(any(group <= other for other in loose) for group in strict)


@settings(deadline=None)
@given(TEXTS, ACTS)
def test_the_same_text_is_always_found(text: str, acts: list[list[str]]) -> None:
    found = find({**named(acts), "one": [text], "other": [text.upper() + "!"]}, 1)
    assert any({("one", "i1"), ("other", "i1")} <= group for group in places(found))


def test_texts_without_a_pair_in_common_are_never_alike() -> None:
    texts = [f"слово{n} опыт{n} школа{n} форум{n} план{n} дети{n}" for n in range(200)]
    assert not len(find({f"act-{n}": [text] for n, text in enumerate(texts)}, 0.3))


def test_one_act_repeats_nobody() -> None:
    text = "поддержать наставников и обобщить опыт школ области"
    assert not len(find({"one": [text, text]}))


def test_short_provisions_and_those_that_lead_to_others_are_left_out() -> None:
    body = (
        "1. поддержать наставников школ области и\n"
        "2. руководителям всех школ области рекомендовать следующее:\n"
        "а) поддержать наставников школ области и района\n"
    )
    found = find_said(parse_document(body, 1))
    assert found
    assert found.texts == ("поддержать наставников школ области и района",)
    assert find_said(parse_document("1. Вести учёт.\n", 1)) is None
    assert pack_wordings({}) == {}


def test_boilerplate_is_one_repetition_in_very_many_wordings() -> None:
    text = "поддержать наставников и обобщить опыт {} школ области в этом году"
    found = find({f"act-{n:04}": [text.format(n)] for n in range(500)}, 0.6)
    assert (len(found), found.counts.tolist(), found.variety.tolist()) == (1, [500], [500])
    assert (found.extent(0), len(found.places(0, 7)), found.places(0, 1)[0].path) == (500, 7, "act-0000")
    assert (len(found.paths), found.of_act("act-0499")) == (500, [("i1", 0)])


def test_the_most_repeated_is_first_and_places_are_in_order() -> None:
    few = "создать клуб выпускников педагогических классов и школ"
    many = "поддержать наставников и обобщить опыт школ области"
    acts = {"b": [few, many], "a": [few], "d": [many, "Поддержать" + many[10:] + "!"], "c": [many, many]}
    found = find(acts)
    assert found.counts.tolist() == [3, 2]
    assert [tuple(place) for place in found.places(0)] == [
        ("b", "i2", 0), ("d", "i1", 0), ("d", "i2", 1), ("c", "i1", 0), ("c", "i2", 0)
    ]  # fmt: skip
    assert [place.path for place in found.first_places(0, 3)] == ["b", "d", "c"]
    assert [place.anchor for place in found.first_places(0, 2)] == ["i2", "i1"]
    assert (found.of_act("b"), found.of_act("d")) == ([("i1", 1), ("i2", 0)], [("i1", 0), ("i2", 0)])
    assert found.of_act("nobody") == []
    assert found.variety.tolist() == [2, 1]
    assert (found.beginning(0), found.beginning(1)) == (1, 0)


@settings(deadline=None)
@given(ACTS)
def test_seals_tell_texts_apart_and_nothing_else(acts: list[list[str]]) -> None:
    found, again = find(named(acts)), find(named(acts))
    assert (found.seals == again.seals).all()
    printed = find({name: [text.replace(" ", " «", 1) for text in own] for name, own in named(acts).items()})
    assert places(found) == places(printed)
    assert not (found.seals == printed.seals).any()


def test_acts_that_nobody_asks_for_are_left_out() -> None:
    parts = read({name: ["поддержать наставников и обобщить опыт школ"] for name in "abc"})
    found = find_repetitions(["c", "a"], lambda: parts, 0.7)
    assert found.paths == ("c", "a")
    assert not len(find_repetitions(["b"], lambda: parts, 0.7))


def test_the_two_real_acts_share_two_provisions() -> None:
    files = sorted(ROOT.glob("content/resolutions/*/*.md"))
    acts = {}
    for file in files:
        parsed, _ = parse_act(Source(path=file.stem, text=file.read_text(encoding="utf-8")))
        assert parsed
        found = find_said(parsed.document)
        assert found
        acts[file.stem] = found
    assert places(find_repetitions(list(acts), lambda: [pack_wordings(acts)], 0.7)) == {
        frozenset(
            {
                ("trudovaya-doblest-forum-nastavnichestvo", one),
                ("trudovaya-doblest-vstrecha-uspeshnye-praktiki", other),
            }
        )
        for one, other in (("i3", "a2-i3"), ("i9", "a2-i9"))
    }


@given(st.text("абв .,–\n", max_size=30), st.text("абв .,–\n", max_size=30))
def test_a_comparison_gives_both_texts_back(before: str, after: str) -> None:
    pieces = list(compare_words(before, after))
    texts = [
        "".join(p.text for p in pieces if p.change is not left) for left in (Change.INSERTED, Change.DELETED)
    ]
    assert texts == [before, after]


@pytest.mark.parametrize(("before", "after"), [("вести учёт", "вести учёт"), ("", "")])
def test_equal_texts_have_no_differences(before: str, after: str) -> None:
    assert all(piece.change is Change.KEPT for piece in compare_words(before, after))
