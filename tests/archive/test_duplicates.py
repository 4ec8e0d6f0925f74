"""Acts that are probably one and the same are found, and acts that only resemble each other are not."""

import pytest

from svod.archive.duplicates import find_duplicates
from svod.archive.reuse import find_repetitions
from svod.archive.wordings import find_said, pack_wordings
from svod.content.act import Act, ParsedAct, parse_act
from svod.content.sources import Source
from tests.archive.libraries import make_library

WORDS = ["школы", "музея", "союза", "клуба", "центра", "совета", "кружка", "отряда", "театра", "хора"]


def body(*numbers: int) -> str:
    lines = (f"– поддержать наставников и учителей {WORDS[n]} в новом году, номер {n};\n" for n in numbers)
    return "РЕЗОЛЮЦИЯ\n\nШколам:\n\n" + "".join(lines)


def parsed(name: str, text: str, date: str = "2022", related: str = "") -> ParsedAct:
    front = f"title: Резолюция {name}\ndate: {date}\norganizations: [ministry]\ntopics: []\nstatus: adopted\n"
    tied = f"related: [{{rel: related, ref: {related}}}]\n" if related else ""
    act, faults = parse_act(
        Source(path=f"content/resolutions/{name}.md", text=f"---\n{front}{tied}---\n{text}")
    )
    assert act is not None, faults
    return act


def duplicates(*acts: ParsedAct) -> list[tuple[str, object, object]]:
    library = make_library(*(act.act for act in acts))
    said = {act.act.path: of_act for act in acts if (of_act := find_said(act.document))}
    paths = [act.path for act in reversed(library.acts)]
    faults = find_duplicates(library, find_repetitions(paths, lambda: [pack_wordings(said)], 0.7))
    return [(fault.path.split("/")[-1], fault.values["id"], fault.values["shared"]) for fault in faults]


def test_the_same_text_entered_twice_is_told_of_the_later_one() -> None:
    one, other = parsed("a", body(*range(5)), "2021"), parsed("b", body(*range(5)), "2022")
    assert duplicates(one, other) == [("b.md", "a", 5)]


def test_of_three_copies_each_but_the_first_is_reported_once() -> None:
    copies = [parsed(name, body(*range(5)), f"202{n}") for n, name in enumerate("abc")]
    assert [found[0] for found in duplicates(*copies)] == ["b.md", "c.md"]


@pytest.mark.parametrize(("date", "number"), [("2022", 1), ("2021", 0), ("unknown", 1)])
def test_most_provisions_count_where_both_may_be_of_one_time(date: str, number: int) -> None:
    found = duplicates(parsed("a", body(0, 1, 2, 3, 4)), parsed("b", body(0, 1, 2, 3, 9), date))
    assert [shared for _, _, shared in found] == [4] * number


@pytest.mark.parametrize(
    ("one", "other"),
    [((0, 1), (0, 1)), ((0, 1, 2), (0, 1, 2, 3, 4, 5, 6)), ((0, 1, 2, 3, 4), (0, 1, 7, 8, 9))],
)
def test_a_few_provisions_in_common_are_reuse_and_no_duplicate(
    one: tuple[int, ...], other: tuple[int, ...]
) -> None:
    assert duplicates(parsed("a", body(*one)), parsed("b", body(*other))) == []


@pytest.mark.parametrize(("first", "second"), [("b", ""), ("", "a")])
def test_acts_that_refer_to_each_other_are_not_compared(first: str, second: str) -> None:
    text = body(*range(5))
    assert duplicates(parsed("a", text, related=first), parsed("b", text, related=second)) == []


def test_short_texts_are_the_same_if_all_that_lists_show_is() -> None:
    def short(name: str, title: str, text: str = "– вести уроки;\n– петь.") -> Act:
        act = parsed(name, f"РЕЗОЛЮЦИЯ\n\nШколам:\n\n{text}").act
        return act._replace(title=title)

    def found(*acts: Act) -> int:
        return len(list(find_duplicates(make_library(*acts), find_repetitions([], list, 0.7))))

    assert found(short("a", "Одна"), short("b", "Одна")) == 1
    assert found(short("a", "Одна"), short("b", "Другая")) == 0
    assert found(short("a", "Одна"), short("b", "Одна", "– вести уроки;")) == 0
