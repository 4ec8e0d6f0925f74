"""A static host on the loopback interface that knows how many bytes it has sent for each path.

With ``gzip_level`` everything but fonts, pictures and what is compressed already is sent gzipped, as real
hosts do. The browser may keep what it has got, until the benchmark gives it a new context.
"""

import gzip
import mimetypes
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

BLANK_PAGE: Final = "/blank.html"  # a page of the same origin that loads nothing
_COMPRESSED = (".woff2", ".woff", ".png", ".jpg", ".jpeg", ".gz", ".zip")
# Pagefind gzips its files itself and names them so; hosts send them as they are.
_PAGEFIND = ("pf_meta", "pf_index", "pf_fragment", "pf_filter", "pagefind")


@dataclass(slots=True)
class Host:
    """A running host: its address, and the bytes of bodies sent since ``sent`` was last cleared."""

    address: str
    sent: list[tuple[str, int]] = field(default_factory=list)


@contextmanager
def hosted(mounts: Mapping[str, Path], gzip_level: int = 0) -> Iterator[Host]:
    """Serve each folder under its prefix (``/`` or ``/name/``) on a free port of the loopback interface."""
    folders = sorted(mounts.items(), key=lambda mount: -len(mount[0]))
    bodies: dict[str, bytes] = {}

    def body_of(path: str) -> bytes | None:
        if path not in bodies:
            found = b"<!DOCTYPE html><title>blank</title>" if path == BLANK_PAGE else _read(folders, path)
            if found is None:
                return None
            bodies[path] = gzip.compress(found, gzip_level, mtime=0) if gzip_level and _text(path) else found
        return bodies[path]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            path += "index.html" if path.endswith("/") else ""
            body = body_of(path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "application/octet-stream")
            if body is not None and gzip_level and _text(path):
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Cache-Control", "max-age=600")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")
            host.sent.append((path, len(body or b"")))

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with _Server(("127.0.0.1", 0), Handler) as server:
        host = Host(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Let a browser that closes go in peace, but no other fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _read(folders: list[tuple[str, Path]], path: str) -> bytes | None:
    prefix, folder = next((mount for mount in folders if path.startswith(mount[0])), ("/", Path()))
    file = folder / path.removeprefix(prefix)
    inside = file.resolve().is_relative_to(folder.resolve())
    return file.read_bytes() if inside and file.is_file() else None


def _text(path: str) -> bool:
    """Tell whether the host gzips what stands at ``path``."""
    return not path.endswith((*_COMPRESSED, *(f".{suffix}" for suffix in _PAGEFIND)))
