"""Tiny real sites give exactly the expected files."""

import re
from pathlib import Path

import pytest

from svod.pipeline.building import build_site

SITES = Path(__file__).parent / "sites"
# A style sheet's checksum is in its name; expected pages must not change with every rule of it.
VERSION = re.compile(r"\.[0-9a-f]{8}\.(css|js)\b")
# The index of the search has tests of its own.
ELSEWHERE = ("static/", "files/", "search/index/")


def made_files(site: Path) -> dict[str, str]:
    files: dict[str, bytes] = {}
    result = build_site(site, files.__setitem__)
    assert result.ok, result.diagnostics
    return {
        path: VERSION.sub(r".\1", payload.decode("utf-8"))
        for path, payload in files.items()
        if not path.startswith(ELSEWHERE) and path != "404.html"
    }


def expected_files(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes().decode("utf-8")
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize("name", ["small", "rich", "reuse"])
def test_a_site_gives_the_expected_files(name: str, rewrite_golden: bool) -> None:
    made, expected = made_files(SITES / name), SITES / name / "expected"
    if rewrite_golden:
        rewrite(expected, made)
    assert made == expected_files(expected)


def rewrite(folder: Path, files: dict[str, str]) -> None:
    for stale in expected_files(folder).keys() - files.keys():
        (folder / stale).unlink()
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
