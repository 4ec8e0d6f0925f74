"""All documents of an index: brought into their order without all of them being in memory.

They come in batches, in any order. Each is renumbered with the runs of all, and waits with those that are
near it in the index until they are asked for together.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Protocol, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from svod.search.analysis import END
from svod.search.numerals import Integers
from svod.search.runs import Numbering, WordBatch

# Documents that are worked on together, one such piece after another.
_PIECE: Final = 2_000
# Runs that are kept in memory before they are put aside.
_MOST: Final = 8_000_000

# The number of a document, its runs (int32), the field of each of its texts.
_Document: TypeAlias = tuple[int, bytes, bytes]


class Aside(Protocol):
    """Where values are put, by name, that are not needed at the moment: a disk, or a dict if they are few."""

    def __setitem__(self, name: str, value: object, /) -> None: ...

    def __getitem__(self, name: str, /) -> object: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The documents of an index, numbered from 0; ``documents`` is how many they are.

    ``runs`` are the numbers of the different runs, ``times`` how often each occurs. The documents are
    ``aside``, those of each piece under some names.
    """

    documents: int
    runs: Mapping[str, int]
    times: NDArray[np.int64]
    aside: Aside
    pieces: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The documents that have the ``numbers``, in order.

    ``sequence`` are their runs one after another, ``texts`` the document and the field of each text.
    """

    numbers: range
    sequence: Integers
    texts: tuple[Integers, NDArray[np.int8]]


class WordCollector:
    """Gathers the documents of batches."""

    def __init__(self, aside: Aside) -> None:
        self._aside = aside
        self._runs = Numbering()
        self._runs[END]  # an index without documents has it too
        self._times = array("q")
        self._held: dict[int, list[_Document]] = defaultdict(list)
        self._most = _MOST
        self._documents = 0
        self._names: dict[int, list[str]] = defaultdict(list)

    def add(self, batch: WordBatch, numbers: Iterable[int]) -> None:
        """Take the documents of ``batch``, which have these ``numbers`` in the index."""
        number_of = np.array([self._runs[run] for run in batch.runs], dtype=np.int32)
        runs = np.frombuffer(b"".join(runs for runs, _ in batch.documents), dtype=np.int32)
        self._times.frombytes(bytes(self._times.itemsize * (len(self._runs) - len(self._times))))
        np.frombuffer(self._times, dtype=np.int64)[number_of] += np.bincount(runs, minlength=len(number_of))
        ends = np.cumsum([len(runs) for runs, _ in batch.documents], dtype=np.intp)
        sequences = np.split(number_of[runs], ends)[:-1]
        for number, sequence, (_, fields) in zip(numbers, sequences, batch.documents, strict=True):
            self._held[number // _PIECE].append((number, sequence.tobytes(), fields))
        self._documents += len(batch.documents)
        self._most -= len(runs)
        if self._most < 0:
            self._put_aside()

    def arrange(self) -> Words:
        """Return all that were added."""
        self._put_aside()
        return Words(
            documents=self._documents,
            runs=self._runs,
            times=np.array(self._times, dtype=np.int64),
            aside=self._aside,
            pieces=[self._names[piece] for piece in sorted(self._names)],
        )

    def _put_aside(self) -> None:
        for piece, documents in self._held.items():
            name = f"words-{piece}-{len(self._names[piece])}"
            self._aside[name] = documents
            self._names[piece].append(name)
        self._held.clear()
        self._most = _MOST


def read_pieces(words: Words) -> Iterator[Piece]:
    """Yield all documents in order, some at a time."""
    for names in words.pieces:
        parts = (cast("list[_Document]", words.aside[name]) for name in names)
        documents = sorted(chain.from_iterable(parts))
        numbers = np.array([number for number, _, _ in documents], dtype=np.int32)
        yield Piece(
            numbers=range(documents[0][0], documents[-1][0] + 1),
            sequence=np.frombuffer(b"".join(runs for _, runs, _ in documents), dtype=np.int32),
            texts=(
                np.repeat(numbers, [len(fields) for _, _, fields in documents]),
                np.frombuffer(b"".join(fields for _, _, fields in documents), dtype=np.int8),
            ),
        )
