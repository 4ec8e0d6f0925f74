"""The same input gives the same bytes, whatever the machine: hashes, zone, locale, folder, order, jobs."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.rim.sites import ROOT, build, make_large_site, run, snapshot

RICH = ROOT / "tests/sites/rich"
ENVIRONMENTS: list[dict[str, str]] = [
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    {
        "PYTHONHASHSEED": "4294967295",
        "TZ": "America/Anchorage",
        "LC_ALL": "ru_RU.KOI8-R",
        "LANG": "tr_TR.UTF-8",
        "LANGUAGE": "tr",
        "PYTHONUTF8": "0",
    },
]


def copy_in_order(site: Path, target: Path, *, backwards: bool) -> Path:
    """Copy the files of a site one by one, so that folders list them in another order."""
    for file in sorted(site.rglob("*"), reverse=backwards):
        if file.is_file() and "expected" not in file.parts:
            copy = target / file.relative_to(site)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
            os.utime(copy, (0, 0) if backwards else None)
    return target


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda environment: environment["LC_ALL"])
def test_neither_hashes_nor_zone_nor_locale_show(environment: dict[str, str], tmp_path: Path) -> None:
    outputs = []
    for number, variables in enumerate(({"PYTHONHASHSEED": "0", "TZ": "UTC"}, environment)):
        done = run("build", "--site", RICH, "--output", tmp_path / str(number), **variables)
        assert done.returncode == 0, done.stderr
        outputs.append(snapshot(tmp_path / str(number)))
    assert len(outputs[0]) > 20
    assert outputs[0] == outputs[1]


def test_neither_place_nor_order_nor_age_of_the_files_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = []
    for number, backwards in enumerate((False, True)):
        site = copy_in_order(
            RICH, tmp_path / "copies" / str(number) / ("x" * number or "y"), backwards=backwards
        )
        monkeypatch.chdir(tmp_path if backwards else ROOT)
        assert run("build", "--site", site).returncode == 0
        outputs.append(snapshot(site / "output"))
    assert outputs[0] == outputs[1]


def test_a_disk_that_lists_folders_backwards_does_not_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = copy_in_order(RICH, tmp_path / "site", backwards=False)
    expected = build(site)
    walk = os.walk

    def walk_backwards(
        top: Path, onerror: Callable[[OSError], None] | None = None
    ) -> Iterator[tuple[str, list[str], list[str]]]:
        for parent, folders, names in walk(str(top), onerror=onerror):
            folders.reverse()
            names.reverse()
            yield parent, folders, names

    monkeypatch.setattr(os, "walk", walk_backwards)
    assert build(site) == expected


@pytest.mark.slow
def test_neither_jobs_nor_an_older_site_show(tmp_path: Path) -> None:
    site = make_large_site(tmp_path / "site", 250)
    outputs = []
    for jobs, output in (("1", "a"), ("2", "b"), ("2", "a")):
        assert run("build", "--site", site, "--jobs", jobs, "--output", tmp_path / output).returncode == 0
        outputs.append(snapshot(tmp_path / output))
    assert outputs[0] == outputs[1] == outputs[2]
