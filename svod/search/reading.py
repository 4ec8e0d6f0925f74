"""The index as ``shards`` writes it, read again: a directory, and the shards that it names.

``client/shards.js`` is the same in the browser. Here a part that is not what the directory says stops
the search: whoever asks has the whole index on the disk.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Annotated, Final, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from svod.search.numerals import read_numbers
from svod.search.occurrences import Places, Postings, read_places, read_postings
from svod.search.shards import DIRECTORY, ENTRY, MEMBER, PART, checksum
from svod.search.spelling import Form

_DIGITS: Final = 3  # of a checksum

# The bytes of a script of the index, by its name; None where there is no such file.
ReadScript: TypeAlias = Callable[[str], bytes | None]
_Count: TypeAlias = Annotated[int, Field(ge=0)]
_Value = TypeVar("_Value")


class LoadingError(Exception):
    """Why a part of the index is not there: there is no such file, or it is not what it should be."""

    def __init__(self, part: str, reason: Literal["missing", "damaged"]) -> None:
        super().__init__(f"{part}: {reason}")
        self.part = part
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of the index: the forms it stands for, by number, and the terms of the same lexemes.

    ``postings`` are empty for a term that leads to others only.
    """

    term: str
    forms: tuple[str, ...]
    related: tuple[str, ...]
    postings: Postings


class _Payload(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


class Fragment(_Payload):
    """What a result shows of an act.

    A passage is its anchor, its text, and, where somebody is asked, the number of whom it asks.
    """

    id: str
    title: str
    by: tuple[str, ...]
    date: str
    status: str
    asked: tuple[str, ...]
    passages: tuple[tuple[str, str] | tuple[str, str, _Count], ...]


class _Directory(_Payload):
    version: str
    documents: _Count
    lengths: Mapping[str, _Count]
    terms: tuple[str, str]
    forms: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    firsts: tuple[str, ...]
    checksums: str

    def shard_of(self, word: str) -> int:
        """Return the number of the last shard that begins at ``word`` or before, -1 if all begin after."""
        return bisect_right(self.firsts, word) - 1

    def digits(self, number: int) -> str:
        return self.checksums[_DIGITS * number : _DIGITS * (number + 1)]


class Index:
    """The index of one site. What it has read it keeps. Raises LoadingError for what it cannot read."""

    def __init__(self, read: ReadScript) -> None:
        self._read = read
        directory = self._load(DIRECTORY, _Directory)
        self.documents = directory.documents
        self._lengths = directory.lengths
        self._terms = _read_shelf(directory.terms)
        self._forms = _read_shelf(directory.forms)
        self._shards: dict[int, dict[str, tuple[int, str]]] = {}
        self._place_shards: dict[int, list[str]] = {}
        self._form_shards: dict[int, list[Form]] = {}
        self._known: dict[str, Term | None] = {}
        self._places: dict[str, Places] = {}

    def term(self, name: str) -> Term | None:
        """Return a term of the index, or None for one that it does not know."""
        if name not in self._known:
            number = self._terms.shard_of(name)
            entry = self._shard(number).get(name)
            self._known[name] = None if entry is None else _read_term(name, entry[1], f"terms-{number}")
        return self._known[name]

    def places(self, term: Term) -> Places:
        """Return where a term stands in each document."""
        if term.term not in self._places:
            number = self._terms.shard_of(term.term)
            row, _ = self._shard(number)[term.term]
            with _reading(f"places-{number}"):
                text = self._place_shard(number)[row]
                self._places[term.term] = read_places(text, term.postings, several=len(term.forms) > 1)
        return self._places[term.term]

    def forms_from(self, prefix: str) -> list[Form]:
        """Return the words of the archive that begin with ``prefix``, each with its term."""
        first, last = self._forms.shard_of(prefix), self._forms.shard_of(f"{prefix}\uffff")
        shards = (self._form_shard(number) for number in range(max(0, first), last + 1))
        return [form for form in chain.from_iterable(shards) if form[0].startswith(prefix)]

    def all_forms(self) -> list[Form]:
        """Return all words of the archive, each with its term."""
        shards = (self._form_shard(number) for number in range(len(self._forms.firsts)))
        return list(chain.from_iterable(shards))

    def fragment(self, document: int) -> Fragment:
        """Return what a result shows of an act."""
        fragment = self._load(f"fragments/{document}", Fragment)
        if any(number >= len(fragment.asked) for _, _, *asked in fragment.passages for number in asked):
            raise LoadingError(f"fragments/{document}", "damaged")
        return fragment

    def average(self, field: str) -> float:
        """Return how long a field is in an act, on average; it is not empty everywhere."""
        total = self._lengths.get(field, 0)
        if total == 0 or self.documents == 0:
            raise LoadingError(DIRECTORY, "damaged")
        return total / self.documents

    def _shard(self, number: int) -> dict[str, tuple[int, str]]:
        """Return the entries of a shard by term, each with its place in the shard."""
        if number < 0:
            return {}
        if number not in self._shards:
            part = f"terms-{number}"
            text = self._payload(part, self._terms.digits(number))
            with _reading(part):
                self._shards[number] = _read_terms(text)
        return self._shards[number]

    def _place_shard(self, number: int) -> list[str]:
        if number not in self._place_shards:
            # The checksum of the terms covers that of the places, with which they begin.
            terms = self._payload(f"terms-{number}", self._terms.digits(number))
            text = self._payload(f"places-{number}", terms.partition(ENTRY)[0])
            self._place_shards[number] = text.split(ENTRY)
        return self._place_shards[number]

    def _form_shard(self, number: int) -> list[Form]:
        if number not in self._form_shards:
            part = f"forms-{number}"
            text = self._payload(part, self._forms.digits(number))
            with _reading(part):
                self._form_shards[number] = list(_read_forms(text))
        return self._form_shards[number]

    def _payload(self, part: str, expected: str) -> str:
        text = self._load(part, str)
        if checksum(text) != expected:
            raise LoadingError(part, "damaged")
        return text

    def _load(self, part: str, kind: type[_Value]) -> _Value:
        """Return the payload of a script, which is of the given ``kind``."""
        script = self._read(part)
        if script is None:
            raise LoadingError(part, "missing")
        before, after = f'svod.receive("{part}",'.encode(), b")\n"
        if not (script.startswith(before) and script.endswith(after)):
            raise LoadingError(part, "damaged")
        with _reading(part):
            return TypeAdapter(kind).validate_json(script[len(before) : -len(after)])


@contextmanager
def _reading(part: str) -> Iterator[None]:
    """Turn what goes wrong in reading a damaged part into a LoadingError."""
    try:
        yield
    except (ValueError, LookupError) as error:
        raise LoadingError(part, "damaged") from error


def _read_shelf(payload: tuple[str, str]) -> _Shelf:
    firsts, checksums = payload
    return _Shelf(firsts=tuple(firsts.split(" ")) if firsts else (), checksums=checksums)


def _read_terms(text: str) -> dict[str, tuple[int, str]]:
    entries: dict[str, tuple[int, str]] = {}
    before = ""
    for number, entry in enumerate(text.split(ENTRY)[1:]):
        name, _, rest = entry.partition(PART)
        before = _expand(name, before)
        entries[before] = (number, rest)
    return entries


def _read_term(name: str, entry: str, part: str) -> Term:
    with _reading(part):
        endings, related, postings = entry.split(PART)
        return Term(
            term=name,
            forms=tuple(name + ending for ending in endings.split(MEMBER)) if postings else (),
            related=tuple(_expand(other, name) for other in related.split(MEMBER)) if related else (),
            postings=read_postings(postings),
        )


def _read_forms(text: str) -> Iterator[Form]:
    before = ""
    for entry in text.split(ENTRY):
        shared, lacking = read_numbers(entry[:2])
        before = before[:shared] + entry[2:]
        yield before, before[: len(before) - lacking]


def _expand(text: str, before: str) -> str:
    """Return the word of which ``text`` gives the number of letters shared with ``before``, and the rest."""
    (shared,) = read_numbers(text[:1])
    return before[:shared] + text[1:]
