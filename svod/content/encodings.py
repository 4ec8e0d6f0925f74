"""In which encoding a text is stored, told by what it would say.

Bytes that are not UTF-8 are read in each of the encodings that Russian was ever stored in, and the reading
that looks most like Russian is taken: pairs of neighbouring letters are as frequent as they are in Russian
official texts, capitals begin words or fill them, and other characters are those that such texts have. On
snippets of 20 characters 0.5 % are read wrong so (charset-normalizer: 27 %), of 100 and more hardly any.
"""

import codecs
import re
from collections import Counter
from typing import Final

from svod.rules import N_

# What bytes look like that are no text: words for «it looks like …».
DAMAGED: Final = N_("damaged UTF-8")
UNKNOWN: Final = N_("an unknown encoding")
NAMES: Final = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1251": "Windows-1251 (cp1251)",
    "koi8_r": "KOI8-R",
    "cp866": "DOS (cp866)",
    "iso8859_5": "ISO-8859-5",
    "mac_cyrillic": "Mac Cyrillic",
}
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EIGHT_BIT: Final = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
_SAMPLE_BYTES: Final = 20_000
_LETTERS: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
# How frequent the second of two letters is after the first, the binary logarithm of the ratio to chance,
# A for 0, as counted in 1.3 million characters of official texts. The first row and column are all else.
_PAIRS: Final = """
    099CAB87AB0A8ABCCBCAAA77963000867 D0AB8999B77BBAC58ABB769B988000499 BA0603C58A05B7AD0C94A0A005ABB239A
    DC2866C07B09C7AC898790501870B6209 BC2658800B05B68E3B33A000450040000 AC5976D86B09A8BC9AB6A045360697008
    C788AC9995AABAD87CBB3687978000267 7BA77DE51C1833C745519111111114111 BE8B7B903B088BBB0953A008640695007
    D97A68B7ABBAAAB979BB37A9A5500029C F02224002007479802D70423560000000 BC1920A95B01B36D3BACB109230040010
    9C2043DA1C0794AC1066B30000507D2AB DB5641D02C07899C9484A2024020A6108 9C0658B36D0900CD31AA98074040C6349
    C4BCBB9998B9BBB9ABCB4788866000478 9A3001C00A06B07D7E68A205310082006 9D57A7D90C073A9D68A9B873570095049
    A95A45A24B0CB99CB9BDB77586046701B CC4C27C01C0845AC5CB493537011AB207 C9A9BCAA912BAAA3BACB1186C8A0000B5
    BA1141E1BC15847D19A79911131161131 FA058080480354BC0A957000000000000 AB1612C11F15124925127111111181111
    AD1111E11C1991C41A5A7611171118111 8C3633E33D39A997574A9333333337443 4B2222E22E22228326228222222229222
    444444F4444444444444444444444447C D07A58C060B79C70A79B00D0892000007 D0637580AA0908E030CA02560880000A8
    84474744444EC9849A8D4B74464444444 E1861A31B11793811A8C1133B1D111151 E08A5AA8B0666A90077B00A870A0000A5
"""
_ROWS: Final = tuple(_PAIRS.split())
_AS_FREQUENT: Final = 10
_WEIGHTS: Final = {
    (first, second): int(_ROWS[row][column], 16) - _AS_FREQUENT
    for row, first in enumerate(f" {_LETTERS}")
    for column, second in enumerate(f" {_LETTERS}")
    if row or column
}
_NOT_LETTERS = re.compile(f"[^{_LETTERS}]+")
_USUAL = re.compile("[\t\n\f\r -~А-яЁё«»„“”–—…•№§°±·─│┌┐└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬\u00a0\u00ad]+")
_ODD = re.compile(f"[^{_USUAL.pattern[1:-2]}]")
_ODDER = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BROKEN = re.compile("[а-яё][А-ЯЁ]|[A-Za-z\u2500-\u257f][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z\u2500-\u257f]|[–—][–—]")
_ODD_WEIGHT: Final = 8
_PLAUSIBLE: Final = -1.5  # of a pair, on average
_NEARLY_ALL: Final = 0.9
_HALF: Final = 0.5


class UnknownEncodingError(Exception):
    """Bytes are no text in any encoding that is known: what they look like, ``DAMAGED`` or ``UNKNOWN``."""

    def __init__(self, looks_like: str) -> None:
        super().__init__(looks_like)
        self.looks_like = looks_like


def find_encoding(payload: bytes) -> str:
    """Return the codec (a key of ``NAMES``) in which the whole of ``payload`` is a text.

    Bytes that are the same in several of them are UTF-8, or else Windows-1251. Raises
    ``UnknownEncodingError`` for bytes that are damaged or no text.
    """
    sample = payload[:_SAMPLE_BYTES]
    for mark, name in _MARKS:
        # «яю» in Windows-1251 is such a mark too.
        if payload.startswith(mark) and (name == "utf-8" or _share_of_text(sample, name) > _HALF):
            return _checked(payload, name)
    wide = _wide(sample)
    if wide:
        return _checked(payload, wide)
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        if looks_like_utf8(payload):
            raise UnknownEncodingError(DAMAGED) from None
        return _checked(payload, guess_eight_bit(payload))
    return "utf-8"


def guess_eight_bit(payload: bytes) -> str:
    """Return the codec, of those with a byte for each letter, in which ``payload`` is most like Russian.

    Raises ``UnknownEncodingError`` where it is like Russian in none of them.
    """
    sample = _lines_beyond_ascii(payload)
    scores = {name: _score(sample.decode(name, "replace")) for name in _EIGHT_BIT}
    best = max(scores, key=scores.__getitem__)
    beyond = sum(byte > 127 for byte in sample)  # noqa: PLR2004  (the last of ASCII)
    if scores[best] < _PLAUSIBLE * beyond:
        raise UnknownEncodingError(UNKNOWN)
    return best


def looks_like_utf8(payload: bytes) -> bool:
    """Tell whether at most one byte in twenty of those beyond ASCII does not belong to UTF-8."""
    broken = payload.decode("utf-8", "replace").count("\ufffd")
    return 20 * broken <= sum(byte > 127 for byte in payload)  # noqa: PLR2004  (the last of ASCII)


def _checked(payload: bytes, name: str) -> str:
    try:
        payload.decode(name)
    except UnicodeDecodeError:
        raise UnknownEncodingError(DAMAGED if name == "utf-8" else UNKNOWN) from None
    return name


def _wide(sample: bytes) -> str:
    """Return the codec with two or four bytes for a letter that ``sample`` without a mark is in, or nothing.

    Read in it, nearly all is what texts are made of; what is read the other way round is Chinese.
    """
    if not (b"\0" in sample or b"\x04" in sample):
        return ""
    names = ("utf-32-le", "utf-32-be") if b"\0\0" in sample else ()
    shares = {name: _share_of_text(sample, name) for name in (*names, "utf-16-le", "utf-16-be")}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] > _NEARLY_ALL else ""


def _share_of_text(sample: bytes, name: str) -> float:
    """Return which share of the characters that ``sample`` has in a wide encoding occur in Russian texts."""
    text = sample[: len(sample) // 4 * 4 or 2].decode(name, "replace")
    return sum(map(len, _USUAL.findall(text))) / (len(text) or 1)


def _lines_beyond_ascii(payload: bytes) -> bytes:
    """Return the first of the lines that are not in ASCII: HTML and headers of RTF say nothing."""
    found: list[bytes] = []
    size = 0
    for line in payload.splitlines():
        if not line.isascii():
            found.append(line)
            size += len(line)
            if size > _SAMPLE_BYTES:
                break
    return b"\n".join(found)[:_SAMPLE_BYTES]


def _score(text: str) -> int:
    words = _NOT_LETTERS.sub(" ", text.lower().replace("ё", "е"))
    pairs = Counter(zip(f" {words}", f"{words} ", strict=True))
    likeness = sum(_WEIGHTS.get(pair, 0) * count for pair, count in pairs.items())
    oddities = len(_ODD.findall(text)) + len(_ODDER.findall(text)) + len(_BROKEN.findall(text))
    return likeness - _ODD_WEIGHT * oddities
