"""Asks the search engines, each in its page in Chromium, by its public API.

An answer is the ids of all documents found, best first, or None where the engine threw an exception.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from playwright.sync_api import Browser, Page

from benchmarks.relevance.query import Query
from benchmarks.serving import BLANK_PAGE

Answer = tuple[str, ...] | None
Asked = tuple[str, bool]  # the text, and whether its last word is unfinished
Engine = Callable[[Browser, str, Sequence[Asked]], Iterator[Answer]]

_BATCH = 25
_TIMEOUT_MS = 120_000

_SVOD_READY: Final = "() => window.svod !== undefined && typeof window.svod.search === 'function'"
_ASK_SVOD: Final = """async (queries) => {
  const answers = [];
  for (const [text, prefix] of queries) {
    try {
      const answer = await window.svod.search(text, {limit: 100000, excerpts: false, prefix});
      answers.push(answer.results.map((result) => result.id));
    } catch (error) {
      console.error(text, error);
      answers.push(null);
    }
  }
  return answers;
}"""

# Pagefind's results are known by hashes; the address comes with the fragment, loaded once for each.
_START_PAGEFIND: Final = """async () => {
  window.pagefind = await import("/pagefind/pagefind.js");
  await window.pagefind.init();
  window.idOf = new Map();
}"""
_ASK_PAGEFIND: Final = """async (queries) => {
  const answers = [];
  for (const [text] of queries) {
    try {
      const found = (await window.pagefind.search(text)).results;
      const unknown = found.filter((result) => !window.idOf.has(result.id));
      await Promise.all(unknown.map(async (result) => {
        window.idOf.set(result.id, (await result.data()).raw_url.split("/").filter(Boolean).at(-1));
      }));
      answers.push(found.map((result) => window.idOf.get(result.id)));
    } catch (error) {
      console.error(text, error);
      answers.push(null);
    }
  }
  return answers;
}"""


def ask_svod(browser: Browser, address: str, queries: Sequence[Asked]) -> Iterator[Answer]:
    """Ask ``window.svod.search`` on the search page of the site."""
    page = browser.new_page()
    page.goto(f"{address}/search/index.html")
    page.wait_for_function(_SVOD_READY, timeout=_TIMEOUT_MS)
    yield from _ask(page, _ASK_SVOD, queries)
    page.close()


def ask_pagefind(browser: Browser, address: str, queries: Sequence[Asked]) -> Iterator[Answer]:
    """Ask Pagefind's browser API on an empty page of the same host."""
    page = browser.new_page()
    page.goto(address + BLANK_PAGE)
    page.evaluate("document.documentElement.lang = 'ru'")
    page.evaluate(_START_PAGEFIND)
    yield from _ask(page, _ASK_PAGEFIND, queries)
    page.close()


def ask_all(
    engine: Engine, browser: Browser, address: str, queries: Sequence[Query]
) -> Mapping[Asked, Answer]:
    """Ask one engine every query and every twin, each text once."""
    asked = {(text, query.prefix) for query in queries for text in (query.text, query.twin) if text}
    ordered = sorted(asked)
    return dict(zip(ordered, engine(browser, address, ordered), strict=True))


def _ask(page: Page, script: str, queries: Sequence[Asked]) -> Iterator[Answer]:
    page.set_default_timeout(_TIMEOUT_MS)
    for start in range(0, len(queries), _BATCH):
        for answer in page.evaluate(script, [list(query) for query in queries[start : start + _BATCH]]):
            yield None if answer is None else tuple(answer)


ENGINES: Final[Mapping[str, Engine]] = {"svod": ask_svod, "pagefind": ask_pagefind}
