"""axe-core finds no violation on any kind of page: light, dark, low-vision view, print; phone and desktop."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT
from tests.site.view import remember

AXE = ROOT / "node_modules/axe-core/axe.min.js"
ARCHIVE_PAGES = [
    "index.html",
    "resolutions/index.html",
    "resolutions/smolensk-forum-vospitanie-2022/index.html",
    "resolutions/novosibirsk-plenum-partnerstvo-2016/index.html",
    "resolutions/smolensk-vebinar-vospitanie-2015/index.html",
    "organizations/index.html",
    "organizations/soiro/index.html",
    "organizations/soiro/topics/upbringing/index.html",
    "years/index.html",
    "years/2016/index.html",
    "years/undated/index.html",
    "topics/index.html",
    "topics/mentorship/index.html",
    "topics/mentorship/years/undated/index.html",
    "addressees/index.html",
    "addressees/soiro/index.html",
    "addressees/smolensk-executive/index.html",
    "addressees/soiro/topics/teachers/index.html",
    "alphabet/index.html",
    "search/index.html",
    "search/index.html?q=наставничество",
    "about/index.html",
    "reuse/index.html",
    "reuse/trudovaya-doblest-forum-nastavnichestvo/index.html",
    "resolutions/trudovaya-doblest-forum-nastavnichestvo/index.html",
    "404.html",
]
RICH_PAGES = [
    "resolutions/index.html",
    "resolutions/page/2/index.html",
    "resolutions/plenum-2021/index.html",
    "resolutions/recalled/index.html",
    "organizations/assembly/index.html",
    "about/index.html",
]


REUSE_PAGES = [
    "reuse/index.html",
    "reuse/forum/index.html",
    "resolutions/congress/index.html",
    "resolutions/congress-draft/compare/congress/index.html",
]


LARGEST = "size-200 spacing-wider type-serif"
# Widths, and the modes in which pages are looked at there: scheme, medium, words of the low-vision view.
MODES = {
    320: [("light", "screen", ""), ("dark", "screen", ""), ("light", "screen", f"{LARGEST} black-on-white")],
    1280: [
        ("light", "screen", ""),
        ("dark", "screen", ""),
        ("light", "screen", f"{LARGEST} white-on-black"),
        ("dark", "screen", f"{LARGEST} blue-on-blue pictures-none"),
        ("dark", "print", ""),
    ],
}
OPEN = "for (const one of document.querySelectorAll('[data-view-opener], [data-opens-keys]')) one.click()"
READY = "!location.search || document.querySelector('#results h2')"


@pytest.mark.browser
@pytest.mark.parametrize("width", MODES)
@pytest.mark.parametrize(
    ("fixture", "paths"), [("archive", ARCHIVE_PAGES), ("rich_site", RICH_PAGES), ("reuse_site", REUSE_PAGES)]
)
def test_axe_finds_no_violation_in_any_mode(
    request: pytest.FixtureRequest, browser: Browser, width: int, fixture: str, paths: list[str]
) -> None:
    site: Path = request.getfixturevalue(fixture)
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="ru-RU")
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for path in paths:
        page.goto(f"{site.as_uri()}/{path}")
        page.wait_for_function(READY)
        page.add_script_tag(path=AXE)
        for scheme, medium, view in MODES[width]:
            page.emulate_media(
                color_scheme="dark" if scheme == "dark" else "light",
                media="print" if medium == "print" else "screen",
            )
            page.evaluate("view => { document.documentElement.dataset.view = view }", view)
            result = page.evaluate("axe.run({resultTypes: ['violations']})")
            assert result["passes"], path
            mode = f"{path} ({scheme}, {medium}, {view})"
            found |= {
                f"{mode}: {v['id']}": [node["html"] for node in v["nodes"]] for v in result["violations"]
            }
    context.close()
    assert found == {}


@pytest.mark.browser
@pytest.mark.parametrize("path", [ARCHIVE_PAGES[0], ARCHIVE_PAGES[2]])
@pytest.mark.parametrize("view", ["", f"{LARGEST} white-on-black"])
def test_axe_finds_nothing_wrong_with_what_is_opened(archive: Path, page: Page, path: str, view: str) -> None:
    remember(page, view)
    page.goto(f"{archive.as_uri()}/{path}")
    page.evaluate(OPEN)
    page.add_script_tag(path=AXE)
    expect(page.get_by_role("dialog", name="Клавиши")).to_be_visible()
    assert page.evaluate("axe.run()")["violations"] == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("form", name="Версия для слабовидящих")).to_be_visible()
    assert page.evaluate("axe.run()")["violations"] == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "view"),
    [
        (320, ""),
        (360, ""),
        (768, ""),
        (1280, ""),
        (320, LARGEST),
        (320, "size-150 type-sans"),
        (1280, LARGEST),
    ],
)
def test_no_page_scrolls_sideways(
    archive: Path, rich_site: Path, reuse_site: Path, browser: Browser, width: int, view: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    remember(page, view)
    pages = [f"{archive.as_uri()}/{path}" for path in ARCHIVE_PAGES]
    pages += [f"{rich_site.as_uri()}/{path}" for path in RICH_PAGES]
    pages += [f"{reuse_site.as_uri()}/{path}" for path in REUSE_PAGES]
    wide = []
    for address in pages:
        page.goto(address)
        page.wait_for_function(READY)
        page.evaluate(OPEN)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(address)
    context.close()
    assert wide == []


@pytest.mark.browser
def test_the_skip_link_comes_first_and_leads_to_the_content(archive: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((archive / "index.html").as_uri())
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert page.locator(target).evaluate("element => element.tagName") == "MAIN"
    page.close()
