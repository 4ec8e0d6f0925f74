"""The forms of Sveltia CMS, made of the schema of a resolution.

A form only ever makes a new file: writing a front matter back, a CMS loses comments and short forms. What is
there already is edited as the text that it is (``format: raw``), and the text of an act is a plain text too,
so that nothing in it is rewritten.

Source: the schema of the configuration in the npm package ``@sveltia/cms``.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from svod.localization import Localization
from svod.rules import N_
from svod.schemas import RESOLUTION, Schema

_FOLDER: Final = "content/resolutions"
_KINDS: Final = ("string", "number", "integer", "boolean", "array", "object")
_WIDGETS: Final = {"boolean": "boolean", "integer": "number", "number": "number"}
_TEXT: Final = "body"  # the name by which the CMS knows what stands below a front matter


def write_forms(schemas: Mapping[str, Schema], words: Localization) -> str:
    """Return the part of the configuration that holds the collections, as JSON."""
    form = _Form(schemas[RESOLUTION], words)
    text = {"name": _TEXT, "label": words.text(N_("Text of the resolution")), "widget": "text"}
    collections = [
        {
            "name": "new",
            "label": words.text(N_("New resolutions")),
            "label_singular": words.text(N_("Resolution")),
            "folder": _FOLDER,
            "create": True,
            "delete": False,
            # The form shows no file that exists: see above.
            "filter": {"field": "title", "pattern": "^$"},
            "format": "yaml-frontmatter",
            "slug": "{{title}}",
            "editor": {"preview": False},
            # What every resolution has, its text, then the rest.
            "fields": [*form.fields(required=True), text, *form.fields(required=False)],
        },
        {
            "name": "files",
            "label": words.text(N_("Files of resolutions")),
            "folder": _FOLDER,
            "create": False,
            "format": "raw",
            "extension": "md",
            "identifier_field": _TEXT,
            "nested": {"depth": 10},
            "editor": {"preview": False},
            "fields": [{**text, "label": words.text(N_("The file as it is"))}],
        },
    ]
    return json.dumps({"collections": collections}, ensure_ascii=False, indent=2) + "\n"


class _Form:
    """Turns the fields of a schema into those of a form; a field with a short form has that one."""

    def __init__(self, schema: Schema, words: Localization) -> None:
        self._schema = schema
        self._words = words

    def fields(self, *, required: bool) -> list[Schema]:
        return [field for field in self._fields(self._schema) if field["required"] == required]

    def _fields(self, record: Schema) -> Iterator[Schema]:
        required = record.get("required", ())
        for name, part in record["properties"].items():
            label = part.get("description", name)
            yield {"name": name, "label": label, "required": name in required, **self._widget(part)}

    def _widget(self, part: Schema) -> Schema:
        plain = self._plain(part)
        kind = _kind(plain)
        if kind == "array":
            return self._list(plain["items"])
        choices = list(self._choices(part))
        if choices:
            return {"widget": "select", "options": choices, **_default(part)}
        if kind == "object":
            return {"widget": "object", "collapsed": True, "fields": list(self._fields(plain))}
        pattern = {"pattern": [plain["pattern"], ", ".join(plain["examples"])]} if "examples" in plain else {}
        return {"widget": _WIDGETS.get(kind, "string"), **pattern, **_default(part)}

    def _list(self, entry: Schema) -> Schema:
        choices = list(self._choices(entry))
        if choices:
            return {"widget": "select", "multiple": True, "options": choices}
        plain = self._plain(entry)
        if _kind(plain) == "object":
            return {"widget": "list", "collapsed": True, "fields": list(self._fields(plain))}
        return {"widget": "list"}

    def _plain(self, part: Schema) -> Schema:
        """Return the form of a value that a form has a field for: a list before a text before a record."""
        ways = [self._resolve(way) for way in self._ways(part)]
        order = [kind for kind in ("array", "string", *_KINDS) if any(_kind(way) == kind for way in ways)]
        return next(way for way in ways if _kind(way) == order[0])

    def _ways(self, part: Schema) -> Iterator[Schema]:
        """Yield the forms that a value may have, and none of an absent one."""
        if "anyOf" in part and "properties" not in part:
            for way in part["anyOf"]:
                yield from self._ways(way)
        elif part.get("type") != "null":
            yield part

    def _choices(self, part: Schema) -> Iterator[Mapping[str, str]]:
        for way in map(self._resolve, self._ways(part)):
            values: Sequence[Any] = way.get("enum", ())
            for value, label in zip(values, way.get("enumDescriptions", values), strict=True):
                yield {"value": value, "label": label}

    def _resolve(self, part: Schema) -> Schema:
        reference = part.get("$ref")
        return self._schema["$defs"][reference.rpartition("/")[2]] if reference else part


def _kind(part: Schema) -> str:
    kind = part.get("type", "string")
    return str(kind[0] if isinstance(kind, list) else kind)


def _default(part: Schema) -> Schema:
    return {"default": part["default"]} if "default" in part else {}
