"""What is no document, or a bad one, is refused with a reason: never with a traceback, never at length."""

import io
import struct
import sys
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import quoteattr

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svod.importers.manuscript import Manuscript, UnreadableDocumentError
from svod.importers.odt.reader import read_odt
from svod.importers.office import read_office
from svod.importers.packages import GROWTH_MB
from svod.importers.transcribing import transcribe
from svod.importers.trees import MAX_DEPTH
from svod.importers.word.reader import read_docx
from svod.rules import RULES
from tests.importers.manuscripts import flat
from tests.importers.word_documents import NAMESPACES, make_docx, package, paragraph, word
from tests.importers.word_texts import everything

_ODT = "application/vnd.oasis.opendocument.text"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def odt(text: str, **parts: str) -> bytes:
    """Return the least package that is an OpenDocument text; names of parts have «__» for «/»."""
    namespaces = " ".join(
        f"xmlns:{name}={quoteattr(f'urn:oasis:names:tc:opendocument:xmlns:{name}:1.0')}"
        for name in ("office", "text", "style", "manifest")
    )
    content = (
        f"<office:document-content {namespaces}><office:body><office:text>{text}</office:text></office:body>"
        "</office:document-content>"
    )
    more = {f"{name.replace('__', '/')}.xml": part.format(namespaces) for name, part in parts.items()}
    return package({"mimetype": _ODT, "content.xml": content, **more})


def refusal(payload: bytes, read: Callable[[bytes], object] = read_office) -> tuple[str, dict[str, object]]:
    with pytest.raises(UnreadableDocumentError) as raised:
        read(payload)
    assert raised.value.code in RULES
    return raised.value.code, dict(raised.value.values)


def outcome(read: Callable[[bytes], Manuscript], payload: bytes) -> str:
    """Return the code of the refusal, or «read»."""
    try:
        read(payload)
    except UnreadableDocumentError as error:
        return error.code
    return "read"


# --- other kinds


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"xl/workbook.xml": "<a/>", "[Content_Types].xml": "<Types/>"}, ".xlsx"),
        ({"ppt/presentation.xml": "<a/>"}, ".pptx"),
        ({"META-INF/MANIFEST.MF": "Main: x"}, ".jar"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}, ".ods"),
        ({"mimetype": "application/vnd.sun.xml.writer", "content.xml": "<a/>"}, ".sxw"),
        ({"mimetype": "application/epub+zip"}, ".epub"),
        ({"приказ.txt": "слова"}, ".zip"),
        ({}, ".zip"),
    ],
)
def test_other_packages_are_told_by_their_contents(parts: dict[str, str], kind: str) -> None:
    assert refusal(package(parts)) == ("document-kind", {"kind": kind})


def test_a_workbook_is_none_although_its_text_part_is_named() -> None:
    relationship = '<Relationship Id="a" Type="http://x/officeDocument" Target="xl/workbook.xml"/>'
    kinds = '<Override PartName="/xl/workbook.xml" ContentType="application/x.spreadsheetml.sheet.main+xml"/>'
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}relationships">{relationship}</Relationships>',
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}content-types">{kinds}</Types>',
        "xl/workbook.xml": "<workbook/>",
    }
    assert refusal(package(parts)) == ("document-kind", {"kind": ".xlsx"})


@pytest.mark.parametrize(("payload", "code"), [(b"", "document-empty"), (b"text", "document-damaged")])
@pytest.mark.parametrize("name", ["резолюция.docx", "РЕЗОЛЮЦИЯ.ODT"])
def test_what_only_has_the_name_of_a_document_is_told(name: str, payload: bytes, code: str) -> None:
    assert refusal(payload, lambda content: transcribe(content, name))[0] == code


def test_the_name_of_a_document_does_not_say_what_it_is() -> None:
    text, document = odt("<text:p>слово</text:p>"), make_docx(paragraph("слово"))
    assert [flat(read_office(payload).blocks)[0].text for payload in (text, document)] == ["слово", "слово"]
    assert refusal(text, read_docx) == ("document-kind", {"kind": ".odt"})
    assert refusal(document, read_odt) == ("document-kind", {"kind": ".docx"})


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        ("WordDocument", ("document-old", {})),
        ("EncryptedPackage", ("document-locked", {})),
        ("Workbook", ("document-kind", {"kind": ".xls"})),
        ("PowerPoint Document", ("document-kind", {"kind": ".ppt"})),
        ("", ("document-old", {})),
    ],
)
def test_files_of_old_programs_and_locked_ones_are_told(
    stream: str, expected: tuple[str, dict[str, object]]
) -> None:
    assert refusal(_OLE + stream.encode("utf-16-le")) == expected


def test_a_locked_opendocument_text_is_told() -> None:
    entry = "<manifest:manifest {0}><manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    locked = odt("слово", **{"META-INF__manifest": f"{entry}</manifest:manifest>"})
    assert refusal(locked) == ("document-locked", {})


def test_a_package_with_the_password_of_a_zip_is_locked() -> None:
    payload = bytearray(make_docx(paragraph("слово")))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = payload.find(signature)
        while start >= 0:
            payload[start + at] |= 1
            start = payload.find(signature, start + 1)
    assert refusal(bytes(payload)) == ("document-locked", {})


def test_the_list_of_parts_of_an_old_program_may_declare_its_type() -> None:
    old = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
    manifest = old + "<manifest:manifest {0}/>"
    text = odt("<text:p>слово</text:p>", **{"META-INF__manifest": manifest})
    assert flat(read_odt(text).blocks)[0].text == "слово"


# --- empty and damaged


def test_documents_without_words_are_empty() -> None:
    assert refusal(b"") == ("document-empty", {})
    saved = io.BytesIO()
    docx.Document().save(saved)
    assert refusal(saved.getvalue()) == ("document-empty", {})
    assert refusal(odt("<text:p/>")) == ("document-empty", {})


@pytest.mark.parametrize(
    "payload",
    [
        "Просто текст".encode(),
        bytes(1000),
        everything()[:-30],
        everything()[:5000],
        word("<w:document"),
        word("<document/>"),
        word(f"<w:document {NAMESPACES}/>"),
        word("<?xml version='1.0' encoding='klingon'?><a/>"),
        package({"word/styles.xml": "<a/>"}),
        package({"mimetype": _ODT}),
        package({"mimetype": _ODT, "content.xml": "<a>"}),
        package({"mimetype": _ODT, "content.xml": "<a/>"}),
        odt("<text:p>слово</text:p>", styles="<broken"),
    ],
)
def test_damaged_documents_are_damaged(payload: bytes) -> None:
    code, values = refusal(payload)
    assert code == "document-damaged"
    assert values["reason"]


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/header1.xml"])
def test_entities_are_not_resolved_and_nothing_is_fetched(declaration: str, name: str) -> None:
    source = zipfile.ZipFile(io.BytesIO(make_docx(paragraph("слово"), header="сверху")))
    parts = {
        part: source.read(part).decode() for part in source.namelist() if part.endswith((".xml", ".rels"))
    }
    assert name in parts
    start = parts[name].index("<w:")
    parts[name] = parts[name][:start] + declaration + parts[name][start:]
    assert refusal(package(parts))[0] == "document-damaged"


def test_absurd_nesting_is_damage() -> None:
    def nested(depth: int) -> str:
        return (
            "<w:document {}><w:body>{}<w:p><w:r><w:t>слово</w:t></w:r></w:p>{}</w:body></w:document>".format(
                NAMESPACES, "<w:sdt><w:sdtContent>" * depth, "</w:sdtContent></w:sdt>" * depth
            )
        )

    assert refusal(word(nested(50_000)))[0] == "document-damaged"
    assert flat(read_docx(word(nested(MAX_DEPTH // 2 - 4))).blocks)[0].text == "слово"


@pytest.mark.parametrize(
    "wrapper",
    [
        "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>",
    ],
)
def test_the_deepest_nesting_that_is_allowed_is_read(wrapper: str) -> None:
    content = "<w:p><w:r><w:t>слово</w:t></w:r></w:p>"
    levels = wrapper.count("<w:")
    for _ in range((MAX_DEPTH - 5) // levels):
        content = wrapper.format(content)
    manuscript = read_docx(word(f"<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>"))
    assert [part.text for part in flat(manuscript.blocks)] == ["слово"]


def test_styles_and_lists_that_run_in_circles_are_cut() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:basedOn w:val="{base}"/></w:style>'
        for name, base in [("а", "б"), ("б", "а"), ("в", "в")]
    )
    numbers = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:numStyleLink w:val="с{at}"/></w:abstractNum>'
        for at in (0, 1)
    ) + "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in (0, 1))
    styles += "".join(
        f'<w:style w:type="numbering" w:styleId="с{at}"><w:pPr><w:numPr><w:numId w:val="{2 - at}"/></w:numPr>'
        "</w:pPr></w:style>"
        for at in (0, 1)
    )
    body = paragraph("слово", style="а") + paragraph("слово", 1, 0, style="в")
    manuscript = read_docx(make_docx(body, numbers=numbers, styles=styles))
    assert [part.marker for part in flat(manuscript.blocks)] == ["", "1."]


# --- bombs


def test_a_package_that_would_swell_is_refused_before_it_is_unpacked() -> None:
    bomb = package({"word/document.xml": b" " * ((GROWTH_MB + 1) * 1_000_000)})
    assert refusal(bomb) == ("document-swollen", {"limit": GROWTH_MB})
    spread = package({f"word/media/{at}": b" " * 30_000_000 for at in range(4)})
    assert refusal(spread) == ("document-swollen", {"limit": GROWTH_MB})


def test_a_size_that_lies_is_damage() -> None:
    """The directory says ten bytes of 50 MB; no more than a piece of them is ever unpacked."""
    honest = package({"word/document.xml": b" " * 50_000_000})
    size = struct.pack("<L", 50_000_000)
    assert honest.count(size) == 2
    assert refusal(honest.replace(size, struct.pack("<L", 10)))[0] == "document-damaged"


def test_a_million_paragraphs_cost_what_they_cost() -> None:
    """The work grows with the document and not with its square: counted in calls, for clocks are moody."""
    calls: list[int] = []
    for times in (200, 2000):
        body = paragraph("слово", 1, 0) * times
        count = 0

        def trace(*_: object) -> None:
            nonlocal count
            count += 1

        payload = word(f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        sys.setprofile(trace)
        try:
            read_docx(payload)
        finally:
            sys.setprofile(None)
        calls.append(count)
    assert calls[1] < 11 * calls[0]


# --- anything

_SOURCES = [
    everything(),
    odt("<text:list><text:list-item><text:p>слово</text:p></text:list-item></text:list>"),
]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_happens_to_a_file_it_is_read_or_refused(chance: st.DataObject) -> None:
    source = chance.draw(st.sampled_from(_SOURCES))
    damaged = bytearray(source)
    for at in chance.draw(st.lists(st.integers(0, len(source) - 1), max_size=8)):
        damaged[at] = chance.draw(st.integers(0, 255))
    del damaged[chance.draw(st.sampled_from([len(source), len(source) // 2, len(source) - 20])) :]
    assert {outcome(read, bytes(damaged)) for read in (read_docx, read_odt, read_office)} <= {"read", *RULES}
