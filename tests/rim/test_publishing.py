"""The site is replaced as a whole; what the build did not make is never lost; nothing is left beside it."""

import errno
import fcntl
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from svod.publish import exchange as exchanging
from svod.publish import output as publishing
from svod.publish.state import FileMark
from tests.rim import dying
from tests.rim.sites import (
    OLD_PAGE,
    PROGRAM,
    ROOT,
    act,
    build,
    call,
    leftovers,
    listing,
    make_large_site,
    make_site,
    names_in,
    refuse,
    run_unprivileged,
    snapshot,
    write_files,
)

PLENUM = "content/resolutions/plenum.md"
PLENUM_PAGE = "resolutions/plenum/index.html"


# --- what is in the output folder


def test_stale_pages_disappear(tmp_path: Path) -> None:
    site = make_site(tmp_path, {PLENUM: act(topics="[youth]", date="2016")})
    assert {"resolutions/plenum/index.html", "years/2016/index.html"} < build(site).keys()
    (site / PLENUM).unlink()
    pages = build(site)
    assert not [path for path in pages if "plenum" in path or "2016" in path]
    (tmp_path / "fresh").mkdir()
    assert call("build", "--site", site, "--output", tmp_path / "fresh").code == 0
    assert snapshot(tmp_path / "fresh") == pages


def make_foreign_things(output: Path) -> None:
    write_files(
        output,
        {
            "CNAME": "svod.example",
            ".git/HEAD": "ref: refs/heads/main",
            ".git/objects/ab/cd": b"\0\1",
            "resolutions/forum/scan.pdf": b"%PDF",
            "private/notes.txt": "x",
        },
    )
    (output / ".git/refs/heads").mkdir(parents=True)
    (output / "empty").mkdir()
    (output / "latest").symlink_to("resolutions/forum")
    (output / "gone").symlink_to("nowhere")
    os.mkfifo(output / "pipe")
    (output / "private").chmod(0o700)
    (output / ".git/HEAD").chmod(0o400)


def test_what_the_build_did_not_make_is_kept_and_named(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    made = build(site)
    make_foreign_things(site / "output")
    before = snapshot(site / "output")
    (site / PLENUM).write_text(act(), encoding="utf-8")
    outcome = call("build", "--site", site)
    assert outcome.code == 0
    named = [head.split() for head in outcome.heads if head.endswith("output-foreign")]
    assert [path for path, _ in named] == [
        "output/.git/", "output/CNAME", "output/empty", "output/gone", "output/latest", "output/pipe",
        "output/private/", "output/resolutions/forum/scan.pdf",
    ]  # fmt: skip
    after = snapshot(site / "output")
    assert {path: after[path] for path in before.keys() - made.keys()} == {
        path: before[path] for path in before.keys() - made.keys()
    }
    assert "resolutions/plenum/index.html" in after
    assert stat.S_IMODE((site / "output/private").stat().st_mode) == 0o700
    assert stat.S_IMODE((site / "output/.git/HEAD").stat().st_mode) == 0o400
    assert stat.S_ISFIFO((site / "output/pipe").stat().st_mode)
    assert call("build", "--site", site).heads == outcome.heads, "known as foreign the next time too"


def test_a_git_repository_in_the_output_folder_stays_one(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    build(site)
    git = ["git", "-C", str(site / "output")]
    subprocess.run([*git, "init", "--quiet"], check=True)
    build(site)
    status = subprocess.run([*git, "status", "--porcelain"], check=True, capture_output=True, text=True)
    assert "?? index.html" in status.stdout


def put_a_file(place: Path) -> None:
    place.write_text("mine")


def put_a_folder(place: Path) -> None:
    place.mkdir()
    (place / "mine").write_text("mine")


def put_a_link(place: Path) -> None:
    place.symlink_to("/etc/hostname")


def put_a_pipe(place: Path) -> None:
    os.mkfifo(place)


@pytest.mark.parametrize("put", [put_a_file, put_a_folder, put_a_link, put_a_pipe])
def test_what_stands_where_a_page_must_go_is_an_error(put: Callable[[Path], None], tmp_path: Path) -> None:
    site = make_site(tmp_path)
    (site / "output").mkdir()
    put(site / "output/feed.xml")
    name = "output/feed.xml/mine" if put is put_a_folder else "output/feed.xml"
    assert refuse(make_site(site)) == [f"{name} output-collision", "output/index.html output-collision"]


def test_a_file_where_a_folder_must_go_is_an_error(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"output/resolutions": "mine"})
    assert "output/resolutions output-collision" in refuse(site)
    assert (site / "output/resolutions").read_text() == "mine"


def test_an_empty_folder_where_a_folder_must_go_is_nothing(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    (site / "output/resolutions/forum").mkdir(parents=True)
    assert "resolutions/forum/index.html" in build(site)


@pytest.mark.parametrize("listing_of_files", [b"", b"\xff\xfe\n../../x\n", b"a\0b\n" * 1000])
def test_a_damaged_list_of_files_loses_nothing(listing_of_files: bytes, tmp_path: Path) -> None:
    site = make_site(tmp_path)
    pages = build(site)
    write_files(site, {f"output/{publishing.MANIFEST}": listing_of_files, "output/CNAME": "mine"})
    assert build(site) == {**pages, "CNAME": b"mine"}


def test_names_that_are_not_text_are_published(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    static = os.fsencode(site) + b"/templates/static"
    Path(os.fsdecode(static)).mkdir(parents=True)
    for name in (b"\xff.txt", "а\u2028б.txt".encode()):
        Path(os.fsdecode(static + b"/" + name)).write_text("x")
    assert build(site) == build(site)
    shutil.rmtree(site / "templates/static")
    assert not [
        path
        for path in build(site)
        if path.endswith((".txt", ".TXT")) and path.startswith("static/") and "-license" not in path
    ]


# --- where it is


@pytest.mark.parametrize(
    "output", [".", "..", "/", "~", "content", "content/resolutions/new", "templates", "site_config.yaml"]
)
def test_a_folder_that_holds_other_things_is_refused(
    output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path / "home/site", {PLENUM: act(title="Пленум")})
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    before = snapshot(tmp_path)
    outcome = call("build", "--site", site, "--output", site / Path(output).expanduser())
    assert (outcome.code, [head.split()[-1] for head in outcome.heads]) == (1, ["output-unsafe"])
    assert snapshot(tmp_path) == before


def test_a_user_without_a_home_can_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Containers run as users of whom the system knows nothing but the number."""
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)
    assert build(make_site(tmp_path))


def test_an_output_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"output": "mine"})
    assert [head.split()[-1] for head in call("build", "--site", site).heads] == ["output-unsafe"]
    assert (site / "output").read_text() == "mine"


def test_an_output_folder_that_is_a_link_is_followed_and_stays_one(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    (tmp_path / "disk").mkdir()
    (site / "output").symlink_to("../disk/www")
    build(site)
    assert (site / "output").is_symlink()
    assert (tmp_path / "disk/www/index.html").is_file()
    build(site)
    assert names_in(tmp_path / "disk") == [".www.svod-spare", ".www.svod-state", "www"]
    (site / "output").unlink()
    (site / "output").symlink_to("output")
    assert [head.split()[-1] for head in call("build", "--site", site).heads] == ["output-unsafe"]


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_permissions_are_those_of_the_umask(umask: int, tmp_path: Path) -> None:
    site = make_site(tmp_path)
    command = [*PROGRAM, "build", "--quiet", "--site", str(site)]
    subprocess.run(command, check=True, umask=umask)
    for path in [site / "output", *(site / "output").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o777 if path.is_dir() else 0o666) & ~umask
    (site / "output").chmod(0o2775)
    subprocess.run(command, check=True, umask=umask)
    assert stat.S_IMODE((site / "output").stat().st_mode) == 0o2775, "what its owner gave it"


# --- when the disk refuses


def test_a_parent_that_may_not_be_written_to_is_told(public_folder: Path) -> None:
    site = make_site(public_folder / "site")
    site.chmod(0o555)
    done = run_unprivileged("build", "--site", site, "--lang", "en")
    assert done.returncode == 1
    assert done.stderr.endswith(
        f"The site could not be written: no permission to write there ({site}/.output.svod-staging)\n"
    )
    assert not (site / "output").exists()


def test_a_foreign_folder_that_may_not_be_listed_stops_the_build(public_folder: Path) -> None:
    """What is in it could not be kept."""
    site = make_site(public_folder / "site", {"output/secret/file": "x"})
    (site / "output/secret").chmod(0)
    if os.geteuid() == 0:
        for path in (site, *site.rglob("*")):
            os.chown(path, 65534, 65534)
    done = run_unprivileged("build", "--site", site, "--lang", "en")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"({site}/output/secret)" in done.stderr
    assert listing(site / "output") == ["secret", "secret/file"]


def test_a_foreign_folder_that_may_not_be_changed_is_kept(public_folder: Path) -> None:
    site = make_site(public_folder / "site", {"output/fixed/file": "x"})
    if os.geteuid() == 0:
        for path in (site, *site.rglob("*")):
            os.chown(path, 65534, 65534)
    (site / "output/fixed").chmod(0o555)
    for _ in range(2):
        done = run_unprivileged("build", "--site", site, "--lang", "en")
        assert done.returncode == 0, done.stderr
        assert (site / "output/fixed/file").read_text() == "x"
        assert not leftovers(site)


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    """The shell's limit on the size of files stands in for the disk's."""
    site = make_site(tmp_path, plain=False)
    before = build(site)
    write_files(site, {PLENUM: act("Школам:\n\n" + "– поддержать наставников.\n" * 2000)})
    command = [
        "bash",
        "-c",
        'ulimit -f 40; exec "$@"',
        "bash",
        *PROGRAM,
        "build",
        "--lang",
        "en",
        "--site",
        str(site),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "The site could not be written: a file would be too large" in done.stderr
    assert snapshot(site / "output") == before
    assert not leftovers(site)


@pytest.mark.parametrize("step", range(0, 14, 2))
def test_a_disk_that_fills_up_changes_nothing(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path)
    before = build(site)
    (site / PLENUM).write_text(act(), encoding="utf-8")
    left = [step]
    write = Path.write_bytes

    def write_while_there_is_room(path: Path, data: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", write_while_there_is_room)
    outcome = call("build", "--site", site)
    assert outcome.code == 1
    assert "The site could not be written: the disk is full (" in outcome.stderr
    assert snapshot(site / "output") == before
    assert not leftovers(site)
    monkeypatch.undo()
    assert PLENUM_PAGE in build(site)


# --- two builds at once


@pytest.mark.slow
def test_two_builds_at_once_end_in_a_whole_site(tmp_path: Path) -> None:
    site = make_large_site(tmp_path, 150)
    outputs = []
    for url in ("https://a.example", "https://b.example"):
        call("build", "--site", site, "--output", tmp_path / "alone", "--base-url", url)
        outputs.append(snapshot(tmp_path / "alone"))
        shutil.rmtree(tmp_path / "alone")
    processes = [
        subprocess.Popen([*PROGRAM, "build", "--quiet", "--site", str(site), "--base-url", url])
        for url in ("https://a.example", "https://b.example") * 2
    ]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0, 0]
    assert snapshot(site / "output") in outputs
    assert not leftovers(site)


def test_a_build_that_waits_too_long_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_PATIENCE", 0.1)
    site = make_site(tmp_path, {"output/index.html": OLD_PAGE})
    lock = os.open(site, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    outcome = call("build", "--site", site)
    os.close(lock)
    assert outcome.code == 1
    assert "Another build is writing to this folder." in outcome.stderr
    assert listing(site / "output") == ["index.html"]


def test_what_is_wrong_with_the_content_is_told_before_what_the_disk_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link is judged when its page is rendered: then the site is being staged, or cannot be."""
    monkeypatch.setattr(publishing, "_PATIENCE", 0.1)
    site = make_site(tmp_path, {PLENUM: act("Школам:\n\n– поддержать [план](plan.pdf).\n")})
    lock = os.open(site, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    outcome = call("build", "--site", site)
    os.close(lock)
    assert (outcome.code, outcome.heads) == (1, [f"{PLENUM}:10:21 link-broken"])
    assert "Another build" not in outcome.stderr


def test_a_site_with_a_fault_is_dropped_when_it_is_staged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged: list[str] = []
    write = publishing.Staging.write

    def watch(staging: publishing.Staging, path: str, payload: bytes) -> FileMark:
        staged.extend(leftovers(tmp_path))
        return write(staging, path, payload)

    monkeypatch.setattr(publishing.Staging, "write", watch)
    site = make_site(tmp_path, {PLENUM: act("Школам:\n\n– поддержать [план](plan.pdf).\n")})
    assert refuse(site)[0].endswith("link-broken")
    assert set(staged) == {".output.svod-staging"}


# --- a sudden end


def deaths(builds: int, *options: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.rim.dying", f"--builds={builds}", *options]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("builds", [1, 2, 3])
@pytest.mark.parametrize("options", [[], ["--without-exchange"]], ids=["exchange", "two renames"])
def test_a_death_before_any_step_leaves_one_whole_site(options: list[str], builds: int) -> None:
    """Without the system call there is a moment between two renames; the next build mends it."""
    attempts = deaths(builds, *options)
    sites = [attempt["site"] for attempt in attempts]
    assert len(attempts) > 25
    assert sites[0] == "old"
    assert sites[-1] == "new"
    assert "?" not in sites, "never a mixture"
    assert sites == sorted(sites, key=["old", "none", "new"].index)
    assert sites.count("none") == (1 if options else 0)
    assert {attempt["next"] for attempt in attempts} == {"later"}
    kept = {".output.svod-spare", ".output.svod-state", "output"}
    assert all(set(attempt["left"]) == kept for attempt in attempts)


@pytest.mark.parametrize("builds", [0, 1, 2, 3])
def test_a_death_between_sites_with_the_same_paths_leaves_one_whole_site(builds: int) -> None:
    """The first of them makes the spare tree too, the last one only touches what differs."""
    attempts = deaths(builds, "--paired")
    sites = [attempt["site"] for attempt in attempts]
    before = "old" if builds else "none"
    assert len(attempts) > 15
    assert (sites[0], sites[-1]) == (before, "new")
    assert sites == sorted(sites, key=[before, "new"].index)
    assert {attempt["next"] for attempt in attempts} == {"later"}
    kept = {".output.svod-spare", ".output.svod-state", "output"}
    assert all(set(attempt["left"]) <= kept for attempt in attempts)


@pytest.mark.parametrize("failing", range(5))
def test_an_interrupt_between_two_renames_is_mended_at_once(
    failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanging, "_exchange_at_once", lambda *_: False)
    dying.write_site(dying.OLD, tmp_path / "output")
    rename = Path.rename
    calls = []

    def rename_or_not(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == failing + 1:
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", rename_or_not)
    if failing < 4:
        with pytest.raises(KeyboardInterrupt):
            dying.write_site(dying.NEW, tmp_path / "output")
    else:
        dying.write_site(dying.NEW, tmp_path / "output")
    assert dying.payloads(tmp_path / "output") == (dying.OLD if failing < 3 else dying.NEW)
    assert set(names_in(tmp_path)) - {".output.svod-spare"} == {".output.svod-state", "output"}
    assert (tmp_path / ".output.svod-spare").exists() == (failing > 0)


def test_a_system_without_locks_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_lock(*_: object) -> None:
        raise OSError(errno.EBADF, "Bad file descriptor")

    monkeypatch.setattr(fcntl, "flock", refuse_lock)
    assert build(make_site(tmp_path))
