"""A text of OpenDocument in one file, for LibreOffice to convert: lists, a note, a table, running heads."""

_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
_LEVELS = (("1", "."), ("а, б, .., аа, аб, ... (ru)", ")"), ("I", "."))
_STYLES = (
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/>'
    '</style:style><style:style style:name="H" style:family="text"><style:text-properties'
    ' text:display="none"/></style:style><style:style style:name="J" style:family="paragraph">'
    '<style:paragraph-properties fo:text-align="justify" fo:text-indent="1.25cm"/>'
    '<style:text-properties fo:font-size="14pt" fo:language="ru"/></style:style>'
    '<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm"'
    ' fo:page-height="29.7cm" fo:margin="2cm"/><style:header-style/><style:footer-style/>'
    "</style:page-layout>"
)


def flat_text(body: str, *, header: str = "", footer: str = "") -> bytes:
    """Return the document; style «B» is bold, «H» hidden, «J» of justified paragraphs, «L» of lists."""
    levels = "".join(
        f'<text:list-level-style-number text:level="{at}" style:num-format="{form}"'
        f' style:num-suffix="{suffix}"><style:list-level-properties text:space-before="{at * 0.6}cm"'
        ' text:min-label-width="0.6cm"/></text:list-level-style-number>'
        for at, (form, suffix) in enumerate(_LEVELS, start=1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>'
        f'{_STYLES}<text:list-style style:name="L">{levels}</text:list-style>'
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard"'
        f' style:page-layout-name="P"><style:header><text:p>{header}</text:p></style:header><style:footer>'
        f"<text:p>{footer}</text:p></style:footer></style:master-page></office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def items(*texts: str, start: int = 1) -> str:
    """Return a list of items, each with its paragraphs and lists."""
    whole = "".join(
        f"<text:list-item{_start(start) if not at else ''}>{text}</text:list-item>"
        for at, text in enumerate(texts)
    )
    return f'<text:list text:style-name="L">{whole}</text:list>'


def _start(number: int) -> str:
    return f' text:start-value="{number}"' if number > 1 else ""


def paragraph(text: str, style: str = "J") -> str:
    """Return a paragraph with this content."""
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def note(label: str, text: str) -> str:
    """Return a footnote at its sign."""
    return (
        f'<text:note text:note-class="footnote"><text:note-citation>{label}</text:note-citation>'
        f"<text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
    )
