"""Templates and their records fit together: nothing is used that is not there, nothing is there unused."""

import dataclasses
import re
from pathlib import Path

from svod.site import asked_contexts, contexts, feed_contexts, reuse_contexts
from tests.conftest import ROOT

TEMPLATES = ROOT / "templates"


def template_files() -> list[Path]:
    return [file for file in TEMPLATES.rglob("*") if file.suffix in (".html", ".xml", ".txt")]


def records() -> dict[str, type]:
    named = {**vars(contexts), **vars(asked_contexts), **vars(feed_contexts), **vars(reuse_contexts)}
    return {name: value for name, value in named.items() if dataclasses.is_dataclass(value)}  # type: ignore[misc]


def test_every_field_of_every_record_is_used_by_a_template() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in template_files())
    used = set(re.findall(r"\.([a-z_]+)", text))
    fields = {
        f"{name}.{field.name}" for name, record in records().items() for field in dataclasses.fields(record)
    }
    assert {field for field in fields if field.partition(".")[2] not in used} == set()


def test_every_field_that_templates_take_from_page_and_site_exists() -> None:
    known = {field.name for record in records().values() for field in dataclasses.fields(record)}
    for file in template_files():
        taken = re.findall(
            r"(?<![\w'\"(])(?:page|site|page\.head|page\.pager)\.([a-z_]+)", file.read_text("utf-8")
        )
        assert set(taken) <= known, file


def test_the_readme_of_the_templates_names_every_file() -> None:
    readme = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    files = [*template_files(), *TEMPLATES.rglob("*.css")]
    assert [file.name for file in files if file.name not in readme] == []


def test_the_style_sheet_is_small_and_asks_for_nothing_from_elsewhere() -> None:
    style = (TEMPLATES / "static/site.css").read_text(encoding="utf-8")
    assert len(style.encode()) < 20_000
    assert not re.search(r"https?://|@import", style)


def test_no_template_holds_a_script_of_its_own_or_a_style_attribute() -> None:
    linked = re.compile(
        r"<script src=\"{{ asset\('(view\.js'\) }}\"|(search|act|frame)\.js'\) }}\" defer)></script>"
    )
    for file in template_files():
        text = linked.sub("", file.read_text(encoding="utf-8"))
        assert not re.search(r"<script|\sstyle=|\son[a-z]+=", text), file
