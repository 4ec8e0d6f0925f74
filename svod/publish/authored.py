"""Writes files that editors own: each as a whole or not at all, and none over another unasked."""

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

_NEW_MODE: Final = 0o666  # what the user's mask leaves of it


def write_authored(files: Mapping[Path, bytes], *, replace: bool = False) -> None:
    """Write all ``files`` or, unless they are to ``replace`` others, none of them; folders are made for them.

    Raises FileExistsError, with the path, where one is there already and ``replace`` is not set, and
    OSError where the disk refuses. All are staged before the first gets its name; they get them one after
    another, so the one that the others serve should be the last.
    """
    staged: dict[Path, Path] = {}
    placed: list[Path] = []
    made: list[Path] = []
    try:
        for path, payload in files.items():
            if not replace and os.path.lexists(path):
                raise FileExistsError(None, None, str(path))
            _make_folder(path.parent, made)
            staged[path] = _stage(path, payload)
        for path, draft in staged.items():
            _place(draft, path, replace=replace)
            placed.append(path)
    finally:
        if len(placed) < len(files):
            _undo(staged.values(), () if replace else placed, made)


def replace_file(file: Path, before: bytes, after: bytes) -> bool:
    """Give ``file`` the bytes ``after`` and the mode it had; False where it is not ``before`` any more.

    A linked file stays a link: what it leads to is replaced. Raises OSError when the disk refuses.
    """
    place = Path(os.path.realpath(file))
    if place.read_bytes() != before:
        return False
    staged = _stage(place, after)
    try:
        staged.replace(place)
    finally:
        staged.unlink(missing_ok=True)  # it is there only where the disk refused, or somebody interrupted
    return True


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it, and note them."""
    if not folder.is_dir():
        _make_folder(folder.parent, made)
        folder.mkdir()
        made.append(folder)


def _undo(drafts: Iterable[Path], placed: Iterable[Path], made: Sequence[Path]) -> None:
    for path in (*drafts, *placed):
        path.unlink(missing_ok=True)
    for folder in reversed(made):
        with suppress(OSError):  # somebody has put something there
            folder.rmdir()


def _stage(path: Path, payload: bytes) -> Path:
    """Write ``payload`` to a file beside ``path``, with the mode that it has or a new file would have."""
    handle, name = tempfile.mkstemp(prefix=".svod-", dir=path.parent)
    staged = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(payload)
            stream.flush()
            os.fsync(stream.fileno())
        staged.chmod(path.stat().st_mode & 0o7777 if path.exists() else _NEW_MODE & ~_mask())
    except OSError:
        staged.unlink(missing_ok=True)
        raise
    return staged


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _place(staged: Path, path: Path, *, replace: bool) -> None:
    """Give a staged file its name; a file of that name, come meanwhile, is not lost unless it may be."""
    if replace:
        staged.replace(path)
        return
    try:
        os.link(staged, path)
        staged.unlink()
    except FileExistsError:
        raise FileExistsError(None, None, str(path)) from None
    except OSError:  # a disk without links
        staged.rename(path)
