"""Documents as numbered runs of characters.

Documents are cut into runs wherever they are made, some at a time and in any process; which number each
run and each document has in an index is settled when all of them are there.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from svod.search.analysis import find_runs

Numbers: TypeAlias = "array[int]"
FIELDS: Final = ("title", "organizations", "addressees", "provisions")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordBatch:
    """Some documents as the runs that ``analysis.find_runs`` finds, ``END`` included.

    ``runs`` are the different ones; for each document, ``documents`` has the places in ``runs`` of all its
    runs in order, and the field of each of its texts.
    """

    runs: tuple[str, ...]
    documents: tuple[tuple[Numbers, bytes], ...]


def gather_words(documents: Iterable[Sequence[Sequence[str]]]) -> WordBatch:
    """Cut documents, for each of ``FIELDS`` its texts, into runs."""
    numbers = Numbering()
    gathered = tuple(
        (
            array("i", [numbers[run] for run in find_runs(chain.from_iterable(fields))]),
            bytes(field for field, texts in enumerate(fields) for _ in texts),
        )
        for fields in documents
    )
    return WordBatch(runs=tuple(numbers), documents=gathered)


def pick_documents(picked: Iterable[tuple[WordBatch, int]]) -> WordBatch:
    """Return some documents of batches, each by its place in its batch, as one batch."""
    numbers = Numbering()
    documents = tuple(
        (array("i", [numbers[batch.runs[run]] for run in runs]), fields)
        for batch, place in picked
        for runs, fields in (batch.documents[place],)
    )
    return WordBatch(runs=tuple(numbers), documents=documents)


def merge_batches(batches: Iterable[WordBatch]) -> WordBatch:
    """Return the documents of ``batches`` in a row as one batch."""
    numbers = Numbering()
    documents: list[tuple[Numbers, bytes]] = []
    for batch in batches:
        places = [numbers[run] for run in batch.runs]
        documents += ((array("i", [places[run] for run in runs]), fields) for runs, fields in batch.documents)
    return WordBatch(runs=tuple(numbers), documents=tuple(documents))


class Numbering(dict[str, int]):
    """Numbers for strings, given as they are first asked for."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number
