"""PDFs as programs print them: words, paragraphs, and nothing of what a page has around its text."""

import zlib
from base64 import b64encode
from collections.abc import Callable
from functools import cache

import pytest
from playwright.sync_api import Browser
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from svod.importers.manuscript import Manuscript, Omission, Run, Table, UnreadableDocumentError
from svod.importers.pdf.furniture import remove_furniture
from svod.importers.pdf.lines import Line
from svod.importers.pdf.reader import read_pdf
from tests.importers.manuscripts import outline, words
from tests.importers.pages import print_page, rewrite

pytestmark = pytest.mark.browser

LONG = (
    "Участники форума, заслушав доклад председателя, а также обсудив предложения, высказанные в процессе "
    "выступлений представителей региональных и местных отделений организации, полагаем необходимым "
    "способствовать научно-методическому сопровождению деятельности"
)
Print = Callable[..., bytes]


@pytest.fixture(scope="module")
def printed(browser: Browser) -> Print:
    """Print a body, each one once."""

    @cache
    def print_once(body: str, style: str = "", header: str = "", footer: str = "") -> bytes:
        return print_page(browser, body, style=style, header=header, footer=footer)

    return print_once


def read(payload: bytes) -> Manuscript:
    """Read a PDF, whose two readings must agree."""
    manuscript = read_pdf(payload)
    assert words(manuscript) == manuscript.witness.split()
    return manuscript


def outcome(payload: bytes) -> str:
    try:
        read_pdf(payload)
    except UnreadableDocumentError as error:
        return error.code
    return "read"


# --- paragraphs

STYLES = {
    "indented": "p {text-indent: 1.25cm; margin: 0; text-align: justify}",
    "apart": "p {margin: 0 0 8pt}",
    "sans": "p {margin: 0 0 8pt; text-align: justify; font: 11pt/1.5 sans-serif}",
    "tight": "p {margin: 0}",
}
PARAGRAPHS = [
    f"{LONG} школ.",
    f"Школам: {LONG.lower()}.",
    "1. Принять план.",
    f"2. {LONG} вузов;",
    f"3) {LONG};",
    f"– {LONG} детей.",
    "— учесть.",
    "Председатель",
]


@pytest.mark.parametrize("style", STYLES)
def test_paragraphs_are_those_that_were_printed(style: str, printed: Print) -> None:
    title = "<p style='text-align: center; text-indent: 0'><b>РЕЗОЛЮЦИЯ</b></p>"
    payload = printed(title + "".join(f"<p>{text}</p>" for text in PARAGRAPHS), STYLES[style])
    assert outline(read(payload)) == ["**РЕЗОЛЮЦИЯ**", *PARAGRAPHS]


def test_a_centred_title_over_several_lines_is_one_paragraph(printed: Print) -> None:
    title = f"«{LONG[:150].strip()}»"
    payload = printed(
        f"<p style='text-align:center'>РЕЗОЛЮЦИЯ<p style='text-align:center'>{title}<p>{LONG}.",
        "p {margin:0}",
    )
    assert outline(read(payload)) == ["РЕЗОЛЮЦИЯ", title, f"{LONG}."]


def test_a_list_hangs_together(printed: Print) -> None:
    items = "".join(f"<li>{LONG} {at}" for at in range(3))
    manuscript = read(printed(f"<ol start=4>{items}</ol>", "li {margin:0}"))
    assert outline(manuscript) == [f"{at + 4}. {LONG} {at}" for at in range(3)]


def test_a_paragraph_goes_on_over_the_page(printed: Print) -> None:
    many = [f"{at}. {LONG}." for at in range(1, 25)]
    body = "".join(f"<p>{text}</p>" for text in many)
    for style in ("indented", "apart"):
        assert outline(read(printed(body, STYLES[style]))) == many


def test_looks_come_from_fonts_and_places(printed: Print) -> None:
    payload = printed(
        "<p>Слово <b>жирно</b>, <i>косо</i>, м<sup>2</sup> и H<sub>2</sub>O № 5 «а» – б, И.И. Иванов</p>"
    )
    assert outline(read(payload)) == ["Слово **жирно**, *косо*, мsup(2) и Hsub(2)O № 5 «а» – б, И.И. Иванов"]


def test_a_line_of_signature_keeps_its_distance(printed: Print) -> None:
    payload = printed(
        "<p style='white-space:pre'>Председатель                                    И. И. Иванов</p>"
    )
    assert outline(read(payload)) == ["Председатель\tИ. И. Иванов"]


def test_words_broken_by_a_hyphen_are_put_together(printed: Print) -> None:
    broken = "воспи&shy;тания научно-мето&shy;дический кто-нибудь меж&shy;ведом&shy;ствен&shy;ному"
    narrow = "p {width: 3.1cm; font-family: monospace}"
    manuscript = read(printed(f"<p>{broken}</p><p>научно-методического</p>", narrow))
    assert words(manuscript) == (
        ["воспитания", "научно-методический", "кто-нибудь", "межведомственному", "научно-методического"]
    )


def test_columns_with_a_narrow_gutter_are_read_one_after_the_other(printed: Print) -> None:
    items = "".join(f"<p>{number}. {LONG}.</p>" for number in range(1, 13))
    narrow = f"<p>{LONG} сверху.</p><div style='columns:2; column-gap:1em; text-align:left'>{items}</div>"
    first, *others = outline(read(printed(narrow)))
    assert first == f"{LONG} сверху."
    assert others == [f"{number}. {LONG}." for number in range(1, 13)]


def test_columns_are_read_one_after_the_other(printed: Print) -> None:
    body = f"<p>{LONG} сверху.</p><div style='columns:2; column-gap:1cm'><p>{LONG} один.<p>{LONG} два.</div>"
    assert outline(read(printed(body))) == [f"{LONG} сверху.", f"{LONG} один.", f"{LONG} два."]


def test_ruled_tables_are_tables(printed: Print) -> None:
    style = "table {border-collapse: collapse} td {border: 1px solid}"
    body = (
        "<p>до</p><table><tr><td>За<td>Против<td>Итог"
        "<tr><td colspan=2>пять человек<td rowspan=2>7<tr><td>а<td>б"
        "</table><p>после</p>"
    )
    manuscript = read(printed(body, style))
    assert outline(manuscript) == ["до", "За | Против | Итог || пять человек | 7 || а | б", "после"]
    table = manuscript.blocks[1]
    assert isinstance(table, Table)
    assert [(cell.columns, cell.rows) for cell in table.rows[1]] == [(2, 1), (1, 2)]


def test_small_lines_at_the_foot_whose_numbers_have_no_sign_stay(printed: Print) -> None:
    body = f"<p>{LONG}.</p><p style='font-size:9pt'>1 Слова без знака в тексте.</p>"
    manuscript = read(printed(body))
    assert (outline(manuscript)[-1], dict(manuscript.notes)) == ("1 Слова без знака в тексте.", {})


def test_notes_at_the_foot_are_notes_and_their_paragraph_goes_on(printed: Print) -> None:
    note = "<p style='font-size:9pt; text-indent:0'>{0} Сноска {0}, которая кончается {0}.</p>"
    half = "<p>До.</p><p style='break-after:page; text-align-last:justify'>" + LONG + "<sup>{0}</sup> и"
    one = half.format(1) + "</p>"
    body = one.replace("break-after:page", "") + note.format(1) + "<div style='break-after:page'></div>"
    manuscript = read(
        printed(f"{body}<p style='text-indent:0'>далее<sup>2</sup>.</p>{note.format(2)}", STYLES["indented"])
    )
    assert outline(manuscript) == ["До.", f"{LONG}[^1] и далее[^2]."]
    assert {label: [part.text for part in parts] for label, parts in manuscript.notes.items()} == {
        "1": ["Сноска 1, которая кончается 1."],
        "2": ["Сноска 2, которая кончается 2."],
    }


# --- what is around the text

BODY = "".join(f"<p>{at}. {LONG}.</p>" for at in range(1, 25))
PAGE = "стр. <span class=pageNumber></span> из <span class=totalPages></span>"


def test_what_repeats_on_every_page_is_left_out_and_named(printed: Print) -> None:
    manuscript = read(printed(BODY, STYLES["apart"], "Сборник 2022", PAGE))
    assert outline(manuscript) == [f"{at}. {LONG}." for at in range(1, 25)]
    assert manuscript.omissions == (
        Omission(what="header", words="Сборник 2022", times=4),
        Omission(what="page-number", words="стр. # из #", times=4),
    )


def test_what_stands_on_some_pages_or_on_one_stays(printed: Print) -> None:
    manuscript = read(printed("<p>Текст</p>", "", "Сборник", PAGE))
    assert outline(manuscript) == ["Сборник", "Текст", "стр. 1 из 1"]
    manuscript = read(printed("<p>Сборник</p>" + BODY, STYLES["apart"], "Сборник"))
    assert outline(manuscript)[:2] == ["Сборник", f"1. {LONG}."]


def line(text: str, page: int, top: float) -> Line:
    return Line(
        page=page, column="", runs=(Run(text=text),), x0=0, x1=50, top=top, bottom=top + 10, size=10, first=5
    )


def test_a_number_that_counts_pages_may_be_missing_on_the_first() -> None:
    pages = [
        [line("Текст", 1, 50)],
        [line("2", 2, 20), line("5", 2, 50)],
        [line("3", 3, 20), line("и", 3, 50)],
    ]
    kept, found = remove_furniture(pages)
    assert [[part.text for part in page] for page in kept] == [["Текст"], ["5"], ["и"]]
    assert found.listed() == (Omission(what="page-number", words="#", times=2),)


def test_numbers_that_do_not_count_pages_are_text() -> None:
    pages = [[line("1", 1, 50)], [line("7", 2, 50)], [line("9", 3, 50)]]
    assert remove_furniture(pages)[0] == pages


# --- bad input


def test_what_only_the_owner_may_change_can_be_read(printed: Print) -> None:
    def lock(owner: str, user: str) -> Callable[[PdfWriter], None]:
        return lambda writer: writer.encrypt(user, owner, algorithm="AES-256")

    payload = printed("<p>Резолюция форума</p>")
    assert outline(read(rewrite(payload, lock("владелец", "")))) == ["Резолюция форума"]
    assert outcome(rewrite(payload, lock("owner", "secret"))) == "document-locked"


def test_pages_without_text_are_named(printed: Print, browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<h1>Снимок</h1>")
    picture = "data:image/png;base64," + b64encode(page.screenshot()).decode()
    page.close()
    image = f"<img src='{picture}' style='width:100%; height:20cm; break-after:page; display:block'>"
    with pytest.raises(UnreadableDocumentError) as error:
        read_pdf(printed(f"<p style='break-after:page'>Резолюция</p>{image}{image}<p>Подпись"))
    assert (error.value.code, error.value.values) == ("document-scan", {"pages": "2, 3"})


def test_letters_that_no_font_names_are_refused(printed: Print) -> None:
    def forget(writer: PdfWriter) -> None:
        for at in range(len(writer._objects)):  # noqa: SLF001  (pypdf gives no other way to all objects)
            found = writer._objects[at]  # noqa: SLF001
            if isinstance(found, DictionaryObject) and found.get("/Type") == "/Font":
                found.pop(NameObject("/ToUnicode"), None)
            elif isinstance(found, DictionaryObject) and found.get("/Type") == "/FontDescriptor":
                found.pop(NameObject("/FontFile2"), None)

    assert outcome(rewrite(printed("<p>Резолюция форума учителей</p>"), forget)) == "document-damaged"


def swollen() -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(310)) + packer.flush()
    return b"%PDF-1.4\n1 0 obj <</Filter /FlateDecode>> stream\n" + packed + b"\nendstream endobj"


def test_bytes_that_are_no_pdf_are_refused(printed: Print) -> None:
    whole = printed("<p>Резолюция форума</p>")
    assert outcome(b"") == "document-empty"
    assert outcome(b"plain text") == "document-damaged"
    assert outcome(b"%PDF-1.7 and nothing") == "document-damaged"
    assert outcome(b"PK\x03\x04") == "document-kind"
    assert outcome(whole[:200]) == "document-damaged"
    assert outcome(printed("")) == "document-empty"
    assert outcome(swollen()) == "document-swollen"


def test_no_damage_is_a_traceback(printed: Print) -> None:
    whole = printed("<p>Резолюция форума</p>")
    codes = {
        outcome(whole[:cut] + bytes([65 + cut % 50]) + whole[cut + 1 + cut % 7 :])
        for cut in range(9, len(whole), 397)
    }
    assert codes <= {"read", "document-damaged", "document-empty", "document-scan"}
