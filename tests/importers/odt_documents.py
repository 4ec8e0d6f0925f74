"""OpenDocument texts for tests: the least package around a text, and one with lists of every kind."""

import io
import zipfile

MIMETYPE = "application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{namespace}"'
    for prefix, namespace in {
        **{name: f"{_OASIS}{name}:1.0" for name in ("office", "text", "style", "table")},
        "draw": f"{_OASIS}drawing:1.0",
        "fo": f"{_OASIS}xsl-fo-compatible:1.0",
        "svg": f"{_OASIS}svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "math": "http://www.w3.org/1998/Math/MathML",
    }.items()
)
_MANIFEST = f"""<manifest:manifest xmlns:manifest="{_OASIS}manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def make_odt(text: str, *, automatic: str = "", styles: str = "", masters: str = "", more: str = "") -> bytes:
    """Return a document with ``text``, its automatic and common styles, and the looks of its pages.

    ``more`` is the content of an embedded formula, «Object 1».
    """
    parts = {
        "mimetype": MIMETYPE,
        "META-INF/manifest.xml": _MANIFEST,
        "content.xml": f'<office:document-content {_NAMESPACES} office:version="1.3">'
        "<office:automatic-styles>"
        f"{automatic}</office:automatic-styles><office:body><office:text>{text}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f'<office:document-styles {_NAMESPACES} office:version="1.3"><office:styles>{styles}'
        f"</office:styles><office:master-styles>{masters}</office:master-styles></office:document-styles>",
    }
    if more:
        parts["Object 1/content.xml"] = f"<math:math {_NAMESPACES}>{more}</math:math>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return made.getvalue()


def p(text: str, style: str = "") -> str:
    """Return a paragraph."""
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def span(text: str, style: str) -> str:
    """Return characters of a style."""
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def style(name: str, looks: str, *, family: str = "text", parent: str = "", more: str = "") -> str:
    """Return a style with properties of text."""
    return (
        f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}" {more}>'
        f"<style:text-properties {looks}/></style:style>"
    )


def items(content: str, style: str = "", more: str = "") -> str:
    """Return a list of items that are already made."""
    name = f'text:style-name="{style}"' if style else ""
    return f"<text:list {name} {more}>{content}</text:list>"


def item(content: str, more: str = "") -> str:
    """Return an item."""
    return f"<text:list-item {more}>{content}</text:list-item>"


def heading(text: str, level: int, more: str = "") -> str:
    """Return a heading."""
    return f'<text:h text:outline-level="{level}" {more}>{text}</text:h>'


LISTS = """
<text:list-style style:name="L">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix=")"
 text:display-levels="2"/>
<text:list-level-style-number text:level="3" style:num-format="a" style:num-prefix="(" style:num-suffix=")"
 text:start-value="3"/></text:list-style>
<text:list-style style:name="M" text:consecutive-numbering="true">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="I" style:num-suffix=")"/></text:list-style>
"""
OUTLINE = """<text:outline-style style:name="Outline">
<text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>
<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>
</text:outline-style>"""


def lists() -> bytes:
    """Return a document with lists of every kind, and numbered headings."""
    third = items(item(p("д")) + item(p("е")))
    second = items(item(p("в")) + item(p("г") + third))
    text = items(
        item(p("а")) + item(p("б") + p("и ещё абзац") + second + p("после списка"))
        + f"<text:list-header>{p('без номера')}</text:list-header>" + item(p("ё"))
        + item(p("ж"), 'text:start-value="9"') + item(p("з")),
        "L",
    )  # fmt: skip
    text += p("между") + items(item(p("заново")), "L")
    text += p("между") + items(item(p("продолжение")), "L", 'text:continue-numbering="true"')
    text += items(item(p("один")), "L", 'xml:id="один"') + items(item(p("другой")), "L", 'xml:id="другой"')
    text += items(item(p("опять один")), "L", 'text:continue-list="один"')
    text += items(item(p("и")) + item(items(item(p("к")) + item(p("л")))) + item(p("м")), "M")
    text += (
        heading("Глава", 1) + heading("Раздел", 2) + heading("Без номера", 1, 'text:is-list-header="true"')
    )
    text += heading("Вторая", 1) + heading("Раздел", 2)
    text += heading("С пяти", 1, 'text:restart-numbering="true" text:start-value="5"')
    return make_odt(text, automatic=LISTS, styles=OUTLINE)
