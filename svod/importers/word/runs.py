"""From the children of a Word paragraph to runs: what is printed of them, and what else was there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from svod.importers.lines import Line, Script
from svod.importers.manuscript import Run
from svod.importers.omissions import Omissions
from svod.importers.symbols import printed_sign, printed_text
from svod.importers.trees import integer
from svod.importers.word.fields import Fields, address_in, prints_page
from svod.importers.word.graphics import find_branch, find_text_boxes, leave_out_graphics
from svod.importers.word.names import is_on
from svod.importers.word.styles import Look, Styles

_SILENT = frozenset({"pPr", "rPr", "sdtPr", "sdtEndPr", "m:rPr", "delText", "delInstrText"})
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_NOTES = ("footnoteReference", "endnoteReference")
_AS_SPACES = str.maketrans("\r\n\t", "   ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What the paragraphs of one part of a package are read with.

    ``addresses`` are the targets of its links by their ids; ``label_note`` gives the label of a footnote by
    its kind («footnote», «endnote»), id and, if it has one, the sign that was typed for it.
    """

    styles: Styles
    addresses: Mapping[str, str]
    label_note: Callable[[str, str, str], str]
    omissions: Omissions


class _RunReader:
    """Reads one paragraph."""

    def __init__(self, part: Part, fields: Fields, style: str) -> None:
        self.part = part
        self.fields = fields
        self.style = style
        self.line = Line()
        self.text_boxes: list[ET.Element] = []
        self.hidden: list[str] = []
        self.look = part.styles.look(style, None)
        self.font = ""
        self.link = ""
        self.script: Script = ""

    def read(self, parent: ET.Element) -> None:
        for child in parent:
            self.visit(child)

    def visit(self, element: ET.Element) -> None:
        if element.tag in _SILENT:
            return
        if (handle := _HANDLERS.get(element.tag)) is not None:
            handle(self, element)
        elif element.tag in _CHARACTERS:
            self.print(_CHARACTERS[element.tag])
        else:
            self.read(element)

    def print(self, text: str) -> None:
        """Add characters that look as the run does that is being read."""
        if not self.fields.printing:
            return
        look = self.look
        if look.hidden:
            self.hidden.append(text)
            return
        link, script = self.link or self.fields.address, look.script or self.script
        text = text.upper() if look.caps else text
        self.line.add(text, _shown(look, script, link))

    def read_run(self, run: ET.Element) -> None:
        outer: tuple[Look, str] = self.look, self.font
        properties = run.find("rPr")
        self.look = self.part.styles.look(self.style, properties)
        fonts = None if properties is None else properties.find("rFonts")
        self.font = "" if fonts is None else fonts.get("ascii", "")
        for at, child in enumerate(run):
            if child.tag in _NOTES and is_on_attribute(child, "customMarkFollows"):
                typed = "".join(sign.text or "" for sign in run[at + 1 :] if sign.tag == "t")
                self.read_note(child, typed.strip())
                break
            self.visit(child)
        self.look, self.font = outer

    def read_text(self, text: ET.Element) -> None:
        self.print(printed_text((text.text or "").translate(_AS_SPACES), self.font))

    def read_note(self, reference: ET.Element, typed: str = "") -> None:
        if self.fields.printing and not self.look.hidden:
            kind = reference.tag.removesuffix("Reference")
            self.line.add_note(self.part.label_note(kind, reference.get("id", ""), typed))

    def read_symbol(self, symbol: ET.Element) -> None:
        try:
            code = int(symbol.get("char", ""), 16)
        except ValueError:
            return
        self.print(printed_sign(code, symbol.get("font", "")))

    def read_field_mark(self, mark: ET.Element) -> None:
        if self.fields.pass_mark(mark):
            self.part.omissions.add("page-number")
        form = mark.find("ffData")
        if form is None:
            return
        box, choice = form.find("checkBox"), form.find("ddList")
        if box is not None:
            checked = is_on(box, "checked")
            self.print_form("☒" if (is_on(box, "default") if checked is None else checked) else "☐")
        if choice is not None:
            entries = choice.findall("listEntry")
            chosen = choice.find("result")
            at = integer(None if chosen is None else chosen.get("val"), 0)
            self.print_form(entries[at].get("val", "") if at < len(entries) else "")

    def print_form(self, text: str) -> None:
        """Print what a field of a form shows: it has no result in the file."""
        link, look = self.link, self.look
        if not look.hidden:
            self.line.add(text, _shown(look, "", link))

    def read_code(self, code: ET.Element) -> None:
        self.fields.add_code(code.text or "")

    def read_simple_field(self, field: ET.Element) -> None:
        code = field.get("instr", "")
        if prints_page(code):
            self.part.omissions.add("page-number")
        else:
            self.read_linked(field, address_in(code))

    def read_hyperlink(self, hyperlink: ET.Element) -> None:
        self.read_linked(hyperlink, self.part.addresses.get(hyperlink.get("r:id", ""), ""))

    def read_linked(self, parent: ET.Element, address: str) -> None:
        outer, self.link = self.link, address or self.link
        self.read(parent)
        self.link = outer

    def read_deletion(self, deletion: ET.Element) -> None:
        self.part.omissions.add_words("deletion", deleted_words(deletion))

    def read_alternatives(self, alternatives: ET.Element) -> None:
        branch = find_branch(alternatives)
        if branch is not None:
            self.read(branch)

    def read_graphic(self, graphic: ET.Element) -> None:
        if self.fields.printing and not self.look.hidden:
            self.text_boxes += find_text_boxes(graphic)
            leave_out_graphics(graphic, self.part.omissions)

    def read_page_number(self, _: ET.Element) -> None:
        self.part.omissions.add("page-number")

    def read_fraction(self, fraction: ET.Element) -> None:
        for child in fraction:
            if child.tag == "m:den":
                self.print("/")
            self.visit(child)

    def read_script(self, script: ET.Element) -> None:
        outer = self.script
        self.script = "sup" if script.tag == "m:sup" else "sub"
        self.read(script)
        self.script = outer


_HANDLERS: dict[str, Callable[[_RunReader, ET.Element], object]] = {
    "r": _RunReader.read_run,
    "m:r": _RunReader.read_run,
    "t": _RunReader.read_text,
    "m:t": _RunReader.read_text,
    "footnoteReference": _RunReader.read_note,
    "endnoteReference": _RunReader.read_note,
    "instrText": _RunReader.read_code,
    "sym": _RunReader.read_symbol,
    "symEx": _RunReader.read_symbol,
    "fldChar": _RunReader.read_field_mark,
    "fldSimple": _RunReader.read_simple_field,
    "hyperlink": _RunReader.read_hyperlink,
    "del": _RunReader.read_deletion,
    "moveFrom": _RunReader.read_deletion,
    "mc:AlternateContent": _RunReader.read_alternatives,
    "drawing": _RunReader.read_graphic,
    "pict": _RunReader.read_graphic,
    "object": _RunReader.read_graphic,
    "pgNum": _RunReader.read_page_number,
    "m:f": _RunReader.read_fraction,
    "m:sup": _RunReader.read_script,
    "m:sub": _RunReader.read_script,
}


def is_on_attribute(element: ET.Element, name: str) -> bool:
    """Return whether a switch that is an attribute is on."""
    return element.get(name, "false") not in ("0", "false", "off")


def deleted_words(deletion: ET.Element) -> str:
    """Return what was struck out, or moved away from here."""
    words = []
    for node in deletion.iter():
        if node.tag in ("t", "delText"):
            words.append(node.text or "")
        elif node.tag in ("p", "tc", "tab", "br"):
            words.append(" ")
    return "".join(words)


def read_runs(
    paragraph: ET.Element, style: str, part: Part, fields: Fields
) -> tuple[tuple[Run, ...], list[ET.Element]]:
    """Return what a paragraph prints, and the text boxes that hang on it."""
    reader = _RunReader(part, fields, style)
    reader.read(paragraph)
    part.omissions.add_words("hidden", "".join(reader.hidden))
    return reader.line.runs(), reader.text_boxes


def _shown(look: Look, script: Script, link: str) -> Run:
    """Return a run without characters that looks so."""
    return Run(text="", bold=look.bold, italic=look.italic, struck=look.struck, script=script, link=link)
