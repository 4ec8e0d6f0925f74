r"""The tokens of an RTF document to its blocks.

A group has a destination, which says where its text goes: to the page, to a footnote, to the number before
a paragraph, to what is left out, or nowhere. Groups inherit it, and their looks, from those around them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from svod.importers.manuscript import Block, Omission, Paragraph, Run, What
from svod.importers.omissions import Omissions
from svod.importers.rtf.charsets import SYMBOLS, charset, code_page
from svod.importers.rtf.fields import link_of
from svod.importers.rtf.places import Place
from svod.importers.rtf.styles import Styles, heading_of_level
from svod.importers.rtf.tables import DEFINING
from svod.importers.rtf.tokens import Token
from svod.importers.rtf.words import (
    CHARACTERS,
    DESTINATIONS,
    ENDS,
    FONTS,
    HIGH_SURROGATE,
    LOW_SURROGATE,
    NOWHERE,
    OMITTED,
    SCRIPTS,
    SIGNS,
    STYLES,
    TEXT,
    UNREAD,
)
from svod.importers.symbols import printed_bullet, printed_sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What was read: blocks, notes by label, what was left out.

    ``open_groups`` is how many groups were not closed; ``broken`` whether bytes were no letters.
    """

    blocks: tuple[Block, ...]
    notes: Mapping[str, tuple[Paragraph, ...]]
    omissions: tuple[Omission, ...]
    open_groups: int
    broken: bool


def read_story(tokens: Iterable[Token], document_page: str) -> Story:
    """Read the tokens of a document in the code page ``document_page``."""
    reader = _Reader(page=document_page, group=_Group(look=Run(text=""), page=document_page))
    for token in tokens:
        reader.read(token)
        if reader.done:
            break
    return reader.story()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Font:
    page: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """What a group inherits from the one around it."""

    look: Run
    page: str
    font: str = ""
    destination: str = TEXT
    skip: int = 1  # how many characters stand for a \\u
    hidden: bool = False
    deleted: bool = False
    capitals: bool = False
    place: int = 0  # of the text that it writes to, among those that are open


@dataclass(slots=True, kw_only=True)
class _Reader:
    page: str
    group: _Group
    groups: list[_Group] = field(default_factory=list)
    places: list[Place] = field(default_factory=lambda: [Place()])
    notes: dict[str, int] = field(default_factory=dict)
    fonts: dict[int, _Font] = field(default_factory=dict)
    font_number: int = 0
    styles: Styles = field(default_factory=Styles)
    omissions: Omissions = field(default_factory=Omissions)
    unseen: list[str] = field(default_factory=list)
    unseen_what: What | None = None
    gathered: list[str] = field(default_factory=list)  # of a group whose text goes elsewhere
    waiting: bytearray = field(default_factory=bytearray)  # bytes of text, not yet letters
    starting: bool = False  # a group began, and nothing of it was read
    starred: bool = False
    skipping: int = 0
    surrogate: int = 0
    link: str = ""
    default_font: int = 0
    broken: bool = False
    done: bool = False

    @property
    def at(self) -> Place:
        return self.places[self.group.place]

    def story(self) -> Story:
        self.flush()
        self.leave_out()
        for place in self.places:
            place.close()
        notes = {
            label: tuple(block for block in self.places[at].blocks if isinstance(block, Paragraph))
            for label, at in self.notes.items()
        }
        return Story(
            blocks=tuple(self.places[0].blocks),
            notes=notes,
            omissions=self.omissions.listed(),
            open_groups=len(self.groups),
            broken=self.broken,
        )

    # --- tokens

    def read(self, token: Token) -> None:
        if token.kind == "text":
            self.text(token.payload)
            return
        if token.kind in ("open", "close"):
            self.skipping = 0
            self.flush()
            self.open() if token.kind == "open" else self.close()
        elif self.skipping and not (token.kind == "symbol" and token.name == "*"):
            self.skipping -= 1
        elif token.kind == "symbol":
            self.symbol(token.name)
        else:
            self.flush()
            self.word(token.name, token.number)
        if token.kind in ("word", "close"):
            self.starting = self.starred = False

    def open(self) -> None:
        self.groups.append(self.group)
        self.starting, self.starred = True, False

    def close(self) -> None:
        if not self.groups:
            self.done = True
            return
        inner, self.group = self.group, self.groups.pop()
        if inner.destination != self.group.destination:
            self.leave(inner)
        elif inner.destination == STYLES:
            self.styles.end()
        if inner.place != self.group.place:
            self.places[inner.place].end_paragraph()
        self.done = not self.groups

    def symbol(self, name: str) -> None:
        if name == "*" and self.starting:
            self.starred = True
            return
        self.flush()
        self.write(SIGNS.get(name, ""))

    def text(self, payload: bytes) -> None:
        self.starting = False
        if self.skipping:
            skipped = min(self.skipping, len(payload))
            self.skipping -= skipped
            payload = payload[skipped:]
        self.waiting += payload

    def word(self, name: str, number: int | None) -> None:
        if self.starting and (self.starred or name in DESTINATIONS or name in UNREAD):
            self.enter(name)
        elif name == "u":
            self.unicode(number or 0)
        elif name in CHARACTERS:
            self.write(CHARACTERS[name])
        elif name in ENDS:
            self.end(name)
        elif name in DEFINING and self.group.destination == TEXT:
            self.at.definition.define(name, number)
        elif not self.look(name, number):
            self.state(name, number)

    # --- destinations

    def enter(self, name: str) -> None:
        """Send the text of the group that begins where its first word says."""
        known = DESTINATIONS.get(name, NOWHERE)
        before = self.group.destination
        if name == "ud":  # the same in Unicode, of what was to be left out
            self.group = replace(self.group, destination=TEXT)
            return
        if before in OMITTED or before in (FONTS, STYLES):
            known = NOWHERE if known in (NOWHERE, "instruction") else ""
        if not known or before == NOWHERE:
            return
        self.group = replace(self.group, destination=known)
        if known == "note":
            self.note()
        elif known == "result":
            self.group = replace(
                self.group, destination=before, look=replace(self.group.look, link=self.link)
            )
        else:
            self.gathered = self.gathered if before in OMITTED else []

    def note(self) -> None:
        label = str(len(self.notes) + 1)
        if not (self.group.hidden or self.group.deleted):
            self.at.runs.append(Run(text="", note=label))
        self.places.append(Place())
        self.notes[label] = len(self.places) - 1
        self.group = replace(self.group, destination=TEXT, place=len(self.places) - 1, look=Run(text=""))

    def leave(self, inner: _Group) -> None:
        """Do with the text of a group what its destination says."""
        text = "".join(self.gathered)
        if inner.destination in OMITTED:
            self.leave_out()
            what = OMITTED[inner.destination]
            if what in ("picture", "object"):
                self.omissions.add(what)
            else:
                self.omissions.add_words(what, text)
        elif inner.destination == "marker":
            self.at.marker = self.at.marker or text.strip()
        elif inner.destination == "instruction":
            self.link = link_of(text)
        if self.group.destination not in OMITTED:
            self.gathered = []

    # --- text

    def flush(self) -> None:
        """Make letters of the bytes that wait."""
        if not self.waiting:
            return
        payload, self.waiting = bytes(self.waiting), bytearray()
        destination, page = self.group.destination, self.group.page
        if destination == NOWHERE:
            return
        if destination == FONTS:
            self.font_name(payload)
        elif page == SYMBOLS:
            self.write(self.signs(payload.decode("latin-1")))
        else:
            text = payload.decode(page, "replace")
            self.broken = self.broken or ("\ufffd" in text and destination == TEXT)
            self.write(text)

    def font_name(self, payload: bytes) -> None:
        name = payload.decode("latin-1").split(";")[0].strip()
        font = self.fonts.get(self.font_number)
        if name and font and not font.name:
            self.fonts[self.font_number] = replace(font, name=name)

    def unicode(self, number: int) -> None:
        self.skipping = self.group.skip
        code = number % 0x10000
        if code in HIGH_SURROGATE:
            self.surrogate = code
            return
        if code in LOW_SURROGATE:
            code = 0x10000 + ((self.surrogate - 0xD800) << 10) + (code - 0xDC00) if self.surrogate else 0xFFFD
        self.surrogate = 0
        letter = chr(code)
        self.write(self.signs(letter) if "\uf000" <= letter <= "\uf0ff" else letter)

    def signs(self, glyphs: str) -> str:
        """Return what the numbers of glyphs of a symbol font show."""
        if self.group.destination == "marker":
            return printed_bullet(glyphs, self.group.font or "Symbol")
        return "".join(printed_sign(ord(glyph), self.group.font or "Symbol") for glyph in glyphs)

    def write(self, text: str) -> None:
        group = self.group
        if group.capitals:
            text = text.upper()
        if group.destination == STYLES:
            self.styles.write(text)
        elif group.destination != TEXT:
            if group.destination not in (NOWHERE, FONTS):
                self.gathered.append(text)
        elif group.deleted or group.hidden:
            self.leave_out("deletion" if group.deleted else "hidden", text)
        elif text:
            self.leave_out()
            self.at.runs.append(replace(group.look, text=text))

    def leave_out(self, what: What | None = None, text: str = "") -> None:
        """Gather what is not shown, up to what is."""
        if self.unseen_what and self.unseen_what != what:
            self.omissions.add_words(self.unseen_what, "".join(self.unseen))
            self.unseen = []
        self.unseen_what = what
        self.unseen.append(text)

    # --- looks and paragraphs

    def look(self, name: str, number: int | None) -> bool:
        """Change the look of letters; false if the word does not."""
        look, on = self.group.look, number != 0
        if name == "b":
            look = replace(look, bold=on)
        elif name == "i":
            look = replace(look, italic=on)
        elif name in ("strike", "striked"):
            look = replace(look, struck=on)
        elif name in SCRIPTS:
            look = replace(look, script=SCRIPTS[name] if on else "")
        elif name in ("up", "dn"):
            look = replace(look, script=("sup" if name == "up" else "sub") if on else "")
        elif name == "plain":
            look = Run(text="", link=look.link)
            self.group = replace(self.group, hidden=False, deleted=False, capitals=False)
            self.use_font(self.default_font)
        else:
            return False
        self.group = replace(self.group, look=look)
        return True

    def state(self, name: str, number: int | None) -> None:
        on = number != 0
        if name == "v":
            self.group = replace(self.group, hidden=on)
        elif name == "deleted":
            self.group = replace(self.group, deleted=on)
        elif name == "caps":
            self.group = replace(self.group, capitals=on)
        elif name == "uc":
            self.group = replace(self.group, skip=max(0, number if number is not None else 1))
        elif name == "f":
            self.use_font(number or 0)
        else:
            self.paragraph_state(name, number or 0)

    def paragraph_state(self, name: str, number: int) -> None:
        at = self.at
        if self.group.destination == FONTS:
            self.font_state(name, number)
        elif self.group.destination == STYLES:
            self.styles.word(name, number)
        elif name == "deff":
            self.default_font = number
        elif self.group.destination != TEXT:
            return
        elif name == "pard":
            at.reset()
        elif name == "intbl":
            at.in_table = True
        elif name == "ilvl":
            at.level = min(max(number, 0), 8)
        elif name == "s":
            at.heading = self.styles.heading(number)
        elif name == "outlinelevel":
            at.heading = heading_of_level(number)

    def font_state(self, name: str, number: int) -> None:
        font = self.fonts.get(self.font_number)
        if name == "fcharset" and font:
            self.fonts[self.font_number] = replace(font, page=charset(number, self.page))
        elif name == "cpg" and font:
            self.fonts[self.font_number] = replace(font, page=code_page(number))

    def use_font(self, number: int) -> None:
        if self.group.destination == FONTS:
            self.font_number = number
            self.fonts[number] = _Font(page=self.page, name="")
            return
        font = self.fonts.get(number, _Font(page=self.page, name=""))
        self.group = replace(self.group, page=font.page, font=font.name)

    def end(self, name: str) -> None:
        if self.group.destination != TEXT:
            self.write(" ")
            return
        self.leave_out()
        if name == "cell":
            self.at.end_cell()
        elif name == "row":
            self.at.end_row()
        else:
            self.at.end_paragraph()
