"""Ties between acts of a library: drafts, versions and what replaces them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from svod.content.act import Act

# What an act can be to another whose text is compared with its own; of a draft the other is the later one.
COMPARED: Final = ("draft-of", "version-of", "replaces")


class Tie(NamedTuple):
    """Two acts of which one is an earlier text of the other: ``act`` says what it is to the ``other``."""

    rel: str
    act: Act
    other: Act

    @property
    def in_order(self) -> tuple[Act, Act]:
        """The earlier one and the later one."""
        return (self.act, self.other) if self.rel == "draft-of" else (self.other, self.act)

    @property
    def public(self) -> bool:
        """Whether anybody may see both: then their texts are compared."""
        return self.act.access == self.other.access == "public"


def find_ties(acts: Sequence[Act]) -> tuple[Tie, ...]:
    """Return the ties of ``acts`` to each other, one for each two of them."""
    by_id: dict[str, Act] | None = None
    ties: dict[frozenset[str], Tie] = {}
    for act in acts:
        for rel, ref in zip(act.relations, act.related, strict=True):
            if rel not in COMPARED or ref == act.id:
                continue
            by_id = by_id or {each.id: each for each in acts}
            other = by_id.get(ref)
            if other:
                ties.setdefault(frozenset((act.id, ref)), Tie(rel, act, other))
    return tuple(ties.values())
