"""Runs ``build.py serve`` as a process and talks to it as a browser does."""

import base64
import http.client
import json
import os
import re
import select
import signal
import socket
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.rim.sites import PROGRAM


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert isinstance(port, int)
    return port


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server sent."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A running preview."""

    process: subprocess.Popen[str]
    port: int
    site: Path

    def get(self, path: str, method: str = "GET") -> Answer:
        """Ask for ``path`` exactly as it is written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        connection.close()
        return Answer(status=response.status, headers=dict(response.getheaders()), text=text)

    def seconds_until(self, path: str, shows: Callable[[str], bool], patience: float = 5) -> float:
        """Return how long it takes until the page at ``path`` shows something."""
        began = time.perf_counter()
        while not shows(self.get(path).text):
            assert time.perf_counter() - began < patience, f"{path} does not show it: {self.get(path).text}"
            time.sleep(0.01)
        return time.perf_counter() - began

    def interrupt(self) -> tuple[int, float, str]:
        """Press Ctrl+C; returns the exit code, the seconds it took and what was said."""
        began = time.perf_counter()
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=10)
        return self.process.returncode, time.perf_counter() - began, said


@contextmanager
def preview(site: Path, *arguments: str) -> Iterator[Preview]:
    """Serve ``site`` on a free port; the process is ended in the end."""
    port = free_port()
    process = subprocess.Popen(
        [*PROGRAM, "serve", "--site", str(site), "--port", str(port), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    ready, _, _ = select.select([process.stdout], [], [], 20)
    assert ready, "no word from the preview for 20 seconds"
    line = process.stdout.readline()
    assert re.search(rf"http://127\.0\.0\.1:{port}/", line), (line, process.poll())
    try:
        yield Preview(process=process, port=port, site=site)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate(timeout=10)


class LiveReload:
    """The browser's half of the livereload protocol, over a plain socket (RFC 6455)."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall(
            f"GET /livereload HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self._socket.recv(1)
        assert b" 101 " in head, head
        self._send({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]})
        assert self.receive()["command"] == "hello"
        self._send({"command": "info", "url": f"http://127.0.0.1:{port}/"})
        time.sleep(0.1)  # no answer tells that the server counts this browser in

    def _send(self, message: dict[str, Any]) -> None:
        payload = json.dumps(message).encode()
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[number % 4] for number, byte in enumerate(payload))
        assert len(payload) < 126, "a longer frame has another head"
        self._socket.sendall(bytes((0x81, 0x80 | len(payload))) + mask + masked)

    def receive(self) -> dict[str, Any]:
        """Wait for the next message."""
        first, length = self._read(2)
        assert first == 0x81, "one whole frame of text"
        if length == 126:
            (length,) = struct.unpack("!H", self._read(2))
        message = json.loads(self._read(length))
        assert isinstance(message, dict)
        return message

    def _read(self, length: int) -> bytes:
        found = b""
        while len(found) < length:
            part = self._socket.recv(length - len(found))
            assert part, "the server hung up"
            found += part
        return found

    def __enter__(self) -> "LiveReload":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
