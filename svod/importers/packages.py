"""Zip packages, the form of Word's and OpenDocument's files: opened without trusting what they say.

Nothing is unpacked to the disk. A part is read in small pieces, because the size that is written beside it
may be a lie, and ``zipfile`` would unpack the whole before it looks.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from xml.etree import ElementTree as ET

from svod.importers.manuscript import UnreadableDocumentError
from svod.importers.trees import parse_tree
from svod.rules import N_

GROWTH_MB = 100  # what a package may unpack to beyond its own size: pictures hardly grow, texts do
_PIECE = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, KeyError,
    NotImplementedError, OSError, OverflowError, ValueError,
)  # fmt: skip
NOT_A_PACKAGE = N_("it is no package of the kind that .docx and .odt are")
CUT_OFF = N_("a part of it is missing or cannot be unpacked")
NO_TEXT_PART = N_("the part that holds the text is missing")


class Package:
    """The parts of a zip package by name; they are read when they are asked for.

    Names are alike in any case of letters (ISO/IEC 29500-2, 6.2), and with the strokes of Windows; ``names``
    are as they are compared.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {_comparable(entry.filename): entry for entry in archive.infolist()}
        self.names = frozenset(self._entries)

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a part, or None where there is none of this name.

        Raises:
            UnreadableDocumentError: the part is damaged, or encrypted.
        """
        entry = self._entries.get(_comparable(name))
        if entry is None:
            return None
        pieces: list[bytes] = []
        try:
            with self._archive.open(entry) as part:
                while piece := part.read(_PIECE):
                    pieces.append(piece)
        except RuntimeError as error:  # this is how zipfile says that it wants a password
            if isinstance(error, NotImplementedError):
                raise UnreadableDocumentError("document-damaged", reason=CUT_OFF) from error
            raise UnreadableDocumentError("document-locked") from error
        except _BROKEN as error:
            raise UnreadableDocumentError("document-damaged", reason=CUT_OFF) from error
        return b"".join(pieces)

    def parse(self, name: str, shorten: Callable[[str], str]) -> ET.Element | None:
        """Return the root of an XML part, its names made short by ``shorten``; None where there is none.

        Raises:
            UnreadableDocumentError: the part is damaged, encrypted or no XML.
        """
        content = self.read(name)
        return None if content is None else parse_tree(content, shorten)


def _comparable(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def open_package(payload: bytes) -> Package:
    """Return the package that ``payload`` is.

    Raises:
        UnreadableDocumentError: it is empty, none, damaged, locked, an old Word document, or would unpack to
            too much.
    """
    if not payload:
        raise UnreadableDocumentError("document-empty")
    if payload.startswith(_OLE):
        raise _explain_ole(payload)
    try:
        archive = zipfile.ZipFile(io.BytesIO(payload))
    except _BROKEN as error:
        reason = CUT_OFF if payload.startswith(b"PK") else NOT_A_PACKAGE
        raise UnreadableDocumentError("document-damaged", reason=reason) from error
    if sum(entry.file_size for entry in archive.infolist()) > len(payload) + GROWTH_MB * 1_000_000:
        raise UnreadableDocumentError("document-swollen", limit=GROWTH_MB)
    return Package(archive)


def _explain_ole(payload: bytes) -> UnreadableDocumentError:
    """Say what a compound file is, by the names of its streams: the form of Office before 2007.

    A document with a password is one even today: the package lies in it encrypted.
    """

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in payload

    if holds("EncryptedPackage"):
        return UnreadableDocumentError("document-locked")
    for stream, kind in (("WordDocument", ""), ("Workbook", ".xls"), ("PowerPoint Document", ".ppt")):
        if holds(stream):
            return UnreadableDocumentError("document-kind", kind=kind) if kind else _old()
    return _old()


def _old() -> UnreadableDocumentError:
    return UnreadableDocumentError("document-old")
