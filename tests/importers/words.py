"""What a reader sees, of HTML and of manuscripts, in few words."""

import html
import re

from svod.importers.manuscript import Block, Manuscript, Paragraph, Run

_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def shown(rendered: str) -> list[str]:
    """Return the words of inline HTML."""
    return html.unescape(_TAG.sub("", rendered)).split()


def words_of(manuscript: Manuscript) -> list[str]:
    """Return the words of all blocks and then of the notes, without the markers."""
    notes = [paragraph for note in manuscript.notes.values() for paragraph in note]
    return " ".join(paragraph.text for paragraph in (*paragraphs_of(*manuscript.blocks), *notes)).split()


def paragraphs_of(*blocks: Block) -> list[Paragraph]:
    """Return all paragraphs in order, those of tables too."""
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            found += (paragraph for row in block.rows for cell in row for paragraph in cell.paragraphs)
    return found


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
    text = f"*{text}*" if run.italic else text
    text = f"**{text}**" if run.bold else text
    text = f"{run.script}({text})" if run.script else text
    return f"<{text} {run.link}>" if run.link else text
