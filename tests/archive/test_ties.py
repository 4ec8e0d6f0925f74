"""Ties: each two acts once, the earlier one first, and only of acts that are in the library."""

from svod.archive.library import build_library
from tests.archive.libraries import AUTHORITIES, make_act, make_library


def test_each_two_acts_are_tied_once_and_the_draft_comes_first() -> None:
    library = make_library(
        make_act("adopted", related="[{rel: version-of, ref: draft}]"),
        make_act("draft", related="[{rel: draft-of, ref: adopted}, {rel: cites, ref: adopted}]"),
        make_act("new", related="[{rel: replaces, ref: adopted}, {rel: replaces, ref: hidden}]"),
        make_act("hidden", access="noindex"),
    )
    ties = {frozenset(act.id for act in tie.in_order): tie for tie in library.ties}
    public = {pair for pair, tie in ties.items() if tie.public}
    assert public == {frozenset({"draft", "adopted"}), frozenset({"new", "adopted"})}
    assert ties.keys() - public == {frozenset({"new", "hidden"})}
    (replaced,) = (tie for pair, tie in ties.items() if pair == {"new", "adopted"})
    assert [act.id for act in replaced.in_order] == ["adopted", "new"]


def test_an_act_that_is_not_shown_is_tied_to_none() -> None:
    shown = make_act("shown", related="[{rel: draft-of, ref: faulty}, {rel: replaces, ref: gone}]")
    gone = make_act("gone", access="withdrawn", access_note="Отозвана")
    assert not build_library([shown, gone], AUTHORITIES, {}, [make_act("faulty")]).ties
