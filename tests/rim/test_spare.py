"""A rebuild writes only what changed, and what it does not write is known to be as it was made."""

import multiprocessing
import os
import pickle
import shutil
import stat
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svod.publish.output import MANIFEST, Staging, stage_output
from svod.publish.state import mark_payload, read_state, stamp_files, write_state
from tests.rim.dying import payloads, write_site
from tests.rim.sites import ACT, KEPT, PROGRAM, act, build, call, make_site, names_in, run, snapshot

SITE = {"index.html": b"home", "a/index.html": b"one", "a/b/index.html": b"two", "c.js": b"three"}
EDITED = {**SITE, "c.js": b"THREE"}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder with a spare tree: two sites were published."""
    write_site({**SITE, "gone.html": b"gone"}, tmp_path / "output")
    write_site(SITE, tmp_path / "output")
    return tmp_path / "output"


def spare_of(output: Path) -> Path:
    return output.parent / ".output.svod-spare"


def state_of(output: Path) -> Path:
    return output.parent / ".output.svod-state"


def inodes(folder: Path) -> dict[str, int]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in found}


def live(output: Path) -> Mapping[str, str]:
    with stage_output(output) as staging:
        return staging.live


def known(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: mark_payload(payload).digest for path, payload in files.items()}


def edit_secretly(file: Path, payload: bytes) -> None:
    """Change a file so that neither its size nor the time of its change tells."""
    before = file.stat()
    assert before.st_size == len(payload)
    file.write_bytes(payload)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


# --- what is written


def test_an_unchanged_file_is_not_written_again(output: Path) -> None:
    before = inodes(output)
    for site in (EDITED, SITE, EDITED):
        times = {path: (output / path).stat().st_mtime_ns for path in SITE if path != "c.js"}
        write_site(site, output)
        assert payloads(output) == site
        after = inodes(output)
        assert {path for path in before if before[path] != after[path]} == {"c.js"}
        assert {path: (output / path).stat().st_mtime_ns for path in times} == times


def test_a_site_that_is_published_twice_is_known_as_a_whole(output: Path) -> None:
    for _ in range(3):
        assert {path: digest for path, digest in live(output).items() if path != MANIFEST} == known(SITE)
        write_site(SITE, output)
    assert inodes(output) == inodes(spare_of(output))


def test_a_rebuild_of_a_site_keeps_every_file_of_it(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    pages = build(site)
    before = inodes(site / "output")
    assert build(site, "--jobs", "2") == pages
    assert inodes(site / "output") == before
    (site / ACT).write_text(act(title='"Иная"'), encoding="utf-8")
    edited = build(site)
    after = inodes(site / "output")
    assert {path for path in after if after[path] == before.get(path)} == {
        path for path, payload in pages.items() if payload is not None and edited[path] == payload
    }
    assert run("build", "--site", site, "--output", tmp_path / "cold").returncode == 0
    assert snapshot(tmp_path / "cold") == edited


def test_a_rebuild_obeys_another_umask(tmp_path: Path) -> None:
    """Otherwise what only its owner could read would stay so, however often the site is built."""
    site = make_site(tmp_path)
    for umask in ("077", "022"):
        run_in_shell = f'umask {umask}; exec "$@"'
        os.spawnlp(
            os.P_WAIT, "sh", "sh", "-c", run_in_shell, "sh", *PROGRAM, "build", "--quiet", "--site", str(site)
        )
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (site / "output").rglob("*")}
    assert modes == {0o755, 0o644}


def write_in_another_process(staging: Staging) -> None:
    for path, payload in EDITED.items():
        assert staging.write(path, payload) == mark_payload(payload)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_other_processes_know_what_need_not_be_written(method: str, output: Path) -> None:
    before = inodes(output)
    with stage_output(output) as staging:
        with ProcessPoolExecutor(1, multiprocessing.get_context(method)) as pool:
            pool.submit(write_in_another_process, staging).result()
        assert list(inodes(output.parent / ".output.svod-staging")) == ["c.js"]
        staging.publish({path: mark_payload(payload) for path, payload in EDITED.items()})
    assert payloads(output) == EDITED
    assert {path for path, inode in inodes(output).items() if before[path] != inode} == {"c.js"}


def test_what_another_process_needs_is_small(output: Path) -> None:
    with stage_output(output) as staging:
        copy = pickle.loads(pickle.dumps(staging))
        assert copy.live == staging.live
        assert str((output / "index.html").stat().st_mtime_ns).encode() not in pickle.dumps(staging)


def test_a_file_that_is_nowhere_is_refused(output: Path) -> None:
    before = snapshot(output.parent)
    with stage_output(output) as staging, pytest.raises(ValueError, match=r"new\.html"):
        staging.publish({"new.html": mark_payload(b"never written")})
    with stage_output(output) as staging, pytest.raises(ValueError, match=r"index\.html"):
        staging.publish({"index.html": mark_payload(b"another")})
    assert snapshot(output.parent) == before


def test_what_was_written_and_is_not_of_the_site_does_not_come_into_it(output: Path) -> None:
    for _ in range(2):
        with stage_output(output) as staging:
            staging.write("stray.html", b"stray")
            staging.write("index.html", b"another")
            staging.publish({path: staging.write(path, payload) for path, payload in SITE.items()})
        assert payloads(output) == SITE
        shutil.rmtree(spare_of(output))


# --- what somebody else has changed


def edit_live(output: Path) -> None:
    edit_secretly(output / "index.html", b"HACK")


def edit_spare(output: Path) -> None:
    edit_secretly(spare_of(output) / "index.html", b"HACK")


def replace_in(folder: Path) -> None:
    copy = folder / "copy"
    shutil.copy2(folder / "index.html", copy)
    edit_secretly(copy, b"HACK")
    copy.replace(folder / "index.html")


def replace_live(output: Path) -> None:
    replace_in(output)


def replace_in_spare(output: Path) -> None:
    replace_in(spare_of(output))


def remove_live(output: Path) -> None:
    shutil.rmtree(output / "a")


def remove_from_spare(output: Path) -> None:
    shutil.rmtree(spare_of(output) / "a")


def remove_output(output: Path) -> None:
    shutil.rmtree(output)


def remove_spare(output: Path) -> None:
    shutil.rmtree(spare_of(output))


def turn_spare_upside_down(output: Path) -> None:
    spare = spare_of(output)
    shutil.rmtree(spare / "a")
    (spare / "a").write_text("a file where a folder must be")
    (spare / "c.js").unlink()
    (spare / "c.js/deep").mkdir(parents=True)
    (spare / "c.js/deep/file").write_text("x")
    (spare / "link").symlink_to("/etc")
    os.mkfifo(spare / "pipe")
    (spare / "empty").mkdir()


def protect_spare(output: Path) -> None:
    for folder in (spare_of(output) / "a", spare_of(output)):
        folder.chmod(0o500)


def link_spare_elsewhere(output: Path) -> None:
    shutil.rmtree(spare_of(output))
    spare_of(output).symlink_to(output.parent / "elsewhere")


def put_a_file_for_the_spare(output: Path) -> None:
    shutil.rmtree(spare_of(output))
    spare_of(output).write_text("mine")


def change_modes(output: Path) -> None:
    for path in (output, *output.rglob("*")):
        path.chmod(0o700)


@pytest.mark.parametrize(
    "change",
    [
        edit_live, edit_spare, replace_live, replace_in_spare, remove_live, remove_from_spare, remove_output,
        remove_spare, turn_spare_upside_down, protect_spare, link_spare_elsewhere, put_a_file_for_the_spare,
        change_modes,
    ],
)  # fmt: skip
@pytest.mark.parametrize("site", [SITE, EDITED], ids=["the same site", "another"])
def test_what_was_changed_by_hand_is_made_anew(
    change: Callable[[Path], None], site: dict[str, bytes], output: Path
) -> None:
    (output.parent / "elsewhere").mkdir()
    (output.parent / "elsewhere/index.html").write_text("mine")
    change(output)
    digests = live(output)
    assert digests == {path: mark_payload((output / path).read_bytes()).digest for path in digests}
    for _ in range(3):
        write_site(site, output)
        assert payloads(output) == site
        assert sorted(path.name for path in output.iterdir()) == [MANIFEST, "a", "c.js", "index.html"]
    assert (output.parent / "elsewhere/index.html").read_text() == "mine"
    assert inodes(output) == inodes(spare_of(output))


def test_a_live_file_that_changes_during_a_build_stops_it(output: Path) -> None:
    with stage_output(output) as staging:
        replace_live(output)
        with pytest.raises(OSError, match=r"index\.html"):
            staging.publish({path: mark_payload(payload) for path, payload in SITE.items()})
    write_site(SITE, output)
    assert payloads(output) == SITE


def test_a_foreign_file_follows_its_owner(output: Path) -> None:
    for text in ("one", "two"):
        (output / "CNAME").write_text(text)
        write_site(SITE, output)
        assert payloads(output) == {**SITE, "CNAME": text.encode()}
        (output / "CNAME.new").write_text(text + "!")
        (output / "CNAME.new").replace(output / "CNAME")
        write_site(SITE, output)
        assert payloads(output) == {**SITE, "CNAME": text.encode() + b"!"}
    (output / "CNAME").unlink()
    for _ in range(3):
        write_site(SITE, output)
        assert payloads(output) == SITE


# --- what is known


def forge(state: Path) -> None:
    """A list as a build writes it, whose lines say what no build would."""
    lines = {
        "../outside": "0-0-0-0", "/etc/passwd": "", "": "x", "a": "1-1-1-1", "a/\udcff": "1", "c.js/x": "1-1",
        "index.html": "1-4-1-1",
    }  # fmt: skip
    records = {
        path: read_state(state, 0o755).records["index.html"]._replace(stamp=s) for path, s in lines.items()
    }
    write_state(state, state.with_name("probe"), records, 0o755)


def rewrite(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def damage(state: Path) -> None:
        state.write_bytes(change(state.read_bytes()))

    return damage


def put_folder(state: Path) -> None:
    state.unlink()
    (state / "deep").mkdir(parents=True)


def put_pipe(state: Path) -> None:
    state.unlink()
    os.mkfifo(state)


def put_link(state: Path) -> None:
    state.rename(state.with_name("elsewhere"))
    state.symlink_to("elsewhere")


def invent(body: bytes) -> Callable[[Path], None]:
    """Put a body under a head that fits."""

    def damage(state: Path) -> None:
        mode = state.read_bytes().split()[4].decode()
        digest = blake2b(body, digest_size=8).hexdigest()
        title = state.read_bytes().partition(b" 755 ")[0].decode()
        state.write_bytes(f"{title} {mode} {digest}\n".encode() + body)

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(Path.unlink, id="none"),
        *map(invent, (b"[]", b"{", b'[{"x":["y"]},{},{},[]]', b"[1,2,3,4]")),
        pytest.param(forge, id="forged"),
        pytest.param(rewrite(lambda _: b""), id="empty"),
        pytest.param(rewrite(lambda text: text[: len(text) // 2]), id="cut"),
        pytest.param(rewrite(lambda text: text.replace(b"index", b"indeX")), id="damaged"),
        pytest.param(rewrite(lambda text: text.replace(b"files 2", b"files 3")), id="of another version"),
        pytest.param(rewrite(lambda text: text + b"0 1-1-1-1 x\n"), id="longer"),
        pytest.param(rewrite(lambda _: b"\x80\x04\x95\0\xff\n" * 99), id="foreign"),
        put_folder, put_pipe, put_link,
    ],
)  # fmt: skip
def test_a_list_that_is_not_ours_is_ignored(damage: Callable[[Path], None], output: Path) -> None:
    damage(state_of(output))
    assert not live(output)
    for site in (EDITED, SITE, SITE):
        write_site(site, output)
        assert payloads(output) == site
    assert inodes(output) == inodes(spare_of(output))
    assert stat.S_ISREG(state_of(output).lstat().st_mode)


def test_the_list_of_another_site_says_nothing_of_this_one(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_site({path: name.encode() for path in SITE}, tmp_path / name / "output")
    shutil.copy2(state_of(tmp_path / "one/output"), state_of(tmp_path / "two/output"))
    assert not live(tmp_path / "two/output")


def test_a_copy_of_all_folders_is_built_anew(output: Path) -> None:
    copy = output.parent / "copy"
    shutil.copytree(output.parent, copy, symlinks=True, ignore=shutil.ignore_patterns("copy"))
    assert not live(copy / "output")
    write_site(EDITED, copy / "output")
    assert payloads(copy / "output") == EDITED


def test_a_file_is_not_known_before_the_clock_of_its_disk_moves_on(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    probe = output.parent / "probe"
    probe.touch()
    newest = max((output / path).stat().st_ctime_ns for path in SITE)
    times = iter([newest, newest, newest + 1])
    utime = os.utime
    monkeypatch.setattr(os, "utime", lambda file: utime(file, ns=(0, next(times))))
    assert stamp_files(output, SITE, probe).keys() == SITE.keys()
    assert next(times, None) is None
    monkeypatch.setattr(os, "utime", lambda file: utime(file, ns=(0, newest)))
    assert len(stamp_files(output, SITE, probe)) < len(SITE), "on a disk whose clock stands still"


def test_a_name_that_no_list_can_hold_is_published(output: Path) -> None:
    site = {**SITE, "a b c.html": b"1", "\udcff.html": b"2", "а\u2028б": b"3"}
    for _ in range(3):
        write_site(site, output)
        assert payloads(output) == site
    assert known(site).items() <= live(output).items()


# --- where the system is poor


def test_a_disk_without_second_names_gets_copies(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    (output / "CNAME").write_text("mine")
    for site in (EDITED, SITE, EDITED):
        write_site(site, output)
        assert payloads(output) == {**site, "CNAME": b"mine"}
        assert known(site).items() <= live(output).items()


def test_a_build_with_faults_leaves_what_is_known(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    build(site)
    pages = build(site)
    before = live(site / "output")
    (site / ACT).write_text(act("Школам:\n\n– поддержать [план](plan.pdf).\n"), encoding="utf-8")
    assert call("build", "--site", site).code == 1
    assert live(site / "output") == before
    (site / ACT).write_text(act(), encoding="utf-8")
    assert build(site) == pages
    kept = [".output" + name for name in KEPT]
    assert [name for name in names_in(site) if name.startswith(".")] == kept


# --- any sequence

PATHS = ["index.html", "a", "a/index.html", "a/b/index.html", "a/b/c", "d/e.js", "d/f.js"]
SITES = st.dictionaries(st.sampled_from(PATHS), st.sampled_from([b"", b"one", b"two"])).filter(
    lambda site: not any(path.startswith(f"{other}/") for path in site for other in site)
)
FOREIGN = st.dictionaries(
    st.sampled_from(["CNAME", "own/x", "own/y/z", "a.txt"]), st.sampled_from([b"", b"mine"])
)
EVENTS = st.sampled_from([
    "none", "none", "none", "edit live", "edit spare", "add to spare", "replace in spare", "drop state",
    "drop spare", "drop output",
])  # fmt: skip


def disturb(event: str, output: Path, number: int) -> None:
    folder = spare_of(output) if event.endswith("spare") else output
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    if event.startswith("edit") and files:
        file = files[number % len(files)]
        edit_secretly(file, b"?" * file.stat().st_size)
    elif event == "add to spare" and files:
        (files[number % len(files)].parent / "stray").write_bytes(b"?")
    elif event == "replace in spare" and files:
        file = files[number % len(files)]
        file.unlink()
        file.write_bytes(b"?")
    elif event == "drop state":
        state_of(output).unlink(missing_ok=True)
    elif event.startswith("drop"):
        shutil.rmtree(spare_of(output) if event == "drop spare" else output, ignore_errors=True)


@given(st.lists(st.tuples(SITES, FOREIGN, EVENTS, st.integers(0, 9)), min_size=2, max_size=5))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sites_one_after_another_leave_the_last_and_what_is_foreign(
    tmp_path: Path, steps: list[tuple[dict[str, bytes], dict[str, bytes], str, int]]
) -> None:
    output = tmp_path / "output"
    for place in list(tmp_path.iterdir()):
        shutil.rmtree(place) if place.is_dir() else place.unlink()
    for site, foreign, event, number in steps:
        write_site(site, output)
        disturb(event, output, number)
        for path in ("CNAME", "own", "a.txt"):
            place = output / path
            shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
        for path, payload in foreign.items():
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (output / path).write_bytes(payload)
        for _ in range(2):
            write_site(site, output)
            assert payloads(output) == {**site, **foreign}
            folders = {path for path in output.rglob("*") if path.is_dir()}
            assert folders == {path for path in folders if any(path.iterdir())}
    assert not [name for name in names_in(tmp_path) if name != "output" and not name.endswith(KEPT)]


@given(st.lists(st.tuples(st.lists(st.booleans(), min_size=4, max_size=4), EVENTS, st.integers(0, 9))))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_edits_of_the_same_files_leave_the_last_site(
    tmp_path: Path, steps: list[tuple[list[bool], str, int]]
) -> None:
    output = tmp_path / "output"
    for place in list(tmp_path.iterdir()):
        shutil.rmtree(place) if place.is_dir() else place.unlink()
    write_site(SITE, output)
    write_site(EDITED, output)
    for edits, event, number in steps:
        site = {path: SITE[path] + b"!" * edit for path, edit in zip(SITE, edits, strict=True)}
        disturb(event, output, number)
        write_site(site, output)
        assert payloads(output) == site
        folders = {path for path in output.rglob("*") if path.is_dir()}
        assert folders == {output / "a", output / "a/b"}
    assert not [name for name in names_in(tmp_path) if name != "output" and not name.endswith(KEPT)]


def test_a_known_pair_of_trees_is_not_listed(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(EDITED, output)
    monkeypatch.setattr("svod.publish.output.list_tree", lambda _: pytest.fail("listed"))
    for site in (EDITED, SITE, EDITED, EDITED, SITE):
        write_site(site, output)
        assert payloads(output) == site
    assert inodes(output).keys() == inodes(spare_of(output)).keys()
