"""The scripts of an index that change when the texts of a few documents do.

The scripts that ``revise_index`` returns are those that ``build_index`` would make, to the byte; all others
are the same as before. It reads the shards with the terms of the documents and no others. Where it cannot
be exact it refuses, and the index is to be built anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from svod.search.collecting import WordCollector
from svod.search.lexemes import find_leading
from svod.search.postings import field_lengths
from svod.search.reading import LoadingError
from svod.search.runs import FIELDS, WordBatch
from svod.search.scripts import Script, write_script
from svod.search.shards import (
    FORMS_LIMIT,
    Directory,
    FormEntry,
    Shelf,
    TermEntry,
    checksum,
    terms_limit,
    write_directory,
    write_endings,
    write_form_shard,
    write_related,
    write_term_shard,
)
from svod.search.splicing import Change, Held, MismatchError, TermText, revise_terms
from svod.search.stored import Piece, ReadText, StoredIndex, read_forms, read_related
from svod.search.words import Tokens, Vocabulary, build_tokens, build_vocabulary

# With more documents, building the index takes hardly longer.
MOST_DOCUMENTS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What becomes of an index: the scripts that differ, and the names of those that are no more."""

    scripts: tuple[Script, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an index is to be built anew.

    A ``part`` is missing or damaged; the index does not hold what the documents are said to have held
    (unexpected); its shards are to have another length (resized); too many documents have changed (many).
    """

    reason: Literal["missing", "damaged", "unexpected", "resized", "many"]
    part: str = ""


def revise_index(
    read: ReadText, numbers: Sequence[int], old: WordBatch, new: WordBatch, version: str
) -> Revision | Refusal:
    """Return what becomes of the index that ``read`` reads.

    ``numbers`` are those of the documents whose texts were ``old`` and are ``new``, in the order of these;
    ``version`` is the new ``index.index_version``. The number of documents is the same as before, and so
    is what made the index: this engine with its dictionaries.
    """
    if len(numbers) > MOST_DOCUMENTS:
        return Refusal(reason="many")
    try:
        return _revise(StoredIndex(read), _TextChanges(numbers, old, new), version)
    except LoadingError as error:
        return Refusal(reason=error.reason, part=error.part)
    except MismatchError:
        return Refusal(reason="unexpected")


class _TextChanges:
    """What changes in some documents: in their terms, and in the sums of their lengths."""

    def __init__(self, numbers: Sequence[int], old: WordBatch, new: WordBatch) -> None:
        self.numbers = numbers
        words = WordCollector({})
        words.add(old, range(len(numbers)))
        words.add(new, range(len(numbers), 2 * len(numbers)))
        arranged = words.arrange()
        vocabulary = build_vocabulary(arranged)
        pieces = list(build_tokens(arranged, vocabulary))
        lengths = np.zeros((arranged.documents, len(FIELDS)), np.int32)
        for tokens in pieces:
            lengths[tokens.numbers] = field_lengths(tokens)
        self.longer: list[int] = (lengths[len(numbers) :] - lengths[: len(numbers)]).sum(axis=0).tolist()
        self._lengths: list[list[int]] = lengths.tolist()
        self._held: dict[str, dict[int, Held]] = _find_held(pieces, vocabulary)

    def by_term(self) -> dict[str, list[Change]]:
        """Return the changes of each term that has any, those of earlier documents first."""
        in_order = sorted((number, place) for place, number in enumerate(self.numbers))
        changes = {
            term: [self._change(held, number, place) for number, place in in_order]
            for term, held in self._held.items()
        }
        different = {
            term: [change for change in of_term if _differs(change)] for term, of_term in changes.items()
        }
        return {term: of_term for term, of_term in different.items() if of_term}

    def _change(self, held: Mapping[int, Held], number: int, place: int) -> Change:
        sides = (place, place + len(self.numbers))
        before, after = (held.get(side) for side in sides)
        return Change(
            document=number,
            postings=(
                before.write_posting(self._lengths[sides[0]]) if before else "",
                after.write_posting(self._lengths[sides[1]]) if after else "",
            ),
            held=(before or Held(), after or Held()),
        )


def _find_held(pieces: Iterable[Tokens], vocabulary: Vocabulary) -> dict[str, dict[int, Held]]:
    """Return by term and document where it is."""
    term_of: list[int] = vocabulary.term_of.tolist()
    found: dict[str, dict[int, list[tuple[int, int, str]]]] = defaultdict(lambda: defaultdict(list))
    for tokens in pieces:
        columns = (tokens.forms, tokens.documents, tokens.fields, tokens.places)
        for form, document, field, place in zip(*(column.tolist() for column in columns), strict=True):
            found[vocabulary.terms[term_of[form]]][document].append((field, place, vocabulary.forms[form]))
    return {
        term: {document: _held(of_document) for document, of_document in of_term.items()}
        for term, of_term in found.items()
    }


def _held(tokens: Sequence[tuple[int, int, str]]) -> Held:
    fields, places, forms = zip(*tokens, strict=True)
    return Held(fields=fields, places=places, forms=forms)


def _differs(change: Change) -> bool:
    return change.postings[0] != change.postings[1] or change.held[0] != change.held[1]


def _revise(index: StoredIndex, changes: _TextChanges, version: str) -> Revision | Refusal:
    directory = index.directory
    if len(set(changes.numbers) & set(range(directory.documents))) != len(changes.numbers):
        raise MismatchError
    lengths = [sum(pair) for pair in zip(directory.lengths, changes.longer, strict=True)]
    limit = terms_limit(sum(lengths))
    if limit != terms_limit(sum(directory.lengths)):
        return Refusal(reason="resized")
    _relate(index, _revise_entries(index, changes.by_term()))
    terms = index.terms.cut(limit)
    forms = index.forms.cut(FORMS_LIMIT)
    made = _Scripts(index)
    revised = Directory(
        version=version,
        documents=directory.documents,
        lengths=lengths,
        terms=made.write_terms(terms),
        forms=made.write_forms(forms),
    )
    script = write_directory(revised)
    if script != write_directory(directory):
        made.scripts.append(script)
    gone = (
        *(
            f"{kind}-{number}"
            for number in range(len(terms), len(directory.terms.firsts))
            for kind in ("terms", "places")
        ),
        *(f"forms-{number}" for number in range(len(forms), len(directory.forms.firsts))),
    )
    return Revision(scripts=tuple(made.scripts), gone=gone)


def _revise_entries(
    index: StoredIndex, changes: Mapping[str, Sequence[Change]]
) -> dict[str, tuple[Sequence[str], Sequence[str]]]:
    """Change the entries of terms; return the forms, before and after, of those that have others now."""
    before = [index.terms.find(term) or _blank(term) for term in changes]
    texts = [
        TermText(forms=read_forms(entry), postings=entry.postings, places=entry.places) for entry in before
    ]
    others: dict[str, tuple[Sequence[str], Sequence[str]]] = {}
    try:
        after = list(revise_terms(list(zip(texts, changes.values(), strict=True))))
    except (ValueError, LookupError) as error:
        raise MismatchError from error
    for entry, text, revised in zip(before, texts, after, strict=True):
        _put(
            index,
            replace(
                entry,
                endings=write_endings(entry.word, revised.forms),
                postings=revised.postings,
                places=revised.places,
            ),
        )
        if set(text.forms) != set(revised.forms):
            others[entry.word] = (text.forms, revised.forms)
    return others


def _relate(index: StoredIndex, others: Mapping[str, tuple[Sequence[str], Sequence[str]]]) -> None:
    """Change the lists of forms, and the terms that lead to those that have other forms now."""
    gained: dict[str, set[str]] = defaultdict(set)
    lost: dict[str, set[str]] = defaultdict(set)
    for term, (before, after) in others.items():
        for form in set(before) - set(after):
            index.forms.remove(form)
        for form in set(after) - set(before):
            index.forms.put(FormEntry(word=form, term=term))
        led_before, led_after = (find_leading(forms) - {term} for forms in (before, after))
        for leading in led_after - led_before:
            gained[leading].add(term)
        for leading in led_before - led_after:
            lost[leading].add(term)
    for leading in gained.keys() | lost.keys():
        entry = index.terms.find(leading) or _blank(leading)
        related = (set(read_related(entry)) | gained[leading]) - lost[leading]
        _put(index, replace(entry, related=write_related(leading, sorted(related))))


def _put(index: StoredIndex, entry: TermEntry) -> None:
    """Put an entry into the index, unless it neither occurs nor leads to anything."""
    if entry.postings or entry.related:
        index.terms.put(entry)
    else:
        index.terms.remove(entry.word)


def _blank(word: str) -> TermEntry:
    return TermEntry(word=word, endings="", related="", postings="", places="")


class _Scripts:
    """Writes the shards of an index that differ from those that it had."""

    def __init__(self, index: StoredIndex) -> None:
        self._index = index
        self.scripts: list[Script] = []

    def write_terms(self, pieces: Sequence[Piece[TermEntry]]) -> Shelf:
        """Write shards of terms; return their shelf."""
        checksums: list[str] = []
        shelf = self._index.directory.terms
        for number, piece in enumerate(pieces):
            if piece.was is None:
                terms, places = write_term_shard(piece.entries)
                checksums.append(checksum(terms))
            else:
                checksums.append(shelf.checksums[piece.was])
                if piece.was == number:
                    continue
                terms, places = self._index.term_shard(piece.was)
            self._write(f"terms-{number}", terms, is_new=number >= len(shelf.firsts))
            self._write(f"places-{number}", places, is_new=number >= len(shelf.firsts))
        return Shelf(firsts=tuple(piece.first for piece in pieces), checksums=tuple(checksums))

    def write_forms(self, pieces: Sequence[Piece[FormEntry]]) -> Shelf:
        """Write shards of forms; return their shelf."""
        checksums: list[str] = []
        shelf = self._index.directory.forms
        for number, piece in enumerate(pieces):
            if piece.was is None:
                text = write_form_shard(piece.entries)
                checksums.append(checksum(text))
            else:
                checksums.append(shelf.checksums[piece.was])
                if piece.was == number:
                    continue
                text = self._index.form_shard(piece.was)
            self._write(f"forms-{number}", text, is_new=number >= len(shelf.firsts))
        return Shelf(firsts=tuple(piece.first for piece in pieces), checksums=tuple(checksums))

    def _write(self, name: str, text: str, *, is_new: bool) -> None:
        if is_new or self._index.text(name) != text:
            self.scripts.append(write_script(name, text))
