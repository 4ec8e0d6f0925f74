"""Keys that work on every page: help on them, the way to the search field, and how to be rid of them."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
ACT = "resolutions/smolensk-forum-vospitanie-2022/index.html"


@pytest.fixture
def act_page(archive: Path, page: Page) -> Page:
    page.goto((archive / ACT).as_uri())
    return page


def help_on_keys(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Клавиши")


def field(page: Page) -> Locator:
    return page.locator("input[type=search]").first


def press_on_russian_keyboard(page: Page, key: str, *, shift: bool) -> None:
    """Press the key beside the right Shift, which gives a full stop or a comma."""
    page.evaluate(
        "([key, shiftKey]) => document.body.dispatchEvent(new KeyboardEvent('keydown', "
        "{key, code: 'Slash', shiftKey, bubbles: true, cancelable: true}))",
        [key, shift],
    )


def test_a_question_mark_opens_the_help_and_escape_closes_it(act_page: Page) -> None:
    mark = act_page.locator("#a1 > .mark")
    mark.focus()
    act_page.keyboard.press("?")
    expect(help_on_keys(act_page)).to_be_visible()
    expect(help_on_keys(act_page)).to_contain_text("перейти к строке поиска")
    act_page.keyboard.press("/")
    expect(help_on_keys(act_page)).to_be_visible()
    act_page.keyboard.press("Escape")
    expect(help_on_keys(act_page)).to_be_hidden()
    expect(mark).to_be_focused()


def test_the_foot_of_the_page_leads_to_the_help(act_page: Page) -> None:
    opener = act_page.get_by_role("contentinfo").get_by_role("button", name="Клавиши")
    opener.click()
    expect(help_on_keys(act_page)).to_be_visible()
    help_on_keys(act_page).get_by_role("button", name="Закрыть").click()
    expect(help_on_keys(act_page)).to_be_hidden()
    expect(opener).to_be_focused()


@pytest.mark.parametrize(
    ("path", "place"), [(ACT, "banner"), ("index.html", "main"), ("search/index.html", "main")]
)
def test_a_slash_leads_to_the_search_field(archive: Path, page: Page, path: str, place: str) -> None:
    page.goto((archive / path).as_uri())
    page.locator("body").press("/")
    inside = page.get_by_role("banner" if place == "banner" else "main").locator("input[type=search]")
    expect(inside).to_be_focused()
    expect(inside).to_have_value("")


def test_the_same_key_does_on_a_russian_keyboard(act_page: Page) -> None:
    press_on_russian_keyboard(act_page, ".", shift=False)
    expect(field(act_page)).to_be_focused()
    press_on_russian_keyboard(act_page, ",", shift=True)
    expect(help_on_keys(act_page)).to_be_visible()


def test_what_is_typed_into_a_field_is_text(act_page: Page) -> None:
    field(act_page).focus()
    act_page.keyboard.type("и/или?")
    expect(field(act_page)).to_have_value("и/или?")
    expect(help_on_keys(act_page)).to_be_hidden()


@pytest.mark.parametrize("keys", ["Control+/", "Alt+/", "Meta+/"])
def test_keys_of_the_browser_stay_its_own(act_page: Page, keys: str) -> None:
    act_page.keyboard.press(keys)
    expect(field(act_page)).not_to_be_focused()


def test_a_reader_can_switch_the_keys_off_for_good(archive: Path, act_page: Page) -> None:
    act_page.keyboard.press("?")
    act_page.get_by_label("Отключить клавиши").check()
    act_page.keyboard.press("Escape")
    act_page.goto((archive / "index.html").as_uri())
    act_page.keyboard.press("?")
    act_page.keyboard.press("/")
    expect(help_on_keys(act_page)).to_be_hidden()
    expect(field(act_page)).not_to_be_focused()
    act_page.get_by_role("button", name="Клавиши").click()
    act_page.get_by_label("Отключить клавиши").uncheck()
    act_page.keyboard.press("Escape")
    act_page.keyboard.press("/")
    expect(act_page.get_by_role("main").locator("input[type=search]")).to_be_focused()
