"""Identifiers that stand in addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.slugs import MAX_LENGTH, SLUG, is_slug, make_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Наставничество", "nastavnichestvo"),
        ("Патриотическое воспитание", "patrioticheskoye-vospitaniye"),
        ("Щёлково 2022", "shchyolkovo-2022"),
        ("№ 273-ФЗ", "no-273-fz"),
        ("soiro", "soiro"),
        ("!?", ""),
    ],
)
def test_russian_is_transliterated(text: str, slug: str) -> None:
    assert make_slug(text) == slug


@given(st.text())
def test_a_slug_can_stand_in_an_address_and_is_its_own_slug(text: str) -> None:
    slug = make_slug(text)
    assert slug == "" or (SLUG.fullmatch(slug) and is_slug(slug))
    assert make_slug(slug) == slug


@given(st.text(st.sampled_from("абвщёж -"), min_size=100))
def test_a_long_title_gives_a_slug_of_bounded_length(text: str) -> None:
    assert len(make_slug(text)) <= MAX_LENGTH


@pytest.mark.parametrize(
    "text", ["", "-", "a-", "-a", "a--b", "A", "а", "a_b", "a b", "a/b", "..", "a.b", "a" * 121, "a\n"]
)
def test_what_cannot_stand_in_an_address_is_no_slug(text: str) -> None:
    assert not is_slug(text)
