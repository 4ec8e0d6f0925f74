"""A site of a thousand acts, made of the words of the real ones: what a reader meets where there is much."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.acts import SEED, plan_acts
from benchmarks.corpus import read_corpus
from benchmarks.make_site import make_site
from tests.conftest import publish
from tests.site.test_accessibility import AXE
from tests.site.test_links import broken_links

pytestmark = [pytest.mark.slow, pytest.mark.browser]
KINDS = {
    "home": "index.html",
    "list": "resolutions/page/2/index.html",
    "resolution": "resolutions/act-*/index.html",
    "organization": "organizations/teachers-*/index.html",
    "organization and topic": "organizations/*/topics/*/index.html",
    "topic": "topics/*/index.html",
    "topic and year": "topics/*/years/*/index.html",
    "addressees": "addressees/index.html",
    "addressee": "addressees/*/index.html",
    "addressee and topic": "addressees/*/topics/*/index.html",
    "repetitions": "reuse/index.html",
    "repeated": "reuse/act-*/index.html",
    "alphabet": "alphabet/index.html",
}
NUMBER = re.compile(r"\D")


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a site of 1,000 acts."""
    folder = tmp_path_factory.mktemp("thousand")
    make_site(folder / "site", plan_acts(read_corpus(None), 1_000, SEED))
    return publish(folder / "site", folder / "output")


def page_of(site: Path, kind: str) -> str:
    """Return the address of the largest page of a kind."""
    pages = sorted(site.glob(KINDS[kind]))
    assert pages, kind
    return max(pages, key=lambda page: page.stat().st_size).as_uri()


def number_in(text: str) -> int:
    """Return a number as it is printed, its digits in groups."""
    return int(NUMBER.sub("", text))


def test_every_link_and_anchor_resolves(thousand: Path) -> None:
    assert broken_links((thousand / "index.html").as_uri()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_largest_page_of_a_kind_can_be_used_by_all(thousand: Path, browser: Browser, kind: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(page_of(thousand, kind))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.add_script_tag(path=AXE)
    assert page.evaluate("axe.run({resultTypes: ['violations']})")["violations"] == []
    context.close()


def test_a_number_of_the_heat_map_leads_to_as_many_acts(thousand: Path, page: Page) -> None:
    page.goto(page_of(thousand, "home"))
    cell = page.locator("[aria-labelledby=organizations-by-topic] td a").first
    number = number_in(cell.inner_text())
    cell.click()
    expect(page.locator("main h1")).to_be_visible()
    shown = page.locator(".cards > li").count()
    assert shown == min(number, 50)
    assert number_in(page.locator(".extent").inner_text().split(" из ")[-1]) == number


def test_the_pages_of_an_addressee_show_as_many_provisions_as_they_say(thousand: Path, page: Page) -> None:
    page.goto(page_of(thousand, "addressee"))
    said = number_in(page.locator(".extent").inner_text().split("·")[0])
    shown = page.locator(".requests > li").count()
    while page.locator(".pager a[rel=next]").count():
        page.locator(".pager a[rel=next]").click()
        shown += page.locator(".requests > li").count()
    assert shown == said > 100
    link = page.locator(".requests a").first
    printed = link.inner_text().split()
    link.click()
    place = page.locator(":target")
    assert place.inner_text().split()[: len(printed) - 1] == printed[:-1]


def test_a_repeated_provision_names_a_place_where_it_stands_too(thousand: Path, page: Page) -> None:
    act = next(
        act
        for act in sorted(thousand.glob(KINDS["resolution"]))
        if 'class="repeated"' in act.read_text("utf-8")
    )
    page.goto(act.as_uri())
    note = page.locator(".repeated").first
    own = note.locator("xpath=ancestor::*[@id][1]/*[contains(@class, 'text')]").inner_text().split()
    note.locator("a").first.click()
    other = page.locator(":target").inner_text().split()
    assert page.url.partition("#")[0] != act.as_uri()
    assert len(set(own) & set(other)) > len(set(own)) / 2
