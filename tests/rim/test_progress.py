"""Progress: a bar on a terminal, a line now and then elsewhere, nothing where it is quick or unwanted."""

import io
import json
import re
import sys
from pathlib import Path

import pytest

from svod.cli import progress
from svod.cli.progress import ProgressDisplay
from svod.execution import told
from svod.localization import localization
from svod.pipeline.publishing import publish_site
from tests.rim.sites import call, make_large_site, make_site

WORDS = localization("ru")


@pytest.fixture(autouse=True)
def _wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(progress.ENVIRONMENT)


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(progress, "time", found)
    return found


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever takes any time at all takes too long."""
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_PAUSE", 0.0)


def test_nothing_is_said_in_the_first_second(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressDisplay(WORDS) as display:
        display.tell("Making pages", 0, 10)
        clock.now += 0.9
        display.tell("Making pages", 9, 10)
    assert capsys.readouterr() == ("", "")


def test_elsewhere_than_on_a_terminal_a_line_is_said_now_and_then(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    display = ProgressDisplay(WORDS)
    for second in range(36):
        display.tell("Making pages" if second < 30 else "Writing the site", second, 40 if second < 30 else 0)
        clock.now += 1
    out, said = capsys.readouterr()
    assert out == ""
    assert said.splitlines() == ["Страницы: 2 %", "Страницы: 27 %", "Страницы: 52 %", "Запись сайта…"]


def test_the_environment_may_ask_for_silence(
    clock: Clock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(progress.ENVIRONMENT, "none")
    display = ProgressDisplay(WORDS)
    for _ in range(9):
        display.tell("Making pages", 0, 10)
        clock.now += 5
    assert capsys.readouterr() == ("", "")


def test_another_run_has_another_first_second(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    display = ProgressDisplay(WORDS)
    display.tell("Making pages", 0, 10)
    clock.now += 5
    display.close()
    display.tell("Making pages", 5, 10)
    assert capsys.readouterr().err == ""


def test_on_a_terminal_there_is_a_bar_that_goes_away(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    with ProgressDisplay(WORDS) as display:
        display.tell("Reading resolutions", 0, 4)
        clock.now += 2
        display.tell("Reading resolutions", 2, 4)
        display.tell("Writing the site", 0, 0)
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.getvalue())
    assert "Чтение резолюций" in shown
    assert "50%" in shown
    assert "Запись сайта" in shown
    assert terminal.getvalue().endswith("\x1b[2K"), "the line is cleared"


@pytest.mark.usefixtures("impatient")
def test_quiet_says_nothing_and_what_programs_read_stays_clean(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    loud = call("build", "--site", site, "--no-cache")
    assert "Reading resolutions: 0 %" in loud.stderr
    assert "Reading" not in loud.stdout
    assert "Reading" not in call("build", "--site", site, "--no-cache", "--quiet").stderr
    checked = call("check", "--site", site, "--no-cache", "--format", "json")
    assert "Making pages: 100 %" in checked.stderr
    json.loads(checked.stdout)
    quiet = call("check", "--site", site, "--no-cache", "--quiet")
    assert "Making" not in quiet.stderr
    assert "No faults found." not in quiet.stdout


@pytest.mark.parametrize("jobs", [1, 2])
def test_stages_are_told_from_nothing_to_all(jobs: int, tmp_path: Path) -> None:
    site = make_large_site(tmp_path, 250)
    found: list[tuple[str, int, int]] = []
    publish_site(site, site / "output", jobs=jobs, progress=lambda *told: found.append(told))
    stages = list(dict.fromkeys(stage for stage, _, _ in found))
    assert stages == ["Reading resolutions", "Making the search index", "Making pages", "Writing the site"]
    for stage in ("Reading resolutions", "Making pages"):
        rows = [(done, total) for name, done, total in found if name == stage]
        assert rows == [(done, rows[0][1]) for done in range(rows[0][1] + 1)]
        assert rows[0][1] > 0


def test_values_go_through_untouched() -> None:
    assert list(told(lambda *_: None, "x", iter("абв"), 3)) == ["а", "б", "в"]
