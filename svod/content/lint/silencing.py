"""What editors have looked at: warnings that a note or a silence in the front matter answers.

A note at a place silences all rules there; a silence one rule, at one place or in the whole act (decision
0019).
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from svod.content.act import ParsedAct
from svod.content.document import walk
from svod.content.lint.finding import Finding
from svod.content.resolution import HEADING, Silence
from svod.diagnostics import Diagnostic, nearest
from svod.lint_rules import WARNINGS

SILENCEABLE: Final = frozenset(rule.code for rule in WARNINGS) - {
    "duplicate-probable",
    "silence-unneeded",
    "todo",
}


def drop_silenced(act: ParsedAct, findings: Sequence[Finding]) -> list[Diagnostic]:
    """Return what is to be told of ``findings``, and of silences that nothing needs."""
    silences = act.resolution.silence
    noted = {note.at for note in act.resolution.notes}
    if not (silences or noted):
        return [diagnostic for _, diagnostic in findings]
    places = sorted((node.line, node.anchor) for node in walk(act.document.blocks))
    told: list[Diagnostic] = []
    used: set[Silence] = set()
    for anchor, diagnostic in findings:
        at = anchor or _anchor_at(diagnostic.line, places)
        answering = {silence for silence in silences if _answers(silence, diagnostic.code, at)}
        used |= answering
        if at not in noted and not answering:
            told.append(diagnostic)
    return [*told, *_check_silences(act, used)]


def _answers(silence: Silence, code: str, at: str) -> bool:
    return silence.rule == code and code in SILENCEABLE and silence.at in (None, at)


def _check_silences(act: ParsedAct, used: set[Silence]) -> Iterator[Diagnostic]:
    """Report silences of rules that do not exist, and those of what would not be reported."""
    for index, silence in enumerate(act.resolution.silence):
        if silence.rule not in SILENCEABLE:
            suggestion = nearest(silence.rule, SILENCEABLE)
            path = ("silence", index, "rule")
            fault = act.act.fault("silence-unknown", path, value=silence.rule, suggestion=suggestion)
            yield fault.locate(act.source)
        elif silence not in used:
            fault = act.act.fault(
                "silence-unneeded", ("silence", index), rule=silence.rule, at=silence.at or "—"
            )
            yield fault.locate(act.source)


def _anchor_at(line: int, places: Sequence[tuple[int, str]]) -> str:
    """Return the anchor of the block that ``line`` belongs to, that of the heading above the first."""
    index = bisect_right(places, line, key=lambda place: place[0])
    return places[index - 1][1] if index else HEADING
