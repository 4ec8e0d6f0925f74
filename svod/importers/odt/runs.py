"""From the children of an OpenDocument paragraph to runs: what is printed, and what else was there."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from svod.importers.lines import Line
from svod.importers.manuscript import Run
from svod.importers.odt.styles import Look, Styles
from svod.importers.omissions import Omissions
from svod.importers.symbols import printed_text
from svod.importers.trees import integer

_SPACES = re.compile("[ \t\r\n]+")
_MOST_SPACES = 10_000
_CASES: dict[str, Callable[[str], str]] = {
    "uppercase": str.upper,
    "lowercase": str.lower,
    "capitalize": lambda text: re.sub(r"\b\w", lambda first: first[0].upper(), text),
}
_PAGE_NUMBERS = frozenset({"text:page-number", "text:page-count", "text:page-variable-get"})
_SILENT = frozenset({"text:number", "text:script", "office:annotation-end", "svg:title", "svg:desc"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the paragraphs of a document are read with.

    ``take_note`` is given a note and returns its label; ``describe_object`` gives the words of an embedded
    document by its address in the package.
    """

    styles: Styles
    take_note: Callable[[ET.Element], str]
    describe_object: Callable[[str], str]
    omissions: Omissions


class _RunReader:
    """Reads one paragraph."""

    def __init__(self, context: Context, look: Look) -> None:
        self.context = context
        self.line = Line()
        self.look = look
        self.link = ""
        self.after_space = True  # white space that follows is none; nor is any at the beginning
        self.text_boxes: list[ET.Element] = []
        self.hidden: list[str] = []

    def read(self, parent: ET.Element) -> None:
        self.print_collapsed(parent.text)
        for child in parent:
            self.visit(child)
            self.print_collapsed(child.tail)

    def visit(self, element: ET.Element) -> None:
        tag = element.tag
        if (handle := _HANDLERS.get(tag)) is not None:
            handle(self, element)
        elif tag.startswith("draw:"):
            if not self.look.hidden:
                self.text_boxes += find_text_boxes(element, self.context)
        elif tag in _PAGE_NUMBERS:
            self.context.omissions.add("page-number")
        elif tag not in _SILENT and not tag.startswith("form:"):
            self.read(element)

    def print_collapsed(self, text: str | None) -> None:
        """Print characters of the file, in which any white space is as good as one space."""
        if not text:
            return
        text = _SPACES.sub(" ", text)
        if self.after_space:
            text = text.removeprefix(" ")
        if text:
            self.after_space = text.endswith(" ")
            self.print(text)

    def print(self, text: str) -> None:
        look = self.look
        if look.hidden:
            self.hidden.append(text)
            return
        text = _CASES.get(look.case, str)(printed_text(text, self.context.styles.family_of(look.font)))
        self.line.add(
            text,
            Run(
                text="",
                bold=look.bold,
                italic=look.italic,
                struck=look.struck,
                script=look.script,
                link=self.link,
            ),
        )

    def print_exactly(self, text: str) -> None:
        self.after_space = False
        self.print(text)

    def read_spaces(self, spaces: ET.Element) -> None:
        self.print_exactly(" " * integer(spaces.get("text:c"), 1, most=_MOST_SPACES))

    def read_tab(self, _: ET.Element) -> None:
        self.print_exactly("\t")

    def read_break(self, _: ET.Element) -> None:
        self.print_exactly("\n")

    def read_span(self, span: ET.Element) -> None:
        outer = self.look
        self.look = self.context.styles.span_look(outer, span.get("text:style-name", ""))
        self.read(span)
        self.look = outer

    def read_link(self, link: ET.Element) -> None:
        outer, address = self.link, link.get("xlink:href", "")
        self.link = "" if address.startswith("#") else address
        self.read(link)
        self.link = outer

    def read_note(self, note: ET.Element) -> None:
        if not self.look.hidden:
            self.after_space = False
            self.line.add_note(self.context.take_note(note))

    def read_comment(self, comment: ET.Element) -> None:
        texts = (text for part in comment.iter("text:p") for text in part.itertext())
        self.context.omissions.add("comment", " ".join(texts))

    def read_hidden_text(self, text: ET.Element) -> None:
        words = "".join(text.itertext()) or text.get("text:string-value", "")
        if text.get("text:is-hidden") == "true":
            self.hidden.append(words)
        else:
            self.print_exactly(words)


_HANDLERS: dict[str, Callable[[_RunReader, ET.Element], None]] = {
    "text:s": _RunReader.read_spaces,
    "text:tab": _RunReader.read_tab,
    "text:line-break": _RunReader.read_break,
    "text:span": _RunReader.read_span,
    "text:a": _RunReader.read_link,
    "text:note": _RunReader.read_note,
    "office:annotation": _RunReader.read_comment,
    "text:hidden-text": _RunReader.read_hidden_text,
}


def find_text_boxes(drawn: ET.Element, context: Context) -> list[ET.Element]:
    """Return what of a drawing holds paragraphs, in its order; the rest is left out and told.

    A picture that only stands for an embedded document is not told of beside it.
    """
    boxes: list[ET.Element] = []
    stack = [drawn]
    while stack:
        node = stack.pop()
        described = " ".join(
            child.text for child in node if child.tag in ("svg:title", "svg:desc") and child.text
        )
        if node.tag == "draw:text-box" or any(child.tag.startswith("text:") for child in node):
            boxes.append(node)
        kept = list(node)
        objects = [child for child in node if child.tag in ("draw:object", "draw:object-ole")]
        if objects:
            words = context.describe_object(objects[0].get("xlink:href", ""))
            context.omissions.add("object", f"{described} {words}")
            kept = []
        elif any(child.tag == "draw:image" for child in node):
            context.omissions.add("picture", described)
        if node not in boxes[-1:]:
            stack.extend(reversed([child for child in kept if child.tag.startswith("draw:")]))
    return boxes


def read_runs(paragraph: ET.Element, context: Context) -> tuple[tuple[Run, ...], list[ET.Element]]:
    """Return what a paragraph prints, and the text boxes that hang on it."""
    look = context.styles.paragraph_look(paragraph.get("text:style-name", ""))
    reader = _RunReader(context, look)
    reader.read(paragraph)
    context.omissions.add_words("hidden", "".join(reader.hidden))
    return reader.line.runs(), reader.text_boxes
