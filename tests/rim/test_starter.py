"""A new archive builds, its programs are told the truth, and nothing that is there is written over."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import yaml

from svod import __version__
from svod.diagnostics import diagnose
from svod.localization import localization
from svod.reporting import format_text
from svod.schemas import CONFIG, archive_schemas, files_of, schema_file
from svod.starter.archive import FORMS
from svod.starter.forms import write_forms
from tests.rim.sites import ROOT, call, listing, run, snapshot

HOOKS = ROOT / ".pre-commit-hooks.yaml"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A new archive, with a CMS."""
    folder = tmp_path / "archive"
    outcome = call("init", folder, "--title", 'Архив «А» "Б"', "--cms", "org/archive")
    assert (outcome.code, outcome.stderr) == (0, "")
    done, lacking = outcome.stdout.splitlines()
    assert done == f"A new archive is in {folder}. What to do next is in its README.md."
    assert lacking.startswith(f"Put the wheel of Svod into {folder}/engine: ")  # a checkout has none
    return folder


def loaded(file: Path) -> Any:  # noqa: ANN401  (YAML)
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def test_a_new_archive_is_empty_and_builds_and_asks_for_nothing_but_an_address(archive: Path) -> None:
    found = json.loads(call("check", "--site", archive, "--format", "json").stdout)
    assert {row["code"] for row in found} <= {"base-url-missing", "assets-missing"}
    outcome = call("build", "--site", archive, "--base-url", "https://archive.example/")
    assert outcome.code == 0
    assert outcome.stdout.startswith("0 resolutions")
    assert "Архив «А» &#34;Б&#34;" in (archive / "output/index.html").read_text(encoding="utf-8")
    assert not list((archive / "output").rglob("*obrazec*"))


def test_the_example_is_a_sound_resolution_once_it_has_a_name_and_its_authorities(archive: Path) -> None:
    """The entries too are those that stand as examples in the remarks of the authority files."""
    for file in (archive / "content").glob("*.yaml"):
        lines = file.read_text(encoding="utf-8").splitlines()
        start = next(number for number, line in enumerate(lines) if line.startswith("# - "))
        file.write_text("\n".join(line.removeprefix("# ") for line in lines[start:]), encoding="utf-8")
    example = archive / "content/resolutions/_obrazec.md"
    example.rename(example.with_name("forum.md"))
    outcome = call("build", "--site", archive, "--strict", "--base-url", "https://archive.example/")
    assert [line for line in outcome.heads if "assets-missing" not in line] == []
    assert outcome.stdout.startswith("1 resolution") or "assets-missing" in outcome.stderr


def test_every_setting_stands_in_the_configuration_with_a_remark(archive: Path) -> None:
    text = (archive / "site_config.yaml").read_text(encoding="utf-8")
    given = loaded(archive / "site_config.yaml")
    schema = archive_schemas(None, localization("ru"))[CONFIG]
    assert all(re.search(rf"^#? ?{key}:", text, re.MULTILINE) for key in schema["properties"])
    assert set(given) <= set(schema["properties"])
    assert all(f"# {part['description']}" in text for part in schema["properties"].values())


@pytest.mark.parametrize("name", ["README.md", "content/notes.txt", ".hidden"])
def test_a_folder_that_is_not_empty_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")
    before = snapshot(tmp_path)
    outcome = call("init", tmp_path)
    assert (outcome.code, outcome.stdout) == (1, "")
    assert outcome.stderr == f"{tmp_path} is not empty: a new archive needs a new or an empty folder.\n"
    assert snapshot(tmp_path) == before


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("mine")
    outcome = call("init", tmp_path / "archive")
    assert (outcome.code, outcome.stderr) == (1, f"{tmp_path / 'archive'} is not a folder.\n")


def test_a_repository_that_was_just_cloned_is_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert call("init", tmp_path).code == 0


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert call("init", tmp_path / "file" / "archive").code == 1


def test_the_same_answers_give_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    call("init", tmp_path / "again", "--title", 'Архив «А» "Б"', "--cms", "org/archive")
    assert snapshot(tmp_path / "again") == snapshot(archive)


def test_nothing_is_left_to_be_filled_in_and_no_cms_comes_unasked(archive: Path, tmp_path: Path) -> None:
    assert not [path for path in archive.rglob("*") if path.is_file() and b"%%" in path.read_bytes()]
    call("init", tmp_path / "plain", "--engine", "svod @ https://example.org/svod.whl")
    plain = listing(tmp_path / "plain")
    assert not [path for path in plain if "admin" in path]
    named, usual = (
        (folder / "requirements.txt").read_text(encoding="utf-8") for folder in (tmp_path / "plain", archive)
    )
    assert named.endswith("\nsvod @ https://example.org/svod.whl\n")
    assert usual.endswith(f"\n./engine/svod-{__version__}-py3-none-any.whl[import]\n")
    assert not (archive / "engine").exists(), "this one was not installed from a wheel"


# --- what the programs are told


def test_vs_code_and_jetbrains_know_every_schema_of_a_yaml_file(archive: Path) -> None:
    schemas = archive_schemas(None, localization("ru"))
    wanted = {
        f"schemas/{schema_file(name)}": files_of(name) for name in schemas if files_of(name).endswith(".yaml")
    }
    code = json.loads((archive / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert {path.removeprefix("./"): files for path, files in code.items()} == wanted
    infos = ET.parse(archive / ".idea/jsonSchemas.xml").getroot().iter("SchemaInfo")
    options = [{option.get("name"): option for option in info.iter("option")} for info in infos]
    known = {one["relativePathToSchema"].get("value"): one["path"].get("value") for one in options}
    assert known == wanted
    assert all((archive / path).is_file() for path in wanted)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(("code", "severity"), [("status", "error"), ("glued-bold", "warning")])
def test_the_task_of_vs_code_finds_faults_in_the_report(
    archive: Path, code: str, severity: str, language: str
) -> None:
    found = {
        "status": diagnose(
            "value-choice", "content/a b.md", 5, 9, text="a\n" * 9, key="status", value="x", known="y"
        ),
        "glued-bold": diagnose("glued-bold", "content/a b.md", 5, text="a\n" * 9, words="x"),
    }[code]
    tasks = json.loads((archive / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
    matchers = tasks[0]["problemMatcher"]
    report = format_text([found], localization(language)).splitlines()
    hits = [
        (matcher["severity"], hit[pattern["file"]], hit[pattern["line"]], hit[pattern["code"]])
        for matcher in matchers
        for pattern in [matcher["pattern"]]
        for hit in (re.search(pattern["regexp"], line) for line in report)
        if hit
    ]
    assert hits == [(severity, "content/a b.md", "5", found.code)]


def test_the_hook_of_pre_commit_checks_the_archive(archive: Path) -> None:
    (offered,) = loaded(HOOKS)
    (repo,) = loaded(archive / ".pre-commit-config.yaml")["repos"]
    (local,) = repo["hooks"]
    assert {key: local[key] for key in ("id", "entry", "language", "files", "pass_filenames")} == {
        key: offered[key] for key in ("id", "entry", "language", "files", "pass_filenames")
    }
    assert re.search(offered["files"], "content/resolutions/2024/forum.md")
    assert not re.search(offered["files"], "README.md")


# --- workflows


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        (".github/workflows/svod.yml", "vendor.github-workflows"),
        (".gitlab-ci.yml", "vendor.gitlab-ci"),
    ],
)
def test_a_workflow_is_sound_by_its_published_schema(archive: Path, file: str, schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    if schema == "vendor.gitlab-ci":
        command += ["--data-transform", "gitlab-ci"]
    done = subprocess.run([*command, str(archive / file)], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_actions_are_pinned_by_their_majors_and_rights_are_few(archive: Path) -> None:
    workflow = loaded(archive / ".github/workflows/svod.yml")
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    uses = [step["uses"] for step in steps if "uses" in step]
    assert uses
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", name) for name in uses)
    assert workflow["permissions"] == {"contents": "read"}
    # What a stranger writes into a pull request never becomes part of a command.
    assert not [step for step in steps if "${{" in step.get("run", "")]


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder to be first in PATH: ``svod`` is this one, ``rsync`` and ``npm`` tell what they are asked."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, text in {
        "svod": f'exec "{sys.executable}" -m svod "$@"',
        "rsync": 'printf "%s\\n" "$@"',
        "npm": "exit 1",
    }.items():
        file = folder / name
        file.write_text(f"#!/bin/sh\n{text}\n")
        file.chmod(0o755)
    return folder


def in_shell(
    command: str, archive: Path, programs: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    path = f"{programs}:{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-eu", "-c", command],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=archive,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), **environment},
    )


def test_the_steps_of_the_workflow_build_the_site(archive: Path, programs: Path) -> None:
    workflow = loaded(archive / ".github/workflows/svod.yml")
    steps = {step["name"]: step for step in workflow["jobs"]["build"]["steps"] if "run" in step}
    commands = [steps[name]["run"] for name in ("Проверить", "Собрать сайт")]
    for command in commands:
        done = in_shell(command, archive, programs, ADDRESS="https://org.github.io/archive")
        assert done.returncode == 0, done.stderr
    assert "https://org.github.io/archive/about/" in (archive / "output/sitemap.xml").read_text(
        encoding="utf-8"
    )


def test_the_workflow_annotates_faults_and_stops(archive: Path, programs: Path) -> None:
    (archive / "content/resolutions/plenum.md").write_text("РЕЗОЛЮЦИЯ\n", encoding="utf-8")
    done = in_shell("svod check --format github", archive, programs)
    assert done.returncode == 1
    assert (
        "::error file=content/resolutions/plenum.md,line=1,col=1,title=front-matter-missing::" in done.stdout
    )


def test_the_jobs_of_gitlab_leave_a_report_and_the_site(archive: Path, programs: Path) -> None:
    jobs = loaded(archive / ".gitlab-ci.yml")
    for command in (*jobs["check"]["script"], *jobs["pages"]["script"]):
        done = in_shell(command, archive, programs, CI_PAGES_URL="https://org.gitlab.io/archive")
        assert done.returncode == 0, done.stderr
    report = json.loads((archive / "code-quality.json").read_text(encoding="utf-8"))
    assert {row["check_name"] for row in report} <= {"base-url-missing", "assets-missing"}
    assert (archive / "public/index.html").is_file()


def test_the_script_for_a_server_builds_and_sends(archive: Path, programs: Path) -> None:
    script = archive / "publish/rsync.sh"
    assert os.access(script, os.X_OK)
    done = in_shell(f"sh '{script}'", archive.parent, programs, SVOD_SERVER="user@host:/var/www/a/")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-2:] == ["output/", "user@host:/var/www/a/"]
    assert in_shell(f"sh '{script}'", archive, programs).returncode != 0


def test_the_script_for_the_cms_fails_where_it_cannot_be_had(archive: Path, programs: Path) -> None:
    assert run("build", "--site", archive).returncode == 0
    done = in_shell("sh publish/admin.sh output", archive, programs)
    assert done.returncode != 0
    assert not (archive / "output/admin").exists()


# --- the forms of the CMS


def test_the_forms_have_a_field_for_every_field_and_leave_texts_alone(archive: Path) -> None:
    new, files = json.loads((archive / FORMS).read_text(encoding="utf-8"))["collections"]
    fields = {field["name"]: field for field in new["fields"]}
    assert list(fields).index("body") == 5, "after what is required"
    assert {fields["body"]["widget"], *(field["widget"] for field in files["fields"])} == {"text"}
    assert (files["format"], files["create"]) == ("raw", False)
    required = {name for name, field in fields.items() if field.get("required")}
    assert required == {"title", "date", "organizations", "topics", "status"}
    assert [option["value"] for option in fields["status"]["options"]] == [
        "adopted",
        "draft",
        "proposals",
        "unknown",
    ]
    assert {field["name"] for field in fields["event"]["fields"]} == {"kind", "name", "participants"}
    assert fields["related"]["widget"] == "list"
    assert fields["date"]["widget"] == fields["place"]["widget"] == "string"


def test_the_forms_offer_the_organizations_and_topics_of_the_archive() -> None:
    words = localization("ru")
    new, _ = json.loads(write_forms(archive_schemas(ROOT, words), words))["collections"]
    topics = next(field for field in new["fields"] if field["name"] == "topics")
    assert topics["widget"] == "select"
    assert topics["multiple"]
    assert {"value": "mentorship", "label": "Наставничество"} in topics["options"]


def test_the_page_of_the_cms_asks_no_other_site_for_anything(archive: Path) -> None:
    page = (archive / "admin/index.html").read_text(encoding="utf-8")
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    policy = re.search(r'content="(default-src[^"]+)"', page)
    assert policy
    hosts = re.findall(r"https://\S+?(?=[ ;])", policy[1])
    assert all("github" in host for host in hosts)
