"""The alphabetical index: every name of an organization, topic or addressee, former ones included."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from svod.archive.labels import TERM_KINDS
from svod.archive.library import Library
from svod.archive.taxonomies import ADDRESSEES, ORGANIZATIONS, TOPICS, Term
from svod.localization import Localization
from svod.rules import N_
from svod.site.contexts import IndexEntry, IndexSection
from svod.text import fold, sort_key

ALPHABET: Final = N_("A–Z")
INDEXED: Final = (ORGANIZATIONS, TOPICS, ADDRESSEES)
_DIGITS: Final = "0–9"


def build_alphabet(library: Library, words: Localization) -> list[IndexSection]:
    """Return the index of the terms that acts have, in alphabetical order, ё with е."""
    taxonomies = [library.taxonomies[name] for name in INDEXED]
    entries = [
        entry
        for taxonomy in taxonomies
        for term in taxonomy.terms.values()
        for entry in _entries(term, words.text(TERM_KINDS[taxonomy.name]).lower())
    ]
    # Some signs sort before the letters and some after them; their section is one, and the first.
    entries.sort(key=lambda entry: (_letter(entry) != _DIGITS, sort_key(entry.name), entry.kind))
    return [
        IndexSection(letter=letter, anchor=f"letter-{number}", entries=list(of_letter))
        for number, (letter, of_letter) in enumerate(groupby(entries, _letter), start=1)
    ]


def _entries(term: Term, kind: str) -> Iterator[IndexEntry]:
    """Yield the entries of a term: its own, and one for each name that leads to it.

    Aliases of an addressee are words as they are printed, its cases among them: they lead nowhere else.
    """
    names = term.entry.names if term.entry else ()
    aliases = term.entry.aliases if term.entry and term.taxonomy == ADDRESSEES else ()
    seen: set[str] = set()
    for name in (term.name, *names):
        if fold(name) in seen or (name != term.name and name in aliases):
            continue
        seen.add(fold(name))
        see = "" if name == term.name else term.name
        yield IndexEntry(name=name, see=see, url=term.url, kind=kind, number=len(term.acts))


def _letter(entry: IndexEntry) -> str:
    key, _ = sort_key(entry.name)
    return key[:1].upper() if key[:1].isalpha() else _DIGITS
