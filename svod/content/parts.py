"""Where the parts of an act begin.

Russian public bodies print the parts in one order but mark them in many ways. What decides is, in this
order: a line that announces the decision («РЕШЕНИЕ», «РЕШИЛИ:»), a sentence that does so («… предлагают:»,
«… полагаем необходимым:»), a bold or ``###`` addressee, a plain one, the first list. A list before that
belongs to the preamble: it enumerates what was discussed, not what was recommended.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Final

from svod.content.document import Role
from svod.content.lines import Kind, LineBlock
from svod.content.markers import DASHES, ordinal
from svod.content.marks import bare, is_bold
from svod.content.phrases import (
    is_attachment,
    is_closing,
    is_decision,
    is_formula,
    is_opening,
    names_no_one,
    role_of,
)

_TITLE_LIMIT: Final = 400
_LABEL_LIMIT: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The indices at which the parts after the heading begin; each ends where the next one begins."""

    preamble: int
    operative: int
    conclusion: int
    attachments: int


def find_parts(blocks: Sequence[LineBlock]) -> Parts:
    """Find the parts of an act, footnotes left out."""
    preamble = _preface_length(blocks)
    operative = preamble + _operative_start(blocks[preamble:])
    attachments = _attachments_start(blocks, operative)
    conclusion = _operative_end(blocks, operative, attachments)
    return Parts(preamble=preamble, operative=operative, conclusion=conclusion, attachments=attachments)


def marked_run(blocks: Sequence[LineBlock], start: int) -> Iterator[LineBlock]:
    """Yield the marked blocks that stand one after another from ``start`` on."""
    for index in range(start, len(blocks)):
        if blocks[index].kind is not Kind.MARKED:
            return
        yield blocks[index]


def _introduces(blocks: Sequence[LineBlock], index: int) -> bool:
    """Tell whether a provision follows: a marked paragraph or one that ends as an enumerated one does."""
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if following is None or following.kind is not Kind.TEXT:
        return following is not None and following.kind is Kind.MARKED
    return bare(following.text).endswith(";")


def _interrupts(blocks: Sequence[LineBlock], index: int) -> bool:
    """Tell whether only dashes stand between the block and the number that continues those before it."""
    following = next(marked_run(blocks, index + 1), None)
    if following is None or following.marker not in DASHES:
        return False
    after = _first_number(marked_run(blocks, index + 1))
    if after is None:
        return False
    before = _first_number(blocks[i] for i in range(index - 1, -1, -1) if blocks[i].kind is Kind.MARKED)
    return before == (after[0], after[1] - 1)


def _first_number(blocks: Iterable[LineBlock]) -> tuple[str, int] | None:
    """Return what the first marker that is not a dash says, None where there is none or it is no number."""
    markers = (block.marker for block in blocks)
    return ordinal(next((marker for marker in markers if marker not in DASHES), ""))


def _restarts(blocks: Sequence[LineBlock], index: int) -> bool:
    """Tell whether an unfinished line stands between a provision and one with the first number."""
    if not 0 < index < len(blocks) - 1 or bare(blocks[index].text).endswith((".", ",", ";", "!", "?", "…")):
        return False
    above, below = blocks[index - 1], blocks[index + 1]
    number = ordinal(below.marker) if below.kind is Kind.MARKED else None
    return above.kind is Kind.MARKED and number is not None and number[1] == 1


def _is_prominent(block: LineBlock) -> bool:
    return block.kind is Kind.HEADING or (block.kind is Kind.TEXT and is_bold(block.text))


def announces(block: LineBlock) -> bool:
    """Tell whether the block is a line that announces the decision."""
    return block.kind in (Kind.HEADING, Kind.TEXT) and is_decision(bare(block.text))


def leads_to_decision(block: LineBlock) -> bool:
    """Tell whether the block is a sentence that ends in the decision."""
    return block.kind in (Kind.HEADING, Kind.TEXT) and is_formula(bare(block.text))


def is_addressee(blocks: Sequence[LineBlock], index: int) -> bool:
    """Tell whether the block names whom the following provisions are addressed to.

    Bold, plain and ``###`` addressees are the same thing; a plain one needs its colon, or the numbers
    begin anew below it.
    """
    block = blocks[index]
    if block.kind not in (Kind.HEADING, Kind.TEXT):
        return False
    text, prominent = bare(block.text), _is_prominent(block)
    ends_open = text.endswith(":")
    if not (prominent or ends_open or _restarts(blocks, index)) or not _may_name(text):
        return False
    if not prominent:
        return _introduces(blocks, index) and not _interrupts(blocks, index)
    unmarked = ends_open and index + 1 < len(blocks) and blocks[index + 1].kind is Kind.TEXT
    return unmarked or _introduces(blocks, index)


def heads_unmarked(blocks: Sequence[LineBlock], index: int) -> bool:
    """Tell whether a prominent line heads plain paragraphs: an addressee where no provision is marked."""
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if following is None or following.kind is not Kind.TEXT or _is_prominent(following):
        return False
    return _is_prominent(blocks[index]) and _may_name(bare(blocks[index].text))


def _may_name(text: str) -> bool:
    """Tell whether ``text`` may be the name of an addressee: it is short and no other line of an act."""
    return len(text) <= _LABEL_LIMIT and not _is_other_line(text)


@lru_cache(maxsize=1024)
def _is_other_line(text: str) -> bool:
    """Kept, because a label is asked about more than once, and most labels recur from act to act."""
    return is_decision(text) or is_formula(text) or names_no_one(text) or is_closing(text)


def _preface_length(blocks: Sequence[LineBlock]) -> int:
    titles = (i for i, block in enumerate(blocks) if role_of(bare(block.text)) is Role.TITLE)
    title = next(titles, 0)

    def belongs(index: int) -> bool:
        block, text = blocks[index], bare(blocks[index].text)
        if block.kind not in (Kind.HEADING, Kind.TEXT) or text.endswith(":") or is_opening(text):
            return False
        if role_of(text) is not Role.TITLE:
            return True
        if index > title and (announces(block) or (_is_prominent(block) and _introduces(blocks, index))):
            return False
        if _is_prominent(block):
            return True
        last = bare(block.text.rsplit("\n", 1)[-1])
        ends_open = role_of(last) is not Role.TITLE or not text.endswith((".", ",", ";", "!", "?", "…"))
        return ends_open and len(text) <= _TITLE_LIMIT

    return sum(1 for _ in takewhile(belongs, range(len(blocks))))


def _operative_start(blocks: Sequence[LineBlock]) -> int:
    """Return the index of the first block of the operative part (the rule is the module's docstring)."""
    indices = range(len(blocks))
    start = next((i for i in indices if announces(blocks[i])), None)
    if start is None:
        start = next((i for i in indices if leads_to_decision(blocks[i]) or _is_bold_label(blocks, i)), None)
    if start is None:
        marked = (i for i in indices if blocks[i].kind is Kind.MARKED or is_addressee(blocks, i))
        return next(marked, len(blocks))
    while start < len(blocks) and (announces(blocks[start]) or leads_to_decision(blocks[start])):
        start += 1
    return start


def _is_bold_label(blocks: Sequence[LineBlock], index: int) -> bool:
    return _is_prominent(blocks[index]) and is_addressee(blocks, index)


def _attachments_start(blocks: Sequence[LineBlock], operative: int) -> int:
    for index in range(operative, len(blocks)):
        block = blocks[index]
        if block.kind in (Kind.HEADING, Kind.TEXT) and is_attachment(bare(block.text)):
            return index
    return len(blocks)


def _operative_end(blocks: Sequence[LineBlock], start: int, limit: int) -> int:
    """Return where the conclusion begins: after the last provision, marked or not."""
    last = max((i for i in range(start, limit) if blocks[i].kind is Kind.MARKED), default=start - 1)
    labels = [i for i in range(last + 1, limit) if is_addressee(blocks, i)]
    if last >= start and not labels:
        return continuation_end(blocks, last + 1, limit)
    for index in range(labels[-1] + 1 if labels else start, limit):
        if is_closing(bare(blocks[index].text)):
            return index
    return limit


def continuation_end(blocks: Sequence[LineBlock], after: int, limit: int) -> int:
    """Return the end of what the provision before ``after`` enumerates without markers, if it does."""
    end = after
    wanted = ":"
    while end < limit and bare(blocks[end - 1].text).endswith(wanted):
        text = bare(blocks[end].text)
        if blocks[end].kind not in (Kind.TEXT, Kind.INSERT) or text.endswith(":") or is_closing(text):
            break
        end += 1
        wanted = ";"
    return end
