"""What the templates of repetitions and comparisons are given; as in ``contexts``."""

from collections.abc import Sequence
from dataclasses import dataclass

from svod.archive.differences import Piece
from svod.site.contexts import Head, Link, Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedPlace:
    """A place in an act: the act's title, the address of the place, date and status as lists have them."""

    title: str
    url: str
    date: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepetitionCard:
    """A recommendation that is repeated, as its earliest act has it, and the first of its places.

    ``number`` is that of all acts, ``more`` the number of places that are not shown.
    """

    text: str
    url: str
    number: int
    places: Sequence[RepeatedPlace]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReuseContext:
    """``layouts/reuse.html``: the most repeated recommendations of ``total`` ones, a part at a time."""

    head: Head
    repetitions: Sequence[RepetitionCard]
    total: int
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWording:
    """A wording beside the first one: its places and what differs, piece by piece."""

    places: Sequence[RepeatedPlace]
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepetitionSection:
    """A recommendation in all its wordings.

    ``anchor`` is that of the earliest act, of whose ``places`` the ``text`` is; ``number`` that of all acts,
    ``more`` of those that are not shown.
    """

    anchor: str
    number: int
    text: str
    places: Sequence[RepeatedPlace]
    others: Sequence[OtherWording]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RepetitionsContext:
    """``layouts/repetitions.html``: what others repeat of an ``act``; ``all`` leads to the list."""

    head: Head
    act: RepeatedPlace
    sections: Sequence[RepetitionSection]
    all: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """A paragraph of two texts: the addresses of both places, one empty where it stands in one text only."""

    before: str
    after: str
    same: bool
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonContext:
    """``layouts/comparison.html``: two acts paragraph by paragraph, the earlier one ``before``."""

    head: Head
    before: RepeatedPlace
    after: RepeatedPlace
    rows: Sequence[ComparedRow]
