"""What an earlier build has left changes how long a build takes, and nothing else."""

import errno
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svod.diagnostics import Diagnostic
from svod.execution import Outcome
from svod.pipeline.building import Result, build_site
from svod.pipeline.keys import Chunk
from svod.pipeline.publishing import publish_site
from svod.pipeline.reading import ActReader, LeftWords, ReadActs
from svod.publish.store import Store
from svod.site.templating import Templates
from tests.rim.edits import EDITS, HEADING, LISTING, Edit
from tests.rim.sites import act, call, make_large_site, make_site, snapshot


@pytest.fixture(autouse=True)
def _settled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a build trust files that were written just before: else it would trust none of these."""
    monkeypatch.setattr("svod.publish.store._TICK", 0)


@pytest.fixture
def _lists_are_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each page of a list stand by itself: these sites are too small for two stretches."""
    monkeypatch.setattr("svod.site.stretches._PARTS", 1)
    monkeypatch.setattr("svod.site.asking._PROVISIONS", 1)
    monkeypatch.setattr("svod.site.asking._TOGETHER", 2)


def wait_a_tick() -> None:
    """Wait until the clock of the disk has moved on."""
    time.sleep(0.05)


def built(site: Path, cache: Path | None) -> tuple[Result, dict[str, bytes]]:
    files: dict[str, bytes] = {}
    return build_site(site, files.__setitem__, cache=cache), files


def published(site: Path, cache: Path) -> Result:
    return publish_site(site, site / "output", cache=cache)


@pytest.mark.usefixtures("_lists_are_cut_short")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EDITS, min_size=1, max_size=6))
def test_after_any_edits_the_site_and_the_faults_are_those_of_a_build_from_nothing(
    tmp_path: Path, edits: list[Edit]
) -> None:
    for folder in (tmp_path / "site", tmp_path / "cache"):
        shutil.rmtree(folder, ignore_errors=True)
    site = make_site(tmp_path / "site", LISTING)
    published(site, tmp_path / "cache")
    for edit in edits:
        edit(site)
        wait_a_tick()
        before = snapshot(site / "output")
        result = published(site, tmp_path / "cache")
        shutil.rmtree(tmp_path / "cold", ignore_errors=True)
        expected = publish_site(site, tmp_path / "cold/output")
        assert result.diagnostics == expected.diagnostics
        assert snapshot(site / "output") == (snapshot(tmp_path / "cold/output") if expected.ok else before)


def test_only_what_has_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Chunk] = []
    really = ActReader.__call__

    def call(self: ActReader, chunk: Chunk) -> Outcome[ReadActs, LeftWords]:
        read.append(chunk)
        return really(self, chunk)

    monkeypatch.setattr(ActReader, "__call__", call)
    site = make_large_site(tmp_path / "site", 250)
    wait_a_tick()
    build_site(site, cache=tmp_path / "cache")
    everything = len(read)
    build_site(site, cache=tmp_path / "cache")
    assert len(read) == everything > 3
    file = sorted(site.glob("content/resolutions/**/*.md"))[7]
    file.write_text(file.read_text("utf-8") + "\nПодпись.\n", "utf-8")
    build_site(site, cache=tmp_path / "cache")
    (again,) = read[everything:]
    assert file.relative_to(site).as_posix() in again.paths


@pytest.mark.parametrize("damage", [b"", b"\x80", b"svod"])
def test_damage_to_what_was_left_goes_unnoticed(tmp_path: Path, damage: bytes) -> None:
    site, cache = make_site(tmp_path / "site"), tmp_path / "cache"
    wait_a_tick()
    expected = built(site, cache)
    for file in cache.rglob("*-*"):
        whole = file.read_bytes()
        file.write_bytes(damage + whole[len(damage) : -3])
    assert built(site, cache) == expected
    for file in cache.rglob("*-*"):
        file.write_bytes(damage)
    assert built(site, cache) == expected


def test_nothing_is_taken_from_a_folder_that_others_can_write_to(tmp_path: Path) -> None:
    site, cache = make_site(tmp_path / "site"), tmp_path / "cache"
    wait_a_tick()
    build_site(site, cache=cache)
    (own,) = cache.iterdir()
    before = {file.name: file.stat().st_mtime_ns for file in own.iterdir()}
    own.chmod(0o777)
    assert build_site(site, cache=cache).ok
    assert {file.name: file.stat().st_mtime_ns for file in own.iterdir()} == before


def test_a_file_that_changed_a_moment_ago_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    site, cache = make_site(tmp_path / "site"), tmp_path / "cache"
    build_site(site, cache=cache)
    (own,) = cache.iterdir()
    keys = {file.name: file.read_bytes()[:16] for file in own.glob("value-*")}
    build_site(site, cache=cache)
    assert all(file.read_bytes()[:16] != keys[file.name] for file in own.glob("value-*"))


def test_what_belongs_to_no_act_any_more_is_removed(tmp_path: Path) -> None:
    site, cache = make_large_site(tmp_path / "site", 250), tmp_path / "cache"
    publish_site(site, site / "output", cache=cache)
    many = len(list(cache.rglob("value-*")))
    for file in sorted(site.glob("content/resolutions/**/*.md"))[20:]:
        file.unlink()
    publish_site(site, site / "output", cache=cache)
    assert len(list(cache.rglob("value-*"))) == 1 < many


def test_a_text_that_was_edited_makes_no_new_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> object:
        pytest.fail("the index was built anew")

    site = make_large_site(tmp_path / "site", 40)
    wait_a_tick()
    published(site, tmp_path / "cache")
    file = sorted(site.glob("content/resolutions/**/*.md"))[7]
    file.write_text(file.read_text("utf-8").replace("наставников", "школьников", 1), "utf-8")
    wait_a_tick()
    with monkeypatch.context() as patch:
        patch.setattr("svod.search.index.build_index", refuse)
        before = snapshot(site / "output")
        published(site, tmp_path / "cache")
    publish_site(site, tmp_path / "cold/output")
    assert snapshot(site / "output") == snapshot(tmp_path / "cold/output") != before


def test_a_full_disk_is_told_to_who_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "cache"))

    monkeypatch.setattr("svod.publish.store.Store.leave", refuse)
    outcome = call("check", "--site", make_site(tmp_path / "site"))
    assert (outcome.code, str(tmp_path / "cache") in outcome.stderr) == (1, True)


def test_a_disk_that_loses_what_the_index_is_made_of_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = Store.find

    def lose(store: Store, name: str, key: bytes) -> object | None:
        return None if name.startswith("postings-") else find(store, name, key)

    monkeypatch.setattr("svod.publish.store.Store.find", lose)
    site = make_site(tmp_path / "site")
    outcome = call("build", "--site", site)
    assert (outcome.code, "postings-0-0" in outcome.stderr) == (1, True)
    assert not (site / "output").exists()


@pytest.mark.usefixtures("_lists_are_cut_short")
def test_a_title_that_was_edited_leaves_the_other_parts_of_its_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    really = Templates.render

    def note(self: Templates, layout: str, url: str, context: object) -> str | Diagnostic:
        rendered.append(url)
        return really(self, layout, url, context)

    site = make_large_site(tmp_path / "site", 120)
    wait_a_tick()
    published(site, tmp_path / "cache")
    file = site / "content/resolutions/2007/act-0007.md"
    file.write_text(file.read_text("utf-8").replace("Резолюция № 7", "Резолюция № 7а"), "utf-8")
    wait_a_tick()
    with monkeypatch.context() as patch:
        patch.setattr(Templates, "render", note)
        published(site, tmp_path / "cache")
    publish_site(site, tmp_path / "cold/output")
    assert snapshot(site / "output") == snapshot(tmp_path / "cold/output")
    lists = [url for url in rendered if url.startswith(("/resolutions/page/", "/topics/youth/page/"))]
    assert sorted(lists) == ["/resolutions/page/2/", "/topics/youth/page/2/"]


@pytest.mark.usefixtures("_lists_are_cut_short")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("topics: [youth]", "topics: []"),
        ("organizations: [soiro]", "organizations: []"),
        ("Школам:", "Семьям:"),
        ("2. Вести учёт.", "б) Вести учёт."),  # who is named stays, who is asked does not
        ('date: "2022', 'date: "2021'),
        ("status: adopted", 'status: adopted\nmodified: "2026-01-02"'),
    ],
)
def test_what_a_list_says_of_all_its_acts_is_renewed_on_each_of_its_pages(
    tmp_path: Path, old: str, new: str
) -> None:
    body = "РЕЗОЛЮЦИЯ\n\nШколам:\n\n1. Семьям:\nа) Помогать.\n2. Вести учёт.\n"
    acts = {f"content/resolutions/{name}.md": act(body, title=f"«{name}»") for name in "abcd"}
    addressees = (
        "- {id: schools, name: Школы, aliases: [Школам]}\n- {id: families, name: Семьи, aliases: [Семьям]}\n"
    )
    site = make_site(tmp_path / "site", {**LISTING, **acts, "content/addressees.yaml": addressees})
    wait_a_tick()
    assert published(site, tmp_path / "cache").ok
    file = site / "content/resolutions/a.md"
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    wait_a_tick()
    before = snapshot(site / "output")
    assert published(site, tmp_path / "cache").ok
    publish_site(site, tmp_path / "cold/output")
    assert snapshot(site / "output") == snapshot(tmp_path / "cold/output") != before


def test_a_comparison_is_renewed_with_lines_that_nothing_else_shows(tmp_path: Path) -> None:
    draft = act(HEADING, title="Проект", status="draft", related="[{rel: draft-of, ref: forum}]")
    file = "content/resolutions/draft.md"
    site = make_site(tmp_path / "site", {file: draft})
    wait_a_tick()
    assert published(site, tmp_path / "cache").ok
    (site / file).write_text(draft.replace("РЕЗОЛЮЦИЯ\n", "РЕЗОЛЮЦИЯ "), "utf-8")
    wait_a_tick()
    before = snapshot(site / "output")
    assert published(site, tmp_path / "cache").ok
    publish_site(site, tmp_path / "cold/output")
    page = "resolutions/draft/compare/forum/index.html"
    assert snapshot(site / "output")[page] != before[page]
    assert snapshot(site / "output") == snapshot(tmp_path / "cold/output")


@pytest.mark.usefixtures("_lists_are_cut_short")
def test_since_when_somebody_is_asked_is_renewed_on_the_first_page(tmp_path: Path) -> None:
    acts = {f"content/resolutions/{year}.md": act(date=f'"{year}"') for year in range(2015, 2023)}
    # The years themselves stay the same: those are in the key of every page.
    acts |= {f"content/resolutions/b{year}.md": act("1. Раз.\n", date=f'"{year}"') for year in (2014, 2015)}
    site = make_site(tmp_path / "site", {**LISTING, **acts})
    wait_a_tick()
    assert published(site, tmp_path / "cache").ok
    page = site / "output/addressees/schools/index.html"
    assert "2015–2022" in page.read_text("utf-8")
    file = site / "content/resolutions/2015.md"
    file.write_text(file.read_text("utf-8").replace('"2015"', '"2014"'), "utf-8")
    wait_a_tick()
    assert published(site, tmp_path / "cache").ok
    assert "2014–2022" in page.read_text("utf-8")
