"""A build on a Dask cluster gives the bytes of a local one, whoever dies; what stands in its way is told."""

import json
import pickle
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svod import cluster as clusters
from svod.cli import main
from svod.publish.output import stage_output
from svod.refusals import RefusalError
from tests.rim.edits import EDITS, Edit
from tests.rim.sites import (
    ROOT,
    Outcome,
    act,
    call,
    leftovers,
    listing,
    make_large_site,
    make_site,
    names_in,
    run,
    snapshot,
    write_files,
)

ACTS, CHUNK = 400, 20
CHUNKS = 32  # over which a hash of their paths spreads the acts
# As ``build.py``, with chunks so small that a small site has many.
IN_SMALL_CHUNKS = (
    "import sys; import svod.pipeline.keys as keys; keys._CHUNK = {chunk}; "
    "from svod.cli import main; sys.exit(main(sys.argv[1:]))"
)


class Cluster:
    """A cluster that runs in another process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        assert process.stdout
        self.address = process.stdout.readline().strip()

    def ask(self, line: str) -> Any:  # noqa: ANN401  (JSON)
        """Return the answer to ``line``."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def build(self, site: Path | str, output: Path | str, *, chunk: int = CHUNK) -> Outcome:
        """Build ``site`` on this cluster."""
        with self.start(site, output, chunk=chunk) as process:
            stdout, stderr = process.communicate(timeout=60)
        assert "Traceback" not in stderr, stderr
        return Outcome(code=process.returncode, stdout=stdout, stderr=stderr)

    def start(self, site: Path | str, output: Path | str, *, chunk: int = CHUNK) -> "subprocess.Popen[str]":
        """Begin to build ``site`` on this cluster."""
        program = IN_SMALL_CHUNKS.format(chunk=chunk)
        arguments = ["build", "--lang", "en", "--site", str(site), "--output", str(output)]
        return subprocess.Popen(
            [sys.executable, "-c", program, *arguments, "--executor", f"dask://{self.address}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )


@contextmanager
def start_cluster(workers: int) -> Iterator[Cluster]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.rim.cluster", str(workers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it tells of every death
        text=True,
        cwd=ROOT,
    )
    with process:
        yield Cluster(process)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with start_cluster(2) as started:
        yield started


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of many chunks, built in this process too."""
    folder = make_large_site(tmp_path_factory.mktemp("clustered") / "site", ACTS)
    assert main(["build", "--quiet", "--site", str(folder)]) == 0
    return folder


def assert_same(built: Outcome, site: Path, output: Path) -> None:
    assert built.code == 0, built.stderr
    assert snapshot(output) == snapshot(site / "output")
    assert leftovers(output.parent) == []


# --- with a cluster


@pytest.mark.slow
def test_the_bytes_are_those_of_a_local_build(cluster: Cluster, site: Path, tmp_path: Path) -> None:
    assert_same(cluster.build(site, tmp_path / "output"), site, tmp_path / "output")
    done = cluster.ask("done")["done"]
    assert done["apply_keeping"] == CHUNKS
    assert done["merge_words"] == 4  # and the client gets two batches of words


@pytest.mark.slow
@settings(max_examples=3, deadline=None)
@given(edits=st.lists(EDITS, min_size=2, max_size=3))
def test_after_any_edits_all_ways_to_build_give_the_same_bytes_and_the_same_faults(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, edits: list[Edit]
) -> None:
    """In several processes, with what is left of the builds before, and on a cluster as in one process."""
    folder = tmp_path_factory.mktemp("edited")
    site = make_large_site(folder / "site", 30)
    write_files(site, {f"content/resolutions/{name}.md": act() for name in "ab"})
    expected: dict[str, bytes | str | None] = {}
    ways = {"parallel": ["--no-cache", "--jobs", "2"], "cached": ["--jobs", "2"]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("svod.pipeline.keys._CHUNK", 1)
        patch.setattr("svod.publish.store._TICK", 0)
        for step, edit in enumerate([lambda _: None, *edits]):
            edit(site)
            time.sleep(0.05)  # until the clock of the disk has moved on
            build = partial(call, "build", "--site", site, "--output")
            alone = build(folder / f"{step}/output", "--no-cache", "--jobs", "1")
            expected = snapshot(folder / f"{step}/output") if alone.code == 0 else expected
            built = {way: build(folder / way / "output", *options) for way, options in ways.items()}
            built["cluster"] = cluster.build(site, folder / "cluster/output", chunk=1)
            for way, outcome in built.items():
                assert (outcome.code, outcome.stderr) == (alone.code, alone.stderr)
                assert snapshot(folder / way / "output") == expected
    assert cluster.ask("done")["done"]["merge_words"]


@pytest.mark.slow
def test_what_local_builds_have_left_is_not_read_and_what_they_have_written_not_written_again(
    cluster: Cluster, tmp_path: Path
) -> None:
    site = make_large_site(tmp_path / "site", ACTS)
    for _ in range(2):
        assert main(["build", "--quiet", "--site", str(site)]) == 0
    page = site / "output/resolutions/forum/index.html"
    before = page.stat().st_ino
    edited = min(site.glob("content/resolutions/*/act-*.md"))
    edited.write_text(edited.read_text("utf-8") + "\nПодпись.\n", "utf-8")
    cluster.ask("done")
    built = cluster.build(site, site / "output")
    assert built.code == 0, built.stderr
    assert cluster.ask("done")["done"]["apply_keeping"] == CHUNKS
    assert page.stat().st_ino == before
    assert call("build", "--no-cache", "--site", site, "--output", tmp_path / "cold").code == 0
    assert snapshot(site / "output") == snapshot(tmp_path / "cold")


@pytest.mark.slow
@pytest.mark.parametrize("task", ["apply_keeping", "apply"])
def test_the_death_of_a_worker_does_not_show(task: str, cluster: Cluster, site: Path, tmp_path: Path) -> None:
    """What it had read, and kept for the pages, is read again by another."""
    cluster.ask("done")
    cluster.ask(f"kill {task} 10")
    assert_same(cluster.build(site, tmp_path / "output"), site, tmp_path / "output")
    told = cluster.ask("done")
    assert len(told["killed"]) == 1
    assert told["done"]["apply_keeping"] > CHUNKS


@pytest.mark.slow
def test_content_and_output_may_be_at_addresses(cluster: Cluster, tmp_path: Path) -> None:
    """``local`` is a disk as fsspec sees it: without the exchange of folders, and shared by all processes."""
    site, output = make_large_site(tmp_path / "site", ACTS, plain=False), tmp_path / "output"
    assert main(["build", "--quiet", "--site", str(site)]) == 0
    built = cluster.build(f"local://{site}", f"local://{output}")
    assert built.code == 0, built.stderr
    assert snapshot(output) == snapshot(site / "output")


@pytest.mark.slow
def test_faults_are_those_of_a_local_build(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("svod.pipeline.keys._CHUNK", CHUNK)
    broken = ROOT / "tests/sites_broken/everything_wrong"
    here = call("build", "--site", broken, "--output", tmp_path / "output")
    there = cluster.build(broken, tmp_path / "output")
    assert (there.code, there.stderr) == (1, here.stderr)
    assert names_in(tmp_path) == []


@pytest.mark.slow
def test_an_interrupt_ends_with_130_and_leaves_nothing(cluster: Cluster, site: Path, tmp_path: Path) -> None:
    with cluster.start(site, tmp_path / "output") as process:
        while not (tmp_path / ".output.svod-staging").exists() and process.poll() is None:
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        printed, said = process.communicate(timeout=10)
    assert (process.returncode, printed, said.strip()) == (130, "", "")
    assert names_in(tmp_path) == []
    assert cluster.build(site, tmp_path / "output").code == 0


@pytest.mark.slow
def test_workers_of_another_engine_are_refused(cluster: Cluster, site: Path, tmp_path: Path) -> None:
    """Its number may be the same: every file of it counts."""
    engine = tmp_path / "engine"
    for folder in ("svod", "templates"):
        shutil.copytree(ROOT / folder, engine / folder)
    shutil.copy(ROOT / "build.py", engine)
    with (engine / "svod/slugs.py").open("a") as module:
        module.write("# Something else.\n")
    arguments = ["--site", str(site), "--output", str(tmp_path / "output"), "--lang", "en"]
    done = subprocess.run(
        [sys.executable, "build.py", "build", *arguments, "--executor", f"dask://{cluster.address}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=engine,
    )
    assert done.returncode == 1
    version = r"0\.1\.0 \([0-9a-f]{8}\)"
    message = (
        f"The worker tcp://127.0.0.1:\\d+ has another version of Svod: {version}, and here it is {version}."
    )
    assert re.fullmatch(f"{message}\n", done.stderr)
    assert not (tmp_path / "output").exists()


@pytest.mark.slow
def test_a_scheduler_that_dies_is_told_and_nothing_has_changed(site: Path, tmp_path: Path) -> None:
    with start_cluster(1) as cluster:
        cluster.ask("end apply 10")
        built = cluster.build(site, tmp_path / "output")
        message = f"The scheduler {cluster.address} went away while it was needed.\n"
    assert (built.code, built.stderr) == (1, message)
    assert names_in(tmp_path) == []


@pytest.mark.slow
def test_a_cluster_without_workers_is_told(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_PATIENCE", 1)
    with start_cluster(0) as cluster:
        address = f"dask://{cluster.address}"
        built = call("build", "--site", site, "--output", tmp_path / "output", "--executor", address)
    assert (built.code, built.stderr) == (1, f"The cluster {cluster.address} has no workers.\n")
    assert names_in(tmp_path) == []


# --- without one


def executed(site: Path, executor: str) -> Outcome:
    """Build ``site`` with an executor that cannot be used; nothing must be written."""
    before = listing(site)
    outcome = call("build", "--site", site, "--executor", executor)
    assert outcome.stdout == ""
    assert listing(site) == before
    return outcome


def test_a_scheduler_that_is_not_there_is_told_in_russian_too(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    outcome = executed(make_site(tmp_path), f"dask://{address}")
    assert (outcome.code, outcome.stderr) == (
        1,
        f"The scheduler {address} cannot be reached: nobody listens there.\n",
    )
    done = run("build", "--site", tmp_path, "--executor", f"dask://{address}")
    assert (done.returncode, done.stderr) == (
        1,
        f"Планировщик {address} недоступен: там никто не отвечает.\n",
    )


@pytest.mark.parametrize(
    ("greeting", "reason"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n", "what answers there is not a scheduler of Dask"),
        (b"", "what answers there is not a scheduler of Dask"),
        (None, "there is no answer"),
    ],
)
def test_something_else_at_the_address_is_told(
    greeting: bytes | None, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_PATIENCE", 0.2)
    told = threading.Event()

    def answer() -> None:
        connection, _ = server.accept()
        with connection:
            connection.sendall(greeting or b"")
            if greeting is None:
                told.wait(10)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=answer).start()
        address = f"127.0.0.1:{server.getsockname()[1]}"
        outcome = executed(make_site(tmp_path), f"dask://{address}")
        told.set()
    assert (outcome.code, outcome.stderr) == (1, f"The scheduler {address} cannot be reached: {reason}.\n")


@pytest.mark.parametrize("package", ["dask", "distributed"])
def test_a_missing_extra_is_told_with_the_command_that_installs_it(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "svod.cluster")
    monkeypatch.setitem(sys.modules, package, None)
    outcome = executed(make_site(tmp_path), "dask://127.0.0.1:8786")
    assert (outcome.code, outcome.stderr) == (
        1,
        f"For --executor the package {package} is needed: pip install 'svod[cluster]'\n",
    )


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1:8786", "dask://", "dask://host", "dask://host:65536", "tcp://host:1", "dask://a/b:1"],
)
def test_another_address_is_wrong_usage(address: str, tmp_path: Path) -> None:
    outcome = executed(make_site(tmp_path), address)
    assert outcome.code == 2


def test_a_worker_may_differ_in_the_last_digit_of_python_and_in_no_other() -> None:
    here = {"python": "3.11.7.final.0", "distributed": "2026.8.0"}
    clusters.check_versions("worker", here | {"python": "3.11.9.final.0"}, here)
    for other in ({"python": "3.12.7.final.0"}, {"distributed": "2026.7.1"}):
        with pytest.raises(RefusalError):
            clusters.check_versions("worker", here | other, here)


def test_a_folder_that_a_worker_does_not_see_is_told() -> None:
    class Elsewhere:
        def run(self, *_: object) -> dict[str, bool]:
            return {"tcp://a:1": True, "tcp://b:2": False}

    with pytest.raises(RefusalError) as raised:
        clusters.ClusterExecutor(Elsewhere(), "a:8786").check_sees(Path("/archive"))
    assert raised.value.values == {"worker": "tcp://b:2", "folder": "/archive"}


def test_a_worker_that_comes_late_writes_into_no_other_build(tmp_path: Path) -> None:
    """Its build was interrupted, and it does not know; the next one has begun."""
    output = tmp_path / "output"
    with stage_output(output, repeated=True) as staging:
        late = pickle.loads(pickle.dumps(staging))
        late.write("index.html", b"old")
    with stage_output(output, repeated=True) as staging:
        mark = staging.write("index.html", b"new")
        with pytest.raises(FileNotFoundError):
            late.write("index.html", b"old")
        staging.publish({"index.html": mark})
    assert (output / "index.html").read_bytes() == b"new"
    assert leftovers(tmp_path) == []


def test_a_build_of_this_machine_loads_nothing_of_it(tmp_path: Path) -> None:
    program = (
        "import sys; from svod.cli import main; code = main(sys.argv[1:]); "
        "sys.exit(code or ' '.join({'dask', 'distributed', 'fsspec'} & set(sys.modules)) or 0)"
    )
    arguments = ["build", "--quiet", "--site", str(make_site(tmp_path))]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
