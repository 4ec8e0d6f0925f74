"""Parts of pages that are rendered once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.site.caching import PageLinks, PartCache
from svod.urls import relative_url

PAGES = st.lists(st.sampled_from(("topics", "page", "a")), max_size=4).map(
    lambda names: "/".join(("", *names, ""))
)


class Record:
    """A record of a page; no two are the same."""


@given(pages=st.lists(PAGES, min_size=1), target=PAGES)
def test_a_part_stands_on_each_page_as_if_it_were_rendered_for_it(pages: list[str], target: str) -> None:
    links = PageLinks()
    parts, record, times = PartCache(links), Record(), []

    def render() -> str:
        times.append(1)
        return f"<a href={links.link(target)}{links.current(target)}>&amp;"

    for page in pages:
        links.turn_to(page)
        current = ' aria-current="page"' if page == target else ""
        if page.startswith(f"{target}page/"):
            current = ' aria-current="true"'
        ascent = relative_url(page, "/").removesuffix("index.html")
        expected = f"<a href={ascent}{relative_url('/', target)}{current}>&amp;"
        assert parts.find(1, (record, 2), render) == expected
        assert links.link("/other/") == relative_url(page, "/other/")
    assert len(times) == 1


def test_parts_of_other_records_words_or_places_are_others() -> None:
    links = PageLinks()
    parts = PartCache(links)
    one, other = Record(), Record()
    shown = [(1, (one, 2)), (1, (other, 2)), (1, (one, 3)), (2, (one, 2)), (1, (one,))]
    texts = [str(number) for number in range(len(shown))]
    for _ in range(2):
        found = [
            parts.find(place, values, lambda text=text: text)  # type: ignore[misc]
            for (place, values), text in zip(shown, texts, strict=True)
        ]
        assert found == texts


def test_a_part_of_a_part_stands_where_the_outer_one_does() -> None:
    links = PageLinks()
    parts, inner, outer = PartCache(links), Record(), Record()

    def render_inner() -> str:
        return links.link("/topics/") + links.current("/topics/")

    for page, expected in {
        "/topics/": '[../topics/index.html aria-current="page"]',
        "/years/2022/": "[../../topics/index.html]",
    }.items():
        links.turn_to(page)
        text = parts.find(1, (outer,), lambda: f"[{parts.find(2, (inner,), render_inner)}]")
        assert text == expected


def test_a_part_that_fails_leaves_links_as_they_were() -> None:
    links = PageLinks()
    links.turn_to("/years/2022/")

    def fail() -> str:
        raise LookupError

    with pytest.raises(LookupError):
        PartCache(links).find(1, (), fail)
    assert links.link("/topics/") == "../../topics/index.html"


def test_a_hole_in_a_part_stays_one() -> None:
    links = PageLinks()
    links.turn_to("/years/2022/")
    assert PartCache(links).find(1, (Record(),), lambda: "\0act\0") == "\0act\0"


def test_no_more_parts_are_kept_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("svod.site.caching._PARTS_KEPT", 3)
    parts, rendered = PartCache(PageLinks()), list[int]()
    for number in [0, 1, 2, 0, 1, 2, 3, 0, 0]:

        def render(number: int = number) -> str:
            rendered.append(number)
            return "x"

        assert parts.find(1, (number,), render) == "x"
    assert rendered == [0, 1, 2, 3, 0]
