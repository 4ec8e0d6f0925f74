"""Writes files that editors own: each whole or not at all, and none over another unless that is asked for."""

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_MODE = 0o666  # what the user's mask leaves of it


def write_authored(files: Mapping[Path, bytes], *, replace: bool = False) -> None:
    """Write all ``files``, or none of them; their folders are made.

    Raises FileExistsError, with the path, where one is there already and ``replace`` is not set, and OSError
    where the disk refuses. Files are put in their places one after another, the last one last: it should be
    the one that the others serve.
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
    except OSError:
        _undo(staged.values(), () if replace else placed, made)
        raise


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
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(payload)
        stream.flush()
        os.fsync(stream.fileno())
    draft = Path(name)
    with suppress(OSError):
        draft.chmod(path.stat().st_mode if path.exists() else _MODE & ~_mask())
    return draft


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _place(draft: Path, path: Path, *, replace: bool) -> None:
    """Give a staged file its name; another program's file of that name is not lost unless it may be."""
    if replace:
        draft.replace(path)
        return
    try:
        os.link(draft, path)
        draft.unlink()
    except FileExistsError:
        raise FileExistsError(None, None, str(path)) from None
    except OSError:  # a disk without links
        draft.rename(path)
