"""Measure the time from the last key to the results, in Chromium on the loopback interface.

Usage: ``python benchmarks/latency.py --site OUTPUT``, where OUTPUT is the output folder of a built site.
Every query is typed twice in one page: the first time loads its shards, the second time is measured.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # when run as a file

from benchmarks import typed_queries
from benchmarks.chromium import chromium
from benchmarks.search_page import clear, open_search, time_last_key, type_and_wait
from benchmarks.serving import hosted
from benchmarks.tables import table

KINDS: Final = {
    "common word": typed_queries.common_words,
    "any word": typed_queries.words,
    "another form": typed_queries.forms,
    "common pair": typed_queries.common_pairs,
    "rare pair": typed_queries.rare_pairs,
    "three words": typed_queries.three_words,
    "3-letter prefix": typed_queries.prefixes,
    "phrase": typed_queries.phrases,
    "exclusion": typed_queries.exclusions,
}
GOAL_MS: Final = 60


def measure(output: Path, queries: Mapping[str, Sequence[str]]) -> dict[str, list[float]]:
    """Return the milliseconds of every query, by kind."""
    with hosted({"/": output}) as host, chromium() as browser:
        page = browser.new_page()
        open_search(page, host.address)
        for texts in queries.values():
            for text in texts:
                clear(page)
                type_and_wait(page, text)
        found: dict[str, list[float]] = {}
        for kind, texts in queries.items():
            for text in texts:
                clear(page)
                type_and_wait(page, text[:-1])
                found.setdefault(kind, []).append(time_last_key(page, text))
    return found


def _row(kind: str, times: Sequence[float]) -> list[str]:
    ninth = quantiles(times, n=10, method="inclusive")[-1] if len(times) > 1 else times[0]
    return [kind, str(len(times)), f"{median(times):.0f}", f"{ninth:.0f}", f"{max(times):.0f}"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit code."""
    parser = argparse.ArgumentParser(description="Measure the time from the last key to the results.")
    parser.add_argument("--site", type=Path, required=True, help="the output folder of a built site")
    parser.add_argument("--queries", type=int, default=6, help="of each kind")
    options = parser.parse_args(arguments)
    times = measure(options.site, typed_queries.typed_queries(options.site, KINDS, options.queries))
    everything = [time for group in times.values() for time in group]
    rows = [*(_row(kind, group) for kind, group in times.items()), _row("all", everything)]
    print(table(["query", "number", "median ms", "90th percentile", "longest"], rows))
    print(f"goal: median of all ≤ {GOAL_MS} ms")
    return 0 if median(everything) <= GOAL_MS else 1


if __name__ == "__main__":
    sys.exit(main())
