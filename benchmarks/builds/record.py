"""What a comparison has measured and on what; it is kept as JSON, and tables and plots are made from it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.builds.rounds import Run


@dataclass(slots=True, kw_only=True)
class Record:
    """All runs so far.

    ``acts`` is the number of acts of the comparison, 0 where there is only a series; ``words`` the mean of an
    act. ``absent`` tells of each engine that was not run or not to the end why.
    """

    acts: int
    words: int = 0
    machine: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)

    def engines(self) -> list[str]:
        """Return the engines of the comparison in the order in which they were asked for."""
        return list(dict.fromkeys(run.engine for run in self.runs if run.acts == self.acts))

    def of(self, engine: str, edit: int, acts: int | None = None) -> list[Run]:
        """Return the runs of an engine of one kind, by round."""
        wanted = (engine, edit, self.acts if acts is None else acts)
        found = (run for run in self.runs if (run.engine, run.edit, run.acts) == wanted)
        return sorted(found, key=lambda run: run.round)

    def edits(self) -> list[int]:
        """Return which edits were measured: 1 is the first after a cold build."""
        return sorted({run.edit for run in self.runs} - {0})


def middle(runs: Sequence[Run], value: Callable[[Run], float]) -> float:
    """Return the median of ``value`` over ``runs``, of which there is one at least."""
    return median(map(value, runs))


def write_record(file: Path, record: Record) -> None:
    """Write ``record`` to ``file`` as JSON."""
    file.write_text(json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_record(file: Path) -> Record:
    """Read what ``write_record`` has written."""
    row = json.loads(file.read_text(encoding="utf-8"))
    return Record(**{**row, "runs": [Run(**run) for run in row["runs"]]})
