"""The one schema of a resolution's front matter.

What is printed in the act and what an editor made of it are separate values, and a value that is not in
the text says so (``inferred``). Short forms are allowed where they are clear: ``date: 2016`` for
``date: {edtf: 2016}``, ``organizations: [soiro]`` for ``[{ref: soiro}]``.
"""

import datetime
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from svod.content.dates import UncertainDate, parse_date
from svod.content.printed_dates import find_printed_date
from svod.slugs import is_slug, make_slug


class Record(BaseModel):
    """A part of the schema: frozen, no key but those declared; built when something is validated first."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


def _check_slug(value: str) -> str:
    if not is_slug(value):
        raise PydanticCustomError("id_invalid", "not an identifier", {"suggestion": make_slug(value) or None})
    return value


def _check_date(value: str) -> str:
    try:
        parse_date(value)
    except ValueError:
        raise PydanticCustomError("date_invalid", "not a date", _as_meant(value)) from None
    return value


def _as_meant(value: str, *, day: bool = False) -> dict[str, str | None]:
    """Return the date that was probably meant, as printed dates are read: 17.05.2024, 17 мая 2024 г."""
    days = find_printed_date(value)
    return {"suggestion": days.edtf if days and (not day or days.first == days.last) else None}


def _check_day(value: object) -> object:
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("day_invalid", "not a day", _as_meant(value, day=True)) from None
    return value


def _as_mapping(key: str) -> BeforeValidator:
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


def _organizations(value: object) -> object:
    entries = [value] if isinstance(value, str | dict) else value
    return [] if entries == ["unknown"] else entries


Text = Annotated[str, StringConstraints(min_length=1)]
Slug = Annotated[str, AfterValidator(_check_slug)]
Day = Annotated[datetime.date, BeforeValidator(_check_day)]
Anchor = Annotated[str, StringConstraints(pattern=r"^[a-z]\d+(-[it]\d+)*$")]
SiteUrl = Annotated[str, StringConstraints(pattern=r"^/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}/)*$")]
WebUrl = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


class ActDate(Record):
    """When it was adopted: ``edtf`` as normalised, ``printed`` as it stands in the act."""

    edtf: Annotated[str, AfterValidator(_check_date)]
    printed: Text | None = None
    inferred: bool = False
    note: Text | None = None

    @property
    def value(self) -> UncertainDate:
        """The date itself."""
        return parse_date(self.edtf)


class OrganizationRef(Record):
    """Which organization had a part in it, by its id in ``organizations.yaml``."""

    ref: Slug
    role: Literal["adopter", "organizer", "co-organizer", "host"] = "adopter"
    inferred: bool = False
    note: Text | None = None


class Event(Record):
    """The meeting that adopted it. ``participants`` is a number of people."""

    kind: Literal[
        "assembly", "conference", "congress", "forum", "meeting", "other", "plenum", "round-table",
        "seminar", "session", "webinar",
    ]  # fmt: skip
    name: Text | None = None
    participants: Annotated[int, Field(ge=0)] | None = None


class Venue(Record):
    """Where it was adopted: the town as a name, the region by its id in ``places.yaml``."""

    name: Text | None = None
    region: Text | None = None
    inferred: bool = False
    note: Text | None = None


class Origin(Record):
    """Where the text was taken from."""

    file: Text | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    url: WebUrl | None = None
    accessed: Day | None = None
    note: Text | None = None


class Related(Record):
    """Another act: ``ref`` if it is in this archive, else ``label``."""

    rel: Literal["implements", "cites", "draft-of", "version-of", "replaces", "amends", "related"]
    ref: Slug | None = None
    label: Text | None = None
    url: WebUrl | None = None

    @model_validator(mode="after")
    def _names_an_act(self) -> "Related":
        if not (self.ref or self.label):
            raise PydanticCustomError("ref_or_label", "neither ref nor label")
        return self


class Note(Record):
    """An editor's remark at a place of the text, such as «так в тексте»."""

    at: Anchor
    note: Text


HEADING: Final = "heading"  # the lines above the first place, to which nothing links


class Silence(Record):
    """A warning that an editor has looked at: its code, and its place; without one, in the whole act."""

    rule: Text
    at: Annotated[str, StringConstraints(pattern=rf"^(?:{HEADING}|[a-z]\d+(-[it]\d+)*)$")] | None = None


class Resolution(Record):
    """One resolution: its front matter, complete and valid, and where it stands."""

    path: str
    id: Slug
    title: Text
    date: Annotated[ActDate, _as_mapping("edtf")]
    organizations: Annotated[
        tuple[Annotated[OrganizationRef, _as_mapping("ref")], ...], BeforeValidator(_organizations)
    ]
    topics: tuple[Slug, ...]
    status: Literal["adopted", "draft", "proposals", "unknown"]
    status_printed: Text | None = None
    event: Event | None = None
    place: Annotated[Venue, _as_mapping("name")] | None = None
    source: Origin | None = None
    related: tuple[Related, ...] = ()
    notes: tuple[Note, ...] = ()
    silence: tuple[Silence, ...] = ()
    aliases: tuple[SiteUrl, ...] = ()
    access: Literal["public", "noindex", "withdrawn"] = "public"
    access_note: Text | None = None
    added: Day | None = None
    modified: Day | None = None

    @property
    def changed(self) -> datetime.date | None:
        """The day its page last changed, as far as the editors say: never the clock's or the disk's."""
        return self.modified or self.added or (self.source.accessed if self.source else None)
