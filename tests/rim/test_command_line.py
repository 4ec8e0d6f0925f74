"""The command line keeps the contract that scripts rely on: options, exit codes, languages, streams."""

import contextlib
import fcntl
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from svod import __version__
from svod.cli import main
from tests.rim.sites import (
    ACT,
    PROGRAM,
    ROOT,
    SITE,
    act,
    build,
    call,
    listing,
    make_large_site,
    make_site,
    run,
    snapshot,
    write_files,
)

GAP = act("РЕЗОЛЮЦИЯ форума\n\nШколам:\n\n1. Поддержать наставников.\n3. Вести учёт.\n")
WRONG = act(topics="[space]")


def config(**values: str) -> str:
    return SITE["site_config.yaml"] + "".join(f"{key}: {value}\n" for key, value in values.items())


# --- start


def test_what_only_one_command_needs_is_loaded_by_no_other() -> None:
    heavy = ["pymorphy3", "lunr", "livereload"]
    program = f"import sys, svod.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=60, check=True
    )
    assert (done.stdout, done.stderr) == (b"[]\n", b"")


# --- exit codes


def test_a_sound_site_ends_with_0_and_says_what_was_written(tmp_path: Path) -> None:
    outcome = call("build", "--site", make_site(tmp_path))
    assert outcome.code == 0
    assert outcome.stdout.startswith("1 resolution, ")
    assert f"written to {tmp_path / 'output'} in " in outcome.stdout


@pytest.mark.parametrize("command", ["build", "check"])
def test_faults_end_with_1(command: str, tmp_path: Path) -> None:
    site = make_site(tmp_path, {ACT: WRONG})
    outcome = call(command, "--site", site)
    assert (outcome.code, outcome.stdout) == (1, "")
    assert not (site / "output").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["nonsense"],
        ["build", "nonsense"],
        ["build", "--jobs", "0"],
        ["build", "--jobs", "many"],
        ["build", "--lang", "fr"],
        ["build", "--base-url", "javascript:alert(1)"],
        ["build", "--base-url", "svod.example"],
        ["build", "--base-url", "https://svod.example/\nx"],
        ["build", "--site", "/there/is/no/such/folder"],
        ["check", "--format", "xml"],
        ["check", "--site", "/dev/null"],
        ["serve", "--port", "0"],
        ["serve", "--port", "65536"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site(tmp_path)
    assert main(arguments, default_site=site) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Error:" in printed.err
    assert not (site / "output").exists()


def test_an_interrupt_ends_with_130_and_changes_nothing(tmp_path: Path) -> None:
    """The build is stopped where it waits for the lock: after the reading, before the writing."""
    site = make_large_site(tmp_path, 250)
    before = listing(site)
    lock = os.open(site, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    process = subprocess.Popen(
        [*PROGRAM, "build", "--site", str(site), "--jobs", "2"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=1.2)
    os.killpg(process.pid, signal.SIGINT)
    printed, said = process.communicate(timeout=5)
    os.close(lock)
    assert (process.returncode, printed, said.strip()) == (130, "", "")
    assert listing(site) == before


def test_an_interrupt_of_the_loading_is_no_traceback(tmp_path: Path) -> None:
    for delay in (0.05, 0.1, 0.15, 0.2):
        process = subprocess.Popen(
            [*PROGRAM, "check", "--site", str(make_site(tmp_path))], stderr=subprocess.PIPE, text=True
        )
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=delay)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=5)
        # Before its first line Python knows no KeyboardInterrupt and dies of the signal itself.
        assert process.returncode in (130, -signal.SIGINT)
        assert "svod" not in said


# --- options


def test_build_is_the_default_command(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    for arguments in ([], ["--quiet"], ["--site", str(site)]):
        assert main(arguments, default_site=site) == 0
        assert (site / "output/index.html").is_file()


def test_help_and_version_end_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {command} " in shown for command in ("build", "check", "serve"))
    assert main(["build", "--help"]) == 0
    assert main(["--version"]) == 0
    assert __version__ in capsys.readouterr().out


def test_the_default_site_is_the_folder_of_build_py() -> None:
    done = run("check", "--format", "json")
    assert done.returncode == 0
    assert {row["severity"] for row in json.loads(done.stdout)} <= {"warning"}


def test_output_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make_site(tmp_path / "site")
    pages = build(site)
    for output in (tmp_path / "absolute", Path("relative"), Path("new/folders/deep")):
        monkeypatch.chdir(tmp_path)
        assert call("build", "--site", "site", "--output", output).code == 0
        assert snapshot(tmp_path / output) == pages


def test_base_url_overrides_the_configuration(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"templates/feeds/robots.txt": "{{ page.sitemap }}\n"})
    assert build(site)["robots.txt"] == b"https://svod.example/sitemap.xml\n"
    assert (
        build(site, "--base-url", "http://[::1]:80/sub")["robots.txt"] == b"http://[::1]:80/sub/sitemap.xml\n"
    )
    assert "sitemap.xml" not in build(site, "--base-url", "")


def test_strict_makes_errors_of_warnings(tmp_path: Path) -> None:
    site = make_site(tmp_path, {ACT: GAP})
    assert call("check", "--site", site).code == 0
    assert call("check", "--site", site, "--strict").code == 1
    strict = call("build", "--site", site, "--strict", "--quiet")
    assert (strict.code, strict.stdout, strict.heads[:1]) == (1, "", [f"{ACT}:13:1 numbering-gap"])
    assert not (site / "output").exists()
    assert call("build", "--site", site).code == 0


def test_quiet_prints_nothing_but_errors(tmp_path: Path) -> None:
    quiet = call("build", "--site", make_site(tmp_path, {ACT: GAP}), "--quiet")
    assert (quiet.code, quiet.stdout, quiet.stderr) == (0, "", "")
    wrong = call("build", "--site", make_site(tmp_path, {"content/resolutions/a.md": WRONG}), "--quiet")
    assert (wrong.code, wrong.heads) == (1, ["content/resolutions/a.md:5:10 topic-unknown"])


def test_check_writes_nothing(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    before = listing(site)
    assert call("check", "--site", site).code == 0
    assert listing(site) == before


def test_two_jobs_give_the_same_bytes_and_the_same_report_as_one(tmp_path: Path) -> None:
    site = make_large_site(tmp_path, 250)
    one = build(site, "--jobs", "1", "--no-cache")
    assert len(one) > 500
    assert build(site, "--jobs", "2") == one
    write_files(site, {f"content/resolutions/wrong-{number}.md": WRONG for number in range(40)})
    reports = [call("build", "--site", site, "--jobs", jobs).stderr for jobs in ("1", "2")]
    assert reports[0] == reports[1]
    assert "topic-unknown" in reports[0]


# --- language


def said(site: Path, *arguments: str) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stderr(printed):
        main(["check", "--site", str(site), *arguments])
    return printed.getvalue()


def test_messages_are_in_the_language_of_the_site_or_the_one_asked_for(tmp_path: Path) -> None:
    site = make_site(tmp_path, {ACT: WRONG})
    assert "Ошибок: 1" in said(site)
    assert "Errors: 1" in said(site, "--lang", "en")
    write_files(site, {"site_config.yaml": config(language="en")})
    assert "Errors: 1" in said(site)
    assert "Ошибок: 1" in said(site, "--lang", "ru")
    write_files(site, {"site_config.yaml": "title: ["})
    assert "Ошибок: 2" in said(site)


def test_the_language_of_messages_is_not_that_of_the_pages(tmp_path: Path) -> None:
    site = make_site(tmp_path, plain=False)
    assert build(site) == build(site, "--lang", "ru")


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    """``build.py check --format json | head -1``."""
    command = [
        *PROGRAM,
        "check",
        "--format",
        "json",
        "--site",
        str(ROOT / "tests/sites_broken/everything_wrong"),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=10) in (0, 1)
