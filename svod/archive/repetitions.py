"""What is repeated in an archive, packed: there may be more repeated provisions than anybody looks at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple, cast

import numpy as np

from svod.archive.wordings import Numbers


class Place(NamedTuple):
    """A provision that is repeated: where it stands, and which of the wordings it has, from 0."""

    path: str
    anchor: str
    wording: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Repetitions:
    """All repetitions of an archive, those in most acts first, and their places, the earliest act first.

    ``paths`` are the acts that have places, ``acts`` their numbers; ``starts`` is the number of the first
    place of each, and that of all. Of each place there are the number of its anchor in ``names``, that of
    the repetition, and of its wording. ``members`` are the places repetition by repetition, beginning at
    ``cuts``; ``counts`` tells in how many acts each stands, ``variety`` in how many wordings, ``seals`` are
    fingerprints of all texts.
    """

    paths: tuple[str, ...]
    acts: Mapping[str, int]
    starts: Numbers
    names: tuple[str, ...]
    anchors: Numbers
    repetitions: Numbers
    wordings: Numbers
    members: Numbers
    cuts: Numbers
    counts: Numbers
    variety: Numbers
    seals: Numbers

    def __len__(self) -> int:
        """Return the number of repetitions."""
        return len(self.counts)

    def of_act(self, path: str) -> list[tuple[str, int]]:
        """Return the anchors of repeated provisions of an act, in order, each with its repetition."""
        act = self.acts.get(path)
        if act is None:
            return []
        own = slice(int(self.starts[act]), int(self.starts[act + 1]))
        names = [self.names[name] for name in self.anchors[own].tolist()]
        return list(zip(names, self.repetitions[own].tolist(), strict=True))

    def places(self, number: int, most: int | None = None) -> list[Place]:
        """Return the places of a repetition, ``most`` at most."""
        start, end = int(self.cuts[number]), int(self.cuts[number + 1])
        members = self.members[start : end if most is None else min(end, start + most)]
        owners = np.searchsorted(self.starts, members, side="right") - 1
        return [
            Place(self.paths[owner], self.names[anchor], wording)
            for owner, anchor, wording in zip(
                owners.tolist(), self.anchors[members].tolist(), self.wordings[members].tolist(), strict=True
            )
        ]

    def beginning(self, number: int) -> int:
        """Return the number of the earliest place of a repetition."""
        return int(self.members[self.cuts[number]])

    def extent(self, number: int) -> int:
        """Return the number of all places of a repetition."""
        return int(self.cuts[number + 1] - self.cuts[number])

    def first_places(self, number: int, most: int) -> list[Place]:
        """Return the first place in each of the first acts of a repetition, ``most`` at most."""
        found: dict[str, Place] = {}
        for place in self.places(number, 2 * most):
            found.setdefault(place.path, place)
        if len(found) < min(most, int(self.counts[number])):  # acts that have it more than once
            for place in self.places(number):
                found.setdefault(place.path, place)
        return list(islice(found.values(), most))


_NONE: Final = np.empty(0, "i4")
NO_REPETITIONS: Final = Repetitions(
    paths=(), acts={}, starts=_NONE, names=(), anchors=_NONE, repetitions=_NONE, wordings=_NONE,
    members=_NONE, cuts=_NONE, counts=_NONE, variety=_NONE, seals=_NONE,
)  # fmt: skip


class Provisions(NamedTuple):
    """Provisions, those of the earliest act first: act, anchor, wording, digest of the text, and group."""

    owners: Numbers
    anchors: Numbers
    wordings: Numbers
    digests: Numbers
    groups: Numbers

    def pick(self, chosen: Numbers) -> "Provisions":
        """Return those of them that are ``chosen``."""
        return Provisions(*(of_each[chosen] for of_each in self))


def pack_repetitions(paths: Sequence[str], names: tuple[str, ...], every: Provisions) -> Repetitions:
    """Return the groups of provisions that stand in more than one act.

    The owners of provisions are numbers of ``paths``, their anchors of ``names``.
    """
    order = np.argsort(every.groups, kind="stable")
    starts = _cut(every.groups[order])
    changed = np.concatenate(([0], np.cumsum(np.diff(every.owners[order]) != 0)))
    ends = np.append(starts[1:], len(order))
    counts = changed[ends - 1] - changed[starts] + 1
    repeated = np.repeat(counts > 1, ends - starts)
    if not repeated.any():
        return NO_REPETITIONS
    chosen = np.sort(order[repeated])
    places = every.pick(chosen)
    # The numbers of repetitions: those in most acts first, then those with the earliest place.
    first = order[starts[counts > 1]]
    counts = counts[counts > 1]
    ranked = np.lexsort((first, -counts))
    number_of = np.zeros(int(every.groups.max()) + 1, "i4")
    number_of[every.groups[first[ranked]]] = np.arange(len(ranked))
    repetitions = number_of[places.groups]
    members = np.argsort(repetitions, kind="stable")
    cuts = _cut(repetitions[members])
    local, variety = _number_wordings(places.wordings[members], cuts)
    wordings = np.empty(len(members), "u4")
    wordings[members] = local
    acts, of_act = np.unique(places.owners, return_index=True)
    kept = [paths[act] for act in acts.tolist()]
    return Repetitions(
        paths=tuple(kept),
        acts={path: number for number, path in enumerate(kept)},
        starts=np.append(of_act, len(members)).astype("i4"),
        names=names,
        anchors=places.anchors.astype("u4"),
        repetitions=repetitions,
        wordings=wordings,
        members=members.astype("i4"),
        cuts=np.append(cuts, len(members)).astype("i4"),
        counts=counts[ranked].astype("i4"),
        variety=variety,
        seals=_seal(places.digests[members], cuts),
    )


def _cut(ordered: Numbers) -> Numbers:
    """Return where other numbers begin."""
    return np.concatenate(([0], np.flatnonzero(np.diff(ordered)) + 1))


def _number_wordings(wordings: Numbers, cuts: Numbers) -> tuple[Numbers, Numbers]:
    """Return the number of each wording within its repetition, by its first place, and how many these are."""
    _, firsts, which = np.unique(wordings, return_index=True, return_inverse=True)
    begins = np.zeros(len(wordings), "i8")
    begins[firsts] = 1
    sizes = np.diff(np.append(cuts, len(wordings)))
    before = np.cumsum(begins) - begins
    numbers = before - np.repeat(before[cuts], sizes)
    return numbers[firsts][which], np.add.reduceat(begins, cuts).astype("i4")


def _seal(digests: Numbers, cuts: Numbers) -> Numbers:
    """Return a number for the texts of each repetition in their order."""
    turns = 2 * np.arange(len(digests), dtype="u8") + np.uint64(1)
    turns -= np.repeat(turns[cuts], np.diff(np.append(cuts, len(digests)))) - np.uint64(1)
    return cast("Numbers", np.add.reduceat(digests * turns, cuts))
