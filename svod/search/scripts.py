"""The form of a script of the index: a call of ``svod.receive`` (``client/loading.js``) with JSON."""

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A script of the index: its name, without folder and extension, and its text."""

    name: str
    text: str


def write_payload(payload: object) -> str:
    """Return ``payload`` as JSON, as a script has it."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))


def wrap_payload(name: str, payload: str) -> Script:
    """Return the script that hands ``payload``, which is JSON, over under ``name``."""
    return Script(name=name, text=f'svod.receive("{name}",{payload})\n')


def write_script(name: str, payload: object) -> Script:
    """Return the script that hands ``payload`` over under ``name``."""
    return wrap_payload(name, write_payload(payload))


def facet_script(name: str) -> str:
    """Return the name of the script that lists a facet."""
    return f"facets/{name}"
