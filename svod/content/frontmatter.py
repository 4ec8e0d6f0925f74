"""Splits a content file into front matter and body, and holds the front matter to a schema.

Every fault that pydantic finds becomes a diagnostic at the line and column of the key it is about.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from svod.content.sources import Source
from svod.content.yamlnodes import YamlDocument, YamlPath, YamlValue, parse_yaml
from svod.diagnostics import Diagnostic, nearest
from svod.rules import N_

_OPENING = re.compile(r"(?:[^\S\n]*\n)*(---)[^\S\n]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[^\S\n]*$", re.MULTILINE)

_SHOWN_LENGTH = 80

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """A content file in its two parts. ``body_line`` is the line (from 1) at which ``body`` begins."""

    yaml: YamlDocument
    body: str
    body_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFault:
    """A fault at a key of a front matter, found by somebody who has not its text at hand."""

    path: str
    code: str
    key: YamlPath
    values: Mapping[str, object]

    def locate(self, source: Source) -> Diagnostic:
        """Return the diagnostic at the key's place in ``source``, the file that the fault is in."""
        front = split_front_matter(source)
        line, column = (1, 1) if isinstance(front, Diagnostic) else front.yaml.place_of(self.key)
        return source.diagnose(self.code, line, column, **self.values)


def split_front_matter(source: Source) -> FrontMatter | Diagnostic:
    """Split ``source`` at its fences ``---`` (the closing one may be ``...``)."""
    text = source.text
    opening = _OPENING.match(text)
    if not opening:
        blank = len(text) - len(text.lstrip())
        first = text.count("\n", 0, blank) + 1 if blank < len(text) else 1
        return source.diagnose("front-matter-missing", first, 1)
    first = text.count("\n", 0, opening.start(1)) + 1
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        return source.diagnose("front-matter-unclosed", first, 1)
    yaml = parse_yaml(source, text[opening.end() : closing.start() - 1], first_line=first + 1)
    body_line = text.count("\n", 0, closing.start()) + 2
    return FrontMatter(yaml=yaml, body=text[closing.end() + 1 :], body_line=body_line)


def validate(
    source: Source,
    yaml: YamlDocument,
    model: type[Model],
    fixed: Mapping[str, str],
    defaults: Mapping[str, str],
) -> tuple[Model | None, list[Diagnostic]]:
    """Make a ``model`` of a YAML mapping.

    ``fixed`` are fields that no editor can set, ``defaults`` those that one may. Returns the record, or
    None with the diagnostics of everything that is wrong.
    """
    if not isinstance(yaml.value, dict):
        return None, [source.diagnose("yaml-not-mapping", *yaml.place_of(()))] if not yaml.diagnostics else []
    known = sorted(set(model.model_fields) - set(fixed))
    taken = [_unknown_key(source, yaml, (key,), known) for key in yaml.value if key in fixed]
    try:
        record = model.model_validate({**defaults, **yaml.value, **fixed})
    except ValidationError as error:
        return None, [*taken, *_explain(source, yaml, model, error, hidden=frozenset(fixed))]
    return (None if taken else record), taken


def salvage(
    yaml: YamlDocument, model: type[Model], fixed: Mapping[str, str], defaults: Mapping[str, YamlValue]
) -> Model | None:
    """Make a ``model`` of those fields of a faulty mapping that are sound, the others by ``defaults``.

    It serves to find the faults that a sound record would show; None where nothing can be made of it.
    """
    given = yaml.value if isinstance(yaml.value, dict) else {}
    fields = {key: value for key, value in given.items() if key in model.model_fields}
    try:
        return model.model_validate({**defaults, **fields, **fixed})
    except ValidationError as error:
        faulty = {fault["loc"][0] for fault in error.errors(include_url=False) if fault["loc"]}
    sound = {key: value for key, value in fields.items() if key not in faulty}
    try:
        return model.model_validate({**defaults, **sound, **fixed})
    except ValidationError:
        return None


def validate_entry(
    source: Source, yaml: YamlDocument, model: type[Model], path: YamlPath, value: YamlValue
) -> tuple[Model | None, list[Diagnostic]]:
    """Make a ``model`` of the part ``value`` that stands at ``path`` of a YAML document."""
    if not isinstance(value, dict):
        return None, [source.diagnose("yaml-not-mapping", *yaml.place_of(path))]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        return None, list(_explain(source, yaml, model, error, base=path))


def _explain(
    source: Source,
    yaml: YamlDocument,
    model: type[BaseModel],
    error: ValidationError,
    *,
    base: YamlPath = (),
    hidden: frozenset[str] = frozenset(),
) -> Iterator[Diagnostic]:
    for fault in error.errors(include_url=False):
        path = (*base, *(part for part in fault["loc"] if not str(part).startswith("function-")))
        yield _explain_fault(source, yaml, model, fault, path, hidden)


_KEY: Final = "[key]"  # pydantic's last step to a key that is none
# A name written where an id belongs: its own transliteration would be bad advice.
_REFERENCE_CODES: Final = {"organizations": "organization-unknown", "topics": "topic-unknown"}
_DATE_CODES: Final = {"date_invalid": "date-invalid", "day_invalid": "day-invalid"}
_EXPECTED: Final = {
    "string_type": N_("text"),
    "string_too_short": N_("text that is not empty"),
    "list_type": N_("a list"),
    "tuple_type": N_("a list"),
    "dict_type": N_("a mapping"),
    "model_type": N_("a mapping"),
    "bool_parsing": N_("true or false"),
    "bool_type": N_("true or false"),
    "int_parsing": N_("a whole number"),
    "int_type": N_("a whole number"),
    "ref_or_label": N_("“ref” or “label”"),
}
# What a field expects beyond its type: a form of text or a range of numbers.
_FORMS: Final = {
    "aliases": N_("an address such as /old/path/"),
    "at": N_("a place such as a2-i3"),
    "base_url": N_("an address that begins with https://"),
    "content_language": N_("a language code such as ru"),
    "edit_url": N_("an address with {path} in it"),
    "feed_size": N_("a number from 1 to 1000"),
    "latest": N_("a number from 1 to 100"),
    "page_size": N_("a number from 1 to 1000"),
    "participants": N_("a number of people, 0 or more"),
    "sha256": N_("64 hexadecimal digits"),
    "threshold": N_("a number from 0.3 to 1"),
    "url": N_("an address that begins with https://"),
}


def _explain_fault(
    source: Source,
    yaml: YamlDocument,
    model: type[BaseModel],
    fault: ErrorDetails,
    path: YamlPath,
    hidden: frozenset[str],
) -> Diagnostic:
    key, kind = _dotted(path), fault["type"]
    context = fault.get("ctx", {})
    value = _shown(fault.get("input"))
    if kind == "missing":
        return source.diagnose("key-missing", *yaml.place_of(path[:-1], key=True), key=key)
    if kind == "extra_forbidden":
        return _unknown_key(source, yaml, path, sorted(set(_fields_around(model, fault["loc"])) - hidden))
    place = yaml.place_of(path, key=path[-1] == _KEY)
    if fault.get("input") is None:
        return source.diagnose("key-missing", *place, key=key)
    if kind in _DATE_CODES:
        suggestion = context.get("suggestion")
        return source.diagnose(_DATE_CODES[kind], *place, value=value, suggestion=suggestion)
    if kind == "id_invalid":
        code = _REFERENCE_CODES.get(str(path[0]), "id-invalid")
        suggestion = context.get("suggestion") if code == "id-invalid" else None
        return source.diagnose(code, *place, value=value, suggestion=suggestion)
    return _unfit_value(source, place, key, value, fault)


def _unfit_value(
    source: Source, place: tuple[int, int], key: str, value: str, fault: ErrorDetails
) -> Diagnostic:
    if fault["type"] == "literal_error" and not isinstance(fault.get("input"), str):
        return source.diagnose("value-invalid", *place, key=key, expected=N_("text"), value=value)
    if fault["type"] != "literal_error":
        field = next((str(part) for part in reversed(fault["loc"]) if isinstance(part, str)), "")
        expected = _EXPECTED.get(fault["type"]) or _FORMS.get(field, N_("another value"))
        return source.diagnose("value-invalid", *place, key=key, expected=expected, value=value)
    known = re.findall(r"'([^']+)'", str(fault["ctx"]["expected"]))
    suggestion = nearest(value, known)
    return source.diagnose(
        "value-choice", *place, key=key, value=value, known=", ".join(known), suggestion=suggestion
    )


def _unknown_key(source: Source, yaml: YamlDocument, path: YamlPath, known: list[str]) -> Diagnostic:
    return source.diagnose(
        "key-unknown",
        *yaml.place_of(path, key=True),
        key=_dotted(path),
        known=", ".join(known),
        suggestion=nearest(str(path[-1]), known),
    )


def _fields_around(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Return the names of the fields of the record in which the key at ``location`` stands."""
    for part in location[:-1]:
        field = model.model_fields.get(str(part))
        if field is not None:
            model = next(_models_in(field.annotation), model)
    return list(model.model_fields)


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)


def _dotted(path: YamlPath) -> str:
    """Return a path as editors read it: ``organizations[1].ref``, counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text or "?"


def _shown(value: object) -> str:
    inner = ", ".join(map(str, value)) if isinstance(value, list | dict) else str(value)
    text = " ".join(inner.split())
    return text if len(text) <= _SHOWN_LENGTH else text[:_SHOWN_LENGTH] + "…"
