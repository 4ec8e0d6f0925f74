"""The ways to browse: organizations, years, topics, addressees.

A taxonomy assigns terms to acts; a term knows its acts, newest first. What belongs to a term belongs to
its parent too: the page of an organization shows what its branches have adopted. An addressee has the acts
that ask something of it: one that has its name only above the names of others is none of them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Final

from svod import urls
from svod.content.act import Act
from svod.content.authorities import Authorities, Entry
from svod.content.dates import UncertainDate, parse_date
from svod.content.requests import Asked
from svod.text import sort_key

ORGANIZATIONS: Final = "organizations"
YEARS: Final = "years"
TOPICS: Final = "topics"
ADDRESSEES: Final = "addressees"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One organization, year, topic or addressee.

    ``entry`` is its authority entry, None for a year. ``acts`` are in the order of the library.
    """

    taxonomy: str
    id: str
    name: str
    entry: Entry | None
    acts: tuple[Act, ...]

    @property
    def url(self) -> str:
        """The address of the term's page."""
        return urls.term_url(self.taxonomy, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """All terms of one kind, in the order in which they are listed.

    ``terms_of`` gives the ids of the terms that an act, by its id, names itself, in its own order;
    ``reached`` adds their parents.
    """

    name: str
    terms: Mapping[str, Term]
    terms_of: Mapping[str, tuple[str, ...]]
    reached: Mapping[str, tuple[str, ...]]

    def named_by(self, act: Act) -> list[Term]:
        """Return the terms that ``act`` names itself, in its own order."""
        return [self.terms[term] for term in self.terms_of.get(act.id, ())]

    def count(self, acts: Iterable[Act]) -> list[tuple[Term, int]]:
        """Return the terms that ``acts`` have, in listing order, each with the number of its acts."""
        numbers = Counter(term for act in acts for term in self.reached[act.id])
        return [(term, numbers[term.id]) for term in self.terms.values() if numbers[term.id]]


def build_taxonomies(
    acts: Sequence[Act], authorities: Authorities, asked: Mapping[str, Asked]
) -> dict[str, Taxonomy]:
    """Build the four taxonomies of ``acts``, which are in the order of the library.

    ``asked`` tells of whom acts ask something, by path.
    """
    return {
        ORGANIZATIONS: _by_entries(
            ORGANIZATIONS, acts, authorities.organizations, attrgetter("organizations")
        ),
        YEARS: _years(acts),
        TOPICS: _by_entries(TOPICS, acts, authorities.topics, attrgetter("topics")),
        ADDRESSEES: _by_entries(
            ADDRESSEES, acts, authorities.addressees, lambda act: _addressees(asked.get(act.path))
        ),
    }


def year_of(date: UncertainDate) -> str:
    """Return the id of the term for a date among the years: four digits, or ``undated``."""
    return urls.UNDATED if date.year is None else f"{date.year:04}"


def _addressees(asked: Asked | None) -> tuple[str, ...]:
    return tuple(addressee for addressee, _ in asked.numbers) if asked else ()


def addressees_of(act: Act, find: Callable[[str], str | None]) -> tuple[str, ...]:
    """Return the ids of those whom ``act`` names, each once, in printed order; ``find`` knows the labels."""
    return tuple(dict.fromkeys(filter(None, map(find, act.addressees))))


def _by_entries(
    name: str, acts: Sequence[Act], entries: Mapping[str, Entry], ids_of: Callable[[Act], tuple[str, ...]]
) -> Taxonomy:
    """Build a taxonomy of authority entries; those that no act reaches are left out."""
    once = cache(lambda ids: tuple(dict.fromkeys(ids)))  # one tuple for all acts with the same terms
    terms_of = {act.id: once(ids_of(act)) for act in acts}
    lineages = {entry_id: _lineage(entry_id, entries) for entry_id in entries}
    lines = {
        ids: tuple(dict.fromkeys(line for own in ids for line in lineages[own]))
        for ids in set(terms_of.values())
    }
    reached = {act_id: lines[ids] for act_id, ids in terms_of.items()}
    members = _members(acts, reached)
    ordered = sorted((entries[entry_id] for entry_id in members), key=lambda entry: sort_key(entry.label))
    terms = {
        entry.id: Term(
            taxonomy=name, id=entry.id, name=entry.label, entry=entry, acts=tuple(members[entry.id])
        )
        for entry in ordered
    }
    return Taxonomy(name=name, terms=terms, terms_of=terms_of, reached=reached)


def _lineage(entry_id: str, entries: Mapping[str, Entry]) -> list[str]:
    """Return ``entry_id`` and the ids of its parents, nearest first; a circle is gone round once."""
    line: list[str] = []
    current: str | None = entry_id
    while current and current in entries and current not in line:
        line.append(current)
        current = getattr(entries[current], "parent", None)
    return line


def _years(acts: Sequence[Act]) -> Taxonomy:
    """Build the years, the latest first and the undated last."""
    year = cache(lambda edtf: (year_of(parse_date(edtf)),))
    terms_of = {act.id: year(act.edtf) for act in acts}
    members = _members(acts, terms_of)
    ordered = sorted(members, key=lambda year: (year != urls.UNDATED, year), reverse=True)
    terms = {
        year: Term(taxonomy=YEARS, id=year, name=year, entry=None, acts=tuple(members[year]))
        for year in ordered
    }
    return Taxonomy(name=YEARS, terms=terms, terms_of=terms_of, reached=terms_of)


def _members(acts: Sequence[Act], terms_of: Mapping[str, tuple[str, ...]]) -> dict[str, list[Act]]:
    members: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        for term in terms_of[act.id]:
            members[term].append(act)
    return members
