"""Browsing by two facets: each number of a picture, a table or a facet leads to a list of as many acts."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page

from svod.pipeline.building import build_site
from tests.conftest import publish
from tests.rim.sites import SITE, act, write_files

CARDS = re.compile(r'<h[23] lang="ru">')
TOPICS = 18


def numbered_site(folder: Path) -> Path:
    """Write a site of more topics than are drawn, some with more acts than a page shows."""
    names = {
        kind: "".join(f"- {{id: {kind}-{n:02}, name: «{kind}» № {n}}}\n" for n in range(TOPICS))
        for kind in ("body", "theme")
    }
    files = {
        f"content/resolutions/act-{number:03}.md": act(
            title=f"Резолюция {number}",
            date="unknown" if number % 11 == 5 else f'"{1990 + number % 30}"',
            organizations=f"[body-{number % 7 * number % TOPICS:02}]",
            topics=f"[theme-{number % 5:02}, theme-{5 + number % (TOPICS - 5):02}]",
        )
        for number in range(120)
    }
    config = SITE["site_config.yaml"] + "page_size: 5\n"
    own = {
        "site_config.yaml": config,
        "content/organizations.yaml": names["body"],
        "content/topics.yaml": names["theme"],
    }
    return write_files(folder, {**SITE, **own, **files})


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site of many topics and organizations: the folder of its output."""
    folder = tmp_path_factory.mktemp("numbered")
    return publish(numbered_site(folder / "site"), folder / "output")


def total(file: Path) -> int:
    """Return how many acts the list that begins in ``file`` has, all its parts together."""
    parts = [file, *file.parent.glob("page/*/index.html")]
    return sum(len(CARDS.findall(part.read_text("utf-8"))) for part in parts)


def counts(file: Path, links: re.Pattern[str]) -> list[tuple[Path, int]]:
    found = [match.groups() for match in links.finditer(file.read_text("utf-8"))]
    return [(Path(urljoin(file.as_uri(), link).removeprefix("file://")), int(n)) for link, n in found]


def test_each_cell_of_the_pictures_leads_to_as_many_acts(numbered: Path) -> None:
    cell = re.compile(r'<td><a href="([^"]+)"><svg aria-hidden="true">.*?</svg><span>(\d+)</span></a></td>')
    cells = counts(numbered / "index.html", cell)
    assert len(cells) > 100
    assert [(str(file), number) for file, number in cells if total(file) != number] == []


@pytest.mark.parametrize("name", ["topics/theme-02", "organizations/body-00", "topics/theme-02/years/1992"])
def test_facets_lead_to_as_many_acts_where_terms_are_crossed(numbered: Path, name: str) -> None:
    row = re.compile(
        r'<a href="([^"]+)"(?: aria-current="page")?>[^<]* <span class="number">(\d+)</span></a>'
    )
    rows = [
        (file, number)
        for file, number in counts(numbered / name / "index.html", row)
        if len(file.relative_to(numbered).parts) == 5
    ]
    assert rows
    assert [(str(file), number) for file, number in rows if total(file) != number] == []


def test_a_crossed_list_names_both_terms_and_leads_to_each(numbered: Path) -> None:
    text = (numbered / "organizations/body-00/topics/theme-02/index.html").read_text("utf-8")
    assert "<h1>«body» № 0: «theme» № 2</h1>" in text
    assert '<a href="../../index.html">«body» № 0</a>' in text
    assert '<a href="../../../../topics/theme-02/index.html">«theme» № 2</a>' in text
    undated = (numbered / "topics/theme-00/years/undated/index.html").read_text("utf-8")
    assert "<h1>«theme» № 0, без даты</h1>" in undated


def test_crossed_lists_are_in_the_sitemap_and_have_no_feeds(numbered: Path) -> None:
    sitemap = (numbered / "sitemap.xml").read_text("utf-8")
    assert "/organizations/body-00/topics/theme-02/<" in sitemap
    assert "/topics/theme-00/years/undated/<" in sitemap
    assert not list(numbered.glob("*/*/*/*/feed.xml"))


def test_a_large_archive_is_not_drawn_whole_and_says_so(numbered: Path) -> None:
    home = (numbered / "index.html").read_text("utf-8")
    assert f"Показаны самые частые темы: 15 из {TOPICS}." in home
    assert f"темы\u00a0— 15 из {TOPICS}" in home
    assert home.count('class="columns"') == 15


def test_an_archive_without_dates_or_topics_has_no_empty_pictures(tmp_path: Path) -> None:
    one = act(date="unknown", topics="[]", organizations="[]")
    files: dict[str, bytes] = {}
    site = write_files(tmp_path, {**SITE, "content/resolutions/one.md": one})
    assert build_site(site, files.__setitem__).ok
    assert b"<figure" not in files["index.html"]
    assert b"<table" not in files["index.html"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("name", ["", "topics/theme-02/", "organizations/body-00/topics/theme-02/"])
def test_pictures_scroll_in_their_own_box(numbered: Path, browser: Browser, name: str, width: int) -> None:
    # 320 pixels are also what is left of 1280 at 400 %.
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto((numbered / f"{name}index.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.browser
def test_a_reader_goes_from_the_picture_to_the_acts_without_scripts(numbered: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ru-RU")
    page: Page = context.new_page()
    page.goto((numbered / "index.html").as_uri())
    cell = page.locator(".figure > .wide tbody tr").nth(1).locator("td a").nth(0)
    number = int(cell.inner_text())
    cell.click()
    assert page.locator("h1").inner_text().startswith("«body»")
    assert re.search(r"\d+", page.locator(".extent").inner_text().split(" из ")[-1]).group() == str(number)  # type: ignore[union-attr]
    page.go_back()
    page.locator(".figure summary").first.click()
    assert page.locator(".figure details .grid").is_visible()
    context.close()


@pytest.mark.browser
def test_the_columns_of_a_picture_are_where_they_are_meant_to_be(numbered: Path, page: Page) -> None:
    page.goto((numbered / "topics/theme-02/index.html").as_uri())
    box = page.locator(".timeline svg").bounding_box()
    drawn = page.locator(".timeline path").evaluate("path => path.getBoundingClientRect().toJSON()")
    assert box is not None
    assert box["x"] <= drawn["x"]
    assert drawn["x"] + drawn["width"] <= box["x"] + box["width"] + 1
    assert abs(drawn["y"] - box["y"]) <= 1
    assert (
        page.locator(".timeline tbody tr").count()
        == page.locator(".facet h2", has_text="Годы").locator("xpath=..").locator("li").count()
    )


def test_the_list_that_is_shown_is_marked_among_its_neighbours(numbered: Path) -> None:
    folder = numbered / "organizations/body-00/topics/theme-01"
    for name, current in {"index.html": "page", "page/2/index.html": "true"}.items():
        text = (folder / name).read_text("utf-8")
        marked = re.findall(rf'<a href="[^"]+" aria-current="{current}">([^<]+) <span', text)
        assert marked == ["«theme» № 1"]
    facets = (numbered / "topics/theme-02/index.html").read_text("utf-8").partition('class="facets"')[2]
    assert "aria-current" not in facets
