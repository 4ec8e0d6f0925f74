"""The second reading of an RTF document: its words, by counting braces and dropping the rest.

It shares with ``story`` nothing but the tables of code pages.
"""

import re
from typing import Final

from svod.importers.rtf.charsets import SYMBOLS, charset, code_page
from svod.importers.symbols import printed_sign

_PIECE = re.compile(
    rb"([{}])|\\'([0-9A-Fa-f]{2})|\\u(-?\d{1,6}) ?|\\bin(\d{1,9}) ?"
    rb"|\\([a-zA-Z]+)(-?\d{1,10})? ?|\\(.)|([^\\{}\r\n\0]+)",
    re.DOTALL,
)
_OPENING = re.compile(rb"(\\\*)?\\([a-zA-Z]+)")
_FONT = re.compile(rb"\\f(\d{1,9})((?:\\[a-z]+-?\d* ?|\{\\\*[^{}]*\}|\s)*)([^\\{};]*)")
_CHARSET = re.compile(rb"\\(fcharset|cpg)(\d{1,9})")
_FONT_TABLE = re.compile(rb"\{\\fonttbl")
_SHOWN_THOUGH_STARRED: Final = frozenset({b"footnote", b"ud"})
_SILENT: Final = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr"
    b" footerf listtext pntext pn fldinst shp do nonshppict xe tc tcn upr ftnsep ftnsepc ftncn aftnsep"
    b" aftnsepc aftncn nonesttables txe rxe formfield private bkmkstart bkmkend annotation atnid atnauthor"
    b" listtable revtbl listoverridetable generator template shppict sp".split()
)
_SPACES: Final = frozenset(
    b"par line tab cell row nestcell nestrow sect page column lbr softline emspace enspace qmspace".split()
)
_LETTERS: Final = {
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•",
}  # fmt: skip
_SYMBOLS: Final = {
    b"~": " ",
    b"_": "\u2011",
    b"\\": "\\",
    b"{": "{",
    b"}": "}",
    b":": ":",
    b"\n": " ",
    b"\r": " ",
}


def words_of(payload: bytes, page: str) -> str:
    """Return the words of a document in the code page ``page``, those of its notes at the end."""
    reader = _Words(_fonts(payload, page), page)
    at = 0
    while match := _PIECE.search(payload, at):
        at = match.end()
        if match[1] == b"{":
            reader.open(_OPENING.match(payload, at))
        elif match[1]:
            reader.close()
            if not reader.stack:
                break
        elif match[4]:
            at += int(match[4])
        else:
            reader.piece(match)
    reader.flush()
    return " ".join(" ".join("".join(text) for text in reader.texts).split())


def _fonts(payload: bytes, page: str) -> dict[int, tuple[str, str]]:
    start = _FONT_TABLE.search(payload)
    fonts: dict[int, tuple[str, str]] = {}
    at = start.end() if start else len(payload)
    depth = 1
    end = at
    for brace in re.finditer(rb"[{}]", payload[at:]):
        depth += 1 if brace[0] == b"{" else -1
        if not depth:
            end = at + brace.start()
            break
    for font in _FONT.finditer(payload[at:end]):
        found = page
        for kind, number in _CHARSET.findall(font[2]):
            found = charset(int(number), page) if kind == b"fcharset" else code_page(int(number))
        fonts[int(font[1])] = found, font[3].decode("latin-1").strip()
    return fonts


class _Words:
    """The words so far: ``texts`` are those of the document and then of its notes."""

    def __init__(self, fonts: dict[int, tuple[str, str]], page: str) -> None:
        self.fonts = fonts
        self.page = page
        self.default = (page, "")
        self.texts: list[list[str]] = [[]]
        # text, whether nothing is shown, font, characters after \u, hidden, capitals
        self.state: tuple[int, bool, tuple[str, str], int, bool, bool] = (
            0,
            False,
            self.default,
            1,
            False,
            False,
        )
        self.stack: list[tuple[int, bool, tuple[str, str], int, bool, bool]] = []
        self.bytes = bytearray()
        self.skip = 0
        self.surrogate = ""

    def open(self, opening: re.Match[bytes] | None) -> None:
        self.flush()
        self.skip = 0
        self.stack.append(self.state)
        text, silent, font, uc, hidden, capitals = self.state
        word = opening[2] if opening else b""
        starred = bool(opening and opening[1])
        silent = silent or word in _SILENT or (starred and word not in _SHOWN_THOUGH_STARRED)
        if word == b"ud":
            silent = False
        if word == b"footnote" and not silent:
            self.texts.append([])
            text, hidden, capitals = len(self.texts) - 1, False, False
        self.state = (text, silent, font, uc, hidden, capitals)

    def close(self) -> None:
        self.flush()
        self.skip = 0
        if self.stack:
            self.state = self.stack.pop()

    def piece(self, match: re.Match[bytes]) -> None:
        if match[3]:
            self.flush()
            self.unicode(int(match[3]))
        elif self.skip and match[8]:
            kept = match[8][self.skip :]
            self.skip = max(0, self.skip - len(match[8]))
            self.bytes += kept
        elif self.skip:
            self.skip -= 1
        elif match[2]:
            self.bytes.append(int(match[2], 16))
        elif match[8]:
            self.bytes += match[8]
        else:
            self.flush()
            if match[5]:
                self.word(match[5], match[6])
            else:
                self.put(_SYMBOLS.get(match[7], ""))

    def unicode(self, number: int) -> None:
        code = number & 0xFFFF
        self.skip = self.state[3]
        letter = chr(code)
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004  (surrogates)
            self.surrogate = letter
            return
        if self.surrogate:
            letter = (self.surrogate + letter).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        elif 0xDC00 <= code < 0xE000:  # noqa: PLR2004
            letter = "\ufffd"
        self.surrogate = ""
        glyph = 0xF000 <= code <= 0xF0FF  # noqa: PLR2004  (of a symbol font)
        self.put(printed_sign(code, self.state[2][1] or "Symbol") if glyph else letter)

    def word(self, word: bytes, number: bytes | None) -> None:
        text, silent, font, uc, hidden, capitals = self.state
        on = number is None or int(number) != 0
        if word in _SPACES:
            self.texts[text].append(" " if not silent else "")
        elif word in _LETTERS:
            self.put(_LETTERS[word])
        elif word == b"uc":
            uc = max(0, int(number or 1))
        elif word == b"f":
            font = self.fonts.get(int(number or 0), (self.page, ""))
        elif word == b"deff":
            self.default = self.fonts.get(int(number or 0), self.default)
        elif word == b"plain":
            font, hidden, capitals = self.default, False, False
        elif word in (b"v", b"deleted"):
            hidden = on
        elif word == b"caps":
            capitals = on
        self.state = (text, silent, font, uc, hidden, capitals)

    def put(self, letters: str) -> None:
        text, silent, _, _, hidden, capitals = self.state
        if not (silent or hidden):
            self.texts[text].append(letters.upper() if capitals else letters)

    def flush(self) -> None:
        if self.bytes:
            payload, self.bytes = bytes(self.bytes), bytearray()
            page, name = self.state[2]
            if page == SYMBOLS:
                self.put("".join(printed_sign(byte, name or "Symbol") for byte in payload))
            else:
                self.put(payload.decode(page, "replace"))
