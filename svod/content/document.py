"""The tree of an act: what the grammar in ``blocks`` makes of a body.

``text`` fields hold inline Markdown as it stands in the source; nothing is rendered here. An ``anchor``
comes from the structure (Akoma Ntoso-like), so that it outlives a corrected typo: ``p2`` is the second
block of the preamble, ``a3`` the third group of recommendations, ``a3-i4`` its fourth provision, ``i4``
a provision of an act without groups, ``t1`` a paragraph or table between groups, ``c1`` the conclusion,
``x1`` an attachment; a provision inside a provision adds ``-i1``, a paragraph that continues one
``-t1``. ``line`` counts from 1 in the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from svod.content.marks import bare


class Role(StrEnum):
    """What a line above the preamble is."""

    TITLE = "title"
    PLACE = "place"
    DATE = "date"
    STATUS = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingLine:
    """A line of the act's heading, printed on a line of its own."""

    role: Role
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph without a marker."""

    anchor: str
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Subheading:
    """A heading inside the act that is not an addressee, such as «РЕШЕНИЕ»."""

    anchor: str
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """A block outside the grammar: a table, a quotation, code or HTML, as Markdown source."""

    anchor: str
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A recommendation: its marker as printed (empty where there is none) and its text.

    ``spaced`` tells whether white space stands between them. ``parts`` are further paragraphs and
    inserts, printed before the ``children``.
    """

    anchor: str
    marker: str
    spaced: bool
    text: str
    line: int
    parts: "tuple[Paragraph | Insert, ...]" = ()
    children: "tuple[Provision, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The recommendations to one addressee; ``label`` is its name as printed, colon included."""

    anchor: str
    label: str
    line: int
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """The text of a footnote."""

    label: str
    text: str
    line: int


Block: TypeAlias = Paragraph | Subheading | Insert | Provision | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An act in its parts, in the order in which they are printed.

    ``joined`` are the lines read as continuations that look like paragraphs of their own.
    """

    preface: tuple[HeadingLine, ...]
    preamble: tuple[Block, ...]
    operative: tuple[Block, ...]
    conclusion: tuple[Block, ...]
    attachments: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]
    joined: tuple[int, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks below the preface."""
        return self.preamble + self.operative + self.conclusion + self.attachments

    @property
    def groups(self) -> tuple[Group, ...]:
        """The addressee groups of the operative part."""
        return tuple(block for block in self.operative if isinstance(block, Group))

    @property
    def addressees(self) -> tuple[str, ...]:
        """Who is asked, without marks; what leads to a list may be among them and be no addressee."""
        return tuple(bare(asked) for node in walk(self.operative) if (asked := asked_by(node)))

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """Every provision of the operative part, each before its children."""
        return tuple(node for node in walk(self.operative) if isinstance(node, Provision))


def asked_by(node: Block) -> str:
    """Return whom ``node`` asks, as it stands; empty for a node that leads to no others.

    It is the label of a group, or the text of a provision before others («1. Школам:»), which may be no
    addressee («1. Вести учёт:»).
    """
    if isinstance(node, Group):
        return node.label
    leads = isinstance(node, Provision) and node.children and bare(node.text).endswith(":")
    return node.text if leads else ""


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield ``blocks`` and all that they contain, in printed order."""
    found: list[Block] = []
    _gather(blocks, found)
    return iter(found)


def _gather(blocks: tuple[Block, ...], found: list[Block]) -> None:
    for block in blocks:
        found.append(block)
        if isinstance(block, Provision):
            if block.parts or block.children:
                _gather(block.parts, found)
                _gather(block.children, found)
        elif isinstance(block, Group):
            _gather(block.provisions, found)
