"""The five real pages show every word, number and marker of their seeds, in order."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT

SEEDS = ROOT / "tests/seeds/raw"
PAGES = {
    "000_89b53d9468475f6c.txt": ("trudovaya-doblest-vstrecha-uspeshnye-praktiki", 10),
    "001_6e10a7a7b56a80ee.txt": ("trudovaya-doblest-forum-nastavnichestvo", 9),
    "002_58e78a0e4b7974c9.txt": ("smolensk-forum-vospitanie-2022", 14),
    "003_dda0438c0d76c4e2.txt": ("novosibirsk-plenum-partnerstvo-2016", 11),
    "004_0b85956d9d088341.txt": ("smolensk-vebinar-vospitanie-2015", 16),
}
OPERATIVE = "[id^='i'], [id^='a'][id*='-i']"


def words_of_seed(name: str) -> list[str]:
    """Return the words of a seed; the only marks in the five are #, ** and an escaped underscore."""
    text = (SEEDS / name).read_text(encoding="utf-8").replace("****", " ").replace("**", "")
    return re.sub(r"^#+ ", "", text, flags=re.MULTILINE).replace("\\_", "_").split()


@pytest.fixture
def open_act(archive: Path, page: Page, name: str) -> Page:
    page.goto((archive / "resolutions" / PAGES[name][0] / "index.html").as_uri())
    return page


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_a_reader_sees_every_word_of_the_seed_in_order(open_act: Page, name: str) -> None:
    shown = open_act.locator("article[data-resolution] [data-fidelity]").inner_text()
    assert shown.split() == words_of_seed(name)


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_selecting_the_act_copies_every_word_of_the_seed(open_act: Page, name: str) -> None:
    copied = open_act.evaluate(
        "getSelection().selectAllChildren(document.querySelector('[data-fidelity]')), String(getSelection())"
    )
    assert copied.split() == words_of_seed(name)


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_every_operative_provision_has_an_anchor_and_nothing_is_renumbered(open_act: Page, name: str) -> None:
    assert open_act.locator(f"[data-fidelity] li:is({OPERATIVE})").count() == PAGES[name][1]
    assert open_act.locator("[data-fidelity] :is(pre, hr, ol)").count() == 0


def test_the_five_acts_have_sixty_operative_provisions() -> None:
    assert sum(number for _, number in PAGES.values()) == 60


@pytest.mark.browser
@pytest.mark.parametrize("name", ["004_0b85956d9d088341.txt"])
def test_a_blank_is_read_aloud_as_one(open_act: Page) -> None:
    blanks = open_act.get_by_role("img", name="не заполнено")
    assert blanks.all_inner_texts() == ["_____", "_____"]


@pytest.mark.browser
def test_inferred_values_are_shown_as_such(archive: Path, browser: Browser) -> None:
    page = browser.new_page()
    for act in (PAGES["000_89b53d9468475f6c.txt"][0], PAGES["004_0b85956d9d088341.txt"][0]):
        page.goto((archive / "resolutions" / act / "index.html").as_uri())
        assert page.get_by_text("предположительно").first.is_visible()
    page.goto((archive / "resolutions" / "smolensk-forum-vospitanie-2022" / "index.html").as_uri())
    assert page.get_by_text("предложения", exact=False).first.is_visible()
    page.close()


def test_the_undated_acts_stand_under_undated_and_the_others_under_their_year(archive: Path) -> None:
    def ids(url: str) -> set[str]:
        text = (archive / url / "index.html").read_text(encoding="utf-8")
        return set(re.findall(r"resolutions/([a-z0-9-]+)/index\.html", text))

    undated = {PAGES[name][0] for name in PAGES if name.startswith(("000", "001"))}
    assert ids("years/undated") == undated
    assert ids("years/2016") == {"novosibirsk-plenum-partnerstvo-2016"}
    assert ids("topics/mentorship") >= undated
