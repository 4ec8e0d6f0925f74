"""Writes what is made for an archive; the only module here that changes the disk."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from svod.publish.authored import write_authored
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
    write_authored({folder / path: payload for path, payload in files.items()})
    for path, payload in files.items():
        if payload.startswith(b"#!"):
            (folder / path).chmod(0o755)


def write_made(folder: Path, files: Mapping[str, str]) -> None:
    """Write files that are made, never edited, in the place of those before. Raises OSError."""
    write_authored({folder / path: text.encode("utf-8") for path, text in files.items()}, replace=True)
