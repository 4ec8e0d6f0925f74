"""Where a text names an entry of an authority file, in whatever case the name stands."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from svod.content.authorities import Entry
from svod.morphology import is_declined
from svod.text import fold

_PUNCTUATION: Final = ".,;:"


class Mention(NamedTuple):
    """The entry with this id is named in ``words``, the printed ones from number ``first`` to ``last``."""

    id: str
    words: str
    first: int
    last: int


def find_mentions(text: str, entries: Iterable[Entry]) -> list[Mention]:
    """Return where ``text`` names one of ``entries``, in printed order.

    Of names that begin within one another the longest counts: who names a branch does not name its parent.
    """
    names: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for entry in entries:
        for name in entry.names:
            words = tuple(fold(name).split())
            names["".join(word[0] for word in words)].append((words, entry.id))
    printed = text.split()
    owners, folded = _words_of(printed)
    initials = "".join(word[0] for word in folded)
    found: list[Mention] = []
    for key, named in sorted(names.items(), key=lambda pair: -len(pair[0])):
        at = initials.find(key) if key else -1
        while at >= 0:
            window = folded[at : at + len(key)]
            ids = [id_ for words, id_ in named if _is_form(words, window)]
            first, last = owners[at], owners[at + len(key) - 1]
            if ids and not any(first <= mention.last and mention.first <= last for mention in found):
                stands = " ".join(printed[first : last + 1]).strip(_PUNCTUATION)
                found.append(Mention(ids[0], stands, first, last))
            at = initials.find(key, at + 1)
    return sorted(found, key=lambda mention: mention.first)


def _is_form(name: tuple[str, ...], words: list[str]) -> bool:
    return list(name) == words or is_declined(name, words, named=True)


def _words_of(printed: list[str]) -> tuple[list[int], list[str]]:
    """Return the folded words, and of each the number of the printed one that it comes from."""
    owners: list[int] = []
    folded: list[str] = []
    for number, word in enumerate(printed):
        parts = fold(word).split()
        owners += [number] * len(parts)
        folded += parts
    return owners, folded
