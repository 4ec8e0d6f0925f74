"""Pages of dying sites and of Word: what they print, and nothing that was around it."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svod.importers.html.reader import read_html
from svod.importers.manuscript import Manuscript, Omission, Table, UnreadableDocumentError
from tests.importers.manuscripts import outline, words


def read(text: str) -> Manuscript:
    """Read a page, whose two readings must agree."""
    manuscript = read_html(text.encode())
    assert words(manuscript) == manuscript.witness.split()
    return manuscript


def refused(payload: bytes) -> str:
    with pytest.raises(UnreadableDocumentError) as error:
        read_html(payload)
    return error.value.code


def outcome(payload: bytes) -> str:
    try:
        read_html(payload)
    except UnreadableDocumentError as error:
        return error.code
    return "read"


# --- encodings


@pytest.mark.parametrize("said", ["windows-1251", "utf-8", "koi8-r", ""])
@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "utf-8", "utf-16", "iso8859_5"])
def test_letters_count_more_than_what_a_page_says_of_them(encoding: str, said: str) -> None:
    page = f"<html><head><meta charset='{said}'><title>т</title><body><p>Резолюция форума учителей школ</p>"
    assert outline(read_html(page.encode(encoding))) == ["Резолюция форума учителей школ"]


def test_a_page_in_another_language_is_read_as_it_says() -> None:
    page = "<meta content='text/html; charset=windows-1252'><p>Für Schüler geöffnet: Bücher"
    manuscript = read_html(page.encode("cp1252"))
    assert (outline(manuscript), manuscript.encoding) == (["Für Schüler geöffnet: Bücher"], "windows-1252")


# --- what is printed


def test_looks_breaks_and_spaces() -> None:
    page = """<p>Рекоменд<b>ова</b>ть,&nbsp; <i>пору-&shy;чить</i><br>
    и <span style="font-weight: 700">за<em>пре</em></span>тить
    <p>H<sub>2</sub>O и м<sup>2</sup><br><br>Новый   абзац<br>
    и строка"""
    assert outline(read(page)) == [
        "Рекоменд**ова**ть,~ *пору-чить*↵и **за*****пре***тить",
        "Hsub(2)O и мsup(2)",
        "Новый абзац↵и строка",
    ]


def test_headings_quotations_and_verse() -> None:
    page = (
        "<h2>Решение</h2><blockquote><p>Слово</p></blockquote><pre>один\n  два</pre><dl><dt>а<dd>б</dl>в<hr>г"
    )
    assert outline(read(page)) == ["##Решение".replace("##", "## "), "Слово", "один↵два", "а", "б", "в", "г"]


def test_links_keep_addresses_that_lead_out() -> None:
    page = (
        "<p><a href='https://a.ru/b'>один</a> <a href='/news/1'>два</a> <a href='#_f1'>[1]</a> <a id=x>т</a>"
    )
    assert outline(read(page)) == ["<один https://a.ru/b> два [1] т"]


LISTS = [
    ("<ol><li>а<li>б</ol>", ["[1.] а", "[2.] б"]),
    ("<ol start=3><li>а<li value=7>б<li>в</ol>", ["[3.] а", "[7.] б", "[8.] в"]),
    ("<ol reversed><li>а<li>б</ol>", ["[2.] а", "[1.] б"]),
    ("<ol type=a start=26><li>а<li>б</ol>", ["[z.] а", "[aa.] б"]),
    ("<ol type=I start=4><li>а<li type=a>б</ol>", ["[IV.] а", "[e.] б"]),
    ("<ol style='list-style-type: upper-roman'><li>а</ol>", ["[I.] а"]),
    ("<ol style='list-style: lower-latin inside'><li>а</ol>", ["[a.] а"]),
    ("<ol style='list-style-type:lower-cyrillic' start=9><li>а<li>б</ol>", ["[9.] а", "[10.] б"]),
    ("<ol style='list-style-type: none'><li>1) а<li>2) б</ol>", ["1) а", "2) б"]),
    ("<style>ol.n {list-style-type:none}</style><ol class='x n'><li>а</ol>", ["а"]),
    ("<ul><li>а<ul><li>б<ul><li>в</ul></ul><li>г</ul>", ["[•] а", ">[◦] б", ">>[▪] в", "[•] г"]),
    ("<ul style='list-style-type: \"– \"'><li>а</ul>", ["[–] а"]),
    ("<ol><li><p>а</p><p>б</p><ol type=a><li>в</ol>г<li>д</ol>", ["[1.] а", "б", ">[a.] в", "г", "[2.] д"]),
    ("<ol><li><ol><li>а</ol><li></ol>", ["[1.] ", ">[1.] а", "[2.] "]),
    ("<li>а", ["[•] а"]),
]  # fmt: skip


@pytest.mark.parametrize(("page", "expected"), LISTS)
def test_items_have_the_numbers_that_browsers_print(page: str, expected: list[str]) -> None:
    assert outline(read(page)) == expected


def test_quotation_marks_that_browsers_print_are_printed() -> None:
    manuscript = read("<p>Форум <q>Школа</q>, <b><q>Музей</q></b></p>")
    assert outline(manuscript) == ["Форум «Школа», **«Музей»**"]
    assert manuscript.witness.split() == words(manuscript)


def test_numbers_of_style_sheets_cannot_be_known_and_that_is_said() -> None:
    page = "<style>li {counter-increment: item} li:before {content: counter(item)}</style><ol><li>Слово</ol>"
    assert Omission(what="style-numbers") in read(page).omissions


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<!--[if gte mso 9]><xml><o:p>невидимое</o:p></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm} --></style></head>
<body lang=RU><div class=WordSection1>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>
<b><span style='mso-fareast-font-family:"Times New Roman"'><span
style='mso-list:Ignore'>1.<span style='font:7.0pt
"Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span></b><![endif]>Принять<o:p></o:p> план</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]>
<span style='mso-list:Ignore'>а)<span
style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>на <st1:metricconverter
ProductID="5 км">5 км</st1:metricconverter></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]>
<span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span>
<![endif]>учесть</p>
<p class=MsoNormal><span style='display:none;mso-hide:all'>скрыто</span>
<s>Видно</s><a href="#_ftn1"><span>[1]</span></a></p>
</div></body></html>"""


def test_numbers_that_word_printed_are_markers() -> None:
    manuscript = read(WORD)
    assert outline(manuscript) == ["[1.] Принять план", ">[а)] на 5 км", "[•] учесть", "~Видно~[1]"]
    assert manuscript.omissions == (Omission(what="hidden", words="скрыто"),)


def test_tables_keep_spans_and_tables_of_layout_do_not_count() -> None:
    page = """<table><tr><td>меню<td><table><caption>Итог</caption><thead><tr><th>За<th>Против</thead>
    <tr><td colspan=2>5<td rowspan=2>6</tr></table></table><table><tr><td><p>один</table>"""
    manuscript = read(page)
    assert outline(manuscript) == ["меню", "Итог", "За | Против || 5 | 6", "один"]
    table = manuscript.blocks[2]
    assert isinstance(table, Table)
    assert table.head
    assert [(cell.columns, cell.rows) for cell in table.rows[1]] == [(2, 1), (1, 2)]


# --- what is around the text

SITE = """<!DOCTYPE html><html><head><title>Сайт</title><style>p {}</style></head><body>
<header>Шапка<nav>Меню</nav></header><form><input value=поиск><button>Найти</button> искать</form>
<script>document.write("<p>скрипт</p>")</script><aside>Сбоку</aside><noscript>без скриптов</noscript>
TEXT<footer>Низ</footer></body></html>"""


def test_what_a_site_puts_around_its_text_is_left_out_and_named() -> None:
    manuscript = read(SITE.replace("TEXT", "<p>Текст <img src=a.png alt='Герб'>"))
    assert outline(manuscript) == ["Текст"]
    assert {(omission.what, omission.words) for omission in manuscript.omissions} == {
        ("header", "Шапка Меню"),
        ("navigation", "Найти искать"),
        ("navigation", "Сбоку"),
        ("footer", "Низ"),
        ("picture", "Герб"),
    }


@pytest.mark.parametrize("tag", ["main", "article"])
def test_the_main_part_of_a_page_is_taken_with_its_own_header(tag: str) -> None:
    text = f"<div>вокруг</div><{tag}><header><h1>Резолюция</h1></header><p>Текст</{tag}>"
    manuscript = read(SITE.replace("TEXT", text))
    assert outline(manuscript) == ["# Резолюция", "Текст"]
    assert manuscript.omissions[0].words.startswith("Шапка")


def test_a_form_around_the_whole_page_is_the_page() -> None:
    assert outline(
        read("<form id=aspnetForm><p>Весь текст страницы</p><select><option>1</select></form>")
    ) == ["Весь текст страницы"]


def test_what_stands_after_the_end_of_the_body_is_read() -> None:
    assert outline(read("<html><body><p>один</body><p>два</html><p>три")) == ["один", "два", "три"]


# --- bad input


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"", "document-empty"),
        (b"<html><body><img src=a.png></body></html>", "document-empty"),
        (b"<!-- -->", "document-empty"),
        (b"PK\x03\x04...", "document-kind"),
        (b"%PDF-1.4", "document-kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "document-old"),
        ("<p>Резолюция".encode() + b"\xd0<p>", "document-damaged"),
        (b"<div>" * 100_000 + b"x", "document-damaged"),
        (b"<p " + b"a=1 " * 100_000 + b">x", "document-damaged"),
    ],
)
def test_bytes_that_are_no_page_are_refused(payload: bytes, code: str) -> None:
    assert refused(payload) == code


@pytest.mark.parametrize(
    "piece",
    ["<b>", "<p><b>", "<a href=x>", "<!--", "<![if !supportLists]>", "<script>", "<br>", "<li>", "&", "\n ",
     "<a \"'", "<style>@media ", "<style>a{", "<style>/*", "<meta ", "<form>", "<td>", "&#x"],
)  # fmt: skip
def test_no_page_takes_longer_than_its_length_allows(piece: str) -> None:
    started = process_time()
    assert outcome(f"<p>слово{piece * 20_000}слово".encode()) in ("read", "document-damaged")
    assert process_time() - started < 3


PIECES = [
    *("<p>", "</p>", "<ol start=5>", "</ol>", "<li>", "<table>", "<tr>", "<td colspan=x>", "</table>", "<b>"),
    *("</i>", "<nav>", "</nav>", "<main>", "<br>", "<![if !supportLists]>", "<![endif]>", "&amp", "&#0;"),
    *(
        "<",
        ">",
        "слово ",
        "<p style='mso-list:l0 level9'>",
        "<h9>",
        "<h1>",
        "\0",
        "<style>",
        "<form>",
        "<pre>",
    ),
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_soup_of_tags_is_a_traceback(page: str) -> None:
    assert outcome(page.encode()) in ("read", "document-empty", "document-damaged")
