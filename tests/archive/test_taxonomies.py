"""The ways to browse: which terms there are, in which order, with which acts."""

import pytest

from svod.archive.taxonomies import year_of
from tests.archive.libraries import BODY, make_act, make_library


def test_terms_are_ordered_as_a_russian_index_and_those_without_acts_are_left_out() -> None:
    library = make_library(make_act("a"), make_act("b", organizations="[elka]"))
    terms = library.taxonomies["organizations"].terms
    assert [(term.id, [act.id for act in term.acts]) for term in terms.values()] == [
        ("elka", ["b"]),
        ("ministry", ["a"]),
    ]


def test_a_parent_has_the_acts_of_its_children() -> None:
    library = make_library(make_act("a", organizations="[institute]", topics="[labour]"))
    assert set(library.taxonomies["organizations"].terms) == {"ministry", "institute"}
    assert library.taxonomies["organizations"].terms["ministry"].acts == library.acts
    assert set(library.taxonomies["topics"].terms) == {"youth", "labour"}


def test_years_go_back_from_the_latest_and_the_undated_come_last() -> None:
    dates = ["2015-08-20", "unknown", "2022", "2016-09-12/2016-09-14", "2025-05/..", "0987"]
    library = make_library(*(make_act(f"a{number}", date) for number, date in enumerate(dates)))
    terms = library.taxonomies["years"].terms
    assert list(terms) == ["2022", "2016", "2015", "0987", "undated"]
    assert [act.id for act in terms["undated"].acts] == ["a4", "a1"]
    assert terms["2022"].url == "/years/2022/"


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("2022-08-23", "2022"),
        ("2022-08", "2022"),
        ("2021/2022", "undated"),
        ("unknown", "undated"),
        ("2016~", "2016"),
    ],
)
def test_the_year_of_an_act_is_known_or_it_is_undated(date: str, year: str) -> None:
    assert year_of(make_act("a", date).date) == year


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        "РЕЗОЛЮЦИЯ\n\n**Школам**\n\n1. Вести уроки.",
        "### ШКОЛ ОБЛАСТИ:\n\n- вести уроки.",
        "Форум решил:\n\n1. Школам:\n\n– вести уроки.",
        "Форум решил:\n\nРекомендовать школам:\n\n1. Вести уроки.",
        ".Школам:\n- вести уроки;\n\nШколам:\n- и ещё.",
    ],
)
def test_an_addressee_is_found_however_it_is_printed(body: str) -> None:
    library = make_library(make_act("a", body=body))
    assert library.taxonomies["addressees"].terms_of == {"a": ("schools",)}
    assert list(library.taxonomies["addressees"].terms) == ["schools"]


def test_whom_a_list_before_the_decision_names_is_not_asked() -> None:
    body = "Слово дано:\n\n- школам;\n- семьям.\n\nФорум решил:\n\nСемьям:\n\n- помогать."
    assert make_library(make_act("a", body=body)).taxonomies["addressees"].terms_of["a"] == ("families",)


def test_a_term_counts_each_act_once() -> None:
    library = make_library(make_act("a", topics="[youth, youth]"), make_act("b", topics="[labour]"))
    topics = library.taxonomies["topics"]
    assert [act.id for act in topics.terms["youth"].acts] == ["a", "b"]
    assert [act.id for act in topics.terms["labour"].acts] == ["b"]
    assert topics.count(()) == []
