"""Drafts say what they are wherever they are named; hidden acts hide; withdrawn ones leave a tombstone."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import publish
from tests.rim.sites import act, make_site

WORDS = "Об этом забудут."
ACTS = {
    "content/resolutions/plain.md": act(title="Открытая", related="[{rel: replaces, ref: gone}]"),
    "content/resolutions/draft.md": act(title="Черновая", status="draft"),
    "content/resolutions/proposals.md": act(title="Предложенная", status="proposals"),
    "content/resolutions/unknown.md": act(title="Неизвестная", status="unknown"),
    "content/resolutions/hidden.md": act(title="Скрытая", access="noindex", date="2021"),
    "content/resolutions/gone.md": act(
        f"РЕЗОЛЮЦИЯ\n\n{WORDS}\n\nСемьям:\n\n1. {WORDS}\n",
        title="Изъятая",
        date="2001",
        organizations="[lost]",
        topics="[lost]",
        access="withdrawn",
        access_note="По решению суда.",
        place="{name: Смоленск}",
        notes="[{at: p1, note: забыто}]",
        aliases="[/old/gone/]",
    ),
}
SITE = {
    "content/organizations.yaml": "- {id: soiro, name: СОИРО}\n- {id: lost, name: Распущенный совет}\n",
    "content/topics.yaml": "- {id: youth, name: Молодёжь}\n- {id: lost, name: Забытое}\n",
    "content/resolutions/forum.md": None,
}
LISTS = ["resolutions", "organizations/soiro", "topics/youth", "years/2022"]
STATUSES = {"draft": "проект", "proposals": "предложения в проект", "unknown": "не установлено, принята ли"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with acts of all kinds, built: the folder of its output."""
    folder = tmp_path_factory.mktemp("access")
    return publish(make_site(folder / "site", {**ACTS, **SITE}, plain=False), folder / "output")


def holding(site: Path, words: str) -> list[str]:
    """Return the files of a site that hold ``words``."""
    files = (file for file in site.rglob("*") if file.is_file() and not file.name.startswith("."))
    found = (file for file in files if words.encode() in file.read_bytes())
    return sorted(file.relative_to(site).as_posix() for file in found)


def text_of(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def test_a_withdrawn_text_is_nowhere_at_all(site: Path) -> None:
    assert holding(site, WORDS.rstrip(".")) == []
    assert holding(site, "забыто") == []


def test_a_withdrawn_act_is_named_by_its_tombstone_and_what_leads_to_it(site: Path) -> None:
    own, former, citing = "resolutions/gone/index.html", "old/gone/index.html", "resolutions/plain/index.html"
    assert holding(site, "Изъятая") == sorted([own, former, citing])
    assert holding(site, "resolutions/gone/") == sorted([own, former, citing][:2])
    assert sorted(file.name for file in (site / "resolutions/gone").iterdir()) == ["index.html"]
    assert holding(site, "Распущенный совет") == [own]
    assert not (site / "years/2001").exists()


def test_a_tombstone_says_why_and_what_stood_there(site: Path) -> None:
    text = text_of(site, "resolutions/gone/index.html")
    for words in ("Изъятая", "По решению суда.", "2001", "Распущенный совет", "Забытое", "Смоленск"):
        assert words in text
    assert "изъята" in text
    assert '<meta name="robots" content="noindex">' in text
    assert "data-fidelity" not in text
    for absent in ('id="cite"', 'id="notes"', 'id="contents"', "act.css", "notes.css", "/years/2001/"):
        assert absent not in text


def test_a_hidden_act_is_found_here_and_nowhere_else(site: Path) -> None:
    assert '<meta name="robots" content="noindex">' in text_of(site, "resolutions/hidden/index.html")
    assert "Скрытая" in text_of(site, "resolutions/index.html")
    assert any(path.startswith("search/index/fragments/") for path in holding(site, "Скрытая"))
    feeds = sorted(file.relative_to(site).as_posix() for file in site.rglob("feed.xml"))
    assert not set(holding(site, "Скрытая")) & {*feeds, "sitemap.xml"}
    assert not set(holding(site, "resolutions/hidden/")) & {*feeds, "sitemap.xml"}
    public = text_of(site, "resolutions/plain/index.html")
    assert "noindex" not in public


@pytest.mark.parametrize("name", STATUSES)
def test_an_act_that_was_not_adopted_says_so_before_its_text(site: Path, name: str) -> None:
    text = text_of(site, f"resolutions/{name}/index.html")
    said = f'<p class="notice">Статус: <strong>{STATUSES[name]}</strong></p>'
    assert said in text
    assert text.index(said) < text.index("data-fidelity")
    assert '<p class="notice">' not in text_of(site, "resolutions/plain/index.html")


@pytest.mark.parametrize("path", LISTS)
def test_lists_say_which_acts_were_not_adopted(site: Path, path: str) -> None:
    text = text_of(site, f"{path}/index.html")
    for words in STATUSES.values():
        assert text.count(f'<p class="status">{words}</p>') == 1


@pytest.mark.browser
def test_results_say_which_acts_were_not_adopted_and_leave_out_the_withdrawn(site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}/search/index.html?q=наставников")
    results = page.locator("#results > li:has(h2)")
    expect(results).to_have_count(5)
    for title, words in zip(("Черновая", "Предложенная", "Неизвестная"), STATUSES.values(), strict=True):
        expect(results.filter(has_text=title).locator(".status")).to_have_text(words)
    expect(results.filter(has_text="Открытая").locator(".status")).to_have_count(0)
    found = page.evaluate("window.svod.search('забудут')")
    assert found["total"] == 0, json.dumps(found, ensure_ascii=False)
