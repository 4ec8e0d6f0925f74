"""Organizations whose names are printed nearly, but not quite, as the authority file has them."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from svod.content.act import ParsedAct
from svod.content.authorities import Authorities
from svod.content.document import Paragraph
from svod.content.lint.finding import Finding
from svod.content.marks import bare
from svod.morphology import is_declined
from svod.text import fold

_QUOTED = re.compile(r"«([^«»]+)»")
_ABBREVIATED = re.compile(r"(?<!\w)[А-ЯЁ]{5,}(?!\w)")
_SHORTEST: Final = 5  # letters of a word in which one other letter is no other word
_PREAMBLE: Final = 3  # paragraphs in which an act says who adopted it


def find_misspelt_organizations(act: ParsedAct, authorities: Authorities) -> Iterator[Finding]:
    """The heading or the first paragraphs have the name of one of the act's organizations with one slip.

    Names are compared that stand in quotation marks or are abbreviations: one letter is another one, left
    out, put in or has changed its place with its neighbour, or a space is missing or too many. Other cases of
    the name, and all that the entry lists, are no slips.
    """
    names = _names_of(act, authorities)
    if not names:
        return
    for number, text in _opening_lines(act):
        for printed in (*_QUOTED.findall(text), *_ABBREVIATED.findall(text)):
            known = _find_meant(printed, names)
            if known:
                column = act.column(number, printed)
                yield (
                    "",
                    act.source.diagnose("organization-misspelt", number, column, printed=printed, name=known),
                )


def _names_of(act: ParsedAct, authorities: Authorities) -> tuple[str, ...]:
    """Return what the names of the act's organizations have in quotation marks, and their abbreviations."""
    entries = (authorities.organizations.get(id_) for id_ in act.act.organizations)
    names = [name for entry in entries if entry for name in entry.names]
    return tuple(dict.fromkeys(part for name in names for part in _parts(name)))


@lru_cache(4096)
def _parts(name: str) -> tuple[str, ...]:
    return (*_QUOTED.findall(name), *_ABBREVIATED.findall(name))


def _opening_lines(act: ParsedAct) -> Iterator[tuple[int, str]]:
    for line in act.document.preface:
        yield line.line, bare(line.text)
    paragraphs = [block for block in act.document.preamble if isinstance(block, Paragraph)]
    for block in paragraphs[:_PREAMBLE]:
        yield block.line, bare(block.text)


@lru_cache(4096)
def _find_meant(printed: str, names: Sequence[str]) -> str | None:
    """Return the name that ``printed`` has a slip in, None where it is a name, or none at all."""
    key = fold(printed)
    keys = {fold(name): name for name in names}
    if key in keys or any(_is_case_of(known, key) for known in keys):
        return None
    slips = (name for known, name in keys.items() if _is_slip(known, key))
    if _ABBREVIATED.fullmatch(printed):  # one of other letters is another body: СОИРО, МОИРО
        slips = (name for name in slips if sorted(name) == sorted(printed))
    return next(slips, None)


def _is_case_of(known: str, key: str) -> bool:
    one, other = known.split(), key.split()
    return len(one) == len(other) and is_declined(one, other, named=True)


def _is_slip(known: str, key: str) -> bool:
    """Tell whether ``key`` is ``known`` with one slip in one word of some length, or a space."""
    if known.replace(" ", "") == key.replace(" ", ""):
        return True
    one, other = known.split(), key.split()
    differing = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and len(differing) == 1 and _is_typo(*differing[0])


def _is_typo(word: str, typed: str) -> bool:
    """Tell whether two words differ by one letter, not at their ends, or by two neighbours in other order."""
    if min(len(word), len(typed)) < _SHORTEST or abs(len(word) - len(typed)) > 1:
        return False
    at = next((i for i, pair in enumerate(zip(word, typed, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        return False  # an ending that is longer: another case, perhaps of a word the dictionary has not
    swapped = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    if typed == swapped or (word[at + 1 :] == typed[at + 1 :] and len(word) > at + 2):
        return True
    return at + 1 < max(len(word), len(typed)) and (
        word[at:] == typed[at + 1 :] or word[at + 1 :] == typed[at:]
    )
