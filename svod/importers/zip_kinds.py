"""Which kind of document a zip package is: its contents say so, not its name."""

import posixpath

from svod.importers.packages import Package
from svod.importers.word.names import shorten

_WORD = ("wordprocessingml", "ms-word")
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_BY_MIMETYPE = {"application/epub+zip": ".epub", "application/vnd.sun.xml.writer": ".sxw"}
_OPEN_KINDS = {"spreadsheet": ".ods", "presentation": ".odp", "graphics": ".odg", "formula": ".odf"}
_BY_PART = (
    ("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx"), ("visio/", ".vsdx"),
    ("meta-inf/manifest.mf", ".jar"), ("content.xml", ".odt"), ("index/document.iwa", ".pages"),
)  # fmt: skip


def find_kind(package: Package) -> str:
    """Return the kind of a package as the ending of a name: «.docx» and «.odt» can be read here.

    Raises:
        UnreadableDocumentError: a part that says the kind is damaged.
    """
    mimetype = (package.read("mimetype") or b"").decode("ascii", "replace").strip()
    if mimetype.startswith(_OPEN_DOCUMENT):
        kind = mimetype.removeprefix(_OPEN_DOCUMENT).partition("-")[0]
        return _OPEN_KINDS.get(kind, ".odt")
    if mimetype in _BY_MIMETYPE:
        return _BY_MIMETYPE[mimetype]
    text = find_word_text(package)
    if text and _is_word(package, text):
        return ".docx"
    found = (kind for start, kind in _BY_PART if any(name.startswith(start) for name in package.names))
    return next(found, ".zip")


def find_word_text(package: Package) -> str:
    """Return the name of the part that holds the text of an Office Open XML document, or nothing.

    Raises:
        UnreadableDocumentError: the list of parts is damaged.
    """
    root = package.parse("_rels/.rels", shorten)
    for entry in [] if root is None else root.findall("Relationship"):
        if entry.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(posixpath.join("/", entry.get("Target", ""))).lstrip("/")
    return "word/document.xml" if "word/document.xml" in package.names else ""


def _is_word(package: Package, part: str) -> bool:
    """Return whether the package says that ``part`` is Word's; one that says nothing has Word's folder."""
    root = package.parse("[Content_Types].xml", shorten)
    kind = ""
    for entry in () if root is None else root:
        if entry.get("PartName", "").lstrip("/") == part:
            kind = entry.get("ContentType", "")
    return any(name in kind for name in _WORD) if kind else part.startswith("word/")
