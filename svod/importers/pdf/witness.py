"""The second reading of a PDF: its words in the order of the file, by another program (PDFium)."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import pypdfium2 as pdfium

from svod.importers.pdf.broken_words import join_broken
from svod.importers.pdf.notes import Notes, without_label

_NUMBER = re.compile(r"\d+")
_ABOVE: Final = 8.0  # points: more than a raised number
_MOST_LAST: Final = 3  # lines of a header and a footer


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
    """Return the lines of a page in the order of the file, but for a header that was written last."""
    page = document[at]
    text_page = page.get_textpage()
    lines: list[tuple[str, float]] = []
    start = 0
    # PDFium marks a hyphen at the end of a line, and goes on with the next line.
    for line in str(text_page.get_text_range(errors="replace")).splitlines(keepends=True):
        if line.strip():
            first = start + len(line) - len(line.lstrip())
            lines.append((line.strip().replace("\ufffe", "-\n"), _top(text_page, first)))
        start += len(line)
    text_page.close()
    page.close()
    return "\n".join(_from_above(lines))


def _top(text_page: pdfium.PdfTextPage, at: int) -> float:
    try:
        return float(text_page.get_charbox(at)[3])
    except (pdfium.PdfiumError, IndexError, ValueError):
        return 0.0


def _from_above(lines: list[tuple[str, float]]) -> list[str]:
    """Return the lines, those of the last few that stand above all others first."""
    body, tail = lines[:-_MOST_LAST], lines[-_MOST_LAST:]
    highest = max((top for _, top in (body or tail[:1])), default=0.0) + _ABOVE
    above = [line for line, top in tail if top > highest]
    return [*above, *(line for line, _ in body), *(line for line, top in tail if top <= highest)]


def words_of(texts: Iterable[str], without: Sequence[str], notes: Notes) -> str:
    """Return the words of pages, broken ones put together, those of notes at the end without their signs.

    Of each page one line goes for each of those it is to be ``without`` (# for their numbers): the nearest to
    its beginning or end.
    """
    lines: list[str] = []
    notes_left = Counter(map(_mask, notes.lines))
    noted: list[str] = []
    for text in texts:
        page = [line.strip() for line in text.splitlines() if line.strip()]
        for mask in map(_mask, without):
            places = [at for at, line in enumerate(page) if _mask(line) == mask]
            if places:
                del page[min(places, key=lambda at: min(at, len(page) - 1 - at))]
        for line in page:
            at_foot = notes_left[_mask(line)] > 0
            notes_left[_mask(line)] -= at_foot
            (noted if at_foot else lines).append(without_label(line) if at_foot else line)
    words = _without_signs("".join(_joined(lines)), notes.signs)
    return " ".join(f"{words} {''.join(_joined(noted))}".split())


def _without_signs(text: str, signs: Iterable[tuple[str, str]]) -> str:
    """Return the text without the signs of notes, each of which stands after known letters."""
    done: list[str] = []
    for before, label in signs:
        sign = re.search(r"\s+".join(map(re.escape, before.split())) + rf"\s*{re.escape(label)}", text)
        if sign:
            done.append(text[: sign.end() - len(label)].rstrip())
            text = text[sign.end() :]
    return "".join([*done, text])


def _joined(lines: list[str]) -> Iterable[str]:
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        joined = join_broken(line, following)
        yield f"{line} " if joined is None else joined


def _mask(line: str) -> str:
    return _NUMBER.sub("#", "".join(line.split()))
