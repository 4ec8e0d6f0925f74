"""JSON Schemas (2020-12) of what editors write, for the programs that they write it with.

All is made of the models that check it: their types, their descriptions in the language of the interface,
the names of values from ``archive.labels``. What only a validator knows (whether a reference leads
somewhere, whether a day exists) a schema does not say: ``check`` does.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from pydantic import TypeAdapter

from svod.archive.labels import ADDRESSEE_KINDS, EVENTS, RELATIONS, ROLES, STATUSES
from svod.config import CONFIG_PATH, Config
from svod.content.articles import ArticleFields
from svod.content.authorities import FILES, Authorities, authority_path, read_authorities
from svod.content.resolution import AUTHORITY, Resolution
from svod.localization import Localization
from svod.rules import N_

Schema: TypeAlias = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
RESOLUTION: Final = "resolution"
PAGE: Final = "page"
CONFIG: Final = "site_config"

_PATH: Final = "path"  # no editor sets it
_FROM_FILE: Final = (_PATH, "id")  # known from the name of the file
_TITLES: Final = {
    RESOLUTION: N_("Front matter of a resolution"),
    PAGE: N_("Front matter of an editors’ page"),
    CONFIG: N_("Settings of the archive"),
    "organizations": N_("Organizations"),
    "topics": N_("Topics"),
    "addressees": N_("Addressees"),
    "places": N_("Regions"),
}
_ACCESS: Final = {
    "public": N_("Open to all"),
    "noindex": N_("Open, but hidden from search engines"),
    "withdrawn": N_("Withdrawn: only its address and its card are left"),
}
# How values are called, by all of them.
_VALUES: Final = {
    frozenset(labels): labels for labels in (ADDRESSEE_KINDS, EVENTS, RELATIONS, ROLES, STATUSES, _ACCESS)
}


def files_of(name: str) -> str:
    """Return which files of an archive a schema is for, as a pattern relative to its folder."""
    folders = {RESOLUTION: "content/resolutions/**/*.md", PAGE: "content/pages/**/*.md", CONFIG: CONFIG_PATH}
    return folders.get(name) or authority_path(name)


def schema_file(name: str) -> str:
    """Return the name of the file in which a schema is kept."""
    return f"{name}.schema.json"


def archive_schemas(site: Path | None, words: Localization) -> Mapping[str, Schema]:
    """Return all schemas by name; with a ``site`` they offer the ids of its authority files."""
    return make_schemas(read_authorities(site)[0] if site else Authorities(), words)


def make_schemas(authorities: Authorities, words: Localization) -> Mapping[str, Schema]:
    """Return all schemas by name, which offer the ids of ``authorities``."""
    writer = _Writer(authorities, words)
    lists: dict[str, Any] = {name: TypeAdapter(list[model]) for name, model in FILES.items()}  # type: ignore[valid-type]
    adapters: dict[str, Any] = {
        RESOLUTION: TypeAdapter(Resolution),
        PAGE: TypeAdapter(ArticleFields),
        CONFIG: TypeAdapter(Config),
        **lists,
    }
    return {name: writer.write(name, adapter.json_schema()) for name, adapter in adapters.items()}


def format_schema(schema: Schema) -> str:
    """Return a schema as the text of a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class _Writer:
    """Rewrites what pydantic says of a model into what an editor's program is to show."""

    def __init__(self, authorities: Authorities, words: Localization) -> None:
        self._authorities = authorities
        self._words = words
        self._offered: set[str] = set()

    def write(self, name: str, schema: Schema) -> Schema:
        self._offered.clear()
        definitions = {model: self._record(part) for model, part in schema.pop("$defs", {}).items()}
        if "properties" in schema:
            root = self._record(schema, without=_FROM_FILE)
        else:  # a list; a file of comments is an empty one
            root = self._node({**schema, "type": [schema["type"], "null"]})
        definitions |= {kind: self._ids(kind) for kind in sorted(self._offered)}
        title = {"$schema": DIALECT, "title": self._words.text(_TITLES[name])}
        return {**title, **root, **({"$defs": definitions} if definitions else {})}

    def _record(self, schema: Schema, without: Sequence[str] = ()) -> Schema:
        """Rewrite a model, the description of which is for developers.

        The fields ``without`` which it may be are not required.
        """
        kept = {key: value for key, value in schema.items() if key not in ("title", "description")}
        required = [name for name in kept.pop("required", ()) if name not in without]
        properties = {name: self._node(part) for name, part in kept["properties"].items() if name != _PATH}
        return {**kept, "properties": properties, **({"required": required} if required else {})}

    def _node(self, schema: Any) -> Any:  # noqa: ANN401  (JSON)
        if isinstance(schema, list):
            return [self._node(part) for part in schema]
        if not isinstance(schema, dict):
            return schema
        kept = {key: value for key, value in schema.items() if key != "title"}
        if "default" in kept and not isinstance(kept["default"], str | int | float):
            del kept["default"]
        for key in ("anyOf", "items", "prefixItems", "propertyNames", "additionalProperties"):
            if key in kept:
                kept[key] = self._node(kept[key])
        described = kept.get("description")
        if described:
            kept["description"] = self._words.text(described)
        if kept.get("type") == "string" and not {"enum", "const", "pattern", "format"} & kept.keys():
            kept["type"] = ["string", "number"]  # a number is read as the text that it is
        if "enum" in kept:
            kept |= self._named(kept["enum"])
        return self._offering(kept) if AUTHORITY in kept else kept

    def _named(self, values: Sequence[str]) -> Schema:
        labels = _VALUES.get(frozenset(values))
        return {"enumDescriptions": [self._words.text(labels[value]) for value in values]} if labels else {}

    def _offering(self, schema: Schema) -> Schema:
        """Offer the ids of an authority file; any other stays allowed: the file may just have got it."""
        kind = schema.pop(AUTHORITY)
        if not getattr(self._authorities, kind):
            return schema
        self._offered.add(kind)
        described: Schema = {"description": schema.pop("description")} if "description" in schema else {}
        return {"anyOf": [{"$ref": f"#/$defs/{kind}"}, schema], **described}

    def _ids(self, kind: str) -> Schema:
        entries = getattr(self._authorities, kind).values()
        names = [entry.name for entry in entries]
        return {"enum": [entry.id for entry in entries], "enumDescriptions": names}
