"""Acts that are probably one and the same: most of their provisions are alike.

It is told of the later of two acts, at its title, and not where one of them refers to the other: an editor
who has said what they are to each other has looked.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np

from svod.archive.library import Library
from svod.archive.repetitions import Repetitions
from svod.content.act import Act
from svod.content.frontmatter import KeyFault

_FEWEST: Final = 3  # provisions that are alike: fewer are said everywhere
_WHOLE: Final = 0.9  # of the provisions of acts that may have been adopted at different times
_MOST: Final = 0.6  # of those of acts that may have been adopted at the same time
_NEAREST: Final = 8  # acts of a repetition with which each is compared: boilerplate stays linear


def find_duplicates(library: Library, repetitions: Repetitions) -> Iterator[KeyFault]:
    """Report each act that says what an earlier one says, or most of it.

    Short provisions are no repetitions: acts that have such only are known by the words of the first one, the
    number of all, and what lists show of them.
    """
    told: set[str] = set()
    for earlier, later in (*_find_same(library), *_find_repeating(library, repetitions)):
        if later.path not in told and not _are_related(earlier, later):
            total = max(earlier.provision_count, later.provision_count)
            shared = _count_shared(repetitions, earlier, later)
            least = _MOST if _may_be_of_one_time(earlier, later) else _WHOLE
            same = _key(earlier) == _key(later)
            if same or shared >= max(_FEWEST, least * total):
                told.add(later.path)
                values = {"shared": total if same else shared, "total": total, "id": earlier.id}
                yield later.fault("duplicate-probable", ("title",), other=earlier.title, **values)


def _find_same(library: Library) -> Iterator[tuple[Act, Act]]:
    first: dict[tuple[object, ...], Act] = {}
    for act in reversed(library.acts):
        earlier = first.setdefault(_key(act), act) if act.opening else act
        if earlier is not act:
            yield earlier, act


def _key(act: Act) -> tuple[object, ...]:
    return act.opening, act.provision_count, act.addressees, act.organizations, act.edtf, act.title


def _find_repeating(library: Library, repetitions: Repetitions) -> Iterator[tuple[Act, Act]]:
    for numbers in _find_candidates(repetitions):
        earlier, later = (library.by_path.get(repetitions.paths[number]) for number in numbers)
        if earlier and later:
            yield earlier, later


def _find_candidates(repetitions: Repetitions) -> list[tuple[int, int]]:
    """Return the numbers of acts that are often the next one, or the second next …, where one is repeated.

    They are by twos, the earlier one first. Of two copies that is so for nearly all provisions; one distance
    is looked at after another, so that an archive of boilerplate takes no more memory than its repetitions.
    """
    if not len(repetitions):
        return []
    owners = np.searchsorted(repetitions.starts, repetitions.members, side="right") - 1
    which = np.repeat(np.arange(len(repetitions), dtype="i4"), np.diff(repetitions.cuts))
    count = len(repetitions.paths)
    found: set[int] = set()
    for distance in range(1, min(_NEAREST, len(owners) - 1) + 1):
        one, other = owners[:-distance], owners[distance:]
        together = (which[:-distance] == which[distance:]) & (one < other)
        twos, counts = np.unique(one[together] * count + other[together], return_counts=True)
        found.update(twos[counts >= _FEWEST].tolist())
    return [divmod(two, count) for two in sorted(found)]


def _count_shared(repetitions: Repetitions, one: Act, other: Act) -> int:
    """Return how many provisions have their like in the other act, each one once."""
    numbers = (Counter(number for _, number in repetitions.of_act(act.path)) for act in (one, other))
    first, second = numbers
    return (first & second).total()


def _are_related(one: Act, other: Act) -> bool:
    return other.id in one.related or one.id in other.related


def _may_be_of_one_time(one: Act, other: Act) -> bool:
    first, second = one.date, other.date
    before = first.latest is not None and second.earliest is not None and first.latest < second.earliest
    after = first.earliest is not None and second.latest is not None and second.latest < first.earliest
    return not (before or after)
