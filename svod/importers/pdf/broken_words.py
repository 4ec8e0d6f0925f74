"""Words that a hyphen breaks at the end of a line."""

import re
from typing import Final

from svod.morphology import is_word

_BROKEN = re.compile(r"(?:[^\W\d_]+-)*([^\W\d_]+)([-\u00ad\u2010])$")
_REST = re.compile(r"[a-zа-яё]+")
_SOFT: Final = "\u00ad"


def join_broken(line: str, following: str) -> str | None:
    """Return a line that ends with a hyphen as the line below goes on with it: with or without the hyphen.

    None where it ends otherwise. The hyphen goes where the dictionary has the word without it and
    none with it.
    """
    broken = _BROKEN.search(line)
    if broken is None:
        return None
    rest = _REST.match(following)
    if broken[2] == _SOFT:
        return line[:-1]
    if rest is None:
        return line
    whole = broken[1] + rest[0]
    hyphenated = f"{broken[1]}-{rest[0]}"
    return line[:-1] if is_word(whole) and not is_word(hyphenated) else line
