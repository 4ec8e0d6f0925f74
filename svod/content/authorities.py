"""The authority files: who and what the archive knows by name.

``organizations.yaml``, ``topics.yaml``, ``addressees.yaml`` and ``places.yaml`` are lists of entries
with an ``id``; a name is printed from here, so that one body has one name however the acts spell it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, TypeVar

from pydantic import Field

from svod.content.act import Act, ParsedAct
from svod.content.addressing import NameIndex
from svod.content.frontmatter import validate_entry
from svod.content.resolution import OrganizationId, Record, Slug, Text, TopicId, WebUrl
from svod.content.sources import Source, read_text
from svod.content.yamlnodes import YamlDocument, YamlPath, parse_yaml
from svod.diagnostics import Diagnostic, nearest
from svod.remote import Folder
from svod.rules import N_
from svod.text import fold

_FORMER: Final = N_("Names that it had before: [{name: …, until: …}]")


class FormerName(Record):
    """A name that was in use ``until`` some year or day, as text."""

    name: Text = Field(description=N_("The name that it had"))
    until: Text | None = Field(None, description=N_("Until when: a year or a day"))


class Entry(Record):
    """What every authority entry has. ``aliases`` are other words for it, as they are printed."""

    id: Slug = Field(description=N_("The identifier: Latin lower-case letters, digits, hyphens; for ever"))
    name: Text = Field(description=N_("The full name, as it stands on the site"))
    short: Text | None = Field(None, description=N_("A shorter name, for lists"))
    aliases: tuple[Text, ...] = Field(
        (), description=N_("Other words for it, as they are printed in the texts")
    )
    description: Text | None = Field(None, description=N_("A sentence for its page"))

    @property
    def label(self) -> str:
        """The shorter of its names."""
        return self.short or self.name

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is or was called, its name first."""
        former = (name.name for name in getattr(self, "former", ()))
        return tuple(name for name in (self.name, self.short, *self.aliases, *former) if name)


class Organization(Entry):
    """A body that adopts resolutions."""

    former: tuple[FormerName, ...] = Field((), description=_FORMER)
    parent: OrganizationId | None = Field(None, description=N_("The id of the organization it is part of"))
    url: WebUrl | None = Field(None, description=N_("Its website"))


class Topic(Entry):
    """A subject that resolutions are about."""

    parent: TopicId | None = Field(None, description=N_("The id of the broader topic"))


class Addressee(Entry):
    """Someone to whom something is recommended; ``organization`` if that body also adopts acts here."""

    kind: Literal[
        "federal", "regional", "municipal", "institute", "school", "branch", "member", "other"
    ] = Field("other", description=N_("What kind of addressee it is"))  # fmt: skip
    former: tuple[FormerName, ...] = Field((), description=_FORMER)
    organization: OrganizationId | None = Field(
        None, description=N_("The id of the organization, if it also adopts resolutions here")
    )


class Region(Entry):
    """A region or town; the id is an ISO 3166-2 code such as ``RU-SMO``."""

    id: Text = Field(description=N_("The code of the region by ISO 3166-2: RU-SMO"))


EntryType = TypeVar("EntryType", bound=Entry)

FILES: Final[Mapping[str, type[Entry]]] = {
    "organizations": Organization,
    "topics": Topic,
    "addressees": Addressee,
    "places": Region,
}


@dataclass(frozen=True, kw_only=True)
class Authorities:
    """All authority entries, each kind by id in the order of its file.

    ``broken`` are the kinds whose files have faults: what they lack is not reported a second time where
    it is referred to.
    """

    organizations: Mapping[str, Organization] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    addressees: Mapping[str, Addressee] = field(default_factory=dict)
    places: Mapping[str, Region] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()

    @cached_property
    def _addressee_names(self) -> NameIndex:
        return NameIndex(
            (name, entry.id, name not in entry.aliases)
            for entry in self.addressees.values()
            for name in entry.names
        )

    def match_addressee(self, label: str) -> tuple[str, ...]:
        """Return the ids of all addressees that may be meant by ``label``: one, if the words are clear."""
        return self._addressee_names.find(label)

    def find_addressee(self, label: str) -> str | None:
        """Return the id of the addressee printed as ``label``, in any case; None if there are several."""
        found = self.match_addressee(label)
        return found[0] if len(found) == 1 else None

    def nearest_addressee(self, label: str) -> str | None:
        """Return the id of the addressee whose name is most like ``label``, or None."""
        key = nearest(fold(label), self._addressee_names.exact)
        return self._addressee_names.exact[key][0] if key else None


def authority_path(kind: str) -> str:
    """Return the path of an authority file, relative to the site folder."""
    return f"content/{kind}.yaml"


def read_authorities(site: Folder) -> tuple[Authorities, list[Diagnostic]]:
    """Read the four authority files; one that does not exist is empty."""
    faults: dict[str, list[Diagnostic]] = {}
    entries: dict[str, dict[str, Entry]] = {}
    readings: dict[str, _Reading] = {}
    for kind, model in FILES.items():
        faults[kind], entries[kind] = [], {}
        source = read_text(site, authority_path(kind))
        if isinstance(source, Diagnostic):
            faults[kind].append(source)
        elif source is not None:
            readings[kind] = _Reading(source=source, yaml=parse_yaml(source, source.text))
            entries[kind], found = _read_entries(readings[kind], model)
            faults[kind] += [*readings[kind].yaml.diagnostics, *found]
    broken = frozenset(kind for kind, found in faults.items() if found)
    for kind, reading in readings.items():
        faults[kind] += _check_references(reading, kind, entries)
    found = [diagnostic for kind in faults for diagnostic in faults[kind]]
    return Authorities(**entries, broken=broken), found  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    source: Source
    yaml: YamlDocument

    def report(self, code: str, path: YamlPath, **values: object) -> Diagnostic:
        line, column = self.yaml.place_of(path)
        return self.source.diagnose(code, line, column, **values)


def _read_entries(reading: _Reading, model: type[EntryType]) -> tuple[dict[str, EntryType], list[Diagnostic]]:
    if reading.yaml.value is None:
        return {}, []
    if not isinstance(reading.yaml.value, list):
        return {}, [reading.report("yaml-not-list", ())]
    entries: dict[str, EntryType] = {}
    lines: dict[str, int] = {}
    diagnostics: list[Diagnostic] = []
    for index, value in enumerate(reading.yaml.value):
        entry, faults = validate_entry(reading.source, reading.yaml, model, (index,), value)
        diagnostics += faults
        if entry is None:
            continue
        if entry.id in entries:
            diagnostics.append(
                reading.report("authority-duplicate", (index, "id"), id=entry.id, first=lines[entry.id])
            )
            continue
        entries[entry.id] = entry
        lines[entry.id] = reading.yaml.place_of((index,))[0]
    return entries, diagnostics


def _check_references(
    reading: _Reading, kind: str, entries: Mapping[str, Mapping[str, Entry]]
) -> Iterator[Diagnostic]:
    """Report parents and organizations that do not exist, and entries that descend from themselves."""
    for index, value in enumerate(reading.yaml.value if isinstance(reading.yaml.value, list) else ()):
        entry = entries[kind].get(str(value.get("id"))) if isinstance(value, dict) else None
        for key, target_kind in (("parent", kind), ("organization", "organizations")):
            target = getattr(entry, key, None)
            if target and target not in entries[target_kind]:
                suggestion = nearest(target, entries[target_kind])
                yield reading.report(
                    "authority-unknown", (index, key), key=key, value=target, suggestion=suggestion
                )
        if entry:
            chain = _ancestors(entry, entries[kind])
            if chain and chain[-1] == entry.id:
                yield reading.report(
                    "authority-cycle", (index, "parent"), id=entry.id, chain=" → ".join([entry.id, *chain])
                )


def _ancestors(entry: Entry, entries: Mapping[str, Entry]) -> Sequence[str]:
    """Return the ids of the parents of ``entry``, nearest first, until one comes again."""
    chain: list[str] = []
    parent = getattr(entry, "parent", None)
    while parent and parent in entries and parent not in chain:
        chain.append(parent)
        if parent == entry.id:
            break
        parent = getattr(entries[parent], "parent", None)
    return chain


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownTerm:
    """A reference in a resolution, at ``path`` of its front matter, to an entry that is not there."""

    code: str
    kind: str
    path: YamlPath
    value: str


def unknown_terms(act: Act, authorities: Authorities) -> Iterator[UnknownTerm]:
    """Yield the organizations, topics and regions of a resolution that no authority file has."""
    for index, organization in enumerate(act.organizations):
        if organization not in authorities.organizations:
            path = ("organizations", index)
            yield UnknownTerm(
                code="organization-unknown", kind="organizations", path=path, value=organization
            )
    for index, topic in enumerate(act.topics):
        if topic not in authorities.topics:
            yield UnknownTerm(code="topic-unknown", kind="topics", path=("topics", index), value=topic)
    if act.region and act.region not in authorities.places:
        yield UnknownTerm(code="place-unknown", kind="places", path=("place", "region"), value=act.region)


def check_terms(parsed: ParsedAct, authorities: Authorities) -> Iterator[Diagnostic]:
    """Report the unknown terms of a resolution, except those that a broken authority file may have."""
    for term in unknown_terms(parsed.act, authorities):
        if term.kind not in authorities.broken:
            suggestion = nearest(term.value, getattr(authorities, term.kind))
            fault = parsed.act.fault(term.code, term.path, value=term.value, suggestion=suggestion)
            yield fault.locate(parsed.source)
