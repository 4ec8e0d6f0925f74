"""Makes small libraries out of a few words for each act."""

from collections.abc import Iterable

from svod.archive.library import Library, build_library
from svod.archive.taxonomies import addressees_of
from svod.content.act import Act, ParsedAct, parse_act
from svod.content.authorities import Addressee, Authorities, Organization, Topic
from svod.content.requests import Asked
from svod.content.resolution import Resolution
from svod.content.sources import Source

AUTHORITIES = Authorities(
    organizations={
        "ministry": Organization(id="ministry", name="Министерство"),
        "institute": Organization(id="institute", name="Институт", parent="ministry"),
        "elka": Organization(id="elka", name="«Ёлка»"),
        "idle": Organization(id="idle", name="Без актов"),
    },
    topics={
        "youth": Topic(id="youth", name="Молодёжь"),
        "labour": Topic(id="labour", name="Труд", parent="youth"),
    },
    addressees={
        "schools": Addressee(id="schools", name="Школы", aliases=("Школам", "школ области")),
        "families": Addressee(id="families", name="Семьи", aliases=("Семьям",)),
    },
)
BODY = "Форум рекомендует:\n\nШколам:\n\n- вести уроки."


def make_act(name: str, date: str = "2022", body: str = BODY, **fields: str) -> Act:
    """Return an act in the file ``name``.md whose front matter has ``fields`` changed."""
    return _parse(name, date, body, fields).act


def make_resolution(name: str, date: str = "2022", **fields: str) -> Resolution:
    """Return the front matter of such an act."""
    return _parse(name, date, BODY, fields).resolution


def _parse(name: str, date: str, body: str, fields: dict[str, str]) -> ParsedAct:
    values = {
        "title": name, "organizations": "[ministry]", "topics": "[youth]", "status": "adopted", **fields,
    }  # fmt: skip
    front = "".join(f"{key}: {value}\n" for key, value in values.items())
    text = f"---\ndate: {date}\n{front}---\n{body}\n"
    parsed, faults = parse_act(Source(path=f"content/resolutions/{name}.md", text=text))
    assert parsed is not None, faults
    return parsed


def make_asked(acts: Iterable[Act], authorities: Authorities = AUTHORITIES) -> dict[str, Asked]:
    """Return what ``acts`` ask: something of everyone whom they name."""
    named = {act.path: addressees_of(act, authorities.find_addressee) for act in acts}
    return {path: Asked(tuple((name, 1) for name in names), b"") for path, names in named.items()}


def make_library(*acts: Act) -> Library:
    return build_library(acts, AUTHORITIES, make_asked(acts))
