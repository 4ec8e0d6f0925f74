"""Places that were left to be filled in."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from svod.content.act import ParsedAct
from svod.content.authorities import Authorities
from svod.content.document import walk
from svod.content.lint.finding import Finding, lines_at, plain

_BLANK = re.compile(r"[«\"]\s*(?:\\?_)+\s*[»\"]|(?:\\?_){3,}|\b20(?:\\?_)+")
# Nothing but the blank and signs: a rule, or a line of a form.
_EMPTY = re.compile(r"[\W_]*")
# «Председатель _____ И. И. Иванов», «_____ (подпись)»: a line to sign on.
_SIGNED = re.compile(
    r"(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё]+|[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.|[Пп]одпись\b|М\.\s?П\.|Ф\.\s?И\.\s?О"
)
_LONGEST_SIGNATURE: Final = 120  # characters


def find_blanks(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A blank is left open: «__» ____ 20__ г., «приняли участие _____ человек».

    The first one of each paragraph or item is reported. A line to sign on is none, nor are forms in an
    attachment.
    """
    body = act.body
    if "__" not in body and "_\\_" not in body:
        return
    document = act.document
    forms = document.attachments[0].line if document.attachments else act.body_line + body.count("\n") + 1
    begins = sorted({node.line for node in (*document.preface, *walk(document.blocks))})
    told: set[int] = set()
    for number, line in lines_at((match.start() for match in _BLANK.finditer(body)), body, act.body_line):
        blank, block = _BLANK.search(plain(line)), bisect_right(begins, number)
        if blank is None or number >= forms or block in told or _is_to_be_filled_by_hand(line):
            continue
        told.add(block)
        shown = line[max(0, blank.start() - 20) : blank.end() + 20].replace("\\", "").strip()
        yield "", act.source.diagnose("blank-open", number, blank.start() + 1, words=shown)


def _is_to_be_filled_by_hand(line: str) -> bool:
    """Tell whether a line with a blank is nothing else, or one to sign on."""
    return bool(_EMPTY.fullmatch(line) or (len(line) <= _LONGEST_SIGNATURE and _SIGNED.search(line)))
