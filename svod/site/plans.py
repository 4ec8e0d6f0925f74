"""A page, and pages that are planned together, before anything is rendered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from svod.content.act import Act
from svod.site.links import ResolvedText

_NO_TEXT = ResolvedText(html="", files={}, faults=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be rendered: its address, its template and what the template shows.

    ``lastmod`` is the day of its last change as far as editors say; ``listed`` tells whether the sitemap
    names it. ``text`` is the body that an editor wrote, with the files that it needs and the faults in its
    links; ``proof``, where there is one, the fingerprint of the words that the page must show.
    """

    url: str
    layout: str
    context: object
    lastmod: date | None = None
    listed: bool = True
    text: ResolvedText = _NO_TEXT
    proof: bytes | None = None

    @property
    def entry(self) -> "Page":
        """The page without what it shows: what a list of all pages needs."""
        return replace(self, context=None, text=_NO_TEXT, proof=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Pages that are planned together.

    What they show of acts, they show of ``acts``, in this order: no more than has part in an act's
    fingerprint, and ``besides``. ``linking`` tells whether an editor's link may lead to any other page.
    ``addressee`` is the id of the one whose requests are to be put into the holes that ``acts`` have in
    these pages (``asking``); it is empty where there are none. ``quoted`` tells which provisions, anchors by
    path, ``plan`` is given the texts of; where it is None, ``plan`` is given nothing.
    """

    name: str
    acts: Sequence[Act]
    plan: Callable[..., Iterable[Page]]
    besides: object = None
    addressee: str = ""
    quoted: Callable[[], Mapping[str, Sequence[str]]] | None = None
    linking: bool = False


def latest_change(acts: Sequence[Act]) -> date | None:
    """Return the day of the last change of any of ``acts``, as far as editors say."""
    return max((act.changed for act in acts if act.changed), default=None)
