"""What a printer gives: the act with its numbers, source, address and date, and nothing of the screen."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.search.reader import hosted
from tests.site.test_verbatim import PAGES, words_of_seed
from tests.site.view import remember

pytestmark = pytest.mark.browser
NOON = "2026-03-05T12:00:00"
SCREEN = [
    "Версия для слабовидящих",
    "Клавиши",
    "Найти",
    "Главная",
    "Кому адресована",
    "Скопировать",
    "RIS",
    "Указатель",
]
Print = Callable[[str], list[str]]


def squeezed(text: str) -> str:
    """Return ``text`` without blanks: where lines are broken, and how wide a space is, are no matter."""
    return re.sub(r"\s+", "", text)


@pytest.fixture
def printed(page: Page, archive: Path, tmp_path: Path) -> Print:
    """Print a page of the archive to A4; the text of each sheet, without blanks."""

    def print_page(path: str) -> list[str]:
        page.clock.set_fixed_time(NOON)
        page.emulate_media(color_scheme="dark")
        page.goto(f"{archive.as_uri()}/{path}")
        file = tmp_path / "page.pdf"
        page.pdf(path=file, format="A4")
        return [squeezed(sheet.extract_text()) for sheet in PdfReader(file).pages]

    return print_page


@pytest.mark.parametrize("seed", PAGES)
def test_an_act_is_printed_whole_with_its_source_address_and_date(printed: Print, seed: str) -> None:
    name, _ = PAGES[seed]
    sheets = printed(f"resolutions/{name}/index.html")
    text = "".join(sheets)
    for word in words_of_seed(seed):
        assert word in text
    for line in (seed, "SHA-256:", f"https://svod.example/resolutions/{name}/", "(датаобращения:05.03.2026)"):
        assert squeezed(line) in text
    assert "Дата:" in text
    assert not [words for words in SCREEN if squeezed(words) in text]


def test_sheets_are_numbered(printed: Print) -> None:
    sheets = printed("resolutions/novosibirsk-plenum-partnerstvo-2016/index.html")
    assert len(sheets) >= 2
    for number, sheet in enumerate(sheets, start=1):
        assert f"{number}/{len(sheets)}" in sheet


def test_the_status_of_a_draft_stands_before_its_text(printed: Print) -> None:
    text = "".join(printed("resolutions/smolensk-forum-vospitanie-2022/index.html"))
    assert text.index("Статус:предложениявпроект") < text.index("РЕЗОЛЮЦИЯ")


def test_notes_are_printed_with_the_numbers_of_their_signs(printed: Print) -> None:
    text = "".join(printed("resolutions/novosibirsk-plenum-partnerstvo-2016/index.html"))
    assert [text.count(sign) for sign in ("[1]", "[2]")] == [2, 2]
    assert "Пометкиредакции" in text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "topics/mentorship/index.html",
            ["Наставничество", "2 резолюции", "не ранее мая 2025 г.", "«Трудовая доблесть"],
        ),
        ("addressees/soiro/index.html", ["Адресат", "СОИРО", "20 августа 2015 г."]),
        ("resolutions/index.html", ["Резолюции", "5 резолюций", "Предложения в проект"]),
        ("index.html", ["5 резолюций, 60 пунктов", "Последние резолюции"]),
    ],
)
def test_lists_are_printed_without_what_only_a_screen_needs(
    printed: Print, path: str, words: list[str]
) -> None:
    text = "".join(printed(path))
    assert [word for word in words if squeezed(word) not in text] == []
    assert not [word for word in SCREEN if squeezed(word) in text]


def test_headings_stay_with_what_follows_on_paper_of_any_height(
    archive: Path, page: Page, tmp_path: Path
) -> None:
    """An addressee is never the last line of a sheet, nor a line of a paragraph alone on one."""
    page.goto((archive / "resolutions/smolensk-vebinar-vospitanie-2015/index.html").as_uri())
    labels = [squeezed(text) for text in page.locator(".addressee").all_inner_texts()]
    for height in range(140, 300, 20):
        page.pdf(path=tmp_path / "page.pdf", width="210mm", height=f"{height}mm")
        for sheet in PdfReader(tmp_path / "page.pdf").pages:
            lines = [squeezed(line) for line in sheet.extract_text().splitlines() if line.strip()]
            text = "".join(line for line in lines if not re.fullmatch(r"\d+/\d+", line))
            assert not text.endswith(tuple(labels))


def test_paper_is_white_and_letters_are_as_large_as_chosen(archive: Path, page: Page, tmp_path: Path) -> None:
    sheets: dict[str, int] = {}
    with hosted(archive) as home:
        for view in ("", "size-200 white-on-black"):
            remember(page, view)
            page.goto(home + "resolutions/smolensk-forum-vospitanie-2022/index.html")
            page.emulate_media(media="print", color_scheme="dark")
            seen = page.locator("body").evaluate(
                "body => [getComputedStyle(body).color, getComputedStyle(body).backgroundColor]"
            )
            assert seen == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
            page.pdf(path=tmp_path / "page.pdf", format="A4")
            sheets[view] = len(PdfReader(tmp_path / "page.pdf").pages)
    assert sheets["size-200 white-on-black"] > sheets[""]
