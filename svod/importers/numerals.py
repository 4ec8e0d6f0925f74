"""Numbers as lists print them.

``number_in(3, "russianLower")`` is «в». The names of formats are those of Office Open XML (ISO/IEC 29500-1,
17.18.59 ST_NumberFormat); OpenDocument's are told apart in ``odt/lists``.
"""

from collections.abc import Callable

LATIN = "abcdefghijklmnopqrstuvwxyz"
# ST_NumberFormat has no ё, й, ъ and ь in it, but ы; LibreOffice counts with the same letters.
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN, _MOST_CIRCLED = 3_999, 20
_CHICAGO = "*†‡§"
_MOST_REPEATED = 30  # letters in one number; Word stops at 780, and prints such a list for nobody


def _roman(number: int) -> str:
    if number > _MOST_ROMAN:
        return str(number)
    letters: list[str] = []
    for value, letter in _ROMAN:
        letters.append(letter * (number // value))
        number %= value
    return "".join(letters)


def repeated(number: int, letters: str) -> str:
    """Return a, b, … z, aa, bb, … as Word counts with letters; decimal where that would be endless."""
    times, at = divmod(number - 1, len(letters))
    return letters[at] * (times + 1) if times < _MOST_REPEATED else str(number)


def positional(number: int, letters: str) -> str:
    """Return a, b, … z, aa, ab, … as LibreOffice counts with letters unless told otherwise."""
    found = ""
    while number > 0:
        number, at = divmod(number - 1, len(letters))
        found = letters[at] + found
    return found


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= _MOST_CIRCLED else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": lambda number: repeated(number, LATIN),
    "upperLetter": lambda number: repeated(number, LATIN).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "russianLower": lambda number: repeated(number, RUSSIAN),
    "russianUpper": lambda number: repeated(number, RUSSIAN).upper(),
    "ordinal": lambda number: f"{number}-й",
    "chicago": lambda number: repeated(number, _CHICAGO),
    "hex": lambda number: f"{number:X}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalEnclosedParen": lambda number: f"({number})",
    "numberInDash": lambda number: f"- {number} -",
}
_SILENT = frozenset({"none", "bullet"})


def number_in(number: int, form: str) -> str:
    """Return ``number`` as a level of the format ``form`` prints it.

    Nothing for «none» and «bullet»; decimal for formats of other scripts and for numbers in words, which
    would be in the language of the program. Letters and Roman numerals have no zero.
    """
    if form in _SILENT:
        return ""
    if form.startswith("0") and form.strip("0") == "1":  # «001»: a custom format, by its first number
        return f"{number:0{len(form)}}"
    return _FORMATS.get(form, str)(number) if number > 0 or form == "decimalZero" else str(number)
