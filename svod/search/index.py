"""The whole index, from the words of all acts to scripts.

The scripts stand in one folder of the site; their names are part of no page, so that a page changes only
when its act does.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from svod.search.facets import write_facets
from svod.search.lexemes import relate_terms
from svod.search.postings import field_lengths, write_postings
from svod.search.runs import FIELDS, Words
from svod.search.scripts import Script, write_script
from svod.search.shards import DIRECTORY, Shelf, write_form_shards, write_term_shards
from svod.search.words import build_tokens, build_vocabulary


def build_index(
    words: Words,
    fragments: Iterable[bytes],
    facets: Iterable[Mapping[str, Iterable[str]]],
    labels: Mapping[str, Mapping[str, str]],
) -> Iterator[Script]:
    """Yield the scripts of an index but for the fragments, the directory last.

    ``facets`` are the ids of the terms of each document of ``words``, by facet; ``labels`` the labels of
    all terms of each facet by id, in the order in which they are listed; ``fragments`` the fingerprints of
    the fragments. The directory has a checksum of each shard, and a version of the fragments and facets
    together.
    """
    version = blake2b(b"".join(fragments), digest_size=4)
    for facet in write_facets(facets, labels):
        version.update(facet.text.encode("utf-8", "surrogatepass"))
        yield facet
    documents, vocabulary = words.documents, build_vocabulary(words)
    tokens = build_tokens(words, vocabulary)
    lengths = field_lengths(tokens, documents)
    postings = list(write_postings(tokens, vocabulary, lengths))
    del tokens
    terms = yield from write_term_shards(postings, relate_terms(vocabulary))
    forms = yield from write_form_shards(vocabulary)
    yield write_script(
        DIRECTORY,
        {
            "version": version.hexdigest(),
            "documents": documents,
            "lengths": dict(zip(FIELDS, lengths.sum(axis=0).tolist(), strict=True)),
            "terms": _describe(terms),
            "forms": _describe(forms),
        },
    )


def _describe(shelf: Shelf) -> list[str]:
    return [" ".join(shelf.firsts), "".join(shelf.checksums)]
