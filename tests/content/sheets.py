"""Short ways to parse, show and prove a body, for the tests of this folder."""

import re

from svod.content.act import ParsedAct, parse_act
from svod.content.blocks import parse_document
from svod.content.document import Block, Document, Group, Provision
from svod.content.fidelity import check_fidelity
from svod.content.rendering import SheetRenderer
from svod.content.sources import Source
from svod.diagnostics import Diagnostic

SHEET = SheetRenderer(
    link_label="Ссылка на это место", blank_label="не заполнено", note_label="Пометка {number}"
)
FRONT = """---
title: Резолюция
date: 2022-08-23
organizations: [soiro]
topics: [youth]
status: adopted
---
"""
_MARK = re.compile(r'<a class="mark"[^>]*></a>')


def render(body: str) -> str:
    """Return the HTML of an act, the links to places left out."""
    return _MARK.sub("", SHEET.render(parse_document(body)))


def page_of(body: str) -> str:
    """Return what the page of an act holds for the proof."""
    return f'<main><div data-fidelity lang="ru">{SHEET.render(parse_document(body))}</div><p>ещё</p></main>'


def difference(body: str, page: str | None = None) -> Diagnostic | None:
    """Return the first difference between a body and its page (or another ``page``)."""
    return check_fidelity(Source(path="a.md", text=body), body, 1, page_of(body) if page is None else page)


def act(body: str, front: str = FRONT) -> ParsedAct:
    """Return the act with this body, which must be without fault."""
    parsed, faults = parse_act(Source(path="content/resolutions/forum.md", text=front + body))
    assert parsed is not None, faults
    return parsed


def outline(body: str) -> str:
    """Return the tree of an act, a line for each node: anchor, marker, the beginning of its text."""
    return "\n".join(_outline(parse_document(body)))


def _outline(document: Document) -> list[str]:
    lines = [f"{line.role} | {line.text}" for line in document.preface]
    for block in document.blocks:
        lines += _nodes(block, "")
    return lines


def _nodes(node: Block, indent: str) -> list[str]:
    deeper = indent + "  "
    if isinstance(node, Group):
        return [
            f"{indent}{node.anchor} {node.label}",
            *(n for p in node.provisions for n in _nodes(p, deeper)),
        ]
    if isinstance(node, Provision):
        head = " ".join(filter(None, (f"{indent}{node.anchor}", node.marker, node.text)))
        return [head, *(line for part in (*node.parts, *node.children) for line in _nodes(part, deeper))]
    return [f"{indent}{node.anchor} {node.text}"]
