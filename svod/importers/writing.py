r"""A manuscript as the body of a content file: the same words in our dialect.

Each paragraph is a line; a blank line parts paragraphs, except provisions of one list. A number that the
program counted is written before its paragraph like one that was typed. Looks are kept as far as the
dialect has them, and given up where they would change a word: each paragraph is read back and shown, and
written without looks if that differs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from html import escape as escape_html
from itertools import groupby
from typing import Final

from svod.content.fidelity import reference_text, visible_text
from svod.content.lines import Kind, parse_lines
from svod.content.markup import MarkdownRenderer
from svod.importers.escaping import escape, escape_line_start
from svod.importers.manuscript import Cell, Manuscript, Paragraph, Run, Table, paragraphs_of
from svod.text import fold_space

_STEP: Final = "  "  # of indentation for each level of a list
_BREAK: Final = "  \n"
_DEEPEST: Final = 6  # of headings
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")  # not escaped: after an even number of backslashes


def write_body(manuscript: Manuscript) -> str:
    """Return the Markdown of a manuscript, footnotes at the end, without front matter."""
    parts: list[str] = []
    marked = False
    for block in manuscript.blocks:
        if isinstance(block, Table):
            text, listed = _table(block), False
        else:
            text = _paragraph(block)
            listed = bool(text) and _is_marked(text)
        if text:
            parts += ["\n" if marked and listed else "\n\n", text] if parts else [text]
            marked = listed
    notes = [_note(label, paragraphs) for label, paragraphs in manuscript.notes.items()]
    return "\n\n".join(["".join(parts), *notes]).strip("\n") + "\n"


def _is_marked(text: str) -> bool:
    return parse_lines(text)[0].kind is Kind.MARKED


def printed_words(paragraph: Paragraph) -> str:
    """Return the words of a paragraph as they are printed, its marker first, the signs of notes as labels."""
    shown = "".join(run.note or run.text for run in paragraph.runs)
    return fold_space(f"{paragraph.marker} {shown}")


def _paragraph(paragraph: Paragraph) -> str:
    """Return the paragraph, with its looks if its words stay the same; empty where it has none."""
    if not printed_words(paragraph):
        return ""
    indent = _STEP * paragraph.level if paragraph.marker else ""
    text = "".join(map(_run, _merged(paragraph.runs)))
    looked = _framed(paragraph, text)
    same = reference_text(looked) == printed_words(paragraph) and _is_shown(text, paragraph)
    return indent + (looked if same else _framed(paragraph, _plain(paragraph.runs)))


def _is_shown(text: str, paragraph: Paragraph) -> bool:
    """Tell whether a page shows the Markdown ``text`` of a paragraph as it is printed."""
    page = f"<div data-fidelity>{_renderer().inline(text)}</div>"
    return visible_text(page) == printed_words(replace(paragraph, marker=""))


@cache
def _renderer() -> MarkdownRenderer:
    return MarkdownRenderer("")


def _within(paragraph: Paragraph) -> str:
    """Return a paragraph of a cell or a note, where there are no headings."""
    return _paragraph(replace(paragraph, heading=0))


def _framed(paragraph: Paragraph, text: str) -> str:
    """Return the Markdown ``text`` of a paragraph with what begins it, and its line breaks."""
    lines = [line.strip() for line in text.strip().split("\n")]
    if paragraph.marker:
        return f"{paragraph.marker} {_BREAK.join(lines)}"
    if paragraph.heading:
        return f"{'#' * min(paragraph.heading + 1, _DEEPEST)} {' '.join(lines)}"
    return _BREAK.join(map(escape_line_start, lines))


def _plain(runs: Sequence[Run]) -> str:
    """Return the characters of all runs without looks, with the signs of footnotes."""
    parts = [(note, list(same)) for note, same in groupby(runs, key=lambda run: run.note)]
    return "".join(
        f"[^{note}]" if note else escape("".join(run.text for run in same)) for note, same in parts
    )


def _merged(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the runs, those of equal looks that follow one another as one."""

    def looks(run: Run) -> tuple[object, ...]:
        return (run.bold, run.italic, run.struck, run.script, run.link, run.note)

    for _, same in groupby(runs, key=looks):
        first, *others = same
        yield replace(first, text="".join(run.text for run in (first, *others)))


def _run(run: Run) -> str:
    if run.note:
        return f"[^{run.note}]"
    return "\n".join(_piece(run, line) for line in run.text.split("\n"))


def _piece(run: Run, line: str) -> str:
    """Return a line of a run between its marks, the spaces at its ends outside of them."""
    inner = line.strip()
    if not inner:
        return line
    before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    text = escape(inner)
    if run.script:
        text = f"<{run.script}>{text}</{run.script}>"
    if run.struck:
        text = f"<s>{text}</s>"
    if run.link and run.link != inner:
        text = f"[{text}]({run.link})"
    mark = "*" * (2 * run.bold + run.italic)
    return f"{before}{mark}{text}{mark}{after}"


def _table(table: Table) -> str:
    """Return the table: with bars, but as HTML where a cell is wider than one field and no note is signed."""
    if not any(map(printed_words, paragraphs_of(table))):
        return ""
    wide = any(cell.columns > 1 or cell.rows > 1 for row in table.rows for cell in row)
    signed = any(run.note for paragraph in paragraphs_of(table) for run in paragraph.runs)
    if wide and not signed:
        return _html_table(table)
    if len(table.rows) == 1:
        return "\t".join(_cell(cell, _BREAK) for cell in table.rows[0]).strip("\t")
    rows = [_fields(row) for row in table.rows]
    width = max(map(len, rows))
    head, *others = (f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows)
    return "\n".join([head, "|" + "---|" * width, *others])


def _fields(row: Sequence[Cell]) -> list[str]:
    """Return the fields of a row; a cell over several has its words in the first of them."""
    return [text for cell in row for text in (_cell(cell, "<br>"), *[""] * (cell.columns - 1))]


def _cell(cell: Cell, between: str) -> str:
    texts = (_within(paragraph).strip().replace(_BREAK, "<br>") for paragraph in cell.paragraphs)
    return between.join(_BAR.sub(r"\1\\|", text) for text in texts if text)


def _html_table(table: Table) -> str:
    rows = ("".join(_html_cell(cell) for cell in row) for row in table.rows)
    return "\n".join(["<table>", *(f"<tr>{row}</tr>" for row in rows), "</table>"])


def _html_cell(cell: Cell) -> str:
    spans = "".join(
        f' {name}="{number}"'
        for name, number in (("colspan", cell.columns), ("rowspan", cell.rows))
        if number > 1
    )
    texts = [printed_words(paragraph) for paragraph in cell.paragraphs]
    return f"<td{spans}>{'<br>'.join(escape_html(text) for text in texts if text)}</td>"


def _note(label: str, paragraphs: Iterable[Paragraph]) -> str:
    texts = [text for paragraph in paragraphs if (text := _within(paragraph))]
    return f"[^{label}]: " + _BREAK.join(texts).replace("\n", f"\n{_STEP * 2}")
