"""The one schema of a resolution's front matter.

What is printed in the act and what an editor made of it are separate values, and a value that is not in
the text says so (``inferred``). Short forms are allowed where they are clear: ``date: 2016`` for
``date: {edtf: 2016}``, ``organizations: [soiro]`` for ``[{ref: soiro}]``. The types say so to JSON Schema too
(``svod/schemas.py``), as far as it cannot see what a validator does; descriptions are shown by editors'
programs, in the language of the interface.
"""

import datetime
from typing import Annotated, Any, Final, Literal

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

from svod.content.dates import EDTF_PATTERN, UncertainDate, parse_date
from svod.content.printed_dates import find_printed_date
from svod.rules import N_
from svod.slugs import MAX_LENGTH, SLUG, is_slug, make_slug


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


def _short_form(model: type[BaseModel], key: str, text: Any) -> BeforeValidator:  # noqa: ANN401  (a type)
    """Return what takes a text for a record whose ``key`` it is; ``text`` is the type of that key."""
    return BeforeValidator(
        lambda value: {key: value} if isinstance(value, str) else value, json_schema_input_type=text | model
    )


def _organizations(value: object) -> object:
    entries = [value] if isinstance(value, str | dict) else value
    return [] if entries == ["unknown"] else entries


AUTHORITY: Final = "x-authority"  # says in a schema of which authority file this is an id
_SCALAR: Final[list[Any]] = ["string", "integer"]  # a number is read as the text that it is


def _refers_to(kind: str) -> Any:  # noqa: ANN401  (what a field holds)
    return Field(json_schema_extra={AUTHORITY: kind})


Text = Annotated[str, StringConstraints(min_length=1)]
Slug = Annotated[
    str,
    AfterValidator(_check_slug),
    Field(json_schema_extra={"type": _SCALAR, "pattern": f"^{SLUG.pattern}$", "maxLength": MAX_LENGTH}),
]
OrganizationId = Annotated[Slug, _refers_to("organizations")]
TopicId = Annotated[Slug, _refers_to("topics")]
RegionId = Annotated[Text, _refers_to("places")]
Edtf = Annotated[
    str,
    AfterValidator(_check_date),
    Field(
        json_schema_extra={
            "type": _SCALAR,
            "pattern": EDTF_PATTERN,
            "examples": ["2022-08-23", "2022-08", "2022", "2025-05/..", "unknown"],
        }
    ),
]
Day = Annotated[datetime.date, BeforeValidator(_check_day)]
Anchor = Annotated[str, StringConstraints(pattern=r"^[a-z]\d+(-[it]\d+)*$")]
SiteUrl = Annotated[str, StringConstraints(pattern=r"^/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}/)*$")]
WebUrl = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]

# What several records have.
Inferred = Annotated[bool, Field(description=N_("true: the text does not say it, the editors inferred it"))]
Reason = Annotated[Text | None, Field(description=N_("Where it is known from, for readers of the page"))]


class ActDate(Record):
    """When it was adopted: ``edtf`` as normalised, ``printed`` as it stands in the act."""

    edtf: Edtf = Field(
        description=N_("The date: 2022-08-23, 2022-08, 2022, 2025-05/.., 2022~, unknown (EDTF)")
    )
    printed: Text | None = Field(None, description=N_("The date as it is printed: “23 августа 2022 г.”"))
    inferred: Inferred = False
    note: Reason = None

    @property
    def value(self) -> UncertainDate:
        """The date itself."""
        return parse_date(self.edtf)


class OrganizationRef(Record):
    """Which organization had a part in it, by its id in ``organizations.yaml``."""

    ref: OrganizationId = Field(description=N_("The id of an organization, from content/organizations.yaml"))
    role: Literal["adopter", "organizer", "co-organizer", "host"] = Field(
        "adopter", description=N_("What it had to do with the resolution; without this field: it adopted it")
    )
    inferred: Inferred = False
    note: Reason = None


class Event(Record):
    """The meeting that adopted it. ``participants`` is a number of people."""

    kind: Literal[
        "assembly", "conference", "congress", "forum", "meeting", "other", "plenum", "round-table",
        "seminar", "session", "webinar",
    ] = Field(description=N_("What kind of meeting it was"))  # fmt: skip
    name: Text | None = Field(None, description=N_("What the meeting was called"))
    participants: Annotated[int, Field(ge=0)] | None = Field(
        None, description=N_("How many people took part")
    )


class Venue(Record):
    """Where it was adopted: the town as a name, the region by its id in ``places.yaml``."""

    name: Text | None = Field(None, description=N_("The town"))
    region: RegionId | None = Field(None, description=N_("The code of the region, from content/places.yaml"))
    inferred: Inferred = False
    note: Reason = None


class Origin(Record):
    """Where the text was taken from."""

    file: Text | None = Field(None, description=N_("The name of the file that the text was taken from"))
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        None, description=N_("The SHA-256 checksum of that file")
    )
    url: WebUrl | None = Field(None, description=N_("The address that the text was taken from"))
    accessed: Day | None = Field(None, description=N_("The day on which it was taken: 2026-11-19"))
    note: Text | None = Field(None, description=N_("What else there is to say of the source"))


class Related(Record):
    """Another act: ``ref`` if it is in this archive, else ``label``."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": [name]} for name in ("ref", "label")]}
    )

    rel: Literal["implements", "cites", "draft-of", "version-of", "replaces", "amends", "related"] = Field(
        description=N_("How this resolution relates to the other one")
    )
    ref: Slug | None = Field(None, description=N_("The id of a resolution of this archive"))
    label: Text | None = Field(None, description=N_("What it is called, if it is not in this archive"))
    url: WebUrl | None = Field(None, description=N_("Where it can be read"))

    @model_validator(mode="after")
    def _names_an_act(self) -> "Related":
        if not (self.ref or self.label):
            raise PydanticCustomError("ref_or_label", "neither ref nor label")
        return self


class Note(Record):
    """An editor's remark at a place of the text, such as «так в тексте»."""

    at: Anchor = Field(description=N_("The place, as its page names it: p2, a3-i4"))
    note: Text = Field(description=N_("The remark: “так в тексте”"))


HEADING: Final = "heading"  # the lines above the first place, to which nothing links


class Silence(Record):
    """A warning that an editor has looked at: its code, and its place; without one, in the whole act."""

    rule: Text = Field(description=N_("The code of the warning, as the check names it"))
    at: Annotated[str, StringConstraints(pattern=rf"^(?:{HEADING}|[a-z]\d+(-[it]\d+)*)$")] | None = Field(
        None, description=N_("The place, as its page names it, or heading; all of the act if it is left out")
    )


class Resolution(Record):
    """One resolution: its front matter, complete and valid, and where it stands."""

    path: str
    id: Slug = Field(description=N_("The identifier, if it is not to be the name of the file"))
    title: Text = Field(description=N_("The title, under which the resolution stands in lists"))
    date: Annotated[ActDate, _short_form(ActDate, "edtf", Edtf)] = Field(
        description=N_("When it was adopted: 2022-08-23, or {edtf: …, printed: …, inferred: true, note: …}")
    )
    organizations: Annotated[
        tuple[Annotated[OrganizationRef, _short_form(OrganizationRef, "ref", OrganizationId)], ...],
        BeforeValidator(
            _organizations,
            json_schema_input_type=OrganizationId
            | OrganizationRef
            | tuple[OrganizationId | OrganizationRef, ...],
        ),
    ] = Field(
        description=N_("Who adopted it: ids from content/organizations.yaml, [{ref: …, role: …}], or unknown")
    )
    topics: tuple[TopicId, ...] = Field(
        description=N_("Ids of topics, from content/topics.yaml, the main one first")
    )
    status: Literal["adopted", "draft", "proposals", "unknown"] = Field(
        description=N_("Whether it was adopted: adopted, draft, proposals, unknown")
    )
    status_printed: Text | None = Field(
        None, description=N_("The status as it is printed: “Предложения в проект резолюции”")
    )
    event: Event | None = Field(None, description=N_("The meeting that adopted it"))
    place: Annotated[Venue, _short_form(Venue, "name", Text)] | None = Field(
        None, description=N_("Where it was adopted: the town, or {name: …, region: …}")
    )
    source: Origin | None = Field(None, description=N_("Where the text was taken from"))
    related: tuple[Related, ...] = Field((), description=N_("Other acts that it refers to or belongs with"))
    notes: tuple[Note, ...] = Field((), description=N_("The editors’ remarks at places of the text"))
    silence: tuple[Silence, ...] = Field(
        (), description=N_("Warnings that an editor has looked at: [{rule: …, at: …}]")
    )
    aliases: tuple[SiteUrl, ...] = Field(
        (), description=N_("Earlier addresses of the page, such as /old/path/: they lead here")
    )
    access: Literal["public", "noindex", "withdrawn"] = Field(
        "public", description=N_("Who may see it: public, noindex (hidden from search engines), withdrawn")
    )
    access_note: Text | None = Field(None, description=N_("Why it was withdrawn, for readers"))
    added: Day | None = Field(None, description=N_("The day on which it came into the archive: 2026-11-19"))
    modified: Day | None = Field(
        None, description=N_("The day on which it was last changed here: 2026-11-19")
    )

    @property
    def changed(self) -> datetime.date | None:
        """The day its page last changed, as far as the editors say: never the clock's or the disk's."""
        return self.modified or self.added or (self.source.accessed if self.source else None)
