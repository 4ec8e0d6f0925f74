"""What converters and careless hands leave in a text is read as a person would read it."""

from pathlib import Path

import pytest

from svod.content.blocks import parse_document
from svod.content.marks import bare
from svod.content.sources import Source, read_source
from svod.diagnostics import Diagnostic
from tests.content.sheets import difference, render

HEAD = "РЕЗОЛЮЦИЯ\n\nРЕШИЛИ:\n\n"


@pytest.mark.parametrize("gap", ["\n", "\u2003", "\u2009", "\u00a0", "\t", " "])
@pytest.mark.parametrize("marker", ["1.", "1)", "–", "-"])
def test_a_marker_is_one_whatever_stands_after_it(marker: str, gap: str) -> None:
    body = f"{HEAD}{marker}{gap}Провести съезд.\n"
    [provision] = parse_document(body).provisions
    assert (provision.marker, provision.text) == (marker, "Провести съезд.")
    assert difference(body) is None


def test_zero_width_spaces_do_not_hide_a_marker(tmp_path: Path) -> None:
    (tmp_path / "act.md").write_text(f"{HEAD}\u200b1. Раз.\n\u20602. Два.\n", encoding="utf-8")
    source = read_source(tmp_path, "act.md")
    assert isinstance(source, Source)
    assert [p.marker for p in parse_document(source.text).provisions] == ["1.", "2."]


@pytest.mark.parametrize("text", ["сетка 2*3*4 метра", "5*3 и 7*2", "**2*3** метра"])
def test_a_product_of_numbers_keeps_its_stars(text: str) -> None:
    body = f"{HEAD}1. {text}\n"
    assert "*" in render(body)
    assert difference(body) is None


def test_html_of_an_author_cannot_pretend_to_be_ours() -> None:
    shown = render(f'{HEAD}1. <span class="skip" role="alert" aria-label="другое">слово</span>\n')
    assert "<span>слово</span>" in shown


def test_a_block_tag_inside_a_line_is_taken_out() -> None:
    assert "<div>" not in render(f"{HEAD}1. раз <div>два</div> три\n")


def test_a_heading_without_words_is_no_addressee() -> None:
    assert parse_document(f"{HEAD}## \n\n1. Раз.\n").groups == ()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('Открыть [центр](http://y.ru "t") в <b>Смоленске</b>&nbsp;и[^1]', "Открыть центр в Смоленске и"),
        ("см. <info@x.ru>", "см. info@x.ru"),
        ("**Школам** и _садам_", "Школам и садам"),
        ("**Органам****управления:**", "Органам управления:"),
    ],
)
def test_a_list_shows_the_words_of_a_text_and_not_its_marks(text: str, plain: str) -> None:
    assert bare(text) == plain


@pytest.mark.parametrize("label", ["**{}**", "### {}", "**{}:**", "### **{}**"])
def test_a_prominent_addressee_heads_unmarked_provisions_with_or_without_a_colon(label: str) -> None:
    first, second = label.format("Органам власти"), label.format("Школам")
    body = f"РЕЗОЛЮЦИЯ\n\nРЕКОМЕНДАЦИИ\n\n{first}\n\nРазвивать.\n\n{second}\n\nРаботать.\n"
    groups = parse_document(body).groups
    assert [bare(group.label).rstrip(":") for group in groups] == ["Органам власти", "Школам"]
    assert [[p.text for p in group.provisions] for group in groups] == [["Развивать."], ["Работать."]]


def test_a_capital_letter_with_a_bracket_is_a_marker() -> None:
    assert [p.marker for p in parse_document(f"{HEAD}А) Раз.\nБ) Два.\n").provisions] == ["А)", "Б)"]


@pytest.mark.parametrize("last", ["- вести учёт.", "2. Вести учёт."])
def test_a_plain_addressee_without_a_colon_is_known_by_numbers_that_begin_anew(last: str) -> None:
    body = f"РЕЗОЛЮЦИЯ\n\nШколам:\n\n{last}\n\nМинистерству просвещения\n\n1. Раз.\n2. Два.\n"
    groups = parse_document(body).groups
    assert [group.label for group in groups] == ["Школам:", "Министерству просвещения"]
    assert [p.marker for p in groups[1].provisions] == ["1.", "2."]


def test_a_paragraph_that_goes_on_with_a_provision_is_no_addressee() -> None:
    body = "РЕЗОЛЮЦИЯ\n\nШколам:\n\n1. Раз.\n\nПояснение к первому.\n\n2. Два.\n"
    [group] = parse_document(body).groups
    assert [p.marker for p in group.provisions] == ["1.", "2."]


def test_signatures_with_tabs_stay_on_lines_of_their_own() -> None:
    body = f"{HEAD}1. Раз.\n\nПредседатель\tИ. И. Петрова\nСекретарь\tА. Б. Сидоров\n"
    assert len(parse_document(body).conclusion) == 2
    assert difference(body) is None


@pytest.mark.parametrize("begin", [b"PK\x03\x04\x14", b"%PDF-1.7 ", b"\xd0\xcf\x11\xe0\xa1"])
def test_a_document_renamed_to_md_is_called_one(tmp_path: Path, begin: bytes) -> None:
    (tmp_path / "act.md").write_bytes(begin + bytes(range(256)) * 9)
    fault = read_source(tmp_path, "act.md")
    assert isinstance(fault, Diagnostic)
    assert fault.code == "file-nul"
