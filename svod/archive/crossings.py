"""Crossed lists: the acts that have a term of one taxonomy and a term of another.

Only pairs that readers narrow by have lists: who speaks of what, when a topic was spoken of, and who is asked
what; the last ones show provisions.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from svod import urls
from svod.archive.taxonomies import ADDRESSEES, ORGANIZATIONS, TOPICS, YEARS, Taxonomy, Term
from svod.content.act import Act

# The taxonomy under whose terms the lists stand, and the one that it is crossed with.
CROSSED: Final[Mapping[str, str]] = {ORGANIZATIONS: TOPICS, TOPICS: YEARS, ADDRESSEES: TOPICS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """The acts that have both terms, at least one, in the order of the library."""

    first: Term
    second: Term
    acts: Sequence[Act]

    @property
    def url(self) -> str:
        """The address of the list."""
        return urls.crossing_url(self.first.url, self.second.taxonomy, self.second.id)


def find_crossings(term: Term, taxonomy: Taxonomy) -> list[Crossing]:
    """Return the crossings of ``term`` with the terms of ``taxonomy``, in the order of these."""
    acts: dict[str, list[Act]] = defaultdict(list)
    for act in term.acts:
        for other in taxonomy.reached[act.id]:
            acts[other].append(act)
    return [
        Crossing(first=term, second=other, acts=acts[other.id])
        for other in taxonomy.terms.values()
        if other.id in acts
    ]


def crossing_url(one: Term, other: Term) -> str:
    """Return the address of the list that crosses two terms which have an act in common.

    Where their taxonomies are not crossed, there is no such list, and the address is empty.
    """
    for first, second in ((one, other), (other, one)):
        if CROSSED.get(first.taxonomy) == second.taxonomy:
            return urls.crossing_url(first.url, second.taxonomy, second.id)
    return ""
