"""From the bytes of a document to the body of a content file, whatever the document is.

What a document is, its first bytes tell, not its name: a «.doc» may be RTF, a «.docx» an old Word document.
Only texts without such a sign are taken by their names. The libraries for a form are loaded when a document
of that form comes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from svod.content.frontmatter import FrontMatter, split_front_matter
from svod.content.sources import Source
from svod.importers.collation import Collation, collate, collate_text
from svod.importers.encodings import decode
from svod.importers.manuscript import Manuscript, Omission, UnreadableDocumentError
from svod.importers.plain import plain_body
from svod.importers.writing import write_body

_TEXTS: Final = {".txt": False, ".text": False, ".md": True, ".markdown": True}
_PAGES: Final = (".html", ".htm", ".xhtml")
_OFFICE: Final = (".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD: Final = 1024  # bytes in which a document shows its form


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """The body made of a document, and how it compares with the document.

    ``header`` is the front matter that a Markdown file had already, empty where it had none; ``encoding``
    that of a text, where it was not told; ``omissions`` what was left out.
    """

    body: str
    collation: Collation
    header: str = ""
    encoding: str = ""
    omissions: tuple[Omission, ...] = ()


def transcribe(payload: bytes, name: str) -> Transcript:
    """Return the transcript of the document ``payload``, whose file has this ``name``.

    Raises UnreadableDocumentError for what is no document, or none that can be read, and ModuleNotFoundError
    where the library for its form is not installed.
    """
    suffix = PurePath(name).suffix.lower()
    read = _reader_by_content(payload) or _reader_by_name(suffix)
    if read is not None:
        manuscript = read(payload)
        body = write_body(manuscript)
        return Transcript(
            body=body,
            collation=collate(manuscript, body),
            encoding=manuscript.encoding,
            omissions=manuscript.omissions,
        )
    if suffix not in _TEXTS:
        raise UnreadableDocumentError("document-kind", kind=suffix or name)
    return _transcribe_text(payload, markdown=_TEXTS[suffix])


def _transcribe_text(payload: bytes, *, markdown: bool) -> Transcript:
    text, encoding = decode(payload)
    if not text.strip():
        raise UnreadableDocumentError("document-empty")
    front = split_front_matter(Source(path="", text=text)) if markdown else None
    header = ""
    if isinstance(front, FrontMatter):
        header = "\n".join(text.split("\n")[: front.body_line - 1])
        text = front.body
    body = plain_body(text, markdown=markdown)
    return Transcript(body=body, collation=collate_text(text, body), header=header, encoding=encoding)


def _reader_by_content(payload: bytes) -> Callable[[bytes], Manuscript] | None:
    """Return the reader of the form that the first bytes show, None where they show none."""
    head = payload[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"PK", _OLE)):
        return _read_office
    if b"%PDF-" in payload[:_HEAD]:
        return _read_pdf
    if head.startswith(b"{\\rtf"):
        return _read_rtf
    return _read_html if head[:100].lower().startswith((b"<!doctype html", b"<html")) else None


def _reader_by_name(suffix: str) -> Callable[[bytes], Manuscript] | None:
    """Return the reader of what shows no form, by the ending of its name; it says what is wrong."""
    readers = {".pdf": _read_pdf, ".rtf": _read_rtf, **dict.fromkeys(_PAGES, _read_html)}
    return readers.get(suffix) or (_read_office if suffix in _OFFICE else None)


def _read_office(payload: bytes) -> Manuscript:
    from svod.importers.office import read_office  # noqa: PLC0415

    return read_office(payload)


def _read_rtf(payload: bytes) -> Manuscript:
    from svod.importers.rtf.reader import read_rtf  # noqa: PLC0415

    return read_rtf(payload)


def _read_html(payload: bytes) -> Manuscript:
    from svod.importers.html.reader import read_html  # noqa: PLC0415

    return read_html(payload)


def _read_pdf(payload: bytes) -> Manuscript:
    from svod.importers.pdf.reader import read_pdf  # noqa: PLC0415

    return read_pdf(payload)
