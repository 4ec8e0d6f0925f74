"""Compare the speed of builds: svod and every peer that is installed make a site of the same acts.

Usage: ``python benchmarks/compare.py --acts 10000 [--corpus PATH] [--rounds 3] [--peers DIR] [--out DIR]``,
or ``--series 1000,3000,10000`` for svod's cost per act, or both. Prints the tables; into ``--out`` go
``tables.md``, ``runs.json`` with every run, after each round, and the plots. ``--recorded runs.json`` makes
tables and plots of an earlier comparison. The exit code is 1 where a build failed.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # when run as a file

from benchmarks.acts import SEED
from benchmarks.builds.engines import ENGINES, SVOD, svod_version
from benchmarks.builds.machine import describe_machine
from benchmarks.builds.measure import CommandFailedError
from benchmarks.builds.plots import plots
from benchmarks.builds.programs import Command, MissingError, Programs
from benchmarks.builds.record import Record, read_record, write_record
from benchmarks.builds.report import report
from benchmarks.builds.rounds import Contestant, Plan, prepare
from benchmarks.built_site import working_folder

ACTS: Final = 10_000
FAILED: Final = "the build failed"


def find_engines(names: Sequence[str], programs: Programs, record: Record) -> dict[str, list[Command]]:
    """Return the commands of the engines that can be run; ``record`` is told why the others cannot."""
    found = {}
    for name in names:
        try:
            found[name] = ENGINES[name].find_commands(programs)
        except MissingError as missing:
            record.absent[name] = str(missing)
            _say(f"{name}: {missing}")
    record.versions = {SVOD: svod_version()} if SVOD in found else {}
    for program in dict.fromkeys(need for name in found for need in ENGINES[name].needs):
        record.versions[program] = programs.version(program)
    return found


def run_round(contestants: Sequence[Contestant], number: int, edits: int, record: Record) -> None:
    """Run every contestant that has not failed yet, a different one first in each round."""
    first = number % max(1, len(contestants))
    for contestant in [*contestants[first:], *contestants[:first]]:
        name = contestant.engine.name
        if name in record.absent:
            continue
        try:
            for run in contestant.runs(number, edits):
                record.runs.append(run)
                kind = f"edit {run.edit}" if run.edit else "cold"
                took = f"{run.wall:.2f} s, CPU {run.cpu:.2f} s"
                _say(f"round {number + 1}, {run.acts} acts, {name}, {kind}: {took}")
        except CommandFailedError as failure:
            record.absent[name] = FAILED
            _say(f"{name}: {failure}")


def compare(options: argparse.Namespace, work: Path) -> Record:
    """Write all inputs, run all rounds; the record is kept in ``--out`` after each."""
    record = Record(acts=options.acts, machine=describe_machine(work))
    programs = Programs(extra=tuple(options.peers))
    found = find_engines(options.engines if options.acts else [SVOD], programs, record)
    contestants: list[Contestant] = []
    for acts in sorted({options.acts, *options.series} - {0}):
        plan = Plan(acts=acts, corpus=options.corpus, seed=options.seed)
        chosen: Mapping[str, list[Command]] = found if acts == options.acts else {SVOD: found[SVOD]}
        _say(f"{acts} acts: writing the input of {', '.join(chosen)}")
        ready, record.words = prepare(work, plan, chosen)
        contestants += ready
    for number in range(options.rounds):
        run_round(contestants, number, options.edits, record)
        write_results(options.out, record)
    return record


def write_results(out: Path | None, record: Record) -> None:
    """Write the record, the tables and the plots into ``out``, if there is such a folder to be."""
    if out is None:
        return
    out.mkdir(parents=True, exist_ok=True)
    write_record(out / "runs.json", record)
    (out / "tables.md").write_text(report(record), encoding="utf-8")
    for name, drawn in plots(record).items():
        (out / name).write_text(drawn, encoding="utf-8")


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare the speed of builds.")
    parser.add_argument("--acts", type=int, help=f"of the comparison; default: {ACTS}, 0 with --series")
    parser.add_argument("--series", default="", help="numbers of acts to build by svod alone, with commas")
    parser.add_argument("--corpus", type=Path, help="JSON lines; default: the project's own acts")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--engines", default=",".join(ENGINES), help="any of: " + ", ".join(ENGINES))
    parser.add_argument("--peers", type=Path, action="append", default=[], help="a folder with programs")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--edits", type=int, default=2, help="builds after an edit in each round")
    parser.add_argument("--work", type=Path, help="keep inputs and outputs in this folder")
    parser.add_argument("--out", type=Path, help="write tables, runs and plots into this folder")
    parser.add_argument("--recorded", type=Path, help="runs.json of an earlier comparison: measure nothing")
    options = parser.parse_args(arguments)
    options.engines = options.engines.split(",")
    if unknown := set(options.engines) - set(ENGINES):
        parser.error(f"no such engine: {', '.join(sorted(unknown))}")
    options.series = [int(acts) for acts in options.series.split(",") if acts]
    if options.acts is None:
        options.acts = 0 if options.series else ACTS
    if options.series and options.acts and SVOD not in options.engines:
        parser.error(f"a series is one of {SVOD}: name it among the engines")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit code."""
    options = _parse(arguments)
    if options.recorded:
        record = read_record(options.recorded)
        write_results(options.out, record)
    else:
        with working_folder(options.work) as work:
            record = compare(options, work)
    print(report(record), end="")
    return 1 if FAILED in record.absent.values() else 0


if __name__ == "__main__":
    sys.exit(main())
