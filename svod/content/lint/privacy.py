"""What an archive should not tell of a person without a reason: telephones, papers, days of birth.

Numbers that have check digits are reported only where these are right.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from svod.content.act import ParsedAct
from svod.content.authorities import Authorities
from svod.content.lint.finding import Finding, Places, without_targets
from svod.rule import N_


def _digits(text: str) -> list[int]:
    return [int(character) for character in text if character.isdigit()]


def _is_telephone(text: str) -> bool:
    """Tell whether it has eleven digits, and more to be known by: +7, signs between, or a 9."""
    digits = _digits(text)
    return len(digits) == 11 and (text.startswith("+") or not text.isdigit() or digits[1] == 9)  # noqa: PLR2004


def _is_snils(text: str) -> bool:
    """Tell whether the last two digits are the sum of the first nine, each by its place from the end."""
    *number, tens, units = _digits(text)
    total = sum(digit * place for digit, place in zip(number, range(9, 0, -1), strict=True)) % 101 % 100
    return total == 10 * tens + units


_INN: Final = ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))


def _is_inn(text: str) -> bool:
    """Tell whether both check digits of a person's twelve are right."""
    digits = _digits(text)
    return all(sum(map(int.__mul__, digits, weights)) % 11 % 10 == digits[len(weights)] for weights in _INN)


def _is_any(_: str) -> bool:
    return True


class _Sort(NamedTuple):
    """Something personal: how it is known, and where ``mark`` stands if it is there.

    A pattern begins with a letter or a sign as it is, which is what makes it quick; what stands ``before``
    that is looked at afterwards. Shown is the group that matched, else all of it.
    """

    subject: str
    pattern: re.Pattern[str]
    is_right: Callable[[str], bool] = _is_any
    before: re.Pattern[str] | None = None
    mark: str = ""


_DAY: Final = r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d"
_BEFORE: Final = 80  # characters that are looked at
_TELEPHONE: Final = N_("a telephone number")
_DAY_OF_BIRTH: Final = N_("a day of birth")
_TEN_DIGITS: Final = r"(?:[\s–(-]{0,2}\d|\)[\s–-]{0,2}\d){10}(?![\d/]|[.,]\d)"
_SORTS: Final = (
    _Sort(_TELEPHONE, re.compile(rf"\+7{_TEN_DIGITS}"), _is_telephone),
    _Sort(_TELEPHONE, re.compile(rf"8(?<![\d.,/№-]8){_TEN_DIGITS}"), _is_telephone),
    _Sort(
        _TELEPHONE,
        re.compile(
            r"ел(?<=[Тт]ел)(?:\.|ефон\w*)(?:\s?/\s?факс)?[\s:.№]{1,4}"
            r"((?:\([\d-]{3,6}\)\s?)?\d{1,3}[ -]\d\d[ -]\d\d)(?!\d|-\d)"
        ),
    ),
    _Sort(
        N_("an e-mail address"),
        re.compile(r"@(?:[\w-]+\\?\.)+[a-zа-я]{2,}"),
        before=re.compile(r"[\w.+\\-]*\w\Z"),
    ),
    _Sort(
        N_("a passport"),
        re.compile(r"аспорт[^\n]{0,60}?(?<!\d)(\d\d\s?\d\d[\s,]*(?:№|N|номер)?\s*\d{6})(?!\d)"),
    ),
    _Sort(
        N_("an insurance number (SNILS)"),
        re.compile(r"-\d{3}-\d{3}[ -]?\d\d(?!\d)"),
        _is_snils,
        before=re.compile(r"(?<!\d)\d{3}\Z"),
    ),
    _Sort(
        N_("a taxpayer's number (INN)"), re.compile(r"ИНН\D{0,20}?(?<!\d)(\d{12})(?!\d)"), _is_inn, mark="ИНН"
    ),
    _Sort(
        _DAY_OF_BIRTH,
        re.compile(r"г(?:\.\s?р(?:\b|ожд)|ода рожд)"),
        before=re.compile(rf"(?<!\d){_DAY}\s*\Z"),
    ),
    _Sort(_DAY_OF_BIRTH, re.compile(rf"рождения[\s:(]{{1,3}}({_DAY})"), mark="рожд"),
    _Sort(_DAY_OF_BIRTH, re.compile(rf"родил(?:ся|ась)\s({_DAY})"), mark="родил"),
)


def find_personal_data(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A telephone number, e-mail address, passport, СНИЛС, ИНН or day of birth of a person is in the text.

    Targets of links are not looked at: what they lead to is for the editor to know.
    """
    body = without_targets(act.body)
    for sort in _SORTS:
        places = Places(act)
        for match in sort.pattern.finditer(body) if sort.mark in body else ():
            start, end = match.span(match.lastindex or 0)
            if sort.before:
                earlier = sort.before.search(body[max(0, start - _BEFORE) : start])
                if not earlier:
                    continue
                start -= len(earlier[0])
            words = body[start:end].replace("\\", "")
            if sort.is_right(words):
                place = places.at(start)
                yield "", act.source.diagnose("personal-data", *place, subject=sort.subject, words=words)
