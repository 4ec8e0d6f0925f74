"""The editors' guide says what the engine does: every code, field and tag, and its examples are faulty."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from svod.content.markup import ALLOWED_TAGS
from svod.content.resolution import Resolution
from svod.pipeline.building import build_site
from svod.rules import RULES

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs/authoring.md").read_text(encoding="utf-8")
CODES = (ROOT / "docs/codes.md").read_text(encoding="utf-8")
_SECTION = re.compile(r"^### `([a-z-]+)`\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_KEY = re.compile(r"^(\w+):", re.MULTILINE)

FIELDS = {
    "title": '"Резолюция форума"',
    "date": "2022-08-23",
    "organizations": "[soiro]",
    "topics": "[youth]",
    "status": "adopted",
}
BODY = "РЕЗОЛЮЦИЯ форума\n\nУчастники форума собрались в Смоленске.\n\nШколам:\n\n– поддержать наставников."
OTHER_BODY = BODY.replace("наставников", "учителей")
AUTHORITIES = {
    "content/organizations.yaml": "- {id: soiro, name: СОИРО}\n",
    "content/topics.yaml": "- {id: youth, name: Молодёжь}\n",
    "content/addressees.yaml": "- {id: schools, name: Школы, aliases: [Школам]}\n",
    "content/places.yaml": "- {id: RU-SMO, name: Смоленская область}\n",
    "site_config.yaml": "title: Архив\ndescription: Резолюции\nbase_url: https://svod.example/\n",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A fenced example: its language, what the fence says besides (a file, «целиком»), its text."""

    language: str
    place: str
    text: str


def find_examples() -> dict[str, list[Example]]:
    """Return the examples of the list of codes, by code."""
    return {
        code: [Example(language=language, place=place, text=text) for language, place, text in found]
        for code, found in ((code, _EXAMPLE.findall(text)) for code, text in _SECTION.findall(CODES))
    }


EXAMPLES = find_examples()
# What the renderer and the proof read in two ways is a fault of ours, mended when it is found.
UNSTABLE = "fidelity"
BUILDABLE = sorted(
    code
    for code, found in EXAMPLES.items()
    if found and found[0].language in ("yaml", "markdown") and code != UNSTABLE
)


def resolution(fields: str, body: str) -> str:
    """Return a content file with ``fields`` in place of those of the same name in a faultless one."""
    kept = [f"{key}: {value}\n" for key, value in FIELDS.items() if key not in _KEY.findall(fields)]
    return f"---\n{''.join(kept)}{fields}---\n\n{body}\n"


def write_site(site: Path, example: Example | None) -> None:
    """Write a faultless site into ``site``, then the example into it."""
    files = {
        **AUTHORITIES,
        "content/resolutions/2016/plenum-2016.md": resolution("", OTHER_BODY),
        "content/resolutions/2022/forum-2022.md": resolution("", BODY),
    }
    if example:
        files |= {example.place or "content/resolutions/2022/forum-2022.md": placed(example)}
    for path, text in files.items():
        file = site / path.replace("целиком", "content/resolutions/2022/forum-2022.md")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def placed(example: Example) -> str:
    """Return the file in which the example stands: it may be the whole of it, its fields or its text."""
    if example.place == "site_config.yaml":
        return "title: Архив\ndescription: Резолюции\n" + example.text
    if example.place:
        return example.text
    return resolution(example.text, BODY) if example.language == "yaml" else resolution("", example.text)


def codes_of(site: Path) -> set[str]:
    """Return the codes that a build of ``site`` reports."""
    return {diagnostic.code for diagnostic in build_site(site).diagnostics}


def test_every_code_has_a_section_and_no_section_is_about_a_code_that_is_gone() -> None:
    assert sorted(EXAMPLES) == sorted(RULES)


def test_sections_stand_in_the_order_of_the_rules() -> None:
    assert list(EXAMPLES) == list(RULES)


@pytest.mark.parametrize("code", EXAMPLES)
def test_every_section_has_one_example_and_says_how_to_mend_it(code: str) -> None:
    text = next(text for found, text in _SECTION.findall(CODES) if found == code)
    assert len(EXAMPLES[code]) == 1
    assert "*Исправить:*" in text


def test_the_site_in_which_the_examples_are_placed_has_no_fault_of_its_own(tmp_path: Path) -> None:
    write_site(tmp_path, None)
    assert codes_of(tmp_path) <= {"assets-missing"}


@pytest.mark.parametrize("code", BUILDABLE)
def test_the_example_of_a_code_is_reported_with_that_code(code: str, tmp_path: Path) -> None:
    write_site(tmp_path, EXAMPLES[code][0])
    assert code in codes_of(tmp_path)


def test_the_guide_lists_the_html_tags_that_the_engine_allows() -> None:
    line = next(line for line in GUIDE.splitlines() if "Допустимые теги HTML" in line)
    assert set(re.findall(r"`(\w+)`", line)) == ALLOWED_TAGS


@pytest.mark.parametrize("field", sorted(set(Resolution.model_fields) - {"path"}))
def test_every_field_of_a_resolution_is_in_the_table_of_fields(field: str) -> None:
    table = [line.split("|")[1] for line in GUIDE.splitlines() if line.startswith("| `")]
    assert f"`{field}`" in " ".join(table)


def test_the_guide_stays_short_enough_to_be_read() -> None:
    assert len(GUIDE.splitlines()) <= 150
