"""One resolution in all its forms: the file, its front matter, its body, its tree.

``parse_act`` is a pure function of one source, so that it can run in any number of processes. An archive
holds tens of thousands of acts at once but looks at their texts one after another, so a text that is not
looked at can be packed.
"""

import pickle
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from svod.content.blocks import parse_document
from svod.content.document import Document, walk
from svod.content.frontmatter import salvage, split_front_matter, validate
from svod.content.marks import bare
from svod.content.resolution import Resolution
from svod.content.sources import Source
from svod.content.yamlnodes import YamlDocument, YamlPath, YamlValue
from svod.diagnostics import Diagnostic, nearest
from svod.slugs import default_id

_FASTEST: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The file of an act, the tree of its body and the anchors of all blocks in it."""

    source: Source
    document: Document
    anchors: frozenset[str]

    def unpack(self) -> "Text":
        """Return the text itself."""
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedText:
    """A text in a sixth of the memory; unpacking takes 0.1 ms."""

    payload: bytes

    def unpack(self) -> Text:
        """Return the text."""
        return _unpack(self.payload)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A resolution as it was read. Its body begins at ``body_line`` of the file.

    ``opening`` are the words of the first provision, empty where there is none; ``addressees`` who is
    asked, as printed.
    ``sound`` is False when the front matter has faults: then only the sound part of it is there, enough
    to find the faults in the rest of the file and not to publish it.
    """

    resolution: Resolution
    sound: bool
    body_line: int
    opening: str
    provision_count: int
    addressees: tuple[str, ...]
    text: Text | PackedText

    @property
    def id(self) -> str:
        """The resolution's permanent identifier."""
        return self.resolution.id

    @property
    def source(self) -> Source:
        """The file it was read from."""
        return self.text.unpack().source

    @property
    def document(self) -> Document:
        """The tree of its body."""
        return self.text.unpack().document

    @property
    def anchors(self) -> frozenset[str]:
        """The anchors of all blocks of the document."""
        return self.text.unpack().anchors

    @property
    def body(self) -> str:
        """The file without its front matter."""
        text = self.source.text
        at = 0
        for _ in range(self.body_line - 1):
            at = text.find("\n", at) + 1 or len(text)
        return text[at:]

    def pack(self) -> "Act":
        """Return the act with its text packed."""
        payload = zlib.compress(pickle.dumps(self.text.unpack(), pickle.HIGHEST_PROTOCOL), _FASTEST)
        return replace(self, text=PackedText(payload=payload))

    def diagnose(self, code: str, path: YamlPath, **values: object) -> Diagnostic:
        """Return a diagnostic at a key of the front matter, which is parsed anew for its place."""
        front = split_front_matter(self.source)
        line, column = (1, 1) if isinstance(front, Diagnostic) else front.yaml.place_of(path)
        return self.source.diagnose(code, line, column, **values)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the number and text of each line of the body."""
        yield from enumerate(self.body.split("\n"), start=self.body_line)

    def column(self, line: int, words: str) -> int:
        """Return the column at which ``words`` stand in ``line``, 1 if they are not there as they are."""
        return max(0, self.source.text.split("\n")[line - 1].find(words)) + 1


def parse_act(source: Source) -> tuple[Act | None, list[Diagnostic]]:
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
    anchors = frozenset(node.anchor for node in walk(document.blocks))
    misplaced = list(_check_notes(source, front.yaml, resolution, anchors))
    provisions = document.provisions
    act = Act(
        resolution=resolution,
        sound=sound and not misplaced,
        body_line=front.body_line,
        opening=bare(provisions[0].text) if provisions else "",
        provision_count=len(provisions),
        addressees=document.addressees,
        text=Text(source=source, document=document, anchors=anchors),
    )
    return act, [*faults, *misplaced]


@lru_cache(maxsize=2)
def _unpack(payload: bytes) -> Text:
    """Kept, because who looks at a text looks at it often before the next, or at one that it links to."""
    text: Text = pickle.loads(zlib.decompress(payload))
    return text


def _defaults(source: Source) -> dict[str, str]:
    return {"id": default_id(source.path)}


def _placeholders(source: Source) -> dict[str, YamlValue]:
    unknown: dict[str, YamlValue] = {"title": "?", "date": "unknown", "status": "unknown"}
    return {**_defaults(source), **unknown, "organizations": [], "topics": []}


def _check_notes(
    source: Source, yaml: YamlDocument, resolution: Resolution, anchors: frozenset[str]
) -> Iterator[Diagnostic]:
    """Report notes at places that the text does not have."""
    for index, note in enumerate(resolution.notes):
        if note.at not in anchors:
            line, column = yaml.place_of(("notes", index, "at"))
            suggestion = nearest(note.at, anchors)
            yield source.diagnose("note-anchor", line, column, value=note.at, suggestion=suggestion)
