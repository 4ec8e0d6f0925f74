"""Dates as archives know them: exact, partial, open or unknown, written in EDTF (ISO 8601-2:2019).

``unknown`` is ours: EDTF writes an unknown date as an empty string, which an editor would take for a
mistake. Plain dates are read by the standard library; everything else by ``edtf``.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

UNKNOWN: Final = "unknown"
_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_OPEN: Final = ("", "..")
# What every date looks like, for programs that cannot parse it (ECMA-262): nothing that is one is left out.
_SIDE = r"(?:\.\.|[~?%]?[0-9X]{4}[-0-9X~?%]*)"
EDTF_PATTERN: Final = rf"^(?:unknown|{_SIDE}|{_SIDE}?/{_SIDE}?|[\[{{].+[\]}}])$"


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    SPAN = "span"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class UncertainDate:
    """A date and what is known of it.

    ``earliest`` and ``latest`` bound it, both days included; None means that there is no bound on that
    side. ``approximate`` is EDTF's ``~``, ``questionable`` its ``?``.
    """

    edtf: str
    precision: Precision
    earliest: date | None = None
    latest: date | None = None
    approximate: bool = False
    questionable: bool = False

    @property
    def year(self) -> int | None:
        """The one year it falls in, or None where that is not known for certain."""
        if self.earliest and self.latest and self.earliest.year == self.latest.year:
            return self.earliest.year
        return None

    @property
    def sort_key(self) -> tuple[bool, date, date]:
        """The key that puts dates in order of time, those without a year before all others."""
        earliest = self.earliest or date.min
        return (self.year is not None, earliest, self.latest or date.max)


@cache  # an archive has as many dates as there are days, and more acts
def parse_date(text: str) -> UncertainDate:
    """Parse an EDTF date or ``unknown``.

    Raises ValueError for anything that is not one, impossible days such as 2024-02-30 included.
    """
    if text == UNKNOWN:
        return UncertainDate(edtf=text, precision=Precision.UNKNOWN)
    plain = _PLAIN.fullmatch(text)
    if plain:
        earliest, latest, precision = _plain(*plain.groups())
        return UncertainDate(edtf=text, precision=precision, earliest=earliest, latest=latest)
    start, slash, end = text.partition("/")
    if slash:
        return _interval(text, start, end)
    return _qualified(text)


def _plain(year: str, month: str | None, day: str | None) -> tuple[date, date, Precision]:
    first = date(int(year), int(month or 1), int(day or 1))
    if day:
        return first, first, Precision.DAY
    if month:
        return first, _last_of_month(first), Precision.MONTH
    return first, first.replace(month=12, day=31), Precision.YEAR


def _last_of_month(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _interval(text: str, start: str, end: str) -> UncertainDate:
    if (start in _OPEN and end in _OPEN) or "/" in end:
        raise ValueError(text)
    first = None if start in _OPEN else parse_date(start)
    last = None if end in _OPEN else parse_date(end)
    earliest = first.earliest if first else None
    latest = last.latest if last else None
    if (earliest and latest and earliest > latest) or UNKNOWN in (start, end):
        raise ValueError(text)
    return UncertainDate(
        edtf=text,
        precision=Precision.SPAN,
        earliest=earliest,
        latest=latest,
        approximate=any(side.approximate for side in (first, last) if side),
        questionable=any(side.questionable for side in (first, last) if side),
    )


def _qualified(text: str) -> UncertainDate:
    from edtf import parse_edtf  # noqa: PLC0415  (importing it takes as long as building fifty pages)
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415

    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError(text)
    try:
        parsed = parse_edtf(text)
        earliest, latest = (date(*bound[:3]) for bound in (parsed.lower_strict(), parsed.upper_strict()))
    except (EDTFParseException, TypeError, AttributeError, IndexError) as error:
        raise ValueError(text) from error
    return UncertainDate(
        edtf=text,
        precision=_precision_of(text, earliest, latest),
        earliest=earliest,
        latest=latest,
        approximate="~" in text or "%" in text,
        questionable="?" in text or "%" in text,
    )


def _precision_of(text: str, earliest: date, latest: date) -> Precision:
    if earliest == latest:
        return Precision.DAY
    if re.fullmatch(r"\d{4}[?~%]", text):
        return Precision.YEAR
    return Precision.MONTH if re.fullmatch(r"\d{4}-\d\d[?~%]", text) else Precision.SPAN
