"""The scripts of an index, read to be revised: entries that come, go and change, and the shards cut anew.

``shards`` wrote them and says what is in them. A shard that no change touches is not even read.
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Generic, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from svod.search.numerals import read_numbers
from svod.search.reading import LoadingError
from svod.search.runs import FIELDS
from svod.search.shards import (
    DIRECTORY,
    ENTRY,
    MEMBER,
    PART,
    Directory,
    FormEntry,
    Shelf,
    TermEntry,
    checksum,
    find_ends,
    first_letters,
)

_DIGITS: Final = 3  # of a checksum

# The text of a script of the index, by its name; None where there is none.
ReadText: TypeAlias = Callable[[str], str | None]
_Entry = TypeVar("_Entry", bound=TermEntry | FormEntry)


class _DirectoryPayload(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)

    version: str
    documents: Annotated[int, Field(ge=0)]
    lengths: Mapping[str, Annotated[int, Field(ge=0)]]
    terms: tuple[str, str]
    forms: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece(Generic[_Entry]):
    """A shard of the revised index: its first letters, and either its entries or which shard it was."""

    first: str
    was: int | None
    entries: Sequence[_Entry]


class StoredShelf(Generic[_Entry]):
    """The shards of one kind; those that are wanted are read, by ``load``, and changed in memory."""

    def __init__(self, shelf: Shelf, load: Callable[[int], list[_Entry]]) -> None:
        self.shelf = shelf
        self._load = load
        self._read: dict[int, dict[str, _Entry]] = {}
        self._ends: dict[int, tuple[str, str]] = {}  # the first and the last word of a shard as it was
        self._edited: set[int] = set()

    def find(self, word: str) -> _Entry | None:
        """Return the entry of a word as it is by now."""
        return self._entries(self._shard_of(word)).get(word)

    def put(self, entry: _Entry) -> None:
        """Add an entry, or put it in the place of the one with the same word."""
        number = self._shard_of(entry.word)
        self._entries(number)[entry.word] = entry
        self._edited.add(number)

    def remove(self, word: str) -> None:
        """Remove the entry of a word, if there is one."""
        number = self._shard_of(word)
        if self._entries(number).pop(word, None):
            self._edited.add(number)

    def cut(self, limit: int) -> list[Piece[_Entry]]:
        """Return all shards as they are to be, cut as ``shards`` cuts them."""
        pieces: list[Piece[_Entry]] = []
        before: Piece[_Entry] | None = None
        for was, entries in self._cut(limit):
            before = Piece(first=self._first(before, was, entries), was=was, entries=entries)
            pieces.append(before)
        return pieces

    def _shard_of(self, word: str) -> int:
        return max(0, bisect_right(self.shelf.firsts, word) - 1)

    def _entries(self, number: int) -> dict[str, _Entry]:
        if number not in self._read:
            entries = self._load(number) if number < len(self.shelf.firsts) else []
            self._read[number] = {entry.word: entry for entry in entries}
            self._ends[number] = (entries[0].word, entries[-1].word) if entries else ("", "")
        return self._read[number]

    def _was(self, number: int) -> tuple[str, str]:
        """Return the first and the last word that a shard had before any change."""
        self._entries(number)
        return self._ends[number]

    def _cut(self, limit: int) -> Iterator[tuple[int | None, Sequence[_Entry]]]:
        """Yield shards that stay as they were, by number, and the entries of others.

        What is left behind the last end of changed shards is cut together with the next.
        """
        uncertain = {number - 1 for number in self._edited if self._begins_anew(number)} | self._edited
        count = max(len(self.shelf.firsts), 1 if self._edited else 0)
        rest: list[_Entry] = []
        for number in range(count):
            if not rest and number not in uncertain:
                yield number, ()
                continue
            rest += sorted(self._entries(number).values(), key=lambda entry: entry.word)
            following = self._following(number, rest[-1].word) if rest and number + 1 < count else []
            words = [*(entry.word for entry in rest), *following]
            start = 0
            for end in find_ends(words, [entry.size for entry in rest], limit):
                yield None, rest[start:end]
                start = end
            rest = rest[start:]
        if rest:
            yield None, rest

    def _following(self, number: int, last: str) -> list[str]:
        """Return what begins as the first word behind a shard that ends with the word ``last``.

        Where the last word is the same as ever, what the directory has of the next one is enough.
        """
        if number + 1 not in self._edited and self._was(number)[1] == last:
            return [self.shelf.firsts[number + 1]]
        return sorted(self._entries(number + 1))[:1]

    def _begins_anew(self, number: int) -> bool:
        return min(self._entries(number), default="") != self._was(number)[0]

    def _first(self, before: Piece[_Entry] | None, was: int | None, entries: Sequence[_Entry]) -> str:
        """Return the first letters of a shard behind the shard ``before``.

        They are the same as ever between the same two words, which then need not be read.
        """
        if before is None:
            return (entries[0].word if was is None else self.shelf.firsts[was])[:1]
        last = before.entries[-1].word if before.entries else ""
        if was is not None:
            known = before.was == was - 1 or (before.was is None and self._was(was - 1)[1] == last)
            number = was
        else:
            known = before.was is not None and self._was(before.was + 1)[0] == entries[0].word
            number = (before.was or 0) + 1
        if known:
            return self.shelf.firsts[number]
        first = entries[0].word if was is None else self._was(was)[0]
        return first_letters(first, last if before.was is None else self._was(before.was)[1])


class StoredIndex:
    """The index of one site as it was written. Raises LoadingError for what it cannot read."""

    def __init__(self, read: ReadText) -> None:
        self._read = read
        self._texts: dict[str, str] = {}
        try:
            payload = _DirectoryPayload.model_validate_json(self._payload(DIRECTORY))
        except ValueError as error:
            raise LoadingError(DIRECTORY, "damaged") from error
        if set(payload.lengths) != set(FIELDS):
            raise LoadingError(DIRECTORY, "damaged")
        self.directory = Directory(
            version=payload.version,
            documents=payload.documents,
            lengths=tuple(payload.lengths[name] for name in FIELDS),
            terms=_read_shelf(payload.terms),
            forms=_read_shelf(payload.forms),
        )
        self.terms = StoredShelf(self.directory.terms, self._load_terms)
        self.forms = StoredShelf(self.directory.forms, self._load_forms)

    def text(self, part: str) -> str:
        """Return the payload of a shard, whatever it is."""
        if part not in self._texts:
            self._texts[part] = self._text(part)
        return self._texts[part]

    def term_shard(self, number: int) -> tuple[str, str]:
        """Return the texts of ``terms-<n>`` and ``places-<n>``."""
        terms = self._verified(f"terms-{number}", self.directory.terms.checksums[number])
        return terms, self._verified(f"places-{number}", terms.partition(ENTRY)[0])

    def form_shard(self, number: int) -> str:
        """Return the text of ``forms-<n>``."""
        return self._verified(f"forms-{number}", self.directory.forms.checksums[number])

    def _load_terms(self, number: int) -> list[TermEntry]:
        terms, places = self.term_shard(number)
        found: list[TermEntry] = []
        before = ""
        try:
            for entry, at in zip(terms.split(ENTRY)[1:], places.split(ENTRY), strict=True):
                name, endings, related, postings = entry.split(PART)
                before = _expand(name, before)
                found.append(
                    TermEntry(word=before, endings=endings, related=related, postings=postings, places=at)
                )
        except ValueError as error:
            raise LoadingError(f"terms-{number}", "damaged") from error
        return found

    def _load_forms(self, number: int) -> list[FormEntry]:
        found: list[FormEntry] = []
        before = ""
        try:
            for entry in self.form_shard(number).split(ENTRY):
                (lacking,) = read_numbers(entry[1:2])
                before = _expand(entry[:1] + entry[2:], before)
                found.append(FormEntry(word=before, term=before[: len(before) - lacking]))
        except ValueError as error:
            raise LoadingError(f"forms-{number}", "damaged") from error
        return found

    def _verified(self, part: str, expected: str) -> str:
        text = self.text(part)
        if checksum(text) != expected:
            raise LoadingError(part, "damaged")
        return text

    def _payload(self, part: str) -> str:
        """Return the JSON that a script hands over."""
        script = self._read(part)
        if script is None:
            raise LoadingError(part, "missing")
        before, after = f'svod.receive("{part}",', ")\n"
        if not (script.startswith(before) and script.endswith(after)):
            raise LoadingError(part, "damaged")
        return script[len(before) : -len(after)]

    def _text(self, part: str) -> str:
        try:
            text = json.loads(self._payload(part))
        except ValueError as error:
            raise LoadingError(part, "damaged") from error
        if not isinstance(text, str):
            raise LoadingError(part, "damaged")
        return text


def read_forms(entry: TermEntry) -> tuple[str, ...]:
    """Return the forms of a term, none for one that does not occur."""
    return tuple(entry.word + ending for ending in entry.endings.split(MEMBER)) if entry.postings else ()


def read_related(entry: TermEntry) -> tuple[str, ...]:
    """Return the terms that are related to a term. Raises ValueError where they are damaged."""
    related = entry.related.split(MEMBER) if entry.related else ()
    return tuple(_expand(other, entry.word) for other in related)


def _expand(text: str, before: str) -> str:
    """Return the word of which ``text`` gives the number of letters shared with ``before``, and the rest."""
    (shared,) = read_numbers(text[:1])
    return before[:shared] + text[1:]


def _read_shelf(payload: tuple[str, str]) -> Shelf:
    firsts = tuple(payload[0].split(" ")) if payload[0] else ()
    checksums = payload[1]
    if len(checksums) != _DIGITS * len(firsts):
        raise LoadingError(DIRECTORY, "damaged")
    return Shelf(
        firsts=firsts,
        checksums=tuple(checksums[at : at + _DIGITS] for at in range(0, len(checksums), _DIGITS)),
    )
