"""What a citation of an act, or of one place of it, is made from, whatever the format.

``gost`` makes Russian references of it, ``bibliography`` the files that programs read. Its words are
those of the acts, Russian, whatever the language of the interface is.
"""

from dataclasses import dataclass, replace
from typing import Final

from svod.archive.labels import EVENTS, STATUSES, date_label
from svod.content.authorities import Authorities
from svod.content.dates import Precision, UncertainDate
from svod.content.resolution import Resolution
from svod.localization import Localization, localization
from svod.text import fold, fold_space

LANGUAGE: Final = "ru"
_CITED_STATUSES: Final = frozenset({"draft", "proposals"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What is said of an act; ``inferred`` when an editor concluded it and the act does not say so."""

    text: str
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organization with a part in an act; ``short`` is its name too where it has no shorter one."""

    name: str
    short: str
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An act as it is cited, or one place of it.

    ``adopters`` are its collective authors, ``organizers`` those who only called or held the event, both
    in the order of the front matter. ``event`` is empty where the title names it already. ``status`` says
    that the text was not adopted («проект»), and is empty where it was or where that is unknown.
    ``archive`` is the name of the site, ``published`` the year in which the act was added to it. ``url``
    is permanent and leads to the place, if one is cited; it is empty where the site has no address.
    ``anchor`` is that of the place and ``number`` its printed number, such as «п. 2.1», or empty where none
    is printed. No text holds a line break or more than one space in a row.
    """

    id: str
    title: str
    adopters: tuple[Body, ...]
    organizers: tuple[Body, ...]
    event: str
    place: Stated | None
    date: UncertainDate
    date_inferred: bool
    status: str
    archive: str
    url: str
    published: int | None = None
    anchor: str = ""
    number: str = ""

    @property
    def when(self) -> Stated | None:
        """The date in words, such as «не ранее мая 2025 г.»; None where nothing is known of it."""
        if self.date.precision is Precision.UNKNOWN:
            return None
        label = fold_space(date_label(self.date, localization(LANGUAGE)))
        return Stated(text=label, inferred=self.date_inferred)


def cite_act(resolution: Resolution, authorities: Authorities, *, archive: str, url: str) -> Citation:
    """Return the citation of an act, whose page has the permanent address ``url``, in the site ``archive``.

    Organizations and regions that the authority files do not have are left out.
    """
    words = localization(LANGUAGE)
    return Citation(
        id=resolution.id,
        title=fold_space(resolution.title),
        adopters=_bodies(resolution, authorities, adopt=True),
        organizers=_bodies(resolution, authorities, adopt=False),
        event=_event(resolution, words),
        place=_place(resolution, authorities),
        date=resolution.date.value,
        date_inferred=resolution.date.inferred,
        status=_status(resolution, words),
        archive=fold_space(archive),
        url=url,
        published=resolution.added.year if resolution.added else None,
    )


def cite_place(citation: Citation, *, anchor: str, number: str = "") -> Citation:
    """Return the citation of one place of an act: its anchor, and its number as it is to be printed.

    Such citations are made by the client, on the page of the act; tests hold it to what is made here.
    """
    url = f"{citation.url.partition('#')[0]}#{anchor}" if citation.url else ""
    return replace(citation, url=url, anchor=anchor, number=fold_space(number))


def _bodies(resolution: Resolution, authorities: Authorities, *, adopt: bool) -> tuple[Body, ...]:
    known = authorities.organizations
    return tuple(
        Body(
            name=fold_space(known[ref.ref].name),
            short=fold_space(known[ref.ref].label),
            inferred=ref.inferred,
        )
        for ref in resolution.organizations
        if (ref.role == "adopter") is adopt and ref.ref in known
    )


def _event(resolution: Resolution, words: Localization) -> str:
    """Return «форум «…»»; quotes inside the name become inner ones."""
    event = resolution.event
    if event is None or event.name is None or fold(event.name) in fold(resolution.title):
        return ""
    name = fold_space(event.name).replace("«", "„").replace("»", "“")
    return f"{words.text(EVENTS[event.kind])} «{name}»"


def _place(resolution: Resolution, authorities: Authorities) -> Stated | None:
    """Return the town, or the region where the town is not known."""
    venue = resolution.place
    if venue is None:
        return None
    region = authorities.places.get(venue.region) if venue.region else None
    name = venue.name or (region.name if region else "")
    return Stated(text=fold_space(name), inferred=venue.inferred) if name else None


def _status(resolution: Resolution, words: Localization) -> str:
    """Return the printed words if there are any, beginning with a small letter as within a description."""
    if resolution.status not in _CITED_STATUSES:
        return ""
    label = resolution.status_printed or words.text(STATUSES[resolution.status])
    label = fold_space(label)
    return label[:1].lower() + label[1:]
