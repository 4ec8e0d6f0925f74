"""Writes a site as a whole.

The files are staged in a folder beside the output folder, then the two are exchanged in one system call
where there is one (``renameat2`` on Linux, ``renamex_np`` on macOS), else by two renames. A kill at any
moment leaves the old site or the new one; what it may leave beside them is removed by the next build.
A list of the files that the build made goes with the site, so that a file of somebody else's is known
as such: it is kept and reported, never deleted.
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from svod.diagnostics import Diagnostic, diagnose
from svod.rules import N_

MANIFEST: Final = ".svod-manifest.txt"
_RENAME_EXCHANGE: Final = 2
_AT_FDCWD: Final = -100


class OutputBusyError(Exception):
    """Another build is writing to the same folder."""


def check_output(site: Path, output: Path) -> Diagnostic | None:
    """Report an output folder that must not be replaced as a whole."""
    place = output.resolve()
    protected = [site.resolve(), site.resolve() / "content", site.resolve() / "templates", Path.home()]
    if any(folder.is_relative_to(place) for folder in protected):
        return diagnose(
            "output-unsafe", str(output), file=output, reason=N_("it holds other things than the site")
        )
    if place.is_relative_to(site.resolve() / "content"):
        return diagnose("output-unsafe", str(output), file=output, reason=N_("it is inside the content"))
    if place.exists() and not place.is_dir():
        return diagnose("output-unsafe", str(output), file=output, reason=N_("it is a file"))
    return None


def write_output(files: Mapping[str, bytes], output: Path) -> list[Diagnostic]:
    """Make ``output`` hold exactly ``files`` (payload by path) and what the build never made.

    Returns warnings about foreign files that were kept, or errors about those that stand where a file
    of the site must go; after an error nothing has changed. Raises OSError when the disk refuses and
    OutputBusyError when another build is at work.
    """
    output = output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    with _lock(output.parent):
        _remove(_staging(output))
        _remove_leftovers(output)
        foreign = _foreign_files(output)
        collisions = [path for path in foreign if _collides(path, files, output)]
        if collisions:
            return [diagnose("output-collision", f"{output.name}/{path}", file=path) for path in collisions]
        _stage(files, output)
        kept = [path for path in foreign if path not in files]
        for path in kept:
            _link_or_copy(output / path, _staging(output) / path)
        _exchange(_staging(output), output)
        _remove(_staging(output))
        return [diagnose("output-foreign", f"{output.name}/{path}", file=path) for path in kept]


def _staging(output: Path) -> Path:
    return output.parent / f".{output.name}.svod-staging"


def _replaced(output: Path) -> Path:
    return output.parent / f".{output.name}.svod-replaced"


def _remove_leftovers(output: Path) -> None:
    """Undo what a build that was killed between two renames has left."""
    replaced = _replaced(output)
    if replaced.exists():
        if not output.exists():
            replaced.rename(output)
        _remove(replaced)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _foreign_files(output: Path) -> list[str]:
    """Return the files in ``output`` that the last build did not make, sorted."""
    manifest = output / MANIFEST
    own = set(manifest.read_text(encoding="utf-8").splitlines()) if manifest.is_file() else set()
    found = (
        Path(parent, name).relative_to(output).as_posix()
        for parent, folders, names in os.walk(output)
        for name in [*names, *(folder for folder in folders if Path(parent, folder).is_symlink())]
    )
    return sorted(path for path in found if path not in own and path != MANIFEST)


def _collides(path: str, files: Mapping[str, bytes], output: Path) -> bool:
    if path in files:
        file = output / path
        return file.is_symlink() or file.read_bytes() != files[path]
    above = any(str(parent) in files for parent in Path(path).parents)
    return above or any(name.startswith(f"{path}/") for name in files)


def _stage(files: Mapping[str, bytes], output: Path) -> None:
    staging = _staging(output)
    staging.mkdir()
    made: set[Path] = set()
    for path in sorted(files):
        file = staging / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(files[path])
    listing = "".join(f"{path}\n" for path in sorted(files))
    (staging / MANIFEST).write_text(listing, encoding="utf-8", newline="\n")


def _link_or_copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _exchange(staging: Path, output: Path) -> None:
    """Put ``staging`` in the place of ``output``; afterwards the old site, if any, is in ``staging``."""
    if not output.exists():
        staging.rename(output)
    elif not _exchange_at_once(staging, output):
        output.rename(_replaced(output))
        staging.rename(output)
        _replaced(output).rename(staging)


def _exchange_at_once(first: Path, second: Path) -> bool:
    """Exchange two folders in one system call; False where the system or its disk has none."""
    library = ctypes.CDLL(None, use_errno=True)
    paths = (os.fsencode(first), os.fsencode(second))
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        return bool(library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return bool(library.renamex_np(*paths, _RENAME_EXCHANGE) == 0)
    return False


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Hold the lock of the folder in which sites are exchanged; systems without locks do without."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415  (there is none on Windows)

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputBusyError(str(folder)) from error
        yield
    finally:
        os.close(descriptor)
