"""Dates are printed as a reader of the interface language expects them."""

import pytest

from svod.archive.labels import date_label, machine_date, year_label
from svod.content.dates import parse_date
from svod.localization import localization

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("edtf", "russian", "english"),
    [
        ("2022-08-23", f"23 августа 2022{NBSP}г.", "August 23, 2022"),
        ("2022-08", f"август 2022{NBSP}г.", "August 2022"),
        ("2022", f"2022{NBSP}г.", "2022"),
        ("2025-05/..", f"не ранее мая 2025{NBSP}г.", "not before May 2025"),
        ("2025-05-21/..", f"не ранее 21 мая 2025{NBSP}г.", "not before May 21, 2025"),
        ("../2016-03", f"не позднее марта 2016{NBSP}г.", "not after March 2016"),
        ("2016~", f"около 2016{NBSP}г.", "about 2016"),
        ("2016?", f"предположительно 2016{NBSP}г.", "2016, presumably"),
        ("2015/2016-02", f"2015{NBSP}г. — февраль 2016{NBSP}г.", "2015 — February 2016"),
        ("201X", "2010–2019", "2010–2019"),
        ("unknown", "без даты", "undated"),
    ],
)
def test_a_date_is_printed_as_its_readers_expect(edtf: str, russian: str, english: str) -> None:
    assert date_label(parse_date(edtf), localization("ru")) == russian
    assert date_label(parse_date(edtf), localization("en")) == english


@pytest.mark.parametrize(
    ("edtf", "machine"),
    [
        ("2022-08-23", "2022-08-23"),
        ("2022-08", "2022-08"),
        ("2022~", ""),
        ("2025-05/..", ""),
        ("unknown", ""),
    ],
)
def test_only_a_certain_date_is_given_to_programs(edtf: str, machine: str) -> None:
    assert machine_date(parse_date(edtf)) == machine


def test_the_undated_have_a_name_among_the_years() -> None:
    assert year_label("undated", localization("ru")) == "Без даты"
    assert year_label("2016", localization("ru")) == "2016"
