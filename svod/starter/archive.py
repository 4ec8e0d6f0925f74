"""What stands in a new archive: the files of ``files/``, and those that are made of the models.

Names that begin with a dot are kept under ``dot-``: git and editors would take those files for their own.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

from svod import __version__
from svod.config import CONFIG_PATH
from svod.content.authorities import FILES, Authorities, authority_path
from svod.localization import Localization
from svod.rules import N_
from svod.schemas import CONFIG, Schema, format_schema, make_schemas, schema_file
from svod.starter.forms import write_forms

SCHEMAS: Final = "schemas"
FORMS: Final = "admin/collections.json"
_ENGINE_FOLDER: Final = "engine"
ENGINE: Final = f"./{_ENGINE_FOLDER}/svod-{__version__}-py3-none-any.whl[import]"
_ADMIN: Final = ("admin/", "publish/admin.sh")
_EXAMPLES: Final = {
    "organizations": {"id": "soiro", "name": "Смоленский областной институт развития образования"},
    "topics": {"id": "mentorship", "name": "Наставничество"},
    "addressees": {"id": "schools", "name": "Общеобразовательные организации", "kind": "school"},
    "places": {"id": "RU-SMO", "name": "Смоленская область"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArchive:
    """What is asked before an archive is made.

    ``engine`` is what pip installs Svod from: a requirement, an address, a path; ``wheel`` the file that is
    to stand in the archive so that it has what builds it, if there is one. ``cms`` is the repository
    (``owner/name`` on GitHub) that a CMS is to write to, empty where there is to be none.
    """

    title: str
    engine: str = ENGINE
    wheel: Path | None = None
    cms: str = ""


def plan_archive(archive: NewArchive, words: Localization) -> Mapping[str, bytes]:
    """Return the files of a new archive by path, with nothing in it yet; the same for the same answers."""
    schemas = make_schemas(Authorities(), words)
    texts = dict(_kept_files(archive))
    texts[CONFIG_PATH] = "\n".join(_settings(schemas[CONFIG], archive, words))
    for kind in FILES:
        texts[authority_path(kind)] = "\n".join(_authority(kind, schemas[kind], words))
    for name, schema in schemas.items():
        texts[f"{SCHEMAS}/{schema_file(name)}"] = format_schema(schema)
    if archive.cms:
        texts[FORMS] = write_forms(schemas, words)
    made = {path: texts[path].encode("utf-8") for path in sorted(texts)}
    if archive.wheel:
        made[f"{_ENGINE_FOLDER}/{archive.wheel.name}"] = archive.wheel.read_bytes()
    return made


def installed_wheel() -> Path | None:
    """Return the wheel that this Svod was installed from, if pip says so and it is still there.

    Source: PEP 610, ``direct_url.json``.
    """
    try:
        told = distribution("svod").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    address = urlsplit(json.loads(told)["url"]) if told else None
    if address is None or address.scheme != "file" or not address.path.endswith(".whl"):
        return None
    wheel = Path(url2pathname(address.path))
    return wheel if wheel.is_file() else None


def _kept_files(archive: NewArchive) -> Iterator[tuple[str, str]]:
    values = {
        "title": archive.title,
        "quoted": _quoted(archive.title),
        "engine": archive.engine,
        "cms": archive.cms,
    }
    for path, file in _walk(files("svod.starter") / "files"):
        if not archive.cms and path.startswith(_ADMIN):
            continue
        text = file.read_text(encoding="utf-8")
        for name, value in values.items():
            text = text.replace(f"%%{name}%%", value)
        yield path, text


def _walk(folder: Traversable, around: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = entry.name
        path = f"{around}.{name.removeprefix('dot-')}" if name.startswith("dot-") else f"{around}{name}"
        if entry.is_dir():
            yield from _walk(entry, f"{path}/")
        else:
            yield path, entry


def _settings(schema: Schema, archive: NewArchive, words: Localization) -> Iterator[str]:
    """Yield the lines of the configuration: every key, what it means, and what it is without it."""
    given = {
        "title": archive.title,
        "description": words.text(N_("Resolutions, word for word as they were adopted.")),
    }
    yield "# " + words.text(
        N_("Settings of the archive: one “key: value” per line; what follows # is a remark.")
    )
    yield from _keys(schema, given, schema.get("$defs", {}), "")
    yield ""


def _keys(
    record: Schema, given: Mapping[str, str], definitions: Mapping[str, Schema], indent: str
) -> Iterator[str]:
    for key, part in record["properties"].items():
        if not indent:
            yield ""
        yield f"{indent}# {part.get('description', key)}"
        if "$ref" in part:
            yield f"{indent}{key}:"
            yield from _keys(definitions[part["$ref"].rpartition("/")[2]], {}, definitions, f"{indent}  ")
        else:
            value: Any = given.get(key, part.get("default"))
            yield f"{indent}{key}: {_quoted(value)}" if value is not None else f"{indent}# {key}:"


def _authority(kind: str, schema: Schema, words: Localization) -> Iterator[str]:
    """Yield the lines of an authority file without entries: what an entry has, and one as an example."""
    record = schema["$defs"][schema["items"]["$ref"].rpartition("/")[2]]
    width = max(map(len, record["properties"])) + 2
    yield f"# {schema['title']}."
    yield "#"
    for key, part in record["properties"].items():
        values = dict(zip(part.get("enum", ()), part.get("enumDescriptions", ()), strict=True))
        named = "; ".join(f"{value} — {label}" for value, label in values.items())
        yield f"#   {key:{width}}{part['description']}{': ' if named else ''}{named}"
    yield "#"
    yield "# " + words.text(
        N_("An entry has an id and a name; the other fields are optional. An example (without the #):")
    )
    yield "#"
    for number, (key, value) in enumerate(_EXAMPLES[kind].items()):
        yield f"# {'  ' if number else '- '}{key}: {value if key in ('id', 'kind') else _quoted(value)}"
    yield ""


def _quoted(value: object) -> str:
    """Return a value as YAML, in double quotes if it is a text."""
    return json.dumps(value, ensure_ascii=False)
