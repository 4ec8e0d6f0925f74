"""Two texts side by side: nothing is lost, and what is alike stands together."""

from hypothesis import given
from hypothesis import strategies as st

from svod.archive.differences import Change
from svod.archive.versions import Line, compare_lines

TEXTS = st.lists(
    st.sampled_from(["вести учёт", "вести строгий учёт", "провести форум", "форум", ""]), max_size=7
)


def lines(texts: list[str]) -> list[Line]:
    return [Line(f"i{number}", text) for number, text in enumerate(texts, 1)]


@given(TEXTS, TEXTS)
def test_both_texts_are_given_back_in_order(before: list[str], after: list[str]) -> None:
    rows = list(compare_lines(lines(before), lines(after)))
    assert [row.before for row in rows if row.before] == lines(before)
    assert [row.after for row in rows if row.after] == lines(after)
    for row in rows:
        for line, other in ((row.before, Change.INSERTED), (row.after, Change.DELETED)):
            shown = "".join(piece.text for piece in row.pieces if piece.change is not other)
            assert shown == (line.text if line else "")


def test_the_most_alike_stand_side_by_side() -> None:
    before = lines(["поддержать наставников", "провести форум школ", "построить здание"])
    after = lines(["вести учёт", "провести форум всех школ"])
    rows = list(compare_lines(before, after))
    found = [(row.before and row.before.anchor, row.after and row.after.anchor) for row in rows]
    assert ("i2", "i2") in found
    assert len(found) == 4
