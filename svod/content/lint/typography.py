"""Quotation marks and brackets: straight ones, and those without a pair."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from svod.content.act import ParsedAct
from svod.content.authorities import Authorities
from svod.content.document import walk
from svod.content.lint.finding import Finding, Places, lines_with, plain

_STRAIGHT = re.compile(r'"(?=[а-яёА-ЯЁ])|(?<=[а-яёА-ЯЁ.!?])"')
# By whether there are more of one than of the other: of «», of ().
_MARK: Final = {
    (True, False): re.compile("[«»]"),
    (False, True): re.compile(r"[()]"),
    (True, True): re.compile(r"[()«»]"),
}
# «а)», «1)», «2.1)»: a marker within a paragraph.
_ENUMERATING = re.compile(r"(?<!\w)(?:\w|\d{1,3}(?:\.\d{1,3})*|[IVX]+)\)\Z")


def find_straight_quotes(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """Straight quotes stand around Russian words."""
    for number, line in lines_with('"', act):
        match = _STRAIGHT.search(plain(line))
        if match:
            yield "", act.source.diagnose("straight-quotes", number, match.start() + 1)


def find_unpaired_marks(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A quotation mark «» or a round bracket has no pair.

    A quotation may go over several paragraphs and items. Of quotations in one another that end together
    one closing mark is printed: «Союз «Труд». A bracket closes nothing after the marker of an item within
    a paragraph: а), 1).
    """
    body = act.body
    quotes, brackets = body.count("«") != body.count("»"), body.count("(") != body.count(")")
    if quotes or brackets:
        marks = list(_marks(act, _MARK[quotes, brackets]))
        yield from _find_unpaired_quotes(act, marks)
        yield from _find_unpaired_brackets(act, marks)


class _Mark(NamedTuple):
    """A mark of a pair: itself, its line and column, in which paragraph or item it is, by number.

    ``enumerating`` is a bracket after a marker within a paragraph.
    """

    sign: str
    line: int
    column: int
    enumerating: bool
    unit: int


def _find_unpaired_quotes(act: ParsedAct, marks: Sequence[_Mark]) -> Iterator[Finding]:
    opened: list[_Mark] = []
    within: list[_Mark] = []  # they may have ended together with one that stood in them
    for mark in marks:
        if mark.sign == "«":
            opened.append(mark)
        elif mark.sign != "»":
            continue
        elif opened:
            inner = opened.pop()
            if inner.unit == mark.unit:
                within += [outer for outer in opened if outer.unit == mark.unit]
                opened = [outer for outer in opened if outer.unit != mark.unit]
        elif within:
            within.pop()
        else:
            yield _unpaired(act, mark)
    yield from (_unpaired(act, mark) for mark in opened)


def _find_unpaired_brackets(act: ParsedAct, marks: Sequence[_Mark]) -> Iterator[Finding]:
    opened: list[_Mark] = []
    for mark in marks:
        if mark.sign == "(":
            opened.append(mark)
        elif mark.sign != ")":
            continue
        elif opened:
            opened.pop()
        elif not mark.enumerating:
            yield _unpaired(act, mark)
    yield from (_unpaired(act, mark) for mark in opened)


def _marks(act: ParsedAct, pattern: re.Pattern[str]) -> Iterator[_Mark]:
    """Yield the marks in the order in which they stand."""
    document = act.document
    begins = sorted({node.line for node in (*document.preface, *walk(document.blocks), *document.footnotes)})
    body = plain(act.body)
    places = Places(act)
    for match in pattern.finditer(body):
        line, column = places.at(match.start())
        before = body[max(match.start() - 9, match.start() - column + 1) : match.end()]
        enumerating = match[0] == ")" and _ENUMERATING.search(before) is not None
        yield _Mark(match[0], line, column, enumerating, bisect_right(begins, line))


def _unpaired(act: ParsedAct, mark: _Mark) -> Finding:
    return "", act.source.diagnose("unpaired-mark", mark.line, mark.column, mark=mark.sign)
