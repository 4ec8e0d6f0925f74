"""The grammar of a resolution: blocks of lines to the tree of the act.

    resolution = heading lines [preamble] [formula] operative [conclusion] [attachments]
    operative  = (addressee ":" provision+ | provision)+

Russian public bodies print these parts in this order but mark them in many ways. What decides is, in
this order: a line that announces the decision («РЕШЕНИЕ», «РЕШИЛИ:»), a sentence that does so
(«… предлагают:», «… полагаем необходимым:»), a bold or ``###`` addressee, a plain one, the first list.
A list before that belongs to the preamble: it enumerates what was discussed, not what was recommended.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
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

_MONTHS: Final = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_DATE = re.compile(
    rf"(?:от\s+)?[«\"]?(?:\d{{1,2}}|_+)[»\"]?\s+(?:{_MONTHS}|_+)\s+(?:\d{{4}}|20_+)\s*(?:г\.?|года|год)?\.?"
    r"|\d{1,2}\.\d{1,2}\.\d{4}\s*(?:г\.?|года)?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:г\.|гор\.|город|с\.|село|пос\.|пгт|п\.)\s*[А-ЯЁ][\w.-]+(?:[ -][\w.-]+){0,3}")
_STATUS = re.compile(r"\(?(?:проект|предложения\s+(?:в|к|для)\s+проект)\b.{0,80}", re.IGNORECASE)
_DECISION = re.compile(
    r"(?:решение|решил[аио]?|решает|решают|постановил[аио]?|постановление|постановля[ею]т|рекомендации"
    r"|рекоменду[ею]т|предлага[ею]т|предложения)\s*[:.]?",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"\b(?:решил[аио]?|решае[тм]|решают|постановил[аио]?|постановля[ею][тм]|рекоменду(?:ет|ют|ем)|предлага(?:ет|ют|ем)"
    r"|(?:полага|счита)(?:ет|ют|ем)|обраща(?:ет|ют|ем)ся|призыва(?:ет|ют|ем)|прос(?:ит|ят|им))\b",
    re.IGNORECASE,
)
_NOT_ADDRESSEE = re.compile(
    r"\b(?:следующ\w+|вопрос\w*|обсу[жд]\w+|заслуша\w+|отмеча\w+|рассмотр\w+|констатир\w+)\b", re.IGNORECASE
)
_CLOSING = re.compile(r"(?:таким образом|в заключение|участники .* (?:выража|благодар|увер))", re.IGNORECASE)
_ATTACHMENT = re.compile(r"приложение(?:\s+(?:№|N)?\s*\d+)?\b.{0,80}", re.IGNORECASE)
_HARD_BREAK = re.compile(r"(?<!\\)\\[ \t]*$")
_GLUED = re.compile(r"(?<=[^\s*])\*{4}(?=[^\s*])")
_TITLE_LIMIT: Final = 400
_LABEL_LIMIT: Final = 300


def parse_document(body: str, first_line: int = 1) -> Document:
    """Parse the body of a content file, which begins at ``first_line``, into the tree of the act."""
    lines = parse_lines(body, first_line)
    blocks = [block for block in lines if block.kind is not Kind.FOOTNOTE]
    notes = (block for block in lines if block.kind is Kind.FOOTNOTE)
    preface = _preface_length(blocks)
    operative = preface + _operative_start(blocks[preface:])
    attachments = _attachments_start(blocks, operative)
    conclusion = _operative_end(blocks, operative, attachments)
    return Document(
        preface=tuple(_heading_lines(blocks[:preface])),
        preamble=_plain_part(blocks[preface:operative], "p"),
        operative=_operative_part(blocks[operative:conclusion]),
        conclusion=_plain_part(blocks[conclusion:attachments], "c"),
        attachments=_plain_part(blocks[attachments:], "x"),
        footnotes=tuple(Footnote(label=note.marker, text=note.text, line=note.line) for note in notes),
        joined=tuple(line for block in blocks[preface:] for line in block.joined),
    )


def bare(text: str) -> str:
    """Return ``text`` without emphasis marks, white space folded, for the rules to look at."""
    return " ".join(text.replace("**", "").replace("__", "").strip("*_ ").split())


def unbold(text: str) -> str:
    """Return ``text`` without the bold marks around it, if they are around the whole of it."""
    inner = text.removeprefix("**").removesuffix("**")
    whole = text == f"**{inner}**" and "**" not in inner
    return inner.strip() or text if whole else text


def _is_bold(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n")]
    return all(line.startswith("**") and _HARD_BREAK.sub("", line).rstrip().endswith("**") for line in lines)


def _follows_marked(blocks: Sequence[LineBlock], index: int) -> bool:
    return index + 1 < len(blocks) and blocks[index + 1].kind is Kind.MARKED


def _is_prominent(block: LineBlock) -> bool:
    return block.kind is Kind.HEADING or (block.kind is Kind.TEXT and _is_bold(block.text))


def _is_decision(block: LineBlock) -> bool:
    return block.kind in (Kind.HEADING, Kind.TEXT) and bool(_DECISION.fullmatch(bare(block.text)))


def _is_formula(block: LineBlock) -> bool:
    text = bare(block.text)
    return block.kind is Kind.TEXT and text.endswith(":") and bool(_FORMULA.search(text))


def _is_addressee(blocks: Sequence[LineBlock], index: int) -> bool:
    """Tell whether the block names whom the following provisions are addressed to.

    Bold, plain and ``###`` addressees are the same thing; a plain one needs its colon.
    """
    block = blocks[index]
    text = bare(block.text)
    if block.kind not in (Kind.HEADING, Kind.TEXT) or _is_decision(block) or _is_formula(block):
        return False
    if len(text) > _LABEL_LIMIT or _NOT_ADDRESSEE.search(text):
        return False
    if _is_prominent(block) and text.endswith(":"):
        return index + 1 < len(blocks) and blocks[index + 1].kind in (Kind.MARKED, Kind.TEXT)
    return (_is_prominent(block) or text.endswith(":")) and _follows_marked(blocks, index)


def _preface_length(blocks: Sequence[LineBlock]) -> int:
    def belongs(index: int) -> bool:
        block, text = blocks[index], bare(blocks[index].text)
        if block.kind not in (Kind.HEADING, Kind.TEXT) or text.endswith(":"):
            return False
        if _DATE.fullmatch(text) or _PLACE.fullmatch(text) or _STATUS.fullmatch(text):
            return True
        if index and (_is_decision(block) or (_is_prominent(block) and _follows_marked(blocks, index))):
            return False
        if _is_prominent(block):
            return True
        last = block.text.rsplit("\n", 1)[-1].strip()
        ends_open = bool(_DATE.fullmatch(last)) or not text.endswith((".", ",", ";", "!", "?", "…"))
        return ends_open and len(text) <= _TITLE_LIMIT

    return sum(1 for _ in takewhile(belongs, range(len(blocks))))


def _operative_start(blocks: Sequence[LineBlock]) -> int:
    """Return the index of the first block of the operative part (the rule is the module's docstring)."""
    indices = range(len(blocks))
    announced = [i for i in indices if _is_decision(blocks[i])][:1] or [
        i
        for i in indices
        if _is_formula(blocks[i]) or (_is_prominent(blocks[i]) and _is_addressee(blocks, i))
    ]
    if announced:
        start = announced[0]
        while start < len(blocks) and (_is_decision(blocks[start]) or _is_formula(blocks[start])):
            start += 1
        return start
    first = [i for i in indices if blocks[i].kind is Kind.MARKED or _is_addressee(blocks, i)]
    return first[0] if first else len(blocks)


def _attachments_start(blocks: Sequence[LineBlock], operative: int) -> int:
    for index in range(operative, len(blocks)):
        block = blocks[index]
        if block.kind in (Kind.HEADING, Kind.TEXT) and _ATTACHMENT.fullmatch(bare(block.text)):
            return index
    return len(blocks)


def _operative_end(blocks: Sequence[LineBlock], start: int, limit: int) -> int:
    """Return where the conclusion begins: after the last provision, marked or not."""
    last = max((i for i in range(start, limit) if blocks[i].kind is Kind.MARKED), default=start - 1)
    unmarked_from = last + 1
    labels = [i for i in range(last + 1, limit) if _is_addressee(blocks, i)]
    if labels:
        unmarked_from = labels[-1] + 1
    elif last >= start:
        return unmarked_from
    for index in range(unmarked_from, limit):
        if _CLOSING.match(bare(blocks[index].text)):
            return index
    return limit


def _heading_lines(blocks: Iterable[LineBlock]) -> Iterable[HeadingLine]:
    for block in blocks:
        lines = block.text.split("\n")
        if any(line.count("**") % 2 for line in lines):
            yield HeadingLine(role=Role.TITLE, text=block.text.replace("\n", "  \n"), line=block.line)
            continue
        for offset, line in enumerate(lines):
            text = unbold(_HARD_BREAK.sub("", line).strip())
            for part in _split_glued(text):
                yield HeadingLine(role=_role(bare(part)), text=part, line=block.line + offset)


def _split_glued(text: str) -> list[str]:
    """Split «**РЕЗОЛЮЦИЯ****форума**», two printed lines that a converter glued together."""
    parts = _GLUED.split(text)
    return [part.removeprefix("**").removesuffix("**") for part in parts] if len(parts) > 1 else [text]


def _role(text: str) -> Role:
    if _DATE.fullmatch(text):
        return Role.DATE
    if _PLACE.fullmatch(text):
        return Role.PLACE
    return Role.STATUS if _STATUS.fullmatch(text) else Role.TITLE


def _plain_part(blocks: Sequence[LineBlock], letter: str) -> tuple[Block, ...]:
    """Build a part without addressees: its lists stand under the paragraph that introduces them."""
    built: list[Block] = []
    count = 0
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if block.kind is Kind.MARKED:
            run = list(takewhile(lambda follower: follower.kind is Kind.MARKED, blocks[index:]))
            count = count or 1
            built += _nest([_provision(marked) for marked in run], run, f"{letter}{count}-")
            index += len(run)
            continue
        count += 1
        built.append(_loose(block, f"{letter}{count}"))
        index += 1
    return tuple(built)


def _loose(block: LineBlock, anchor: str) -> Paragraph | Subheading | Insert:
    if block.kind is Kind.INSERT:
        return Insert(anchor=anchor, text=block.text, line=block.line)
    if block.kind is Kind.HEADING or _is_decision(block):
        return Subheading(anchor=anchor, text=unbold(block.text), line=block.line)
    return Paragraph(anchor=anchor, text=block.text, line=block.line)


def _operative_part(blocks: Sequence[LineBlock]) -> tuple[Block, ...]:
    """Build the groups and provisions; an unmarked paragraph between two provisions continues the first."""
    built: list[Block] = []
    groups = paragraphs = 0
    index = 0
    while index < len(blocks):
        label = blocks[index] if _is_addressee(blocks, index) else None
        run_start = index + 1 if label else index
        run_end = _run_end(blocks, run_start, unmarked=label is not None or not _has_marked(blocks))
        if label:
            groups += 1
            anchor = f"a{groups}"
            provisions = _provisions(blocks[run_start:run_end], f"{anchor}-")
            text = unbold(label.text)
            built.append(Group(anchor=anchor, label=text, line=label.line, provisions=provisions))
        elif run_end > run_start:
            done = sum(isinstance(block, Provision) for block in built)
            built += _provisions(blocks[run_start:run_end], "", done)
        else:
            paragraphs += 1
            built.append(_loose(blocks[index], f"t{paragraphs}"))
            run_end = index + 1
        index = run_end
    return tuple(built)


def _has_marked(blocks: Sequence[LineBlock]) -> bool:
    return any(block.kind is Kind.MARKED for block in blocks)


def _run_end(blocks: Sequence[LineBlock], start: int, *, unmarked: bool) -> int:
    """Return the end of the run of provisions that begins at ``start``, what continues them included.

    Where ``unmarked`` is allowed, a run may begin with paragraphs, which are provisions then.
    """
    end = index = start
    while index < len(blocks):
        block = blocks[index]
        ends_run = block.kind is Kind.HEADING or _is_addressee(blocks, index) or _is_formula(block)
        if ends_run or (block.kind is not Kind.MARKED and end == start and not unmarked):
            break
        index += 1
        if block.kind is Kind.MARKED or (unmarked and not _has_marked(blocks[start:index])):
            end = index
    return end


def _provisions(blocks: Sequence[LineBlock], prefix: str, done: int = 0) -> tuple[Provision, ...]:
    starts = [i for i, block in enumerate(blocks) if block.kind is Kind.MARKED]
    leading = starts[0] if starts else len(blocks)
    heads = [*range(leading), *starts]
    flat = [
        replace(
            _provision(blocks[head]),
            parts=tuple(
                _loose_part(part, number) for number, part in enumerate(blocks[head + 1 : following], start=1)
            ),
        )
        for head, following in zip(heads, [*heads[1:], len(blocks)], strict=True)
    ]
    return _nest(flat, [blocks[head] for head in heads], prefix, done)


def _provision(block: LineBlock) -> Provision:
    return Provision(anchor="", marker=block.marker, spaced=block.spaced, text=block.text, line=block.line)


def _loose_part(block: LineBlock, number: int) -> Paragraph | Insert:
    make = Insert if block.kind is Kind.INSERT else Paragraph
    return make(anchor=f"t{number}", text=block.text, line=block.line)


def _nest(
    flat: Sequence[Provision], blocks: Sequence[LineBlock], prefix: str, done: int = 0
) -> tuple[Provision, ...]:
    """Turn a flat run into a tree and give each provision its anchor; ``done`` are numbered already.

    A provision is a child of the one before it when it is indented deeper by two columns, or when its
    kind of marker is a finer one (``1.`` > ``1.1.`` > ``1)`` > ``а)`` > dash).
    """
    children: dict[int, list[int]] = {-1: []}
    path: list[int] = []
    for index, block in enumerate(blocks):
        while path and not _is_child(block, blocks[path[-1]]):
            path.pop()
        children[path[-1] if path else -1].append(index)
        children[index] = []
        path.append(index)

    def build(index: int, anchor: str) -> Provision:
        nested = tuple(build(child, f"{anchor}-i{n}") for n, child in enumerate(children[index], start=1))
        parts = tuple(replace(part, anchor=f"{anchor}-{part.anchor}") for part in flat[index].parts)
        return replace(flat[index], anchor=anchor, parts=parts, children=nested)

    return tuple(build(top, f"{prefix}i{done + n}") for n, top in enumerate(children[-1], start=1))


def _is_child(block: LineBlock, parent: LineBlock) -> bool:
    finer = _fineness(block.marker) - _fineness(parent.marker)
    return finer > 0 or (finer == 0 and block.indent >= parent.indent + 2)


def _fineness(marker: str) -> int:
    """Return the rank of a kind of marker, the coarsest first."""
    core = marker.strip("().")
    if not core:
        return 9
    if core[0].isdigit():
        return 5 if marker.endswith(")") else 1 + core.count(".")
    if marker.endswith((".", ")")) and set(core) <= set("IVX"):
        return 0
    return 7 if marker.endswith(")") else 8
