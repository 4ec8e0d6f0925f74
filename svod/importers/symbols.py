"""What the characters of symbol fonts show: Word keeps them as numbers of glyphs, U+F020 to U+F0FF.

Such a number means nothing without its font. The tables are the encodings of the fonts, as sequences or by
code; they are knowledge about paper, not a way of reading, so both readings of a document use them.
"""

import re
import sys

# The code points 0x20 and on of Symbol; «\0» where the font has nothing that Unicode knows.
_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
    + "\0" * 33
    + "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\0〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
_WINGDINGS = {
    0x21: "✏✂✁", 0x28: "☎✆✉", 0x36: "⌛", 0x3F: "✍✎✌", 0x45: "☜☞☝☟✋☺", 0x4C: "☹", 0x4E: "☠⚐", 0x51: "✈☼",
    0x54: "❄", 0x56: "✞", 0x58: "✠✡☪☯", 0x5E: "♈♉♊♋♌♍♎♏♐♑♒♓", 0x6C: "●❍■□□❑❒⬧⧫◆❖⬥⌧⍓⌘❀✿❝❞",
    0x80: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x9E: "·•▪○", 0xA4: "◉◎", 0xA7: "▪◻", 0xAA: "✦★✶", 0xAF: "✹",
    0xD5: "⌫⌦", 0xD8: "➢", 0xDC: "➲", 0xDF: "←→↑↓↖↗↙↘", 0xE8: "➔", 0xEF: "⇦⇨⇧⇩⬄⇳", 0xFB: "✗✓☒☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗✓✗☑☒", 0x81: "•", 0x95: "••●", 0xA1: "▪■□", 0xF5: "★"}
_BY_CODE: dict[str, dict[int, str]] = {
    "symbol": {0x20 + at: sign for at, sign in enumerate(_SYMBOL) if sign != "\0"},
    "wingdings": {first + at: sign for first, row in _WINGDINGS.items() for at, sign in enumerate(row)},
    "wingdings 2": {first + at: sign for first, row in _WINGDINGS_2.items() for at, sign in enumerate(row)},
}
_GLYPH = re.compile("[\uf020-\uf0ff]")
_PRIVATE = 0xF000
_SURROGATES = range(0xD800, 0xE000)
_UNKNOWN_BULLET = "•"


def printed_sign(code: int, font: str) -> str:
    """Return what the glyph ``code`` of a font shows; the character itself where the font is not known."""
    glyph = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    known = _BY_CODE.get(font.casefold(), {}).get(glyph)
    return known or ("" if not 0 < code <= sys.maxunicode or code in _SURROGATES else chr(code))


def printed_text(text: str, font: str) -> str:
    """Return ``text`` with its glyph numbers as the signs that they show in ``font``."""
    return _GLYPH.sub(lambda glyph: printed_sign(ord(glyph[0]), font), text)


def printed_bullet(text: str, font: str) -> str:
    """Return the sign of a list: in a symbol font even «·» and «§» are numbers of glyphs.

    Symbol's minus is set as a dash there; a glyph that nobody knows is a bullet at least.
    """
    font = "Symbol" if _GLYPH.search(text) and font.casefold() not in _BY_CODE else font
    signs = "".join(printed_sign(ord(letter), font) for letter in text)
    if signs == "−":
        return "–"
    return "".join(_UNKNOWN_BULLET if "\ue000" <= sign <= "\uf8ff" else sign for sign in signs)
