"""The words of RTF (1.9.1) that mean something for a text: where it goes, and what stands for characters."""

from collections.abc import Mapping
from typing import Final, Literal

from svod.importers.manuscript import What

TEXT: Final = "text"
NOWHERE: Final = "nowhere"
FONTS: Final = "fonts"
STYLES: Final = "styles"
# Where the text of a group goes, by the word that it begins with; «note», «marker» … are places, the others
# are kinds of what is left out.
DESTINATIONS: Final[Mapping[str, str]] = {
    "footnote": "note",
    "listtext": "marker",
    "pntext": "marker",
    "fldinst": "instruction",
    "fldrslt": "result",
    "fonttbl": FONTS,
    "stylesheet": STYLES,
    "annotation": "comment",
    "pict": "picture",
    "object": "object",
    "shptxt": "text-box",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    "dptxbxtext": "text-box",
    **dict.fromkeys(("shppict", "shp", "shpinst", "do", "field", "rtf"), ""),
}
UNREAD: Final = frozenset(
    ("colortbl", "info", "nonshppict", "sp", "xe", "tc", "tcn", "bkmkstart", "bkmkend",
     "pn", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "nonesttables", "atnid",
     "atnauthor", "listtable", "listoverridetable", "revtbl", "generator", "rxe", "template", "formfield",
     "private", "txe", "shprslt", "upr")
)  # fmt: skip
OMITTED: Final[Mapping[str, What]] = {
    "comment": "comment",
    "picture": "picture",
    "object": "object",
    "text-box": "text-box",
    "header": "header",
    "footer": "footer",
}
CHARACTERS: Final = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "softline": "\n",
}  # fmt: skip
SIGNS: Final = {
    "~": "\u00a0",
    "_": "\u2011",
    "\\": "\\",
    "{": "{",
    "}": "}",
    ":": ":",
    "|": "",
    "-": "",
    "*": "",
}
SCRIPTS: Final[Mapping[str, Literal["", "sub", "sup"]]] = {"sub": "sub", "super": "sup", "nosupersub": ""}
ENDS: Final = frozenset({"par", "sect", "page", "column", "cell", "row", "nestcell", "nestrow"})
HIGH_SURROGATE: Final = range(0xD800, 0xDC00)
LOW_SURROGATE: Final = range(0xDC00, 0xE000)
