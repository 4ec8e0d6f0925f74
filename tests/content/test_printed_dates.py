"""Dates are read as Russian acts print them."""

import pytest

from svod.content.printed_dates import find_dates, find_years, read_date


@pytest.mark.parametrize(
    ("text", "edtf", "printed"),
    [
        ("12 сентября 2016 года состоялся Пленум", "2016-09-12", "12 сентября 2016 года"),
        ("г. Смоленск, «23» августа 2022 г.", "2022-08-23", "«23» августа 2022 г."),
        ("23.08.2022", "2022-08-23", "23.08.2022"),
        ("от 1.2.2020 г. № 5", "2020-02-01", "1.2.2020 г."),
        ("12–13 мая 2019 г.", "2019-05-12/2019-05-13", "12–13 мая 2019 г."),
        ("с 29 июня по 2 июля 2021 года", "2021-06-29/2021-07-02", "29 июня по 2 июля 2021 года"),
        ("20\u00a0августа\u00a02015\u00a0года", "2015-08-20", "20\u00a0августа\u00a02015\u00a0года"),
    ],
)
def test_a_printed_date_is_found_as_it_stands(text: str, edtf: str, printed: str) -> None:
    (found,) = find_dates(text)
    assert (found.edtf, found.printed) == (edtf, printed)
    assert text[found.start :].startswith(printed)


@pytest.mark.parametrize(
    "text",
    ["31 февраля 2020 года", "«__» ____ 20__ г.", "10.12.15.2020", "п. 1.2.2020.3", "в 2016 году", "5 мая"],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert list(find_dates(text)) == []


def test_a_span_that_ends_before_it_begins_is_none() -> None:
    assert list(find_dates("13–12 мая 2019 г.")) == []


def test_years_are_known_by_their_word() -> None:
    assert [found.edtf for found in find_years("в 2016 году, на 1941 рубль, до 2030 года")] == [
        "2016",
        "2030",
    ]


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2022-08-23", "2022-08-23"),
        (" 23 августа 2022 г. ", "2022-08-23"),
        ("2022", "2022"),
        ("2022 год", "2022"),
        ("unknown", "unknown"),
        ("2025-05/..", "2025-05/.."),
        ("вчера", None),
        ("2022-02-30", None),
        ("23 августа 2022 г. в Смоленске", None),
    ],
)
def test_an_editor_types_a_date_in_either_way(typed: str, edtf: str | None) -> None:
    assert read_date(typed) == edtf
