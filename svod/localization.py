"""The languages of the interface: Russian and English.

English is the source language: its sentences are the keys of the catalogue, so only the Russian one has
a file. Catalogues are read as ``.po`` text when they are needed; there is nothing to compile. Dates and
plurals are Babel's.
"""

import gettext
import io
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES: Final = ("ru", "en")
_PRINTED_KEPT: Final = 4096  # numbers and days as they are printed, in memory: the same ones come again


class Localization:
    """Wording and dates of one interface language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.translations = _translations(language)

    def text(self, message: str) -> str:
        """Return ``message`` in this language."""
        return self.translations.gettext(message)

    def plural(self, singular: str, plural: str, number: int) -> str:
        """Return the form of the message that goes with ``number``."""
        return self.translations.ngettext(singular, plural, number)

    def day(self, day: date) -> str:
        """Return a date as «23 августа 2022 г.», no-break spaces kept as U+00A0."""
        return _long_date(day, self.language)

    def month(self, day: date) -> str:
        """Return a month as «август 2022 г.»."""
        return _plain_space(format_skeleton("yMMMM", day, locale=self.language))

    def of_month(self, day: date) -> str:
        """Return a month in the genitive: «августа 2022 г.»."""
        pattern = "MMMM y\u00a0'г.'" if self.language == "ru" else "MMMM y"
        return format_date(day, pattern, locale=self.language)

    def year(self, day: date) -> str:
        """Return a year as «2022 г.»."""
        return f"{day.year}\u00a0г." if self.language == "ru" else str(day.year)

    def number(self, number: float) -> str:
        """Return a number with its digits grouped: «12 345»."""
        return _decimal(number, self.language)


@lru_cache(_PRINTED_KEPT)
def _long_date(day: date, language: str) -> str:
    return _plain_space(format_date(day, "long", locale=language))


@lru_cache(_PRINTED_KEPT, typed=True)
def _decimal(number: float, language: str) -> str:
    return _plain_space(format_decimal(number, locale=language))


def _plain_space(text: str) -> str:
    return text.replace("\u202f", "\u00a0")


@cache
def localization(language: str) -> Localization:
    """Return the localization of ``language``, one of ``LANGUAGES``."""
    return Localization(language)


def _translations(language: str) -> gettext.NullTranslations:
    catalogue = files("svod") / "locales" / f"{language}.po"
    if not catalogue.is_file():
        return gettext.NullTranslations()
    messages = read_po(io.BytesIO(catalogue.read_bytes()), locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
