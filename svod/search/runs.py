"""Documents as numbered runs of characters.

Documents are cut into runs wherever they are made, some at a time and in any process; which number each
run and each document has in an index is settled when all of them are there.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from svod.search.analysis import END, find_runs

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
    numbers = _Numbering()
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
    numbers = _Numbering()
    documents = tuple(
        (array("i", [numbers[batch.runs[run]] for run in runs]), fields)
        for batch, place in picked
        for runs, fields in (batch.documents[place],)
    )
    return WordBatch(runs=tuple(numbers), documents=documents)


def merge_batches(batches: Iterable[WordBatch]) -> WordBatch:
    """Return the documents of ``batches`` in a row as one batch."""
    words = WordCollector()
    for batch in batches:
        words.add(batch)
    return words.batch()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The documents of an index, numbered from 0 in their order.

    ``runs`` are the numbers of the different runs, ``sequence`` the runs of all documents one after
    another, ``texts`` the document and the field of each text.
    """

    documents: int
    runs: Mapping[str, int]
    sequence: Numbers
    texts: tuple[Numbers, Numbers]


class WordCollector:
    """Gathers the documents of batches; when all are there, they get the order that they are to have."""

    def __init__(self) -> None:
        self._runs = _Numbering()
        self._documents: list[tuple[Numbers, bytes]] = []

    def add(self, batch: WordBatch) -> None:
        """Take the documents of ``batch``, which follow those of the batches before."""
        numbers = [self._runs[run] for run in batch.runs]
        if numbers == list(range(len(numbers))):  # the first one, which may be large
            self._documents += batch.documents
            return
        for runs, fields in batch.documents:
            self._documents.append((array("i", [numbers[run] for run in runs]), fields))

    def batch(self) -> WordBatch:
        """Return all documents, in the order in which they came."""
        return WordBatch(runs=tuple(self._runs), documents=tuple(self._documents))

    def arrange(self, order: Iterable[int]) -> Words:
        """Return the words of the documents with these places, from 0, among all that were added."""
        sequence, documents, kinds = array("i"), array("i"), array("i")
        number = -1
        for number, place in enumerate(order):
            runs, fields = self._documents[place]
            sequence.extend(runs)
            kinds.extend(fields)
            documents.extend([number] * len(fields))
        self._runs[END]  # an index without documents has it too
        return Words(documents=number + 1, runs=self._runs, sequence=sequence, texts=(documents, kinds))


class _Numbering(dict[str, int]):
    """Numbers for strings, given as they are first asked for."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number
