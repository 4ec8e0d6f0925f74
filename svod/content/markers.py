"""What a printed marker says: whether it is a dash, which number it is, how fine it is.

The answers are kept: an archive has few different markers, and each is asked about many times.
"""

from functools import lru_cache
from typing import Final

DASHES: Final = frozenset("-–—‒―−")
_ALPHABET: Final = "абвгдежзиклмнопрстуфхцчшщэюя"


@lru_cache(maxsize=1024)
def ordinal(marker: str) -> tuple[str, int] | None:
    """Return the series and the number of a marker: («а)»: «)», 1), («2.3.»: «2.», 3)."""
    core = marker.strip("().")
    if core.replace(".", "").isdigit():
        series, _, last = core.rpartition(".")
        return f"{series}{marker[len(marker.rstrip('.)')) :]}", int(last)
    if len(core) == 1 and core.lower() in _ALPHABET and marker.endswith(")"):
        return ")", _ALPHABET.index(core.lower()) + 1
    return None


@lru_cache(maxsize=1024)
def fineness(marker: str) -> int:
    """Return the rank of a kind of marker, the coarsest first: IV. > 1. > 1.1. > 1) > а) > dash."""
    core = marker.strip("().")
    if not core:
        return 9
    if core[0].isdigit():
        return 5 if marker.endswith(")") else 1 + core.count(".")
    if marker.endswith((".", ")")) and set(core) <= set("IVX"):
        return 0
    return 7 if marker.endswith(")") else 8
