"""Pieces of Word documents: text boxes, notes, tables, a document with something of everything."""

from tests.importers.word_documents import field, make_docx, paragraph, run

_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
STRUCK = '<w:del w:id="1" w:author="я"><w:r><w:delText xml:space="preserve">{}</w:delText></w:r></w:del>'
ADDED = '<w:ins w:id="2" w:author="я">{}</w:ins>'


def text_box(content: str) -> str:
    """Return a run with a text box, as Word writes it: once for itself, once for its older versions."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f'<wp:docPr id="1" name="Надпись"/><a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def picture(description: str) -> str:
    """Return a run with a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="2" name="Рисунок" descr="{description}"/><a:graphic>'
        f'<a:graphicData uri="{_PICTURE}"><pic:pic/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def note_sign(kind: str, number: int, typed: str = "") -> str:
    """Return a run with the sign of a note; ``typed`` is one that does not count."""
    own = f"<w:t>{typed}</w:t>" if typed else ""
    custom = ' w:customMarkFollows="1"' if typed else ""
    return f'<w:r><w:{kind}Reference{custom} w:id="{number}"/>{own}</w:r>'


def note(kind: str, number: int, text: str) -> str:
    """Return a note as its part has it."""
    return f'<w:{kind} w:id="{number}">{paragraph(f"<w:r><w:{kind}Ref/></w:r>" + run(" " + text))}</w:{kind}>'


def cell(content: str, properties: str = "") -> str:
    """Return a ``w:tc``."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a ``w:tr``."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """Return a ``w:tbl``."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def everything() -> bytes:
    """Return a document with something of everything that a reader has to tell apart."""
    body = "".join(
        [
            paragraph(run("Резолюция ", "<w:caps/>") + run("форума", "<w:b/><w:i/>"), style="Heading1"),
            paragraph(run("H") + run("2", '<w:vertAlign w:val="subscript"/>') + run("O")),
            paragraph(ADDED.format(run("вставлено ")) + STRUCK.format("зачёркнуто") + run("осталось")),
            paragraph(run("конец зачёркнут "), end='<w:del w:id="3" w:author="я"/>'),
            paragraph("и продолжение"),
            paragraph(run("видно ") + run("скрыто", "<w:vanish/>") + run("и это видно")),
            paragraph(
                run("строка") + "<w:r><w:br/></w:r>" + run("другая") + "<w:r><w:tab/></w:r>" + run("за ней")
            ),
            paragraph(
                run("см. ")
                + field('HYPERLINK "https://example.org/a"', run("здесь"))
                + field("PAGE", run("7"))
            ),
            paragraph(run("первая") + note_sign("footnote", 2) + run(", вторая") + note_sign("endnote", 5)),
            paragraph(run("на нём надпись") + text_box(paragraph("в рамке")) + picture("герб")),
            table(
                row(cell(paragraph("шапка"), '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
                row(cell(paragraph("высокая"), '<w:vMerge w:val="restart"/>'), cell(paragraph("справа"))),
                row(
                    cell("<w:p/>", "<w:vMerge/>"),
                    cell(paragraph("ниже") + table(row(cell(paragraph("внутри"))))),
                ),
            ),
            paragraph(run("последний") + '<w:r><w:commentReference w:id="0"/></w:r>'),
        ]
    )
    parts = {"footnote": note("footnote", 2, "о первой"), "endnote": note("endnote", 5, "о второй")}
    parts["comment"] = f'<w:comment w:id="0" w:author="я">{paragraph("замечание")}</w:comment>'
    return make_docx(body, parts=parts, header="Колонтитул")
