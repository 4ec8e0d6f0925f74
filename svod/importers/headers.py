"""Front matter as text: the fields of a draft in YAML as editors write it, with remarks above them."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from svod.content.lint.todos import TODO
from svod.importers.drafting import Field, Value

_INDENT: Final = "  "
_FENCES: Final = ("---", "...")
_IDENTIFIER = re.compile(r"(?!(?:no|yes|on|off|true|false|null|n|y)$)[a-z][a-z0-9-]*|[A-Z]{2}-[A-Z]+")
_LONGEST: Final = 60  # characters of an identifier: a checksum is none


def write_front_matter(fields: Iterable[Field], former: str = "") -> str:
    """Return the fields between two lines ``---``: reasons and what is to be done as comments above each.

    ``former`` is a front matter that the document had; it is kept as comments, for the editor to look at.
    """
    lines = [f"# {line}".rstrip() for line in former.split("\n") if line and line not in _FENCES]
    lines += [line for field in fields for line in _field(field)]
    return "\n".join(["---", *lines, "---", ""])


def _field(field: Field) -> Iterator[str]:
    yield from (f"# {' '.join(reason.split())}" for reason in field.reasons)
    if field.todo:
        yield f"# {TODO}: {field.todo}"
    yield from _entry(field.key, field.value, "")


def _entry(key: str, value: Value, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield f"{indent}{key}:"
        for inner, part in value.items():
            yield from _entry(inner, part, indent + _INDENT)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from _sequence(key, value, indent)
    else:
        yield f"{indent}{key}: {_scalar(value)}"


def _sequence(key: str, values: Sequence[Value], indent: str) -> Iterator[str]:
    if not any(isinstance(value, Mapping) for value in values):
        yield f"{indent}{key}: [{', '.join(_scalar(value) for value in values)}]"
        return
    yield f"{indent}{key}:"
    for value in values:
        assert isinstance(value, Mapping)
        lines = [line for inner, part in value.items() for line in _entry(inner, part, indent + 2 * _INDENT)]
        yield f"{indent}{_INDENT}- {lines[0].lstrip()}"
        yield from lines[1:]


def _scalar(value: Value) -> str:
    if isinstance(value, str):
        return (
            value
            if len(value) <= _LONGEST and _IDENTIFIER.fullmatch(value)
            else json.dumps(value, ensure_ascii=False)
        )
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return "null" if value is None else "true" if value else "false"
