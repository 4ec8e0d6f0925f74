"""The four forms of a report say the same, each so that its reader understands it."""

import json
import re
from pathlib import Path

import pytest

from svod.diagnostics import Diagnostic, Severity, diagnose
from svod.localization import localization
from svod.reporting import format_github, format_gitlab, format_json, format_sarif, format_text
from svod.rules import RULES
from tests.rim.sites import ACT, ROOT, act, call, make_site, run

ENGLISH = localization("en")
BROKEN = ROOT / "tests/sites_broken/everything_wrong"


def caret_of(report: str) -> str:
    """Return the character of the excerpt under which the caret stands."""
    lines = report.split("\n")
    at = next(number for number, line in enumerate(lines) if re.fullmatch(r" +\| +\^", line))
    return lines[at - 1][lines[at].index("^") :]


@pytest.mark.parametrize("column", [1, 2, 99, 100, 101, 102, 150, 500, 1000])
def test_the_caret_stands_under_the_right_column(column: int) -> None:
    line = "".join(chr(0x4E00 + number) for number in range(1000))
    found = diagnose("note-anchor", "a.md", 2, column, text=f"first\n{line}\nthird", value="x")
    assert caret_of(format_text([found], ENGLISH))[0] == line[column - 1]


def test_the_caret_counts_a_tab_as_one_column() -> None:
    found = diagnose("note-anchor", "a.md", 1, 4, text="\t\t\tслово", value="x")
    assert caret_of(format_text([found], ENGLISH)).startswith("слово")


def test_text_has_place_message_excerpt_hint_and_a_summary_by_count(tmp_path: Path) -> None:
    site = make_site(tmp_path, {ACT: act(topics="[yuoth]", organizations="[soiro, soior, nobody]")})
    assert (
        call("check", "--site", site).stderr
        == f"""\
{ACT}:4:24: error: there is no organization “soior” [organization-unknown]
     3 | date: "2022-08-23"
     4 | organizations: [soiro, soior, nobody]
       |                        ^
    hint: Did you mean “soiro”? If not, add it to content/organizations.yaml.

{ACT}:4:31: error: there is no organization “nobody” [organization-unknown]
     3 | date: "2022-08-23"
     4 | organizations: [soiro, soior, nobody]
       |                               ^
    hint: Write an id from content/organizations.yaml, or add the organization there.

{ACT}:5:10: error: there is no topic “yuoth” [topic-unknown]
     4 | organizations: [soiro, soior, nobody]
     5 | topics: [yuoth]
       |          ^
    hint: Did you mean “youth”? If not, add it to content/topics.yaml.

Errors: 3, warnings: 0. organization-unknown 2, topic-unknown 1
Files checked: 1.
"""
    )


def test_json_is_a_list_of_seven_keys_on_stdout() -> None:
    outcome = call("check", "--site", BROKEN, "--format", "json")
    assert (outcome.code, outcome.stderr) == (1, "")
    rows = json.loads(outcome.stdout)
    assert all(list(row) == ["path", "line", "column", "severity", "code", "message", "hint"] for row in rows)
    assert all(isinstance(row["line"], int) and isinstance(row["column"], int) for row in rows)
    heads = [
        ":".join(str(part) for part in (row["path"], row["line"], row["column"]) if part) + f" {row['code']}"
        for row in rows
    ]
    assert heads == call("check", "--site", BROKEN).heads
    assert {row["severity"] for row in rows} == {"error", "warning"}
    assert not [row for row in rows if "{" in row["message"].replace("{ … }", "") or not row["hint"]]


def test_a_sound_site_is_an_empty_list_in_json(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    outcome = call("check", "--site", site, "--format", "json")
    assert [row["code"] for row in json.loads(outcome.stdout)] in ([], ["assets-missing"])
    assert outcome.code == 0


def test_github_commands_escape_what_has_a_meaning() -> None:
    path = "content/resolutions/50%, два: слова.md"
    found = [
        diagnose("note-anchor", path, 3, 7, value="100%\r\nи: так, далее"),
        diagnose("assets-missing", "assets"),
    ]
    first, second = format_github(found, ENGLISH).splitlines()
    assert first == (
        "::error file=content/resolutions/50%25%2C два%3A слова.md,line=3,col=7,title=note-anchor::"
        "the text has no place “100%25%0D%0Aи: так, далее” for the note"
        "%0APlaces are named p1, a2, a2-i3, i4 …; the page of the resolution shows them."
    )
    assert second.startswith("::warning file=assets,title=assets-missing::the fonts are not installed")


def test_github_gives_one_line_for_each_fault() -> None:
    outcome = call("check", "--site", BROKEN, "--format", "github")
    lines = outcome.stdout.splitlines()
    assert len(lines) == len(call("check", "--site", BROKEN).heads)
    pattern = r"::(error|warning) file=[^,:]+(,line=\d+(,col=\d+)?)?,title=[a-z-]+::.+"
    assert not [line for line in lines if not re.fullmatch(pattern, line)]


def test_sarif_has_the_structure_of_version_2_1_0() -> None:
    """By the letter of the standard (OASIS SARIF 2.1.0): what consumers such as GitHub insist on."""
    outcome = call("check", "--site", BROKEN, "--format", "sarif")
    log = json.loads(outcome.stdout)
    assert log.keys() == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"  # 3.13.2
    (run_of_tool,) = log["runs"]
    driver = run_of_tool["tool"]["driver"]
    assert driver["name"] == "svod"  # 3.19.8
    codes = [rule["id"] for rule in driver["rules"]]
    assert codes == sorted(set(codes))  # 3.19.23: the rules are unique
    assert {rule["defaultConfiguration"]["level"] for rule in driver["rules"]} == {"error", "warning"}
    assert run_of_tool["columnKind"] == "unicodeCodePoints"  # 3.14.27
    heads = []
    for result in run_of_tool["results"]:
        assert result["ruleId"] in codes  # 3.27.5
        assert result["level"] == RULES[result["ruleId"]].severity  # 3.27.10
        assert result["message"]["text"]  # 3.11.8
        ((_, place),) = ((key, value) for found in result["locations"] for key, value in found.items())
        uri = place["artifactLocation"]["uri"]  # 3.4.3: a valid URI reference, relative here
        assert re.fullmatch(r"(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+", uri)
        region = place.get("region", {})
        assert all(region[key] >= 1 for key in region)  # 3.30.5, 3.30.6
        assert region.keys() <= {"startLine", "startColumn"}
        assert "startColumn" not in region or "startLine" in region
        heads.append(result["ruleId"])
    assert heads == [head.split()[-1] for head in call("check", "--site", BROKEN).heads]


def test_sarif_writes_a_path_as_an_address() -> None:
    found = diagnose("body-empty", "content/resolutions/мой файл #1.md", 1, 1)
    log = json.loads(format_sarif([found], ENGLISH))
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "content/resolutions/%D0%BC%D0%BE%D0%B9%20%D1%84%D0%B0%D0%B9%D0%BB%20%231.md"}


def test_gitlab_has_a_row_for_each_fault_each_with_a_fingerprint_of_its_own() -> None:
    rows = json.loads(call("check", "--site", BROKEN, "--format", "gitlab").stdout)
    assert [row["check_name"] for row in rows] == [
        head.split()[-1] for head in call("check", "--site", BROKEN).heads
    ]
    assert {row["severity"] for row in rows} == {"major", "minor"}
    assert all(row["location"]["lines"]["begin"] >= 1 and row["location"]["path"] for row in rows)
    assert len({row["fingerprint"] for row in rows}) == len(rows)


def test_gitlab_knows_a_fault_again_when_only_its_line_has_changed() -> None:
    one, two = (
        json.loads(format_gitlab([diagnose("body-empty", "a.md", line, 1)], ENGLISH)) for line in (1, 9)
    )
    assert one[0]["fingerprint"] == two[0]["fingerprint"]
    assert (one[0]["location"]["lines"], two[0]["location"]["lines"]) == ({"begin": 1}, {"begin": 9})


@pytest.mark.parametrize(
    ("form", "encoding"), [("text", "ascii"), ("text", "koi8-r"), ("json", "ascii"), ("github", "koi8-r")]
)
def test_any_terminal_can_show_any_report(form: str, encoding: str) -> None:
    done = run("check", "--site", BROKEN, "--format", form, PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    if form in ("json", "sarif"):
        json.loads(done.stdout)
    assert done.stdout if form != "text" else done.stderr


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_can_be_worded_with_or_without_a_suggestion(code: str, language: str) -> None:
    """The values a rule may use are those of its own templates; none may be left in braces."""
    rule = RULES[code]
    names = set(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", rule.message + rule.hint + rule.near_hint))
    for given in (names, names - {"suggestion"}):
        found = Diagnostic(path="a", code=code, values=tuple((name, "слово") for name in sorted(given)))
        (row,) = json.loads(format_json([found], localization(language)))
        assert row["message"]
        assert row["hint"]
        assert row["severity"] == rule.severity in tuple(Severity)
