"""Repairs of the front matter: dates in another form, values that want quotes, the order of keys.

Comments stay with the key that they stand above; what the fields say is read again afterwards, and a repair
that would have changed it is not made.
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from svod.content.act import parse_act
from svod.content.frontmatter import split_front_matter
from svod.content.resolution import Resolution
from svod.content.sources import Source
from svod.content.yamlnodes import YamlPath, YamlValue, is_misread
from svod.diagnostics import Diagnostic

_DATE_CODES: Final = ("date-invalid", "day-invalid")
_NOT_TEXT: Final = ("inferred", "participants")  # what is meant to be true, false or a number


def rewrite_dates(source: Source) -> str:
    """Write dates in the form of the schema where it is clear what is meant: 17.05.2024 is 2024-05-17."""
    _, faults = parse_act(source)
    lines = source.text.split("\n")
    for fault in faults:
        values = dict(fault.values)
        if fault.code in _DATE_CODES and "suggestion" in values:
            line, at = lines[fault.line - 1], fault.column - 1
            written = re.compile(rf"([\"']?){re.escape(values['value'])}\1(?=\s*(?:[,\]}}#]|$))").match(
                line, at
            )
            if written:
                lines[fault.line - 1] = f'{line[:at]}"{values["suggestion"]}"{line[written.end() :]}'
    return "\n".join(lines)


def quote_values(source: Source) -> str:
    """Put words in quotes that other programs would read as numbers, days or truth values: 2022, 012, no."""
    front = split_front_matter(source)
    if isinstance(front, Diagnostic):
        return source.text
    lines = source.text.split("\n")
    for path, value in sorted(
        _scalars(front.yaml.value), key=lambda found: front.yaml.place_of(found[0]), reverse=True
    ):
        number, column = front.yaml.place_of(path)
        line, at = lines[number - 1], column - 1
        if path[-1] not in _NOT_TEXT and line.startswith(value, at) and is_misread(value):
            lines[number - 1] = f"{line[:at]}{json.dumps(value, ensure_ascii=False)}{line[at + len(value) :]}"
    return _unless_changed(source, "\n".join(lines))


def _scalars(value: YamlValue, path: YamlPath = ()) -> Iterator[tuple[YamlPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _scalars(entry, (*path, index))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _scalars(entry, (*path, key))


def order_keys(source: Source) -> str:
    """Put the keys into the order of the schema, unknown ones last; comments go with the key below them."""
    front = split_front_matter(source)
    if isinstance(front, Diagnostic) or not isinstance(front.yaml.value, dict):
        return source.text
    places = {key: front.yaml.places[key,].key for key in front.yaml.value}
    if not places or any(column != 1 for _, column in places.values()):
        return source.text  # {title: …}
    lines = source.text.split("\n")
    closing = front.body_line - 2
    starts = [_with_comments(lines, line - 1) for line, _ in places.values()]
    parts = {
        key: lines[start:end] for key, (start, end) in zip(places, pairwise([*starts, closing]), strict=True)
    }
    order = {key: rank for rank, key in enumerate(Resolution.model_fields)}
    ordered = sorted(parts, key=lambda key: order.get(key, len(order)))
    moved = [line for key in ordered for line in parts[key]]
    return _unless_changed(source, "\n".join([*lines[: starts[0]], *moved, *lines[closing:]]))


def _with_comments(lines: Sequence[str], at: int) -> int:
    """Return where the comments begin that stand right above a key, which is in line ``at`` (from 0)."""
    while lines[at - 1].startswith("#"):
        at -= 1
    return at


def _unless_changed(source: Source, text: str) -> str:
    """Return ``text``, or that of ``source`` if the fields would say something else."""
    before, after = (split_front_matter(Source(path=source.path, text=each)) for each in (source.text, text))
    if isinstance(before, Diagnostic) or isinstance(after, Diagnostic):
        return source.text
    same = before.yaml.value == after.yaml.value and not after.yaml.diagnostics and before.body == after.body
    return text if same else source.text
