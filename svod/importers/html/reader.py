"""Web pages, saved from sites or by Word, as manuscripts.

Of a page, what stands in its ``main`` or its one ``article`` is taken, else its body; what sites put around
texts is left out and named. The tree is libxml2's, which reads anything and never slower than in line with
its length; what would make it slow, or lose words, is refused.
"""

import re
from typing import Final

from lxml import etree

from svod.content.encodings import NAMES, UnknownEncodingError, find_encoding
from svod.content.sources import clean_text
from svod.importers.encodings import decode, refuse_other_kinds
from svod.importers.html.blocks import read_blocks
from svod.importers.html.styles import read_style_sheet
from svod.importers.html.witness import words_of
from svod.importers.manuscript import Manuscript, Omission, UnreadableDocumentError, has_words
from svod.rules import N_

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^<>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.I
)
_HEAD_BYTES: Final = 8192
_CLOSED_BREAK = re.compile(r"</br\s*>", re.IGNORECASE)
_END_OF_PAGE = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)  # what follows is shown, but not parsed
# A picture within the text of the page: it says nothing, and there may be megabytes of it.
_EMBEDDED = re.compile(r"data:[^\"'<>\s)]{100,}")
_WITHOUT_WORDS: Final = ("script", "style", "template", "noscript", "title", "xmp")
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{100000}")


def read_html(payload: bytes) -> Manuscript:
    """Return what the page ``payload`` says; raises ``UnreadableDocumentError``."""
    text, encoding = _decode(payload)
    text = _END_OF_PAGE.sub("", text)
    text = _CLOSED_BREAK.sub("<br>", _EMBEDDED.sub("data:", text))
    if _LONG_TAG.search(text):
        raise UnreadableDocumentError("document-damaged", reason=N_("a tag of HTML in it has no end"))
    body, sheet = _parse(text)
    main = _main_part(body)
    styles = read_style_sheet(sheet)
    reading = read_blocks(body if main is None else main, styles, within_main=main is not None)
    if not any(has_words(block) for block in reading.blocks):
        raise UnreadableDocumentError("document-empty")
    counted = (Omission(what="style-numbers"),) if styles.counts else ()
    around = () if main is None else _around(main)
    return Manuscript(
        blocks=reading.blocks,
        witness=words_of(text, main="" if main is None else str(main.tag)),
        omissions=(*around, *reading.omissions, *counted),
        encoding=encoding,
    )


def _decode(payload: bytes) -> tuple[str, str]:
    """Return the text of a page and its encoding: as it looks, or as the page says where that is unclear."""
    refuse_other_kinds(payload)
    try:
        encoding = find_encoding(payload)
    except UnknownEncodingError:
        named = _CHARSET.search(payload[:_HEAD_BYTES])
        try:
            name = named[1].decode("ascii") if named else ""
            return clean_text(payload.decode(name)), name
        except (LookupError, UnicodeDecodeError, ValueError):
            return decode(payload)
    return decode(payload)[0], NAMES[encoding]


def _parse(text: str) -> tuple[etree._Element, str]:
    """Return the tree of a page without its head, and the text of its style sheets."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        raise UnreadableDocumentError("document-empty") from None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise UnreadableDocumentError("document-damaged", reason=N_("its parts are nested without end"))
    if root is None:
        raise UnreadableDocumentError("document-empty")
    sheet = "\n".join(style.text or "" for style in root.iter("style"))
    etree.strip_elements(root, *_WITHOUT_WORDS, with_tail=False)
    return root, sheet


def _main_part(body: etree._Element) -> etree._Element | None:
    for name in ("main", "article"):
        found = [part for part in body.iter(name) if "".join(part.itertext()).strip()]
        if len(found) == 1:
            return found[0]
    return None


def _around(main: etree._Element) -> tuple[Omission, ...]:
    words = " ".join(" ".join(main.xpath("preceding::text() | following::text()")).split())
    return (Omission(what="navigation", words=words),) if words else ()
