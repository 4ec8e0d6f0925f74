"""The one place that decides when two pieces of Russian text count as the same.

Printed text is never changed by these functions; they make keys to compare and sort by.
"""

import re
import unicodedata

# Characters that part no word although nobody sees them.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

_HIDDEN = re.compile(f"[{INVISIBLE}]+")
_UNSORTED = re.compile(f"[«»„“”‟\"'‘’‚‹›`{INVISIBLE}]+")
_NOT_WORD = re.compile(r"[\W_]+")
# All that Russian and Western texts are made of: nothing in it is invisible or a mark or folds into one.
_PLAIN = re.compile(
    "[\0-\u00ac\u00ae-\u012f\u0131-\u02ff\u0386-\u0482\u048a-\u0590\u2010-\u205f\u2070-\u20cf\u2100-\u2bff]*"
)


def fold_space(text: str) -> str:
    """Return ``text`` with every run of white space (NBSP included) as one space, ends trimmed."""
    return " ".join(text.split())


def fold_letters(text: str) -> str:
    """Return ``text`` with its letters folded: NFC, lower case, ё as е, ς as σ.

    Marks that NFC leaves apart (the stress over a vowel) and invisible characters go; all else stays.
    ``client/text.js`` is the same rule in the browser.
    """
    if _PLAIN.fullmatch(text):
        return unicodedata.normalize("NFC", text).lower().replace("ё", "е").replace("ς", "σ")
    folded = unicodedata.normalize("NFC", _HIDDEN.sub("", text)).lower()
    folded = folded.replace("ё", "е").replace("ς", "σ")
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] != "M")


def fold(text: str) -> str:
    """Return the comparison key of ``text``: letters folded, words joined by single spaces.

    Quotes, dashes, punctuation and invisible characters do not count: «.Органам управления:» and
    «органам управления» have the same key.
    """
    return _NOT_WORD.sub(" ", fold_letters(text)).strip()


def sort_key(text: str) -> tuple[str, str]:
    """Return the key that orders text as a Russian index does: ё with е, quotes and case ignored.

    The text itself breaks ties, so that the order never depends on the order of arrival.
    """
    return fold_space(_UNSORTED.sub("", text).lower().replace("ё", "е")), text
