"""What templates are given: one documented record per layout.

Every label is ready to print in the interface language; every ``url`` starts with ``/`` and becomes a
link by the ``link`` function. ``templates/README.md`` says which layout draws which record, and a test
holds the templates to these fields.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from svod.site.pictures import Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place to go: its words and its url."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A link with the number of resolutions behind it; ``share`` is its percentage of the largest."""

    title: str
    url: str
    number: int
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """Some counts under a title: the years of a topic, the topics of an organization."""

    title: str
    counts: Sequence[Count]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What all pages share. ``language`` is the interface's, ``content_language`` the acts'."""

    title: str
    description: str
    language: str
    content_language: str
    navigation: Sequence[Link]
    footer: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head and the frame of a page need.

    ``permalink`` is empty when the configuration has no ``base_url``. ``breadcrumbs`` lead from home to
    the parent of the page. ``feed`` is the feed of what the page lists. ``section`` is the url of the
    entry of the navigation under which the page stands. ``source`` is the path of the file that the page
    shows, and ``edit`` where that is edited; both are empty for other pages.
    """

    title: str
    description: str
    url: str
    permalink: str
    section: str
    breadcrumbs: Sequence[Link]
    feed: Link | None
    noindex: bool
    source: str = ""
    edit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A resolution in a list. ``status`` is empty for an adopted act, else the word to print."""

    title: str
    url: str
    date: str
    datetime: str
    date_inferred: bool
    organizations: Sequence[Link]
    organizations_inferred: bool
    topics: Sequence[Link]
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Where a part of a long list stands: «11–20 of 95», page 2 of 10."""

    first: int
    last: int
    total: int
    number: int
    pages: Sequence[Link]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A picture of columns, one for each year of a span, in units of its own."""

    width: int
    height: int
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A term's resolutions from the ``first`` to the ``last`` year; ``counts`` are the same numbers."""

    columns: Columns
    first: str
    last: str
    caption: str
    counts: Sequence[Count]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A number of a grid and the list behind it; no url where it is 0. ``shade`` is 0 to 5."""

    url: str
    number: int
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A term and its numbers, one for each column of the grid."""

    title: str
    url: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """How many resolutions the terms of rows and of columns have in common."""

    caption: str
    columns: Sequence[Link]
    rows: Sequence[GridRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsByYear:
    """Topics, each with its columns, all on one scale; the same numbers are in ``grid``."""

    topics: Sequence[Count]
    columns: Sequence[Columns]
    first: str
    last: str
    caption: str
    grid: Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeContext:
    """``layouts/home.html``: ways in with their numbers, years as bars, the latest acts, pictures."""

    head: Head
    total: int
    provisions: int
    ways: Sequence[Count]
    years: Sequence[Count]
    topics: Sequence[Count]
    organizations: Sequence[Count]
    topics_by_year: TopicsByYear | None
    organizations_by_topic: Grid | None
    latest: Sequence[Card]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListContext:
    """``layouts/list.html``: all resolutions, a part at a time, with facets beside them."""

    head: Head
    cards: Sequence[Card]
    pager: Pager
    facets: Sequence[Facet]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermSection:
    """Some terms under a heading (the kind of addressee); the heading may be empty."""

    title: str
    terms: Sequence[Count]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxonomyContext:
    """``layouts/taxonomy.html``: all organizations, years, topics or addressees, with numbers."""

    head: Head
    sections: Sequence[TermSection]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of a card: a label and what it says."""

    label: str
    values: Sequence["FactValue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactValue:
    """Some words of a fact, linked when there is a ``url`` (one of another site starts with http).

    ``inferred`` when the act does not say it itself; ``note`` then says where it comes from.
    """

    text: str
    url: str
    inferred: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermContext:
    """``layouts/term.html``: one organization, year or topic, or two terms crossed, and the resolutions."""

    head: Head
    kind: str
    facts: Sequence[Fact]
    description: str
    timeline: Timeline | None
    cards: Sequence[Card]
    pager: Pager
    facets: Sequence[Facet]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """An addressee in the contents of an act: where it stands and how many provisions it has."""

    title: str
    anchor: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """An editor's note, its number in the order of the text, and the place it is about."""

    number: int
    anchor: str
    place: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file under the ``name`` that it is to have; its ``address`` holds it whole (``data:``)."""

    title: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """How an act is cited, in Russian: by GOST R 7.0.5 (``short``) and by GOST R 7.0.100 (``record``).

    Each is said up to the address of the act, its ``url``, which is absolute and empty where the site has
    none. ``files`` are the citations for programs.
    """

    short: str
    record: str
    url: str
    files: Sequence[Download]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionContext:
    """``layouts/resolution.html``: the act as printed, its card and contents.

    ``html`` goes into ``<div data-fidelity>`` alone. ``titled`` tells whether the act brings its own
    ``<h1>``. ``status`` is empty for an adopted act, else what to say before the text. ``inferred``
    tells whether any fact is inferred. ``withdrawn`` is the reason when only a tombstone is left, which is
    not cited. ``repeated`` tells whether ``html`` has links to repetitions.
    """

    head: Head
    id: str
    html: Markup
    repeated: bool
    titled: bool
    status: str
    withdrawn: str | None
    facts: Sequence[Fact]
    inferred: bool
    references: References | None
    contents: Sequence[ContentsEntry]
    notes: Sequence[NoteLine]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleContext:
    """``layouts/article.html``: a page of the editors' own, such as «О проекте»."""

    head: Head
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundContext:
    """``layouts/404.html``: shown at any address, so its links are absolute where they can be.

    ``style`` is the style sheet itself, because the page cannot know how deep it is shown.
    """

    head: Head
    style: Markup
    ways: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectContext:
    """``layouts/redirect.html``: an address that has moved to ``target``, whose permalink is the head's."""

    head: Head
    target: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchContext:
    """``layouts/search.html``: the field; everything else is drawn in the browser.

    ``messages`` are the words that the client needs, as JSON; ``ways`` lead on without JavaScript.
    """

    head: Head
    messages: str
    ways: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """A name in the alphabetical index; where it is not the present one, ``see`` is."""

    name: str
    see: str
    url: str
    kind: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSection:
    """The entries of one letter."""

    letter: str
    anchor: str
    entries: Sequence[IndexEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlphabetContext:
    """``layouts/alphabet.html``: all names that the archive knows, by letter."""

    head: Head
    sections: Sequence[IndexSection]
