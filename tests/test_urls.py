"""Addresses: every link leads to the file that answers it, under any sub-path and from a disk."""

from posixpath import join, normpath, relpath
from urllib.parse import quote, unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod import urls

segment = st.text(st.sampled_from("abяё1-%? &~"), min_size=1, max_size=6)
page = st.lists(segment, max_size=4).map(lambda parts: "/" + "".join(f"{part}/" for part in parts))
target = st.one_of(page, st.tuples(page, segment).map(lambda pair: f"{pair[0]}{pair[1]}.xml"))


@given(page, target)
def test_a_relative_link_resolves_to_its_target_from_any_page(source: str, goal: str) -> None:
    link = urls.relative_url(source, goal)
    folder = quote(urls.output_path(source).rpartition("/")[0])
    assert normpath(join("/", unquote(folder), unquote(link))) == "/" + urls.output_path(goal)
    base = f"https://host.example/any/sub/{folder}/index.html" if folder else "https://host.example/any/sub/"
    path = urljoin(base, link).removeprefix("https://host.example/any/sub/")
    assert unquote(path) == urls.output_path(goal)


@given(page, target)
def test_a_relative_link_goes_up_no_further_than_it_must(source: str, goal: str) -> None:
    folder = urls.output_path(source).rpartition("/")[0]
    assert unquote(urls.relative_url(source, goal)) == relpath(urls.output_path(goal), folder or ".")


@pytest.mark.parametrize(
    ("source", "goal", "link"),
    [
        ("/", "/", "index.html"),
        ("/", "/resolutions/a/", "resolutions/a/index.html"),
        ("/resolutions/a/", "/", "../../index.html"),
        ("/resolutions/a/", "/resolutions/b/#a2-i3", "../b/index.html#a2-i3"),
        ("/resolutions/a/", "/static/site.css", "../../static/site.css"),
        ("/404.html", "/feed.xml", "feed.xml"),
        ("/topics/a/", "/topics/./b/../a/", "index.html"),
        ("/topics/a/", "/topics/ab/", "../ab/index.html"),
        ("/topics/", "/files/отчёт 1.pdf", "../files/%D0%BE%D1%82%D1%87%D1%91%D1%82%201.pdf"),
    ],
)
def test_links_as_they_stand_in_pages(source: str, goal: str, link: str) -> None:
    assert urls.relative_url(source, goal) == link


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/", "index.html"),
        ("/topics/", "topics/index.html"),
        ("/feed.xml", "feed.xml"),
        ("/404.html", "404.html"),
    ],
)
def test_the_file_that_answers_an_address(url: str, path: str) -> None:
    assert urls.output_path(url) == path


def test_addresses_of_the_contract() -> None:
    assert urls.resolution_url("a") == "/resolutions/a/"
    assert urls.taxonomy_url("topics") == "/topics/"
    assert urls.term_url("years", "2022") == "/years/2022/"
    assert urls.page_url("about") == "/about/"
    assert [urls.pager_url("/topics/a/", number) for number in (1, 2)] == ["/topics/a/", "/topics/a/page/2/"]
    assert urls.feed_url(urls.HOME) == urls.FEED


@pytest.mark.parametrize("base", ["https://svod.example", "https://svod.example/"])
def test_a_permalink_is_absolute(base: str) -> None:
    assert urls.permalink(base, "/resolutions/a/#p1") == "https://svod.example/resolutions/a/#p1"


@pytest.mark.parametrize(
    ("link", "external"),
    [
        ("https://a.ru/", True),
        ("//a.ru/", True),
        ("mailto:a@b.ru", True),
        ("/topics/", False),
        ("../a.md", False),
        ("#p1", False),
        ("", False),
    ],
)
def test_what_leads_out_of_the_site(link: str, external: bool) -> None:
    assert urls.is_external(link) is external
