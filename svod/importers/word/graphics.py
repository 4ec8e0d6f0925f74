"""Pictures, drawings and objects in a Word text: their text boxes are text, the rest is left out and told."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from svod.importers.manuscript import What
from svod.importers.omissions import Omissions
from svod.importers.trees import find_child

_PICTURES = frozenset({"pic:pic", "v:imagedata"})
_OBJECTS = frozenset({"o:OLEObject", "c:chart", "dgm:relIds"})


def find_branch(alternatives: ET.Element) -> ET.Element | None:
    """Return the branch of ``mc:AlternateContent`` to read: they say the same, one for older programs."""
    choice = find_child(alternatives, "mc:Choice")
    return find_child(alternatives, "mc:Fallback") if choice is None else choice


def _iterate_drawn(graphic: ET.Element) -> Iterator[ET.Element]:
    """Yield what is drawn, each thing once, and not what stands in text boxes."""
    stack = [graphic]
    while stack:
        node = stack.pop()
        if node.tag == "mc:AlternateContent":
            branch = find_branch(node)
            stack.extend([] if branch is None else [branch])
            continue
        yield node
        if node.tag != "txbxContent":
            stack.extend(reversed(node))


def find_text_boxes(graphic: ET.Element) -> list[ET.Element]:
    """Return the text boxes of a drawing, in their order."""
    return [node for node in _iterate_drawn(graphic) if node.tag == "txbxContent"]


def leave_out_graphics(graphic: ET.Element, omissions: Omissions) -> None:
    """Tell of what cannot be in a text: with a picture's description, and the words that are drawn."""
    tags: set[str] = set()
    described: list[str] = []
    drawn: list[str] = []
    for node in _iterate_drawn(graphic):
        tags.add(node.tag)
        if node.tag == "wp:docPr":
            described.append(node.get("descr") or node.get("title") or "")
        elif node.tag == "v:textpath":
            drawn.append(node.get("string", ""))
        elif node.tag == "a:t":
            drawn.append(node.text or "")
    what: What = "object" if tags & _OBJECTS or not tags & _PICTURES else "picture"
    words = " ".join(filter(None, [*described, *drawn]))
    if tags & (_OBJECTS | _PICTURES) or drawn:
        omissions.add(what, words)
