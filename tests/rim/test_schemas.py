"""The JSON Schemas say what the models check: nothing that is sound is refused, and faults are seen."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from svod.content.authorities import read_authorities
from svod.content.dates import EDTF_PATTERN, parse_date
from svod.content.frontmatter import FrontMatter, split_front_matter
from svod.content.resolution import AUTHORITY, Resolution
from svod.content.sources import Source
from svod.localization import localization
from svod.schemas import CONFIG, PAGE, RESOLUTION, archive_schemas, files_of, format_schema, make_schemas
from tests.rim.sites import ROOT, call, make_site

SCHEMAS = archive_schemas(ROOT, localization("ru"))
ACTS = sorted((ROOT / "content/resolutions").rglob("*.md"))
SOUND = {
    "title": "Резолюция форума",
    "date": "2022-08-23",
    "organizations": ["soiro"],
    "topics": ["youth"],
    "status": "adopted",
}


def faults(name: str, value: object) -> list[str]:
    """Return the paths of what is wrong with a value by a schema."""
    validator = Draft202012Validator(SCHEMAS[name], format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.json_path for error in validator.iter_errors(value)]


def as_programs_read_it(text: str) -> Any:  # noqa: ANN401  (YAML)
    """Return YAML as editors' programs read it: by YAML 1.2, to which a day is a text."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    assert SCHEMAS[name]["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("act", ACTS, ids=[act.stem for act in ACTS])
def test_the_front_matter_of_a_real_act_is_sound(act: Path) -> None:
    front = split_front_matter(Source(path=act.name, text=act.read_text(encoding="utf-8")))
    assert isinstance(front, FrontMatter)
    assert faults(RESOLUTION, as_programs_read_it(act.read_text(encoding="utf-8").split("---\n")[1])) == []


@pytest.mark.parametrize("name", ["organizations", "topics", "addressees", "places", CONFIG])
def test_the_files_of_the_real_archive_are_sound(name: str) -> None:
    assert faults(name, as_programs_read_it((ROOT / files_of(name)).read_text(encoding="utf-8"))) == []


def test_a_page_of_the_editors_is_sound() -> None:
    assert faults(PAGE, {"title": "О проекте", "order": 1}) == []


@pytest.mark.parametrize("name", ["organizations", "topics", "addressees", "places"])
def test_a_file_of_remarks_is_an_empty_list(name: str) -> None:
    assert faults(name, as_programs_read_it("# ещё ничего\n")) == []


@pytest.mark.parametrize(
    "fields",
    [
        "date: 2016",
        "date: 2025-05/..",
        "date: {edtf: 2016~, printed: «2016 год», inferred: true, note: по письму}",
        "organizations: soiro",
        "organizations: unknown",
        "organizations: [unknown]",
        "organizations: [soiro, {ref: novaya, role: host}]",
        "organizations: {ref: soiro}",
        "place: Смоленск",
        "place: {region: RU-SMO}",
        "place: {region: RU-TA}",
        "event: {kind: forum, participants: 562}",
        "status_printed:",
        "title: 2016",
        "related: [{rel: cites, label: Концепция}]",
        "notes: [{at: a3-i4, note: так в тексте}]",
        "source: {accessed: 2026-11-19}",
        "id: forum-2022",
    ],
)
def test_every_form_that_is_read_is_allowed(fields: str, tmp_path: Path) -> None:
    """Short forms too; and what the schema allows here, a build does."""
    value = SOUND | as_programs_read_it(fields)
    assert faults(RESOLUTION, value) == []
    site = make_site(tmp_path, {"content/places.yaml": "- {id: RU-SMO, name: Смоленская область}\n"})
    kept = {key: given for key, given in SOUND.items() if not fields.startswith(f"{key}:")}
    act = site / "content/resolutions/forum.md"
    front = "".join(f"{key}: {json.dumps(given, ensure_ascii=False)}\n" for key, given in kept.items())
    act.write_text(f"---\n{front}{fields}\n---\n{act.read_text().split('---')[2]}", encoding="utf-8")
    shown = {row["code"] for row in json.loads(call("check", "--site", site, "--format", "json").stdout)}
    about_other_things = {"assets-missing", "date-not-printed", "note-anchor"}
    assert shown <= {"organization-unknown", "place-unknown", *about_other_things}


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ("date: 23.08.2022", "$.date"),
        ("date: {printed: вчера}", "$.date"),
        ("organizations: [СОИРО]", "$.organizations"),
        ("topics: youth", "$.topics"),
        ("topics: [Молодёжь и дети]", "$.topics[0]"),
        ("status: принята", "$.status"),
        ("title: ''", "$.title"),
        ("event: {kind: форум}", "$.event"),
        ("event: {kind: forum, participants: около ста}", "$.event"),
        ("related: [{rel: cites, url: 'https://example.org/'}]", "$.related[0]"),
        ("notes: [{at: третий пункт, note: так}]", "$.notes[0].at"),
        ("aliases: [old]", "$.aliases[0]"),
        ("source: {accessed: вчера}", "$.source"),
        ("organisations: [soiro]", "$"),
        ("path: a.md", "$"),
    ],
)
def test_a_fault_is_seen_at_its_key(fields: str, place: str) -> None:
    assert faults(RESOLUTION, SOUND | as_programs_read_it(fields)) == [place]


@pytest.mark.parametrize("field", SOUND)
def test_what_is_required_is_missed(field: str) -> None:
    assert faults(RESOLUTION, {key: value for key, value in SOUND.items() if key != field}) == ["$"]


@pytest.mark.parametrize(
    "date",
    ["2022-08-23", "2022-08", "2022", "2025-05/..", "../2020", "2020-01/2020-03", "2022~", "2022?", "201X",
     "unknown", "/2020", "2020/", "2001-21", "2004-06~/2004-08", "2022-08-23?", "~2022"],
)  # fmt: skip
def test_the_pattern_of_dates_leaves_none_out(date: str) -> None:
    try:
        parse_date(date)
    except ValueError:
        return
    assert faults(RESOLUTION, SOUND | {"date": date}) == [], EDTF_PATTERN


def descriptions(schema: Mapping[str, Any]) -> list[str]:
    records = [schema, *schema.get("$defs", {}).values()]
    return [
        part.get("description", "") for record in records for part in record.get("properties", {}).values()
    ]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_explained_in_russian(name: str) -> None:
    found = descriptions(SCHEMAS[name])
    assert found
    assert all(any("а" <= letter <= "я" for letter in text.lower()) for text in found), found


def test_values_have_their_names_beside_them() -> None:
    status = SCHEMAS[RESOLUTION]["properties"]["status"]
    assert dict(zip(status["enum"], status["enumDescriptions"], strict=True))["draft"] == "проект"


def test_ids_of_the_archive_are_offered_with_their_names() -> None:
    topics = SCHEMAS[RESOLUTION]["$defs"]["topics"]
    assert topics["enum"][topics["enumDescriptions"].index("Наставничество")] == "mentorship"
    assert list(SCHEMAS["organizations"]["$defs"]["organizations"]["enum"]) == list(
        read_authorities(ROOT)[0].organizations
    )


def test_schemas_without_an_archive_hold_no_trace_of_how_ids_are_offered() -> None:
    texts = [
        format_schema(schema)
        for schema in make_schemas(read_authorities(ROOT / "nowhere")[0], localization("en")).values()
    ]
    assert not any(AUTHORITY in text for text in texts)
    assert not any(AUTHORITY in format_schema(schema) for schema in SCHEMAS.values())
    assert sorted(SCHEMAS[RESOLUTION]["properties"]) == sorted(set(Resolution.model_fields) - {"path"})


def test_schema_writes_the_files_into_the_archive(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert call("schema", "--site", site).stdout == f"7 schemas written to {site / 'schemas'}.\n"
    before = {file.name: file.read_bytes() for file in (site / "schemas").iterdir()}
    assert call("schema", "--site", site, "--output", tmp_path / "other").code == 0
    assert before == {file.name: file.read_bytes() for file in (tmp_path / "other").iterdir()}
    assert '"youth"' in before["resolution.schema.json"].decode("utf-8")
