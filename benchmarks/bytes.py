"""Count what a browser with an empty cache downloads, gzipped, from the first key to the results.

Usage: ``python benchmarks/bytes.py --site OUTPUT [--engines svod,pagefind,…]``, where OUTPUT is the output
folder of a built site. For svod the reader types on the search page, 120 ms a key, until ten results are
shown. Pagefind's browser API is asked once, after the last key (``pagefind``), or at every key, as its
documentation advises (``pagefind-typed``: it loads shards ahead), and gives the data of five results. The
table shows the dearest of several queries of each kind; 1 KB is 1,000 bytes of response bodies. The exit
code is 1 where svod misses a goal.
"""

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # when run as a file

from playwright.sync_api import Browser, Page

from benchmarks import typed_queries
from benchmarks.chromium import chromium
from benchmarks.pagefind_index import index_with_pagefind
from benchmarks.search_page import open_search, type_and_wait
from benchmarks.serving import BLANK_PAGE, Host, hosted
from benchmarks.tables import table

KINDS: Final = {
    "common word": typed_queries.common_words,
    "rare pair": typed_queries.rare_pairs,
    "common pair": typed_queries.common_pairs,
    "3-letter prefix": typed_queries.prefixes,
}
KEY_MS: Final = 120
_APART: Final = {".html": "page", ".css": "CSS", ".woff2": "fonts", ".svg": "pictures", ".ico": "pictures"}
_PAGEFIND_KINDS: Final = {
    ".pf_index": "index chunks",
    ".pf_fragment": "fragments",
    ".pf_meta": "meta",
    ".pagefind": "wasm",
}
# The most documents, and the KB that a common word or a rare pair of words may cost svod then.
_GOALS: Final = ((1_000, 80), (10_000, 120))
_WITH_GOAL: Final = ("common word", "rare pair")
_QUIET_MS: Final = 700
_START_PAGEFIND: Final = """(typed) => {
  document.documentElement.lang = "ru";
  document.body.innerHTML = '<input name="q">';
  const field = document.querySelector("input");
  const pagefind = import("/pagefind/pagefind.js");
  window.ask = async (method) => {
    const found = await (await pagefind)[method](field.value);
    if (found !== null) {  // null: another key was pressed meanwhile
      await Promise.all(found.results.slice(0, 5).map((result) => result.data()));
      field.dataset.query = field.value;
    }
  };
  if (typed) field.addEventListener("input", () => window.ask("debouncedSearch"));
  field.focus();
}"""


def type_into_svod(page: Page, address: str, text: str) -> None:
    """Type on the search page until the results are shown."""
    open_search(page, address)
    type_and_wait(page, text, KEY_MS)


def ask_pagefind(page: Page, address: str, text: str) -> None:
    """Ask Pagefind once for the whole query: the least it can load."""
    page.goto(address + BLANK_PAGE)
    page.evaluate(_START_PAGEFIND, arg=False)
    page.keyboard.type(text)
    page.evaluate("window.ask('search')")


def type_into_pagefind(page: Page, address: str, text: str) -> None:
    """Type into a field that asks Pagefind with ``debouncedSearch``, as its documentation advises."""
    page.goto(address + BLANK_PAGE)
    page.evaluate(_START_PAGEFIND, arg=True)
    page.keyboard.type(text, delay=KEY_MS)
    page.wait_for_selector(f"input[data-query='{text}']")


ENGINES: Final[Mapping[str, Callable[[Page, str, str], None]]] = {
    "svod": type_into_svod,
    "pagefind": ask_pagefind,
    "pagefind-typed": type_into_pagefind,
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one query has loaded: sizes of bodies by kind of file."""

    text: str
    counted: Mapping[str, Sequence[int]]
    apart: Mapping[str, Sequence[int]]

    @property
    def kilobytes(self) -> float:
        """What counts: scripts, indexes and texts of results."""
        return sum(map(sum, self.counted.values())) / 1000


def measure(browser: Browser, host: Host, engine: str, text: str) -> Cost:
    """Ask one query with an empty cache."""
    host.sent.clear()
    context = browser.new_context(locale="ru-RU")
    page = context.new_page()
    ENGINES[engine](page, host.address, text)
    seen = -1
    while seen != len(host.sent):  # what the page still loads once the results are shown
        seen = len(host.sent)
        page.wait_for_timeout(_QUIET_MS)
    context.close()
    counted: dict[str, list[int]] = {}
    apart: dict[str, list[int]] = {}
    for path, size in host.sent:
        suffix = Path(path).suffix
        if size:
            group = apart if suffix in _APART else counted
            group.setdefault(_APART.get(suffix) or _kind_of(path, suffix), []).append(size)
    return Cost(text=text, counted=counted, apart=apart)


def _kind_of(path: str, suffix: str) -> str:
    """Return the kind of a file: Pagefind's by its suffix, others by the path with ``*`` for numbers."""
    return _PAGEFIND_KINDS.get(suffix) or re.sub(r"[0-9a-f]{6,}|\d+", "*", path.lstrip("/"))


def _parts(group: Mapping[str, Sequence[int]]) -> str:
    """Return «index chunks 58.2 (3 files), wasm 70.6»."""
    return ", ".join(
        f"{name} {sum(sizes) / 1000:.1f}" + (f" ({len(sizes)} files)" if len(sizes) > 1 else "")
        for name, sizes in sorted(group.items(), key=lambda entry: -sum(entry[1]))
    )


def report(costs: Mapping[tuple[str, str], Cost], documents: int) -> tuple[str, bool]:
    """Return the table of the costs by query and engine, and whether svod met its goals."""
    limit = next((kilobytes for most, kilobytes in _GOALS if documents <= most), None)
    rows, met = [], True
    for (kind, engine), cost in costs.items():
        goal = limit if engine == "svod" and kind in _WITH_GOAL else None
        missed = goal is not None and cost.kilobytes > goal
        met = met and not missed
        wanted = f"≤ {goal}" if goal else "–"
        size = f"{cost.kilobytes:.1f}{' ✗' if missed else ''}"
        rows.append([kind, f"`{cost.text}`", engine, wanted, size, _parts(cost.counted), _parts(cost.apart)])
    return table(["query", "dearest", "engine", "goal", "KB", "of which", "not counted"], rows), met


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit code."""
    parser = argparse.ArgumentParser(description="Count the bytes of a first search.")
    parser.add_argument("--site", type=Path, required=True, help="the output folder of a built site")
    parser.add_argument("--engines", default=",".join(ENGINES), help="any of: " + ", ".join(ENGINES))
    parser.add_argument("--queries", type=int, default=3, help="of each kind")
    parser.add_argument("--pagefind", type=Path, help="a Pagefind index of the site; default: made anew")
    options = parser.parse_args(arguments)
    engines = options.engines.split(",")
    if unknown := set(engines) - set(ENGINES):
        parser.error(f"no such engine: {', '.join(sorted(unknown))}")
    queries = typed_queries.typed_queries(options.site, KINDS, options.queries)
    with TemporaryDirectory(prefix="svod-benchmark-") as temporary:
        mounts = {"/": options.site}
        if set(engines) - {"svod"}:
            mounts["/pagefind/"] = options.pagefind or index_with_pagefind(options.site, Path(temporary))
        with hosted(mounts, gzip_level=9) as host, chromium() as browser:
            costs = {
                (kind, engine): max(
                    (measure(browser, host, engine, text) for text in texts), key=lambda cost: cost.kilobytes
                )
                for kind, texts in queries.items()
                for engine in engines
            }
    printed, met = report(costs, len(list(options.site.glob("resolutions/*/index.html"))))
    print(printed)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
