"""Word documents for tests: python-docx makes the package, the test says what is in its parts."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{namespace}"'
    for prefix, namespace in {
        "w": MAIN,
        "r": RELATIONSHIPS,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_PARTS = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}


def level(
    at: int, text: str, form: str = "decimal", *, start: int = 1, more: str = "", font: str = ""
) -> str:
    """Return a ``w:lvl``; ``more`` stands where switches and restarts do."""
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>{fonts}</w:lvl>'
    )


def start_at(number: int, at: int = 0) -> str:
    """Return the override with which an instance begins at ``number``."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{number}"/></w:lvlOverride>'


def numbering(definitions: Iterable[str], instances: Iterable[tuple[int, str]]) -> str:
    """Return what stands in ``numbering.xml``: definitions from 0, and instances of them from 1."""
    abstracts = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
        for at, levels in enumerate(definitions)
    )
    return abstracts + "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'
        for at, (definition, overrides) in enumerate(instances, 1)
    )


def run(text: str, looks: str = "") -> str:
    """Return a ``w:r``; ``looks`` are its properties."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(
    content: str, number: int | None = None, at: int | None = None, *, style: str = "", end: str = ""
) -> str:
    """Return a ``w:p`` of plain text or of runs, in a list or of a style; ``end`` is how its mark looks."""
    content = content if content.startswith("<") or not content else run(content)
    place = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    place += "" if number is None else f'<w:numId w:val="{number}"/>'
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (
        f"<w:numPr>{place}</w:numPr>" if place else ""
    )
    properties += f"<w:rPr>{end}</w:rPr>" if end else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def field(code: str, result: str) -> str:
    """Return the runs of a field."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return marks["begin"] + instruction + marks["separate"] + result + marks["end"]


def make_docx(
    body: str,
    *,
    numbers: str = "",
    styles: str = "",
    parts: Mapping[str, str] | None = None,
    header: str = "",
) -> bytes:
    """Return a document with ``body`` for its text.

    ``parts`` are the notes and comments by their kind; ``styles`` are added to those of python-docx.
    """
    document = docx.Document()
    text = document.element.body
    for node in reversed(_parse(body)):
        text.insert(0, node)
    if numbers:
        definitions = document.part.numbering_part.element
        definitions[:] = _parse(numbers)
    for style in _parse(styles):
        document.styles.element.append(style)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for kind, entries in (parts or {}).items():
        name = _PARTS[kind]
        content = f"<w:{name} {NAMESPACES}>{entries}</w:{name}>".encode()
        type_ = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
        part = Part(PackURI(f"/word/{name}.xml"), type_, content, document.part.package)
        document.part.relate_to(part, f"{RELATIONSHIPS}/{name}")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip package of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return made.getvalue()


def word(document: str) -> bytes:
    """Return the least package that is a Word document, ``document`` being its part with the text."""
    return package({"word/document.xml": document})


def _parse(fragment: str) -> list[Any]:
    """Return the elements of a fragment: they are lxml's, which declares no types."""
    return list(parse_xml(f"<w:body {NAMESPACES}>{fragment}</w:body>"))
