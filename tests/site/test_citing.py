"""How the page of an act is cited, in a browser: the references, the menus of its places, the clipboard."""

import json
from base64 import b64decode
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from svod.archive.bibliography import bibtex, csl_json, ris
from svod.archive.citations import cite_place
from svod.archive.gost import full_record, short_reference
from tests.archive.citations import real_citations
from tests.conftest import publish
from tests.rim.sites import act, make_site
from tests.site.served import served
from tests.site.test_accessibility import AXE

FORUM = "smolensk-forum-vospitanie-2022"
PLENUM = "novosibirsk-plenum-partnerstvo-2016"
pytestmark = pytest.mark.browser
NOON = "2026-03-05T12:00:00"
READ = date(2026, 3, 5)
FILES = {"ris": ris, "bib": bibtex, "json": csl_json}
NESTED = """РЕЗОЛЮЦИЯ

Участники форума «Наставник» обсудили его итоги.

Участники форума решили:

1. Поддержать наставников:
а) вести их учёт;
б) платить им.
2. Совету:
2.1. Собраться.
– вскоре.
(3) Разойтись.
"""


@pytest.fixture(params=["disk", "secure", "plain"])
def home(request: pytest.FixtureRequest, archive: Path) -> Iterator[str]:
    """Yield the address of the archive: from a disk, over HTTP, and where there is no new clipboard."""
    if request.param == "disk":
        yield archive.as_uri() + "/"
    else:
        with served(archive) as address:
            yield address


@pytest.fixture
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Open a page on a certain day, without the clipboard of secure contexts where it is to be plain."""
    context = browser.new_context(locale="ru-RU", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    if "plain" in request.node.name:
        page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', {value: undefined})")
    page.clock.set_fixed_time(NOON)
    yield page
    context.close()


def open_act(page: Page, home: str, name: str, anchor: str = "") -> None:
    page.goto(f"{home}resolutions/{name}/index.html{anchor}")


def records_in(page: Page) -> dict[str, str]:
    """Return the files that the page holds, by the names that they are to have."""
    links = page.locator(".formats a").evaluate_all("all => all.map(link => [link.download, link.href])")
    return {name: b64decode(href.partition(",")[2]).decode("utf-8") for name, href in links}


def mark_of(page: Page, anchor: str) -> Locator:
    return page.locator(f"#{anchor} > .mark")


def pasted(page: Page) -> str:
    """Return what a reader gets who pastes after the page said that something was copied."""
    said = page.locator("[data-said]")
    expect(said).not_to_be_empty()
    said.evaluate("said => said.replaceChildren()")
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'pasted'}))")
    field = page.locator("#pasted")
    field.focus()
    page.keyboard.press("Control+V")
    text = field.input_value()
    field.evaluate("field => field.remove()")
    return text


@pytest.mark.parametrize("name", real_citations())
def test_the_page_says_what_the_standards_ask_for(archive: Path, page: Page, name: str) -> None:
    citation = real_citations()[name]
    page.clock.set_fixed_time(NOON)
    open_act(page, archive.as_uri() + "/", name)
    assert page.locator("[data-reference=short]").text_content() == short_reference(citation).on(READ)
    assert page.locator("[data-reference=record]").text_content() == full_record(citation).on(READ)
    assert page.locator("[data-reference]").evaluate_all("all => all.every(({lang}) => lang === 'ru')")


@pytest.mark.parametrize("name", real_citations())
def test_the_page_holds_the_records_of_its_act(archive: Path, page: Page, name: str) -> None:
    open_act(page, archive.as_uri() + "/", name)
    assert records_in(page) == {
        f"{name}.{kind}": write(real_citations()[name]) for kind, write in FILES.items()
    }


def test_a_record_is_saved_under_the_name_of_the_act(home: str, reader: Page) -> None:
    open_act(reader, home, FORUM)
    for kind, write in FILES.items():
        with reader.expect_download() as download:
            reader.locator(f".formats a[download$={kind}]").click()
        assert download.value.suggested_filename == f"{FORUM}.{kind}"
        assert download.value.path().read_bytes().decode("utf-8") == write(real_citations()[FORUM])


@pytest.mark.parametrize(("name", "anchor", "number"), [(PLENUM, "i2", "п. 2"), (FORUM, "a1", "")])
def test_the_menu_of_a_place_saves_its_records(
    home: str, reader: Page, name: str, anchor: str, number: str
) -> None:
    place = cite_place(real_citations()[name], anchor=anchor, number=number)
    open_act(reader, home, name)
    for kind, title in {"ris": "RIS", "bib": "BibTeX", "json": "CSL-JSON"}.items():
        mark_of(reader, anchor).focus()
        reader.keyboard.press("Enter")
        with reader.expect_download() as download:
            reader.get_by_role("menuitem", name=f"Скачать {title}").click()
        assert download.value.suggested_filename == f"{name}-{anchor}.{kind}"
        saved, expected = download.value.path().read_bytes().decode("utf-8"), FILES[kind](place)
        assert json.loads(saved) == json.loads(expected) if kind == "json" else saved == expected


def test_a_click_copies_a_reference(home: str, reader: Page) -> None:
    citation = real_citations()[FORUM]
    open_act(reader, home, FORUM)
    reader.get_by_role("button", name="Скопировать ссылку").click()
    expect(reader.get_by_role("status")).to_have_text("Ссылка скопирована")
    assert pasted(reader) == short_reference(citation).on(READ)
    reader.get_by_text("Запись по ГОСТ").click()
    reader.get_by_role("button", name="Скопировать запись").click()
    expect(reader.get_by_role("status")).to_have_text("Запись скопирована")
    assert pasted(reader) == full_record(citation).on(READ)


def test_the_menu_of_a_place_copies_address_text_and_reference(home: str, reader: Page) -> None:
    place = cite_place(real_citations()[PLENUM], anchor="i2", number="п. 2")
    open_act(reader, home, PLENUM)
    printed = reader.locator("#i2 > .text").inner_text()
    marker = reader.locator("#i2 > .marker").inner_text()
    expected = {
        "Скопировать адрес": ("Адрес скопирован", place.url),
        "Скопировать текст с номером": ("Текст скопирован", f"{marker} {printed}"),
        "Скопировать библиографическую ссылку": (
            "Библиографическая ссылка скопирована",
            short_reference(place).on(READ),
        ),
    }
    for entry, (said, text) in expected.items():
        reader.locator("#i2").hover()
        mark_of(reader, "i2").click()
        reader.get_by_role("menuitem", name=entry).click()
        expect(reader.get_by_role("status")).to_have_text(said)
        expect(reader.get_by_role("menu")).to_be_hidden()
        expect(mark_of(reader, "i2")).to_be_focused()
        assert pasted(reader) == text


def test_without_a_permanent_address_references_have_none_and_links_lead_to_this_copy(
    tmp_path: Path, page: Page
) -> None:
    site = make_nested(tmp_path, "")
    output = publish(site, tmp_path / "output")
    home = output.as_uri() + "/"
    open_act(page, home, "a", "?from=mail#c1")
    assert "URL" not in page.locator(".cite").inner_text()
    assert page.locator("[data-reference=short]").inner_text().endswith(" : [сайт].")
    records = records_in(page)
    assert len(records) == len(FILES)
    assert not any("url" in record.lower() or "UR  -" in record for record in records.values())
    mark_of(page, "i2-i1").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert pasted(page) == f"{home}resolutions/a/index.html#i2-i1"
    mark_of(page, "i2-i1").focus()
    for key in ("Enter", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert pasted(page).endswith(" : [сайт]. П. 2.1.")


@pytest.mark.parametrize(
    ("anchor", "number", "lines"),
    [
        ("p1", "", ["Участники форума «Наставник» обсудили его итоги."]),
        ("i1", "П. 1. ", ["1. Поддержать наставников:", "а) вести их учёт;", "б) платить им."]),
        ("i1-i2", "П. 1, подп. «б». ", ["б) платить им."]),
        ("i2-i1", "П. 2.1. ", ["2.1. Собраться.", "– вскоре.", "(3) Разойтись."]),
        ("i2-i1-i1", "П. 2.1. ", ["– вскоре."]),
        ("i2-i1-i2", "П. 2.1, подп. 3. ", ["(3) Разойтись."]),
    ],
)
def test_a_place_is_cited_by_the_number_that_is_printed(
    nested: str, page: Page, anchor: str, number: str, lines: list[str]
) -> None:
    open_act(page, nested, "a")
    mark_of(page, anchor).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert pasted(page).split("\n") == lines
    mark_of(page, anchor).focus()
    for key in ("Enter", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    url = f"https://svod.example/resolutions/a/#{anchor}"
    assert f" : [сайт]. {number}URL: {url} (дата обращения: " in pasted(page)


@pytest.fixture(scope="module")
def nested(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a site whose act has provisions in provisions."""
    folder = tmp_path_factory.mktemp("nested")
    return publish(make_nested(folder, "https://svod.example"), folder / "output").as_uri() + "/"


def make_nested(folder: Path, base_url: str) -> Path:
    config = f'title: Архив\ndescription: Акты\nbase_url: "{base_url}"\n'
    files = {"site_config.yaml": config, "content/resolutions/a.md": act(NESTED, title="Первая")}
    return make_site(folder, files, plain=False)


def test_the_menu_is_worked_with_the_keyboard(archive: Path, page: Page) -> None:
    open_act(page, archive.as_uri() + "/", FORUM)
    mark, menu = mark_of(page, "a1-i2"), page.get_by_role("menu")
    entries = page.get_by_role("menuitem")
    expect(mark).to_have_role("button")
    expect(mark).to_have_attribute("aria-haspopup", "menu")
    for key, focused in {"Enter": 0, "Space": 0, "ArrowDown": 0, "ArrowUp": 5}.items():
        mark.focus()
        page.keyboard.press(key)
        expect(menu).to_be_visible()
        expect(mark).to_have_attribute("aria-expanded", "true")
        expect(entries.nth(focused)).to_be_focused()
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(mark).to_have_attribute("aria-expanded", "false")
        expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    for key, focused in [("ArrowUp", 5), ("ArrowDown", 0), ("ArrowDown", 1), ("End", 5), ("Home", 0)]:
        page.keyboard.press(key)
        expect(entries.nth(focused)).to_be_focused()
    page.keyboard.press("Tab")
    expect(menu).to_be_hidden()
    expect(mark_of(page, "a1-i3")).to_be_focused()


def test_the_menu_closes_when_something_else_is_pressed(archive: Path, page: Page) -> None:
    open_act(page, archive.as_uri() + "/", FORUM)
    mark, other, menu = mark_of(page, "a1-i2"), mark_of(page, "a2-i1"), page.get_by_role("menu")
    mark.click()
    mark.click()
    expect(menu).to_be_hidden()
    mark.click()
    other.click()
    expect(menu).to_be_visible()
    expect(mark).to_have_attribute("aria-expanded", "false")
    expect(other).to_have_attribute("aria-expanded", "true")
    page.locator(".breadcrumbs").click(position={"x": 2, "y": 2})
    expect(menu).to_be_hidden()


def test_a_click_with_a_key_held_down_follows_the_link(archive: Path, page: Page) -> None:
    open_act(page, archive.as_uri() + "/", FORUM)
    with page.context.expect_page() as opened:
        mark_of(page, "a1-i2").click(modifiers=["ControlOrMeta"])
    assert opened.value.url.endswith("#a1-i2")
    expect(page.get_by_role("menu")).to_be_hidden()


def test_each_mark_says_which_place_it_belongs_to(archive: Path, page: Page) -> None:
    open_act(page, archive.as_uri() + "/", PLENUM)
    assert mark_of(page, "i2").get_attribute("aria-label") == "Ссылка на это место: п. 2"
    labels = page.locator(".mark").evaluate_all("all => all.map(mark => mark.getAttribute('aria-label'))")
    assert not any(label.endswith(": ") for label in labels)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_wrong_with_an_open_menu(
    archive: Path, browser: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    page = context.new_page()
    open_act(page, archive.as_uri() + "/", FORUM, "#a1-i2")
    page.locator(".cite summary").click()
    page.locator(".cite button").first.click()
    expect(page.get_by_role("status")).not_to_be_empty()
    mark_of(page, "a1-i2").focus()
    page.keyboard.press("Enter")
    page.add_script_tag(path=AXE)
    violations = page.evaluate("axe.run()")["violations"]
    context.close()
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []


def test_a_refusal_is_told(archive: Path, page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'clipboard', {value: undefined});"
        "document.execCommand = () => false;"
    )
    open_act(page, archive.as_uri() + "/", FORUM)
    page.get_by_role("button", name="Скопировать ссылку").click()
    expect(page.get_by_role("status")).to_have_text("Браузер не разрешил копирование")


def test_without_javascript_the_mark_is_a_link_and_the_day_a_blank(archive: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    open_act(page, archive.as_uri() + "/", FORUM)
    text = page.locator("[data-reference=short]").inner_text()
    assert text.endswith("(дата обращения: __.__.____).")
    expect(page.locator(".cite button").first).to_be_hidden()
    expect(page.get_by_role("menu")).to_be_hidden()
    page.locator("#a1-i2").hover()
    mark_of(page, "a1-i2").click()
    assert page.url.endswith("#a1-i2")
    context.close()


def test_a_finger_finds_the_mark_and_the_entries(archive: Path, browser: Browser) -> None:
    phone = {"width": 360, "height": 740}
    context = browser.new_context(viewport=phone, has_touch=True, is_mobile=True, locale="ru-RU")  # type: ignore[arg-type]
    page = context.new_page()
    open_act(page, archive.as_uri() + "/", FORUM)
    mark = mark_of(page, "a2-i2")
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    # The sign stands at the top right; 44 pixels from the edge and down from there belong to it.
    right, top = box["x"] + box["width"], box["y"] - 4
    for across, down in [(2, 2), (42, 2), (2, 42), (42, 42)]:
        page.touchscreen.tap(right - across, top + down)
        expect(mark).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
    mark.tap()
    menu = page.get_by_role("menu").bounding_box()
    assert menu is not None
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= 360
    for entry in page.get_by_role("menuitem").all():
        size = entry.bounding_box()
        assert size is not None
        assert size["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("menuitem").first.tap()
    assert pasted(page).endswith("#a2-i2")
    context.close()


def test_the_place_of_a_link_is_highlighted_but_not_on_paper(archive: Path, page: Page) -> None:
    style = "place => { const {backgroundColor: colour, animationName: name} = getComputedStyle(place); "
    style += "return [colour, name]; }"
    transparent = "rgba(0, 0, 0, 0)"
    places = [(FORUM, "a1-i2", "#a1-i2"), (FORUM, "a2", "#a2 > .addressee"), (PLENUM, "p2", "#p2")]
    for name, anchor, shown in places:
        page.emulate_media(reduced_motion="reduce", media="screen")
        open_act(page, archive.as_uri() + "/", name, f"#{anchor}")
        page.reload()
        place = page.locator(shown)
        colour, animation = place.evaluate(style)
        assert colour != transparent
        assert animation == "none"
        assert page.locator(f"#{anchor}").evaluate("place => place.getBoundingClientRect().top") >= 20
        page.emulate_media(reduced_motion="no-preference")
        assert place.evaluate(style)[1] == "arrive"
        page.emulate_media(media="print")
        assert place.evaluate(style) == [transparent, "none"]
    expect(page.locator("button[data-copies=short]")).to_be_hidden()
    expect(page.locator("[data-reference=short]")).to_be_visible()


def test_the_keyboard_goes_on_from_the_place_of_a_link(archive: Path, page: Page) -> None:
    open_act(page, archive.as_uri() + "/", FORUM, "#a2-i2")
    page.wait_for_function("document.querySelector(':target') && scrollY > 0")
    page.keyboard.press("Tab")
    expect(mark_of(page, "a2-i2")).to_be_focused()


def test_a_withdrawn_act_is_not_cited(rich_site: Path) -> None:
    folder = rich_site / "resolutions/recalled"
    assert [file.name for file in folder.iterdir()] == ["index.html"]
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "act." not in page
    assert "cite" not in page
    letter = (rich_site / "resolutions/letter/index.html").read_text(encoding="utf-8")
    assert 'download="letter.ris"' in letter
