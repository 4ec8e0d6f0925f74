r"""Reads the files that editors write.

A text file is read as UTF-8 and given on as NFC with ``\n`` at line ends, without a BOM, with spaces for
control characters (Word's manual line break among them): editors' programs produce such forms of the
same text, and none of them is a fault. Everything that is not such a text is a diagnostic that says what
it looks like.
"""

import errno
import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes

from svod.diagnostics import Diagnostic, diagnose
from svod.rules import N_

MAX_BYTES: Final = 4 * 1024 * 1024
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SAMPLE_BYTES = 20_000
_CYRILLIC_ENCODINGS = ["cp1251", "utf_16", "utf_16_le", "utf_16_be", "koi8_r", "cp866", "mac_cyrillic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One text file: its path relative to the site folder (with ``/``) and its text."""

    path: str
    text: str

    def diagnose(self, code: str, line: int = 0, column: int = 0, **values: object) -> Diagnostic:
        """Return a diagnostic at a place of this file."""
        return diagnose(code, self.path, line, column, text=self.text, **values)


def find_files(site: Path, folder: str, suffix: str) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """Return the sorted paths (relative to ``site``) of the files under ``folder`` with this suffix.

    Names that begin with a dot or an underscore are left out. A linked file is returned and judged by
    ``read_source``; a linked folder, and one that cannot be listed, is a diagnostic, so that no file is
    lost in silence.
    """
    found: list[str] = []
    faults: list[Diagnostic] = []

    def report(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            path = Path(str(error.filename)).relative_to(site).as_posix()
            faults.append(diagnose("file-unreadable", path, reason=_reason(error)))

    for parent, folders, names in os.walk(site / folder, onerror=report):
        base = Path(parent).relative_to(site).as_posix()
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        linked = [name for name in folders if Path(parent, name).is_symlink()]
        faults += [diagnose("file-symlink", f"{base}/{name}") for name in linked]
        found += [
            f"{base}/{name}"
            for name in names
            if name.lower().endswith(suffix) and not name.startswith((".", "_"))
        ]
    return tuple(sorted(found)), faults


def read_source(site: Path, path: str) -> Source | Diagnostic:
    """Return the text at ``path`` under ``site``, or why it cannot be read."""
    payload = read_file(site, path)
    return payload if isinstance(payload, Diagnostic) else _decode(path, payload)


def read_text(site: Path, path: str) -> Source | Diagnostic | None:
    """Return the text at ``path``, None where there is no such file, or why it cannot be read."""
    return read_source(site, path) if os.path.lexists(site / path) else None


def read_file(site: Path, path: str) -> bytes | Diagnostic:
    """Return the bytes of the file at ``path`` under ``site``, or why it cannot be read."""
    try:
        return _read_bytes(site, path)
    except OSError as error:
        return diagnose("file-unreadable", path, reason=_reason(error))


def _read_bytes(site: Path, path: str) -> bytes | Diagnostic:
    file = site / path
    top = path.split("/", 1)[0] if "/" in path else "."
    if file.is_symlink() and not file.resolve().is_relative_to((site / top).resolve()):
        return diagnose("file-symlink", path)
    with file.open("rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            return diagnose("file-unreadable", path, reason=N_("it is not an ordinary file"))
        if status.st_size > MAX_BYTES:
            megabytes = f"{status.st_size / 1024 / 1024:.1f}"
            return diagnose("file-too-large", path, size=megabytes, limit=MAX_BYTES // 1024 // 1024)
        return stream.read()


def _decode(path: str, payload: bytes) -> Source | Diagnostic:
    try:
        text = payload.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = payload.count(b"\n", 0, error.start) + 1
        return diagnose("file-encoding", path, line, encoding=_guess_encoding(payload))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        code = "file-encoding" if _looks_like_utf16(payload) else "file-nul"
        return diagnose(code, path, line, encoding="UTF-16")
    text = _CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return Source(path=path, text=unicodedata.normalize("NFC", text))


def _looks_like_utf16(payload: bytes) -> bool:
    return payload[:4096].count(0) > len(payload[:4096]) // 4


def _guess_encoding(payload: bytes) -> str:
    if payload.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    best = from_bytes(payload[:_SAMPLE_BYTES], cp_isolation=_CYRILLIC_ENCODINGS).best()
    names = {"cp1251": "Windows-1251 (cp1251)", "koi8_r": "KOI8-R", "cp866": "DOS (cp866)"}
    return "?" if best is None else names.get(best.encoding, best.encoding.upper())


_REASONS: Final = {
    errno.EACCES: N_("no permission to read it"),
    errno.EPERM: N_("no permission to read it"),
    errno.ENOENT: N_("there is no such file"),
    errno.EISDIR: N_("it is a folder"),
    errno.ELOOP: N_("the links go in a circle"),
}


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
