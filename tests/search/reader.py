"""A reader at the search page, in a real browser, on a host that allows its own scripts and styles only."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import ConsoleMessage, Dialog, Locator, Page

SUB_PATH = "/archive/of/acts/"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
INDEX = "/search/index/"


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        inside = path.startswith(SUB_PATH)
        return super().translate_path(path.removeprefix(SUB_PATH[:-1]) if inside else "/outside-of-the-site")

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Let a browser that goes away go in peace."""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve ``folder`` under a sub-path, with a strict policy; yields the address of its home page."""
    with _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{SUB_PATH}"
        finally:
            server.shutdown()
            thread.join()


class Reader:
    """Uses the search of the site at ``home``; ``errors`` is what went wrong without being caught."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.home = home
        self.errors: list[str] = []
        self.asked: list[str] = []
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.errors.append(f"{error.name}: {error.message}"))
        page.on("console", self._note)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("dialog", self._refuse)

    def _note(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.errors.append(message.text)

    def _refuse(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    @property
    def field(self) -> Locator:
        return self.page.locator("main input[name=q]")

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-search-page] [role=status]")

    @property
    def advice(self) -> Locator:
        return self.page.locator("[data-search-page] .advice")

    @property
    def failure(self) -> Locator:
        return self.page.locator("[data-search-page] .failure[role=alert]")

    @property
    def retry(self) -> Locator:
        return self.failure.get_by_role("button")

    @property
    def results(self) -> Locator:
        """The acts in the list."""
        return self.page.locator("#results > li:has(h2)")

    @property
    def more(self) -> Locator:
        return self.page.locator("button.more")

    @property
    def reset(self) -> Locator:
        """The button that drops all filters."""
        return self.page.locator("button.reset")

    @property
    def index_requests(self) -> list[str]:
        """What was asked for of the index, without its folder and versions."""
        return [urlsplit(url).path.split(INDEX)[1] for url in self.asked if INDEX in url]

    @property
    def asked_state(self) -> dict[str, list[str]]:
        """What the address says."""
        return parse_qs(urlsplit(self.page.url).query)

    def visit(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(self.home + path)

    def open(self, state: Mapping[str, object] | None = None) -> None:
        """Open the search page; with a state that has a query, wait for its answer."""
        address = f"search/index.html?{urlencode(state, doseq=True)}" if state else "search/index.html"
        self.visit(address)
        if state and str(state.get("q", "")).strip():
            self.wait(str(state["q"]))

    def type(self, query: str) -> None:
        """Type into the empty field and wait for the answer."""
        self.field.fill("")
        self.page.keyboard.type(query)
        self.wait(query)

    def wait(self, query: str) -> None:
        """Wait for the answer to ``query``."""
        self.page.wait_for_function(
            "(query) => document.querySelector('#results')?.dataset.query === query", arg=query
        )

    def urls(self) -> list[str]:
        """Return where the titles of the results lead, as paths below the home page."""
        links = self.results.locator("h2 a").evaluate_all("links => links.map(link => link.href)")
        return [link.removeprefix(self.home).partition("?")[0] for link in links]

    def ids(self) -> list[str]:
        """Return the ids of the acts in the list, in order."""
        return [url.split("/")[1] for url in self.urls()]

    def ask(self, query: str, options: Mapping[str, object] | None = None) -> dict[str, Any]:
        """Call the API on the page that is open."""
        answer: dict[str, Any] = self.page.evaluate(
            "async ([query, options]) => await window.svod.search(query, options ?? undefined)",
            [query, options],
        )
        return answer

    def message(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """Return a message of the search page that is open."""
        messages = json.loads(self.page.locator("[data-messages]").get_attribute("data-messages") or "{}")
        return _filled(messages[key], values or {})

    def counted(self, key: str, number: int) -> str:
        """Return the message for a number of things."""
        messages = json.loads(self.page.locator("[data-messages]").get_attribute("data-messages") or "{}")
        script = "number => new Intl.PluralRules(document.documentElement.lang).select(number)"
        return _filled(messages[key][self.page.evaluate(script, number)], {"number": number})

    def facet(self, facet: str) -> dict[str, int]:
        """Return the ids that a facet offers, with the numbers beside them."""
        rows = self.page.locator(f"[data-facet={facet}] li:not([hidden])").evaluate_all(
            "rows => rows.map(row => [row.querySelector('input').value,"
            " row.querySelector('.number').textContent])"
        )
        return {term: int(number) for term, number in rows}

    def choose(self, facet: str, term: str) -> Locator:
        """Return the checkbox of a term."""
        return self.page.locator(f"[data-facet={facet}] input[value='{term}']")


def _filled(text: str, values: Mapping[str, object]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
