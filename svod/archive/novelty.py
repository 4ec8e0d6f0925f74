"""Whether an edited act repeats anything: asked where nothing else of the archive is looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from svod.archive.wordings import Numbers, Wordings, entries

_MASK = (1 << 16) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedWordings:
    """The wordings of the act at ``path`` as they were ``before`` an edit, and as they are."""

    path: str
    before: Wordings | None
    now: Wordings | None

    @property
    def gone(self) -> set[str]:
        """The anchors of provisions that are not what they were."""
        return {anchor for anchor, _ in _marked(self.before) - _marked(self.now)}

    @property
    def added(self) -> list[tuple[str, Numbers]]:
        """The anchors and pairs of provisions that are not what they were."""
        new = _marked(self.now) - _marked(self.before)
        return [(anchor, pairs) for anchor, digest, pairs in entries(self.now) if (anchor, digest) in new]


def repeats_nothing(
    edits: Sequence[EditedWordings], known: Iterable[Mapping[str, Wordings]], threshold: float
) -> bool:
    """Tell whether no provision that ``edits`` have brought is alike to any of another act.

    ``known`` are the wordings of all acts as they were before.
    """
    added = [(edit.path, pairs) for edit in edits for _, pairs in edit.added]
    if not added:
        return True
    edited = {edit.path: edit.now for edit in edits}
    now = {path: wordings for path, wordings in edited.items() if wordings}
    for part in chain((now,), known):
        others = part if part is now else {path: own for path, own in part.items() if path not in edited}
        if others and any(_is_repeated(path, pairs, others, threshold) for path, pairs in added):
            return False
    return True


def _marked(wordings: Wordings | None) -> set[tuple[str, int]]:
    return {(anchor, digest) for anchor, digest, _ in entries(wordings)}


def _is_repeated(path: str, asked: Numbers, acts: Mapping[str, Wordings], threshold: float) -> bool:
    """Tell whether an act but the one at ``path`` has a provision that is alike to the ``asked`` pairs."""
    others = [wordings for other, wordings in acts.items() if other != path]
    sizes = np.frombuffer(b"".join(wordings.sizes for wordings in others), "<u4").astype("i8")
    pairs = np.frombuffer(b"".join(wordings.pairs for wordings in others), "<u4")
    probable = np.zeros(_MASK + 1, "?")
    probable[asked & _MASK] = True
    found = np.flatnonzero(probable[pairs & _MASK])
    found = found[np.isin(pairs[found], asked)]
    owners = np.searchsorted(np.cumsum(sizes), found, side="right")
    shared = np.bincount(owners, minlength=len(sizes))
    return bool((shared / (sizes + len(asked) - shared) + 1e-9 >= threshold).any())
