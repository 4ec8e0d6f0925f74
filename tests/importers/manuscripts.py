"""What tests ask of a manuscript."""

from collections.abc import Iterable

from svod.importers.manuscript import Block, Manuscript, Paragraph


def flat(blocks: Iterable[Block]) -> list[Paragraph]:
    """Return all paragraphs, those of tables in their order."""
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            found += [part for row in block.rows for cell in row for part in cell.paragraphs]
    return found


def printed(manuscript: Manuscript) -> list[list[str]]:
    """Return the words of each paragraph with its number, as a sheet of paper shows them."""
    return [f"{part.marker} {part.text}".split() for part in flat(manuscript.blocks)]


def markers(manuscript: Manuscript) -> list[str]:
    """Return the numbers of all paragraphs that have one."""
    return [part.marker for part in flat(manuscript.blocks) if part.marker]


def words(manuscript: Manuscript) -> list[str]:
    """Return the words of the text and its notes, without the numbers that a program counted."""
    parts = flat(manuscript.blocks) + [part for note in manuscript.notes.values() for part in note]
    return "\n".join(part.text for part in parts).split()


def looks(paragraph: Paragraph) -> list[tuple[str, str]]:
    """Return the text of each run, and how it looks: «b», «i», «sup», «sub» and what they have in common."""
    return [
        (run.text, " ".join(filter(None, ["b" * run.bold, "i" * run.italic, run.script])))
        for run in paragraph.runs
    ]
