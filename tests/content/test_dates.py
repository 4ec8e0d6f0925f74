"""Dates: what editors may write, and what it means."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.content.dates import Precision, parse_date


@given(st.dates())
def test_a_day_is_read_as_written(day: date) -> None:
    parsed = parse_date(day.isoformat())
    assert (parsed.earliest, parsed.latest, parsed.precision) == (day, day, Precision.DAY)
    assert (parsed.edtf, parsed.year) == (day.isoformat(), day.year)


@given(st.dates(max_value=date(9999, 11, 30)))
def test_a_month_ends_the_day_before_the_next(day: date) -> None:
    parsed = parse_date(day.isoformat()[:7])
    assert parsed.earliest == day.replace(day=1)
    assert parsed.latest is not None
    assert (parsed.latest + timedelta(days=1)).day == 1
    assert parsed.latest.month == day.month


@given(st.dates(), st.dates())
def test_a_span_is_bounded_on_both_sides(one: date, other: date) -> None:
    first, last = sorted((one, other))
    parsed = parse_date(f"{first}/{last}")
    assert (parsed.earliest, parsed.latest, parsed.precision) == (first, last, Precision.SPAN)
    assert parsed.year == (first.year if first.year == last.year else None)


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest", "year"),
    [
        ("2022", Precision.YEAR, date(2022, 1, 1), date(2022, 12, 31), 2022),
        ("2022-02", Precision.MONTH, date(2022, 2, 1), date(2022, 2, 28), 2022),
        ("2024-02", Precision.MONTH, date(2024, 2, 1), date(2024, 2, 29), 2024),
        ("9999-12", Precision.MONTH, date(9999, 12, 1), date(9999, 12, 31), 9999),
        ("2025-05/..", Precision.SPAN, date(2025, 5, 1), None, None),
        ("../2025-05", Precision.SPAN, None, date(2025, 5, 31), None),
        ("2016-09-12/2016-09-14", Precision.SPAN, date(2016, 9, 12), date(2016, 9, 14), 2016),
        ("unknown", Precision.UNKNOWN, None, None, None),
    ],
)
def test_partial_open_and_unknown_dates(
    text: str, precision: Precision, earliest: date | None, latest: date | None, year: int | None
) -> None:
    parsed = parse_date(text)
    assert (parsed.precision, parsed.earliest, parsed.latest, parsed.year) == (
        precision,
        earliest,
        latest,
        year,
    )


@pytest.mark.parametrize(
    ("text", "approximate", "questionable", "precision"),
    [
        ("2016~", True, False, Precision.YEAR),
        ("2016?", False, True, Precision.YEAR),
        ("2016-09%", True, True, Precision.MONTH),
        ("2016-09-12?", False, True, Precision.DAY),
        ("2016~/2018", True, False, Precision.SPAN),
        ("201X", False, False, Precision.SPAN),
    ],
)
def test_uncertain_dates(text: str, approximate: bool, questionable: bool, precision: Precision) -> None:
    parsed = parse_date(text)
    assert (parsed.approximate, parsed.questionable, parsed.precision) == (
        approximate,
        questionable,
        precision,
    )


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2024-02-30", "2023-02-29", "2022-13", "2022-00", "2022-00-10", "2022-01-00", "0000",
        "12.09.2016", "2016-9-12", "сентябрь 2016", "вчера", "2018/2016", "/", "../..",
        "unknown/2016", "2016/unknown", "2016-09-12T10:00", "²022", "٢٠٢٢", "2016\n",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (the text is the message)
        parse_date(text)


@given(st.text(st.sampled_from("0123456789-/.~?%XuU[]{}, unkow"), max_size=16))
def test_any_other_text_is_a_date_or_refused(text: str) -> None:
    try:
        parsed = parse_date(text)
    except ValueError:
        return
    assert parsed.edtf == text
    assert parsed.earliest is None or parsed.latest is None or parsed.earliest <= parsed.latest


def test_dates_sort_by_time_and_those_without_a_year_come_first() -> None:
    arrived = ["2022", "2016-09-12", "2016-09", "2015-08-20", "2015", "2025-05/..", "unknown"]
    ordered = ["unknown", "2025-05/..", "2015", "2015-08-20", "2016-09", "2016-09-12", "2022"]
    assert sorted(arrived, key=lambda text: parse_date(text).sort_key) == ordered
