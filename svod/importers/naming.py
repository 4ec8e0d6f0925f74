"""What a new content file is called, and where it stands."""

import re
from collections.abc import Iterable
from typing import Final

from svod.importers.drafting import Field, Value
from svod.slugs import make_slug

RESOLUTIONS: Final = "content/resolutions"
UNDATED: Final = "undated"
_WORDS: Final = 3  # of a name that stand in an id
_YEAR = re.compile(r"\d{4}")
_KIND = re.compile(r"^резолюция\s+", re.IGNORECASE)


def path_of(act: str, fields: Iterable[Field]) -> str:
    """Return the path, relative to the site's folder, of the act with this id: in the folder of its year."""
    return f"{RESOLUTIONS}/{_year(fields) or UNDATED}/{act}.md"


def name_act(fields: Iterable[Field]) -> str:
    """Return the id of an act: where or whose, which meeting, the first words of its name, the year.

    Where there is no meeting with a name, the title stands in for both.
    """
    values = {field.key: field.value for field in fields}
    bodies, event = values["organizations"], values.get("event")
    first = bodies[0] if isinstance(bodies, list) and bodies else None
    whose = make_slug(_part(values.get("place"), "name")) or _part(first, "ref")
    kind, meeting = _part(event, "kind"), _part(event, "name")
    words = make_slug(meeting or _KIND.sub("", str(values["title"]))).split("-")
    year = _year(fields)
    chosen = [word for word in words[:_WORDS] if word != year]
    parts = [whose, kind if meeting else "", *chosen, year]
    return "-".join(part for part in parts if part) or "resolution"


def _year(fields: Iterable[Field]) -> str:
    """Return the year in which an act was adopted, empty where it is not known."""
    date = next(field.value for field in fields if field.key == "date")
    found = _YEAR.match(date if isinstance(date, str) else _part(date, "edtf"))
    return found[0] if found else ""


def _part(value: Value, key: str) -> str:
    """Return the text at ``key`` of a value that is a mapping, empty where there is none."""
    return str(value.get(key, "")) if isinstance(value, dict) else ""
