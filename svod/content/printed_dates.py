"""Dates as Russian acts print them: «12 сентября 2016 года», «22–23 августа 2022 г.», «23.08.2022»."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, NamedTuple

from svod.content.dates import parse_date

_MONTHS: Final = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_OF_MONTH: Final = (
    r"(?:янв(?:аря|\.)|фев(?:раля|р?\.)|мар(?:та|\.)|апр(?:еля|\.)|мая|июн(?:я|\.)|июл(?:я|\.)|авг(?:уста|\.)"
    r"|сен(?:тября|т?\.)|окт(?:ября|\.)|ноя(?:бря|б?\.)|дек(?:абря|\.))"
)
_ANY_MONTH: Final = (
    r"(?:январ[а-я]+|феврал[а-я]+|март[а-я]*|апрел[а-я]+|ма[йяею]|июн[а-я]+|июл[а-я]+|август[а-я]*"
    r"|сентябр[а-я]+|октябр[а-я]+|ноябр[а-я]+|декабр[а-я]+)"
)
_DAY: Final = r"(?:[«\"“„]\s?)?\d{1,2}(?:\s?[»\"”“])?"
_YEAR_WORD: Final = r"(?:\s?(?:г\.|год[ауе]?\b))?"
_FULL = re.compile(
    rf"""
    (?<![\d.])(?:
        (?:(?P<first>{_DAY})(?:\s+(?P<first_month>{_OF_MONTH}))?\s?(?:[-–—]|по)\s?)?
        (?P<day>{_DAY})\s+(?P<month>{_OF_MONTH})\s+(?P<year>\d{{4}})(?!\d)
        |(?P<d>\d{{1,2}})[./](?P<m>\d{{1,2}})[./](?P<y>\d{{4}})(?!\d|\.\d)
        |(?P<Y>\d{{4}})[./-](?P<M>\d{{1,2}})[./-](?P<D>\d{{1,2}})(?![\d/]|\.\d)
    )
    {_YEAR_WORD}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MONTH = re.compile(
    rf"(?<![\d.])(?:(?<!\w)(?P<month>{_ANY_MONTH})\s+|(?P<m>\d{{1,2}})\.)(?P<year>\d{{4}})(?!\d|\.\d){_YEAR_WORD}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.-])(?P<year>(?:19|20)\d\d)(?:\s?(?:г\.|год[ауе]?\b))")


class PrintedDate(NamedTuple):
    """A date in a text: its first and last day, how it is printed, and at which character it begins."""

    first: date
    last: date
    printed: str
    start: int

    @property
    def edtf(self) -> str:
        """The date in EDTF."""
        if self.first == self.last:
            return self.first.isoformat()
        if (self.first, self.last) == _days_of_year(self.first.year):
            return f"{self.first:%Y}"
        if (self.first, self.last) == _days_of_month(self.first.year, self.first.month):
            return f"{self.first:%Y-%m}"
        return f"{self.first}/{self.last}"


def find_dates(text: str) -> Iterator[PrintedDate]:
    """Yield the days and spans of days that ``text`` names, in printed order; none that never was."""
    return _find(_FULL, _days, text)


def find_months(text: str) -> Iterator[PrintedDate]:
    """Yield the months that ``text`` names with their years, those within full dates included."""
    return _find(_MONTH, _month, text)


def find_years(text: str) -> Iterator[PrintedDate]:
    """Yield the years that ``text`` names with the word «год», those within full dates included."""
    return _find(_YEAR, lambda match: _days_of_year(int(match["year"])), text)


def find_printed_date(text: str) -> PrintedDate | None:
    """Return the first full date in ``text``, else the first month; None where there is none."""
    return next(find_dates(text), None) or next(find_months(text), None)


def read_date(text: str) -> str | None:
    """Return in EDTF the date that ``text`` is, in EDTF or as it is printed; None where it is none."""
    typed = text.strip()
    try:
        return parse_date(typed).edtf
    except ValueError:
        printed = (*find_dates(typed), *find_months(typed), *find_years(typed))
        return next((found.edtf for found in printed if found.printed == typed), None)


def _find(
    pattern: re.Pattern[str], read: Callable[[re.Match[str]], tuple[date, date]], text: str
) -> Iterator[PrintedDate]:
    for match in pattern.finditer(text):
        try:
            first, last = read(match)
        except ValueError:  # 31.02.2022
            continue
        if first <= last:
            yield PrintedDate(first, last, match[0], match.start())


def _days(match: re.Match[str]) -> tuple[date, date]:
    if match["y"] or match["Y"]:
        parts = match.group("y", "m", "d") if match["y"] else match.group("Y", "M", "D")
        only = date(*map(int, parts))
        return only, only
    year = int(match["year"])
    last = date(year, _number(match["month"]), _digits(match["day"]))
    if not match["first"]:
        return last, last
    return date(year, _number(match["first_month"] or match["month"]), _digits(match["first"])), last


def _month(match: re.Match[str]) -> tuple[date, date]:
    return _days_of_month(int(match["year"]), int(match["m"]) if match["m"] else _number(match["month"]))


def _days_of_month(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, first.replace(day=monthrange(year, month)[1])


def _days_of_year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _number(month: str) -> int:
    return next(at for at, name in enumerate(_MONTHS, start=1) if month.lower().startswith(name))


def _digits(day: str) -> int:
    return int(re.sub(r"[^0-9]", "", day))
