"""What a rule finds, and where it looks: the lines in which its mark stands, the lists of provisions."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from svod.content.act import ParsedAct
from svod.content.authorities import Authorities
from svod.content.document import Block, Document, Group, Provision
from svod.diagnostics import Diagnostic

# The anchor of the place at which an editor can silence it, empty where its line tells; and what it says.
Finding: TypeAlias = tuple[str, Diagnostic]
Rule: TypeAlias = Callable[[ParsedAct, Authorities], Iterator[Finding]]

_DESTINATION: Final = r"\]\((?:[^()\n]|\([^()\n]*\))*\)"
_TARGET = re.compile(_DESTINATION)
_CODE_OR_TAG = re.compile(rf"`[^`\n]*`|<[^<>\n]*>|{_DESTINATION}")


def plain(text: str) -> str:
    """Return ``text`` with spaces for code, tags and targets of links: there are no words in them."""
    if "`" in text or "<" in text or "](" in text:
        return _CODE_OR_TAG.sub(lambda match: " " * len(match[0]), text)
    return text


def without_targets(text: str) -> str:
    """Return ``text`` with spaces for the targets of links, which nobody reads."""
    return _TARGET.sub(lambda match: " " * len(match[0]), text) if "](" in text else text


def lines_with(mark: str, act: ParsedAct) -> Iterator[tuple[int, str]]:
    """Yield the number and text of each line of the body in which ``mark`` stands."""
    body = act.body
    return lines_at(_places_of(mark, body), body, act.body_line)


def _places_of(mark: str, text: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + len(mark))


def lines_at(places: Iterable[int], text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Yield the number and text of each line in which one of the ascending ``places`` is, each line once."""
    number, begin, end = first_line, 0, -1
    for place in places:
        if place > end:
            number += text.count("\n", begin, place)
            begin = text.rfind("\n", 0, place) + 1
            end = text.find("\n", place)
            end = len(text) if end < 0 else end
            yield number, text[begin:end]


class Places:
    """Tells the line and the column of what stands at offsets of the body, one after another."""

    def __init__(self, act: ParsedAct) -> None:
        self._body = act.body
        self._line, self._begin = act.body_line, 0

    def at(self, offset: int) -> tuple[int, int]:
        """Return the place of ``offset``, which is none before the last one that was asked for."""
        lines = self._body.count("\n", self._begin, offset)
        if lines:
            self._line += lines
            self._begin = self._body.rfind("\n", 0, offset) + 1
        return self._line, offset - self._begin + 1


def sibling_lists(document: Document) -> list[list[Provision]]:
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
