r"""Reads the files that editors write.

A text file is read as UTF-8 and given on as NFC with ``\n`` at line ends, without a BOM or zero-width
spaces, with spaces for control characters (Word's manual line break among them): editors' programs
produce such forms of the same text, and none of them is a fault. Everything that is not such a text is a
diagnostic that says what it looks like.
"""

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from svod.content.encodings import NAMES, UnknownEncodingError, find_encoding
from svod.diagnostics import Diagnostic, diagnose
from svod.remote import Folder, RemoteFolder
from svod.rules import N_

MAX_BYTES: Final = 4 * 1024 * 1024
# Noncharacters too: XML has no room for the last two, and others serve as marks while a text is compared.
_CONTROLS: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
CONTROLS: Final = re.compile(f"[{_CONTROLS}]")
# How files of Word (new and old) and PDFs begin.
_DOCUMENT_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-")
_ZERO_WIDTH: Final = r"\u200b\u2060\ufeff"
_INVISIBLE = re.compile(f"[{_ZERO_WIDTH}]")
_UNCLEAN = re.compile(rf"[\r{_CONTROLS}{_ZERO_WIDTH}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One text file: its path relative to the site folder (with ``/``) and its text."""

    path: str
    text: str

    def diagnose(self, code: str, line: int = 0, column: int = 0, **values: object) -> Diagnostic:
        """Return a diagnostic at a place of this file."""
        return diagnose(code, self.path, line, column, text=self.text, **values)


def is_there(site: Folder, path: str) -> bool:
    """Tell whether anything, a broken link included, stands at ``path`` under ``site``."""
    if isinstance(site, RemoteFolder):
        return site.is_there(path)
    return os.path.lexists(site / path)


def trace_file(site: Folder, path: str) -> tuple[int, ...]:
    """Return numbers that change when the file at ``path`` does, the times of its last changes (ns) first.

    While they are the same, so are the bytes, unless it changed twice within one tick of the disk's clock;
    empty where there is no such file, and at an address, where nothing tells.
    """
    if isinstance(site, RemoteFolder):
        return ()
    return _trace((site / path).stat)


def trace_files(site: Path, folder: str) -> dict[str, tuple[int, ...]]:
    """Return the traces of all files under ``folder``, by path; none where it does not exist.

    That of a linked folder, in which anything may change, is empty. Raises OSError for a folder that cannot
    be listed.
    """
    traces: dict[str, tuple[int, ...]] = {}
    waiting = [folder] if is_there(site, folder) else []
    while waiting:
        parent = waiting.pop()
        with os.scandir(site / parent) as entries:
            for entry in entries:
                path = f"{parent}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                else:
                    traces[path] = () if entry.is_dir() else _trace(entry.stat)
    return traces


def _trace(ask: Callable[[], os.stat_result]) -> tuple[int, ...]:
    try:
        status = ask()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def find_files(site: Folder, folder: str, suffix: str) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """Return the sorted paths (relative to ``site``) of the files under ``folder`` with this suffix.

    Names that begin with a dot or an underscore are left out. A linked file is returned and judged by
    ``read_source``; a linked folder, one that cannot be listed and a name that is not text are
    diagnostics, so that no file is lost in silence.
    """
    if isinstance(site, RemoteFolder):
        return _find_remote(site, folder, suffix), []
    if os.path.lexists(site / folder) and not (site / folder).is_dir():
        return (), [diagnose("file-unreadable", folder, reason=N_("it is not a folder"))]
    if _leads_out(site, folder):
        return (), [diagnose("file-symlink", folder)]
    found: list[str] = []
    faults: list[Diagnostic] = []

    def report(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            path = Path(str(error.filename)).relative_to(site).as_posix()
            faults.append(diagnose("file-unreadable", path, reason=reason_of(error)))

    for parent, folders, names in os.walk(site / folder, onerror=report):
        base = Path(parent).relative_to(site).as_posix()
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        faults += [
            _linked_folder(site, f"{base}/{name}") for name in folders if Path(parent, name).is_symlink()
        ]
        wanted = [name for name in names if name.lower().endswith(suffix) and not name.startswith((".", "_"))]
        faults += [
            diagnose("file-unreadable", f"{base}/{_shown(name)}", reason=N_("its name is not in UTF-8"))
            for name in wanted
            if _shown(name) != name
        ]
        found += [f"{base}/{name}" for name in wanted if _shown(name) == name]
    return tuple(sorted(found)), faults


def _find_remote(site: RemoteFolder, folder: str, suffix: str) -> tuple[str, ...]:
    return tuple(
        path
        for path in site.find(folder)
        if path.lower().endswith(suffix)
        and not any(name.startswith((".", "_")) for name in path.removeprefix(f"{folder}/").split("/"))
    )


def _linked_folder(site: Path, path: str) -> Diagnostic:
    if _leads_out(site, path):
        return diagnose("file-symlink", path)
    return diagnose("file-unreadable", path, reason=N_("a link to a folder is not followed"))


def _leads_out(site: Path, path: str) -> bool:
    """Whether ``path`` is a link that leaves the top folder it stands in: ``content``, or the site itself."""
    top = path.split("/", 1)[0] if "/" in path else "."
    return (site / path).is_symlink() and not Path(os.path.realpath(site / path)).is_relative_to(
        os.path.realpath(site / top)
    )


def _shown(name: str) -> str:
    """Return a file name with the bytes that are not UTF-8 written as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def read_source(site: Folder, path: str) -> Source | Diagnostic:
    """Return the text at ``path`` under ``site``, or why it cannot be read."""
    payload = read_file(site, path, limit=MAX_BYTES)
    return payload if isinstance(payload, Diagnostic) else _decode(path, payload)


def read_text(site: Folder, path: str) -> Source | Diagnostic | None:
    """Return the text at ``path``, None where there is no such file, or why it cannot be read."""
    return read_source(site, path) if is_there(site, path) else None


def read_file(site: Folder, path: str, *, limit: int | None = None) -> bytes | Diagnostic:
    """Return the bytes (at most ``limit``) of the file at ``path`` under ``site``, or why not."""
    try:
        if isinstance(site, RemoteFolder):
            return _read_remote(site, path, limit)
        return _read_bytes(site, path, limit)
    except OSError as error:
        return diagnose("file-unreadable", path, reason=reason_of(error))


def _read_bytes(site: Path, path: str, limit: int | None) -> bytes | Diagnostic:
    place = site / path
    if place.is_symlink() and _leads_out(site, path):
        return diagnose("file-symlink", path)
    with open(place, "rb", buffering=0, opener=_open_without_waiting) as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            return diagnose("file-unreadable", path, reason=N_("it is not an ordinary file"))
        return _too_large(path, status.st_size, limit) or stream.read()


def _read_remote(site: RemoteFolder, path: str, limit: int | None) -> bytes | Diagnostic:
    return _too_large(path, site.size(path), limit) or site.read(path)


def _too_large(path: str, size: int, limit: int | None) -> Diagnostic | None:
    if limit is None or size <= limit:
        return None
    megabytes = f"{size / 1024 / 1024:.1f}"
    return diagnose("file-too-large", path, size=megabytes, limit=limit // 1024 // 1024)


def _open_without_waiting(path: str, flags: int) -> int:
    """Open a file; a named pipe too, which else would wait for somebody to write to it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _decode(path: str, payload: bytes) -> Source | Diagnostic:
    if payload.startswith(_DOCUMENT_MAGIC):
        return diagnose("file-nul", path, 1)
    try:
        text = payload.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = payload.count(b"\n", 0, error.start) + 1
        return diagnose("file-encoding", path, line, encoding=_guess_encoding(payload))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        encoding = _guess_encoding(payload)
        code = "file-nul" if encoding == NAMES["utf-8"] else "file-encoding"
        return diagnose(code, path, line, encoding=encoding)
    return Source(path=path, text=clean_text(text))


def clean_text(text: str) -> str:
    r"""Return ``text`` in NFC with ``\n`` at line ends, spaces for control characters, no zero-width ones."""
    if _UNCLEAN.search(text):
        text = _INVISIBLE.sub("", CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))
    return unicodedata.normalize("NFC", text)


def _guess_encoding(payload: bytes) -> str:
    try:
        return NAMES[find_encoding(payload)]
    except UnknownEncodingError as error:
        return error.looks_like


NO_SUCH_FILE: Final = N_("there is no such file")
_REASONS: Final = {
    errno.EACCES: N_("no permission to read it"),
    errno.EPERM: N_("no permission to read it"),
    errno.ENOENT: NO_SUCH_FILE,
    errno.ENOTDIR: NO_SUCH_FILE,
    errno.EISDIR: N_("it is a folder"),
    errno.ELOOP: N_("the links go in a circle"),
}


def reason_of(error: OSError) -> str:
    """Return why the system refused a file, in words that can be localized where there are some."""
    return _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
