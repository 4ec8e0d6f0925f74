"""``check --watch`` tells what is wrong after every change, and goes when it is told to."""

import contextlib
import os
import pty
import re
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rim.sites import ACT, PROGRAM, ROOT, act, call, make_site

FAULTLESS = "Files checked: 1. No faults found."
PATIENCE = 30  # seconds


class Watched:
    """A running ``check --watch`` on a terminal of its own."""

    def __init__(self, site: Path) -> None:
        self._terminal, inner = pty.openpty()
        command = [*PROGRAM, "check", "--watch", "--lang", "en", "--site", str(site)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=inner, stdout=inner, stderr=inner)
        os.close(inner)
        self.text = ""

    def wait_for(self, words: str) -> str:
        """Return what was said up to ``words``, which must come; it is not looked at again."""
        end = time.monotonic() + PATIENCE
        while words not in self.text:
            assert time.monotonic() < end, self.text
            if select.select([self._terminal], [], [], 0.2)[0]:
                with contextlib.suppress(OSError):  # the other end is closed
                    self.text += os.read(self._terminal, 65536).decode("utf-8", "replace")
        said, _, self.text = self.text.partition(words)
        return said

    def interrupt(self) -> int:
        """Send what Ctrl+C sends, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)

    def close(self) -> None:
        """End the process if it has not ended."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(timeout=PATIENCE)
        os.close(self._terminal)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path)


@pytest.fixture
def watched(site: Path) -> Iterator[Watched]:
    running = Watched(site)
    yield running
    running.close()


def test_every_change_of_content_or_configuration_is_reported_until_ctrl_c(
    site: Path, watched: Watched
) -> None:
    watched.wait_for(FAULTLESS)
    (site / ACT).write_text(act(topics="[yuoth]"), encoding="utf-8")
    assert "[topic-unknown]" in watched.wait_for("Files checked: 1.")
    (site / "content/topics.yaml").write_text("- {id: yuoth, name: А}\n", encoding="utf-8")
    watched.wait_for(FAULTLESS)
    (site / "site_config.yaml").write_text("title: А\n", encoding="utf-8")
    assert "[key-missing]" in watched.wait_for("Files checked: 1.")
    (site / "site_config.yaml").unlink()
    assert "[config-missing]" in watched.wait_for("Files checked: 1.")
    assert watched.interrupt() == 130
    assert not (site / "output").exists()


def test_nothing_is_said_and_little_done_while_nothing_changes(watched: Watched) -> None:
    watched.wait_for(FAULTLESS)
    fields = Path(f"/proc/{watched.process.pid}/stat")
    if not fields.exists():
        return

    def ticks() -> int:
        return sum(map(int, re.sub(r"^.*\) ", "", fields.read_text(encoding="utf-8")).split()[11:13]))

    before = ticks()
    time.sleep(2)
    spent = (ticks() - before) / os.sysconf("SC_CLK_TCK")
    assert spent < 0.5
    assert watched.text.strip() == ""


def test_an_address_cannot_be_watched() -> None:
    outcome = call("check", "--watch", "--site", "memory://archive")
    assert outcome.code == 2
    assert "is not a folder" in outcome.stderr
