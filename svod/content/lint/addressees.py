"""Who is asked: addressees that no authority file has, or that may be several."""

from collections.abc import Iterable, Iterator

from svod.content.act import ParsedAct
from svod.content.addressing import may_be_addressee, suggest_entry
from svod.content.authorities import Authorities
from svod.content.document import Block, Group, Provision, asked_by
from svod.content.lint.finding import Finding
from svod.content.marks import bare


def find_unknown_addressees(act: ParsedAct, authorities: Authorities) -> Iterator[Finding]:
    """An addressee's printed words are those of no authority entry, or of several.

    A provision that leads to others may be no addressee («1. Вести учёт:»): it must look like one.
    """
    for node in () if "addressees" in authorities.broken else _asking(act.document.operative):
        label = bare(asked_by(node)).rstrip(":")
        found = authorities.match_addressee(label)
        if len(found) == 1 or not (found or isinstance(node, Group) or may_be_addressee(label)):
            continue
        place, printed = (node.line, act.column(node.line, label)), label.lstrip(".")
        if found:
            several = act.source.diagnose(
                "addressee-ambiguous", *place, label=printed, ids=", ".join(sorted(found))
            )
            yield node.anchor, several
            continue
        unknown = act.source.diagnose(
            "addressee-unknown",
            *place,
            label=printed,
            suggestion=authorities.nearest_addressee(label),
            entry=suggest_entry(printed, authorities.addressees),
        )
        yield node.anchor, unknown


def _asking(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the groups, and the provisions outside groups that lead to others."""
    for block in blocks:
        if asked_by(block):
            yield block
        if isinstance(block, Provision):
            yield from _asking(block.children)
