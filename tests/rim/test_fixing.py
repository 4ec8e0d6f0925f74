"""``fix`` proposes a diff that can be applied, or writes what it proposes; other bytes of a file stay."""

import subprocess
from pathlib import Path

import pytest

from svod.pipeline.fixing import propose_repairs, write_repairs
from tests.rim.sites import ACT, act, call, make_site, run_unprivileged, snapshot

GLUED = act("**РЕЗОЛЮЦИЯ****форума**\n\nШколам:\n\n– поддержать по по плану.\n", date="17.05.2024")
FIXED = act("**РЕЗОЛЮЦИЯ**  \n**форума**\n\nШколам:\n\n– поддержать по по плану.\n", date='"2024-05-17"')


def test_a_diff_is_proposed_and_nothing_written(tmp_path: Path) -> None:
    site = make_site(tmp_path, {ACT: GLUED})
    before = snapshot(site)
    outcome = call("fix", "--site", site)
    assert (outcome.code, outcome.stderr) == (1, "Files checked: 1. To be repaired: 1.\n")
    assert "-**РЕЗОЛЮЦИЯ****форума**\n+**РЕЗОЛЮЦИЯ**  \n+**форума**\n" in outcome.stdout
    assert snapshot(site) == before


@pytest.mark.parametrize("form", ["plain", "crlf", "no line end"])
def test_the_diff_can_be_applied_and_gives_what_is_written(form: str, tmp_path: Path) -> None:
    forms = {"plain": GLUED, "crlf": GLUED.replace("\n", "\r\n"), "no line end": GLUED.rstrip("\n")}
    patched, written = (make_site(tmp_path / name, {ACT: forms[form]}) for name in ("patched", "written"))
    (proposal,) = propose_repairs(patched, ["glued-bold", "date-invalid"]).repairs
    done = subprocess.run(
        ["git", "apply", "-"],
        cwd=patched,
        input=proposal.diff.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert call("fix", "--site", written, "--write").code == 0
    assert (patched / ACT).read_bytes() == (written / ACT).read_bytes() == proposal.after


def test_what_is_written_once_needs_no_second_time(tmp_path: Path) -> None:
    site = make_site(tmp_path, {ACT: GLUED})
    outcome = call("fix", "--site", site, "--write")
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, "", "Files checked: 1. Repaired: 1.\n")
    assert (site / ACT).read_text(encoding="utf-8") == FIXED
    again = call("fix", "--site", site)
    assert (again.code, again.stdout, again.stderr) == (0, "", "Files checked: 1. Nothing to repair.\n")


def test_a_rule_that_changes_words_is_followed_when_it_is_named(tmp_path: Path) -> None:
    site = make_site(tmp_path, {ACT: GLUED})
    assert call("fix", "--site", site, "--write", "--rule", "doubled-word").code == 0
    assert (site / ACT).read_text(encoding="utf-8") == GLUED.replace("по по", "по")


def test_byte_order_mark_line_ends_letters_in_parts_and_mode_stay(tmp_path: Path) -> None:
    text = GLUED.replace("плану", "плану и\u0306").replace("\n", "\r\n")
    site = make_site(tmp_path, {ACT: b"\xef\xbb\xbf" + text.encode()})
    (site / ACT).chmod(0o640)
    assert call("fix", "--site", site, "--write").code == 0
    expected = FIXED.replace("плану", "плану и\u0306").replace("\n", "\r\n")
    assert (site / ACT).read_bytes() == b"\xef\xbb\xbf" + expected.encode()
    assert (site / ACT).stat().st_mode & 0o7777 == 0o640
    assert [path.name for path in (site / ACT).parent.iterdir()] == [Path(ACT).name]


def test_a_file_with_broken_fields_is_reported_and_left_and_the_others_are_repaired(tmp_path: Path) -> None:
    broken = act("**А****б**\n", title="а: б")
    site = make_site(tmp_path, {ACT: GLUED, "content/resolutions/broken.md": broken})
    outcome = call("fix", "--site", site, "--write")
    assert outcome.code == 1
    assert outcome.heads == ["content/resolutions/broken.md:2:9 yaml-syntax"]
    assert (site / "content/resolutions/broken.md").read_text(encoding="utf-8") == broken
    assert (site / ACT).read_text(encoding="utf-8") == FIXED


def test_a_file_that_was_changed_meanwhile_is_left(tmp_path: Path) -> None:
    site = make_site(tmp_path, {ACT: GLUED})
    proposals = propose_repairs(site, ["glued-bold"])
    (site / ACT).write_text("ещё правка", encoding="utf-8")
    assert write_repairs(site, proposals) == [ACT]
    assert (site / ACT).read_text(encoding="utf-8") == "ещё правка"


def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    site = make_site(tmp_path, {ACT: None, "content/texts/forum.md": GLUED})
    (site / ACT).parent.mkdir(parents=True, exist_ok=True)
    (site / ACT).symlink_to("../texts/forum.md")
    assert call("fix", "--site", site, "--write").code == 0
    assert (site / ACT).is_symlink()
    assert (site / "content/texts/forum.md").read_text(encoding="utf-8") == FIXED


def test_a_folder_that_may_not_be_written_is_told_and_left(public_folder: Path) -> None:
    site = make_site(public_folder, {ACT: GLUED})
    (site / ACT).parent.chmod(0o555)
    done = run_unprivileged("fix", "--site", site, "--write", "--lang", "en")
    (site / ACT).parent.chmod(0o755)
    assert done.returncode == 1
    assert "no permission" in done.stderr
    assert (site / ACT).read_text(encoding="utf-8") == GLUED


@pytest.mark.parametrize("arguments", [["--rule", "numbering-gap"], ["--rule"], ["--writes"], ["extra"]])
def test_wrong_usage_ends_with_2(arguments: list[str], tmp_path: Path) -> None:
    assert call("fix", "--site", make_site(tmp_path), *arguments).code == 2
