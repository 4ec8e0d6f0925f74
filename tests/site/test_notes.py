"""Editors' notes stand beside the text and never in it; signs lead from places to notes, and back."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import publish
from tests.rim.sites import act, make_site
from tests.site.served import PageReader

PLENUM = "resolutions/novosibirsk-plenum-partnerstvo-2016/index.html"
NOTED = """РЕЗОЛЮЦИЯ

Участники обсудили итоги.

Школам:

1. Поддержать наставников.
3. Вести учёт:
а) каждый день;

| Год | Число |
|-----|-------|
| 1   | 2     |

Итог подведён.
"""
NOTES = [("a1-i2", "номер"), ("p1", "первая"), ("a1", "кому"), ("p1", "вторая"), ("a1-i2-i1", "вложенный")]


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one act that has notes at places of all kinds."""
    folder = tmp_path_factory.mktemp("noted")
    lines = ", ".join(f'{{at: {at}, note: "{note}"}}' for at, note in NOTES)
    front = {"notes": f"[{lines}]"}
    site = make_site(folder / "site", {"content/resolutions/forum.md": act(NOTED, **front)}, plain=False)
    return publish(site, folder / "output") / "resolutions/forum/index.html"


def test_notes_are_numbered_in_the_order_of_the_text_and_linked_both_ways(noted: Path) -> None:
    links = PageReader(noted.read_text(encoding="utf-8"))
    signs = [link for link in links.links if link.startswith("#note-")]
    assert signs == [f"#note-{number}" for number in range(1, 6)]
    assert {f"note-{number}" for number in range(1, 6)} <= set(links.anchors)
    text = noted.read_text(encoding="utf-8").partition('<section class="notes"')[2].partition("</section>")[0]
    assert PageReader(text).links == ["#p1", "#p1", "#a1", "#a1-i2", "#a1-i2-i1"]
    assert [text.index(word) for word in ("первая", "вторая", "кому", "номер", "вложенный")] == sorted(
        text.index(word) for _, word in NOTES
    )


@pytest.mark.browser
def test_a_note_is_no_part_of_the_text(noted: Path, page: Page) -> None:
    page.goto(noted.as_uri())
    words = page.locator("[data-fidelity]").inner_text().split()
    assert words == NOTED.replace("|", " ").replace("-", " ").split()
    assert page.locator("[data-fidelity] .notes").count() == 0
    sign = page.get_by_role("link", name="Пометка редакции 4")
    sign.click()
    expect(page.locator("#note-4")).to_be_in_viewport()
    assert page.url.endswith("#note-4")
    page.locator("#note-4 a").click()
    assert page.url.endswith("#a1-i2")


@pytest.mark.browser
def test_where_there_is_room_notes_stand_as_high_as_their_places(archive: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto((archive / PLENUM).as_uri())
    for place, note in (("#p1", "#note-1"), ("#p4", "#note-2")):
        text, beside = page.locator(place).bounding_box(), page.locator(note).bounding_box()
        assert text is not None
        assert beside is not None
        assert beside["y"] == pytest.approx(text["y"], abs=1)
        assert beside["x"] > text["x"] + text["width"]
        assert beside["x"] + beside["width"] <= 1280
    context.close()


@pytest.mark.browser
def test_notes_never_lie_over_each_other_or_over_the_card(noted: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(noted.as_uri())
    found = [
        page.locator(selector).bounding_box() for selector in (*(f"#note-{n}" for n in range(1, 6)), ".card")
    ]
    boxes = [box for box in found if box]
    assert len(boxes) == 6
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            assert apart or one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768, 1100])
def test_elsewhere_they_stand_below_the_text(archive: Path, browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto((archive / PLENUM).as_uri())
    text, notes = page.locator("[data-fidelity]").bounding_box(), page.locator(".notes").bounding_box()
    assert text is not None
    assert notes is not None
    assert notes["y"] >= text["y"] + text["height"]
    expect(page.get_by_role("heading", name="Пометки редакции")).to_be_visible()
    context.close()
