"""The tables of a comparison, in Markdown. 1 MB is 1,000,000 bytes."""

from collections.abc import Callable, Sequence
from statistics import median
from typing import Final

from benchmarks.builds.engines import ENGINES, SVOD
from benchmarks.builds.record import Record, middle
from benchmarks.builds.rounds import Run
from benchmarks.tables import table

YARDSTICKS: Final = {"hugo": "× Hugo", "hugo+pagefind": "× Hugo + Pagefind"}
NOTHING: Final = "–"
_MEGABYTE: Final = 1_000_000
_KIND: Final = {0: "Cold build", 1: "First build after an edit", 2: "Second build after an edit"}

_Column = Callable[[Sequence[Run]], str]


def report(record: Record) -> str:
    """Return all tables, then what is missing, then the machine."""
    parts = []
    if record.engines():
        for edit in (0, *record.edits()):
            parts += [f"## {kind_of(edit)}, {record.acts:,} acts", _table(record, edit)]
    if len(sizes(record)) > 1:
        parts += ["## Cost per act against the number of acts", _series(record)]
    absent = [f"- {engine}: not measured, {why}" for engine, why in record.absent.items()]
    return "\n\n".join([*parts, "\n".join([*absent, *_foot(record)]) + "\n"])


def kind_of(edit: int) -> str:
    """Return the name of a kind of build."""
    return _KIND.get(edit, f"Build after edit {edit}")


def sizes(record: Record) -> list[int]:
    """Return the numbers of acts that svod was measured with."""
    return sorted({run.acts for run in record.runs if run.engine == SVOD})


def ratio(record: Record, engine: str, yardstick: str, edit: int) -> float | None:
    """Return the median over rounds of the wall time of ``engine`` to that of ``yardstick``, or None."""
    theirs = {run.round: run.wall for run in record.of(yardstick, edit)}
    ratios = [run.wall / theirs[run.round] for run in record.of(engine, edit) if run.round in theirs]
    return median(ratios) if ratios else None


def _table(record: Record, edit: int) -> str:
    columns: dict[str, _Column] = {
        "wall, s": lambda runs: f"{middle(runs, lambda run: run.wall):.2f}",
        "least–most": lambda runs: f"{min(run.wall for run in runs):.2f}–{max(run.wall for run in runs):.2f}",
        "CPU, s": lambda runs: f"{middle(runs, lambda run: run.cpu):.2f}",
        "peak memory, MB": lambda runs: _megabytes(runs, lambda run: run.memory),
        "largest process, MB": lambda runs: _megabytes(runs, lambda run: run.largest),
        "files": lambda runs: f"{middle(runs, lambda run: run.files):,.0f}",
        "output, MB": lambda runs: _megabytes(runs, lambda run: run.size),
    }
    rows = []
    for engine in record.engines():
        runs = record.of(engine, edit)
        cells = [column(runs) if runs else NOTHING for column in columns.values()]
        ratios = (ratio(record, engine, yardstick, edit) for yardstick in YARDSTICKS)
        rows.append(
            [
                ENGINES[engine].title,
                *cells[:2],
                *(NOTHING if r is None else f"{r:.2f}" for r in ratios),
                *cells[2:],
            ]
        )
    names = list(columns)
    return table(["engine", *names[:2], *YARDSTICKS.values(), *names[2:]], rows)


def _series(record: Record) -> str:
    rows = []
    for acts in sizes(record):
        runs, edited = record.of(SVOD, 0, acts), record.of(SVOD, 1, acts)
        rows.append(
            [
                f"{acts:,}",
                f"{middle(runs, lambda run: run.wall):.2f}",
                f"{cost(runs, lambda run: run.wall):.3f}",
                f"{cost(runs, lambda run: run.cpu):.3f}",
                _megabytes(runs, lambda run: run.memory),
                f"{middle(edited, lambda run: run.wall):.2f}" if edited else NOTHING,
            ]
        )
    head = ["acts", "wall, s", "wall per act, ms", "CPU per act, ms", "peak memory, MB", "after an edit, s"]
    return table(head, rows)


def cost(runs: Sequence[Run], value: Callable[[Run], float]) -> float:
    """Return the median of ``value``, seconds, over ``runs`` as milliseconds per act."""
    return middle(runs, lambda run: value(run) / run.acts * 1000)


def _megabytes(runs: Sequence[Run], value: Callable[[Run], int]) -> str:
    size = middle(runs, value) / _MEGABYTE
    return f"{size:,.0f}" if size else NOTHING


def _foot(record: Record) -> list[str]:
    rounds = len({run.round for run in record.runs})
    others = max((run.others / run.wall for run in record.runs), default=0.0)
    facts = {
        "runs": f"medians of rounds, of which there were {rounds}; ratios: medians of those within one",
        "acts": f"{record.words} words on average",
        "memory": "peak of the sum of PSS over the process tree; the largest process by ru_maxrss",
        "other processes": f"took {others:.0%} of a core during a run, at most",
        "machine": ", ".join(f"{name} {value}" for name, value in record.machine.items()),
        "versions": ", ".join(f"{name} {value}" for name, value in record.versions.items()),
    }
    return [f"- {name}: {value}" for name, value in facts.items() if value]
