"""Every link and anchor resolves, under a sub-path and from a disk; no request leaves the site."""

from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.site.served import PageReader, served


@pytest.fixture(params=["archive", "rich_site", "reuse_site"])
def site(request: pytest.FixtureRequest) -> Path:
    return Path(request.getfixturevalue(request.param))


def broken_links(home: str, start: str = "") -> list[str]:
    """Follow every link and resource from ``home`` on, or from ``start``; return those that lead nowhere."""
    scope = home.rpartition("/")[0] + "/"
    pages: dict[str, PageReader | None] = {}
    waiting, faults = {scope + start if start else home}, set()
    wanted: set[tuple[str, str]] = set()
    while waiting:
        address = waiting.pop()
        try:
            with urlopen(address) as answer:
                html = address.endswith((".html", "/"))
                pages[address] = PageReader(answer.read().decode("utf-8")) if html else None
        except (HTTPError, OSError) as error:
            faults.add(f"{address}: {error}")
            pages[address] = None
            continue
        reader = pages[address]
        for link in (*reader.links, *reader.resources) if reader else ():
            target, fragment = urldefrag(urljoin(address, link))
            if target.startswith("data:"):  # it holds the file itself
                continue
            if not target.startswith(scope):
                if urlsplit(target).hostname in (None, "127.0.0.1"):
                    faults.add(f"{address}: {link} leaves the site")
                continue
            wanted.add((target, unquote(fragment)))
            if target not in pages:
                waiting.add(target)
    for target, fragment in wanted:
        reader = pages[target]
        if fragment and (reader is None or fragment not in reader.anchors):
            faults.add(f"{target}#{fragment}: no such place")
    return sorted(faults)


def test_every_link_resolves_under_a_sub_path(site: Path) -> None:
    with served(site) as home:
        assert broken_links(home) == []


def test_every_link_of_a_withdrawn_act_resolves_to_which_none_leads(rich_site: Path) -> None:
    assert broken_links((rich_site / "index.html").as_uri(), "resolutions/recalled/index.html") == []


def test_every_link_resolves_from_a_disk(site: Path) -> None:
    assert broken_links((site / "index.html").as_uri()) == []


def test_the_crawler_sees_a_broken_link_and_a_missing_anchor(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="gone.html">x</a><a href="#gone">y</a>', encoding="utf-8")
    assert len(broken_links((tmp_path / "index.html").as_uri())) == 2


def test_every_page_is_reached_from_home(archive: Path) -> None:
    with served(archive) as home:
        seen: set[str] = set()
        waiting = {home}
        while waiting:
            address = waiting.pop()
            seen.add(address.removeprefix(home))
            with urlopen(address) as answer:
                links = PageReader(answer.read().decode("utf-8")).links
            targets = {urldefrag(urljoin(address, link))[0] for link in links}
            waiting |= {t for t in targets if t.startswith(home) and t.removeprefix(home) not in seen}
    made = {file.relative_to(archive).as_posix() for file in archive.rglob("*.html")}
    assert made - seen == {"404.html"}


def test_no_anchor_is_given_twice(site: Path) -> None:
    for file in site.rglob("*.html"):
        anchors = PageReader(file.read_text(encoding="utf-8")).anchors
        assert len(anchors) == len(set(anchors)), file


@pytest.mark.browser
@pytest.mark.parametrize("from_disk", [False, True])
def test_no_request_leaves_the_site(site: Path, browser: Browser, *, from_disk: bool) -> None:
    with served(site) as home:
        base = site.as_uri() + "/" if from_disk else home
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        asked: list[str] = []
        failed: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfailed", lambda request: failed.append(f"{request.url} {request.failure}"))
        page.on("response", lambda answer: failed.extend([answer.url] if answer.status >= 400 else []))
        for file in sorted(site.rglob("*.html")):
            if file.name != "404.html" and "http-equiv" not in file.read_text(encoding="utf-8"):
                page.goto(base + file.relative_to(site).as_posix())
        context.close()
    assert asked
    assert [url for url in asked if not url.startswith(base)] == []
    # Going on to the next page aborts what is still under way, the icon for one.
    assert [failure for failure in failed if not failure.endswith("net::ERR_ABORTED")] == []
