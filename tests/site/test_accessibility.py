"""axe-core finds no violation on any kind of page, light and dark, on a phone and on a desktop."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import ROOT

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
    "reuse/congress-draft/index.html",
    "resolutions/congress/index.html",
    "resolutions/congress-draft/compare/congress/index.html",
]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    ("fixture", "paths"), [("archive", ARCHIVE_PAGES), ("rich_site", RICH_PAGES), ("reuse_site", REUSE_PAGES)]
)
def test_axe_finds_no_violation(
    request: pytest.FixtureRequest, browser: Browser, scheme: str, width: int, fixture: str, paths: list[str]
) -> None:
    site: Path = request.getfixturevalue(fixture)
    dark = scheme == "dark"
    context = browser.new_context(
        color_scheme="dark" if dark else "light", viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for path in paths:
        page.goto((site / path).as_uri())
        page.add_script_tag(path=AXE)
        result = page.evaluate("axe.run()")
        assert result["passes"], path
        found |= {f"{path}: {v['id']}": [node["html"] for node in v["nodes"]] for v in result["violations"]}
    context.close()
    assert found == {}


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(
    archive: Path, rich_site: Path, reuse_site: Path, browser: Browser, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    pages = [archive / path for path in ARCHIVE_PAGES] + [rich_site / path for path in RICH_PAGES]
    pages += [reuse_site / path for path in REUSE_PAGES]
    wide = []
    for file in pages:
        page.goto(file.as_uri())
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(str(file))
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
