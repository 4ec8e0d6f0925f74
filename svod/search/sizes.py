"""How large the index is, and what of it a reader's first search would wait for.

Sizes are bytes before compression, which a host brings to a third or less; the limits are where a search
over a slow line begins to take seconds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from svod.localization import Localization
from svod.rules import N_

# A kind of script, how long one may be, and what to say of one that is longer.
_LIMITS: Final[Mapping[str, tuple[int, str]]] = {
    "directory": (200_000, N_("Every first search loads the directory of the index, {size} KB.")),
    "terms": (400_000, N_("A search for a very common word loads {size} KB ({name}).")),
    "places": (800_000, N_("A search for several very common words loads {size} KB ({name}).")),
    "forms": (1_000_000, N_("A misspelt word loads the list of all words, {size} KB.")),
    "facets": (400_000, N_("A filter loads {size} KB ({name}).")),
    "fragments": (150_000, N_("A result that shows a very long act loads {size} KB ({name}).")),
}
_LOADED_AT_ONCE: Final = "forms"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSizes:
    """The largest script of each kind, its name and its bytes; of the forms all, which are loaded at once."""

    largest: Mapping[str, tuple[str, int]]

    def warnings(self, words: Localization) -> list[str]:
        """Return what is too large, in words."""
        return [
            words.text(_LIMITS[kind][1]).format(size=words.number(round(size / 1000)), name=name)
            for kind, (name, size) in self.largest.items()
            if size > _LIMITS[kind][0]
        ]


def measure_index(sizes: Iterable[tuple[str, int]]) -> IndexSizes:
    """Return the sizes of an index of scripts, given the name and the bytes of each."""
    largest: dict[str, tuple[str, int]] = {}
    for name, size in sizes:
        kind = name.partition("/")[0].partition("-")[0]
        _, most = largest.get(kind, ("", 0))
        if kind == _LOADED_AT_ONCE:
            largest[kind] = (kind, most + size)
        elif kind in _LIMITS and size > most:
            largest[kind] = (name, size)
    return IndexSizes(largest=dict(sorted(largest.items())))
