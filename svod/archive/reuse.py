"""Provisions that stand word for word, or nearly, in more than one act.

What is compared are the pairs of neighbouring words of a provision, folded; two provisions are alike where
of all pairs that either has at least a given share is in both (Jaccard). Nobody compares each with each:
provisions as printed alike are one wording; the pairs of a wording are put in order, the rarest first, and
wordings can be alike only if they share one of so many at the beginning that the rest is too few. Nothing is
left to chance: who is alike is found, in any order of acts.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import groupby
from sys import intern
from typing import Any, Final, NamedTuple, TypeAlias, cast

import numpy as np

from svod.content.document import Document, asked_by
from svod.content.marks import bare
from svod.text import fold

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

SHORTEST: Final = 6  # words: what is shorter is said everywhere and no repetition
PLACES_KEPT: Final = 200  # of a repetition: beyond that it is boilerplate, and counted only
WORDINGS_KEPT: Final = 50
# Wordings that share a pair are compared with so many of their neighbours: boilerplate stays linear.
_NEAREST: Final = 32
_BLOCK: Final = 50_000  # wordings, or twos of them, that are looked at a time
_MOST_RARITIES: Final = 22  # bits
_WORDS_KEPT: Final = 1 << 16
_SEPARATOR: Final = "\n"


class Wordings(NamedTuple):
    """The provisions of an act that can be compared, packed: there are millions in a large archive.

    ``anchors`` are separated by spaces, ``texts``, as their page shows them, by line feeds. For each
    provision there are a 64-bit digest of its text, the number of its pairs, and these, as 32-bit hashes.
    """

    anchors: str
    digests: bytes
    sizes: bytes
    pairs: bytes
    texts: bytes


class Repetition(NamedTuple):
    """Provisions of several acts that are alike.

    ``paths`` and ``anchors`` are their places, the earliest act first, at most ``PLACES_KEPT``; ``numbers``
    tell which wording each place has. ``acts`` is the number of all acts, ``texts`` are the wordings in the
    order of their first places, packed, at most ``WORDINGS_KEPT``, ``digest`` is theirs.
    """

    paths: tuple[str, ...]
    anchors: tuple[str, ...]
    numbers: tuple[int, ...]
    acts: int
    texts: bytes
    digest: bytes

    @property
    def wordings(self) -> list[str]:
        """The wordings as printed."""
        return _unpack(self.texts)

    def first_places(self, count: int) -> dict[str, str]:
        """Return the first place in each of the first acts, ``count`` at most: anchors by path."""
        found: dict[str, str] = {}
        for path, anchor in zip(self.paths, self.anchors, strict=True):
            found.setdefault(path, anchor)
            if len(found) == count:
                break
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetitions:
    """All repetitions of an archive, those in most acts first, and their numbers.

    ``of_act`` has, by the path of an act, the anchors of its provisions that are repeated in others, each
    with the number of the repetition.
    """

    every: tuple[Repetition, ...]
    of_act: Mapping[str, tuple[tuple[str, int], ...]]


NO_REPETITIONS: Final = Repetitions(every=(), of_act={})


def gather_wordings(document: Document) -> Wordings | None:
    """Return the provisions of an act that can be compared, None if there are none.

    Left out are those of fewer than ``SHORTEST`` words, and those that lead to others.
    """
    anchors: list[str] = []
    texts: list[str] = []
    words: list[int] = []
    counts: list[int] = []
    for provision in document.provisions:
        text = bare(provision.text)
        folded = fold(text).split()
        if len(folded) < SHORTEST or asked_by(provision):
            continue
        counts.append(len(folded))
        words += map(_hash, folded)
        anchors.append(provision.anchor)
        texts.append(text)
    if not texts:
        return None
    owner, word = np.repeat(np.arange(len(counts), dtype="u8"), counts), np.array(words, "u8")
    # Neighbours of one provision; the words of a pair count in their order.
    pair = ((word[:-1] * np.uint64(0x9E3779B97F4A7C15)) ^ (word[1:] * np.uint64(0xC2B2AE3D27D4EB4F))) >> 32
    within = owner[:-1] == owner[1:]
    unique = np.unique((owner[:-1][within] << np.uint64(32)) | pair[within])
    return Wordings(
        anchors=" ".join(anchors),
        digests=b"".join(map(_digest, texts)),
        sizes=np.bincount((unique >> np.uint64(32)).astype("i8")).astype("<u4").tobytes(),
        pairs=(unique & np.uint64(0xFFFFFFFF)).astype("<u4").tobytes(),
        texts=_pack(texts),
    )


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


@lru_cache(_WORDS_KEPT)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _pack(texts: Sequence[str]) -> bytes:
    return zlib.compress(_SEPARATOR.join(texts).encode("utf-8", "surrogatepass"), 1)


def _unpack(packed: bytes) -> list[str]:
    return zlib.decompress(packed).decode("utf-8", "surrogatepass").split(_SEPARATOR)


def find_repetitions(acts: Iterable[tuple[str, Wordings]], threshold: float) -> Repetitions:
    """Return what is repeated in ``acts``, their paths and wordings, the earliest first."""
    ordered = list(acts)
    if not ordered:
        return NO_REPETITIONS
    provisions = _Provisions(ordered)
    groups = _connect(*_find_alike(provisions, threshold), len(provisions.firsts))
    return provisions.repetitions(groups)


class _Provisions:
    """All provisions of some acts: which act and which wording each has, and the pairs of each wording."""

    def __init__(self, acts: Sequence[tuple[str, Wordings]]) -> None:
        self._acts = acts
        digests = _join([wordings.digests for _, wordings in acts], "<u8")
        sizes = _join([wordings.sizes for _, wordings in acts], "<u4").astype("i8")
        pairs = _join([wordings.pairs for _, wordings in acts], "<u4")
        self._counts = np.array([len(wordings.digests) // 8 for _, wordings in acts])
        self._owners = np.repeat(np.arange(len(acts)), self._counts)
        _, firsts, wording_of = np.unique(digests, return_index=True, return_inverse=True)
        starts = np.cumsum(sizes) - sizes
        sums = _sum_up(pairs, starts[firsts], sizes[firsts])
        # Those with the same pairs must be neighbours: so they are compared however many there are.
        order = np.lexsort((digests[firsts], sums, sizes[firsts]))
        self.firsts = firsts[order]
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        self._wording_of = place[wording_of]
        self.sizes = sizes[self.firsts]
        self.pairs = np.empty(int(self.sizes.sum()), "<u4")
        done = 0
        for block in _blocks(len(self.firsts)):
            taken = pairs[_ranges(starts[self.firsts[block]], self.sizes[block])]
            self.pairs[done : done + len(taken)] = taken
            done += len(taken)

    def repetitions(self, groups: Numbers) -> Repetitions:
        """Return the repetitions, each wording having the number of its group in ``groups``."""
        group_of = groups[self._wording_of]
        order = np.argsort(group_of, kind="stable")
        owners = self._owners[order]
        cuts = np.flatnonzero(np.diff(group_of[order])) + 1
        starts, ends = np.concatenate(([0], cuts)), np.concatenate((cuts, [len(order)]))
        changes = np.concatenate(([0], np.cumsum(np.diff(owners) != 0)))
        counts = changes[ends - 1] - changes[starts] + 1
        numbered = [
            (int(counts[group]), order[starts[group] : ends[group]]) for group in np.flatnonzero(counts > 1)
        ]
        numbered.sort(key=lambda group: (-group[0], group[1][0]))
        of_act: dict[int, list[tuple[int, int]]] = {}
        for number, (_, members) in enumerate(numbered):
            for owner, provision in zip(self._owners[members].tolist(), members.tolist(), strict=True):
                of_act.setdefault(owner, []).append((provision, number))
        self._starts = np.concatenate(([0], np.cumsum(self._counts))).tolist()
        texts = self._texts(numbered)
        return Repetitions(
            every=tuple(self._repetition(count, members, texts) for count, members in numbered),
            of_act={
                self._acts[owner][0]: tuple(
                    (self._anchor(owner, provision), number) for provision, number in sorted(found)
                )
                for owner, found in sorted(of_act.items())
            },
        )

    def _repetition(self, count: int, members: Numbers, texts: Mapping[int, str]) -> Repetition:
        kept = members[:PLACES_KEPT]
        numbers: dict[int, int] = {}
        for wording in self._wording_of[kept].tolist():
            numbers.setdefault(wording, len(numbers))
        shown = [texts[wording] for wording in numbers][:WORDINGS_KEPT]
        owners = self._owners[kept].tolist()
        return Repetition(
            paths=tuple(self._acts[owner][0] for owner in owners),
            anchors=tuple(map(self._anchor, owners, kept.tolist())),
            numbers=tuple(numbers[wording] for wording in self._wording_of[kept].tolist()),
            acts=count,
            texts=_pack(shown),
            digest=blake2b(_SEPARATOR.join(shown).encode("utf-8", "surrogatepass"), digest_size=16).digest(),
        )

    def _anchor(self, owner: int, provision: int) -> str:
        return intern(self._anchors(owner)[provision - self._starts[owner]])

    @cache  # noqa: B019  (lives as long as the search for repetitions)
    def _anchors(self, owner: int) -> list[str]:
        return self._acts[owner][1].anchors.split(" ")

    def _texts(self, groups: Iterable[tuple[int, Numbers]]) -> dict[int, str]:
        """Return the text of each wording that is shown; each act is unpacked once."""
        wanted = {
            int(wording)
            for _, members in groups
            for wording in self._wording_of[members[:PLACES_KEPT]].tolist()
        }
        firsts = sorted((int(self.firsts[wording]), wording) for wording in wanted)
        texts: dict[int, str] = {}
        for owner, found in groupby(firsts, key=lambda first: int(self._owners[first[0]])):
            unpacked = _unpack(self._acts[owner][1].texts)
            texts |= {wording: unpacked[first - self._starts[owner]] for first, wording in found}
        return texts


def _find_alike(provisions: _Provisions, threshold: float) -> tuple[Numbers, Numbers]:
    """Return the wordings that are alike, by twos."""
    sizes, count = provisions.sizes, len(provisions.sizes)
    starts = np.cumsum(sizes) - sizes
    shared = np.sort(np.concatenate(list(_find_first(provisions, starts, threshold))))
    found: list[Numbers] = []
    for distance in range(1, _NEAREST + 1):
        same = np.flatnonzero((shared[:-distance] >> 32) == (shared[distance:] >> 32))
        if not len(same):
            break
        one, other = shared[same] & 0xFFFFFFFF, shared[same + distance] & 0xFFFFFFFF
        fits = sizes[one] >= _least(sizes[other], threshold)  # in the order of sizes
        found.append(np.unique(one[fits] * count + other[fits]))
    candidates = np.unique(np.concatenate(found)) if found else np.empty(0, "i8")
    alike = [
        block[_shared_pairs(block // count, block % count, provisions.pairs, starts, sizes) >= threshold]
        for block in np.split(candidates, range(_BLOCK, len(candidates), _BLOCK))
    ]
    verified = np.concatenate(alike)
    return verified // count, verified % count


def _find_first(provisions: _Provisions, starts: Numbers, threshold: float) -> Iterator[Numbers]:
    """Yield the pairs of wordings, with their numbers in the lower half, of which alike ones share one.

    They are the rarest of each; how rare they are is counted by a part of their hashes.
    """
    last = (1 << min(_MOST_RARITIES, len(provisions.pairs).bit_length())) - 1
    frequency = np.zeros(last + 1, "i8")
    for block in _blocks(len(provisions.pairs), last + 1):
        frequency += np.bincount(provisions.pairs[block] & last, minlength=last + 1)
    for block in _blocks(len(starts)):
        sizes = provisions.sizes[block]
        pairs = provisions.pairs[_ranges(starts[block], sizes)].astype("i8")
        owners, often = np.repeat(np.arange(len(sizes)), sizes), frequency[pairs & last]
        order = np.lexsort((pairs, often, owners))
        within = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        first = (within <= np.repeat(sizes - _least(sizes, threshold), sizes)) & (often[order] > 1)
        chosen = order[first]
        yield (pairs[chosen] << 32) | (owners[chosen] + (block.start or 0))


def _least(sizes: Numbers, threshold: float) -> Numbers:
    """Return how many pairs must be shared at least by who is alike."""
    return np.ceil(sizes * threshold - 1e-9).astype("i8")


def _shared_pairs(one: Numbers, other: Numbers, pairs: Numbers, starts: Numbers, sizes: Numbers) -> Numbers:
    """Return which share of the pairs that wordings have, by twos, is in both."""
    numbers = np.arange(len(one)) << 32
    both = [
        np.repeat(numbers, sizes[side]) | pairs[_ranges(starts[side], sizes[side])] for side in (one, other)
    ]
    ordered = np.sort(np.concatenate(both))
    twice = ordered[:-1][ordered[:-1] == ordered[1:]] >> 32
    shared = np.bincount(twice, minlength=len(one))
    return cast("Numbers", shared / (sizes[one] + sizes[other] - shared) + 1e-9)


def _connect(one: Numbers, other: Numbers, count: int) -> Numbers:
    """Return the number of the group of each wording: who is alike is in one, and who is alike to these."""
    above = list(range(count))

    def top(wording: int) -> int:
        while above[wording] != wording:
            above[wording] = wording = above[above[wording]]
        return wording

    for first, second in zip(one.tolist(), other.tolist(), strict=True):
        low, high = sorted((top(first), top(second)))
        above[high] = low
    return np.array([top(wording) for wording in range(count)])


def _blocks(count: int, size: int = _BLOCK) -> Iterator[slice]:
    """Yield numbers up to ``count``, some at a time: what is made of all would not fit into memory."""
    yield from (slice(start, min(start + size, count)) for start in range(0, count, size))


def _sum_up(pairs: Numbers, starts: Numbers, sizes: Numbers) -> Numbers:
    """Return a number for each set of pairs; equal sets have the same."""
    sums = [
        np.add.reduceat(
            pairs[_ranges(starts[block], sizes[block])].astype("u8") * np.uint64(0x9E3779B97F4A7C15),
            np.cumsum(sizes[block]) - sizes[block],
        )
        for block in _blocks(len(starts))
    ]
    return np.concatenate(sums)


def _join(parts: Sequence[bytes], kind: str) -> Numbers:
    return np.frombuffer(b"".join(parts), kind)


def _ranges(starts: Numbers, sizes: Numbers) -> Numbers:
    """Return the numbers from each of ``starts`` on, as many as its size, in a row."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    return cast("Numbers", np.arange(total) - np.repeat(ends - sizes - starts, sizes))
