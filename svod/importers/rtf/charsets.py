"""In which code pages the bytes of an RTF document are."""

import re
from typing import Final

from svod.content.encodings import UnknownEncodingError, guess_eight_bit

SYMBOLS: Final = "symbols"  # the bytes of a symbol font are numbers of glyphs

# RTF 1.9.1, \fcharsetN; 0 and 1 are the code page of the document.
_BY_CHARSET: Final = {
    2: SYMBOLS,
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_PAGES: Final = {
    932: "cp932", 936: "gbk", 949: "cp949", 950: "big5", 10000: "mac_roman", 10007: "mac_cyrillic",
    20866: "koi8_r", 28595: "iso8859_5", 65001: "utf-8",
}  # fmt: skip
_KNOWN: Final = frozenset((437, 720, 850, 852, 855, *range(857, 867), 874, *range(1250, 1259))) - {859}
_WESTERN: Final = "cp1252"
_DECLARED = re.compile(rb"\\ansicpg(\d{1,5})")
_BYTE = re.compile(rb"\\'([89a-fA-F][0-9a-fA-F])|([\x80-\xff]+)|(\s)")
_SAMPLE_BYTES: Final = 400_000


def code_page(number: int) -> str:
    """Return the codec of a code page of Windows, that of Western Europe where it is not known."""
    return _PAGES.get(number) or (f"cp{number}" if number in _KNOWN else _WESTERN)


def charset(number: int, document: str) -> str:
    r"""Return the codec of a font's ``\fcharset``, in a document in the codec ``document``."""
    return _BY_CHARSET.get(number, document)


def document_code_page(payload: bytes) -> str:
    r"""Return the codec of a document: as it declares, or as its letters look where that says nothing.

    Programs that know nothing of code pages declare Western Europe, or none, and write Russian.
    """
    declared = _DECLARED.search(payload[:4096])
    codec = code_page(int(declared[1])) if declared else _WESTERN
    if codec != _WESTERN:
        return codec
    letters = b"".join(
        bytes([int(match[1], 16)]) if match[1] else match[2] or b" "
        for match in _BYTE.finditer(payload[:_SAMPLE_BYTES])
    )
    try:
        guessed = guess_eight_bit(letters) if letters.strip() else _WESTERN
    except UnknownEncodingError:
        return _WESTERN
    return guessed if guessed in ("cp1251", "koi8_r", "cp866") else _WESTERN
