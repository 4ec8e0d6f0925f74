"""The Markdown dialect of acts: every trap of ordinary Markdown, and what is printed instead."""

import re

import pytest

from svod.content.blocks import parse_document
from svod.content.document import Insert
from svod.content.markup import MarkdownRenderer
from tests.content.sheets import act, difference, outline, render

INTRODUCED = "РЕЗОЛЮЦИЯ\n\nУчастники предлагают:\n\n"


def provisions(body: str) -> list[tuple[str, str]]:
    document = parse_document(INTRODUCED + body)
    return [(provision.marker, provision.text) for provision in document.provisions]


@pytest.mark.parametrize(
    ("line", "marker", "text"),
    [
        ("1. Одобрить", "1.", "Одобрить"),
        ("1.Одобрить", "1.", "Одобрить"),
        ("1.«Одобрить»", "1.", "«Одобрить»"),
        ("12) Одобрить", "12)", "Одобрить"),
        ("1.1. одобрить", "1.1.", "одобрить"),
        ("1.1.1. Одобрить", "1.1.1.", "Одобрить"),
        ("1.1 Одобрить", "1.1", "Одобрить"),
        ("(1) Одобрить", "(1)", "Одобрить"),
        ("(а) одобрить", "(а)", "одобрить"),
        ("а) одобрить", "а)", "одобрить"),
        ("ё) одобрить", "ё)", "одобрить"),
        ("IV. Одобрить", "IV.", "Одобрить"),
        ("- одобрить", "-", "одобрить"),
        ("– одобрить", "–", "одобрить"),
        ("— одобрить", "—", "одобрить"),
        ("• одобрить", "•", "одобрить"),
        ("* одобрить", "*", "одобрить"),
        ("–одобрить", "–", "одобрить"),
        ("-\tодобрить", "-", "одобрить"),
        ("-\u00a0одобрить", "-", "одобрить"),
        ("\t- одобрить", "-", "одобрить"),
        ("    1. Одобрить", "1.", "Одобрить"),
        ("**1.** Одобрить", "1.", "Одобрить"),
        ("**1. Одобрить**", "1.", "**Одобрить**"),
        ("1. **Одобрить** опыт", "1.", "**Одобрить** опыт"),
    ],
)
def test_a_marker_at_the_start_of_a_line_is_kept_as_printed(line: str, marker: str, text: str) -> None:
    assert provisions(line) == [(marker, text)]
    assert difference(INTRODUCED + line) is None


@pytest.mark.parametrize(
    "line",
    [
        "2016. Год литературы прошёл с успехом.",
        "12.09.2016 состоялся Пленум.",
        "1.5 млн рублей выделено школам.",
        "-5 градусов было утром.",
        "г. Смоленск принимал гостей.",
        "А. Иванов выступил с докладом.",
        "№ 1. Школа открыта.",
        "1 сентября начался год.",
        "#слово дня.",
        "*слово со звёздочкой.",
        "1\\. Не пункт.",
        "\\- не пункт.",
        "_____",
        "\\_\\_\\_",
        "---",
        "* * *",
        "—————",
    ],
)
def test_what_only_looks_like_a_marker_is_text(line: str) -> None:
    body = f"Школы работали весь год.\n\n{line}"
    assert parse_document(body).provisions == ()
    assert len(parse_document(body).preamble) == 2
    assert not re.search(r"<(?:ol|ul|hr|h\d|pre)\b", render(body))
    assert difference(body) is None


@pytest.mark.parametrize(
    ("body", "markers"),
    [
        ("1. А\n3. Б\n4. В", ["1.", "3.", "4."]),
        ("1. А\n\n3. Б\n\n4. В", ["1.", "3.", "4."]),
        ("10. А\n9. Б\n9. В", ["10.", "9.", "9."]),
        ("- а\n– б\n— в\n• г", ["-", "–", "—", "•"]),
        ("- а\n\n– б\n\n— в", ["-", "–", "—"]),
        ("1) А\n2) Б\n4) В", ["1)", "2)", "4)"]),
        ("а) а\nв) б", ["а)", "в)"]),
    ],
)
def test_a_list_keeps_its_gaps_and_its_mixed_glyphs(body: str, markers: list[str]) -> None:
    assert [marker for marker, _ in provisions(body)] == markers
    shown = re.findall(r'<span class="marker">([^<]*)</span>', render(INTRODUCED + body))
    assert shown == markers


def test_a_list_needs_no_blank_line_before_it() -> None:
    assert outline("Школы работали.\nУчастники предлагают:\n1. Одобрить.\n– поддержать.") == (
        "p1 Школы работали.\nУчастники предлагают:\ni1 1. Одобрить.\n  i1-i1 – поддержать."
    )


@pytest.mark.parametrize("indent", ["\t", "    ", "  ", "\u00a0\u00a0"])
def test_indentation_before_a_paragraph_is_nothing(indent: str) -> None:
    assert render(f"Начало.\n\n{indent}Абзац.") == '<p id="p1">Начало.</p>\n<p id="p2">Абзац.</p>'


def test_an_indented_line_begins_a_paragraph() -> None:
    assert outline("\tПервый абзац.\n\tВторой абзац\nс продолжением.") == (
        "p1 Первый абзац.\np2 Второй абзац\nс продолжением."
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("участие _____ педагогов.", "_____"),
        (r"участие \_\_\_\_\_ педагогов.", "_____"),
        ("подпись ___.", "___"),
        ("_________", "_________"),
    ],
)
def test_a_blank_is_marked_up_and_read_aloud(text: str, shown: str) -> None:
    assert f'<span aria-label="не заполнено" class="blank" role="img">{shown}</span>' in render(
        f"А.\n\n{text}"
    )
    assert difference(text) is None


@pytest.mark.parametrize(
    "date",
    [
        "«__» ____ 20__ г.",
        "«_» ______ 20_ г.",
        "«_ _» _ _ 20_ _ г.",
        "№ __ от __.__.20__",
        "а_б и в_г",
        "х_1_2",
    ],
)
def test_underscores_that_embrace_no_words_are_printed(date: str) -> None:
    body = f"Школы работали.\n\nПринято {date} на форуме."
    shown = re.sub("<[^>]*>", "", render(body))
    assert f"Принято {date} на форуме." in shown
    assert difference(body) is None


@pytest.mark.parametrize(
    ("source", "rendered"),
    [
        ("**жирно** и *курсив*", "<strong>жирно</strong> и <em>курсив</em>"),
        ("__жирно__ и _курсив_", "<strong>жирно</strong> и <em>курсив</em>"),
        ("**жирно **слово", "<strong>жирно </strong>слово"),
        ("**«Школа»**открыта", "<strong>«Школа»</strong>открыта"),
        ("**а *б* в**", "<strong>а <em>б</em> в</strong>"),
        ("***оба***", "<strong><em>оба</em></strong>"),
        ("**А****Б**", "<strong>А</strong> <strong>Б</strong>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("срок *) и **)", "срок *) и **)"),
        ("[сайт](https://a.ru/x_y_z)", '<a href="https://a.ru/x_y_z">сайт</a>'),
        ("<https://a.ru/>", '<a href="https://a.ru/">https://a.ru/</a>'),
        ("https://a.ru/_b_?region=67&copy=1", "https://a.ru/_b_?region=67&amp;copy=1"),
        ("![герб](gerb.png)", '<img alt="герб" src="gerb.png">'),
        ("`код_x` и `*`", "<code>код_x</code> и <code>*</code>"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("&laquo;А&raquo;", "«А»"),
        ("мо\u00adло\u00adдёжь и\u00a0школа", "мо\u00adло\u00adдёжь и\u00a0школа"),
        ("строка  \nстрока", "строка<br>строка"),
        ("строка\\\nстрока", "строка<br>строка"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
    ],
)
def test_marks_inside_a_paragraph(source: str, rendered: str) -> None:
    assert MarkdownRenderer("не заполнено").inline(source) == rendered
    assert difference(f"Начало.\n\nСлово {source}.") is None


@pytest.mark.parametrize(
    ("source", "rendered"),
    [
        ("<b onclick='x()'>А</b>", "<b>А</b>"),
        ('<a href="javascript:x()">А</a>', "<a>А</a>"),
        ("[А](javascript:alert(1))", "<a>А</a>"),
        ("[А](data:text/html,x)", "<a>А</a>"),
        ("<img src=a.png onerror=x()>", '<img src="a.png">'),
        ("<span style='color:red'>А</span>", "<span>А</span>"),
        ("<font color=red>А</font>", "А"),
        ("А<script>x()</script>", "А"),
        ("А<style>p{}</style>", "А"),
    ],
)
def test_html_inside_a_paragraph_is_cleaned(source: str, rendered: str) -> None:
    assert MarkdownRenderer("не заполнено").inline(source) == rendered
    assert difference(f"Начало.\n\nСлово {source}.") is None


@pytest.mark.parametrize(
    "block",
    [
        "<script>alert('1. пункт')</script>",
        "<script>\n\n1. пункт\n\n</script>",
        "<iframe src='https://a.ru'></iframe>",
        "<form action='/x'></form>",
        "<!-- 1. пункт -->",
        "<style>\n\np { color: red }\n</style>",
    ],
)
def test_a_block_of_foreign_html_leaves_nothing(block: str) -> None:
    body = f"Начало.\n\n{block}\n\nКонец."
    assert re.sub("<[^>]*>", "", render(body)).split() == ["Начало.", "Конец."]
    assert not re.search(r"<(?:script|iframe|form|style)|<!--", render(body))
    assert difference(body) is None


@pytest.mark.parametrize(
    ("block", "part"),
    [
        ("| Мера | Срок |\n|:-----|-----:|\n| Совет | 2020 |", '<td class="right">2020</td>'),
        ("> 1. Цитата\n> 3. с номерами", "<p>1. Цитата\n3. с номерами</p>"),
        ("```\n1. как есть\n* да\n```", "<pre><code>1. как есть\n* да\n</code></pre>"),
        ("<table><tr><td>1. А</td></tr></table>", "<td>1. А</td>"),
        ("<div onclick='x()'>А</div>", "<div>А</div>"),
    ],
)
def test_blocks_outside_the_grammar_are_kept(block: str, part: str) -> None:
    body = f"Начало.\n\n{block}\n\nКонец."
    insert = parse_document(body).preamble[1]
    assert isinstance(insert, Insert)
    assert insert.text == block
    assert part in render(body)
    assert difference(body) is None


def test_a_table_between_provisions_belongs_to_the_one_above() -> None:
    table = "| Мера | Срок |\n|---|---|\n| Совет | 2020 |"
    assert outline(f"{INTRODUCED}1. Утвердить план:\n\n{table}\n\n2. Провести.") == (
        "title | РЕЗОЛЮЦИЯ\np1 Участники предлагают:\n"
        f"i1 1. Утвердить план:\n  i1-t1 {table}\ni2 2. Провести."
    )


def test_a_footnote_is_linked_both_printed_and_proved() -> None:
    body = "Школы[^1] работали.\n\n[^1]: Все **школы**\n    области.\nИтог."
    rendered = render(body)
    assert '<sup class="footnote"><a href="#fn-1">1</a></sup>' in rendered
    assert '<li id="fn-1"><span class="marker">1</span> <span class="text">Все <strong>' in rendered
    assert '<p id="p2">Итог.</p>' in rendered
    assert difference(body) is None


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("**РЕЗОЛЮЦИЯ**  \n**форума**", ["РЕЗОЛЮЦИЯ", "форума"]),
        ("РЕЗОЛЮЦИЯ\nфорума", ["РЕЗОЛЮЦИЯ", "форума"]),
        ("РЕЗОЛЮЦИЯ\\\nфорума", ["РЕЗОЛЮЦИЯ", "форума"]),
        ("# РЕЗОЛЮЦИЯ\n## форума", ["РЕЗОЛЮЦИЯ", "форума"]),
        ("**РЕЗОЛЮЦИЯ****форума**", ["РЕЗОЛЮЦИЯ", "форума"]),
        ("РЕЗОЛЮЦИЯ\n---\nфорума", ["РЕЗОЛЮЦИЯ", "---", "форума"]),
    ],
)
def test_heading_lines_keep_their_line_breaks(body: str, lines: list[str]) -> None:
    assert [line.text for line in parse_document(body).preface] == lines
    shown = render(body).replace("\n", "").split("<br>")
    assert [re.sub("<[^>]*>", "", line) for line in shown] == lines
    assert difference(body) is None


@pytest.mark.parametrize(
    "label",
    [
        "**Школам:**",
        "**Школам**:",
        "**Школам**",
        "Школам:",
        "### Школам",
        "### **Школам:**",
        "### Школам: ###",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_bold_plain_and_heading_addressees_are_the_same(label: str, gap: str) -> None:
    (group,) = parse_document(f"{INTRODUCED}{label}{gap}- создать музеи;\n- вести уроки.").groups
    assert re.sub(r"[*:]", "", group.label) == "Школам"
    assert [provision.text for provision in group.provisions] == ["создать музеи;", "вести уроки."]


@pytest.mark.parametrize("label", ["**Школам:**", "### Школам:", "Школам:", "**Школам**"])
def test_provisions_under_an_addressee_need_no_markers(label: str) -> None:
    body = f"{INTRODUCED}{label}\n\nсоздать музеи;\n\nвести уроки.\n\nТаким образом, всё решено."
    assert outline(body).split("\n")[2:] == [
        f"a1 {label.strip('*# ')}",
        "  a1-i1 создать музеи;",
        "  a1-i2 вести уроки.",
        "c1 Таким образом, всё решено.",
    ]


@pytest.mark.parametrize(
    ("body", "tree"),
    [
        ("- а\n  - б\n    - в\n- г", "i1 - а\n  i1-i1 - б\n    i1-i1-i1 - в\ni2 - г"),
        ("- а\n\t- б\n- г", "i1 - а\n  i1-i1 - б\ni2 - г"),
        ("- а\n - б", "i1 - а\ni2 - б"),
        ("1. А\n1.1. б\n1.2. в\n2. Г", "i1 1. А\n  i1-i1 1.1. б\n  i1-i2 1.2. в\ni2 2. Г"),
        (
            "1. А\n1) б\nа) в\n- г\n2. Д",
            "i1 1. А\n  i1-i1 1) б\n    i1-i1-i1 а) в\n      i1-i1-i1-i1 - г\ni2 2. Д",
        ),
        ("I. А\n1. Б\nII. В\n1. Г", "i1 I. А\n  i1-i1 1. Б\ni2 II. В\n  i2-i1 1. Г"),
        ("- а\n1. Б", "i1 - а\ni2 1. Б"),
    ],
)
def test_lists_nest_by_indentation_and_by_kind_of_marker(body: str, tree: str) -> None:
    assert outline(INTRODUCED + body).split("\n", 2)[2] == tree


def test_a_paragraph_between_provisions_continues_the_first() -> None:
    assert outline(f"{INTRODUCED}1. Создать совет.\n\nСрок – май.\n\n2. Одобрить.").split("\n")[2:] == [
        "i1 1. Создать совет.",
        "  i1-t1 Срок – май.",
        "i2 2. Одобрить.",
    ]


def test_a_long_line_is_a_paragraph_of_its_own() -> None:
    first, second = "слово " * 30 + "конец", "другое " * 30 + "конец"
    assert outline(f"{first}.\n{second}.\nКороткий.") == f"p1 {first}.\np2 {second}.\np3 Короткий."


def test_wrapped_lines_are_one_paragraph_and_a_doubtful_one_is_reported() -> None:
    document = parse_document("Школы работали\nвесь год.\nИтоги подведены.", first_line=9)
    assert [block.line for block in document.preamble] == [9]
    assert document.joined == (11,)


def test_a_marker_without_space_is_shown_without_one() -> None:
    assert '<span class="marker">1.</span><span class="text">Одобрить' in render("1.Одобрить\n2. Провести")
    assert '<span class="marker">2.</span> <span class="text">Провести' in render("1.Одобрить\n2. Провести")


def test_a_provision_that_leads_to_others_names_an_addressee() -> None:
    assert act("1. Школам:\n– создать музеи.\n2. Одобрить.").document.addressees == ("Школам:",)


def test_editors_pages_are_ordinary_markdown() -> None:
    rendered = MarkdownRenderer("не заполнено").page("## Часть\n\n1. один\n2. два\n\n<script>x</script>")
    assert rendered == "<h2>Часть</h2>\n<ol>\n<li>один</li>\n<li>два</li>\n</ol>"


@pytest.mark.parametrize("label", ["**На федеральном уровне:**", "### На федеральном уровне:"])
def test_a_label_above_an_addressee_is_no_addressee(label: str) -> None:
    body = f"{INTRODUCED}{label}\n\n**Школам:**\n\n1. Вести работу."
    assert outline(body).split("\n")[2:] == [
        f"t1 {label.removeprefix('### ')}",
        "a1 Школам:",
        "  a1-i1 1. Вести работу.",
    ]


def test_a_table_below_the_formula_is_a_table() -> None:
    table = "| Мера | Срок |\n|---|---|\n| Совет | 2020 |"
    assert outline(f"{INTRODUCED}{table}").split("\n", 2)[2] == f"t1 {table}"
    assert "<td>Совет</td>" in render(INTRODUCED + table)


@pytest.mark.parametrize("block", ["> цитата", "| Мера | Срок |\n|---|---|\n| Совет | 2020 |"])
@pytest.mark.parametrize("following", ["3. Провести уроки.", "– провести уроки."])
def test_a_provision_right_after_a_block_is_not_swallowed(block: str, following: str) -> None:
    body = f"{INTRODUCED}1. Создать музеи.\n{block}\n{following}"
    assert [text for _, text in provisions(f"1. Создать музеи.\n{block}\n{following}")] == [
        "Создать музеи.",
        following.split(" ", 1)[1],
    ]
    assert difference(body) is None
