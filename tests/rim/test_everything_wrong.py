"""One deliberately broken site: the whole list of its faults, in both languages, is what is expected."""

import re
from pathlib import Path

import pytest

from svod.rules import RULES
from tests.rim.sites import ROOT, run

SITE = ROOT / "tests/sites_broken/everything_wrong"
# These depend on the machine or on output/, are those of documents that are imported, or hide other faults:
# there are only four authority files.
NOT_HERE = {code for code in RULES if code.startswith("document-")} | {
    "assets-missing", "config-missing", "content-missing", "file-too-large", "output-collision",
    "output-foreign", "output-unsafe", "place-unknown", "yaml-not-list",
}  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "en"])
def test_all_faults_are_found_in_one_run(language: str, rewrite_golden: bool) -> None:
    expected = SITE / f"expected.{language}.txt"
    before = sorted(SITE.rglob("*"))
    done = run("build", "--site", SITE, "--lang", language)
    if rewrite_golden:
        expected.write_text(done.stderr, encoding="utf-8", newline="\n")
    assert done.stderr == expected.read_text(encoding="utf-8")
    assert (done.returncode, done.stdout) == (1, "")
    assert {*before, expected} == set(SITE.rglob("*")), "a faulty build writes nothing"


def test_every_code_that_a_committed_file_can_show_is_shown() -> None:
    report = (SITE / "expected.en.txt").read_text(encoding="utf-8")
    shown = set(re.findall(r"^\S.* \[([a-z-]+)\]$", report, re.MULTILINE))
    assert shown == RULES.keys() - NOT_HERE


def test_the_report_is_all_russian_in_russian() -> None:
    """Words of ours stand before the bracket of the code; what is quoted from a file does not count."""
    report = (SITE / "expected.ru.txt").read_text(encoding="utf-8")
    heads = [line for line in report.splitlines() if re.search(r"^\S.* \[[a-z-]+\]$", line)]
    hints = [line for line in report.splitlines() if line.startswith("    подсказка:")]
    assert len(heads) == len(hints) > 60
    assert not [line for line in heads if not re.search(r": (ошибка|предупреждение): [а-яё«]", line)]


def test_the_only_sound_file_has_no_fault_of_its_own() -> None:
    """Its name is taken by another file, which is what the report says of it; nothing else."""
    report = (SITE / "expected.en.txt").read_text(encoding="utf-8")
    about = [line for line in report.splitlines() if line.startswith("content/resolutions/nothing-wrong")]
    assert [Path(line.split(":")[0]).name for line in about] == ["nothing-wrong.md"]
    assert "[id-duplicate]" in about[0]
