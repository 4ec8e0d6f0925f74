"""The index cut into scripts that a browser loads one by one.

A search needs the terms of its query and no more. Terms are sorted and cut into shards; the directory,
which is loaded first, tells where each begins. A shard is a classic script that calls ``svod.receive``
(``client/loading.js``), because from ``file://`` a page can load nothing but scripts.

The smaller the shards, the less is loaded in vain, and the longer the directory; their sum is least
where a shard is about as long as the square root of the index (docs/decisions/0005).
"""

import math
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final
from zlib import crc32

from svod.search.numerals import write_number
from svod.search.postings import TermPostings
from svod.search.scripts import Script, write_script
from svod.search.words import Vocabulary

# The script that names the shards; a browser loads it first.
DIRECTORY: Final = "directory"
# Between entries, between the parts of an entry, between the members of a part: no word holds them, and
# they are no digits of ``numerals``.
ENTRY: Final = "~"
PART: Final = "|"
MEMBER: Final = " "
_SMALLEST: Final = 4_000
_FORMS: Final = 6_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The shards of one kind, as the directory names them: where each begins, and its checksum.

    A shard begins with the first word that has the beginning given; it is the shortest that does not
    sort before the words of the shard before.
    """

    firsts: tuple[str, ...]
    checksums: tuple[str, ...]


def checksum(text: str) -> str:
    """Return 18 bits of the CRC-32 of the UTF-16 of ``text``, as three digits."""
    value = crc32(text.encode("utf-16-le", "surrogatepass"))
    return "".join(_digit(value >> shift & 63) for shift in (12, 6, 0))


def write_term_shards(
    postings: Sequence[TermPostings], related: Mapping[str, tuple[str, ...]]
) -> Generator[Script, None, Shelf]:
    """Yield the shards of the terms, ``terms-<n>`` and ``places-<n>``, and return their shelf.

    ``terms-<n>`` begins with the checksum of ``places-<n>``. Its entries have four parts: the term, as
    the number of characters shared with the one before, and the rest; the endings that make its forms
    of it; the related terms, as the number of characters shared with the term, and the rest; the
    postings. ``places-<n>`` holds the places of the same terms, without names.
    """
    terms = _with_absent(postings, related)
    limit = max(_SMALLEST, math.isqrt(8 * sum(len(term.postings) for term in terms)))
    shards = list(_cut([len(term.postings) + len(term.term) for term in terms], limit))
    checksums: list[str] = []
    for number, shard in enumerate(shards):
        places = ENTRY.join(term.places for term in terms[shard])
        before = ["", *(term.term for term in terms[shard])]
        entries = [
            _write_entry(term, previous, related.get(term.term, ()))
            for term, previous in zip(terms[shard], before, strict=False)
        ]
        text = ENTRY.join([checksum(places), *entries])
        checksums.append(checksum(text))
        yield write_script(f"terms-{number}", text)
        yield write_script(f"places-{number}", places)
    return Shelf(firsts=_firsts([term.term for term in terms], shards), checksums=tuple(checksums))


def write_form_shards(vocabulary: Vocabulary) -> Generator[Script, None, Shelf]:
    """Yield the shards ``forms-<n>`` of all words that occur, and return their shelf.

    An entry is the number of characters that a form shares with the one before, the number of those
    that its term lacks, and the rest of the form.
    """
    forms = vocabulary.forms
    terms = [vocabulary.terms[term] for term in vocabulary.term_of.tolist()]
    shards = list(_cut([len(form) for form in forms], _FORMS))
    checksums: list[str] = []
    for number, shard in enumerate(shards):
        text = ENTRY.join(
            _abbreviate(form, previous, between=_digit(len(form) - len(term)))
            for form, previous, term in zip(forms[shard], ["", *forms[shard]], terms[shard], strict=False)
        )
        checksums.append(checksum(text))
        yield write_script(f"forms-{number}", text)
    return Shelf(firsts=_firsts(forms, shards), checksums=tuple(checksums))


def _cut(sizes: Sequence[int], limit: int) -> Iterator[slice]:
    """Yield slices whose ``sizes`` sum up to ``limit`` or a little more."""
    start = total = 0
    for number, size in enumerate(sizes):
        total += size
        if total >= limit or number == len(sizes) - 1:
            yield slice(start, number + 1)
            start, total = number + 1, 0


def _firsts(words: Sequence[str], shards: Sequence[slice]) -> tuple[str, ...]:
    """Return for each shard the shortest beginning of its first word that the word before it lacks."""
    firsts: list[str] = []
    for shard in shards:
        first, before = words[shard.start], words[shard.start - 1] if shard.start else ""
        firsts.append(first[: _shared(before, first) + 1])
    return tuple(firsts)


def _write_entry(term: TermPostings, before: str, related: tuple[str, ...]) -> str:
    endings = MEMBER.join(form.removeprefix(term.term) for form in term.forms)
    others = MEMBER.join(_abbreviate(other, term.term) for other in related)
    return PART.join((_abbreviate(term.term, before), endings, others, term.postings))


def _abbreviate(word: str, before: str, between: str = "") -> str:
    """Return ``word`` as the number of characters that it shares with ``before``, and the rest."""
    shared = _shared(before, word)
    return _digit(shared) + between + word[shared:]


def _shared(one: str, other: str) -> int:
    """Return with how many characters both begin."""
    for number, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return number
    return min(len(one), len(other))


def _with_absent(
    postings: Sequence[TermPostings], related: Mapping[str, tuple[str, ...]]
) -> list[TermPostings]:
    """Return the terms with those that do not occur but have related ones, in order."""
    present = {term.term for term in postings}
    absent = (TermPostings(term=term, forms=(), postings="", places="") for term in related.keys() - present)
    return sorted([*postings, *absent], key=lambda term: term.term)


@cache
def _digit(value: int) -> str:
    return write_number(value)
