"""Runs the engines in turn, round after round: a cold build, then builds after one edited act.

Each engine has a folder of its own, and in it its caches (``XDG_CACHE_HOME`` points there). Before a cold
build everything is removed from the folder that was not in it when its input had been written. Neither that
nor writing the input and the edit is measured; what they left to be written to the disk is written before
the clock starts.
"""

import multiprocessing
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.acts import PlannedAct, plan_acts
from benchmarks.builds.acts import choose_edited, edited
from benchmarks.builds.engines import ENGINES, Engine
from benchmarks.builds.measure import CommandFailedError, measure, one_after_another
from benchmarks.builds.programs import Command
from benchmarks.corpus import read_corpus

_CACHE: Final = ".cache"
_KEPT: Final = ".input"  # names of what belongs to the input of a site


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One measured build. ``edit`` is 0 for a cold one, else which edit since the cold build it follows.

    Times are in seconds; ``memory``, ``resident`` and ``largest`` (see ``measure``) and ``size``, that of
    all ``files`` of the built site, in bytes.
    """

    engine: str
    acts: int
    round: int
    edit: int
    wall: float
    cpu: float
    others: float
    memory: int
    resident: int
    largest: int
    files: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The sites to be written: how many acts of which corpus."""

    acts: int
    corpus: Path | None
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What was written: the act that is going to be edited, and the mean number of words of an act."""

    edited: PlannedAct
    words: int


@dataclass(slots=True, kw_only=True)
class Contestant:
    """An engine with its input, ready to be run."""

    engine: Engine
    commands: Sequence[Command]
    folder: Path
    edited: PlannedAct
    acts: int
    edits: int = 0

    def runs(self, number: int, edits: int) -> Iterator[Run]:
        """Yield a cold build and those after ``edits`` edits. Raises CommandFailedError."""
        for entry in self.folder.iterdir():
            if entry.name not in self._kept():
                _remove(entry)
        yield self._run(number, 0)
        for edit in range(1, edits + 1):
            self.edits += 1
            self.engine.write_act(self.folder, edited(self.edited, self.edits))
            yield self._run(number, edit)

    def _kept(self) -> frozenset[str]:
        return frozenset((self.folder / _KEPT).read_text(encoding="utf-8").splitlines())

    def _run(self, number: int, edit: int) -> Run:
        environment = {"XDG_CACHE_HOME": str(self.folder / _CACHE)}
        os.sync()
        figures = one_after_another(
            measure(command, folder=self.folder, environment=environment) for command in self.commands
        )
        sizes = [file.stat().st_size for file in _files(self.folder / self.engine.output)]
        if len(sizes) < self.acts:  # a generator may skip what it cannot read without a word
            raise CommandFailedError(f"{self.acts} acts gave {len(sizes)} files")
        return Run(
            engine=self.engine.name,
            acts=self.acts,
            round=number,
            edit=edit,
            wall=figures.wall,
            cpu=figures.cpu,
            others=figures.others,
            memory=figures.memory,
            resident=figures.resident,
            largest=figures.largest,
            files=len(sizes),
            size=sum(sizes),
        )


def prepare(work: Path, plan: Plan, engines: Mapping[str, Sequence[Command]]) -> tuple[list[Contestant], int]:
    """Write the input of each engine into ``work``; return the contestants, and the mean words of an act.

    The acts are planned in another process: this one stays small, for ``ru_maxrss`` of a program begins with
    that of the process that started it.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        written = pool.submit(write_inputs, work, plan, list(engines)).result()
    contestants = [
        Contestant(
            engine=ENGINES[name],
            commands=commands,
            folder=_folder(work, plan, name),
            edited=written.edited,
            acts=plan.acts,
        )
        for name, commands in engines.items()
    ]
    return contestants, written.words


def write_inputs(work: Path, plan: Plan, names: Sequence[str]) -> Input:
    """Write the input of each engine into a folder of its own in ``work``."""
    acts = plan_acts(read_corpus(plan.corpus), plan.acts, plan.seed)
    for name in names:
        folder = _folder(work, plan, name)
        if folder.exists():
            shutil.rmtree(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        ENGINES[name].write_site(folder, acts)
        entries = [_KEPT, *(entry.name for entry in folder.iterdir())]
        (folder / _KEPT).write_text("\n".join(entries), encoding="utf-8")
    words = sum(len(line.split()) for act in acts for line in act.printed)
    return Input(edited=choose_edited(acts), words=round(words / len(acts)))


def _folder(work: Path, plan: Plan, name: str) -> Path:
    return (work / f"{plan.acts}-acts" / name).absolute()


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink()


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file())
