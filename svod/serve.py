"""Shows the site while it is edited: every change is built and shown within a second.

A faulty edit leaves the last good site in place and lays the diagnostics over its pages. livereload
serves and reloads; its own polling is not used, because it looks only every 0.8 s and swallows a second
change within three seconds of the first.
"""

import mimetypes
from collections.abc import Callable, Iterable
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from livereload import Server
from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado.ioloop import IOLoop, PeriodicCallback

from svod import urls
from svod.config import CONFIG_PATH
from svod.localization import Localization
from svod.pipeline.publishing import publish_site
from svod.pipeline.revising import Standing
from svod.publish.output import OutputBusyError
from svod.reporting import describe_refusal, format_text
from svod.rules import N_
from svod.site.templating import ENGINE_TEMPLATES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_HOST: Final = "127.0.0.1"
_POLL_MILLISECONDS: Final = 200
_PANEL_STYLE: Final = (
    "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;padding:16px 24px;z-index:9;"
    "background:#2a0f13;color:#fff;border-top:4px solid #e0a0a0;font:14px/1.5 ui-monospace,monospace;"
    "white-space:pre-wrap"
)


class Preview:
    """A WSGI application that shows the last good site and what is wrong with the edited one.

    ``jobs`` is the number of processes of a build; ``cache`` the folder in which builds leave what they need
    not make again.
    """

    def __init__(
        self, site: Path, output: Path, words: Localization, *, jobs: int = 1, cache: Path | None = None
    ) -> None:
        self._site = site
        self._output = output
        self._words = words
        self._jobs = jobs
        self._cache = cache
        self._last: Standing | None = None
        self._faults = ""

    def rebuild(self) -> str:
        """Build and publish the site; returns the report. Errors are remembered and shown on the pages."""
        try:
            result = publish_site(
                self._site, self._output, jobs=self._jobs, cache=self._cache, last=self._last
            )
        except (OSError, OutputBusyError) as error:
            report = self._faults = f"{describe_refusal(error, self._words)}\n"
        else:
            self._last = result.standing
            report = format_text(result.diagnostics, self._words)
            self._faults = "" if result.files else report
        return report

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request with a file of the site."""
        path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
        file = self._file(path)
        if file and file.name == "index.html" and not path.endswith(("/", ".html")):
            start_response("302 Found", [("Location", f"{quote(path.rpartition('/')[2])}/")])
            return []
        status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
        file = file or self._file(urls.NOT_FOUND)
        kind = mimetypes.guess_type(file.name)[0] if file else "text/html"
        payload = file.read_bytes() if file else b"<!doctype html><head></head><body></body>"
        if kind == "text/html":
            payload = payload.replace(b"</body>", self._panel() + b"</body>")
        charset = "; charset=utf-8" if (kind or "").startswith("text/") else ""
        headers = [("Content-Type", f"{kind or 'application/octet-stream'}{charset}")]
        start_response(f"{status.value} {status.phrase}", [*headers, ("Cache-Control", "no-store")])
        return [payload]

    def _file(self, path: str) -> Path | None:
        folder = self._output.resolve()
        try:
            file = (folder / path.lstrip("/")).resolve()
            if file.is_dir():
                file /= "index.html"
            return file if file.is_relative_to(folder) and file.is_file() else None
        except (OSError, ValueError, RuntimeError):  # too long, with a NUL, a link to itself
            return None

    def _panel(self) -> bytes:
        if not self._faults:
            return b""
        title = self._words.text(N_("The last edit has faults; the page above is the last good one."))
        text = f"{escape(title)}\n\n{escape(self._faults)}"
        return f'<pre id="svod-diagnostics" role="alert" style="{_PANEL_STYLE}">{text}</pre>'.encode()


def serve_site(
    preview: Preview, site: Path, port: int, announce: Callable[[str], None], report: Callable[[str], None]
) -> None:
    """Serve the site on the loopback interface until interrupted.

    ``announce`` is given the address once, ``report`` the report of every build, which may be empty.
    Raises OSError when the port is taken.
    """
    watcher = Watcher()
    for place in ("content", "templates", CONFIG_PATH):
        watcher.watch(str(site / place))
    watcher.watch(str(ENGINE_TEMPLATES))
    Server(preview, watcher).application(port, _HOST, debug=False)

    def look() -> None:
        try:
            changed, _ = watcher.examine()
        except OSError:  # a file went away while it was looked at; the next look will see that
            return
        if changed:
            report(preview.rebuild())
            LiveReloadHandler.reload_waiters("*")

    watcher.examine()
    report(preview.rebuild())
    announce(f"http://{_HOST}:{port}/")
    PeriodicCallback(look, _POLL_MILLISECONDS).start()
    IOLoop.current().start()
