"""What a first visit costs, and that nothing moves while a page comes."""

import gzip
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Response, Route

from tests.search.reader import SUB_PATH, hosted
from tests.site.test_verbatim import PAGES

pytestmark = pytest.mark.browser
ACTS = [f"resolutions/{name}/index.html" for name, _ in PAGES.values()]
OTHERS = ["index.html", "resolutions/index.html", "topics/mentorship/index.html", "search/index.html"]
SHIFTS = """new Promise((tell) => {
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({value}) => value)))
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => tell(shifts), 100));
})"""


def loaded(browser: Browser, site: Path, path: str) -> dict[str, int]:
    """Return what a page loads on a first visit, the bytes of each file as hosts send them."""
    asked: list[str] = []
    with hosted(site) as home:
        context = browser.new_context()
        page = context.new_page()

        def note(response: Response) -> None:
            asked.append(urlsplit(response.url).path.removeprefix(SUB_PATH))

        page.on("response", note)
        page.goto(home + path, wait_until="networkidle")
        context.close()
    payloads = {name: (site / name).read_bytes() for name in set(asked)}
    return {
        name: len(payload) if name.endswith("woff2") else len(gzip.compress(payload))
        for name, payload in payloads.items()
    }


@pytest.mark.parametrize("path", ACTS)
def test_an_act_weighs_little(archive: Path, browser: Browser, path: str) -> None:
    sizes = loaded(browser, archive, path)
    fonts = {name: size for name, size in sizes.items() if name.endswith("woff2")}
    assert sum(fonts.values()) <= 90_000, fonts
    assert len(fonts) >= 4
    assert sum(sizes.values()) - sum(fonts.values()) <= 60_000, sizes


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("late", ["", "**/*.{woff2,js}"])
def test_nothing_moves_while_a_page_comes(archive: Path, browser: Browser, width: int, late: str) -> None:
    """A thousandth of the window is a line that got its font at the moment of the first paint."""

    def be_late(route: Route) -> None:
        time.sleep(0.2)
        route.continue_()

    moved: dict[str, list[float]] = {}
    with hosted(archive) as home:
        for path in [*ACTS[2:], *OTHERS]:
            context = browser.new_context(viewport={"width": width, "height": 800})
            page = context.new_page()
            if late:
                page.route(late, be_late)
            page.goto(home + path)
            moved[path] = page.evaluate(SHIFTS)
            context.close()
    assert {path: shifts for path, shifts in moved.items() if sum(shifts) > 0.001} == {}
