"""Lists of provisions: numbers left out, repeated or going back, markers of several kinds."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from svod.content.act import ParsedAct
from svod.content.authorities import Authorities
from svod.content.document import Block, Group, Provision, walk
from svod.content.lint.finding import Finding, sibling_lists
from svod.content.markers import DASHES, ordinal

# «б. Провести»: no marker in our dialect, because it begins sentences too («А. Пушкин»).
_DOTTED = re.compile(r"([а-я])\.\s+(?=\S)")


def find_list_faults(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """The faults of each list of provisions, one list after another: those of the rules below."""
    for siblings in sibling_lists(act.document):
        if len(siblings) > 1 or siblings[0].children:
            yield from _find_number_faults(act, siblings)
            yield from _find_mixed_markers(act, siblings)
            yield from _find_mixed_dashes(act, siblings)


def find_dotted_letters(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """After «а)» comes «б.», which is read as a paragraph and not as an item."""
    if "а)" in act.body and "\nб. " in act.body:
        for before, block in pairwise(walk(act.document.blocks)):
            if not isinstance(before, Provision) or isinstance(block, Provision | Group):
                continue
            dotted, number = _DOTTED.match(block.text), ordinal(before.marker)
            if dotted and number and ordinal(f"{dotted[1]})") == (")", number[1] + 1):
                yield _mixed(act, before, block, f"{dotted[1]}.")


def _find_number_faults(act: ParsedAct, siblings: Sequence[Provision]) -> Iterator[Finding]:
    """A number or letter is left out between two neighbours (1., 3.), given twice (2., 2.) or goes back.

    A list may begin anew: 1. after any number is no fault.
    """
    for previous, provision in pairwise(siblings):
        before, after = ordinal(previous.marker), ordinal(provision.marker)
        if not before or not after or before[0] != after[0] or after[1] == before[1] + 1:
            continue
        if after[1] > before[1]:
            if not _has_last(previous, after[1] - 1):
                yield _finding(act, "numbering-gap", provision, previous)
        elif after[1] > 1:
            code = "numbering-repeated" if after[1] == before[1] else "numbering-back"
            yield _finding(act, code, provision, previous)


def _has_last(provision: Provision, number: int) -> bool:
    """Tell whether the item ``number`` stands before the end of ``provision``: 1., 2), 3."""
    last = ordinal(provision.children[-1].marker) if provision.children else None
    return last is not None and last[1] == number


def _find_mixed_markers(act: ParsedAct, siblings: Sequence[Provision]) -> Iterator[Finding]:
    """An item goes on with the numbers of the one before it, in another form: 1., 2), or а), Б)."""
    for previous, provision in pairwise(siblings):
        if _goes_on(previous, provision):
            yield _mixed(act, previous, provision, provision.marker)
    for provision in siblings:
        first = provision.children[0] if provision.children else None
        if first and _goes_on(provision, first):
            yield _mixed(act, provision, first, first.marker)


def _goes_on(previous: Provision, provision: Provision) -> bool:
    before, after = ordinal(previous.marker), ordinal(provision.marker)
    if not before or not after or after[1] != before[1] + 1 or before[0] == after[0]:
        return False
    return _kind(previous.marker) == _kind(provision.marker)


def _kind(marker: str) -> tuple[bool, str]:
    """Return whether it is a number, and all parts of it but the last: 2.1. goes on with 2.2)."""
    core = marker.strip("().")
    return core[0].isdigit(), core.rpartition(".")[0]


def _find_mixed_dashes(act: ParsedAct, siblings: Sequence[Provision]) -> Iterator[Finding]:
    """The provisions of one list begin with different dashes: –, —, -."""
    glyphs = list(dict.fromkeys(p.marker for p in siblings if p.marker in DASHES))
    if len(glyphs) > 1:
        odd = next(p for p in siblings if p.marker == glyphs[1])
        anchor = siblings[0].anchor.rpartition("-")[0] or siblings[0].anchor
        place = (odd.line, act.column(odd.line, odd.marker))
        yield anchor, act.source.diagnose("mixed-dashes", *place, glyphs=" ".join(glyphs), anchor=anchor)


def _mixed(act: ParsedAct, previous: Provision, block: Block, marker: str) -> Finding:
    place = (block.line, act.column(block.line, marker))
    return block.anchor, act.source.diagnose(
        "mixed-markers", *place, previous=previous.marker, marker=marker, anchor=block.anchor
    )


def _finding(act: ParsedAct, code: str, provision: Provision, previous: Provision) -> Finding:
    place = (provision.line, act.column(provision.line, provision.marker))
    return provision.anchor, act.source.diagnose(
        code, *place, previous=previous.marker, marker=provision.marker, anchor=provision.anchor
    )
