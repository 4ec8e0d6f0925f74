"""Reads what an office program wrote in a zip package: which one it was is in the file, not in its name."""

from svod.importers.manuscript import Manuscript, UnreadableDocumentError
from svod.importers.odt.reader import read_text_package
from svod.importers.packages import open_package
from svod.importers.word.reader import read_word_package
from svod.importers.zip_kinds import find_kind


def read_office(payload: bytes) -> Manuscript:
    """Return what a Word document or an OpenDocument text says, whichever it is.

    Raises:
        UnreadableDocumentError: it is another kind of file, old, damaged, locked, swollen or without words.
    """
    package = open_package(payload)
    kind = find_kind(package)
    if kind == ".docx":
        return read_word_package(package)
    if kind == ".odt":
        return read_text_package(package)
    raise UnreadableDocumentError("document-kind", kind=kind)
