"""Provisions that stand word for word, or nearly, in more than one act.

Two provisions are alike where of all pairs of neighbouring words that either has at least a given share is
in both (Jaccard). Nobody compares each with each: provisions as printed alike are one wording; the pairs of a
wording are put in order, the rarest first, and wordings can be alike only if they share one of so many at the
beginning that the rest is too few. Nothing is left to chance: who is alike is found, in any order of acts.

Pairs are looked through three times and never all at once; memory holds a few numbers of each provision.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias, cast

import numpy as np

from svod.archive.repetitions import NO_REPETITIONS, Provisions, Repetitions, pack_repetitions
from svod.archive.wordings import Numbers, Wordings

# Gives wordings, some acts at a time, by path; always the same in the same order.
Load: TypeAlias = Callable[[], Iterable[Mapping[str, Wordings]]]

# Wordings that share a pair are compared with so many of their neighbours: boilerplate stays linear.
_NEAREST: Final = 32
_TOGETHER: Final = 1 << 18  # pairs that are looked at a time
_BLOCK: Final = 50_000  # twos of wordings that are
_MOST_RARITIES: Final = 25  # bits
_OFTEN: Final = 255  # as often as no counting tells


def find_repetitions(paths: Sequence[str], load: Load, threshold: float) -> Repetitions:
    """Return what is repeated in the acts at ``paths``, the earliest first, of all whose wordings come."""
    known = frozenset(paths)

    def load_known() -> Iterator[Mapping[str, Wordings]]:
        for part in load():
            yield {path: wordings for path, wordings in part.items() if path in known}

    return _find_in(paths, load_known, threshold)


def _find_in(paths: Sequence[str], load: Load, threshold: float) -> Repetitions:
    survey = _look_through(paths, load)
    if survey is None:
        return NO_REPETITIONS
    # Those with the same pairs must be neighbours: so they are compared however many there are.
    _, firsts, wording_of = np.unique(survey.digests, return_index=True, return_inverse=True)
    order = np.lexsort(
        (survey.digests[firsts], survey.digests[firsts] >> np.uint64(32), survey.sizes[firsts])
    )
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    wordings = _Wordings(
        sizes=survey.sizes[firsts[order]].astype("i8"),
        # By the number that a provision has as it comes: that of its wording, if it is the first one.
        numbers=_inverse(firsts[order], survey.arrival),
    )
    alike = _find_alike(load, survey, wordings, threshold)
    groups = _connect(*alike, len(order))
    own = ranks[wording_of]
    provisions = Provisions(survey.owners, survey.anchors, own, survey.digests, groups[own])
    return pack_repetitions(paths, survey.names, provisions)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Survey:
    """All provisions, those of the earliest act first: their acts, digests, sizes and anchors.

    ``arrival`` tells for each when it comes; ``rarity`` how often pairs are found, by their lower bits.
    """

    arrival: Numbers
    owners: Numbers
    digests: Numbers
    sizes: Numbers
    anchors: Numbers
    names: tuple[str, ...]
    rarity: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wordings:
    """All different wordings in the order of their ``sizes``; ``numbers`` has theirs by arrival, or -1."""

    sizes: Numbers
    numbers: Numbers


class _Batch(NamedTuple):
    """The wordings of some acts as they come; ``start`` is the number of provisions before."""

    start: int
    acts: list[tuple[str, Wordings]]
    sizes: Numbers
    pairs: Numbers

    def choose(self, chosen: Numbers) -> tuple[Numbers, Numbers]:
        """Return the sizes and the pairs of those of its provisions that are ``chosen``."""
        starts, sizes = np.cumsum(self.sizes) - self.sizes, self.sizes[chosen]
        return sizes, self.pairs[_ranges(starts[chosen], sizes)]


def _batches(load: Load) -> Iterator[_Batch]:
    held: list[tuple[str, Wordings]] = []
    start = weight = 0
    for part in load():
        held += part.items()
        weight += sum(len(wordings.pairs) for wordings in part.values()) // 4
        if weight >= _TOGETHER:
            yield (batch := _batch(start, held))
            start, held, weight = start + len(batch.sizes), [], 0
    if held:
        yield _batch(start, held)


def _batch(start: int, acts: list[tuple[str, Wordings]]) -> _Batch:
    sizes = np.frombuffer(b"".join(wordings.sizes for _, wordings in acts), "<u4").astype("i8")
    pairs = np.frombuffer(b"".join(wordings.pairs for _, wordings in acts), "<u4")
    return _Batch(start, acts, sizes, pairs)


def _look_through(paths: Sequence[str], load: Load) -> _Survey | None:
    """Return what is known of each provision, None where there is none."""
    rank_of = {path: rank for rank, path in enumerate(paths)}
    names: dict[str, int] = {}
    rarity = np.zeros(1 << min(_MOST_RARITIES, (400 * len(paths)).bit_length()), "u1")
    owners, digests, sizes, anchors = ([np.empty(0, kind)] for kind in ("i4", "u8", "u4", "u4"))
    for batch in _batches(load):
        counts = [len(wordings.digests) // 8 for _, wordings in batch.acts]
        owners.append(np.repeat(np.array([rank_of[path] for path, _ in batch.acts], "i4"), counts))
        digests.append(np.frombuffer(b"".join(wordings.digests for _, wordings in batch.acts), "<u8"))
        sizes.append(batch.sizes.astype("u4"))
        printed = (name for _, wordings in batch.acts for name in wordings.anchors.split(" "))
        anchors.append(np.fromiter((names.setdefault(name, len(names)) for name in printed), "u4"))
        pairs, times = np.unique(batch.pairs & np.uint32(len(rarity) - 1), return_counts=True)
        rarity[pairs] = np.minimum(rarity[pairs] + times, _OFTEN)
    owner = np.concatenate(owners)
    if not len(owner):
        return None
    arrival = np.argsort(owner, kind="stable")
    return _Survey(
        arrival=arrival,
        owners=owner[arrival],
        digests=np.concatenate(digests)[arrival],
        sizes=np.concatenate(sizes)[arrival],
        anchors=np.concatenate(anchors)[arrival],
        names=tuple(names),
        rarity=rarity,
    )


def _inverse(firsts: Numbers, arrival: Numbers) -> Numbers:
    numbers = np.full(len(arrival), -1, "i4")
    numbers[arrival[firsts]] = np.arange(len(firsts))
    return numbers


def _find_alike(
    load: Load, survey: _Survey, wordings: _Wordings, threshold: float
) -> tuple[Numbers, Numbers]:
    """Return the wordings that are alike, by twos."""
    sizes, count = wordings.sizes, len(wordings.sizes)
    candidates = _find_candidates(*_find_shared(load, survey, wordings, threshold), sizes, threshold)
    if not len(candidates):
        return candidates, candidates
    compared = _load_compared(load, candidates, wordings)
    alike = [
        block[compared.likeness(block // count, block % count) >= threshold]
        for block in np.split(candidates, range(_BLOCK, len(candidates), _BLOCK))
    ]
    verified = np.concatenate(alike)
    return verified // count, verified % count


def _find_shared(
    load: Load, survey: _Survey, wordings: _Wordings, threshold: float
) -> tuple[Numbers, Numbers]:
    """Return the pairs of wordings, with their numbers in the lower half, of which alike ones share one.

    They are in order. Returned too is a signature of each wording: for each pair one of its bits is set.
    """
    sizes = wordings.sizes
    shared = np.empty(int((sizes - _least(sizes, threshold) + 1).sum()), "i8")
    signatures = np.zeros(len(sizes), "u8")
    done = 0
    for batch in _batches(load):
        numbers = wordings.numbers[batch.start : batch.start + len(batch.sizes)]
        chosen = np.flatnonzero(numbers >= 0)
        if len(chosen):
            own, pairs = batch.choose(chosen)
            signatures[numbers[chosen]] = _sign(pairs, own)
            first, owners = _find_first(pairs, own, survey.rarity, threshold)
            shared[done : done + len(first)] = (first.astype("i8") << 32) | numbers[chosen][owners]
            done += len(first)
    shared = shared[:done]
    shared.sort()
    return shared, signatures


def _sign(pairs: Numbers, sizes: Numbers) -> Numbers:
    bits = np.uint64(1) << (pairs >> np.uint32(26)).astype("u8")
    return cast("Numbers", np.bitwise_or.reduceat(bits, np.cumsum(sizes) - sizes))


def _find_first(pairs: Numbers, sizes: Numbers, rarity: Numbers, threshold: float) -> tuple[Numbers, Numbers]:
    """Return the rarest pairs of some wordings, so many as alike ones must share one, and whose they are.

    How rare they are is counted by a part of their hashes.
    """
    owners = np.repeat(np.arange(len(sizes)), sizes)
    often = rarity[pairs & np.uint32(len(rarity) - 1)]
    order = np.lexsort((pairs, often, owners))
    within = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    first = (within <= np.repeat(sizes - _least(sizes, threshold), sizes)) & (often[order] > 1)
    picked = order[first]
    return pairs[picked], owners[picked]


def _find_candidates(shared: Numbers, signatures: Numbers, sizes: Numbers, threshold: float) -> Numbers:
    """Return the wordings that may be alike, by twos: the number of one times that of all, and the other's.

    Signatures differ in no more bits than wordings in pairs; those of most others differ in more.
    """
    found: list[Numbers] = [np.empty(0, "i8")]
    for distance in range(1, _NEAREST + 1):
        any_same = False
        for start in range(0, len(shared) - distance, _TOGETHER):
            block = shared[start : start + _TOGETHER + distance]
            same = np.flatnonzero((block[:-distance] >> 32) == (block[distance:] >> 32))
            any_same |= bool(len(same))
            one, other = block[same] & 0xFFFFFFFF, block[same + distance] & 0xFFFFFFFF
            fits = sizes[one] >= _least(sizes[other], threshold)  # in the order of sizes
            most = (1 - threshold) / (1 + threshold) * (sizes[one] + sizes[other]) + 1e-6
            fits &= np.bitwise_count(signatures[one] ^ signatures[other]) <= most
            found.append(np.unique(one[fits] * len(sizes) + other[fits]))
        if not any_same:
            break
    return np.unique(np.concatenate(found))


def _least(sizes: Numbers, threshold: float) -> Numbers:
    """Return how many pairs must be shared at least by who is alike."""
    return np.ceil(sizes * threshold - 1e-9).astype("i8")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """The ``pairs`` of those wordings that may be alike: where they start and how many they are."""

    starts: Numbers
    sizes: Numbers
    pairs: Numbers

    def likeness(self, one: Numbers, other: Numbers) -> Numbers:
        """Return which share of the pairs that wordings have, by twos, is in both."""
        numbers = np.arange(len(one)) << 32
        both = [
            np.repeat(numbers, self.sizes[side]) | self.pairs[_ranges(self.starts[side], self.sizes[side])]
            for side in (one, other)
        ]
        ordered = np.sort(np.concatenate(both))
        twice = ordered[:-1][ordered[:-1] == ordered[1:]] >> 32
        shared = np.bincount(twice, minlength=len(one))
        return cast("Numbers", shared / (self.sizes[one] + self.sizes[other] - shared) + 1e-9)


def _load_compared(load: Load, candidates: Numbers, wordings: _Wordings) -> _Compared:
    count = len(wordings.sizes)
    wanted = np.zeros(count, "?")
    wanted[candidates // count] = wanted[candidates % count] = True
    starts = np.zeros(count, "i8")
    pairs = np.empty(int(wordings.sizes[wanted].sum()), "<u4")
    done = 0
    for batch in _batches(load):
        numbers = wordings.numbers[batch.start : batch.start + len(batch.sizes)]
        chosen = np.flatnonzero((numbers >= 0) & wanted[numbers])
        sizes, found = batch.choose(chosen)
        starts[numbers[chosen]] = done + np.cumsum(sizes) - sizes
        pairs[done : done + len(found)] = found
        done += len(found)
    return _Compared(starts=starts, sizes=wordings.sizes, pairs=pairs)


def _connect(one: Numbers, other: Numbers, count: int) -> Numbers:
    """Return the number of the group of each wording: who is alike is in one, and who is alike to these."""
    above: dict[int, int] = {}

    def top(wording: int) -> int:
        while (higher := above.get(wording, wording)) != wording:
            above[wording] = wording = above.get(higher, higher)
        return wording

    for first, second in zip(one.tolist(), other.tolist(), strict=True):
        low, high = sorted((top(first), top(second)))
        if low != high:
            above[high] = low
    groups = np.arange(count)
    for wording in above:
        groups[wording] = top(wording)
    return groups


def _ranges(starts: Numbers, sizes: Numbers) -> Numbers:
    """Return the numbers from each of ``starts`` on, as many as its size, in a row."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    return cast("Numbers", np.arange(total) - np.repeat(ends - sizes - starts, sizes))
