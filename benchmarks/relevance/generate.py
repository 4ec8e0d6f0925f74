"""Make the queries of all kinds with their truth, from a corpus, a number of documents and a seed.

Usage: ``python benchmarks/relevance/generate.py FOLDER [--corpus PATH] [--documents N] [--seed S]``.
The folder gets a file of JSON lines for each kind. It holds words of the corpus: never commit it.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # when run as a file

from benchmarks.acts import SEED, plan_acts
from benchmarks.corpus import read_corpus
from benchmarks.relevance import several_words, single_words
from benchmarks.relevance.documents import Collection, read_documents
from benchmarks.relevance.places import Draw
from benchmarks.relevance.query import Query, write_queries

NUMBER: Final = 150
DOCUMENTS: Final = 492
GENERATORS: Final[Sequence[Callable[[Draw], Iterator[Query]]]] = (
    single_words.word_forms,
    single_words.unseen_forms,
    several_words.pairs,
    several_words.phrases,
    single_words.prefixes,
    single_words.typing_errors,
    single_words.yo,
    single_words.numbers,
    several_words.exclusions,
    single_words.wrong_layouts,
    several_words.paragraph_words,
)


def make_queries(collection: Collection, number: int = NUMBER, seed: int = SEED) -> list[Query]:
    """Make up to ``number`` queries of each kind; equal arguments give equal queries."""
    return [
        query
        for generator in GENERATORS
        for query in generator(
            Draw(collection=collection, chance=Random(f"{seed} {generator.__name__}"), number=number)
        )
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit code."""
    parser = argparse.ArgumentParser(description="Make queries with their truth.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--corpus", type=Path, help="JSON lines; default: the project's own acts")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--queries", type=int, default=NUMBER, help="of each kind")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    acts = plan_acts(read_corpus(options.corpus), options.documents, options.seed)
    queries = make_queries(read_documents(acts), options.queries, options.seed)
    write_queries(options.folder, queries)
    print(f"{options.folder}: {len(queries)} queries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
