"""Bytes to the text that they are, in whatever encoding; what is no text is refused by its kind."""

from typing import Final

from svod.content.encodings import DAMAGED, NAMES, UNKNOWN, UnknownEncodingError, find_encoding
from svod.content.sources import clean_text
from svod.importers.manuscript import UnreadableDocumentError
from svod.rules import N_

_PDF: Final = "pdf"
_RTF: Final = "rtf"
_ARCHIVE: Final = "zip"
_OLD_WORD: Final = "doc"
_MAGIC: Final = (
    (b"PK\x03\x04", _ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_WORD),
    (b"%PDF-", _PDF),
    (b"{\\rtf", _RTF),
)
_REASONS: Final = {
    DAMAGED: N_("some of its letters are broken (UTF-8)"),
    UNKNOWN: N_("its letters are in no known encoding"),
}
_KINDS: Final = {
    _PDF: N_("a PDF under another name"),
    _RTF: N_("an RTF document under another name"),
    _ARCHIVE: N_("a document of Word, OpenDocument or another archive under another name"),
}


def refuse_other_kinds(payload: bytes, own: str = "") -> None:
    """Raise ``UnreadableDocumentError`` for bytes that are nothing, or begin as those of another kind do.

    ``own`` is the kind that they should be: «pdf», «rtf», or empty for text.
    """
    if not payload.strip(b"\0 \t\r\n"):
        raise UnreadableDocumentError("document-empty")
    start = payload[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    kind = next((kind for magic, kind in _MAGIC if start.startswith(magic)), "")
    if kind == _OLD_WORD:
        raise UnreadableDocumentError("document-old")
    if kind and kind != own:
        raise UnreadableDocumentError("document-kind", kind=_KINDS[kind])


def decode(payload: bytes) -> tuple[str, str]:
    r"""Return the text that ``payload`` is, and the name of its encoding («Windows-1251 (cp1251)»).

    The text is in NFC, with ``\n`` at line ends, without a mark at its start, zero-width characters and
    controls: as ``content/sources`` gives on what editors write. Raises ``UnreadableDocumentError``.
    """
    refuse_other_kinds(payload)
    try:
        encoding = find_encoding(payload)
    except UnknownEncodingError as error:
        raise UnreadableDocumentError("document-damaged", reason=_REASONS[error.looks_like]) from None
    text = payload.decode(encoding)
    if "\0" in text:
        raise UnreadableDocumentError("document-damaged", reason=N_("there are zero bytes among its letters"))
    text = clean_text(text)
    if not text.strip():
        raise UnreadableDocumentError("document-empty")
    return text, NAMES[encoding]
