"""Writes what is made for an archive; the only module here that changes the disk."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from svod.refusals import RefusalError
from svod.rules import N_

_ALLOWED: Final = (".git",)  # an empty repository that was just cloned


def fill_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` into a folder that is new or empty.

    Raises RefusalError where anything stands in it, and OSError where the disk refuses.
    """
    values = {"folder": str(folder)}
    if folder.exists() and not folder.is_dir():
        raise RefusalError(N_("{folder} is not a folder."), values)
    if folder.is_dir() and any(entry.name not in _ALLOWED for entry in folder.iterdir()):
        message = N_("{folder} is not empty: a new archive needs a new or an empty folder.")
        raise RefusalError(message, values)
    for path, payload in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(payload)
        if payload.startswith(b"#!"):
            file.chmod(0o755)


def write_made(folder: Path, files: Mapping[str, str]) -> None:
    """Write files that are made, never edited, in the place of those before. Raises OSError."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
