"""The words of all documents as numbers.

Ten thousand acts hold some five million words: each is one number here, never an object, and what can
be done to all of them at once is done by NumPy.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from svod.search.analysis import END, split_run
from svod.search.collecting import Words, read_pieces
from svod.search.numerals import Integers
from svod.search.runs import Numbering

# Places between two texts of a document: no phrase reaches across.
GAP: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTokens:
    """The tokens of each run, those of all runs in a row: numbers of forms, and places within the run.

    ``sizes`` are the numbers of the tokens of each run, ``widths`` those of its places.
    """

    forms: Integers
    places: Integers
    sizes: Integers
    widths: Integers

    def expand(
        self, sequence: Integers, lengths: Integers, documents: Integers
    ) -> tuple[Integers, Integers, NDArray[np.int64]]:
        """Return form and place of each token of whole documents, and how many tokens each text has.

        ``sequence`` are the runs, ``lengths`` how many each text has, ``documents`` the document of each
        text.
        """
        starts = _starts(self.widths[sequence])
        starts += GAP * np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        # The places of a document begin where its first text does.
        first_texts = np.searchsorted(documents, documents)
        starts -= np.repeat(starts[_starts(lengths)[first_texts]], lengths)
        counts = self.sizes[sequence]
        flat = np.repeat(_starts(self.sizes)[sequence] - _starts(counts), counts)
        flat += np.arange(len(flat), dtype=np.int32)
        places = np.repeat(starts, counts)
        places += self.places[flat]
        return self.forms[flat], places, np.add.reduceat(counts, _starts(lengths))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All forms and terms, each in order.

    ``term_of`` gives the number of the term of a form, ``times`` how often the form occurs.
    """

    forms: tuple[str, ...]
    terms: tuple[str, ...]
    term_of: Integers
    times: NDArray[np.int64]
    runs: RunTokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Every token of the documents with the ``numbers``, in order: form, document, field and place.

    All columns have one length. ``places`` count the words of a document, all fields in a row, ``GAP``
    more between two texts.
    """

    numbers: range
    forms: Integers
    documents: Integers
    fields: NDArray[np.int8]
    places: Integers


def build_vocabulary(words: Words) -> Vocabulary:
    """Return the forms and terms that occur in ``words``."""
    met, term_by_form = Numbering(), dict[str, str]()
    numbers, places, sizes, widths = array("i"), array("i"), array("i"), array("i")
    for run in words.runs:
        tokens = [token for chunk in split_run(run) for token in chunk.tokens]
        term_by_form |= {token.form: token.term for token in tokens}
        numbers.extend([met[token.form] for token in tokens])
        places.extend([token.place for token in tokens])
        sizes.append(len(tokens))
        widths.append(tokens[-1].place + 1 if tokens else 0)
    forms, terms = sorted(met), sorted(set(term_by_form.values()))
    number_of_term = {term: number for number, term in enumerate(terms)}
    number_of_form = np.empty(len(forms), np.int32)
    number_of_form[[met[form] for form in forms]] = np.arange(len(forms), dtype=np.int32)
    runs = RunTokens(
        forms=number_of_form[np.array(numbers, dtype=np.int32)],
        places=np.array(places, dtype=np.int32),
        sizes=np.array(sizes, dtype=np.int32),
        widths=np.array(widths, dtype=np.int32),
    )
    return Vocabulary(
        forms=tuple(forms),
        terms=tuple(terms),
        term_of=np.array([number_of_term[term_by_form[form]] for form in forms], dtype=np.int32),
        times=count_sums(runs.forms, np.repeat(words.times, runs.sizes), len(forms)),
        runs=runs,
    )


def build_tokens(words: Words, vocabulary: Vocabulary) -> Iterator[Tokens]:
    """Yield the tokens of ``words``, piece by piece, in the order of documents and of their places."""
    end, runs = words.runs[END], vocabulary.runs
    for piece in read_pieces(words):
        documents, fields = piece.texts
        lengths = np.diff(np.flatnonzero(piece.sequence == end) + 1, prepend=0).astype(np.int32)
        forms, places, counts = runs.expand(piece.sequence, lengths, documents)
        yield Tokens(
            numbers=piece.numbers,
            forms=forms,
            documents=np.repeat(documents, counts),
            fields=np.repeat(fields, counts),
            places=places,
        )


def count_sums(numbers: Integers, counts: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Return for each number below ``length`` the sum of the ``counts`` that it has."""
    return np.bincount(numbers, counts, length).astype(np.int64)


def _starts(sizes: Integers) -> Integers:
    """Return where each of consecutive pieces of the given ``sizes`` begins."""
    return np.concatenate((np.zeros(1, np.int32), np.cumsum(sizes, dtype=np.int32)))[: len(sizes)]
