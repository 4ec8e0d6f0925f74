"""Rich Text Format (RTF 1.9.1) as manuscripts: of Word, LibreOffice, WordPad and what resembles them."""

from svod.content.sources import clean_text
from svod.importers.encodings import refuse_other_kinds
from svod.importers.manuscript import Manuscript, UnreadableDocumentError, has_words
from svod.importers.rtf.charsets import document_code_page
from svod.importers.rtf.story import read_story
from svod.importers.rtf.tokens import read_tokens
from svod.importers.rtf.witness import words_of
from svod.rules import N_


def read_rtf(payload: bytes) -> Manuscript:
    """Return what the document ``payload`` says; raises ``UnreadableDocumentError``."""
    refuse_other_kinds(payload, "rtf")
    payload = payload.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not payload.startswith(b"{\\rtf"):
        raise UnreadableDocumentError(
            "document-damaged", reason=N_("the beginning of an RTF document is missing")
        )
    page = document_code_page(payload)
    story = read_story(read_tokens(payload), page)
    if story.open_groups:
        raise UnreadableDocumentError("document-damaged", reason=N_("its end is missing"))
    if story.broken:
        raise UnreadableDocumentError("document-damaged", reason=N_("its letters are in no known encoding"))
    notes = {label: blocks for label, blocks in story.notes.items() if blocks}
    if not any(map(has_words, story.blocks)):
        raise UnreadableDocumentError("document-empty")
    return Manuscript(
        blocks=story.blocks,
        witness=clean_text(words_of(payload, page)),
        notes=notes,
        omissions=story.omissions,
    )
