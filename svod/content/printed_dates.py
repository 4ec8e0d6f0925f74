"""Dates as Russian acts print them: «12 сентября 2016 года», «23.08.2022», «12–13 мая 2019 г.»."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from svod.content.dates import parse_date

_MONTHS: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_MONTH: Final = rf"(?:{'|'.join(_MONTHS)})"
_DAY: Final = r"(?:[«\"“„]\s?)?\d{1,2}(?:\s?[»\"”“])?"
_DATE = re.compile(
    rf"""
    (?<![\d.])(?:
        (?:(?P<first>{_DAY})(?:\s+(?P<first_month>{_MONTH}))?\s?(?:[-–—]|по)\s?)?
        (?P<day>{_DAY})\s+(?P<month>{_MONTH})\s+(?P<year>\d{{4}})(?!\d)
        |(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>\d{{4}})(?!\d|\.\d)
    )
    (?:\s?(?:г\.|год[ау]?\b))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.-])((?:19|20)\d\d)(?:\s?(?:г\.|год[ау]?\b))")


class PrintedDate(NamedTuple):
    """A date in a text: what it is in EDTF, how it is printed, and at which character it begins."""

    edtf: str
    printed: str
    start: int


def find_dates(text: str) -> Iterator[PrintedDate]:
    """Yield the days and spans of days that ``text`` names, in printed order; those that never were, not."""
    for match in _DATE.finditer(text):
        edtf = _edtf_of(match)
        if edtf:
            yield PrintedDate(edtf, match[0], match.start())


def find_years(text: str) -> Iterator[PrintedDate]:
    """Yield the years that ``text`` names with the word «год», those within a full date included."""
    for match in _YEAR.finditer(text):
        yield PrintedDate(match[1], match[0], match.start())


def _edtf_of(match: re.Match[str]) -> str | None:
    if match["y"]:
        return _known(f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}")
    last = _day(match["year"], match["month"], match["day"])
    if not match["first"]:
        return _known(last)
    first = _day(match["year"], match["first_month"] or match["month"], match["first"])
    return _known(f"{first}/{last}")


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{_MONTHS.index(month.lower()) + 1:02}-{int(re.sub(r'[^0-9]', '', day)):02}"


def _known(edtf: str) -> str | None:
    try:
        parse_date(edtf)
    except ValueError:
        return None
    return edtf


def read_date(text: str) -> str | None:
    """Return in EDTF the date that ``text`` is, in EDTF or as it is printed; None where it is none."""
    typed = text.strip()
    if _known(typed):
        return typed
    printed = [*find_dates(typed), *find_years(typed)]
    return printed[0].edtf if printed and printed[0].printed.strip() == typed else None
