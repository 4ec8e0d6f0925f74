"""The one place that decides when two pieces of Russian text count as the same.

Printed text is never changed by these functions; they make keys to compare and sort by.
"""

import re
import unicodedata

_QUOTES = str.maketrans(dict.fromkeys("«»„“”‟\"'‘’‚‹›`"))
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACE = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")


def fold_space(text: str) -> str:
    """Return ``text`` with every run of white space (NBSP included) as one space, ends trimmed."""
    return _SPACE.sub(" ", text).strip()


def fold(text: str) -> str:
    """Return the comparison key of ``text``: NFC, lower case, ё as е, words joined by single spaces.

    Quotes, dashes, punctuation and invisible characters do not count: «.Органам управления:» and
    «органам управления» have the same key.
    """
    folded = unicodedata.normalize("NFC", text).translate(_INVISIBLE).lower().replace("ё", "е")
    return _NOT_WORD.sub(" ", folded).strip()


def sort_key(text: str) -> tuple[str, str]:
    """Return the key that orders text as a Russian index does: ё with е, quotes and case ignored.

    The text itself breaks ties, so that the order never depends on the order of arrival.
    """
    bare = text.translate(_QUOTES).translate(_INVISIBLE).lower().replace("ё", "е")
    return fold_space(bare), text
