"""What the search knows of an act: the texts to find it by, and what a result shows.

An entry is independent of all others, so that it can be made wherever the act is; only its number is not
its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from svod.archive.labels import STATUSES, date_label, year_label
from svod.archive.library import Library
from svod.archive.taxonomies import YEARS, addressees_of
from svod.content.act import Act, ParsedAct
from svod.content.authorities import Authorities
from svod.content.document import Block, Document, Group, Insert, Provision, asked_by
from svod.content.marks import bare, bare_insert
from svod.content.markup import footnote_anchor
from svod.localization import Localization

STATUS: Final = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A place of an act that can be linked to: its anchor, its text with the marker, whom it asks.

    ``anchor`` is empty for the heading, which has none of its own.
    """

    anchor: str
    text: str
    addressee: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An act as the search sees it.

    ``organizations`` and ``addressees`` are all names of each, to be found by; ``credits``, ``date`` and
    ``status`` what a result shows (no status: adopted).
    """

    id: str
    title: str
    organizations: tuple[str, ...]
    addressees: tuple[str, ...]
    passages: tuple[Passage, ...]
    credits: tuple[str, ...]
    date: str
    status: str

    @property
    def fields(self) -> tuple[tuple[str, ...], ...]:
        """The texts of each of ``runs.FIELDS``."""
        provisions = tuple(passage.text for passage in self.passages)
        return (self.title,), self.organizations, self.addressees, provisions


def facet_labels(library: Library, words: Localization) -> dict[str, dict[str, str]]:
    """Return the labels of the terms of each facet by id, in the order in which they are listed."""
    labels = {
        name: {term.id: year_label(term.id, words) if name == YEARS else term.name for term in terms.values()}
        for name, terms in ((name, taxonomy.terms) for name, taxonomy in library.taxonomies.items())
    }
    return {**labels, STATUS: {status: words.text(label) for status, label in STATUSES.items()}}


def numbered_acts(library: Library) -> Sequence[Act]:
    """Return the listed acts in the order of their numbers in the index.

    The oldest are first: an act newer than all others changes no number; one put in between moves all
    that are newer, and those without a year come first of all.
    """
    return library.acts[::-1]


def find_facets(act: Act, library: Library) -> dict[str, tuple[str, ...]]:
    """Return the ids of the terms of ``act`` by taxonomy, those of parents included, and its ``STATUS``."""
    reached = {name: taxonomy.reached[act.id] for name, taxonomy in library.taxonomies.items()}
    return {**reached, STATUS: (act.status,)}


def build_entry(parsed: ParsedAct, authorities: Authorities, words: Localization) -> Entry:
    """Return the entry of an act whose terms all have their authority entries."""
    resolution = parsed.resolution
    organizations = [authorities.organizations[organization.ref] for organization in resolution.organizations]
    addressees = [
        authorities.addressees[ref] for ref in addressees_of(parsed.act, authorities.find_addressee)
    ]
    return Entry(
        id=resolution.id,
        title=resolution.title,
        organizations=tuple(name for entry in organizations for name in entry.names),
        addressees=tuple(name for entry in addressees for name in entry.names),
        passages=tuple(find_passages(parsed.document, authorities)),
        credits=tuple(entry.label for entry in organizations),
        date=date_label(resolution.date.value, words),
        status="" if resolution.status == "adopted" else words.text(STATUSES[resolution.status]),
    )


def find_passages(document: Document, authorities: Authorities) -> Iterator[Passage]:
    """Yield the texts of an act in printed order, as its page shows them, without references to footnotes.

    Whom a passage asks is the nearest group above it, or provision that leads to it and names one of the
    addressees in ``authorities``.
    """
    heading = " ".join(bare(line.text) for line in document.preface)
    if heading:
        yield Passage(anchor="", text=heading)
    yield from _passages(document.blocks, "", authorities)
    for footnote in document.footnotes:
        text = f"{footnote.label} {bare(footnote.text)}"
        yield Passage(anchor=footnote_anchor(footnote.label), text=text)


def _passages(blocks: Iterable[Block], addressee: str, authorities: Authorities) -> Iterator[Passage]:
    for block in blocks:
        if isinstance(block, Group):
            label = bare(block.label)
            yield Passage(anchor=block.anchor, text=label)
            yield from _passages(block.provisions, label, authorities)
            continue
        text = bare_insert(block.text) if isinstance(block, Insert) else bare(block.text)
        if not isinstance(block, Provision):
            yield Passage(anchor=block.anchor, text=text, addressee=addressee)
            continue
        numbered = f"{block.marker} {text}" if block.marker else text
        yield Passage(anchor=block.anchor, text=numbered, addressee=addressee)
        yield from _passages(block.parts, addressee, authorities)
        known = asked_by(block) and authorities.find_addressee(text)
        yield from _passages(block.children, text if known else addressee, authorities)
