"""What a Word document prints is in the manuscript, in its order; what it does not print is told."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from svod.importers.manuscript import Manuscript, Table
from svod.importers.word.reader import read_docx
from tests.importers.manuscripts import flat, looks, omitted, texts, words
from tests.importers.word_documents import field, make_docx, paragraph, run
from tests.importers.word_texts import (
    ADDED,
    STRUCK,
    cell,
    everything,
    note,
    note_sign,
    picture,
    row,
    table,
    text_box,
)


def read(body: str, **parts: object) -> Manuscript:
    """Read a document with this body, and hold the reading to its witness."""
    manuscript = read_docx(make_docx(body, **parts))  # type: ignore[arg-type]
    assert words(manuscript) == manuscript.witness.split()
    return manuscript


def rewrite(payload: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a package whose parts went through ``change``."""
    source, made = zipfile.ZipFile(io.BytesIO(payload)), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return made.getvalue()


def test_everything_is_read_as_its_plain_reading_reads_it() -> None:
    manuscript = read_docx(everything())
    assert words(manuscript) == manuscript.witness.split()
    assert texts(manuscript) == [
        "РЕЗОЛЮЦИЯ форума", "H2O", "вставлено осталось", "конец зачёркнут и продолжение", "видно и это видно",
        "строка\nдругая\tза ней", "см. здесь", "первая, вторая", "на нём надпись", "в рамке", "шапка",
        "высокая", "справа", "ниже", "внутри", "последний",
    ]  # fmt: skip
    assert omitted(manuscript) == [
        ("deletion", "зачёркнуто"), ("hidden", "скрыто"), ("page-number", ""), ("picture", "герб"),
        ("header", "Колонтитул"), ("comment", "замечание"),
    ]  # fmt: skip


def test_the_strict_variant_is_read_alike() -> None:
    def make_strict(_: str, content: bytes) -> bytes:
        for usual, strict in ((b"wordprocessingml/2006/main", b"wordprocessingml/main"),):
            content = content.replace(
                b"http://schemas.openxmlformats.org/" + usual, b"http://purl.oclc.org/ooxml/" + strict
            )
        return content.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )

    assert read_docx(rewrite(everything(), make_strict)) == read_docx(everything())


@pytest.mark.parametrize(
    "kind",
    [
        "vnd.ms-word.document.macroEnabled.main+xml",
        "vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_templates_and_documents_with_macros_are_read_alike(kind: str) -> None:
    usual = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    changed = rewrite(everything(), lambda _, content: content.replace(usual, kind.encode()))
    assert read_docx(changed) == read_docx(everything())


def test_names_of_parts_may_be_written_as_windows_writes_them() -> None:
    source, made = zipfile.ZipFile(io.BytesIO(everything())), io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            target.writestr(name.replace("/", "\\").replace("word", "Word"), source.read(name))
    assert read_docx(made.getvalue()) == read_docx(everything())


# --- looks


def test_a_switch_of_the_paragraph_and_of_the_characters_undo_each_other() -> None:
    styles = "".join(
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{base}'
        f"<w:rPr>{on}</w:rPr></w:style>"
        for kind, name, base, on in [
            ("paragraph", "Жирный", "", "<w:b/>"),
            ("paragraph", "Внук", '<w:basedOn w:val="Жирный"/>', "<w:i/>"),
            ("character", "Сильный", "", "<w:b/>"),
        ]
    )
    strong = '<w:rStyle w:val="Сильный"/>'
    content = (
        run("а")
        + run("б", strong)
        + run("в", strong + "<w:b/>")
        + run("г", '<w:b w:val="0"/><w:i w:val="off"/>')
    )
    manuscript = read(paragraph(content, style="Внук"), styles=styles)
    assert looks(flat(manuscript.blocks)[0]) == [("а", "b i"), ("б", "i"), ("в", "b i"), ("г", "")]


def test_runs_that_look_alike_are_one() -> None:
    content = (
        run("сло", "<w:b/>")
        + run("во ", "<w:b/>")
        + run("x")
        + run("2", '<w:vertAlign w:val="superscript"/>')
    )
    assert looks(flat(read(paragraph(content)).blocks)[0]) == [("слово ", "b"), ("x", ""), ("2", "sup")]


def test_capitals_are_printed_capitals_and_small_ones_stay() -> None:
    content = run("вёрстка ", "<w:caps/>") + run("малая", "<w:smallCaps/>")
    assert texts(read(paragraph(content))) == ["ВЁРСТКА малая"]


def test_words_with_a_line_through_them_stay_so() -> None:
    content = (
        run("Пункт ", "<w:strike/>") + run("утратил", "<w:dstrike/>") + run(" силу", '<w:strike w:val="0"/>')
    )
    (struck,) = read(paragraph(content)).paragraphs
    assert [(piece.text, piece.struck) for piece in struck.runs] == [
        ("Пункт утратил", True),
        (" силу", False),
    ]


def test_headings_are_known_by_their_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Раздел"><w:name w:val="Раздел"/><w:basedOn w:val="Heading2"/>'
        '</w:style><w:style w:type="paragraph" w:styleId="Текст"><w:name w:val="Текст"/>'
        '<w:basedOn w:val="Heading2"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    )
    order = ["Heading1", "Раздел", "Текст", "Title", "Normal"]
    manuscript = read("".join(paragraph("слово", style=style) for style in order), styles=styles)
    assert [part.heading for part in flat(manuscript.blocks)] == [1, 2, 0, 1, 0]


# --- characters


def test_characters_that_are_elements_are_printed() -> None:
    content = (
        run("до") + "<w:r><w:noBreakHyphen/></w:r>" + run("после")
        + "<w:r><w:softHyphen/></w:r>" + run("мяг\u00adкий")
        + '<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/>'
        + '<w:sym w:font="Symbol" w:char="худо"/></w:r><w:r><w:cr/></w:r>'
        + run("\uf0ae", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')
    )  # fmt: skip
    assert texts(read(paragraph(content))) == ["до\u2011послемягкийα✓\n→"]


def test_a_page_break_parts_words_and_is_nothing_at_the_ends() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert texts(read(paragraph(page + run("до") + page + run("после") + page))) == ["до\nпосле"]


def test_formulas_are_not_lost() -> None:
    part = "<m:r><m:t>{}</m:t></m:r>".format
    fraction = f"<m:f><m:num>{part('1')}</m:num><m:den>{part('2')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{part('x')}</m:e><m:sup>{part('n')}</m:sup></m:sSup>"
    manuscript = read(paragraph(run("итого ") + f"<m:oMath>{fraction}{power}</m:oMath>"))
    assert looks(flat(manuscript.blocks)[0]) == [("итого 1/2x", ""), ("n", "sup")]


def test_wrappers_of_all_kinds_are_looked_into() -> None:
    properties = "<w:sdtPr><w:alias w:val='поле'/></w:sdtPr>"
    control = f"<w:sdt>{properties}<w:sdtContent>{run('в поле ')}</w:sdtContent></w:sdt>"
    tag = f'<w:smartTag w:element="x">{control}</w:smartTag>'
    inner = paragraph(f"{tag}<w:bdo>{run('и так')}</w:bdo>")
    body = f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    assert texts(read(body)) == ["в поле и так"]


# --- links and fields


def test_links_lead_where_they_lead() -> None:
    external = '<w:hyperlink r:id="rIdX" w:anchor="место">' + run("вовне") + "</w:hyperlink>"
    internal = '<w:hyperlink w:anchor="место">' + run(" внутри ") + "</w:hyperlink>"
    coded = field('HYPERLINK "https://example.org/б" \\o "подсказка"', run("кодом", "<w:b/>"))
    simple = '<w:fldSimple w:instr=" HYPERLINK https://example.org/в ">' + run("просто") + "</w:fldSimple>"
    payload = make_docx(paragraph(external + internal + coded + simple))
    link = (
        '<Relationship Id="rIdX" Type="http://x/hyperlink" '
        'Target="https://example.org/а" TargetMode="External"/>'
    )
    payload = rewrite(
        payload,
        lambda name, content: (
            content.replace(b"</Relationships>", f"{link}</Relationships>".encode())
            if name == "word/_rels/document.xml.rels"
            else content
        ),
    )
    runs = flat(read_docx(payload).blocks)[0].runs
    assert [(found.text, found.link) for found in runs] == [
        ("вовне", "https://example.org/а"), (" внутри ", ""), ("кодом", "https://example.org/б"),
        ("просто", "https://example.org/в"),
    ]  # fmt: skip


def test_fields_print_their_results_and_nothing_of_their_codes() -> None:
    inner = field("IF " + "1", run("внутри"))
    page = field("PAGE \\* MERGEFORMAT", run("12"))
    body = paragraph(
        run("а ") + field("REF x", run("итог") + inner) + page + "<w:r><w:pgNum/></w:r>" + run(" б")
    )
    manuscript = read(body)
    assert texts(manuscript) == ["а итогвнутри б"]
    assert [(omission.what, omission.times) for omission in manuscript.omissions] == [("page-number", 2)]


def test_a_field_goes_on_over_paragraphs() -> None:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    begin = marks[0] + "<w:r><w:instrText>TOC</w:instrText></w:r>" + marks[1]
    body = paragraph(begin + run("Глава\t3")) + paragraph(run("Ещё") + marks[2]) + paragraph("текст")
    assert texts(read(body)) == ["Глава 3", "Ещё", "текст"]


def test_fields_that_never_end_hide_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert texts(read_docx(make_docx(paragraph(begin + run("а")) + paragraph("б")))) == ["а", "б"]
    assert texts(read(paragraph(end + run("а")))) == ["а"]


def test_fields_of_forms_show_what_was_chosen() -> None:
    def form(content: str) -> str:
        begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{content}</w:ffData></w:fldChar></w:r>'
        return begin + '<w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'

    checked = form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')
    unchecked = form('<w:checkBox><w:default w:val="0"/></w:checkBox>')
    choice = form(
        '<w:ddList><w:result w:val="1"/><w:listEntry w:val="за"/><w:listEntry w:val="против"/></w:ddList>'
    )
    manuscript = read_docx(make_docx(paragraph(checked + unchecked + run(" ") + choice)))
    assert texts(manuscript) == ["☒☐ против"]
    assert manuscript.witness.split() == ["☒☐", "против"]


# --- changes


def test_moved_text_stands_where_it_went() -> None:
    gone = '<w:moveFrom w:id="1" w:author="я">' + run("кочует") + "</w:moveFrom>"
    come = '<w:moveTo w:id="1" w:author="я">' + run("кочует") + "</w:moveTo>"
    body = paragraph(gone, end='<w:moveFrom w:id="2" w:author="я"/>') + paragraph("стоит") + paragraph(come)
    manuscript = read(body)
    assert texts(manuscript) == ["стоит", "кочует"]
    assert omitted(manuscript) == [("deletion", "кочует")]


def test_paragraphs_whose_ends_are_struck_out_or_hidden_are_one() -> None:
    body = (
        paragraph(run("1.1 Заголовок. ", "<w:b/>"), end="<w:vanish/><w:specVanish/>") + paragraph("И текст")
        + paragraph("последний ", end='<w:del w:id="1" w:author="я"/>')
    )  # fmt: skip
    assert texts(read(body)) == ["1.1 Заголовок. И текст", "последний"]


def test_a_large_first_letter_is_the_next_paragraph_s() -> None:
    initial = paragraph("Б").replace("<w:pPr>", '<w:pPr><w:framePr w:dropCap="drop" w:lines="3"/>')
    assert texts(read(initial + paragraph("уква") + paragraph("слово"))) == ["Буква", "слово"]


def test_signs_of_new_programs_stand_beside_those_for_older_ones() -> None:
    namespace = "http://schemas.microsoft.com/office/word/2015/wordml/symex"
    sign = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se">'
        f'<x:symEx xmlns:x="{namespace}" x:font="Segoe UI Emoji" x:char="1F44C"/></mc:Choice>'
        "<mc:Fallback><w:t>👌</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read(paragraph(run("слово") + sign))) == ["слово👌"]


def test_struck_rows_and_cells_are_left_out() -> None:
    struck = '<w:del w:id="1" w:author="я"/>'
    body = table(
        row(cell(paragraph("а")), cell(paragraph("б"), '<w:cellDel w:id="3" w:author="я"/>')),
        row(cell(paragraph(STRUCK.format("в"))), properties=struck),
        row(cell(paragraph("скрыта")), properties="<w:hidden/>"),
    )
    manuscript = read(body + paragraph(ADDED.format(run("г"))))
    assert texts(manuscript) == ["а", "г"]
    assert omitted(manuscript) == [("deletion", "б"), ("deletion", "в"), ("hidden", "скрыта")]


def test_what_a_style_hides_is_hidden() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Тайно"><w:name w:val="т"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="Тайнее"><w:name w:val="т2"/>'
        '<w:basedOn w:val="Тайно"/></w:style>'
    )
    content = run("явно ") + run("тайно", '<w:rStyle w:val="Тайнее"/>')
    content += run("снова", '<w:rStyle w:val="Тайно"/><w:vanish w:val="false"/>')
    manuscript = read(paragraph(content), styles=styles)
    assert (texts(manuscript), omitted(manuscript)) == (["явно снова"], [("hidden", "тайно")])


# --- notes, boxes, pictures, tables


def test_notes_have_their_printed_signs_in_the_order_of_the_text() -> None:
    body = paragraph(
        run("а") + note_sign("footnote", 3) + run("б") + note_sign("endnote", 1) + run("в")
        + note_sign("footnote", 2) + note_sign("footnote", 4, "*") + note_sign("footnote", 5, "*")
    )  # fmt: skip
    numbers = {3: "третья", 2: "вторая", 4: "со звёздочкой", 5: "с другой"}
    parts = {
        "footnote": "".join(note("footnote", number, text) for number, text in numbers.items()),
        "endnote": note("endnote", 1, "концевая"),
    }
    manuscript = read(body, parts=parts)
    assert {label: [part.text for part in text] for label, text in manuscript.notes.items()} == {
        "1": ["третья"], "i": ["концевая"], "2": ["вторая"], "*": ["со звёздочкой"], "*-2": ["с другой"],
    }  # fmt: skip
    assert [found.note for found in flat(manuscript.blocks)[0].runs if found.note] == [
        "1",
        "i",
        "2",
        "*",
        "*-2",
    ]


def test_text_boxes_stand_once_after_their_paragraph() -> None:
    nested = text_box(paragraph("в первой") + paragraph(run("ещё") + text_box(paragraph("в глубине"))))
    manuscript = read(paragraph(run("до ") + nested + run("после")) + paragraph(text_box(paragraph("одна"))))
    assert texts(manuscript) == ["до после", "в первой", "ещё", "в глубине", "одна"]
    assert manuscript.omissions == ()


def test_pictures_and_objects_are_told_with_their_words() -> None:
    embedded = (
        '<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID="Excel.Sheet"/></w:object></w:r>'
    )
    drawn = '<w:r><w:pict><v:shape><v:textpath string="ОБРАЗЕЦ"/></v:shape></w:pict></w:r>'
    manuscript = read(paragraph(run("а") + picture("герб") + picture("герб") + embedded + drawn))
    assert [(omission.what, omission.words, omission.times) for omission in manuscript.omissions] == [
        ("picture", "герб", 2), ("object", "", 1), ("object", "ОБРАЗЕЦ", 1),
    ]  # fmt: skip


def test_cells_that_are_one_are_one() -> None:
    manuscript = read(
        table(
            row(cell(paragraph("а"), '<w:gridSpan w:val="3"/>'), properties="<w:tblHeader/>"),
            row(cell(paragraph("б"), '<w:vMerge w:val="restart"/>'), cell(paragraph("в")),
                cell(paragraph("г"))),
            row(cell("<w:p/>", "<w:vMerge/>"), cell(paragraph("д"), '<w:hMerge w:val="restart"/>'),
                cell("<w:p/>", "<w:hMerge/>")),
            row(cell("<w:p/>", "<w:vMerge/>"), cell(paragraph("е")), cell("<w:p/>")),
            row(cell(paragraph("ё")), properties='<w:gridBefore w:val="2"/>'),
        )
    )  # fmt: skip
    (found,) = manuscript.blocks
    assert isinstance(found, Table)
    assert found.head
    assert [
        [("".join(part.text for part in each.paragraphs), each.columns, each.rows) for each in line]
        for line in found.rows
    ] == [
        [("а", 3, 1)], [("б", 1, 3), ("в", 1, 1), ("г", 1, 1)], [("д", 2, 1)], [("е", 1, 1), ("", 1, 1)],
        [("", 2, 1), ("ё", 1, 1)],
    ]  # fmt: skip


def test_headers_and_footers_are_told_once_and_without_page_numbers() -> None:
    payload = make_docx(paragraph("текст"), header="Стр. ")
    payload = rewrite(
        payload,
        lambda name, content: (
            re.sub(rb"</w:p>", field("PAGE", run("1")).encode() + b"</w:p>", content)
            if name.startswith("word/header")
            else content
        ),
    )
    assert omitted(read_docx(payload)) == [("header", "Стр."), ("page-number", "")]
