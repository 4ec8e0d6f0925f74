"""How values are called in the interface: dates, statuses, roles, kinds."""

from collections.abc import Mapping
from typing import Final

from svod.archive.taxonomies import ADDRESSEES, ORGANIZATIONS, TOPICS, YEARS
from svod.content.dates import Precision, UncertainDate, parse_date
from svod.localization import Localization
from svod.rules import N_
from svod.urls import UNDATED

TAXONOMIES: Final[Mapping[str, str]] = {
    ORGANIZATIONS: N_("Organizations"),
    YEARS: N_("Years"),
    TOPICS: N_("Topics"),
    ADDRESSEES: N_("Addressees"),
}
TERM_KINDS: Final[Mapping[str, str]] = {
    ORGANIZATIONS: N_("Organization"),
    YEARS: N_("Year"),
    TOPICS: N_("Topic"),
    ADDRESSEES: N_("Addressee"),
}
STATUSES: Final[Mapping[str, str]] = {
    "adopted": N_("adopted"),
    "draft": N_("draft"),
    "proposals": N_("proposals for a draft"),
    "unknown": N_("status unknown"),
}
ROLES: Final[Mapping[str, str]] = {
    "adopter": N_("Adopted by"),
    "organizer": N_("Organizer"),
    "co-organizer": N_("Co-organizer"),
    "host": N_("Host"),
}
EVENTS: Final[Mapping[str, str]] = {
    "assembly": N_("assembly"),
    "conference": N_("conference"),
    "congress": N_("congress"),
    "forum": N_("forum"),
    "meeting": N_("meeting"),
    "other": N_("event"),
    "plenum": N_("plenum"),
    "round-table": N_("round table"),
    "seminar": N_("seminar"),
    "session": N_("session"),
    "webinar": N_("webinar"),
}
RELATIONS: Final[Mapping[str, str]] = {
    "implements": N_("Implements"),
    "cites": N_("Cites"),
    "draft-of": N_("Draft of"),
    "version-of": N_("Version of"),
    "replaces": N_("Replaces"),
    "amends": N_("Amends"),
    "related": N_("Related to"),
}
# What those are called that say it of the act whose card it is.
ANSWERS: Final[Mapping[str, str]] = {
    "draft-of": N_("Draft of this resolution"),
    "version-of": N_("Other version"),
    "replaces": N_("Replaced by"),
}
ADDRESSEE_KINDS: Final[Mapping[str, str]] = {
    "federal": N_("Federal bodies"),
    "regional": N_("Regional bodies"),
    "municipal": N_("Municipal bodies"),
    "institute": N_("Institutes"),
    "school": N_("Schools and teachers"),
    "branch": N_("Branches of organizations"),
    "member": N_("Members of organizations"),
    "other": N_("Others"),
}


def status_label(status: str, words: Localization) -> str:
    """Return a status as it is said beside a title: nothing of what was adopted."""
    return "" if status == "adopted" else words.text(STATUSES[status])


def year_label(year: str, words: Localization) -> str:
    """Return how a term of the years is called: «2022», «Без даты»."""
    return words.text("Undated") if year == UNDATED else year


def date_label(value: UncertainDate, words: Localization) -> str:
    """Return a date as a reader expects it: «23 августа 2022 г.», «не ранее мая 2025 г.», «без даты»."""
    if value.precision is Precision.UNKNOWN:
        return words.text("undated")
    if value.precision is Precision.SPAN:
        return _span(value, words)
    if value.approximate:
        return words.text("about {date}").format(date=_genitive(value, words))
    label = _nominative(value, words)
    return words.text("{date}, presumably").format(date=label) if value.questionable else label


def _span(value: UncertainDate, words: Localization) -> str:
    start, slash, end = value.edtf.partition("/")
    if value.latest is None:
        return words.text("not before {date}").format(date=_genitive(parse_date(start), words))
    if value.earliest is None:
        return words.text("not after {date}").format(date=_genitive(parse_date(end), words))
    if slash:
        return " — ".join(date_label(parse_date(side), words) for side in (start, end))
    return f"{value.earliest.year}–{value.latest.year}"


def machine_date(value: UncertainDate) -> str:
    """Return what an HTML ``<time datetime>`` accepts, or an empty string."""
    plain = value.precision in (Precision.DAY, Precision.MONTH, Precision.YEAR)
    certain = not (value.approximate or value.questionable)
    return value.edtf if plain and certain else ""


def _nominative(value: UncertainDate, words: Localization) -> str:
    if value.earliest is None:
        return value.edtf
    if value.precision is Precision.DAY:
        return words.day(value.earliest)
    return words.month(value.earliest) if value.precision is Precision.MONTH else words.year(value.earliest)


def _genitive(value: UncertainDate, words: Localization) -> str:
    if value.earliest and value.precision is Precision.MONTH:
        return words.of_month(value.earliest)
    return _nominative(value, words)
