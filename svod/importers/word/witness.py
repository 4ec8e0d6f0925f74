"""A second, plain reading of a Word document, to hold the first one to: its words in their order.

It shares no code with the other: it follows Expat's events, knows neither lists nor tables nor looks, and
takes from styles only whether characters are hidden or printed in capitals. What is struck out, hidden or
the number of a page is left out; text boxes stand after their paragraph, notes at the end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from svod.importers.events import follow_events
from svod.importers.symbols import printed_sign, printed_text
from svod.importers.word.plain_styles import PlainStyles, attribute, is_switched_on, local_name, read_styles

_ASIDE = frozenset(
    {"delText", "delInstrText", "sdtPr", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange"}
)
_SPACES = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "m:den": "/"}
_DRAWN = frozenset({"drawing", "pict", "object"})
_PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_STRUCK = frozenset({"del", "moveFrom"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """What the plain reading of a part found: its text, that of each note by id, and the signs of notes."""

    text: str
    notes: Mapping[str, str]
    signs: tuple[tuple[str, str], ...]
    page_numbers: int


def read_witness(content: bytes, *, styles: bytes | None, notes: Mapping[str, bytes | None]) -> str:
    """Return the words of a document, and after them those of its notes in the order of their signs.

    Raises:
        UnreadableDocumentError: a part is no XML.
    """
    body = read_plain(content, styles)
    read = {kind: read_plain(part, styles) for kind, part in notes.items() if part is not None}
    signs, texts = list(body.signs), [body.text]
    for kind, identity in signs:
        if kind in read:
            texts.append(read[kind].notes.get(identity, ""))
    return "\n".join(texts)


def read_plain(content: bytes, styles: bytes | None) -> Plain:
    """Return the words of one part of a document.

    Raises:
        UnreadableDocumentError: the part or ``styles`` is no XML.
    """
    reader = _PlainReader(read_styles(styles))
    follow_events(content, reader.start, reader.end, reader.text)
    return Plain(
        text="".join(reader.story.printed),
        notes=reader.notes,
        signs=tuple(dict.fromkeys(reader.signs)),
        page_numbers=reader.page_numbers,
    )


@lru_cache(maxsize=1024)
def _spelled(name: str) -> str:
    """Return the name of an element as it is in the names of methods."""
    return name.replace(":", "_").lower()


class _Field:
    def __init__(self) -> None:
        self.code = ""
        self.in_result = False


class _Story:
    """Where a text is that others do not interrupt: the body, a note, a text box."""

    def __init__(self) -> None:
        self.printed: list[str] = []
        self.boxes: list[str] = []
        self.fields: list[_Field] = []
        self.style = self.run_style = self.font = ""
        self.switches: dict[str, bool] = {}
        self.joined = False
        self.sign_typed = False


class _PlainReader:
    def __init__(self, styles: PlainStyles) -> None:
        self.styles = styles
        self.story = _Story()
        self.stories: list[_Story] = []
        self.path: list[str] = []
        self.skipped = 0
        self.chosen: list[bool] = []
        self.struck: list[bool] = []  # of the rows and cells around
        self.choices: list[str] = []
        self.choice = 0
        self.ticked = False
        self.notes: dict[str, str] = {}
        self.note = ""
        self.signs: list[tuple[str, str]] = []
        self.page_numbers = 0
        self.pieces: list[str] = []

    # --- what Expat calls

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local_name(name)
        if self.skipped or self.is_to_skip(name, attributes):
            self.skipped += 1
        else:
            getattr(self, f"start_{_spelled(name)}", self.pass_over)(attributes)
            if name in _SPACES:
                self.print(_SPACES[name])
        self.path.append(name)

    def end(self, _: str) -> None:
        name = self.path.pop()
        if self.skipped:
            self.skipped -= 1
        else:
            getattr(self, f"end_{_spelled(name)}", self.pass_over)({})

    def text(self, text: str) -> None:
        if not self.skipped and self.path[-1] in ("t", "m:t", "instrText"):
            self.pieces.append(text)

    # --- what is left out

    def is_to_skip(self, name: str, attributes: dict[str, str]) -> bool:
        above = self.path[-1] if self.path else ""
        if name in _ASIDE or (name in _STRUCK and above not in ("rPr", "trPr")):
            return True
        if name in ("mc:Choice", "mc:Fallback") and self.chosen:
            chosen, self.chosen[-1] = self.chosen[-1], True
            return chosen
        if name == "pgNum" or (name == "fldSimple" and self.is_page(attribute(attributes, "instr"))):
            self.page_numbers += 1
            return True
        return name in _DRAWN and not (self.is_printing() and not self.is_on("vanish"))

    def is_page(self, code: str) -> bool:
        return "".join(code.split(maxsplit=1)[:1]).upper() in _PAGES

    def is_printing(self) -> bool:
        return all(field.in_result and not self.is_page(field.code) for field in self.story.fields)

    def is_on(self, switch: str) -> bool:
        story = self.story
        if switch in story.switches:
            return story.switches[switch]
        by_style = self.styles.says(story.style, switch) != self.styles.says(story.run_style, switch)
        return by_style or self.styles.switches.get("", {}).get(switch, False)

    def print(self, text: str) -> None:
        if any(self.struck) or self.story.sign_typed or not self.is_printing() or self.is_on("vanish"):
            return
        self.story.printed.append(text.upper() if self.is_on("caps") else text)

    def pass_over(self, _: dict[str, str]) -> None:
        """Do nothing at an element that says nothing about words."""

    # --- paragraphs and what is in them

    def start_p(self, _: dict[str, str]) -> None:
        self.story.style, self.story.run_style = self.styles.default, ""
        self.story.switches, self.story.joined = {}, False

    def end_p(self, _: dict[str, str]) -> None:
        story = self.story
        story.printed += ["" if story.joined else "\n", *story.boxes]
        story.boxes = []

    def end_tc(self, _: dict[str, str]) -> None:
        self.struck.pop()
        self.story.printed.append("\n")

    def start_pstyle(self, attributes: dict[str, str]) -> None:
        if self.path[-1] == "pPr":
            self.story.style = attribute(attributes, "val")

    def start_r(self, _: dict[str, str]) -> None:
        self.story.run_style = self.story.font = ""
        self.story.switches = {}

    def end_r(self, _: dict[str, str]) -> None:
        self.start_r({})
        self.story.sign_typed = False

    def end_ppr(self, _: dict[str, str]) -> None:
        self.start_r({})

    def start_rstyle(self, attributes: dict[str, str]) -> None:
        self.story.run_style = attribute(attributes, "val")

    def start_rfonts(self, attributes: dict[str, str]) -> None:
        self.story.font = attribute(attributes, "ascii")

    def start_caps(self, attributes: dict[str, str]) -> None:
        self.story.switches["caps"] = is_switched_on(attributes)

    def start_vanish(self, attributes: dict[str, str]) -> None:
        self.story.switches["vanish"] = is_switched_on(attributes)
        self.story.joined |= self.ends_paragraph() and is_switched_on(attributes)

    start_specvanish = start_vanish

    def ends_paragraph(self) -> bool:
        return self.path[-2:] == ["pPr", "rPr"]

    def start_del(self, _: dict[str, str]) -> None:
        """Pass a mark that says what is struck out: the end of a paragraph, or a row."""
        self.story.joined |= self.ends_paragraph()
        if self.path[-1] == "trPr" and self.struck:
            self.struck[-1] = True

    start_movefrom = start_del

    def start_framepr(self, attributes: dict[str, str]) -> None:
        self.story.joined |= attribute(attributes, "dropCap") in ("drop", "margin")

    def start_tr(self, _: dict[str, str]) -> None:
        self.struck.append(False)

    start_tc = start_tr

    def end_tr(self, _: dict[str, str]) -> None:
        self.struck.pop()

    def start_celldel(self, _: dict[str, str]) -> None:
        self.struck[-1:] = [True]

    def start_hidden(self, attributes: dict[str, str]) -> None:
        if self.path[-1] == "trPr" and is_switched_on(attributes):
            self.struck[-1:] = [True]

    # --- characters

    def take(self) -> str:
        pieces, self.pieces = self.pieces, []
        return "".join(pieces)

    def end_t(self, _: dict[str, str]) -> None:
        self.print(printed_text(self.take().replace("\u00ad", ""), self.story.font))

    end_m_t = end_t

    def start_sym(self, attributes: dict[str, str]) -> None:
        code = attribute(attributes, "char")
        if code and set(code.upper()) <= set("0123456789ABCDEF"):
            self.print(printed_sign(int(code, 16), attribute(attributes, "font")))

    start_symex = start_sym

    def sign_note(self, kind: str, attributes: dict[str, str]) -> None:
        if self.is_printing() and not self.is_on("vanish") and not any(self.struck):
            self.signs.append((kind, attribute(attributes, "id")))
        self.story.sign_typed = attribute(attributes, "customMarkFollows") in ("1", "true", "on")

    def start_footnotereference(self, attributes: dict[str, str]) -> None:
        self.sign_note("footnote", attributes)

    def start_endnotereference(self, attributes: dict[str, str]) -> None:
        self.sign_note("endnote", attributes)

    # --- fields

    def start_fldchar(self, attributes: dict[str, str]) -> None:
        fields, kind = self.story.fields, attribute(attributes, "fldCharType")
        if kind == "begin":
            fields.append(_Field())
        elif kind == "separate" and fields:
            fields[-1].in_result = True
        elif kind == "end" and fields:
            self.page_numbers += self.is_page(fields.pop().code)

    def end_instrtext(self, _: dict[str, str]) -> None:
        code = self.take()
        if self.story.fields:
            self.story.fields[-1].code += code

    def start_ddlist(self, _: dict[str, str]) -> None:
        self.choices, self.choice = [], 0

    def start_listentry(self, attributes: dict[str, str]) -> None:
        self.choices.append(attribute(attributes, "val"))

    def start_result(self, attributes: dict[str, str]) -> None:
        number = attribute(attributes, "val")
        self.choice = int(number) if number.isdecimal() else 0

    def end_ddlist(self, _: dict[str, str]) -> None:
        self.story.printed += self.choices[self.choice : self.choice + 1]

    def start_checkbox(self, _: dict[str, str]) -> None:
        self.ticked = False

    def start_checked(self, attributes: dict[str, str]) -> None:
        """Take how a box is ticked: by its field, else by the default, which stands before that."""
        self.ticked = is_switched_on(attributes)

    start_default = start_checked

    def end_checkbox(self, _: dict[str, str]) -> None:
        self.story.printed.append("☒" if self.ticked else "☐")

    # --- what stands aside

    def start_mc_alternatecontent(self, _: dict[str, str]) -> None:
        self.chosen.append(False)

    def end_mc_alternatecontent(self, _: dict[str, str]) -> None:
        self.chosen.pop()

    def start_txbxcontent(self, _: dict[str, str]) -> None:
        self.stories.append(self.story)
        self.story = _Story()

    def end_txbxcontent(self, _: dict[str, str]) -> None:
        text = "".join(self.story.printed)
        self.story = self.stories.pop()
        self.story.boxes.append(text)

    def start_note(self, attributes: dict[str, str]) -> None:
        self.note = attribute(attributes, "id")
        self.story = _Story()

    def end_note(self, _: dict[str, str]) -> None:
        self.notes[self.note] = "".join(self.story.printed)

    start_footnote = start_endnote = start_note
    end_footnote = end_endnote = end_note
