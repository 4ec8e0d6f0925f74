"""The grammar of a resolution: blocks of lines to the tree of the act.

    resolution = heading lines [preamble] [formula] operative [conclusion] [attachments]
    operative  = (addressee ":" provision+ | provision)+

Where each part begins is found in ``parts``; here its blocks become paragraphs, groups and provisions.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from svod.content.document import (
    Block,
    Document,
    Footnote,
    Group,
    HeadingLine,
    Insert,
    Paragraph,
    Provision,
    Role,
    Subheading,
)
from svod.content.lines import Kind, LineBlock, parse_lines
from svod.content.markers import fineness
from svod.content.marks import HARD_BREAK, bare, split_glued, unbold
from svod.content.parts import (
    announces,
    continuation_end,
    find_parts,
    heads_unmarked,
    is_addressee,
    leads_to_decision,
    marked_run,
)
from svod.content.phrases import role_of

_MAX_DEPTH: Final = 20


def parse_document(body: str, first_line: int = 1) -> Document:
    """Parse the body of a content file, which begins at ``first_line``, into the tree of the act."""
    lines = parse_lines(body, first_line)
    blocks = [block for block in lines if block.kind is not Kind.FOOTNOTE]
    notes = (block for block in lines if block.kind is Kind.FOOTNOTE)
    parts = find_parts(blocks)
    return Document(
        preface=tuple(_heading_lines(blocks[: parts.preamble])),
        preamble=_plain_part(blocks[parts.preamble : parts.operative], "p"),
        operative=_operative_part(blocks[parts.operative : parts.conclusion]),
        conclusion=_plain_part(blocks[parts.conclusion : parts.attachments], "c"),
        attachments=_plain_part(blocks[parts.attachments :], "x"),
        footnotes=tuple(Footnote(label=note.marker, text=note.text, line=note.line) for note in notes),
        joined=tuple(line for block in blocks[parts.preamble :] for line in block.joined),
    )


def _heading_lines(blocks: Iterable[LineBlock]) -> Iterable[HeadingLine]:
    for block in blocks:
        lines = block.text.split("\n")
        if any(line.count("**") % 2 for line in lines):
            yield HeadingLine(role=Role.TITLE, text=block.text.replace("\n", "  \n"), line=block.line)
            continue
        for offset, line in enumerate(lines):
            text = unbold(HARD_BREAK.sub("", line).strip())
            for part in split_glued(text):
                yield HeadingLine(role=role_of(bare(part)), text=part, line=block.line + offset)


def _plain_part(blocks: Sequence[LineBlock], letter: str) -> tuple[Block, ...]:
    """Build a part without addressees: its lists stand under the paragraph that introduces them."""
    built: list[Block] = []
    count = 0
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if block.kind is Kind.MARKED:
            run = list(marked_run(blocks, index))
            count = count or 1
            built += _nest(run, [()] * len(run), f"{letter}{count}-")
            index += len(run)
            continue
        count += 1
        built.append(_loose(block, f"{letter}{count}"))
        index += 1
    return tuple(built)


def _loose(block: LineBlock, anchor: str) -> Paragraph | Subheading | Insert:
    if block.kind is Kind.INSERT:
        return Insert(anchor=anchor, text=block.text, line=block.line)
    if block.kind is Kind.HEADING or announces(block):
        return Subheading(anchor=anchor, text=unbold(block.text), line=block.line)
    return Paragraph(anchor=anchor, text=block.text, line=block.line)


def _operative_part(blocks: Sequence[LineBlock]) -> tuple[Block, ...]:
    """Build the groups and provisions; an unmarked paragraph between two provisions continues the first."""
    built: list[Block] = []
    groups = paragraphs = done = index = 0
    has_marked = any(block.kind is Kind.MARKED for block in blocks)
    while index < len(blocks):
        labelled = _is_label(blocks, index, has_marked=has_marked)
        start = index + 1 if labelled else index
        end = _run_end(blocks, start, unmarked=labelled or not has_marked, has_marked=has_marked)
        if end == start:
            paragraphs += 1
            built.append(_loose(blocks[index], f"t{paragraphs}"))
            end = index + 1
        elif labelled:
            groups += 1
            built.append(_group(blocks[index], blocks[start:end], f"a{groups}"))
        else:
            run = _provisions(blocks[start:end], "", done)
            done += len(run)
            built += run
        index = end
    return tuple(built)


def _group(label: LineBlock, blocks: Sequence[LineBlock], anchor: str) -> Group:
    provisions = _provisions(blocks, f"{anchor}-")
    return Group(anchor=anchor, label=unbold(label.text), line=label.line, provisions=provisions)


def _is_label(blocks: Sequence[LineBlock], index: int, *, has_marked: bool) -> bool:
    """Tell whether an addressee stands at ``index`` of the operative part ``blocks``."""
    return is_addressee(blocks, index) or (not has_marked and heads_unmarked(blocks, index))


def _run_end(blocks: Sequence[LineBlock], start: int, *, unmarked: bool, has_marked: bool) -> int:
    """Return the end of the run of provisions that begins at ``start``, what continues them included.

    Where ``unmarked`` is allowed, a run may begin with paragraphs, which are provisions then.
    """
    end = start
    marked = False
    for index in range(start, len(blocks)):
        block = blocks[index]
        if block.kind is Kind.MARKED:
            marked = True
            end = index + 1
            continue
        if end == start and not (unmarked and block.kind is Kind.TEXT):
            break
        if block.kind is Kind.HEADING or leads_to_decision(block):
            break
        if _is_label(blocks, index, has_marked=has_marked):
            break
        if unmarked and not marked:
            end = index + 1
    return continuation_end(blocks, end, len(blocks)) if marked else end


def _provisions(blocks: Sequence[LineBlock], prefix: str, done: int = 0) -> tuple[Provision, ...]:
    starts = [i for i, block in enumerate(blocks) if block.kind is Kind.MARKED]
    leading = starts[0] if starts else len(blocks)
    heads = [*(i for i in range(leading) if blocks[i].kind is Kind.TEXT), *starts]
    ends = [*heads[1:], len(blocks)]
    parts = [blocks[head + 1 : end] for head, end in zip(heads, ends, strict=True)]
    return _nest([blocks[head] for head in heads], parts, prefix, done)


def _nest(
    heads: Sequence[LineBlock], parts: Sequence[Sequence[LineBlock]], prefix: str, done: int = 0
) -> tuple[Provision, ...]:
    """Turn a flat run into a tree, each head with its further parts; ``done`` are numbered already.

    A provision is a child of the one before it when it is indented deeper by two columns, or when its
    kind of marker is a finer one (``1.`` > ``1.1.`` > ``1)`` > ``а)`` > dash). What is nested deeper than
    any act (and than Python can call) stays at the deepest level.
    """
    children: list[list[int]] = [[] for _ in heads]
    tops: list[int] = []
    path: list[int] = []
    for index, head in enumerate(heads):
        while len(path) >= _MAX_DEPTH or (path and not _is_child(head, heads[path[-1]])):
            path.pop()
        (children[path[-1]] if path else tops).append(index)
        path.append(index)

    def build(index: int, anchor: str) -> Provision:
        head = heads[index]
        return Provision(
            anchor=anchor,
            marker=head.marker,
            spaced=head.spaced,
            text=head.text,
            line=head.line,
            parts=_further_parts(parts[index], anchor) if parts[index] else (),
            children=build_all(children[index], f"{anchor}-i") if children[index] else (),
        )

    def build_all(indices: Sequence[int], prefix: str, done: int = 0) -> tuple[Provision, ...]:
        return tuple([build(index, f"{prefix}{n}") for n, index in enumerate(indices, start=done + 1)])

    return build_all(tops, f"{prefix}i", done)


def _further_parts(blocks: Sequence[LineBlock], anchor: str) -> tuple[Paragraph | Insert, ...]:
    return tuple(
        (Insert if block.kind is Kind.INSERT else Paragraph)(
            anchor=f"{anchor}-t{n}", text=block.text, line=block.line
        )
        for n, block in enumerate(blocks, start=1)
    )


def _is_child(block: LineBlock, parent: LineBlock) -> bool:
    finer = fineness(block.marker) - fineness(parent.marker)
    return finer > 0 or (finer == 0 and block.indent >= parent.indent + 2)
