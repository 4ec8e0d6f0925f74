"""The whole index, from the words of all acts to scripts.

The scripts stand in one folder of the site; their names are part of no page, so that a page changes only
when its act does.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from svod.search.collecting import Words
from svod.search.facets import write_facets
from svod.search.lexemes import relate_terms
from svod.search.postings import join_postings, write_postings
from svod.search.scripts import Script
from svod.search.shards import (
    Directory,
    terms_limit,
    write_directory,
    write_form_shards,
    write_term_shards,
)
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
    facet_scripts = list(write_facets(facets, labels))
    yield from facet_scripts
    vocabulary = build_vocabulary(words)
    written = write_postings(build_tokens(words, vocabulary), vocabulary, words.aside)
    postings, limit = join_postings(written, vocabulary), terms_limit(sum(written.lengths))
    terms = yield from write_term_shards(postings, vocabulary, relate_terms(vocabulary), limit)
    forms = yield from write_form_shards(vocabulary)
    yield write_directory(
        Directory(
            version=index_version(fragments, (facet.text for facet in facet_scripts)),
            documents=words.documents,
            lengths=written.lengths,
            terms=terms,
            forms=forms,
        )
    )


def index_version(fragments: Iterable[bytes], facets: Iterable[str]) -> str:
    """Return the version of the fragments, given as fingerprints, and of the texts of the facets' scripts."""
    version = blake2b(b"".join(fragments), digest_size=4)
    for facet in facets:
        version.update(facet.encode("utf-8", "surrogatepass"))
    return version.hexdigest()
