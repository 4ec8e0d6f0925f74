"""The index as it is built: what is in the scripts, and what becomes of unusual archives."""

import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.search.analysis import find_chunks
from svod.search.entries import Entry, Passage
from svod.search.lexemes import relate_terms
from svod.search.numerals import read_numbers, write_numbers
from svod.search.words import build_tokens, build_vocabulary
from tests.search.samples import FACETS, LABELS, build_scripts, gather, make_entries


def scripts(entries: Iterable[Entry], **options: Any) -> dict[str, str]:  # noqa: ANN401
    return {script.name: script.text for script in build_scripts(entries, **options)}


def payload(script: str) -> object:
    return json.loads(script.partition(",")[2].rpartition(")")[0])


def vocabulary(*texts: str) -> dict[str, tuple[str, ...]]:
    return relate_terms(build_vocabulary(gather(([], [], [], texts))))


@given(st.lists(st.integers(0, 2**31 - 1)))
def test_numbers_are_read_as_they_were_written(values: list[int]) -> None:
    text, offsets = write_numbers(np.array(values, dtype=np.int32))
    assert read_numbers(text.decode("ascii")) == values
    cuts = [*offsets.tolist(), len(text)]
    assert [read_numbers(text[a:b].decode()) for a, b in pairwise(cuts)] == [[v] for v in values]


@pytest.mark.parametrize("text", ["\\", '"', " ", "~", "|", "я", "d", "dd"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a digit|without an end"):
        read_numbers(text)


def test_an_empty_archive_has_an_empty_index() -> None:
    made = scripts([])
    directory = payload(made["directory"])
    assert isinstance(directory, dict)
    assert (directory["documents"], directory["terms"], directory["forms"]) == (0, ["", ""], ["", ""])


def test_an_act_without_a_word_is_counted() -> None:
    entry = replace(make_entries(1)[0], title="—", organizations=(), addressees=(), passages=())
    directory = payload(scripts([entry, entry])["directory"])
    assert isinstance(directory, dict)
    assert directory["documents"] == 2


def test_shards_depend_on_nothing_but_the_texts() -> None:
    entries = make_entries(60)
    others = [replace(entry, id="x", credits=("И",), date="2016") for entry in entries]
    before, after = scripts(entries), scripts(others, facets={**FACETS, "years": ("2016",)})
    assert {name for name in before if before[name] != after[name]} == {
        "directory",
        "facets/years",
        *(f"fragments/{number}" for number in range(60)),
    }


def test_a_new_act_changes_no_fragment_of_the_others() -> None:
    entries = make_entries(20)
    before, after = scripts(entries[:19]), scripts(entries)
    kept = [name for name in before if name.startswith("fragments/")]
    assert len(kept) == 19
    assert [name for name in kept if before[name] != after[name]] == []


@pytest.mark.parametrize(
    "change",
    [
        {"status": "проект"},
        {"date": "2022"},
        {"credits": ("Первая",)},
    ],
)
def test_what_no_shard_holds_makes_another_directory(change: dict[str, Any]) -> None:
    entries = make_entries(20)
    before = scripts(entries)
    after = scripts([replace(entries[0], **change), *entries[1:]])
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"fragments/0", "directory"}


def test_a_term_of_a_facet_makes_another_directory() -> None:
    entries = make_entries(20)
    before, after = scripts(entries), scripts(entries, facets={**FACETS, "topics": ("a",)})
    assert [name for name in before if before[name] != after[name]] == ["facets/topics", "directory"]


def test_a_label_of_a_facet_makes_another_directory() -> None:
    entries = make_entries(3)
    before = scripts(entries)
    labels = {**LABELS, "status": {"adopted": "принято", "draft": "проект"}}
    after = scripts(entries, labels=labels)
    changed = [name for name in before if before[name] != after[name]]
    assert changed == ["facets/status", "directory"]


def test_the_same_change_of_two_acts_makes_another_directory() -> None:
    (one,) = make_entries(1)
    alike = [replace(one, id="a", date="2015"), replace(one, id="b", date="2015")]
    after = [replace(entry, date="2016") for entry in alike]
    assert scripts(alike)["directory"] != scripts(after)["directory"]


def test_an_edit_of_one_act_leaves_shards_without_its_words_alone() -> None:
    entries = make_entries(300)
    first = entries[0]
    edited = replace(first, passages=(*first.passages, Passage(anchor="i99", text="ящик ящерица")))
    before, after = scripts(entries), scripts([edited, *entries[1:]])
    directory = payload(after["directory"])
    assert isinstance(directory, dict)
    firsts = directory["terms"][0].split(" ")
    # The title and the names are as long as before: a posting has the lengths of the fields with its term.
    chunks = [chunk for passage in edited.passages for chunk in find_chunks(passage.text)]
    of_act = {bisect_right(firsts, token.term) - 1 for chunk in chunks for token in chunk.tokens}
    changed = {name for name in before if name.startswith("terms-") and before[name] != after[name]}
    assert changed == {f"terms-{number}" for number in of_act}
    assert 0 < len(changed) < len(firsts)


def test_every_script_hands_over_one_payload_under_its_name() -> None:
    for name, text in scripts(make_entries(30)).items():
        assert text.startswith(f'svod.receive("{name}",')
        assert text.endswith(")\n")
        payload(text)


def test_no_shard_is_much_longer_than_the_others_but_for_one_common_word() -> None:
    made = scripts(make_entries(2_000))
    sizes = sorted(len(text) for name, text in made.items() if name.startswith("terms-"))
    assert sizes[len(sizes) // 2] < 12_000
    assert len(made["directory"]) < 12_000


def test_places_rise_within_a_document_and_leave_a_gap_between_texts() -> None:
    words = gather((["один два"], ["три"], [], ["четыре пять", "шесть"]), (["один"], [], [], []))
    (made,) = build_tokens(words, build_vocabulary(words))
    assert made.places.tolist() == [0, 1, 12, 23, 24, 35, 0]
    assert made.documents.tolist() == [0] * 6 + [1]
    assert made.fields.tolist() == [0, 0, 1, 3, 3, 3, 0]


@pytest.mark.parametrize(
    ("printed", "asked", "expected"),
    [
        ("ребёнок", "дет", "ребенок"),
        ("детей", "ребенк", "дет"),
        ("детей", "детьм", "дет"),
        ("списка", "список", "списк"),
        ("нашли", "найт", "нашл"),
        ("люди", "человек", "люд"),
    ],
)
def test_stems_of_one_word_lead_to_those_that_occur(printed: str, asked: str, expected: str) -> None:
    assert expected in vocabulary(printed)[asked]


def test_an_unlikely_reading_is_not_followed() -> None:
    assert "сталь" not in vocabulary("стали").get("стат", ())
    assert "стал" not in vocabulary("стали").get("сталью", ())


def test_the_index_is_the_same_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = scripts(make_entries(10))
    monkeypatch.chdir(tmp_path)
    assert scripts(make_entries(10)) == expected
