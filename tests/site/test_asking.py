"""The pages of addressees: every provision addressed to one, once, as printed, and on those of its topics."""

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from svod.content.act import parse_act
from svod.content.authorities import Addressee, Authorities, read_authorities
from svod.content.marks import bare
from svod.content.requests import find_requests
from svod.content.sources import Source, find_files, read_source
from svod.pipeline.building import build_site
from tests.conftest import ROOT
from tests.content.sheets import act as parse
from tests.rim.sites import ACT, act, make_site

_LINK = re.compile(r'<li><a href="([^"#]*)#([^"]+)">(?:<b>(.*?)</b> )?(.*?)</a></li>')
ADDRESSEES = "- {id: schools, name: Школы}\n- {id: museums, name: Музеи}\n"
SITE = {
    "site_config.yaml": "title: Архив\ndescription: Резолюции\npage_size: 1\n",
    "content/addressees.yaml": ADDRESSEES,
    "content/topics.yaml": "- {id: youth, name: Молодёжь}\n- {id: labour, name: Труд}\n",
}


def pages_of(files: dict[str, bytes], folder: str) -> dict[str, list[tuple[str, ...]]]:
    """Return what stands on the pages in ``folder``: address of the act, anchor, marker, text."""
    pages = {path: text.decode() for path, text in files.items() if path.startswith(folder)}
    return {
        path.removeprefix(folder): [tuple(map(unescape, found)) for found in _LINK.findall(text)]
        for path, text in pages.items()
    }


@pytest.fixture
def site(tmp_path: Path) -> dict[str, bytes]:
    """Ten acts, two provisions for schools in each, every other one on labour too."""
    acts = {
        f"content/resolutions/a{number}.md": act(
            f"РЕЗОЛЮЦИЯ\n\nШколам:\n\n1. Раз {number} & всё.\n3. Два.\n\nМузеев:\n\n– Хранить.\n",
            date=f'"20{number + 10}"',
            topics="[youth, labour]" if number % 2 else "[youth]",
        )
        for number in range(10)
    }
    files: dict[str, bytes] = {}
    folder = make_site(tmp_path / "site", {**SITE, **acts, ACT: None}, plain=False)
    assert build_site(folder, files.__setitem__).ok
    return files


def test_every_provision_stands_on_one_page_newest_first(site: dict[str, bytes]) -> None:
    pages = pages_of(site, "addressees/schools/")
    own = ["index.html", *(f"page/{number}/index.html" for number in range(2, 6))]
    found = [entry for name in own for entry in pages[name]]
    assert [entry[2:] for entry in found] == [
        text for number in reversed(range(10)) for text in (("1.", f"Раз {number} & всё."), ("3.", "Два."))
    ]
    assert all(len(pages[name]) == 4 for name in own)
    assert found[0][:2] == ("../../resolutions/a9/index.html", "a1-i1")
    page = site["addressees/schools/index.html"].decode()
    years = re.findall(r'<h2><a href="../../years/(\d+)/index.html">\1', page)
    assert years == ["2019", "2018"]


def test_a_topic_shows_the_provisions_of_its_acts(site: dict[str, bytes]) -> None:
    pages = pages_of(site, "addressees/schools/topics/labour/")
    assert list(pages) == ["index.html", "page/2/index.html", "page/3/index.html"]
    texts = [entry[3] for entries in pages.values() for entry in entries]
    assert texts == [text for number in (9, 7, 5, 3, 1) for text in (f"Раз {number} & всё.", "Два.")]
    page = site["addressees/schools/index.html"].decode()
    assert re.findall(r'/topics/(\w+)/index.html">\S+ <span class="number">(\d+)', page) == [
        ("youth", "20"),
        ("labour", "10"),
    ]


def test_who_is_asked_nothing_has_no_page_and_no_part_in_numbers(tmp_path: Path) -> None:
    """A number of acts leads to as many: those whose label stands only above others are none of them."""
    led = "РЕЗОЛЮЦИЯ\n\nШколам:\n\n1. Музеям:\nа) хранить.\n"
    both = f"{led}2. Помнить.\n3. Знать.\n"
    texts = {"a": act(led, topics="[labour]"), "b": act(led), "c": act(both)}
    files: dict[str, bytes] = {}
    acts = {f"content/resolutions/{name}.md": text for name, text in texts.items()}
    assert build_site(make_site(tmp_path, {**SITE, **acts, ACT: None}, plain=False), files.__setitem__).ok
    numbers = {
        topic: dict(
            re.findall(
                rf'href="../../(addressees/\w+)/topics/{topic}/index.html">\S+ <span class="number">(\d+)',
                files[f"topics/{topic}/index.html"].decode(),
            )
        )
        for topic in ("youth", "labour")
    }
    assert numbers == {
        "youth": {"addressees/museums": "2", "addressees/schools": "1"},
        "labour": {"addressees/museums": "1"},
    }
    for topic, found in numbers.items():
        for addressee, number in found.items():
            page = files[f"{addressee}/topics/{topic}/index.html"].decode()
            assert f"· {number} резолюци" in page
            assert page.count("<article") == int(number)
    assert "addressees/schools/topics/labour/index.html" not in files
    everybody = files["addressees/index.html"].decode()
    assert re.findall(r'(\w+)/index.html">\S+ <span class="number">(\d+)', everybody) == [
        ("museums", "3"),
        ("schools", "1"),
    ]


def test_the_first_page_of_all_shows_since_when(site: dict[str, bytes]) -> None:
    drawn = [path for path, text in files_of(site) if 'class="timeline"' in text]
    assert drawn == ["addressees/museums/index.html", "addressees/schools/index.html"]
    page = site["addressees/schools/index.html"].decode()
    assert "2010–2019, за год не больше 1." in page
    assert len(re.findall(r'<th scope="row"><a href="../../years/20\d\d/index.html">', page)) == 10


def files_of(files: dict[str, bytes]) -> list[tuple[str, str]]:
    return sorted((path, text.decode()) for path, text in files.items() if path.startswith("addressees/"))


def test_a_long_text_is_cut_between_words(tmp_path: Path) -> None:
    said = "беречь память о наставниках "
    body = f"РЕЗОЛЮЦИЯ\n\nШколам:\n\n1. {said * 20}\n2. {'я' * 400}\n"
    files: dict[str, bytes] = {}
    build_site(make_site(tmp_path, {**SITE, ACT: act(body)}, plain=False), files.__setitem__)
    texts = [text for *_, text in pages_of(files, "addressees/schools/")["index.html"]]
    assert [len(text) < 310 and text.endswith("…") for text in texts] == [True, True]
    assert (said * 20).startswith(texts[0].removesuffix("…") + " ")


def test_the_last_page_is_shorter(site: dict[str, bytes]) -> None:
    assert len(pages_of(site, "addressees/museums/")["index.html"]) == 4
    others = pages_of(site, "addressees/museums/page/")
    assert list(map(len, others.values())) == [4, 2]


def test_who_is_asked_is_the_nearest_who_is_known() -> None:
    body = (
        "РЕЗОЛЮЦИЯ\n\nРЕШИЛИ:\n\nШколам:\n\n1. Вести учёт:\nа) книг;\n2. Музеям:\nа) хранить.\n\n"
        "Кому-то:\n\n1. Знать.\n\n**Музеев:**\n\n– ***Беречь* <книги>**.\n"
    )
    names = {"schools": "Школы", "museums": "Музеи"}
    authorities = Authorities(addressees={key: Addressee(id=key, name=name) for key, name in names.items()})
    found = find_requests(parse(body).document, authorities)
    shown = {
        addressee: [(entry[1], entry[2], entry[3]) for entry in _LINK.findall(request.html.decode())]
        for addressee, request in found.items()
    }
    assert shown["schools"] == [("a1-i1", "1.", "Вести учёт:"), ("a1-i1-i1", "а)", "книг;")]
    assert [entry[0] for entry in shown["museums"]] == ["a1-i2-i1", "a3-i1"]
    assert {key: request.number for key, request in found.items()} == {"schools": 2, "museums": 2}


@pytest.mark.parametrize("path", find_files(ROOT, "content/resolutions", ".md")[0])
def test_all_that_the_real_acts_ask_is_shown(path: str, archive: Path) -> None:
    source = read_source(ROOT, path)
    assert isinstance(source, Source)
    parsed, _ = parse_act(source)
    assert parsed
    requests = find_requests(parsed.document, read_authorities(ROOT)[0])
    asked = sum(len(group.provisions) for group in parsed.document.groups)
    assert sum(request.number for request in requests.values()) >= asked
    own = (archive / f"resolutions/{parsed.act.id}/index.html").read_text("utf-8")
    texts = {bare(provision.text) for provision in parsed.document.provisions}
    for addressee in requests:
        page = (archive / f"addressees/{addressee}/index.html").read_text("utf-8")
        shown = [found for found in _LINK.findall(page) if f"/{parsed.act.id}/" in found[0]]
        assert len(shown) == requests[addressee].number
        assert all(f'id="{anchor}"' in own for _, anchor, _, _ in shown)
        assert all(any(text.startswith(unescape(said).rstrip("…")) for text in texts) for *_, said in shown)


@pytest.mark.browser
def test_a_provision_leads_to_its_place_on_a_phone_without_scripts(archive: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto((archive / "addressees/index.html").as_uri())
    page.get_by_role("link", name="ГАУ ДПО СОИРО").click()
    page.locator(".facet a").first.click()
    assert "/topics/" in page.url
    entry = page.locator(".requests a").first
    text = entry.evaluate("entry => entry.lastChild.textContent.trim()")
    entry.click()
    assert text.rstrip("…") in page.locator(":target").inner_text()
    context.close()
