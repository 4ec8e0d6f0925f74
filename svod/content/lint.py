"""What is probably wrong in the text of an act: warnings, never changes.

Each rule is a generator whose docstring is the rule. A note at a place (``notes`` in the front matter)
says that an editor has looked, and silences the rules there. A rule about lines looks for its mark in the
whole body first: most acts have none.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from svod.content.act import ParsedAct
from svod.content.addressing import may_be_addressee, suggest_entry
from svod.content.authorities import Authorities
from svod.content.document import Block, Document, Group, Provision, asked_by, walk
from svod.content.markers import DASHES, ordinal
from svod.content.marks import bare
from svod.content.markup import ALLOWED_TAGS, SCHEMES
from svod.diagnostics import Diagnostic

_LATIN: Final = "AaBCcEeHKkMmOoPpTXxy"
_CYRILLIC: Final = "АаВСсЕеНКкМмОоРрТХху"
_LOOKALIKES = str.maketrans(_LATIN, _CYRILLIC)
_MIXED = re.compile(r"(?<!\w)(?=\w*[а-яёА-ЯЁ])(?=\w*[a-zA-Z])[^\W\d_]+(?!\w)")
# A Latin letter beside one that is not: there is one in every word of mixed script.
_MEETING = re.compile(r"[a-zA-Z](?:(?=[^\W\d_a-zA-Z])|(?<=[^\W\d_a-zA-Z].))")
_GLUED = re.compile(r"[^\s*]+\*{4}[^\s*]+")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)\b[^<>]*>")
_CODE_OR_TAG = re.compile(r"`[^`]*`|<[^<>]*>|\]\([^)]*\)")
_STRAIGHT = re.compile(r'"(?=[а-яёА-ЯЁ])|(?<=[а-яёА-ЯЁ.!?])"')
_AUTOLINK = re.compile(r"<(?:https?:|mailto:|tel:|[^\s<>@]+@)")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_SCHEME = re.compile(r"\]\(<?([a-zA-Z][a-zA-Z0-9+.-]*):[^)\s]*")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!:)")


Finding = tuple[str, Diagnostic]
Rule = Callable[[ParsedAct, Authorities], Iterator[Finding]]


def lint_act(act: ParsedAct, authorities: Authorities) -> list[Diagnostic]:
    """Return the warnings of all rules, those at places with a note left out."""
    findings = [finding for rule in RULES for finding in rule(act, authorities)]
    noted = {note.at for note in act.resolution.notes}
    places = sorted((node.line, node.anchor) for node in walk(act.document.blocks)) if noted else []
    return [
        diagnostic
        for anchor, diagnostic in findings
        if not noted or (anchor or _anchor_at(diagnostic.line, places)) not in noted
    ]


def _anchor_at(line: int, places: Sequence[tuple[int, str]]) -> str:
    """Return the anchor of the block that ``line`` belongs to, empty above the first."""
    index = bisect_right(places, line, key=lambda place: place[0])
    return places[index - 1][1] if index else ""


def find_numbering_gaps(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A number or letter is left out between two neighbouring provisions: 1., 3."""
    for siblings in _sibling_lists(act.document):
        for previous, provision in pairwise(siblings):
            before, after = ordinal(previous.marker), ordinal(provision.marker)
            if before and after and before[0] == after[0] and after[1] > before[1] + 1:
                yield (
                    provision.anchor,
                    act.source.diagnose(
                        "numbering-gap",
                        provision.line,
                        act.column(provision.line, provision.marker),
                        previous=previous.marker,
                        marker=provision.marker,
                        anchor=provision.anchor,
                    ),
                )


def find_mixed_dashes(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """The provisions of one list begin with different dashes: –, —, -."""
    for siblings in _sibling_lists(act.document):
        glyphs = list(dict.fromkeys(p.marker for p in siblings if p.marker in DASHES))
        if len(glyphs) > 1:
            odd = next(p for p in siblings if p.marker == glyphs[1])
            anchor = siblings[0].anchor.rpartition("-")[0] or siblings[0].anchor
            place = (odd.line, act.column(odd.line, odd.marker))
            shown = " ".join(glyphs)
            yield anchor, act.source.diagnose("mixed-dashes", *place, glyphs=shown, anchor=anchor)


def find_glued_bold(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """Two bold runs touch (``**слово****слово**``): a converter lost the space or line break."""
    for number, line in _lines_with("****", act):
        for match in _GLUED.finditer(line):
            words = match[0].replace("****", "|").replace("*", "")
            yield "", act.source.diagnose("glued-bold", number, match.start() + 1, words=words)


def find_mixed_script(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A word has Cyrillic and Latin letters: it looks right and is never found."""
    body = act.body
    for number, line in _lines_at((match.start() for match in _MEETING.finditer(body)), body, act.body_line):
        for match in _MIXED.finditer(_CODE_OR_TAG.sub(_spaces, line)):
            word = match[0]
            letters = "".join(dict.fromkeys(letter for letter in word if letter.isascii()))
            fixed = word.translate(_LOOKALIKES)
            yield (
                "",
                act.source.diagnose(
                    "mixed-script", number, match.start() + 1, word=word, letters=letters, fixed=fixed
                ),
            )


def find_straight_quotes(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """Straight quotes stand around Russian words."""
    for number, line in _lines_with('"', act):
        match = _STRAIGHT.search(_CODE_OR_TAG.sub(_spaces, line))
        if match:
            yield "", act.source.diagnose("straight-quotes", number, match.start() + 1)


def find_joined_paragraphs(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A line continues a paragraph but looks like one of its own: a full stop before, a capital after."""
    for line in act.document.joined:
        yield "", act.source.diagnose("paragraph-joined", line, 1)


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


def find_missing_provisions(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """No provision was recognised in the whole act."""
    if not act.act.provision_count and act.body.strip():
        yield "", act.source.diagnose("provisions-missing", act.body_line)


def find_removed_html(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A tag that is not on the allow-list stands in the text; it will not be in the page."""
    for number, line in _lines_with("<", act):
        for match in _TAG.finditer(line):
            tag = match[1].lower()
            if tag not in ALLOWED_TAGS and not match[0].startswith("</") and not _AUTOLINK.match(match[0]):
                yield "", act.source.diagnose("html-removed", number, match.start() + 1, tag=tag)


def find_footnote_faults(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A footnote has no text, two of them, or nothing that refers to it."""
    defined = {note.label for note in act.document.footnotes}
    referred: set[str] = set()
    for number, line in _lines_with("[^", act):
        for match in _REFERENCE.finditer(_CODE_OR_TAG.sub(_spaces, line)):
            referred.add(match[1])
            if match[1] not in defined:
                yield "", act.source.diagnose("footnote-undefined", number, match.start() + 1, label=match[1])
    first: dict[str, int] = {}
    for note in act.document.footnotes:
        if note.label in first:
            earlier = first[note.label]
            yield "", act.source.diagnose("footnote-duplicate", note.line, 1, label=note.label, first=earlier)
        elif note.label not in referred:
            yield "", act.source.diagnose("footnote-unused", note.line, 1, label=note.label)
        first.setdefault(note.label, note.line)


def find_unclosed_fences(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A fence opens a block of code and none closes it, so that the rest of the act is code."""
    opening: tuple[int, str] | None = None
    for number, line in sorted({*_lines_with("```", act), *_lines_with("~~~", act)}):
        fence = _FENCE.match(line)
        if fence and opening is None:
            opening = (number, fence[1])
        elif fence and opening and line.strip(" \t" + opening[1][0]) == "" and fence[1] >= opening[1]:
            opening = None
    if opening:
        yield "", act.source.diagnose("fence-unclosed", opening[0], 1, fence=opening[1])


def find_refused_links(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A link has a scheme that a page of the archive does not link to."""
    for number, line in _lines_with("](", act):
        for match in _SCHEME.finditer(line):
            if match[1].lower() not in SCHEMES:
                target = match[0].lstrip("](<")
                yield "", act.source.diagnose("link-broken", number, match.start() + 3, target=target)


RULES: Final[Sequence[Rule]] = (
    find_numbering_gaps,
    find_mixed_dashes,
    find_glued_bold,
    find_mixed_script,
    find_straight_quotes,
    find_joined_paragraphs,
    find_unknown_addressees,
    find_missing_provisions,
    find_removed_html,
    find_footnote_faults,
    find_unclosed_fences,
    find_refused_links,
)


def _asking(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the groups, and the provisions outside groups that lead to others."""
    for block in blocks:
        if asked_by(block):
            yield block
        if isinstance(block, Provision):
            yield from _asking(block.children)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _lines_with(mark: str, act: ParsedAct) -> Iterator[tuple[int, str]]:
    """Yield the number and text of each line of the body in which ``mark`` stands."""
    body = act.body
    return _lines_at(_places_of(mark, body), body, act.body_line)


def _places_of(mark: str, text: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + len(mark))


def _lines_at(places: Iterable[int], text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Yield the number and text of each line in which one of the ascending ``places`` is, each line once."""
    number, begin, end = first_line, 0, -1
    for place in places:
        if place > end:
            number += text.count("\n", begin, place)
            begin = text.rfind("\n", 0, place) + 1
            end = text.find("\n", place)
            end = len(text) if end < 0 else end
            yield number, text[begin:end]


def _sibling_lists(document: Document) -> list[list[Provision]]:
    """Return every list of provisions: each group's, each nested one, each run without a group."""
    found: list[list[Provision]] = []

    def gather(blocks: Sequence[Block]) -> None:
        current: list[Provision] = []
        for block in blocks:
            if isinstance(block, Provision):
                current.append(block)
                if block.children:
                    gather(block.children)
            else:
                found.append(current)
                current = []
                if isinstance(block, Group):
                    gather(block.provisions)
        found.append(current)

    gather(document.blocks)
    return [siblings for siblings in found if siblings]
