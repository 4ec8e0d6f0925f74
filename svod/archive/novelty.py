"""Whether an edited act repeats anything: asked where nothing else of the archive is looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

import numpy as np

from svod.archive.reuse import Numbers, Wordings


class KnownWordings(NamedTuple):
    """All wordings of an archive, packed: digests, how many provisions have each, sizes and pairs."""

    digests: bytes
    counts: bytes
    sizes: bytes
    pairs: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedWordings:
    """The wordings of an act: among the known ones, as they were before an edit, and as they are."""

    path: str
    known: Wordings | None
    before: Wordings | None
    now: Wordings | None

    @property
    def left_out(self) -> set[str]:
        """The anchors of provisions that are not what they were."""
        return {anchor for anchor, _ in _entries(self.before) - _entries(self.now)}


def gather_known(wordings: Iterable[Wordings]) -> KnownWordings:
    """Return all different wordings."""
    found = list(wordings)
    digests, firsts, counts = np.unique(
        np.frombuffer(b"".join(of_act.digests for of_act in found), "<u8"),
        return_index=True, return_counts=True,
    )  # fmt: skip
    sizes = np.frombuffer(b"".join(of_act.sizes for of_act in found), "<u4")
    pairs = b"".join(of_act.pairs for of_act in found)
    ends = 4 * np.cumsum(sizes, dtype="i8")
    starts = ends - 4 * sizes.astype("i8")
    return KnownWordings(
        digests=digests.tobytes(),
        counts=counts.astype("<u4").tobytes(),
        sizes=sizes[firsts].tobytes(),
        pairs=b"".join(pairs[starts[first] : ends[first]] for first in firsts.tolist()),
    )


def repeats_nothing(
    edited: EditedWordings, known: KnownWordings, others: Sequence[Wordings], threshold: float
) -> bool:
    """Tell whether no provision that an edit has brought is alike to any other.

    ``others`` are the present wordings of acts that are not as they are ``known``.
    """
    added = {digest for _, digest in _entries(edited.now) - _entries(edited.before)}
    if not added or edited.now is None:
        return True
    gone = _digests(edited.known) - _digests(edited.now)
    kept = np.isin(np.frombuffer(known.digests, "<u8"), _of_one_act(known, edited.known, gone), invert=True)
    for digest, pairs in _pairs_of(edited.now):
        if digest not in added:
            continue
        if (_likeness(known.sizes, known.pairs, pairs)[kept] >= threshold).any():
            return False
        for other in (edited.now, *others):
            own = np.frombuffer(other.digests, "<u8") == digest if other is edited.now else False
            if ((_likeness(other.sizes, other.pairs, pairs) >= threshold) & ~np.bool_(own)).any():
                return False
    return True


def _of_one_act(known: KnownWordings, own: Wordings | None, digests: set[int]) -> Numbers:
    """Return those of ``digests`` that no act but the one with its ``own`` wordings has."""
    if own is None or not digests:
        return np.empty(0, "<u8")
    every, counts = np.frombuffer(known.digests, "<u8"), np.frombuffer(known.counts, "<u4")
    mine, times = np.unique(np.frombuffer(own.digests, "<u8"), return_counts=True)
    alone = counts[np.searchsorted(every, mine)] == times
    return cast("Numbers", mine[alone & np.isin(mine, list(digests))])


def _likeness(sizes: bytes, pairs: bytes, asked: Numbers) -> Numbers:
    """Return which share of pairs each wording has in common with the ``asked`` ones."""
    numbers = np.frombuffer(sizes, "<u4").astype("i8")
    shared = np.add.reduceat(
        np.isin(np.frombuffer(pairs, "<u4"), asked), np.cumsum(numbers) - numbers, dtype="i8"
    )
    return cast("Numbers", shared / (numbers + len(asked) - shared) + 1e-9)


def _entries(wordings: Wordings | None) -> set[tuple[str, int]]:
    if wordings is None:
        return set()
    return set(zip(wordings.anchors.split(" "), np.frombuffer(wordings.digests, "<u8").tolist(), strict=True))


def _digests(wordings: Wordings | None) -> set[int]:
    return {digest for _, digest in _entries(wordings)}


def _pairs_of(wordings: Wordings) -> Iterable[tuple[int, Numbers]]:
    """Return the digest and the pairs of each provision."""
    sizes = np.frombuffer(wordings.sizes, "<u4").astype("i8")
    parts = np.split(np.frombuffer(wordings.pairs, "<u4"), np.cumsum(sizes)[:-1])
    return zip(np.frombuffer(wordings.digests, "<u8").tolist(), parts, strict=True)
