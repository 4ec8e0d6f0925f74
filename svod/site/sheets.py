"""What the page of an act shows of the act alone: made without knowing any other, in any process."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from svod.content.act import ParsedAct
from svod.content.authorities import Authorities
from svod.content.document import Group, Provision, asked_by, walk
from svod.content.fidelity import fingerprint
from svod.content.marks import bare
from svod.content.rendering import SheetRenderer, title_lines
from svod.content.resolution import Resolution
from svod.localization import Localization
from svod.rules import N_
from svod.site.contexts import ContentsEntry, NoteLine
from svod.site.links import WrittenLink, find_links


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The body of an act as HTML, and what its page is made of besides, its front matter above all.

    ``links`` are those that an editor wrote into the text and that are still to be resolved; ``titled``
    tells whether the act brings its own heading; ``proof`` is the fingerprint of the words that its page
    must show.
    """

    resolution: Resolution
    html: str
    links: tuple[WrittenLink, ...]
    titled: bool
    contents: tuple[ContentsEntry, ...]
    notes: tuple[NoteLine, ...]
    proof: bytes


class SheetBuilder:
    """Builds sheets in one interface language."""

    def __init__(self, authorities: Authorities, words: Localization) -> None:
        self._authorities = authorities
        self._renderer = SheetRenderer(
            link_label=words.text(N_("Link to this place")),
            blank_label=words.text(N_("left blank")),
            note_label=words.text(N_("Editors’ note {number}")),
        )

    def build(self, parsed: ParsedAct) -> Sheet:
        """Return the sheet of an act."""
        notes = tuple(_notes(parsed))
        html = self._renderer.render(parsed.document, _numbers(notes))
        return Sheet(
            resolution=parsed.resolution,
            html=html,
            links=find_links(html, parsed.source, parsed.act.anchors),
            titled=bool(title_lines(parsed.document.preface)),
            contents=tuple(_contents(parsed, self._authorities)),
            notes=notes,
            proof=fingerprint(parsed.body),
        )


def _contents(parsed: ParsedAct, authorities: Authorities) -> Iterator[ContentsEntry]:
    """Yield the groups, and the provisions that lead to those of a known addressee («1. Школам:»)."""
    for node in walk(parsed.document.operative):
        if isinstance(node, Group):
            title, number = bare(node.label), len(node.provisions)
        elif isinstance(node, Provision) and asked_by(node) and authorities.find_addressee(bare(node.text)):
            title, number = bare(node.text), len(node.children)
        else:
            continue
        yield ContentsEntry(title=title.strip(".: "), anchor=node.anchor, number=number)


def _notes(parsed: ParsedAct) -> Iterator[NoteLine]:
    """Yield the editors' notes in the order of their places; those about no place are reported already."""
    if not parsed.resolution.notes:
        return
    nodes = (
        (node, n)
        for node in walk(parsed.document.blocks)
        for n in parsed.resolution.notes
        if n.at == node.anchor
    )
    for number, (node, note) in enumerate(nodes, start=1):
        words = bare(node.label if isinstance(node, Group) else node.text)
        marker = f"{node.marker} " if isinstance(node, Provision) else ""
        yield NoteLine(number=number, anchor=note.at, place=_first_words(marker + words), note=note.note)


def _numbers(notes: Iterable[NoteLine]) -> dict[str, list[int]]:
    """Return the numbers of notes by the anchors of their places."""
    numbers: dict[str, list[int]] = {}
    for note in notes:
        numbers.setdefault(note.anchor, []).append(note.number)
    return numbers


def _first_words(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[:limit].rpartition(" ")[0] + "…"
