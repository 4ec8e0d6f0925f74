"""Whether an edit repeats anything: where it does not, comparing all with all finds nothing new."""

from hypothesis import given, settings
from hypothesis import strategies as st

from svod.archive.novelty import EditedWordings, repeats_nothing
from svod.archive.wordings import pack_wordings
from tests.archive.test_reuse import ACTS, TEXTS, find, named, places, read, said

THRESHOLDS = st.sampled_from([0.3, 0.5, 0.7, 1])
EDITS = st.lists(st.tuples(st.integers(0, 7), st.lists(TEXTS, max_size=4)), min_size=1, max_size=3)


def edits_of(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[EditedWordings]:
    old, new = (
        pack_wordings({name: said(*texts) for name, texts in acts.items() if texts})
        for acts in (before, after)
    )
    return [
        EditedWordings(path=name, before=old.get(name), now=new.get(name))
        for name in before
        if before[name] != after[name]
    ]


@settings(deadline=None, max_examples=300)
@given(ACTS, EDITS, THRESHOLDS)
def test_what_repeats_nothing_has_no_new_partner(
    acts: list[list[str]], changes: list[tuple[int, list[str]]], threshold: float
) -> None:
    before = named(acts)
    changed = {f"act-{number % len(acts)}": texts for number, texts in changes}
    after = {**before, **changed}
    edits = edits_of(before, after)
    old = places(find(before, threshold))
    kept = {place for group in old for place in group}
    safe = not any(edit.gone & {anchor for name, anchor in kept if name == edit.path} for edit in edits)
    if safe and repeats_nothing(edits, read(before), threshold):
        assert places(find({name: texts for name, texts in after.items() if texts}, threshold)) == old
    elif safe:  # it is said of nothing but what is alike
        found = places(find({name: texts for name, texts in after.items() if texts}, threshold))
        added = {(edit.path, anchor) for edit in edits for anchor, _ in edit.added}
        assert any(group & added for group in found)


def test_a_provision_of_the_act_itself_is_no_repetition() -> None:
    text = "поддержать наставников и обобщить опыт школ области"
    before, after = {"a": [text], "b": ["провести форум наставников школ области и района"]}, [text, text]
    edits = edits_of(before, {**before, "a": after})
    assert [anchor for edit in edits for anchor, _ in edit.added] == ["i2"]
    assert repeats_nothing(edits, read(before), 0.7)


def test_two_edits_may_repeat_each_other() -> None:
    text = "поддержать наставников и обобщить опыт школ области"
    before = {
        "a": ["провести форум педагогов всех школ района"],
        "b": ["создать совет детей и родителей области"],
    }
    assert not repeats_nothing(edits_of(before, {"a": [text], "b": [text]}), read(before), 0.7)
    assert repeats_nothing(edits_of(before, {**before, "a": [text]}), read(before), 0.7)


def test_what_was_left_out_repeats_nothing() -> None:
    before = {
        "a": ["поддержать наставников и обобщить опыт школ"],
        "b": ["создать совет детей и родителей школ"],
    }
    (edit,) = edits_of(before, {**before, "a": []})
    assert (edit.gone, edit.added, edit.now) == ({"i1"}, [], None)
    assert repeats_nothing([edit], read(before), 0.7)
