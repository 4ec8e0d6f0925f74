"""PDFs with a text layer as manuscripts.

A PDF knows letters and where they stand, no words or paragraphs: both are found again here (pdfplumber
gives the letters). What its second reading says comes from another program.
"""

import io
import logging
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import pdfplumber
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from svod.importers.encodings import refuse_other_kinds
from svod.importers.manuscript import Block, Manuscript, UnreadableDocumentError, has_words
from svod.importers.omissions import Omissions
from svod.importers.pdf.furniture import remove_furniture
from svod.importers.pdf.lines import Line
from svod.importers.pdf.notes import take_notes
from svod.importers.pdf.pages import ReadPage, read_page
from svod.importers.pdf.paragraphs import build_paragraphs
from svod.importers.pdf.witness import BrokenError, LockedError, read_texts, words_of
from svod.rules import N_

_LIMIT_MB: Final = 300
_PIECE: Final = 1 << 20
_BEGINNING: Final = b"stream"
_END: Final = b"endstream"
_MISREAD: Final = 0.2  # of the letters
_READING_ERRORS: Final = (
    PdfminerException, MalformedPDFException, ArithmeticError, AssertionError, AttributeError, LookupError,
    OSError, RecursionError, TypeError, ValueError,
)  # fmt: skip
# What pdfminer warns of is no fault of the text, or one that shows.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
_DAMAGED: Final = N_("it is no PDF, or its structure is broken")


def read_pdf(payload: bytes) -> Manuscript:
    """Return what the document ``payload`` says; raises ``UnreadableDocumentError``."""
    if b"%PDF-" not in payload[:1024]:
        refuse_other_kinds(payload, "pdf")
        raise UnreadableDocumentError("document-damaged", reason=_DAMAGED)
    _refuse_swollen(payload)
    try:
        texts = read_texts(payload)
    except LockedError:
        raise UnreadableDocumentError("document-locked") from None
    except BrokenError:
        raise UnreadableDocumentError("document-damaged", reason=_DAMAGED) from None
    pages = _read_pages(payload)
    _refuse_scans(pages)
    _refuse_unknown(pages)
    lines, omissions = remove_furniture([page.lines for page in pages])
    room = _room(pages, lines)
    notes = take_notes(lines, room)
    blocks = tuple(_blocks(pages, notes.pages, room))
    if not any(map(has_words, blocks)):
        raise UnreadableDocumentError("document-empty")
    removed = [omission.words for omission in omissions.listed()]
    _add_others(omissions, pages)
    return Manuscript(
        blocks=blocks,
        witness=words_of(texts, removed, notes),
        notes=notes.texts,
        omissions=omissions.listed(),
    )


def _refuse_swollen(payload: bytes) -> None:
    """Unpack what is packed, a piece at a time, and refuse what would not end."""
    left = _LIMIT_MB * 1024 * 1024
    start = payload.find(_BEGINNING)
    while start >= 0:
        end = payload.find(_END, start)
        packed = payload[start + len(_BEGINNING) : end if end >= 0 else len(payload)]
        left -= _unpacked_size(packed.lstrip(b"\r\n"), left)
        if left <= 0:
            raise UnreadableDocumentError("document-swollen", limit=_LIMIT_MB)
        start = payload.find(_BEGINNING, end + len(_END)) if end >= 0 else -1


def _unpacked_size(packed: bytes, limit: int) -> int:
    """Return how many bytes ``packed`` unpacks to, or as many as passed the limit; 0 if it is not packed."""
    size = 0
    unpacker = zlib.decompressobj()
    try:
        while packed and size < limit and not unpacker.eof:
            size += len(unpacker.decompress(packed, _PIECE))
            packed = unpacker.unconsumed_tail
    except zlib.error:
        return size
    return size


def _read_pages(payload: bytes) -> list[ReadPage]:
    try:
        with pdfplumber.open(io.BytesIO(payload)) as document:
            pages = []
            for at, page in enumerate(document.pages, start=1):
                pages.append(read_page(page, at))
                page.close()
            return pages
    except _READING_ERRORS:
        raise UnreadableDocumentError("document-damaged", reason=_DAMAGED) from None


def _refuse_scans(pages: Sequence[ReadPage]) -> None:
    scanned = [str(page.number) for page in pages if page.scanned]
    if scanned:
        raise UnreadableDocumentError("document-scan", pages=", ".join(scanned))
    if not any(page.lines or page.tables for page in pages):
        raise UnreadableDocumentError("document-empty")


def _refuse_unknown(pages: Sequence[ReadPage]) -> None:
    """Refuse letters that a font does not name, and those that are Russian in a font that says otherwise."""
    text = "".join(line.text for page in pages for line in page.lines)
    letters = sum(map(str.isalpha, text))
    misread = sum("\u00c0" <= letter <= "\u00ff" for letter in text)
    if any(page.unknown for page in pages) or misread > _MISREAD * max(letters, 1):
        raise UnreadableDocumentError(
            "document-damaged",
            reason=N_("its letters have no meaning: the fonts do not tell which they are"),
        )


def _add_others(omissions: Omissions, pages: Sequence[ReadPage]) -> None:
    for page in pages:
        for _ in range(page.pictures):
            omissions.add("picture")
        omissions.add_words("object", page.turned)


def _room(pages: Sequence[ReadPage], lines: Sequence[Sequence[Line]]) -> float:
    """Return how far lines may reach at least: the margins of a page are about the same."""
    left = min((line.x0 for kept in lines for line in kept), default=0.0)
    return min(page.width for page in pages) - left


def _blocks(pages: Sequence[ReadPage], lines: Sequence[Sequence[Line]], room: float) -> Iterator[Block]:
    """Yield paragraphs, which may go on from page to page, and tables where they stand."""
    parts: list[Line | Block] = []
    for page, kept in zip(pages, lines, strict=True):
        tables = sorted(page.tables, key=lambda placed: placed[0])
        for line in kept:
            while tables and tables[0][0] < line.top:
                parts.append(tables.pop(0)[1])
            parts.append(line)
        parts += [table for _, table in tables]
    for are_lines, group in groupby(parts, key=lambda part: isinstance(part, Line)):
        if are_lines:
            yield from build_paragraphs([part for part in group if isinstance(part, Line)], room)
        else:
            yield from (part for part in group if not isinstance(part, Line))
