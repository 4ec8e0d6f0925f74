"""The words of all documents as numbers.

Ten thousand acts hold some five million words: each is one number here, never an object, and what can
be done to all of them at once is done by NumPy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from svod.search.analysis import END, split_run
from svod.search.numerals import Integers
from svod.search.runs import Words

# Places between two texts of a document: no phrase reaches across.
GAP: Final = 10
# Documents whose tokens are made at a time, so that what is needed on the way stays small.
_BLOCK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All forms and terms, each in order.

    ``term_of`` gives the number of the term of a form.
    """

    forms: tuple[str, ...]
    terms: tuple[str, ...]
    term_of: Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Every token of every document, in columns of one length: form, document, field and place.

    ``places`` count the words of a document, all fields in a row, ``GAP`` more between two texts.
    """

    forms: Integers
    documents: Integers
    fields: NDArray[np.int8]
    places: Integers


def build_vocabulary(words: Words) -> Vocabulary:
    """Return the forms and terms that occur in ``words``."""
    tokens = (token for run in words.runs for chunk in split_run(run) for token in chunk.tokens)
    term_by_form = {token.form: token.term for token in tokens}
    forms = sorted(term_by_form)
    terms = sorted(set(term_by_form.values()))
    number_of = {term: number for number, term in enumerate(terms)}
    term_of = np.array([number_of[term_by_form[form]] for form in forms], dtype=np.int32)
    return Vocabulary(forms=tuple(forms), terms=tuple(terms), term_of=term_of)


def build_tokens(words: Words, vocabulary: Vocabulary) -> Tokens:
    """Return the tokens of ``words``, document by document, in the order of their places."""
    runs = _Runs(words, vocabulary)
    sequence = np.frombuffer(words.sequence, dtype=np.int32)
    documents, fields = (np.frombuffer(column, dtype=np.int32) for column in words.texts)
    ends = np.flatnonzero(sequence == words.runs[END]) + 1
    lengths = np.diff(ends, prepend=0).astype(np.int32)
    total = int(runs.sizes[sequence].sum(dtype=np.int64))
    tokens = Tokens(
        forms=np.empty(total, np.int32),
        documents=np.empty(total, np.int32),
        fields=np.empty(total, np.int8),
        places=np.empty(total, np.int32),
    )
    done = 0
    for block in _blocks_of_documents(documents):
        of_block = sequence[ends[block.start] - lengths[block.start] : ends[block.stop - 1]]
        forms, places, texts = runs.expand(of_block, lengths[block], documents[block])
        end = done + len(forms)
        tokens.forms[done:end], tokens.places[done:end] = forms, places
        tokens.documents[done:end] = documents[block][texts]
        tokens.fields[done:end] = fields[block][texts]
        done = end
    return tokens


class _Runs:
    """The tokens of each run: numbers of forms, and places within the run, of all runs in a row."""

    def __init__(self, words: Words, vocabulary: Vocabulary) -> None:
        number_of = {form: number for number, form in enumerate(vocabulary.forms)}
        split = [[token for chunk in split_run(run) for token in chunk.tokens] for run in words.runs]
        self.forms = np.array([number_of[token.form] for tokens in split for token in tokens], dtype=np.int32)
        self.places = np.array([token.place for tokens in split for token in tokens], dtype=np.int32)
        self.sizes = np.array([len(tokens) for tokens in split], dtype=np.int32)
        self.widths = np.array([tokens[-1].place + 1 if tokens else 0 for tokens in split], dtype=np.int32)
        self.firsts = _starts(self.sizes)

    def expand(
        self, sequence: Integers, lengths: Integers, documents: Integers
    ) -> tuple[Integers, Integers, Integers]:
        """Return the form, the place and the text, by number, of each token of whole documents.

        ``sequence`` are the runs, ``lengths`` how many each text has, ``documents`` the document of each
        text.
        """
        texts = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        starts = _starts(self.widths[sequence]) + GAP * texts
        # The places of a document begin where its first text does.
        first_texts = np.searchsorted(documents, documents).astype(np.int32)
        start_of_text = np.append(_starts(self.widths[sequence]), 0)[_starts(lengths)]
        starts -= (start_of_text[first_texts] + GAP * first_texts)[texts]
        counts = self.sizes[sequence]
        run = np.repeat(np.arange(len(sequence), dtype=np.int32), counts)
        within = np.arange(len(run), dtype=np.int32) - _starts(counts)[run]
        flat = self.firsts[sequence][run] + within
        return self.forms[flat], starts[run] + self.places[flat], texts[run]


def _blocks_of_documents(documents: Integers) -> Iterator[slice]:
    """Yield slices of the texts of some documents each; ``documents`` has the one of each text."""
    edges = np.searchsorted(documents, np.arange(0, documents.max(initial=-1) + 1, _BLOCK)).tolist()
    for start, stop in pairwise([*edges, len(documents)]):
        yield slice(start, stop)


def _starts(sizes: Integers) -> Integers:
    """Return where each of consecutive pieces of the given ``sizes`` begins."""
    return np.concatenate((np.zeros(1, np.int32), np.cumsum(sizes, dtype=np.int32)))[: len(sizes)]
