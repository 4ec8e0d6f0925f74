"""Runs a command and tells what it and all the processes it started took.

``memory`` is the peak of the sum over the process tree of PSS: a page that several processes share is
counted once. It is sampled from /proc, and read only where the sum of RSS, which is never smaller and cheap
to read, is above the peak so far, for at most a tenth of the time. ``resident`` is the peak of the sum of
RSS itself, ``largest`` the ``ru_maxrss`` of the largest single process, which the kernel keeps exactly.
Without /proc the first two are 0, and so is ``others``, the CPU time that everything else on the machine
took meanwhile: figures are worth little where that is much.
"""

import os
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

INTERVAL: Final = 0.02
_PSS_SHARE: Final = 0.1
_PAGE: Final = os.sysconf("SC_PAGESIZE")
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_KILOBYTE: Final = 1024
_TOLD: Final = 2000
_PROC: Final = Path("/proc")


class CommandFailedError(Exception):
    """A command ended with an exit code that is not 0; says which command, and what it printed last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Seconds of wall clock, of user and system time, of CPU time of others, and bytes of memory."""

    wall: float
    cpu: float
    others: float
    memory: int
    resident: int
    largest: int


def measure(command: Sequence[str], *, folder: Path, environment: Mapping[str, str] | None = None) -> Figures:
    """Run ``command`` in ``folder`` with ``environment`` added to that of this process.

    CPU time is that of all descendants that were waited for by their parents. Raises CommandFailedError.
    """
    with TemporaryFile() as printed:
        started, busy = time.perf_counter(), _busy()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        with _Sampler(process.pid) as sampler:
            _, status, usage = os.wait4(process.pid, 0)
            wall, busy = time.perf_counter() - started, _busy() - busy
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            printed.seek(0)
            told = printed.read().decode(errors="replace").strip()[-_TOLD:]
            raise CommandFailedError(f"{' '.join(command)}: exit code {process.returncode}\n{told}")
    cpu = usage.ru_utime + usage.ru_stime
    return Figures(
        wall=wall,
        cpu=cpu,
        others=max(0.0, busy - cpu),
        memory=sampler.shared_once,
        resident=sampler.resident,
        largest=usage.ru_maxrss * _KILOBYTE,
    )


def one_after_another(steps: Iterable[Figures]) -> Figures:
    """Return the figures of commands run one after another: sums of time, peaks of memory."""
    measured = list(steps)
    return Figures(
        wall=sum(step.wall for step in measured),
        cpu=sum(step.cpu for step in measured),
        others=sum(step.others for step in measured),
        memory=max(step.memory for step in measured),
        resident=max(step.resident for step in measured),
        largest=max(step.largest for step in measured),
    )


class _Sampler(threading.Thread):
    """Looks at the tree of the process ``root`` until the block ends."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.resident = self.shared_once = 0
        self._root = root
        self._pss_again = 0.0
        self._over = threading.Event()

    def __enter__(self) -> "_Sampler":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        while not self._over.is_set():
            self._look()
            self._over.wait(INTERVAL)

    def _look(self) -> None:
        tree = list(_tree(self._root))
        resident = sum(map(_resident, tree))
        self.resident = max(self.resident, resident)
        now = time.perf_counter()
        if resident > self.shared_once and now >= self._pss_again:
            self.shared_once = max(self.shared_once, sum(map(_proportional, tree)))
            after = time.perf_counter()
            self._pss_again = after + (after - now) / _PSS_SHARE


def _tree(root: int) -> Iterator[int]:
    yield root
    for file in _PROC.glob(f"{root}/task/*/children"):
        for child in _read(file).split():
            yield from _tree(int(child))


def _busy() -> float:
    """Return the seconds that all processors have worked so far, for whomever, those stolen by a host too."""
    first = _read(_PROC / "stat").partition("\n")[0].split()
    user, nice, system, _idle, _waiting, *interrupts = map(int, first[1:9] or "0" * 8)
    return (user + nice + system + sum(interrupts)) / _TICKS


def _resident(process: int) -> int:
    fields = _read(_PROC / f"{process}/statm").split()
    return int(fields[1]) * _PAGE if fields else 0


def _proportional(process: int) -> int:
    for line in _read(_PROC / f"{process}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * _KILOBYTE
    return 0


def _read(file: Path) -> str:
    """Return what ``file`` says, or nothing when its process has ended."""
    try:
        return file.read_text()
    except OSError:
        return ""
