"""The tree of an act as HTML, the way it was printed.

Markers are text, so that they are copied, read aloud and found; the sign beside each block that links to
it has no text, nor has one that leads to an editor's note, so that the page shows the act and nothing
else. This is Python and not a template, because the fidelity of every word is the engine's promise and not a
theme's.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape

from svod.content.document import (
    Block,
    Document,
    Footnote,
    Group,
    HeadingLine,
    Insert,
    Paragraph,
    Provision,
    Role,
    Subheading,
)
from svod.content.markup import MarkdownRenderer, footnote_anchor


class _Lines(list[str]):
    """HTML as it is written, and the numbers of the notes that it is to have signs for."""

    def __init__(self, notes: Mapping[str, Sequence[int]]) -> None:
        super().__init__()
        self.notes = notes


class SheetRenderer:
    """Renders documents for one interface language.

    ``link_label`` names the link to a block, ``blank_label`` a blank, for screen readers, and ``note_label``
    the link to an editor's note, with a ``{number}``.
    """

    def __init__(self, *, link_label: str, blank_label: str, note_label: str) -> None:
        self._markdown = MarkdownRenderer(blank_label)
        self._link_label = escape(link_label)
        self._note_label = escape(note_label)

    def render(self, document: Document, notes: Mapping[str, Sequence[int]] | None = None) -> str:
        """Return the HTML of the whole act: what goes into ``<div data-fidelity>``.

        ``notes`` are the numbers of the editors' notes by the anchors that they are about.
        """
        html = _Lines(notes or {})
        self._preface(document.preface, html)
        self._blocks(document.blocks, html)
        self._footnotes(document.footnotes, html)
        return "\n".join(html)

    def _preface(self, lines: tuple[HeadingLine, ...], html: _Lines) -> None:
        if not lines:
            return
        title = title_lines(lines)
        html.append('<header class="preface">')
        if title:
            html.append(f"<h1>{self._joined(title)}</h1>")
        others = lines[len(title) :]
        html += [f'<p class="{line.role}">{self._markdown.inline(line.text)}</p>' for line in others]
        html.append("</header>")

    def _joined(self, lines: Iterable[HeadingLine]) -> str:
        spans = (f'<span class="line">{self._markdown.inline(line.text)}</span>' for line in lines)
        return "<br>\n".join(spans)

    def _blocks(self, blocks: Iterable[Block], html: _Lines) -> None:
        """Render blocks one after another, each run of provisions as one list."""
        in_list = False
        for block in blocks:
            if isinstance(block, Provision) != in_list:
                html.append("</ul>" if in_list else '<ul class="provisions">')
                in_list = not in_list
            self._block(block, html)
        if in_list:
            html.append("</ul>")

    def _block(self, block: Block, html: _Lines) -> None:
        match block:
            case Provision():
                self._provision(block, html)
            case Paragraph():
                text = self._markdown.inline(block.text) + self._signs(block.anchor, html)
                html.append(f'<p id="{block.anchor}">{text}{self._link(block.anchor)}</p>')
            case Subheading():
                text = self._markdown.inline(block.text) + self._signs(block.anchor, html)
                html.append(f'<h2 class="subheading" id="{block.anchor}">{text}</h2>')
            case Insert():
                inner = self._markdown.insert(block.text) + self._signs(block.anchor, html)
                # A table or code may be wider than a phone; the keyboard must be able to scroll it.
                focus = ' tabindex="0"' if "<table" in inner or "<pre" in inner else ""
                html.append(f'<div class="insert" id="{block.anchor}"{focus}>{inner}</div>')
            case Group():
                self._group(block, html)

    def _group(self, group: Group, html: _Lines) -> None:
        label = self._markdown.inline(group.label)
        html.append(f'<section class="group" id="{group.anchor}">')
        signs = self._signs(group.anchor, html)
        html.append(f'<h2 class="addressee">{label}{signs}</h2>{self._link(group.anchor)}')
        self._blocks(group.provisions, html)
        html.append("</section>")

    def _provision(self, provision: Provision, html: _Lines) -> None:
        anchor = provision.anchor
        gap = " " if provision.spaced else ""
        marker = f"{_marker(provision.marker)}{gap}" if provision.marker else ""
        text = self._markdown.inline(provision.text)
        html.append(f'<li id="{anchor}">{self._link(anchor)}{marker}<span class="text">{text}</span>')
        if signs := self._signs(anchor, html):
            html[-1] += signs
        if provision.parts or provision.children:
            self._blocks(provision.parts, html)
            self._blocks(provision.children, html)
        html.append("</li>")

    def _link(self, anchor: str) -> str:
        return f'<a class="mark" href="#{anchor}" aria-label="{self._link_label}"></a>'

    def _signs(self, anchor: str, html: _Lines) -> str:
        """Return the signs of the notes about a place."""
        return "".join(map(self._sign, html.notes.get(anchor, ())))

    def _sign(self, number: int) -> str:
        label = self._note_label.format(number=number)
        return f'<a class="noted" href="#note-{number}" data-number="{number}" aria-label="{label}"></a>'

    def _footnotes(self, footnotes: tuple[Footnote, ...], html: _Lines) -> None:
        if footnotes:
            html.append('<ul class="footnotes">')
            for note in footnotes:
                anchor = escape(footnote_anchor(note.label))
                text = self._markdown.inline(note.text)
                html.append(f'<li id="{anchor}">{_marker(note.label)} <span class="text">{text}</span></li>')
            html.append("</ul>")


@lru_cache(maxsize=1024)
def _marker(marker: str) -> str:
    return f'<span class="marker">{escape(marker)}</span>'


def title_lines(lines: tuple[HeadingLine, ...]) -> tuple[HeadingLine, ...]:
    """Return the lines at the beginning of a preface that make its ``<h1>``."""
    count = next((i for i, line in enumerate(lines) if line.role is not Role.TITLE), len(lines))
    return lines[:count]
