"""The proof can fail: whatever a page loses, adds or changes is found, with its line and words."""

import ast
from pathlib import Path

import pytest

from svod.content.fidelity import check_fidelity, reference_text, visible_text
from svod.content.sources import Source
from tests.content.sheets import difference, page_of

BODY = """РЕЗОЛЮЦИЯ

Участники рекомендуют:

1. Создать **школьные** музеи.

3. Провести – в мае – уроки _____ мужества.

Школам:

— вести работу[^1].

[^1]: Примечание.
"""


def test_an_honest_page_passes() -> None:
    assert difference(BODY) is None


def test_the_text_of_an_html_table_is_no_markdown() -> None:
    table = "<table>\n<tr><td>2*3*4 и _так_ [x](y) &amp;lt; **б**</td></tr>\n</table>"
    assert difference(f"РЕШИЛИ:\n\n1. По плану:\n\n{table}") is None
    assert reference_text(table) == "2*3*4 и _так_ [x](y) &lt; **б**"


@pytest.mark.parametrize(
    ("old", "new", "line", "expected", "found"),
    [
        ("<strong>школьные</strong> ", "", 5, "школьные музеи. 3. Провести", "музеи. 3. Провести –"),
        ("музеи", "музей", 5, "музеи. 3. Провести –", "музей. 3. Провести –"),
        (">3.<", ">2.<", 7, "3. Провести – в", "2. Провести – в"),
        (">3.<", "><", 7, "3. Провести – в", "Провести – в мае"),
        ("– в мае", "— в мае", 7, "– в мае –", "— в мае –"),
        (">—<", ">–<", 11, "— вести работу1. 1", "– вести работу1. 1"),
        ("в мае", "мае в", 7, "в мае – уроки", "мае в – уроки"),
        ("_____", "____", 7, "_____ мужества. Школам: —", "____ мужества. Школам: —"),
        (
            "Участники",
            "Мы, участники",
            3,
            "Участники рекомендуют: 1. Создать",
            "Мы, участники",
        ),
        ("РЕЗОЛЮЦИЯ", "РЕЗОЛЮ-ЦИЯ", 1, "РЕЗОЛЮЦИЯ Участники рекомендуют: 1.", "РЕЗОЛЮ-ЦИЯ Участники"),
        (
            "рекомендуют:",
            "рекомендуют: рекомендуют:",
            5,
            "1. Создать школьные музеи.",
            "рекомендуют: 1. Создать",
        ),
        ("Примечание.", "", 13, "Примечание.", "…"),
        ("Примечание.", "Примечание. Ещё.", 13, "…", "Ещё."),
        (" data-fidelity", "", 1, "РЕЗОЛЮЦИЯ Участники рекомендуют: 1.", "…"),
    ],
)
def test_a_change_on_the_page_is_reported_at_its_line(
    old: str, new: str, line: int, expected: str, found: str
) -> None:
    page = page_of(BODY)
    assert old in page
    diagnostic = difference(BODY, page.replace(old, new, 1))
    assert diagnostic is not None
    values = dict(diagnostic.values)
    assert (diagnostic.code, diagnostic.line) == ("fidelity", line)
    assert values["source"] == expected
    assert values["page"].startswith(found)


@pytest.mark.parametrize(
    "change",
    [
        ("музеи", "<i>музеи</i>"),
        ("музеи.", "музеи.\n   "),
        ("Школам", "&#1064;колам"),
        ("<h1>", '<h1 lang="ru">'),
    ],
)
def test_a_change_that_no_reader_sees_is_none(change: tuple[str, str]) -> None:
    page = page_of(BODY)
    assert change[0] in page
    assert difference(BODY, page.replace(*change, 1)) is None


def test_the_line_counts_from_the_top_of_the_file() -> None:
    source = Source(path="a.md", text="---\nx: 1\n---\nПервое.\n\nВторое.\n")
    page = "<div data-fidelity><p>Первое.</p><p>Иное.</p></div>"
    diagnostic = check_fidelity(source, "Первое.\n\nВторое.\n", 4, page)
    assert diagnostic is not None
    assert diagnostic.line == 6
    assert diagnostic.excerpt[-1] == "Второе."


def test_only_the_element_of_the_act_counts() -> None:
    page = "<p>до</p><div data-fidelity><div>а</div> <div><div>б</div></div></div><div>после</div>"
    assert visible_text(page) == "а б"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("1. А\n3. Б", "1. А 3. Б"),
        ("# А\n\n## **Б** ##", "А Б"),
        ("#слово", "#слово"),
        (r"\_\_\_ \* \#", "___ * #"),
        ("«__» ____ 20__ г.", "«__» ____ 20__ г."),
        ("**А****Б**", "А Б"),
        ("[сайт](https://a.ru/x_(y)) ![герб](g.png)", "сайт"),
        ("| а | б |\n|---|---|\n| в | г |", "а б в г"),
        ("> а\n> > б", "а б"),
        ("`*а*`", "*а*"),
        ("```\n**а**\n```", "**а**"),
        ("а<!-- б -->в<script>г</script>", "ав"),
        ("&laquo;А&raquo; &region=1", "«А» &region=1"),
        ("А[^1]\n\n[^1]: Б\n\nВ", "А1 В 1 Б"),
        ("А[^1]\n[^1]: Б\n    б\nВ", "А1 В 1 Б б"),
        ("2 * 3 * 4 и *курсив*", "2 * 3 * 4 и курсив"),
    ],
)
def test_the_reference_is_the_source_without_marks(source: str, text: str) -> None:
    assert reference_text(source) == text


def test_the_two_paths_share_no_code() -> None:
    tree = ast.parse(Path("svod/content/fidelity.py").read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in imported if name and name.startswith("svod.")} == {
        "svod.content.sources",
        "svod.diagnostics",
    }
