"""Repeated provisions: who is alike is found, whoever else is there and in whatever order."""

import zlib
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svod.archive import reuse
from svod.archive.differences import Change, compare_words
from svod.archive.reuse import SHORTEST, Repetitions, Wordings, find_repetitions, gather_wordings
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


def wordings(*texts: str) -> Wordings:
    found = gather_wordings(parse_document("".join(f"{n}. {text}\n" for n, text in enumerate(texts, 1)), 1))
    assert found
    return found


def find(acts: dict[str, list[str]], threshold: float = 0.7) -> Repetitions:
    return find_repetitions([(name, wordings(*texts)) for name, texts in acts.items()], threshold)


def places(found: Repetitions) -> set[frozenset[tuple[str, str]]]:
    return {frozenset(zip(entry.paths, entry.anchors, strict=True)) for entry in found.every}


def pairs(text: str) -> set[tuple[str, str]]:
    words = fold(text).split()
    return set(pairwise(words))


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
    assert find({f"act-{n}": [text] for n, text in enumerate(texts)}, 0.3).every == ()


def test_one_act_repeats_nobody() -> None:
    text = "поддержать наставников и обобщить опыт школ области"
    assert find({"one": [text, text]}).every == ()


def test_short_provisions_and_those_that_lead_to_others_are_left_out() -> None:
    body = (
        "1. поддержать наставников школ области и\n"
        "2. руководителям всех школ области рекомендовать следующее:\n"
        "а) поддержать наставников школ области и района\n"
    )
    found = gather_wordings(parse_document(body, 1))
    assert found
    assert zlib.decompress(found.texts).decode() == "поддержать наставников школ области и района"
    assert gather_wordings(parse_document("1. Вести учёт.\n", 1)) is None


def test_boilerplate_is_counted_and_its_places_are_capped() -> None:
    text = "поддержать наставников и обобщить опыт {} школ области в этом году"
    found = find({f"act-{n:04}": [text.format(n)] for n in range(500)}, 0.6)
    (entry,) = found.every
    assert (entry.acts, len(entry.paths)) == (500, reuse.PLACES_KEPT)
    assert len(entry.wordings) == reuse.WORDINGS_KEPT
    assert (entry.paths[0], len(found.of_act)) == ("act-0000", 500)


def test_the_two_real_acts_share_two_provisions() -> None:
    files = sorted(ROOT.glob("content/resolutions/*/*.md"))
    acts = []
    for file in files:
        parsed, _ = parse_act(Source(path=file.stem, text=file.read_text(encoding="utf-8")))
        assert parsed
        found = gather_wordings(parsed.document)
        assert found
        acts.append((file.stem, found))
    assert places(find_repetitions(acts, 0.7)) == {
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
