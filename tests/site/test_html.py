"""html-validate finds nothing wrong with any page; feeds and sitemap are what their standards ask for."""

import subprocess
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.parametrize("fixture", ["archive", "rich_site", "reuse_site"])
def test_html_validate_finds_nothing(request: pytest.FixtureRequest, fixture: str) -> None:
    site: Path = request.getfixturevalue(fixture)
    command = ["node", "node_modules/html-validate/bin/html-validate.mjs", "--config", ".htmlvalidate.json"]
    pages = [str(file) for file in site.rglob("*.html")]
    done = subprocess.run([*command, *pages], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_feed_has_what_atom_requires(archive: Path) -> None:
    feeds = sorted(archive.rglob("feed.xml"))
    assert len(feeds) > 10
    for file in feeds:
        feed = ElementTree.parse(file).getroot()
        assert feed.tag == f"{ATOM}feed"
        ids = [element.text for element in feed.iter(f"{ATOM}id")]
        assert all(ids)
        assert len(ids) == len(set(ids))
        entries = feed.findall(f"{ATOM}entry")
        for element in (feed, *entries):
            assert element.findtext(f"{ATOM}title")
            assert datetime.fromisoformat(str(element.findtext(f"{ATOM}updated"))).tzinfo
        assert all(entry.find(f"{ATOM}link") is not None for entry in entries)
        assert feed.find(f"{ATOM}author") is not None or all(
            entry.find(f"{ATOM}author") is not None for entry in entries
        )
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert str(links["self"]).endswith(f"/{file.relative_to(archive).as_posix()}")


def test_the_sitemap_names_every_public_page_once_and_lies_about_no_date(archive: Path) -> None:
    urls = ElementTree.parse(archive / "sitemap.xml").getroot().findall(f"{SITEMAP}url")
    places = [str(url.findtext(f"{SITEMAP}loc")) for url in urls]
    made = {
        "https://svod.example/" + file.relative_to(archive).as_posix().removesuffix("index.html")
        for file in archive.rglob("index.html")
        if file.parent.name != "search"
    }
    assert sorted(places) == sorted(made)
    days = {place: url.findtext(f"{SITEMAP}lastmod") for place, url in zip(places, urls, strict=True)}
    assert days["https://svod.example/resolutions/smolensk-forum-vospitanie-2022/"] == "2026-11-19"


def test_what_is_not_public_stays_out_of_sitemap_and_feeds(rich_site: Path) -> None:
    sitemap = (rich_site / "sitemap.xml").read_text(encoding="utf-8")
    feed = (rich_site / "feed.xml").read_text(encoding="utf-8")
    for hidden in ("letter", "recalled"):
        assert f"/resolutions/{hidden}/" not in sitemap + feed
        page = (rich_site / f"resolutions/{hidden}/index.html").read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex"' in page


def test_robots_names_the_sitemap(archive: Path) -> None:
    assert "Sitemap: https://svod.example/sitemap.xml" in (archive / "robots.txt").read_text(encoding="utf-8")
