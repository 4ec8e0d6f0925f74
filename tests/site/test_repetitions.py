"""Repeated provisions on the pages: notes that link, pages for what there is to compare, a list."""

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from svod.pipeline.building import build_site
from tests.rim.sites import ACT, act, make_site

FEW = "Создать в районах области клуб выпускников педагогических классов."
MANY = "Поддержать наставников, провести в каждом районе их форум и обобщить опыт лучших школ области."
_NOTE = re.compile(r'<span class="repeated">(.*?)</span>')
_LINK = re.compile(r'<a href="([^"]*)" aria-label="([^"]*)"></a>')


def site_of(folder: Path, bodies: dict[str, str], **more: dict[str, str]) -> dict[str, str]:
    """Build acts of 2001, 2002 … and return the pages; ``more`` are fields of some of them."""
    acts = {
        f"content/resolutions/{name}.md": act(
            body, **{"title": f'"Акт {name} & Ко"', "date": f'"20{number:02}"', **more.get(name, {})}
        )
        for number, (name, body) in enumerate(bodies.items(), 1)
    }
    files: dict[str, bytes] = {}
    assert build_site(make_site(folder / "site", {**acts, ACT: None}, plain=False), files.__setitem__).ok
    return {path: text.decode() for path, text in files.items() if path.endswith(".html")}


def notes(page: str) -> list[list[tuple[str, str]]]:
    return [[(href, unescape(said)) for href, said in _LINK.findall(note)] for note in _NOTE.findall(page)]


def test_what_two_or_three_acts_say_word_for_word_links_them_and_needs_no_page(tmp_path: Path) -> None:
    pages = site_of(tmp_path, {"a": f"1. {FEW}\n", "b": f"7. {FEW}\n", "c": f"1. {MANY}\n2. {FEW}\n"})
    said = {name: f"повторяется в: Акт {name} & Ко, 200{n}" for n, name in enumerate("abc", 1)}
    places = {"a": "../a/index.html#i1", "b": "../b/index.html#i1", "c": "../c/index.html#i2"}
    for name in "abc":
        others = [(places[other], said[other]) for other in "abc" if other != name]
        assert notes(pages[f"resolutions/{name}/index.html"]) == [others]
    assert [path for path in pages if path.startswith("reuse/")] == ["reuse/index.html"]
    assert f'href="../resolutions/a/index.html#i1">{FEW}</a>' in pages["reuse/index.html"]


def test_where_there_are_more_a_note_names_the_first_and_leads_to_all(tmp_path: Path) -> None:
    names = [f"act-{number:02}" for number in range(60)]
    pages = site_of(tmp_path, dict.fromkeys(names, f"1. {FEW}\n2. {MANY}\n"))
    for number, name in enumerate(names):
        first, rest = notes(pages[f"resolutions/{name}/index.html"])[1]
        assert first[0] == f"../{names[number == 0]}/index.html#i2"
        assert rest == ("../../reuse/act-00/index.html#i2", "и ещё в 58 резолюциях")
    page = pages["reuse/act-00/index.html"]
    assert {path for path in pages if path.startswith("reuse/")} == {
        "reuse/act-00/index.html",
        "reuse/index.html",
    }
    assert page.count('<section class="repetition"') == 2
    assert page.count(f'lang="ru">{MANY}</p>') == 1
    assert page.count("#i2") == 50
    assert "и ещё в 10 резолюциях, здесь не названных" in page


def test_other_words_stand_side_by_side(tmp_path: Path) -> None:
    other = MANY.replace("лучших", "всех")
    pages = site_of(tmp_path, {"a": f"1. {MANY}\n", "b": f"1. {other}\n", "c": f"1. {other}\n"})
    page = pages["reuse/a/index.html"]
    assert "опыт<del> лучших</del> школ" in page
    assert "опыт<ins> всех</ins> школ" in page
    assert notes(pages["resolutions/b/index.html"])[0][-1] == ("../../reuse/a/index.html#i1", "сравнить")


def test_of_acts_that_are_tied_the_latest_counts(tmp_path: Path) -> None:
    texts = dict.fromkeys("abcd", f"1. {FEW}\n")
    draft = {"status": "draft", "related": "[{rel: draft-of, ref: b}]"}
    pages = site_of(tmp_path / "1", texts, a=draft, c={"related": "[{rel: replaces, ref: b}]"})
    found = {name: notes(pages[f"resolutions/{name}/index.html"]) for name in "abcd"}
    assert found == {
        "a": [],
        "b": [],
        "c": [[("../d/index.html#i1", "повторяется в: Акт d & Ко, 2004")]],
        "d": [[("../c/index.html#i1", "повторяется в: Акт c & Ко, 2003")]],
    }
    assert "В 2 резолюциях" in pages["reuse/index.html"]
    alone = site_of(tmp_path / "2", dict.fromkeys("ab", f"1. {FEW}\n"), a=draft)
    assert not notes(alone["resolutions/b/index.html"])
    assert "В 2 резолюциях" not in alone["reuse/index.html"]
    hidden = site_of(tmp_path / "3", texts, a=draft, b={"access": "noindex"})
    assert len(notes(hidden["resolutions/a/index.html"])) == 1  # the later text counts nowhere


def test_a_draft_is_called_one_wherever_it_is_named(tmp_path: Path) -> None:
    pages = site_of(tmp_path, {"a": f"1. {MANY}\n", "b": f"1. {MANY} Да.\n"}, a={"status": "draft"})
    (((_, said), _),) = notes(pages["resolutions/b/index.html"])
    assert said == "повторяется в: Акт a & Ко, 2001, проект"
    for page in ("reuse/index.html", "reuse/a/index.html"):
        assert "<small>2001\xa0г.</small>, <strong>проект</strong>" in pages[page]
    assert "<small>2002\xa0г.</small></li>" in pages["reuse/a/index.html"]


def test_a_comparison_is_named_after_what_is_compared(tmp_path: Path) -> None:
    draft = {"status": "draft", "related": "[{rel: draft-of, ref: b}]"}
    pages = site_of(
        tmp_path, dict.fromkeys("abc", "Текст."), a=draft, c={"related": "[{rel: replaces, ref: b}]"}
    )
    compared = pages["resolutions/a/compare/b/index.html"]
    assert "<h1>Акт b &amp; Ко: сравнение с проектом</h1>" in compared
    assert 'content="Два текста рядом: Акт a &amp; Ко (2001\xa0г.) и Акт b &amp; Ко (2002\xa0г.)"' in compared
    assert "<small>2001\xa0г.</small>, <strong>проект</strong>" in compared
    other = pages["resolutions/c/compare/b/index.html"]
    assert "<h1>Акт c &amp; Ко: сравнение с заменённым документом</h1>" in other


@pytest.mark.parametrize("hidden", ["a", "b"])
def test_acts_that_are_tied_link_to_each_other_even_if_one_is_not_public(tmp_path: Path, hidden: str) -> None:
    fields = {"a": {"status": "draft", "related": "[{rel: draft-of, ref: b}]"}, "b": {}}
    fields[hidden] |= {"access": "noindex"}
    pages = site_of(tmp_path, dict.fromkeys("ab", "Текст."), **fields)
    for name, label, other in (("a", "Проект документа", "b"), ("b", "Проект этой резолюции", "a")):
        fact = pages[f"resolutions/{name}/index.html"].partition(f"<dt>{label}</dt>")[2].partition("</dd>")[0]
        assert f'href="../{other}/index.html"' in fact
        assert "compare" not in fact
    assert not any("/compare/" in path for path in pages)


@pytest.mark.browser
def test_a_note_is_seen_reached_by_keyboard_and_no_part_of_a_copy(reuse_site: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto((reuse_site / "resolutions/council/index.html").as_uri())
    link = page.locator(".repeated a").first
    box = link.bounding_box()
    assert box
    assert box["height"] >= 24
    assert box["width"] > 100
    assert "повторяется" not in page.locator("[data-fidelity]").inner_text()
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/resolutions/forum/index.html#*")
    context.close()
