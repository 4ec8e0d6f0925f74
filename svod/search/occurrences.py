"""Where a term stands: the numbers that ``postings`` writes, read again.

``client/postings.js`` is the same in the browser.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from svod.search.numerals import read_numbers
from svod.search.runs import FIELDS

_PROVISIONS: Final = FIELDS.index("provisions")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPostings:
    """The documents that hold a term in one field, how often each does, and how long the field is."""

    documents: Sequence[int] = ()
    times: Sequence[int] = ()
    lengths: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """The documents that hold a term, in rising order, how often each does, and each of ``FIELDS``."""

    documents: Sequence[int]
    times: Sequence[int]
    fields: Sequence[FieldPostings]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places of a term.

    Those of the n-th document are ``places`` from ``starts[n]`` to ``starts[n + 1]``, with the number of
    the form that stands there in ``forms``.
    """

    documents: Sequence[int]
    starts: Sequence[int]
    places: Sequence[int]
    forms: Sequence[int]

    def of(self, document: int) -> list[tuple[int, int]]:
        """Return the places in a document, each with the number of the form."""
        row = find_document(self.documents, document)
        if row < 0:
            return []
        held = slice(self.starts[row], self.starts[row + 1])
        return list(zip(self.places[held], self.forms[held], strict=True))


def read_postings(text: str) -> Postings:
    """Return the postings that ``text`` holds. Raises ValueError or IndexError where it is damaged."""
    numbers = read_numbers(text)
    documents: list[int] = []
    times: list[int] = []
    fields: list[tuple[list[int], list[int], list[int]]] = [([], [], []) for _ in FIELDS]
    document, at = -1, 0
    while at < len(numbers):
        document += numbers[at]
        code = numbers[at + 1]
        at += 2
        plain = code % 2 == 0
        mask = 1 << _PROVISIONS if plain else code >> 1
        held = [field for number, field in enumerate(fields) if mask >> number & 1]
        if not held:
            raise ValueError("a document that holds nothing")
        if plain:
            counts = [code // 2 + 1]
        else:
            counts = [times_less_1 + 1 for times_less_1 in numbers[at : at + len(held)]]
            at += len(held)
        lengths = numbers[at : at + len(held)]
        at += len(held)
        for field, count, length in zip(held, counts, lengths, strict=True):
            for column, value in zip(field, (document, count, length), strict=True):
                column.append(value)
        documents.append(document)
        times.append(sum(counts))
    return Postings(
        documents=documents,
        times=times,
        fields=[FieldPostings(documents=d, times=t, lengths=n) for d, t, n in fields],
    )


def read_places(text: str, postings: Postings, *, several: bool) -> Places:
    """Return the places that ``text`` holds; ``several`` tells that the term has several forms.

    Raises ValueError or IndexError where it is damaged.
    """
    numbers = read_numbers(text)
    starts, places, forms = [0], [], []
    at = 0
    for count in postings.times:
        place = 0
        for _ in range(count):
            place += numbers[at]
            places.append(place)
            forms.append(numbers[at + 1] if several else 0)
            at += 2 if several else 1
        starts.append(len(places))
    return Places(documents=postings.documents, starts=starts, places=places, forms=forms)


def find_document(documents: Sequence[int], wanted: int) -> int:
    """Return the place of ``wanted`` among rising ``documents``, -1 if it is not there."""
    row = bisect_left(documents, wanted)
    return row if row < len(documents) and documents[row] == wanted else -1
