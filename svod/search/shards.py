"""The index cut into scripts that a browser loads one by one.

A search needs the terms of its query and no more. Terms are sorted and cut into shards; the directory,
which is loaded first, tells where each begins. A shard is a classic script that calls ``svod.receive``
(``client/loading.js``), because from ``file://`` a page can load nothing but scripts.

The smaller the shards, the less is loaded in vain, and the longer the directory; their sum is least
where a shard is about as long as the square root of the index (docs/decisions/0005). Where a shard ends
depends on the words around and their sizes, not on the shards before, so that an edit of one act moves
few ends (``revision``).
"""

import math
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import merge
from itertools import islice, pairwise, tee
from operator import attrgetter
from typing import Final, TypeVar
from zlib import crc32

from svod.search.numerals import write_number
from svod.search.postings import TermPostings
from svod.search.runs import FIELDS
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
FORMS_LIMIT: Final = 9_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The shards of one kind, as the directory names them: where each begins, and its checksum.

    A shard begins with the first word that has the beginning given; it is the shortest that does not
    sort before the words of the shard before.
    """

    firsts: tuple[str, ...]
    checksums: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """What is loaded before any shard: see ``index``. ``lengths`` are the tokens of each of ``FIELDS``."""

    version: str
    documents: int
    lengths: Sequence[int]
    terms: Shelf
    forms: Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    """A term with the parts of its entry and its places, all as the shards have them."""

    word: str
    endings: str
    related: str
    postings: str
    places: str

    @property
    def size(self) -> int:
        """What counts towards the limit of a shard."""
        return len(self.postings) + len(self.word)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormEntry:
    """A form and its term."""

    word: str
    term: str

    @property
    def size(self) -> int:
        """What counts towards the limit of a shard."""
        return len(self.word)


_Entry = TypeVar("_Entry", bound=TermEntry | FormEntry)


def checksum(text: str) -> str:
    """Return 18 bits of the CRC-32 of the UTF-16 of ``text``, as three digits."""
    value = crc32(text.encode("utf-16-le", "surrogatepass"))
    return "".join(_digit(value >> shift & 63) for shift in (12, 6, 0))


def terms_limit(tokens: int) -> int:
    """Return about how long a shard of terms is to be, in an index of so many tokens.

    It goes in steps, so that an edit hardly ever changes it. The postings of a token take two and a half
    characters.
    """
    steps = round(math.log2(max(1, 20 * tokens) / _SMALLEST**2))
    return max(_SMALLEST, round(_SMALLEST * 2 ** (steps / 2)))


def write_term_shards(
    postings: Iterable[TermPostings],
    vocabulary: Vocabulary,
    related: Mapping[str, tuple[str, ...]],
    limit: int,
) -> Generator[Script, None, Shelf]:
    """Yield the shards of the terms, ``terms-<n>`` and ``places-<n>``, and return their shelf.

    ``postings`` are those of all terms of ``vocabulary``, in order; they are taken as they are needed.
    """
    absent = sorted(related.keys() - set(vocabulary.terms))
    blanks = (TermPostings(term=term, forms=(), postings="", places="") for term in absent)
    entries = (_term_entry(term, related) for term in merge(postings, blanks, key=attrgetter("term")))
    firsts: list[str] = []
    checksums: list[str] = []
    before = ""
    for number, shard in enumerate(_cut(entries, limit)):
        terms, places = write_term_shard(shard)
        firsts.append(first_letters(shard[0].word, before))
        checksums.append(checksum(terms))
        before = shard[-1].word
        yield write_script(f"terms-{number}", terms)
        yield write_script(f"places-{number}", places)
    return Shelf(firsts=tuple(firsts), checksums=tuple(checksums))


def write_form_shards(vocabulary: Vocabulary) -> Generator[Script, None, Shelf]:
    """Yield the shards ``forms-<n>`` of all words that occur, and return their shelf."""
    pairs = zip(vocabulary.forms, vocabulary.term_of.tolist(), strict=True)
    entries = (FormEntry(word=form, term=vocabulary.terms[term]) for form, term in pairs)
    firsts: list[str] = []
    checksums: list[str] = []
    before = ""
    for number, shard in enumerate(_cut(entries, FORMS_LIMIT)):
        text = write_form_shard(shard)
        firsts.append(first_letters(shard[0].word, before))
        checksums.append(checksum(text))
        before = shard[-1].word
        yield write_script(f"forms-{number}", text)
    return Shelf(firsts=tuple(firsts), checksums=tuple(checksums))


def write_term_shard(entries: Sequence[TermEntry]) -> tuple[str, str]:
    """Return the texts of ``terms-<n>`` and of ``places-<n>``.

    ``terms-<n>`` begins with the checksum of ``places-<n>``. Its entries have four parts: the term, as
    the number of characters shared with the one before, and the rest; the endings that make its forms
    of it; the related terms, as the number of characters shared with the term, and the rest; the
    postings. ``places-<n>`` holds the places of the same terms, without names.
    """
    places = ENTRY.join(entry.places for entry in entries)
    before = ["", *(entry.word for entry in entries)]
    written = [
        PART.join((_abbreviate(entry.word, previous), entry.endings, entry.related, entry.postings))
        for entry, previous in zip(entries, before, strict=False)
    ]
    return ENTRY.join([checksum(places), *written]), places


def write_form_shard(entries: Sequence[FormEntry]) -> str:
    """Return the text of ``forms-<n>``.

    An entry is the number of characters that a form shares with the one before, the number of those
    that its term lacks, and the rest of the form.
    """
    before = ["", *(entry.word for entry in entries)]
    return ENTRY.join(
        _abbreviate(entry.word, previous, between=_digit(len(entry.word) - len(entry.term)))
        for entry, previous in zip(entries, before, strict=False)
    )


def write_directory(directory: Directory) -> Script:
    """Return the script that names the shards."""
    return write_script(
        DIRECTORY,
        {
            "version": directory.version,
            "documents": directory.documents,
            "lengths": dict(zip(FIELDS, directory.lengths, strict=True)),
            "terms": _describe(directory.terms),
            "forms": _describe(directory.forms),
        },
    )


def write_endings(term: str, forms: Sequence[str]) -> str:
    """Return the endings that make ``forms`` of ``term``, as its entry has them."""
    return MEMBER.join(form.removeprefix(term) for form in forms)


def write_related(term: str, related: Sequence[str]) -> str:
    """Return the terms that are ``related`` to ``term``, as its entry has them."""
    return MEMBER.join(_abbreviate(other, term) for other in related)


def find_ends(words: Iterable[str], sizes: Iterable[int], limit: int) -> Iterator[int]:
    """Yield the numbers of the words that follow the end of a shard, given the first word of a shard on.

    A shard of half the ``limit`` ends where the next word shares but one letter with the last; with each
    eighth more it may be one letter more. So it seldom ends among words that are typed alike, and what
    precedes a word has no say in where the shard ends behind it. There is no end after the last of
    ``words``: the next decides.
    """
    total = 0
    pairs = zip(sizes, pairwise(words), strict=False)
    for number, (size, (word, following)) in enumerate(pairs, start=1):
        total += size
        letters = 8 * total // limit - 3
        if letters > 0 and shared_letters(word, following) <= letters:
            yield number
            total = 0


def first_letters(word: str, before: str) -> str:
    """Return the shortest beginning of ``word`` that the word ``before`` lacks."""
    return word[: shared_letters(before, word) + 1]


def shared_letters(one: str, other: str) -> int:
    """Return with how many characters both begin."""
    for number, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return number
    return min(len(one), len(other))


def _cut(entries: Iterable[_Entry], limit: int) -> Iterator[list[_Entry]]:
    """Yield the entries of each shard, of all ``entries`` hardly more than these being in memory."""
    left, words, sizes = tee(entries, 3)
    start = 0
    for end in find_ends((entry.word for entry in words), (entry.size for entry in sizes), limit):
        yield list(islice(left, end - start))
        start = end
    if rest := list(left):
        yield rest


def _abbreviate(word: str, before: str, between: str = "") -> str:
    """Return ``word`` as the number of characters that it shares with ``before``, and the rest."""
    shared = shared_letters(before, word)
    return _digit(shared) + between + word[shared:]


def _term_entry(term: TermPostings, related: Mapping[str, tuple[str, ...]]) -> TermEntry:
    return TermEntry(
        word=term.term,
        endings=write_endings(term.term, term.forms),
        related=write_related(term.term, related.get(term.term, ())),
        postings=term.postings,
        places=term.places,
    )


def _describe(shelf: Shelf) -> list[str]:
    return [" ".join(shelf.firsts), "".join(shelf.checksums)]


@cache
def _digit(value: int) -> str:
    return write_number(value)
