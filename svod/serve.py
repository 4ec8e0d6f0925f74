"""Shows the site while it is edited: every change is built and shown within a second.

A faulty edit leaves the last good site in place; what is wrong with it lies over its pages. livereload
serves and reloads; its own polling is not used, because it looks only every 0.8 s and swallows a second
change within three seconds of the first.
"""

import mimetypes
import re
from collections.abc import Callable, Iterable
from html import unescape
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
from svod.execution import Progress, say_nothing
from svod.home import ENGINE_TEMPLATES
from svod.localization import Localization
from svod.panel import PanelRenderer, Report
from svod.pipeline.publishing import publish_site
from svod.pipeline.revising import Standing
from svod.publish.output import OutputBusyError
from svod.refusals import RefusalError
from svod.reporting import describe_refusal, format_text

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_HOST: Final = "127.0.0.1"
_POLL_MILLISECONDS: Final = 200
# By which a page says what file it shows; where there is no page yet, the panel stands on an empty one.
_SOURCE = re.compile(rb'<main id="main" data-source="([^"]*)"')
_EMPTY: Final = (
    b'<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Svod</title>'
    b'<meta name="viewport" content="width=device-width, initial-scale=1">'
    b'<meta name="color-scheme" content="light dark"></head><body></body></html>'
)
EDITORS: Final = {
    "none": "",
    "vscode": "vscode://file/{absolute}:{line}:{column}",
    "jetbrains": "jetbrains://idea/navigate/reference?project={folder}&path={path}:{line}:{column}",
}


class Preview:
    """A WSGI application that shows the last good site and what is wrong with the edited one.

    ``jobs`` is the number of processes of a build; ``cache`` the folder in which builds leave what they need
    not make again. ``editor`` is the pattern of addresses that open a file (``urls.edit_url``), which may
    have the ``{absolute}`` path, without its first slash, and the name of the site's ``{folder}``; empty
    where nothing is to be opened. ``progress`` is told how far a build is.
    """

    def __init__(  # noqa: PLR0913  (one parameter per option)
        self,
        site: Path,
        output: Path,
        words: Localization,
        *,
        jobs: int = 1,
        cache: Path | None = None,
        editor: str = "",
        progress: Progress = say_nothing,
    ) -> None:
        self._site = site
        self._output = output
        self._words = words
        self._jobs = jobs
        self._cache = cache
        self._editor = editor
        self._progress = progress
        self._last: Standing | None = None
        self._panels = PanelRenderer(words, self._address)
        self._panel = ""

    def rebuild(self) -> str:
        """Build and publish the site; returns the report. What is wrong is shown on the pages."""
        try:
            result = publish_site(
                self._site,
                self._output,
                jobs=self._jobs,
                cache=self._cache,
                last=self._last,
                progress=self._progress,
            )
        except (OSError, OutputBusyError, RefusalError) as error:
            refusal = describe_refusal(error, self._words)
            self._panel = self._panels.panel(Report(shown=False, refusal=refusal))
            return f"{refusal}\n"
        self._last = result.standing
        shown = bool(result.files)
        self._panel = self._panels.panel(Report(shown=shown, diagnostics=result.diagnostics))
        return format_text(result.diagnostics, self._words)

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
        payload = file.read_bytes() if file else _EMPTY
        if kind == "text/html":
            payload = payload.replace(b"</body>", self._overlay(payload) + b"</body>")
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

    def _overlay(self, page: bytes) -> bytes:
        source = _SOURCE.search(page)
        path = unescape(source[1].decode("utf-8")) if source else ""
        return self._panels.overlay(self._panel, path).encode("utf-8")

    def _address(self, path: str, line: int, column: int) -> str:
        """Return what opens a place of a file of the site; the engine's own templates are no such files."""
        file = self._site / path
        if not self._editor or not file.is_file():
            return ""
        absolute = file.as_posix().lstrip("/")
        places = {"line": line, "column": column, "absolute": absolute, "folder": self._site.name}
        return urls.edit_url(self._editor, path, **places)


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
