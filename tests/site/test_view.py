"""The low-vision view: a panel on every page; a choice is remembered and seen before the first paint."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.search.reader import hosted
from tests.site.view import KEY, remember

pytestmark = pytest.mark.browser
ACT = "resolutions/smolensk-vebinar-vospitanie-2015/index.html"
HOME = "index.html"
LIST = "topics/mentorship/index.html"
NAME = "Версия для слабовидящих"


@pytest.fixture(params=["disk", "host"])
def home(request: pytest.FixtureRequest, archive: Path) -> Iterator[str]:
    """Yield the address of the archive: from a disk, and on a host that allows no scripts but its own."""
    if request.param == "disk":
        yield archive.as_uri() + "/"
    else:
        with hosted(archive) as address:
            yield address


def opener(page: Page) -> Locator:
    return page.get_by_role("banner").get_by_role("button", name=NAME)


def panel(page: Page) -> Locator:
    return page.get_by_role("form", name=NAME)


def choose(page: Page, group: str, choice: str) -> None:
    panel(page).get_by_role("group", name=group).get_by_label(choice).check()


def size(page: Page, selector: str = "[data-fidelity] p") -> float:
    shown = page.locator(selector).first.evaluate("element => getComputedStyle(element).fontSize")
    return float(shown.removesuffix("px"))


def colours(page: Page) -> tuple[str, str]:
    read = "element => { const seen = getComputedStyle(element); return [seen.color, seen.backgroundColor] }"
    ink, paper = page.locator("body").evaluate(read)
    return ink, paper


def test_the_panel_opens_below_its_button_and_closes_again(home: str, page: Page) -> None:
    page.goto(home + ACT)
    expect(panel(page)).to_be_hidden()
    expect(opener(page)).to_have_attribute("aria-expanded", "false")
    opener(page).focus()
    page.keyboard.press("Enter")
    expect(panel(page)).to_be_visible()
    expect(opener(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(panel(page).get_by_role("group", name="Размер букв").get_by_label("обычный")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(opener(page)).to_be_focused()
    opener(page).click()
    panel(page).get_by_role("button", name="Закрыть").click()
    expect(panel(page)).to_be_hidden()
    expect(opener(page)).to_be_focused()


def test_what_is_chosen_is_seen_at_once_and_on_the_pages_that_follow(home: str, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(home + ACT)
    before = size(page)
    opener(page).click()
    choose(page, "Размер букв", "200 %")
    choose(page, "Цвета", "белым по чёрному")
    choose(page, "Шрифт", "без засечек")
    choose(page, "Интервалы", "большие")
    assert size(page, "html") == 32
    assert size(page) > 1.8 * before
    assert colours(page) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    family = page.locator("[data-fidelity] p").first.evaluate(
        "element => getComputedStyle(element).fontFamily"
    )
    assert family.startswith('"PT Sans"')
    page.get_by_role("link", name="Темы", exact=True).click()
    page.get_by_role("link", name="Наставничество").first.click()
    assert colours(page) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    opener(page).click()
    expect(panel(page).get_by_label("белым по чёрному")).to_be_checked()
    expect(panel(page).get_by_label("200 %")).to_be_checked()
    panel(page).get_by_role("button", name="Как обычно").click()
    expect(page.locator("html")).to_have_attribute("data-view", "")
    page.goto(home + ACT)
    assert size(page) == before
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    assert errors == []


def test_one_group_at_a_time_is_chosen_with_the_arrow_keys(archive: Path, page: Page) -> None:
    page.goto((archive / HOME).as_uri())
    opener(page).click()
    page.keyboard.press("Tab")
    for width in ("125", "150", "200"):
        page.keyboard.press("ArrowDown")
        expect(page.locator("html")).to_have_attribute("data-view", f"size-{width}")


def test_letters_twice_as_large_get_the_layout_for_half_the_width(archive: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto((archive / LIST).as_uri())
    columns = "getComputedStyle(document.querySelector('.beside')).gridTemplateColumns.split(' ').length"
    assert page.evaluate(columns) == 2
    page.evaluate("document.documentElement.dataset.view = 'size-200'")
    assert page.evaluate(columns) == 1
    context.close()


def test_without_pictures_their_numbers_captions_and_words_stay(
    archive: Path, rich_site: Path, page: Page
) -> None:
    remember(page, "pictures-none")
    page.goto((archive / HOME).as_uri())
    assert page.locator("main svg").count() > 0
    assert not any(picture.is_visible() for picture in page.locator("main svg").all())
    expect(page.locator(".years .number").first).to_be_visible()
    expect(page.locator("#topics-by-year ~ .caption")).to_be_visible()
    page.goto((rich_site / "resolutions/plenum-2021/index.html").as_uri())
    image = page.locator("[data-fidelity] img")
    assert image.evaluate("({alt, naturalWidth, src}) => [alt, naturalWidth, src]") == ["печать", 0, ""]
    page.evaluate("document.querySelector('[data-view-panel]').reset()")
    expect(image).to_have_attribute("src", "../../files/resolutions/2021/stamp.png")


def test_the_choice_is_there_before_the_first_paint(archive: Path, page: Page) -> None:
    remember(page, "size-200")
    page.route("**/frame.*.js", lambda route: route.abort())
    with hosted(archive) as home:
        page.goto(home + ACT)
        assert size(page, "html") == 32


def test_where_nothing_may_be_remembered_the_choice_holds_for_the_page(archive: Path, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    refuse = "{get() { throw new DOMException('', 'SecurityError') }}"
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {refuse})")
    page.goto((archive / ACT).as_uri())
    opener(page).click()
    choose(page, "Размер букв", "150 %")
    assert size(page, "html") == 24
    assert errors == []


def test_other_windows_follow(archive: Path, browser: Browser) -> None:
    with hosted(archive) as home:
        context = browser.new_context(locale="ru-RU")
        one, other = context.new_page(), context.new_page()
        one.goto(home + ACT)
        other.goto(home + LIST)
        opener(one).click()
        choose(one, "Цвета", "синим по голубому")
        expect(other.locator("html")).to_have_attribute("data-view", "blue-on-blue")
        context.close()


def test_a_stored_text_of_others_does_no_harm(archive: Path, page: Page) -> None:
    remember(page, '"><script>alert(1)</script> size-125 нечто')
    page.goto((archive / ACT).as_uri())
    assert size(page, "html") == 20
    opener(page).click()
    expect(panel(page).get_by_label("125 %")).to_be_checked()
    choose(page, "Шрифт", "с засечками")
    assert page.evaluate("key => localStorage.getItem(key)", KEY) == "size-125 type-serif"


@pytest.mark.parametrize("path", [HOME, ACT, LIST])
def test_without_scripts_there_is_no_button_and_nothing_to_miss(
    archive: Path, browser: Browser, path: str
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ru-RU")
    page = context.new_page()
    page.goto((archive / path).as_uri())
    expect(page.get_by_role("button", name=NAME)).to_have_count(0)
    expect(page.get_by_role("button", name="Клавиши")).to_have_count(0)
    expect(page.get_by_role("form", name=NAME)).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    context.close()


def test_what_the_system_says_is_honoured(archive: Path, page: Page) -> None:
    page.goto((archive / ACT).as_uri())
    muted = "getComputedStyle(document.querySelector('.facts dt')).color"
    assert page.evaluate(muted) != colours(page)[0]
    page.emulate_media(contrast="more")
    assert page.evaluate(muted) == colours(page)[0]
    page.emulate_media(contrast="no-preference", forced_colors="active", reduced_motion="reduce")
    page.goto((archive / ACT).as_uri() + "#p2")
    assert page.locator("#p2").evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    assert page.locator("#p2").evaluate("element => getComputedStyle(element).animationName") == "none"
