"""One resolution in all its forms: the file, its front matter, its body, its tree.

``parse_act`` is a pure function of one source, so that it can run in any number of processes. What it
makes is too large to be kept for tens of thousands of acts; an ``Act``, which is kept, is what one act
needs to know of another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from svod.content.blocks import parse_document
from svod.content.document import Document, walk
from svod.content.frontmatter import KeyFault, salvage, split_front_matter, validate
from svod.content.marks import bare
from svod.content.markup import footnote_anchor
from svod.content.resolution import Resolution
from svod.content.sources import Source
from svod.content.yamlnodes import YamlDocument, YamlPath, YamlValue
from svod.diagnostics import Diagnostic, nearest
from svod.slugs import default_id
from svod.text import sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A resolution without its text, as the archive knows it.

    ``opening`` are the words of the first provision, empty where there is none; ``addressees`` who is
    asked, as printed; ``anchors`` the places that can be linked to, separated by spaces. ``fingerprint``
    is that of what lists show: the front matter and the addressees. ``order`` puts titles into the order
    of an index.
    ``sound`` is False when the front matter has faults: then only the sound part of it is there, enough
    to find the faults in the rest of the file and not to publish it.
    """

    resolution: Resolution
    sound: bool
    opening: str
    provision_count: int
    addressees: tuple[str, ...]
    anchors: str
    fingerprint: bytes
    order: tuple[str, str]

    @property
    def id(self) -> str:
        """The resolution's permanent identifier."""
        return self.resolution.id

    @property
    def path(self) -> str:
        """The path of its file, relative to the site folder."""
        return self.resolution.path

    def fault(self, code: str, key: YamlPath, **values: object) -> KeyFault:
        """Return a fault at a key of the front matter."""
        return KeyFault(path=self.path, code=code, key=key, values=values)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedAct:
    """An act with its file, its body, which begins at ``body_line`` of the file, and the tree of that."""

    act: Act
    source: Source
    body: str
    body_line: int
    document: Document

    @property
    def resolution(self) -> Resolution:
        """The front matter."""
        return self.act.resolution

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
    provisions = document.provisions
    sound = sound and not misplaced
    act = Act(
        resolution=resolution,
        sound=sound,
        opening=bare(provisions[0].text) if provisions else "",
        provision_count=len(provisions),
        addressees=document.addressees,
        fingerprint=_fingerprint(resolution.model_dump_json(), sound, document.addressees),
        order=sort_key(resolution.title),
        anchors=" ".join((*anchors, *(footnote_anchor(note.label) for note in document.footnotes))),
    )
    parsed = ParsedAct(act=act, source=source, body=front.body, body_line=front.body_line, document=document)
    return parsed, [*faults, *misplaced]


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
