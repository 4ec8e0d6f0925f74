"""Reads OpenDocument texts: .odt and .ott (ISO/IEC 26300), as LibreOffice and others write them."""

import posixpath
from types import MappingProxyType
from xml.etree import ElementTree as ET

from svod.importers.manuscript import Manuscript, Paragraph, UnreadableDocumentError, What, has_words
from svod.importers.odt import witness as odt_witness
from svod.importers.odt.blocks import Reader
from svod.importers.odt.names import shorten
from svod.importers.odt.runs import Context
from svod.importers.odt.styles import Styles
from svod.importers.omissions import Omissions
from svod.importers.packages import NO_TEXT_PART, Package, open_package
from svod.importers.trees import find_child
from svod.importers.zip_kinds import find_kind

_TEXT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_ENCRYPTED = b"encryption-data"
_EDGES: tuple[What, ...] = ("header", "footer")
_FORMULA_SIGNS = frozenset({"math:mi", "math:mn", "math:mo", "math:mtext"})


def read_odt(payload: bytes) -> Manuscript:
    """Return what an OpenDocument text says.

    Raises:
        UnreadableDocumentError: it is another kind of file, damaged, locked, swollen or without words.
    """
    package = open_package(payload)
    kind = find_kind(package)
    if kind != ".odt":
        raise UnreadableDocumentError("document-kind", kind=kind)
    return read_text_package(package)


def read_text_package(package: Package) -> Manuscript:
    """Return what the OpenDocument text in ``package`` says.

    Raises:
        UnreadableDocumentError: it is encrypted, a part is damaged, or there are no words.
    """
    # Its bytes will do: that of an old OpenOffice has a document type, which is no tree to us.
    if _ENCRYPTED in (package.read(_MANIFEST) or b""):
        raise UnreadableDocumentError("document-locked")
    content = package.parse(_TEXT, shorten)
    body = None if content is None else find_child(content, "office:body", "office:text")
    if content is None or body is None:
        raise UnreadableDocumentError("document-damaged", reason=NO_TEXT_PART)
    return _TextReader(package, content, body).read()


class _TextReader:
    def __init__(self, package: Package, content: ET.Element, body: ET.Element) -> None:
        self._package = package
        self._body = body
        self._omissions = Omissions()
        self._notes: list[tuple[str, ET.Element]] = []
        self._labels: set[str] = set()
        self._styles_part = package.parse(_STYLES, shorten)
        context = Context(
            styles=Styles(self._styles_part, content),
            take_note=self._take_note,
            describe_object=self._describe_object,
            omissions=self._omissions,
        )
        self._reader = Reader(context)

    def read(self) -> Manuscript:
        for change in self._body.iter("text:deletion"):
            paragraphs = (node for node in change.iter() if node.tag in ("text:p", "text:h"))
            self._omissions.add_words("deletion", " ".join("".join(node.itertext()) for node in paragraphs))
        blocks = tuple(self._reader.blocks(self._body))
        notes: dict[str, tuple[Paragraph, ...]] = {}
        for label, note in self._notes:  # grows meanwhile, when a note has notes
            text = find_child(note, "text:note-body")
            notes[label] = () if text is None else self._reader.paragraphs(text)
        self._leave_out_edges()
        if not any(map(has_words, blocks)) and not notes:
            raise UnreadableDocumentError("document-empty")
        witness = odt_witness.read_witness(
            self._package.read(_TEXT) or b"", styles=self._package.read(_STYLES)
        )
        return Manuscript(
            blocks=blocks,
            notes=MappingProxyType(notes),
            omissions=self._omissions.listed(),
            witness=witness,
        )

    def _take_note(self, note: ET.Element) -> str:
        citation = find_child(note, "text:note-citation")
        wanted = "" if citation is None else " ".join("".join(citation.itertext()).split())
        wanted = wanted or str(len(self._notes) + 1)
        label, times = wanted, 1
        while label in self._labels:
            times += 1
            label = f"{wanted}-{times}"
        self._labels.add(label)
        self._notes.append((label, note))
        return label

    def _describe_object(self, address: str) -> str:
        """Return the signs of a formula; of other objects nothing is known."""
        root = self._package.parse(posixpath.normpath(f"{address}/content.xml"), shorten)
        signs = (
            () if root is None else (node.text or "" for node in root.iter() if node.tag in _FORMULA_SIGNS)
        )
        return "".join(signs)

    def _leave_out_edges(self) -> None:
        masters = None if self._styles_part is None else find_child(self._styles_part, "office:master-styles")
        for node in () if masters is None else masters.iter():
            for what in _EDGES:
                if node.tag.startswith(f"style:{what}"):
                    self._leave_out_edge(what, node)

    def _leave_out_edge(self, what: What, node: ET.Element) -> None:
        numbers = [part for part in node.iter() if part.tag in ("text:page-number", "text:page-count")]
        for number in numbers:
            number.text = None
        self._omissions.add_words(what, " ".join("".join(part.itertext()) for part in node.iter("text:p")))
        if numbers:
            self._omissions.add("page-number")
