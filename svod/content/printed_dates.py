"""Dates as Russian acts print them: «12 сентября 2016 года», «22–23 августа 2022 г.», «23.08.2022»."""

import re
from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

_MONTHS: Final = (
    "январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр",
)  # fmt: skip
_MONTH: Final = r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*"
_IN_WORDS = re.compile(
    rf"(?<!\d)(?P<first>\d{{1,2}})(?:\s?[-–—]\s?(?P<last>\d{{1,2}}))?\s*[»\"”]?\s+(?P<month>{_MONTH})\s+"
    r"(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(rf"(?<![а-я])(?P<month>{_MONTH})\s+(?P<year>\d{{4}})(?!\d)", re.IGNORECASE)
_IN_DIGITS = re.compile(r"(?<![\d.])(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d|\.\d)")
_BACKWARDS = re.compile(r"(?<!\d)(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")
_MONTH_IN_DIGITS = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{4})(?!\d)")


class Days(NamedTuple):
    """The days that a printed date names, the first and the last."""

    first: date
    last: date

    @property
    def edtf(self) -> str:
        """The date in EDTF."""
        if self.first == self.last:
            return self.first.isoformat()
        last_of_month = monthrange(self.first.year, self.first.month)[1]
        whole = self.first.day == 1 and self.last == self.first.replace(day=last_of_month)
        return f"{self.first:%Y-%m}" if whole else f"{self.first}/{self.last}"


def find_printed_date(text: str) -> Days | None:
    """Return the first full date in ``text``, else the first month; None where there is none that can be."""
    try:
        return _find(text)
    except ValueError:  # 31.02.2022
        return None


def _find(text: str) -> Days | None:
    words = _IN_WORDS.search(text)
    if words:
        year, month = int(words["year"]), _month(words["month"])
        first = date(year, month, int(words["first"]))
        return Days(first, date(year, month, int(words["last"] or words["first"])))
    digits = _IN_DIGITS.search(text)
    if digits:
        day = date(int(digits[3]), int(digits[2]), int(digits[1]))
        return Days(day, day)
    backwards = _BACKWARDS.search(text)
    if backwards:
        day = date(*map(int, backwards.groups()))
        return Days(day, day)
    alone = _MONTH_ALONE.search(text)
    if alone:
        return _whole(int(alone["year"]), _month(alone["month"]))
    digits = _MONTH_IN_DIGITS.search(text)
    return _whole(int(digits[2]), int(digits[1])) if digits else None


def _whole(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _month(word: str) -> int:
    """Return the number of a month by the first letters of its name, in any case or cut short."""
    key = word.lower()[:3]
    return next(number for number, name in enumerate(_MONTHS, start=1) if name.startswith(key[: len(name)]))
