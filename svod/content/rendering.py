"""The tree of an act as HTML, the way it was printed.

Markers are text, so that they are copied, read aloud and found; the sign beside each block that links to
it has no text, so that the page shows the act and nothing else. This is Python and not a template,
because the fidelity of every word is the engine's promise and not a theme's.
"""

from collections.abc import Iterable, Iterator
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


class SheetRenderer:
    """Renders documents for one interface language.

    ``link_label`` names the link to a block, ``blank_label`` a blank, for screen readers.
    """

    def __init__(self, *, link_label: str, blank_label: str) -> None:
        self._markdown = MarkdownRenderer(blank_label)
        self._link_label = escape(link_label)

    def render(self, document: Document) -> str:
        """Return the HTML of the whole act: what goes into ``<div data-fidelity>``."""
        parts = [
            *self._preface(document.preface),
            *self._blocks(document.blocks),
            *self._footnotes(document.footnotes),
        ]
        return "\n".join(parts)

    def _preface(self, lines: tuple[HeadingLine, ...]) -> Iterator[str]:
        if not lines:
            return
        title = title_lines(lines)
        yield '<header class="preface">'
        if title:
            yield f"<h1>{self._joined(title)}</h1>"
        for line in lines[len(title) :]:
            yield f'<p class="{line.role}">{self._markdown.inline(line.text)}</p>'
        yield "</header>"

    def _joined(self, lines: Iterable[HeadingLine]) -> str:
        spans = (f'<span class="line">{self._markdown.inline(line.text)}</span>' for line in lines)
        return "<br>\n".join(spans)

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Render blocks one after another, each run of provisions as one list."""
        in_list = False
        for block in blocks:
            if isinstance(block, Provision) != in_list:
                yield "</ul>" if in_list else '<ul class="provisions">'
                in_list = not in_list
            yield from self._block(block)
        if in_list:
            yield "</ul>"

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph():
                text = self._markdown.inline(block.text)
                yield f'<p id="{block.anchor}">{text}{self._link(block.anchor)}</p>'
            case Subheading():
                yield f'<h2 class="subheading" id="{block.anchor}">{self._markdown.inline(block.text)}</h2>'
            case Insert():
                html = self._markdown.insert(block.text)
                # A table or code may be wider than a phone; the keyboard must be able to scroll it.
                focus = ' tabindex="0"' if "<table" in html or "<pre" in html else ""
                yield f'<div class="insert" id="{block.anchor}"{focus}>{html}</div>'
            case Group():
                yield from self._group(block)
            case Provision():
                yield from self._provision(block)

    def _group(self, group: Group) -> Iterator[str]:
        yield f'<section class="group" id="{group.anchor}">'
        yield f'<h2 class="addressee">{self._markdown.inline(group.label)}</h2>{self._link(group.anchor)}'
        yield from self._blocks(group.provisions)
        yield "</section>"

    def _provision(self, provision: Provision) -> Iterator[str]:
        gap = " " if provision.spaced else ""
        marker = f'<span class="marker">{escape(provision.marker)}</span>{gap}' if provision.marker else ""
        text = f'<span class="text">{self._markdown.inline(provision.text)}</span>'
        yield f'<li id="{provision.anchor}">{self._link(provision.anchor)}{marker}{text}'
        yield from self._blocks(provision.parts)
        yield from self._blocks(provision.children)
        yield "</li>"

    def _link(self, anchor: str) -> str:
        return f'<a class="mark" href="#{anchor}" aria-label="{self._link_label}"></a>'

    def _footnotes(self, footnotes: tuple[Footnote, ...]) -> Iterator[str]:
        if footnotes:
            yield '<ul class="footnotes">'
            for note in footnotes:
                marker = f'<span class="marker">{escape(note.label)}</span>'
                text = f'<span class="text">{self._markdown.inline(note.text)}</span>'
                yield f'<li id="{escape(footnote_anchor(note.label))}">{marker} {text}</li>'
            yield "</ul>"


def title_lines(lines: tuple[HeadingLine, ...]) -> tuple[HeadingLine, ...]:
    """Return the lines at the beginning of a preface that make its ``<h1>``."""
    count = next((i for i, line in enumerate(lines) if line.role is not Role.TITLE), len(lines))
    return lines[:count]
