"""The second reading of a PDF: its words in the order of the file, by another program (PDFium)."""

import re
from collections.abc import Iterable, Sequence

import pypdfium2 as pdfium

from svod.importers.broken_words import join_broken

_NUMBER = re.compile(r"\d+")


class LockedError(Exception):
    """The document wants a password."""


class BrokenError(Exception):
    """The document is none."""


def read_texts(payload: bytes) -> list[str]:
    """Return the text of each page; raises ``LockedError`` or ``BrokenError``."""
    try:
        document = pdfium.PdfDocument(payload)
    except pdfium.PdfiumError as error:
        raise (LockedError if "password" in str(error).lower() else BrokenError) from None
    try:
        return [_text(document, at) for at in range(len(document))]
    except pdfium.PdfiumError:
        raise BrokenError from None
    finally:
        document.close()


def _text(document: pdfium.PdfDocument, at: int) -> str:
    page = document[at]
    text_page = page.get_textpage()
    text = str(text_page.get_text_range(errors="replace"))
    text_page.close()
    page.close()
    return text


def words_of(texts: Iterable[str], without: Sequence[str]) -> str:
    """Return the words of pages, broken ones put together.

    Of each page one line goes for each of those it is to be ``without`` (# for their numbers): the nearest to
    its beginning or end.
    """
    lines: list[str] = []
    for text in texts:
        # PDFium marks a hyphen at the end of a line, and goes on with the next line.
        page = [line.strip() for line in text.replace("\ufffe", "-\n").splitlines() if line.strip()]
        for mask in map(_mask, without):
            places = [at for at, line in enumerate(page) if _mask(line) == mask]
            if places:
                del page[min(places, key=lambda at: min(at, len(page) - 1 - at))]
        lines += page
    return " ".join("".join(_joined(lines)).split())


def _joined(lines: list[str]) -> Iterable[str]:
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        joined = join_broken(line, following)
        yield f"{line} " if joined is None else joined


def _mask(line: str) -> str:
    return _NUMBER.sub("#", "".join(line.split()))
