"""What the templates of the pages of addressees are given; as in ``contexts``."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from svod.site.contexts import Card, Count, Fact, Head, Link, Pager, Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAct:
    """What an act asks of an addressee: its card, and ``html``, a hole that entries of a list will fill."""

    card: Card
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedYear:
    """The acts of a year that ask something of an addressee."""

    title: str
    url: str
    acts: Sequence[AskedAct]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedContext:
    """``layouts/addressee.html``: an addressee and what it is asked, all or on one topic, a part at a time.

    ``topic`` is the name of the topic, empty for all; ``resolutions`` are how many acts ask. ``pager``
    counts provisions. ``topics``, on the first page, lead to the same of one topic; ``everything`` leads back
    to all. ``timeline``, on the first page of all, counts acts.
    """

    head: Head
    kind: str
    name: str
    topic: str
    facts: Sequence[Fact]
    description: str
    timeline: Timeline | None
    resolutions: int
    years: Sequence[AskedYear]
    pager: Pager
    topics: Sequence[Count]
    everything: Link
