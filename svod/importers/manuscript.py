"""What a foreign document says, whatever program wrote it.

A reader for each form (Word, OpenDocument, RTF, HTML, PDF, plain text) makes a ``Manuscript`` of its bytes;
what comes after knows no forms. A manuscript has what is printed, the numbers that a program counts by
itself included, and of the looks only what our dialect can say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal


class UnreadableDocumentError(Exception):
    """A document is none, or not one that can be read: the ``code`` of a rule, and the values it names."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    r"""Characters of one kind. A printed line break is ``\n``, a tab ``\t``.

    ``struck`` characters are printed, with a line through them. ``link`` is the address that the characters
    lead to; ``note`` the label of the footnote whose sign stands here, and then there is no text.
    """

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    script: Literal["", "sub", "sup"] = ""
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A printed paragraph.

    ``marker`` is the number or sign that the program printed before it by counting («3.», «1.2.», «а)», «•»);
    one that was typed is in the text. ``level`` is how deep it is in such a list, from 0. ``heading`` is the
    level of a heading by its style, from 1; 0 of all else.
    """

    runs: tuple[Run, ...]
    marker: str = ""
    level: int = 0
    heading: int = 0

    @property
    def text(self) -> str:
        """The characters of all runs, without the marker."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in one field of a table, over so many columns and rows."""

    paragraphs: tuple[Paragraph, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, row by row; a cell over several rows is in the first. ``head``: the first row is a head."""

    rows: tuple[tuple[Cell, ...], ...]
    head: bool = False


What = Literal[
    "comment", "deletion", "footer", "header", "hidden", "navigation", "object", "page-number", "picture",
    "style-numbers", "text-box",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """Something of the document that is not in the manuscript: what it is, its words, how often it stood.

    «navigation» is all that a web page has around its text; «style-numbers» are numbers that a style sheet
    counts, in words of its own.
    """

    what: What
    words: str = ""
    times: int = 1


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A document in the order in which it is read.

    ``notes`` are the texts of footnotes by label, in the order of their signs. ``witness`` is the text as a
    second and simpler reading of the same bytes gives it, without the markers that programs count: what the
    body is compared with, word by word. ``encoding`` is the one that was guessed, of a form that has none.
    """

    blocks: tuple[Block, ...]
    witness: str
    notes: Mapping[str, tuple[Paragraph, ...]] = field(default_factory=lambda: MappingProxyType({}))
    omissions: tuple[Omission, ...] = ()
    encoding: str = ""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in the order in which they are printed: those of tables too, of notes last."""
        printed = tuple(paragraph for block in self.blocks for paragraph in paragraphs_of(block))
        return printed + tuple(paragraph for note in self.notes.values() for paragraph in note)


def paragraphs_of(block: Block) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a block: itself, or those of its cells row by row."""
    if isinstance(block, Paragraph):
        return (block,)
    return tuple(paragraph for row in block.rows for cell in row for paragraph in cell.paragraphs)


def has_words(block: Block) -> bool:
    """Return whether anything but white space and markers is printed in a block."""
    return any(paragraph.text.strip() for paragraph in paragraphs_of(block))
