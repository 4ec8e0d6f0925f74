"""What an OpenDocument text prints is in the manuscript, in its order; what it does not print is told."""

import pytest

from svod.importers.manuscript import Manuscript, Table
from svod.importers.odt.reader import read_odt
from svod.importers.word.reader import read_docx
from tests.importers.conftest import Convert
from tests.importers.manuscripts import flat, looks, markers, omitted, texts, words
from tests.importers.odt_documents import item, items, lists, make_odt, p, span, style
from tests.importers.word_texts import everything


def read(text: str, **parts: str) -> Manuscript:
    """Read a document with this text, and hold the reading to its witness."""
    manuscript = read_odt(make_odt(text, **parts))
    assert words(manuscript) == manuscript.witness.split()
    return manuscript


def test_lists_count_as_they_say() -> None:
    manuscript = read_odt(lists())
    assert markers(manuscript) == [
        "1.", "2.", "2.1)", "2.2)", "(c)", "(d)", "3.", "9.", "10.", "1.", "2.", "1.", "1.", "2.",
        "1.", "II)", "III)", "4.", "I.", "I.1", "II.", "II.1", "V.",
    ]  # fmt: skip
    assert [part.level for part in flat(manuscript.blocks)][:10] == [0, 0, 0, 1, 1, 2, 2, 0, 0, 0]
    assert words(manuscript) == manuscript.witness.split()


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ('style:num-format="а, б, .., аа, аб, ... (ru)"', ["а", "я", "аа", "аб"]),
        ('style:num-format="А, Б, .., Аа, Бб, ... (ru)"', ["А", "Я", "Аа", "Бб"]),
        ('style:num-format="a"', ["a", "ac", "ad", "ae"]),
        ('style:num-format="A" style:num-letter-sync="true"', ["A", "CC", "DD", "EE"]),
        ('style:num-format="01, 02, 03, ..."', ["01", "29", "30", "31"]),
        ('style:num-format="неизвестный"', ["1", "29", "30", "31"]),
        ('style:num-format="" style:num-suffix="*"', ["*"] * 4),
        ('style:num-format="1" style:num-list-format="№ %1%:"', ["№ 1:", "№ 29:", "№ 30:", "№ 31:"]),
    ],
)
def test_numbers_look_as_libreoffice_names_their_format(form: str, expected: list[str]) -> None:
    level = f'<text:list-level-style-number text:level="1" {form}/>'
    automatic = f'<text:list-style style:name="L">{level}</text:list-style>'
    found = markers(read(items(item(p("слово")) * 31, "L"), automatic=automatic))
    assert [found[at - 1] for at in (1, 29, 30, 31)] == expected


def test_bullets_are_printed_signs() -> None:
    font = '<style:text-properties style:font-name="Значки"/>'
    automatic = "".join(
        f'<text:list-style style:name="{name}">{level}</text:list-style>'
        for name, level in [
            ("А", '<text:list-level-style-bullet text:level="1" text:bullet-char="–"/>'),
            ("Б", f'<text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7">{font}'
                  "</text:list-level-style-bullet>"),
            ("В", '<text:list-level-style-image text:level="1"/>'),
        ]
    )  # fmt: skip
    manuscript = read("".join(items(item(p("слово")), name) for name in "АБВ"), automatic=automatic)
    assert markers(manuscript) == ["–", "•", "•"]


def test_looks_are_inherited_and_taken_back() -> None:
    automatic = (
        style("Жирный", 'fo:font-weight="bold"', family="paragraph")
        + style("Внук", 'fo:font-style="italic"', family="paragraph", parent="Жирный")
        + style("Прямой", 'fo:font-style="normal" fo:font-weight="normal"')
        + style("Вверх", 'style:text-position="super 58%"') + style("Вниз", 'style:text-position="-33% 58%"')
        + style("Круг", "", parent="Круг")
    )  # fmt: skip
    content = "а" + span("б" + span("в", "Вверх"), "Прямой") + span("г", "Вниз") + span("д", "Круг")
    (found,) = flat(read(p(content, "Внук"), automatic=automatic).blocks)
    assert looks(found) == [("а", "b i"), ("б", ""), ("в", "sup"), ("г", "b i sub"), ("д", "b i")]


def test_white_space_is_what_the_standard_says() -> None:
    content = (
        "  много \n\t  пробелов<text:s text:c='3'/>ровно<text:tab/>таб<text:line-break/> строка "
        + span(" и", "")
    )
    assert texts(read(p(content))) == ["много пробелов   ровно\tтаб\n строка и"]


def test_capitals_are_printed_and_hidden_words_told() -> None:
    automatic = style("К", 'fo:text-transform="uppercase"') + style("Т", 'text:display="none"')
    content = span("резолюция", "К") + " явно" + span(" тайно", "Т")
    hidden = '<text:section text:name="с" text:display="none">' + p("раздел") + "</text:section>"
    whole = p('<text:hidden-paragraph text:is-hidden="true"/>абзац')
    part = p('до<text:hidden-text text:is-hidden="true" text:string-value="нет">нет</text:hidden-text>')
    manuscript = read(p(content) + hidden + whole + part, automatic=automatic)
    assert texts(manuscript) == ["РЕЗОЛЮЦИЯ явно", "до"]
    assert omitted(manuscript) == [("hidden", word) for word in ("тайно", "раздел", "абзац", "нет")]


def test_words_with_a_line_through_them_stay_so() -> None:
    automatic = style("З", 'style:text-line-through-style="solid"')
    (struck,) = flat(read(p(span("Пункт", "З") + " силу"), automatic=automatic).blocks)
    assert [(piece.text, piece.struck) for piece in struck.runs] == [("Пункт", True), (" силу", False)]


def test_links_notes_and_fields() -> None:
    note = (
        '<text:note text:note-class="{}"><text:note-citation>{}</text:note-citation><text:note-body>{}'
        "</text:note-body></text:note>"
    )
    content = (
        '<text:a xlink:href="https://example.org/">вовне</text:a><text:a xlink:href="#место"> внутри</text:a>'
        + note.format("footnote", "1", p("о первом") + p("и ещё")) + ", "
        + note.format("endnote", "1", p("о втором"))
        + " с. <text:page-number>7</text:page-number><text:title>Заглавие</text:title>"
        + "<text:bookmark-start text:name='м'/><text:sequence>3</text:sequence>"
    )  # fmt: skip
    manuscript = read(p(content))
    (found,) = flat(manuscript.blocks)
    assert [(run.text, run.link, run.note) for run in found.runs] == [
        ("вовне", "https://example.org/", ""), (" внутри", "", ""), ("", "", "1"), (", ", "", ""),
        ("", "", "1-2"), (" с. Заглавие3", "", ""),
    ]  # fmt: skip
    assert {label: [part.text for part in note] for label, note in manuscript.notes.items()} == {
        "1": ["о первом", "и ещё"], "1-2": ["о втором"],
    }  # fmt: skip
    assert omitted(manuscript) == [("page-number", "")]


def test_what_was_struck_out_and_remarked_is_told() -> None:
    struck = (
        "<text:tracked-changes><text:changed-region xml:id='и1'><text:deletion>" + p("долой")
        + "</text:deletion></text:changed-region></text:tracked-changes>"
    )  # fmt: skip
    remark = "<office:annotation><text:p>замечание</text:p></office:annotation>"
    manuscript = read(struck + p(f"осталось<text:change text:change-id='и1'/> всё{remark}"))
    assert texts(manuscript) == ["осталось всё"]
    assert omitted(manuscript) == [("deletion", "долой"), ("comment", "замечание")]


def test_text_boxes_pictures_and_formulas() -> None:
    box = (
        "<draw:frame><draw:text-box>"
        + p("в рамке")
        + items(item(p("и в списке")))
        + "</draw:text-box></draw:frame>"
    )
    section = f"<text:section>{p('в разделе')}</text:section>"
    box += f"<draw:frame><draw:text-box>{section}</draw:text-box></draw:frame>"
    shape = "<draw:g><draw:custom-shape>" + p("на фигуре") + "</draw:custom-shape></draw:g>"
    image = '<draw:frame><draw:image xlink:href="a.png"/><svg:title>герб</svg:title></draw:frame>'
    formula = (
        '<draw:frame><draw:object xlink:href="./Object 1"/><draw:image xlink:href="замена"/></draw:frame>'
    )
    manuscript = read(
        p(f"до {box}{shape}{image}{formula}после")
        + f"<draw:frame><draw:text-box>{p('сам')}</draw:text-box></draw:frame>",
        more="<math:mi>x</math:mi><math:mo>=</math:mo><math:mn>2</math:mn>",
    )
    assert texts(manuscript) == ["до после", "в рамке", "и в списке", "в разделе", "на фигуре", "сам"]
    assert omitted(manuscript) == [("picture", "герб"), ("object", "x=2")]


def test_tables_keep_their_cells() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{text}</table:table-cell>"

    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    covered = "<table:covered-table-cell/>"
    inner = f"<table:table>{row(cell(p('внутри')))}</table:table>"
    table = (
        "<table:table><table:table-column/><table:table-header-rows>"
        + row(cell(p("шапка"), 'table:number-columns-spanned="2"'), covered) + "</table:table-header-rows>"
        + row(cell(p("высокая"), 'table:number-rows-spanned="2"'), cell(p("справа") + inner))
        + row(covered, cell(p("ниже")))
        + row(cell("", 'table:number-columns-repeated="2"')) + "</table:table>"
    )  # fmt: skip
    (found,) = read(table).blocks
    assert isinstance(found, Table)
    assert found.head
    assert [
        [(" ".join(part.text for part in each.paragraphs), each.columns, each.rows) for each in line]
        for line in found.rows
    ] == [
        [("шапка", 2, 1)], [("высокая", 1, 2), ("справа внутри", 1, 1)], [("ниже", 1, 1)],
        [("", 1, 1), ("", 1, 1)],
    ]  # fmt: skip


def test_headings_and_indexes() -> None:
    source = "<text:table-of-content-source><text:index-title-template>Шаблон</text:index-title-template>"
    index = f"<text:table-of-content>{source}</text:table-of-content-source><text:index-body>{p('Глава')}"
    styles = style("Title", "", family="paragraph") + style("Имя", "", family="paragraph", parent="Title")
    manuscript = read(
        p("Заглавие", "Имя") + f"{index}</text:index-body></text:table-of-content>"
        + "<text:h text:outline-level='2'><text:number>1.1</text:number>Глава</text:h>",
        styles=styles,
    )  # fmt: skip
    assert [(part.heading, part.text) for part in flat(manuscript.blocks)] == [
        (1, "Заглавие"), (0, "Глава"), (2, "Глава"),
    ]  # fmt: skip


def test_headers_and_footers_are_told() -> None:
    masters = (
        "<style:master-page style:name='Standard'><style:header>" + p("Сверху")
        + "</style:header><style:footer>"
        + p("с. <text:page-number>3</text:page-number>") + "</style:footer></style:master-page>"
    )  # fmt: skip
    assert omitted(read(p("текст"), masters=masters)) == [
        ("header", "Сверху"),
        ("footer", "с."),
        ("page-number", ""),
    ]


@pytest.mark.office
@pytest.mark.slow
def test_what_libreoffice_makes_of_a_word_document_reads_as_the_document_does(convert: Convert) -> None:
    made = convert({"everything.docx": everything()}, "odt")["everything.docx"]
    here, there = read_odt(made), read_docx(everything())
    assert words(here) == words(there) == here.witness.split()
    assert [looks(part) for part in flat(here.blocks)][:2] == [looks(part) for part in flat(there.blocks)][:2]
    assert {what for what, _ in omitted(there)} == {what for what, _ in omitted(here)}
