"""The search page of a built site, as a reader uses it: a field to type into, a list that answers.

The contract with the page: the field is ``main input[name=q]``; the list of results, or something in it,
has an attribute ``data-query`` that holds the query whose answer is shown.
"""

from typing import Final

from playwright.sync_api import Page

FIELD: Final = "main input[name=q]"
PATH: Final = "/search/index.html"
_TIMEOUT_MS: Final = 30_000

_SHOWN: Final = """(query) => {
  const holder = document.querySelector("#results[data-query], #results [data-query]");
  return holder !== null && holder.dataset.query.trim() === query.trim();
}"""
# Chromium is given Russian letters without a keydown: "input" is the first that the page knows of them.
_WATCH: Final = """(query) => {
  const shown = SHOWN;
  const start = () => { window.keyAt ??= performance.now(); };
  window.keyAt = window.shownAt = undefined;
  for (const event of ["keydown", "input"])
    document.addEventListener(event, start, {capture: true, once: true});
  const observer = new MutationObserver(() => {
    if (window.keyAt !== undefined && shown(query)) {
      window.shownAt = performance.now();
      observer.disconnect();
    }
  });
  observer.observe(document.body,
    {subtree: true, childList: true, attributes: true, attributeFilter: ["data-query"]});
}""".replace("SHOWN", _SHOWN)


def open_search(page: Page, address: str) -> None:
    """Open the search page and put the cursor into its field."""
    page.set_default_timeout(_TIMEOUT_MS)
    page.goto(address + PATH, wait_until="networkidle")
    page.focus(FIELD)


def type_and_wait(page: Page, text: str, delay: float = 0) -> None:
    """Type ``text`` into the field, ``delay`` ms a key, and wait until its results are shown."""
    page.keyboard.type(text, delay=delay)
    page.wait_for_function(_SHOWN, arg=text)


def clear(page: Page) -> None:
    """Empty the field."""
    page.fill(FIELD, "")


def time_last_key(page: Page, text: str) -> float:
    """Return the ms from the last key of ``text``, whose other letters stand in the field, to its results."""
    page.evaluate(_WATCH, text)
    page.keyboard.type(text[-1])
    page.wait_for_function("() => window.shownAt !== undefined")
    return float(page.evaluate("window.shownAt - window.keyAt"))
