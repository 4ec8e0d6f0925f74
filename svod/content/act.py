"""One resolution in all its forms: the file, its front matter, its body, its tree.

``parse_act`` is a pure function of one source, so that it can run in any number of processes. What it
makes is too large to be kept for tens of thousands of acts; an ``Act``, which is kept, is what one act
needs to know of another.
"""

import datetime
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from sys import intern
from typing import Any, NamedTuple

from svod.content.blocks import parse_document
from svod.content.dates import UncertainDate, parse_date
from svod.content.document import Document, walk
from svod.content.frontmatter import KeyFault, salvage, split_front_matter, validate
from svod.content.marks import bare
from svod.content.markup import footnote_anchor
from svod.content.resolution import Resolution
from svod.content.sources import Source
from svod.content.yamlnodes import YamlDocument, YamlPath, YamlValue
from svod.diagnostics import Diagnostic, nearest
from svod.slugs import default_id


class Act(NamedTuple):
    """A resolution as others know it; a tuple, because all those of an archive are in memory at once.

    Of the front matter (``Resolution``) it has what lists, feeds and other acts show, and what is checked
    between acts: ``edtf`` is the date as normalised; ``organizations``, ``topics``, ``region`` and
    ``related`` are ids, that of a related act outside the archive is empty; ``relations`` what it is to each
    of them. ``path`` is that of its file,
    relative to the site folder; ``opening`` are the words of the first provision, empty where there is
    none; ``addressees`` who is asked, as printed. ``places`` are the ``anchors``, packed, because few are
    asked for. ``fingerprint`` is that of what lists show: the whole front matter and the addressees.
    ``sound`` is False when the front matter has faults: then only the sound part of it is there, enough
    to find the faults in the rest of the file and not to publish it.
    """

    edtf: str
    organizations: tuple[str, ...]
    topics: tuple[str, ...]
    addressees: tuple[str, ...]
    path: str
    id: str
    title: str
    date_inferred: bool
    organizations_inferred: bool
    status: str
    region: str | None
    related: tuple[str, ...]
    relations: tuple[str, ...]
    aliases: tuple[str, ...]
    access: str
    changed: datetime.date | None
    sound: bool
    provision_count: int
    opening: str
    places: bytes
    fingerprint: bytes

    @property
    def date(self) -> UncertainDate:
        """When it was adopted."""
        return parse_date(self.edtf)

    @property
    def anchors(self) -> str:
        """The places that can be linked to, separated by spaces."""
        return zlib.decompress(self.places).decode("utf-8", "surrogatepass")

    def __reduce__(self) -> tuple[object, ...]:
        """Return how it is unpickled: so that a name that many acts have is one string in memory."""
        return _restore, tuple(self)

    def fault(self, code: str, key: YamlPath, **values: object) -> KeyFault:
        """Return a fault at a key of the front matter."""
        return KeyFault(path=self.path, code=code, key=key, values=values)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedAct:
    """An act with its file, its front matter, its body from line ``body_line`` on, and the tree of that."""

    act: Act
    resolution: Resolution
    source: Source
    body: str
    body_line: int
    document: Document

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the number and text of each line of the body."""
        yield from enumerate(self.body.split("\n"), start=self.body_line)

    def column(self, line: int, words: str) -> int:
        """Return the column at which ``words`` stand in ``line``, 1 if they are not there as they are."""
        return max(0, self.source.text.split("\n")[line - 1].find(words)) + 1


def parse_act(source: Source) -> tuple[ParsedAct | None, list[Diagnostic]]:
    """Parse a content file; the act is None where nothing can be made of it, and the diagnostics say why."""
    front = split_front_matter(source)
    if isinstance(front, Diagnostic):
        return None, [front]
    faults = list(front.yaml.diagnostics)
    resolution, invalid = validate(source, front.yaml, Resolution, {"path": source.path}, _defaults(source))
    faults += invalid
    if not front.body or front.body.isspace():
        faults.append(source.diagnose("body-empty", front.body_line - 1, 1))
    sound = resolution is not None
    resolution = resolution or salvage(front.yaml, Resolution, {"path": source.path}, _placeholders(source))
    if resolution is None:
        return None, faults
    document = parse_document(front.body, front.body_line)
    anchors = [node.anchor for node in walk(document.blocks)]
    misplaced = list(_check_notes(source, front.yaml, resolution, anchors))
    parsed = ParsedAct(
        act=_summarize(source.path, resolution, document, anchors, sound=sound and not misplaced),
        resolution=resolution,
        source=source,
        body=front.body,
        body_line=front.body_line,
        document=document,
    )
    return parsed, [*faults, *misplaced]


def _summarize(
    path: str, resolution: Resolution, document: Document, anchors: Sequence[str], *, sound: bool
) -> Act:
    provisions, place = document.provisions, resolution.place
    places = " ".join((*anchors, *(footnote_anchor(note.label) for note in document.footnotes)))
    return Act(
        edtf=intern(resolution.date.edtf),
        organizations=_shared(organization.ref for organization in resolution.organizations),
        topics=_shared(resolution.topics),
        addressees=_shared(document.addressees),
        path=path,
        id=resolution.id,
        title=resolution.title,
        date_inferred=resolution.date.inferred,
        organizations_inferred=any(organization.inferred for organization in resolution.organizations),
        status=resolution.status,
        region=place.region if place else None,
        related=tuple(related.ref or "" for related in resolution.related),
        relations=_shared(related.rel for related in resolution.related),
        aliases=resolution.aliases,
        access=resolution.access,
        changed=resolution.changed,
        sound=sound,
        provision_count=len(provisions),
        opening=bare(provisions[0].text) if provisions else "",
        places=zlib.compress(places.encode("utf-8", "surrogatepass")),
        fingerprint=_fingerprint(resolution.model_dump_json(), sound, document.addressees),
    )


def _restore(
    edtf: str,
    organizations: Iterable[str],
    topics: Iterable[str],
    addressees: Iterable[str],
    *others: Any,  # noqa: ANN401  (the fields that come after these)
) -> Act:
    return Act(intern(edtf), _shared(organizations), _shared(topics), _shared(addressees), *others)


def _shared(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(intern, names))


def _fingerprint(*shown: object) -> bytes:
    return blake2b(repr(shown).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _defaults(source: Source) -> dict[str, str]:
    return {"id": default_id(source.path)}


def _placeholders(source: Source) -> dict[str, YamlValue]:
    unknown: dict[str, YamlValue] = {"title": "?", "date": "unknown", "status": "unknown"}
    return {**_defaults(source), **unknown, "organizations": [], "topics": []}


def _check_notes(
    source: Source, yaml: YamlDocument, resolution: Resolution, anchors: Sequence[str]
) -> Iterator[Diagnostic]:
    """Report notes at places that the text does not have."""
    for index, note in enumerate(resolution.notes):
        if note.at not in anchors:
            line, column = yaml.place_of(("notes", index, "at"))
            suggestion = nearest(note.at, anchors)
            yield source.diagnose("note-anchor", line, column, value=note.at, suggestion=suggestion)
