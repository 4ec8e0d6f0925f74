"""What tests ask of a manuscript, and of what a page shows of it."""

import html
import re
from collections.abc import Iterable

from svod.importers.manuscript import Block, Manuscript, Paragraph, Run, paragraphs_of

_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def shown(rendered: str) -> list[str]:
    """Return the words of inline HTML."""
    return html.unescape(_TAG.sub("", rendered)).split()


def flat(blocks: Iterable[Block]) -> list[Paragraph]:
    """Return all paragraphs, those of tables in their order."""
    return [paragraph for block in blocks for paragraph in paragraphs_of(block)]


def printed(manuscript: Manuscript) -> list[list[str]]:
    """Return the words of each paragraph with its number, as a sheet of paper shows them."""
    return [f"{part.marker} {part.text}".split() for part in flat(manuscript.blocks)]


def markers(manuscript: Manuscript) -> list[str]:
    """Return the numbers of all paragraphs that have one."""
    return [part.marker for part in flat(manuscript.blocks) if part.marker]


def texts(manuscript: Manuscript) -> list[str]:
    """Return the text of each paragraph, without its number."""
    return [part.text for part in flat(manuscript.blocks)]


def omitted(manuscript: Manuscript) -> list[tuple[str, str]]:
    """Return what was left out, and its words."""
    return [(omission.what, omission.words) for omission in manuscript.omissions]


def words(manuscript: Manuscript) -> list[str]:
    """Return the words of the text and its notes, without the numbers that a program counted."""
    return "\n".join(part.text for part in manuscript.paragraphs).split()


def looks(paragraph: Paragraph) -> list[tuple[str, str]]:
    """Return the text of each run, and how it looks: «b», «i», «sup», «sub» and what they have in common."""
    return [
        (run.text, " ".join(filter(None, ["b" * run.bold, "i" * run.italic, run.script])))
        for run in paragraph.runs
    ]


def outline(manuscript: Manuscript) -> list[str]:
    """Return a line for each block: level, marker, text with its looks, rows of tables with «|»."""
    return [_line(block) for block in manuscript.blocks]


def _line(block: Block) -> str:
    if isinstance(block, Paragraph):
        heading = "#" * block.heading + " " if block.heading else ""
        marker = f"[{block.marker}] " if block.marker else ""
        return ">" * block.level + heading + marker + "".join(map(_looked, block.runs))
    rows = (" | ".join("/".join(map(_line, cell.paragraphs)) for cell in row) for row in block.rows)
    return " || ".join(rows)


def _looked(run: Run) -> str:
    text = f"[^{run.note}]" if run.note else run.text.replace("\n", "↵").replace("\u00a0", "~")
    text = f"~{text}~" if run.struck else text
    text = f"*{text}*" if run.italic else text
    text = f"**{text}**" if run.bold else text
    text = f"{run.script}({text})" if run.script else text
    return f"<{text} {run.link}>" if run.link else text
