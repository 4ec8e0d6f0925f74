"""When two pieces of Russian text count as the same, and in which order they are listed."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.text import fold, fold_space, sort_key

russian = st.text(st.sampled_from('абвеёжяАБЕЁЯ «»„“"-–—.,№12\u00ad\u00a0\u0301'), max_size=20)


@pytest.mark.parametrize(
    ("printed", "other"),
    [
        (".Органам управления:", "органам управления"),
        ("Молодёжь", "МОЛОДЕЖЬ"),
        ("«Трудовая доблесть»", "Трудовая  доблесть"),
        ("мо\u00adло\u00adдёжь", "молодежь"),
        ("ГАУ\u00a0ДПО", "гау дпо"),
        ("и\u0306од", "йод"),
        ("научно-методический", "научно – методический"),
    ],
)
def test_forms_of_the_same_words_have_one_key(printed: str, other: str) -> None:
    assert fold(printed) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("школа", "школы"), ("273-ФЗ", "274-ФЗ"), ("мир", "мор")])
def test_other_words_have_another_key(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_space_leaves_one_space_between_words_and_the_words(text: str) -> None:
    assert fold_space(text).split() == text.split()
    assert "  " not in fold_space(text)


def test_lists_are_ordered_as_a_russian_index() -> None:
    names = ["Ёж", "Жук", "«Еда»", "Дом", "ёлка", "Ель", "еж", "Ярмарка", "«Ангел»"]
    assert sorted(names, key=sort_key) == [
        "«Ангел»", "Дом", "«Еда»", "Ёж", "еж", "ёлка", "Ель", "Жук", "Ярмарка",
    ]  # fmt: skip


@given(st.lists(russian), st.randoms())
def test_the_order_does_not_depend_on_the_order_of_arrival(names: list[str], random: Random) -> None:
    shuffled = list(names)
    random.shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == sorted(names, key=sort_key)


@given(russian)
def test_quotes_yo_and_case_do_not_count(text: str) -> None:
    assert sort_key(f"«{text}»")[0] == sort_key(text.upper().replace("Ё", "Е"))[0]
