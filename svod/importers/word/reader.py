"""Reads Word documents: .docx, .docm, .dotx, in both variants of Office Open XML (ISO/IEC 29500)."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from svod.importers.manuscript import Manuscript, Paragraph, UnreadableDocumentError, What, has_words
from svod.importers.omissions import Omissions
from svod.importers.packages import NO_TEXT_PART, Package, open_package
from svod.importers.word import witness as word_witness
from svod.importers.word.blocks import Story
from svod.importers.word.names import shorten
from svod.importers.word.notes import KINDS, NoteLabels
from svod.importers.word.numbering import Counting, parse_numbering
from svod.importers.word.runs import Part
from svod.importers.word.styles import Styles
from svod.importers.zip_kinds import find_kind, find_word_text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Links:
    """The relationships of a part: parts by their kind («styles»), and targets by id."""

    parts: Mapping[str, tuple[str, ...]]
    targets: Mapping[str, str]
    addresses: Mapping[str, str]

    def part(self, kind: str) -> str:
        """Return the first part of a kind, or nothing."""
        return next(iter(self.parts.get(kind, ())), "")


def read_docx(payload: bytes) -> Manuscript:
    """Return what a Word document says.

    Raises:
        UnreadableDocumentError: it is another kind of file, old, damaged, locked, swollen or without words.
    """
    package = open_package(payload)
    kind = find_kind(package)
    if kind != ".docx":
        raise UnreadableDocumentError("document-kind", kind=kind)
    return read_word_package(package)


def read_word_package(package: Package) -> Manuscript:
    """Return what the Word document in ``package`` says.

    Raises:
        UnreadableDocumentError: a part that is needed is damaged, or there are no words.
    """
    name = find_word_text(package)
    root = package.parse(name, shorten) if name else None
    if root is None:
        raise UnreadableDocumentError("document-damaged", reason=NO_TEXT_PART)
    links = _parse_links(package, name)
    return _WordReader(package, name, root, links).read()


class _WordReader:
    def __init__(self, package: Package, name: str, root: ET.Element, links: _Links) -> None:
        self._package = package
        self._name = name
        self._root = root
        self._links = links
        settings = self._parse(links.part("settings"))
        self._styles = Styles(self._parse(links.part("styles")))
        numbering = self._parse(links.part("numbering"))
        self._counting = Counting(parse_numbering(numbering, self._styles.numbering_instances))
        self._labels = NoteLabels((root,) if settings is None else (settings, root))
        self._omissions = Omissions()

    def _parse(self, name: str) -> ET.Element | None:
        return self._package.parse(name, shorten)

    def _part(self, addresses: Mapping[str, str]) -> Part:
        return Part(
            styles=self._styles,
            addresses=addresses,
            label_note=self._labels.label,
            omissions=self._omissions,
        )

    def read(self) -> Manuscript:
        body = self._root.find("body")
        if body is None:
            raise UnreadableDocumentError("document-damaged", reason=NO_TEXT_PART)
        blocks = tuple(Story(body, self._part(self._links.addresses), self._counting).blocks())
        notes = self._notes()
        for kind in ("header", "footer"):
            self._leave_out_edges(kind)
        self._leave_out_comments()
        if not any(map(has_words, blocks)) and not notes:
            raise UnreadableDocumentError("document-empty")
        return Manuscript(
            blocks=blocks,
            notes=MappingProxyType(notes),
            omissions=self._omissions.listed(),
            witness=self._witness(),
        )

    def _notes(self) -> dict[str, tuple[Paragraph, ...]]:
        parts: dict[str, Part] = {}
        entries: dict[tuple[str, str], ET.Element] = {}
        for kind in KINDS:
            name = self._links.part(f"{kind}s")
            root = self._parse(name)
            parts[kind] = self._part(_parse_links(self._package, name).addresses)
            if root is not None:
                entries |= {(kind, entry.get("id", "")): entry for entry in root.findall(kind)}
        notes: dict[str, tuple[Paragraph, ...]] = {}
        for key in self._labels.met:  # grows meanwhile, when a note has notes
            entry = entries.get(key)
            found = () if entry is None else Story(entry, parts[key[0]], self._counting).paragraphs()
            notes[self._labels.label(*key, "")] = found
        return notes

    def _leave_out_edges(self, kind: What) -> None:
        for name in self._links.parts.get(kind, ()):
            content = self._package.read(name)
            if content is not None:
                plain = word_witness.read_plain(content, self._package.read(self._links.part("styles")))
                self._omissions.add_words(kind, plain.text)
                if plain.page_numbers:
                    self._omissions.add("page-number")

    def _leave_out_comments(self) -> None:
        root = self._parse(self._links.part("comments"))
        for comment in [] if root is None else root.findall("comment"):
            self._omissions.add("comment", " ".join(text.text or "" for text in comment.iter("t")))

    def _witness(self) -> str:
        read = self._package.read
        return word_witness.read_witness(
            read(self._name) or b"",
            styles=read(self._links.part("styles")),
            notes={kind: read(self._links.part(f"{kind}s")) for kind in KINDS},
        )


def _parse_links(package: Package, name: str) -> _Links:
    folder, _, base = name.rpartition("/")
    root = package.parse(f"{folder}/_rels/{base}.rels".lstrip("/"), shorten)
    parts: dict[str, tuple[str, ...]] = {}
    targets: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for entry in [] if root is None else root.findall("Relationship"):
        kind, target = entry.get("Type", "").rpartition("/")[2], entry.get("Target", "")
        if entry.get("TargetMode") == "External":
            addresses[entry.get("Id", "")] = target
            continue
        part = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
        parts[kind] = (*parts.get(kind, ()), part)
        targets[entry.get("Id", "")] = part
    return _Links(parts=parts, targets=targets, addresses=addresses)
