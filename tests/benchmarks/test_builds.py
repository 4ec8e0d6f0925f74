"""The comparison of builds: inputs for every engine, figures of a command, tables and plots of a record."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import compare
from benchmarks.acts import PlannedAct, plan_acts
from benchmarks.builds.acts import choose_edited, edited, listings
from benchmarks.builds.engines import ENGINES
from benchmarks.builds.measure import CommandFailedError, measure
from benchmarks.builds.plots import plots
from benchmarks.builds.programs import MissingError, Programs
from benchmarks.builds.record import Record, read_record, write_record
from benchmarks.builds.report import ratio, report
from benchmarks.builds.rounds import Contestant, Plan, Run, write_inputs
from benchmarks.corpus import read_corpus

MEGABYTE = 1_000_000
# The content file of an act, and what else an engine cannot do without.
INPUTS: Mapping[str, tuple[str, ...]] = {
    "svod": ("content/resolutions/*/act-00007.md", "site_config.yaml", "content/topics.yaml"),
    "hugo": ("content/resolutions/act-00007.md", "hugo.toml", "layouts/_default/single.html"),
    "hugo+pagefind": ("content/resolutions/act-00007.md", "hugo.toml", "layouts/_default/single.html"),
    "pelican": ("content/act-00007.md", "pelicanconf.py", "names.json", "theme/templates/article.html"),
    "mkdocs": ("docs/resolutions/act-00007.md", "mkdocs.yml", "docs/index.md", "docs/years/index.md"),
    "eleventy": (
        "content/resolutions/act-00007.md",
        "eleventy.config.mjs",
        "content/_data/names.json",
        "content/_includes/act.njk",
    ),
}


@pytest.fixture(scope="module")
def acts() -> list[PlannedAct]:
    return plan_acts(read_corpus(None), 12, seed=1)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("inputs")
    write_inputs(work, Plan(acts=12, corpus=None, seed=1), list(ENGINES))
    return work / "12-acts"


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_gets_what_it_needs(inputs: Path, name: str) -> None:
    for pattern in INPUTS[name]:
        assert list((inputs / name).glob(pattern)), pattern
    content = list((inputs / name).rglob("act-*.md"))
    assert len(content) == 12


def test_every_engine_gets_the_same_text(inputs: Path) -> None:
    words = {
        name: set(re.findall(r"[а-я]{5,}", next((inputs / name).rglob("act-00007.md")).read_text("utf-8")))
        for name in ENGINES
    }
    assert len(words["svod"]) > 50
    assert all(words["svod"] <= found for found in words.values())


def test_an_engine_finds_nothing_of_an_earlier_input(tmp_path: Path) -> None:
    for number in 4, 2:
        write_inputs(tmp_path, Plan(acts=2, corpus=None, seed=number), ["hugo"])
        (tmp_path / "2-acts/hugo/public").mkdir()
    assert len(list(tmp_path.rglob("act-*.md"))) == 2


def test_each_edit_changes_one_word_of_one_file_and_keeps_links(inputs: Path, acts: list[PlannedAct]) -> None:
    act = choose_edited(acts)
    for name, engine in ENGINES.items():
        folder = inputs / name
        file = next(folder.rglob(f"{act.id}.md"))
        states = []
        for number in 0, 1:
            engine.write_act(folder, edited(act, number))
            states.append(file.read_text("utf-8").split(" "))
        assert len(states[0]) == len(states[1]), name
        assert sum(one != other for one, other in zip(*states, strict=True)) == 1, name
    linked = next((inputs / "mkdocs").rglob(f"{act.id}.md")).read_text("utf-8")
    assert re.search(r"\[(Предыдущая|Следующая): ", linked)


def test_lists_hold_every_act_once_fifty_to_a_page() -> None:
    whole = listings(plan_acts(read_corpus(None), 120))[0]
    assert [(number, len(acts)) for number, acts in whole.pages()] == [(1, 50), (2, 50), (3, 20)]
    assert len({act.id for _, acts in whole.pages() for act in acts}) == 120


def test_the_figures_of_a_command_are_those_of_its_whole_tree(tmp_path: Path) -> None:
    child = "import time; held = b'x' * 60_000_000; sum(range(3_000_000)); time.sleep(0.3)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    figures = measure([sys.executable, "-c", parent], folder=tmp_path)
    assert 0.3 < figures.wall < 5
    assert 0.02 < figures.cpu < figures.wall + 0.5
    assert 60 * MEGABYTE < figures.largest < 500 * MEGABYTE
    if Path("/proc/self/smaps_rollup").exists():
        assert 60 * MEGABYTE < figures.memory <= figures.resident < 500 * MEGABYTE


def test_a_command_that_fails_says_what_it_printed(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match=r"(?s)exit code 3.*no such theme"):
        measure([sys.executable, "-c", "print('no such theme'); raise SystemExit(3)"], folder=tmp_path)


def test_a_round_is_a_cold_build_and_builds_after_edits(inputs: Path, acts: list[PlannedAct]) -> None:
    folder, told = inputs / "hugo", "import os; print(sorted(os.listdir()))"
    script = f"{told}; os.makedirs('public'); open('public/index.html', 'w').write('abc')"
    again = script.replace("makedirs('public')", "stat('public')")  # fails where nothing was kept
    contestant = Contestant(
        engine=ENGINES["hugo"],
        commands=[(sys.executable, "-c", script)],
        folder=folder,
        edited=choose_edited(acts),
        acts=1,
    )
    for number in 0, 1:  # the second cold build finds nothing of the first
        runs = contestant.runs(number, 1)
        contestant.commands = [(sys.executable, "-c", script)]
        cold = next(runs)
        contestant.commands = [(sys.executable, "-c", again)]
        warm = next(runs)
        assert (cold.edit, warm.edit, cold.files, cold.size) == (0, 1, 1, 3)


def test_a_build_without_the_acts_has_failed(inputs: Path, acts: list[PlannedAct]) -> None:
    contestant = Contestant(
        engine=ENGINES["pelican"],
        commands=[(sys.executable, "-c", "")],
        folder=inputs / "pelican",
        edited=acts[0],
        acts=12,
    )
    with pytest.raises(CommandFailedError, match="12 acts gave 0 files"):
        next(contestant.runs(0, 0))


def test_a_missing_engine_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert compare.main(["--acts", "2", "--engines", "eleventy", "--rounds", "1"]) == 0
    assert "- eleventy: not measured, eleventy is not installed" in capsys.readouterr().out


def test_programs_are_found_in_the_folders_that_are_named(tmp_path: Path) -> None:
    program = tmp_path / "node_modules/.bin/eleventy"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho 3.1.2\n")
    program.chmod(0o755)
    programs = Programs(extra=(tmp_path,))
    assert programs.find("eleventy") == (str(program),)
    assert programs.version("eleventy") == "3.1.2"
    with pytest.raises(MissingError):
        programs.find("no-such-program")


def run(engine: str, number: int, edit: int, wall: float, acts: int = 100) -> Run:
    return Run(
        engine=engine,
        acts=acts,
        round=number,
        edit=edit,
        wall=wall,
        cpu=2 * wall,
        others=wall / 20,
        memory=50 * MEGABYTE,
        resident=60 * MEGABYTE,
        largest=40 * MEGABYTE,
        files=1234,
        size=3 * MEGABYTE,
    )


@pytest.fixture
def record() -> Record:
    walls = {"svod": (1.0, 9.0, 2.0), "hugo": (2.0, 3.0, 4.0), "hugo+pagefind": (10.0, 18.0, 20.0)}
    return Record(
        acts=100,
        words=450,
        machine={"cores": "2", "processor": "A & B"},
        versions={"hugo": "0.1"},
        absent={"pelican": "pelican is not installed"},
        runs=[
            *(
                run(name, number, edit, wall / (edit + 1))
                for name, rounds in walls.items()
                for number, wall in enumerate(rounds)
                for edit in (0, 1)
            ),
            *(run("svod", 0, 0, wall, acts) for acts, wall in ((1000, 20.0), (10_000, 210.0))),
        ],
    )


def test_a_record_is_read_as_it_was_written(record: Record, tmp_path: Path) -> None:
    write_record(tmp_path / "runs.json", record)
    assert read_record(tmp_path / "runs.json") == record


def test_ratios_are_medians_of_those_within_a_round(record: Record) -> None:
    assert ratio(record, "svod", "hugo", 0) == 0.5
    assert ratio(record, "svod", "hugo+pagefind", 0) == 0.1
    assert ratio(record, "svod", "eleventy", 0) is None


def test_the_tables_hold_medians_the_missing_and_the_machine(record: Record) -> None:
    printed = report(record)
    rows = [re.sub(r" +", " ", line) for line in printed.splitlines()]
    assert "| Svod | 2.00 | 1.00–9.00 | 0.50 | 0.10 | 4.00 | 50 | 40 | 1,234 | 3 |" in rows
    assert "| Svod | 1.00 | 0.50–4.50 | 0.50 | 0.10 | 2.00 | 50 | 40 | 1,234 | 3 |" in rows
    assert "| 10,000 | 210.00 | 21.000 | 42.000 | 50 | – |" in rows
    assert "- pelican: not measured, pelican is not installed" in rows
    assert any(row.startswith("- runs: medians of rounds, of which there were 3;") for row in rows)
    assert "- other processes: took 5% of a core during a run, at most" in rows
    assert "- machine: cores 2, processor A & B" in rows


def test_plots_are_svg_that_says_in_words_what_it_shows(record: Record) -> None:
    drawn = plots(record)
    assert set(drawn) == {"cold.svg", "edit-1.svg", "series.svg"}
    told = {}
    for name, text in drawn.items():
        root = ElementTree.fromstring(text)
        assert root.get("role") == "img"
        told[name] = root.findtext("{http://www.w3.org/2000/svg}desc", "")
    assert told["cold.svg"] == "Svod 2.00; Hugo, no search 3.00; Hugo + Pagefind 18.0"
    assert told["series.svg"].endswith("10,000 acts: wall 21.00, CPU 42.00")


def test_an_earlier_comparison_is_drawn_anew(record: Record, tmp_path: Path) -> None:
    write_record(tmp_path / "old.json", record)
    assert compare.main(["--recorded", str(tmp_path / "old.json"), "--out", str(tmp_path / "out")]) == 0
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert names == {"runs.json", "tables.md", "cold.svg", "edit-1.svg", "series.svg"}
    assert (tmp_path / "out/tables.md").read_text("utf-8") == report(record)
