"""Judge the search of a built site, and Pagefind on the same pages, by queries with known answers.

Usage: ``python benchmarks/relevance/run.py [--corpus PATH] [--documents N] [--engines svod,pagefind]``.
Makes the site, builds it, serves it on the loopback interface, asks every query in Chromium, and prints
one table. The exit code is 1 where svod misses a goal.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # when run as a file

from benchmarks.acts import SEED, plan_acts
from benchmarks.built_site import build, working_folder
from benchmarks.chromium import chromium
from benchmarks.corpus import read_corpus
from benchmarks.pagefind_index import index_with_pagefind
from benchmarks.relevance.documents import read_documents
from benchmarks.relevance.engines import ENGINES, ask_all
from benchmarks.relevance.failures import failures
from benchmarks.relevance.generate import DOCUMENTS, NUMBER, make_queries
from benchmarks.relevance.query import Query, write_queries
from benchmarks.relevance.scoring import MEASURES, Answers, mean_of
from benchmarks.serving import hosted
from benchmarks.tables import table

MISSED = "✗"


def ask_engines(
    output: Path, work: Path, engines: Sequence[str], queries: Sequence[Query]
) -> dict[str, Answers]:
    """Ask each engine all queries over the built site ``output``."""
    mounts = {"/": output}
    if "pagefind" in engines:
        mounts["/pagefind/"] = index_with_pagefind(output, work / "pagefind")
    with hosted(mounts) as host, chromium() as browser:
        return {name: ask_all(ENGINES[name], browser, host.address, queries) for name in engines}


def report(queries: Sequence[Query], answers: Mapping[str, Answers]) -> tuple[str, bool]:
    """Return the table, and whether svod, where it was asked, met every goal."""
    by_kind: dict[str, list[Query]] = {}
    for query in queries:
        by_kind.setdefault(query.kind, []).append(query)
    rows, met = [], True
    for measure in MEASURES:
        asked = by_kind.get(measure.kind, [])
        row = [measure.kind, str(len(asked)), measure.name, f"≥ {measure.goal:.2f}" if measure.goal else "–"]
        for engine, found in answers.items():
            mean = mean_of(measure, asked, found)
            missed = mean is not None and measure.goal is not None and mean < measure.goal
            met = met and not (missed and engine == "svod")
            row.append("–" if mean is None else f"{mean:.3f}{' ' + MISSED if missed else ''}")
        rows.append(row)
    return table(["kind", "number", "measure", "goal", *answers], rows), met


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Judge the search by queries with known answers.")
    parser.add_argument("--corpus", type=Path, help="JSON lines; default: the project's own acts")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--queries", type=int, default=NUMBER, help="of each kind")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--engines", default="svod,pagefind", help="any of: " + ", ".join(ENGINES))
    parser.add_argument("--work", type=Path, help="keep the site and the queries in this folder")
    parser.add_argument("--failures", type=Path, help="write what each engine got wrong to this file")
    options = parser.parse_args(arguments)
    options.engines = options.engines.split(",")
    if unknown := set(options.engines) - set(ENGINES):
        parser.error(f"no such engine: {', '.join(sorted(unknown))}")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit code."""
    options = _parse(arguments)
    acts = plan_acts(read_corpus(options.corpus), options.documents, options.seed)
    queries = make_queries(read_documents(acts), options.queries, options.seed)
    with working_folder(options.work) as work:
        write_queries(work / "queries", queries)
        output = build(work / "site", acts)
        answers = ask_engines(output, work, options.engines, queries)
    if options.failures:
        options.failures.write_text("".join(f"{row}\n" for row in failures(queries, answers)), "utf-8")
    printed, met = report(queries, answers)
    print(printed)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
