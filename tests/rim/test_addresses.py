"""A site at an address, as an object store has it, gives and gets the same bytes as one on a disk."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from svod import remote
from svod.cli import main
from svod.publish.output import MANIFEST
from svod.publish.remote import stage_remotely
from tests.rim.sites import ACT, BODY, SITE, Outcome, act, call, leftovers, listing, make_site, snapshot

STORE = "memory://store"
SECOND = "content/resolutions/2024/second.md"
OTHER = act(BODY.replace("поддержать", "хвалить"))
FAULTY = act(topics="[space]")


@pytest.fixture
def store() -> Iterator[MemoryFileSystem]:
    """An object store that holds a site of two acts, of which editors hide a draft."""
    files = MemoryFileSystem()
    for path, text in {
        **SITE,
        ACT: act(),
        SECOND: OTHER,
        "content/resolutions/_draft.md": "?",
    }.items():
        files.pipe_file(f"/store/site/{path}", text.encode())
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


def build(*arguments: str) -> Outcome:
    """Build in this process: another one has another memory."""
    return call("build", "--jobs", "1", "--site", f"{STORE}/site", "--output", f"{STORE}/output", *arguments)


def published(files: MemoryFileSystem) -> dict[str, bytes]:
    found = files.find("/store/output")
    return {path.removeprefix("/store/output/"): files.cat_file(path) for path in found}


def built_on_disk(folder: Path, *arguments: str) -> dict[str, bytes | str | None]:
    site = make_site(folder, {SECOND: OTHER}, plain=False)
    assert call("build", "--site", site, *arguments).code == 0
    return {path: payload for path, payload in snapshot(site / "output").items() if payload is not None}


def test_the_bytes_are_those_of_a_disk(store: MemoryFileSystem, tmp_path: Path) -> None:
    outcome = build()
    assert outcome.code == 0, outcome.stderr
    assert "written to memory://store/output in " in outcome.stdout
    assert published(store) == built_on_disk(tmp_path)


def test_the_output_of_a_site_at_an_address_is_there_too(store: MemoryFileSystem) -> None:
    assert call("build", "--jobs", "1", "--site", f"{STORE}/site").code == 0
    assert store.exists("/store/site/output/index.html")


def test_what_a_build_no_longer_makes_goes_and_what_is_not_its_own_stays(
    store: MemoryFileSystem, tmp_path: Path
) -> None:
    store.pipe_file("/store/output/CNAME", b"svod.example")
    first = build()
    assert "output-foreign" in first.stderr
    before = set(published(store))
    store.rm(f"/store/site/{SECOND}")
    assert build().code == 0
    after = published(store)
    assert after.pop("CNAME") == b"svod.example"
    assert before - set(after) >= {"resolutions/second/index.html"}
    expected = make_site(tmp_path, plain=False)
    assert call("build", "--site", expected).code == 0
    assert set(after) == {path for path, text in snapshot(expected / "output").items() if text is not None}


@pytest.mark.parametrize("path", ["index.html", "resolutions", "resolutions/forum/index.html/more.txt"])
def test_a_file_in_the_place_of_a_page_is_refused(path: str, store: MemoryFileSystem) -> None:
    store.store.clear()
    for name, text in {**SITE, ACT: act()}.items():
        store.pipe_file(f"/store/site/{name}", text.encode())
    store.pipe_file(f"/store/output/{path}", b"somebody else's")
    outcome = build()
    assert (outcome.code, outcome.heads) == (1, [f"memory://store/output/{path} output-collision"])
    assert published(store) == {path: b"somebody else's"}


def test_faults_change_nothing(store: MemoryFileSystem) -> None:
    assert build().code == 0
    before = published(store)
    store.pipe_file(f"/store/site/{SECOND}", FAULTY.encode())
    outcome = build()
    assert (outcome.code, outcome.heads) == (1, [f"{SECOND}:5:10 topic-unknown"])
    assert published(store) == before


@pytest.mark.parametrize("failing", range(4))
def test_a_build_that_dies_in_the_publishing_is_completed_by_the_next(
    failing: int, store: MemoryFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It dies before what pages load, the pages, the removal of what is not needed, or the clearing."""
    assert build("--base-url", "https://old.example").code == 0
    old = published(store)
    store.mv(f"/store/site/{SECOND}", "/store/site/content/resolutions/third.md")
    calls = iter(range(9))

    def dying(name: str) -> Callable[..., None]:
        original = getattr(remote.RemoteFolder, name)

        def call_or_die(*arguments: object) -> None:
            if name != "clear" and next(calls) >= failing:
                raise KeyboardInterrupt
            original(*arguments)

        return call_or_die

    for name in ("copy_from", "remove"):
        monkeypatch.setattr(remote.RemoteFolder, name, dying(name))
    assert build().code == (130 if failing < 3 else 0)
    monkeypatch.undo()
    pages = [payload for path, payload in published(store).items() if path.endswith(".html")]
    assert failing > 0 or published(store) | {MANIFEST: b""} == old | {MANIFEST: b""}
    loaded = {name.decode() for page in pages for name in re.findall(rb"static/[\w.-]+", page)}
    assert loaded
    assert loaded <= set(published(store))  # no page lacks what it loads
    assert build().code == 0
    site = make_site(tmp_path, {"content/resolutions/third.md": OTHER}, plain=False)
    assert call("build", "--site", site).code == 0
    expected = {path: text for path, text in snapshot(site / "output").items() if text is not None}
    assert published(store) == expected


def test_a_worker_that_comes_late_writes_into_no_other_build(store: MemoryFileSystem) -> None:
    output = remote.RemoteFolder(f"{STORE}/output")
    with stage_remotely(output) as late:
        late.write("index.html", b"old")
    with stage_remotely(output) as staging:
        mark = staging.write("index.html", b"new")
        late.write("index.html", b"old")
        staging.publish({"index.html": mark})
    assert published(store) == {MANIFEST: b"index.html\n", "index.html": b"new"}


def test_an_address_of_a_file_is_a_path(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    assert call("build", "--site", f"file://{site}", "--output", f"file://{tmp_path}/a%20site").code == 0
    assert leftovers(tmp_path) == []
    assert (tmp_path / "a site" / MANIFEST).exists()


def test_templates_at_an_address_are_refused(store: MemoryFileSystem) -> None:
    store.pipe_file("/store/site/templates/layouts/home.html", b"")
    message = "memory://store/site has templates of its own; they are read only where --site is a path.\n"
    assert (build().code, build().stderr) == (1, message)
    assert call("check", "--site", f"{STORE}/site").stderr == message


@pytest.mark.parametrize("output", ["", "/site", "/site/content/pages"])
def test_an_output_that_holds_the_content_is_refused(output: str, store: MemoryFileSystem) -> None:
    before = set(store.store)
    outcome = call("build", "--jobs", "1", "--site", f"{STORE}/site", "--output", f"{STORE}{output}")
    assert (outcome.code, outcome.heads) == (1, [f"memory://store{output} output-unsafe"])
    assert set(store.store) == before


@pytest.mark.parametrize(
    ("address", "reason"),
    [("foo://bar/site", "cannot be used: Protocol not known: foo."), ("", "is not a folder")],
)
def test_an_address_that_nobody_knows_is_wrong_usage(
    address: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--site", address or str(tmp_path / "none")]) == 2
    assert reason in capsys.readouterr().err


def test_what_is_missing_for_an_address_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    remote._open.cache_clear()  # noqa: SLF001
    monkeypatch.setitem(sys.modules, "fsspec", None)
    site = make_site(tmp_path)
    before = listing(site)
    assert main(["build", "--site", str(site), "--output", "memory://x/y"]) == 2
    assert "pip install 'svod[cluster]'" in capsys.readouterr().err
    assert listing(site) == before


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("command", [["serve"], ["search", "школы"]])
def test_only_builds_and_checks_read_addresses(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--site", f"{STORE}/site"]) == 2
    assert "memory://store/site is not a folder" in capsys.readouterr().err
