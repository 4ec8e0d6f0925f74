"""Names in Office Open XML: one short spelling for the two namespaces of each vocabulary.

The transitional and the strict variant (ISO/IEC 29500) differ in their namespaces and in nothing that a
reader of text would notice. WordprocessingML itself has no prefix: ``w:p`` is «p», ``w:val`` «val».
"""

from xml.etree import ElementTree as ET

from svod.importers.trees import shorten_by

_OPEN = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_TWICE = {
    "wordprocessingml/2006/main": ("wordprocessingml/main", ""),
    "officeDocument/2006/math": ("officeDocument/math", "m:"),
    "officeDocument/2006/relationships": ("officeDocument/relationships", "r:"),
    "drawingml/2006/main": ("drawingml/main", "a:"),
    "drawingml/2006/picture": ("drawingml/picture", "pic:"),
    "drawingml/2006/chart": ("drawingml/chart", "c:"),
    "drawingml/2006/diagram": ("drawingml/diagram", "dgm:"),
    "drawingml/2006/wordprocessingDrawing": ("drawingml/wordprocessingDrawing", "wp:"),
}
_PREFIXES = (
    {_OPEN + usual: prefix for usual, (_, prefix) in _TWICE.items()}
    | {_STRICT + strict: prefix for strict, prefix in _TWICE.values()}
    | {
        "http://schemas.openxmlformats.org/package/2006/relationships": "",
        "http://schemas.openxmlformats.org/package/2006/content-types": "",
        "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
        "http://schemas.microsoft.com/office/word/2015/wordml/symex": "",
        "urn:schemas-microsoft-com:vml": "v:",
        "urn:schemas-microsoft-com:office:office": "o:",
        "http://www.w3.org/XML/1998/namespace": "xml:",
    }
)
shorten = shorten_by(_PREFIXES)


def value_of(parent: ET.Element | None, name: str) -> str | None:
    """Return the ``val`` of a child; None where there is no such child, or it says nothing."""
    child = None if parent is None else parent.find(name)
    return None if child is None else child.get("val")


def is_on(parent: ET.Element | None, name: str) -> bool | None:
    """Return what a switch says that is a child of ``parent``; None where there is none."""
    child = None if parent is None else parent.find(name)
    return None if child is None else child.get("val", "true") not in ("0", "false", "off")
