"""What is indexed of an act is what its page shows: no word glued, lost or added, and no mark."""

import re

import pytest
from hypothesis import given, settings

from svod.archive.library import build_library
from svod.content.authorities import Authorities
from svod.content.blocks import parse_document
from svod.content.fidelity import visible_text
from svod.content.sources import Source, find_files, read_source
from svod.search.entries import Passage, find_passages, numbered_acts
from tests.archive.libraries import AUTHORITIES, make_act
from tests.conftest import ROOT
from tests.content.sheets import act, page_of
from tests.content.test_properties import bodies

HEAD = "РЕЗОЛЮЦИЯ\n\nРЕШИЛИ:\n\n"
RICH = ROOT / "tests/sites/rich"
_REFERENCE = re.compile(r'<sup class="footnote">.*?</sup>')
_WORD = re.compile(r"[^\W_]+")


def passages(body: str, authorities: Authorities = AUTHORITIES) -> list[Passage]:
    return list(find_passages(parse_document(body), authorities))


def indexed_words(body: str) -> list[str]:
    return _WORD.findall(" ".join(passage.text for passage in passages(body)))


def shown_words(body: str) -> list[str]:
    """Return the words of the page; references to footnotes are not indexed."""
    return _WORD.findall(visible_text(_REFERENCE.sub("", page_of(body))))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**отметили****важное** слово\\\nна новой", "отметили важное слово на новой"),
        ("Тест<br>перенос и<br/>ещё", "Тест перенос и ещё"),
        ("раз<!-- <b>не</b> видно -->два<script>x < 1</script>", "раздва"),
        ("*единогласно*, ***дважды*** и **так *и* так**", "единогласно, дважды и так и так"),
        ("сло*во* и 2*3*4, звёздочка * одна, *5 дней*", "слово и 2*3*4, звёздочка * одна, 5 дней"),
        (r"\*не курсив\* и \[не ссылка\](а)", "*не курсив* и [не ссылка](а)"),
        ("`код` и ``с ` чертой`` и `*как_есть* &amp; <b>`", "код и с ` чертой и *как_есть* &amp; <b>"),
        ("*курсив с `кодом`* и _`код`_", "курсив с кодом и код"),
        ("[ссылку (внешнюю)](https://ru.org/Тест_(значение)) тут", "ссылку (внешнюю) тут"),
        ("[**раз**](http://y.ru 'т') и <https://a.ru/b_c_d>", "раз и https://a.ru/b_c_d"),
        ("до ![подпись](stamp.png) после", "до после"),
        ("слово[^1] и &laquo;ещё&raquo;&nbsp;одно", "слово и «ещё» одно"),
        ("«__» ____ 20__ г. и \\_\\_\\_\\_", "«__» ____ 20__ г. и ____"),
    ],
)
def test_a_text_is_indexed_without_its_marks(text: str, plain: str) -> None:
    body = f"{HEAD}1. {text}\n"
    assert passages(body)[-1].text == f"1. {plain}"
    assert indexed_words(body) == shown_words(body)


@pytest.mark.parametrize(
    ("insert", "plain"),
    [
        ("> Цитата *первая*\n> > вторая строка", "Цитата первая вторая строка"),
        ("```\nif (a_b_c) { *x* }\n```", "if (a_b_c) { *x* }"),
        ("| раз | **два** |\n|:---|---:|\n| а\\|б | `в` |", "раз два а|б в"),
        ("раз | два\n--- | ---\nтри | четыре", "раз два три четыре"),
        ("<table><tr><td>ячейка</td><td>вторая</td></tr></table>", "ячейка вторая"),
    ],
)
def test_an_insert_is_indexed_without_its_marks(insert: str, plain: str) -> None:
    body = f"{HEAD}1. Раз.\n\n{insert}\n\n2. Два.\n"
    assert plain in [passage.text for passage in passages(body)]
    assert indexed_words(body) == shown_words(body)


def test_a_heading_and_a_label_are_indexed_without_their_marks() -> None:
    body = "**РЕЗОЛЮЦИЯ****форума**\n*съезда* Союза\n\n**Органам****управления:**\n\n1. Раз.\n"
    heading, label, provision = passages(body)
    assert heading.text == "РЕЗОЛЮЦИЯ форума съезда Союза"
    assert (label.text, provision.addressee) == ("Органам управления:", "Органам управления:")
    assert indexed_words(body) == shown_words(body)


@settings(max_examples=300, deadline=None)
@given(bodies)
def test_the_words_indexed_are_the_words_of_the_page(body: str) -> None:
    assert indexed_words(body) == shown_words(body)


def test_the_words_indexed_of_a_rich_site_are_those_of_its_pages() -> None:
    paths, faults = find_files(RICH, "content/resolutions", ".md")
    assert (len(paths) > 3, faults) == (True, [])
    for path in paths:
        source = read_source(RICH, path)
        assert isinstance(source, Source)
        body = source.text.split("\n---\n", 1)[1]
        assert indexed_words(body) == shown_words(body)


def test_only_a_known_addressee_is_whom_the_provisions_below_it_ask() -> None:
    body = "Школам:\n\n1. Раз.\n2. Вести учёт:\n   а) часов;\n   б) дней.\n3. Семьям:\n   а) читать.\n"
    asked = {passage.text: passage.addressee for passage in passages(f"РЕЗОЛЮЦИЯ\n\n{body}")}
    assert (asked["а) часов;"], asked["3. Семьям:"]) == ("Школам:", "Школам:")
    assert asked["а) читать."] == "Семьям:"
    assert act(f"РЕЗОЛЮЦИЯ\n\n{body}").act.addressees == ("Школам:", "Вести учёт:", "Семьям:")


def test_a_footnote_can_be_linked_to() -> None:
    body = f"{HEAD}1. Раз[^7].\n\n[^7]: Сноска *первая*.\n"
    footnote = passages(body)[-1]
    assert footnote == Passage(anchor="fn-7", text="7 Сноска первая.")
    assert f'<li id="{footnote.anchor}">' in page_of(body)
    assert indexed_words(body) == shown_words(body)


def test_only_an_act_newer_than_all_others_changes_no_number() -> None:
    def ids(*dates: str) -> list[str]:
        acts = [make_act(f"act-{date}", date) for date in dates]
        return [act.id for act in numbered_acts(build_library(acts, AUTHORITIES, {}))]

    before = ids("2015", "unknown", "2022")
    assert before == ["act-unknown", "act-2015", "act-2022"]
    assert ids("2015", "unknown", "2022", "2023") == [*before, "act-2023"]
    assert ids("2015", "unknown", "2022", "2018") == ["act-unknown", "act-2015", "act-2018", "act-2022"]
