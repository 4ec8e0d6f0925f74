"""The whole index, from entries to scripts.

The scripts stand in one folder of the site; their names are part of no page, so that a page changes only
when its act does.
"""

from collections.abc import Iterable, Iterator, Mapping

from svod.search.entries import Entry
from svod.search.facets import FacetTable
from svod.search.lexemes import relate_terms
from svod.search.postings import field_lengths, write_postings
from svod.search.shards import (
    DIRECTORY,
    Script,
    Shelf,
    write_form_shards,
    write_script,
    write_term_shards,
)
from svod.search.words import FIELDS, Words, build_tokens, build_vocabulary


def build_index(entries: Iterable[Entry], labels: Mapping[str, Mapping[str, str]]) -> Iterator[Script]:
    """Yield the scripts of the index of ``entries``, numbered from 0 in their order, the directory last.

    ``labels`` are the labels of the terms of each facet by id, in the order in which they are listed.
    """
    words, facets = Words(), FacetTable(labels)
    for number, entry in enumerate(entries):
        words.add(entry.fields)
        facets.add(entry.facets)
        yield write_fragment(number, entry)
    yield from facets.scripts()
    documents, vocabulary = words.documents, build_vocabulary(words)
    tokens = build_tokens(words, vocabulary)
    del words
    lengths = field_lengths(tokens, documents)
    postings = list(write_postings(tokens, vocabulary, lengths))
    del tokens
    terms = yield from write_term_shards(postings, relate_terms(vocabulary))
    forms = yield from write_form_shards(vocabulary)
    yield write_script(
        DIRECTORY,
        {
            "documents": documents,
            "lengths": dict(zip(FIELDS, lengths.sum(axis=0).tolist(), strict=True)),
            "terms": _describe(terms),
            "forms": _describe(forms),
        },
    )


def write_fragment(number: int, entry: Entry) -> Script:
    """Return the script with what a result shows of an act: its heading, and its passages in order.

    A passage is its anchor, its text and, where somebody is asked, the number of the passage that names
    them, from the beginning of the list of those that are named.
    """
    asked = list(dict.fromkeys(passage.addressee for passage in entry.passages if passage.addressee))
    return write_script(
        f"fragments/{number}",
        {
            "id": entry.id,
            "title": entry.title,
            "by": entry.credits,
            "date": entry.date,
            "status": entry.status,
            "asked": asked,
            "passages": [
                [
                    passage.anchor,
                    passage.text,
                    *([asked.index(passage.addressee)] if passage.addressee else []),
                ]
                for passage in entry.passages
            ],
        },
    )


def _describe(shelf: Shelf) -> list[str]:
    return [" ".join(shelf.firsts), "".join(shelf.checksums)]
