"""Repairs of content files: each is a pure function of a file that returns its new text.

Those that are safe change no word of the act, which is proved for each file by the reading that proves pages
(``fidelity.reference_text``); the others are for those who ask for them by name. What an editor has silenced
is left, and so is a file whose front matter cannot be read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from svod.content.act import parse_act
from svod.content.fidelity import reference_text
from svod.content.frontmatter import split_front_matter
from svod.content.repairs.fields import order_keys, quote_values, rewrite_dates
from svod.content.repairs.words import (
    break_decisions,
    drop_doubled_words,
    part_glued_bold,
    round_quotes,
    unify_script,
)
from svod.content.sources import Source
from svod.diagnostics import Diagnostic

Repair: TypeAlias = Callable[[Source], str]

# In the order in which they are made.
SAFE: Final[Mapping[str, Repair]] = {
    "date-invalid": rewrite_dates,
    "quoting": quote_values,
    "key-order": order_keys,
    "glued-bold": part_glued_bold,
}
BY_NAME: Final[Mapping[str, Repair]] = {
    "decision-inline": break_decisions,
    "doubled-word": drop_doubled_words,
    "mixed-script": unify_script,
    "straight-quotes": round_quotes,
}
REPAIRS: Final[Mapping[str, Repair]] = {**SAFE, **BY_NAME}
_UNREADABLE: Final = ("front-matter-", "yaml-")


class Repaired(NamedTuple):
    """The text of a file after its repairs, which may be what it was, and why nothing could be repaired."""

    text: str
    faults: Sequence[Diagnostic] = ()


def repair(source: Source, codes: Iterable[str] = tuple(SAFE)) -> Repaired:
    """Make the repairs named by ``codes``; a file whose front matter cannot be read is left as it is."""
    _, faults = parse_act(source)
    unreadable = [fault for fault in faults if fault.code.startswith(_UNREADABLE)]
    if unreadable:
        return Repaired(source.text, unreadable)
    wanted = set(codes)
    text = source.text
    for code, function in REPAIRS.items():
        if code in wanted:
            changed = function(Source(path=source.path, text=text))
            if changed != text and (code in BY_NAME or _words_of(changed) == _words_of(text)):
                text = changed
    return Repaired(text)


def _words_of(text: str) -> str | None:
    """Return the words that the page of an act shows, None where a text has no front matter."""
    front = split_front_matter(Source(path="", text=text))
    return None if isinstance(front, Diagnostic) else reference_text(front.body)
