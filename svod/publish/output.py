"""Writes a site as a whole.

The files are staged, as they are made, in a folder beside the output folder; a site that is published
changes places with the old one in one system call where there is one (``renameat2`` on Linux,
``renamex_np`` on macOS), else by two renames. A kill at any moment leaves the old site or the new one;
what it may leave beside them is removed by the next build. A list of the files that the build made goes
with the site, so that a file of somebody else's is known as such: it is kept and reported, never deleted.
"""

import ctypes
import os
import platform
import shutil
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final

from svod.diagnostics import Diagnostic, diagnose
from svod.rules import N_

MANIFEST: Final = ".svod-manifest.txt"
_RENAME_EXCHANGE: Final = 2
_AT_FDCWD: Final = -100
_OWNER_ONLY: Final = 0o700
_PATIENCE: Final = 120.0  # seconds that another build, which writes while it renders, is waited for
_PAUSE: Final = 0.05


class OutputBusyError(Exception):
    """Another build is writing to the same folder."""


def check_output(site: Path, output: Path) -> Diagnostic | None:
    """Report an output folder that must not be replaced as a whole."""
    place, base = (Path(os.path.realpath(folder)) for folder in (output, site))
    home = Path(os.path.realpath(os.path.expanduser("~")))  # noqa: PTH111  (Path.home fails without a home)
    protected = [base, base / "content", base / "templates", home]
    if any(folder.is_relative_to(place) for folder in protected):
        return diagnose(
            "output-unsafe", str(output), file=output, reason=N_("it holds other things than the site")
        )
    if any(place.is_relative_to(base / name) for name in ("content", "templates")):
        return diagnose("output-unsafe", str(output), file=output, reason=N_("it is inside the content"))
    if os.path.lexists(place) and not place.is_dir():
        return diagnose("output-unsafe", str(output), file=output, reason=N_("it is a file"))
    return None


class Staging:
    """A new site that is being written beside the folder whose place it will take."""

    def __init__(self, output: Path, *, repeated: bool) -> None:
        self._output = output
        self._folder = _staging(output)
        self._folder.mkdir()
        self._parts = _parts(output) / unique_name() if repeated else None
        if self._parts:
            self._parts.mkdir(parents=True)
        self._made = {""}

    @property
    def folder(self) -> Path:
        """Where the files are written."""
        return self._folder

    def write(self, path: str, payload: bytes) -> None:
        """Write the file ``path`` of the new site; different processes may write different files.

        Where writes are repeated they may write the same one, and a file is there as a whole, whoever
        dies. FileNotFoundError is raised there when this build is over: who does not know may be late.
        """
        part = self._write_part(path, payload) if self._parts else None
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            (self._folder / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        if part:
            part.replace(self._folder / path)
        else:
            (self._folder / path).write_bytes(payload)

    def _write_part(self, path: str, payload: bytes) -> Path:
        name = f"{sha256(path.encode()).hexdigest()}-{platform.node()}-{os.getpid()}"
        part = Path(self._parts or "", name)
        part.write_bytes(payload)
        return part

    def publish(self, paths: Collection[str]) -> list[Diagnostic]:
        """Make the output folder hold the files at ``paths``, which were written, and what no build made.

        Returns warnings about foreign files that were kept (one for a folder in which all are), or errors
        about those that stand where a file of the site must go; after an error nothing has changed.
        """
        output, folders = self._output, folders_of(paths)
        foreign = _foreign_paths(output)
        collisions = [path for path in foreign if self._collides(path, paths, folders)]
        if collisions:
            return [diagnose("output-collision", f"{output.name}/{path}", file=path) for path in collisions]
        self._write_manifest(paths)
        kept = [path for path in foreign if path not in paths]
        _keep(kept, folders, output, self._folder)
        _exchange(self._folder, output)
        shown = dict.fromkeys(_topmost(path, folders) for path in kept)
        return [diagnose("output-foreign", f"{output.name}/{path}", file=path) for path in shown]

    def _collides(self, path: str, paths: Collection[str], folders: Collection[str]) -> bool:
        file = self._output / path
        if path in paths:
            same = not file.is_symlink() and file.is_file()
            return not same or file.read_bytes() != (self._folder / path).read_bytes()
        in_the_way = path in folders and (file.is_symlink() or not file.is_dir())
        return in_the_way or any(above in paths for above in folders_of([path]))

    def _write_manifest(self, paths: Collection[str]) -> None:
        listing = "".join(f"{path}\n" for path in sorted(paths))
        manifest = self._folder / MANIFEST
        manifest.write_text(listing, encoding="utf-8", errors="surrogateescape", newline="\n")


@contextmanager
def stage_output(output: Path, *, repeated: bool = False) -> Iterator[Staging]:
    """Give a new site to write, which takes the place of ``output`` when it is published, else vanishes.

    ``repeated`` tells whether a file may be written more than once, even at the same time. Raises OSError
    when the disk refuses and OutputBusyError when another build is at work, which is waited for.
    """
    output = Path(os.path.realpath(output))
    output.parent.mkdir(parents=True, exist_ok=True)
    with _lock(output.parent), _clean_surroundings(output):
        yield Staging(output, repeated=repeated)


def unique_name() -> str:
    """Return a name that no other build has had; nothing that is published depends on it."""
    return f"{platform.node()}-{os.getpid()}-{time.time_ns()}"


def _staging(output: Path) -> Path:
    return output.parent / f".{output.name}.svod-staging"


def _parts(output: Path) -> Path:
    return output.parent / f".{output.name}.svod-parts"


def _replaced(output: Path) -> Path:
    return output.parent / f".{output.name}.svod-replaced"


@contextmanager
def _clean_surroundings(output: Path) -> Iterator[None]:
    """Leave nothing beside ``output``, and it in its place, whatever this build or a killed one did."""
    _remove_leftovers(output)
    try:
        yield
    finally:
        _remove_leftovers(output)


def _remove_leftovers(output: Path) -> None:
    """Undo what a build that ended between two renames has left; remove what is not the site."""
    if _replaced(output).exists() and not output.exists():
        _replaced(output).rename(output)
    for folder in (_replaced(output), _staging(output), _parts(output)):
        _remove(folder)


def _remove(folder: Path) -> None:
    """Delete a folder, the write-protected ones in it too."""
    if not folder.exists():
        return
    folder.chmod(_OWNER_ONLY)
    for parent, folders, _ in os.walk(folder):
        for name in folders:
            if not Path(parent, name).is_symlink():
                Path(parent, name).chmod(_OWNER_ONLY)
    shutil.rmtree(folder)


def _foreign_paths(output: Path) -> list[str]:
    """Return the files and empty folders in ``output`` that the last build did not make, sorted.

    Raises OSError for a folder that cannot be listed: what is in it could not be kept.
    """
    manifest = output / MANIFEST
    listing = manifest.read_text(encoding="utf-8", errors="surrogateescape") if manifest.is_file() else ""
    own = {MANIFEST, *listing.split("\n")}
    found: list[str] = []
    for parent, folders, names in os.walk(output, onerror=_raise):
        linked = [name for name in folders if Path(parent, name).is_symlink()]
        paths = [Path(parent, name) for name in (*names, *linked)]
        if not (names or folders) and Path(parent) != output:
            paths = [Path(parent)]
        found += [path.relative_to(output).as_posix() for path in paths]
    return sorted(path for path in found if path not in own)


def _raise(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def folders_of(paths: Iterable[str]) -> frozenset[str]:
    """Return every folder above one of ``paths``, but not the top."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(found)


def _topmost(path: str, folders: Collection[str]) -> str:
    """Return the highest folder above ``path`` in which the site has no file, else ``path`` itself."""
    above = sorted(folders_of([path]) - set(folders), key=len)
    return f"{above[0]}/" if above else path


def _keep(paths: Sequence[str], folders: Collection[str], output: Path, staging: Path) -> None:
    """Put foreign files, links and empty folders into the new site too, their folders as they were."""
    for path in paths:
        source, target = output / path, staging / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir() and not source.is_symlink():
            target.mkdir(exist_ok=True)
        else:
            _link_or_copy(source, target)
    copied = {path for path in paths if (staging / path).is_dir() and not (staging / path).is_symlink()}
    for folder in sorted((folders_of(paths) | copied) - set(folders), reverse=True):
        shutil.copymode(output / folder, staging / folder)
    if output.exists():
        shutil.copymode(output, staging)


def _link_or_copy(source: Path, target: Path) -> None:
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
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    paths = (os.fsencode(first), os.fsencode(second))
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        return bool(library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return bool(library.renamex_np(*paths, _RENAME_EXCHANGE) == 0)
    return False


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Hold the lock of the folder in which sites are staged, once another build lets go of it.

    Systems and disks without locks do without.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        deadline = time.monotonic() + _PATIENCE
        while not _try_lock(descriptor):
            if time.monotonic() > deadline:
                raise OutputBusyError(str(folder))
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    import fcntl  # noqa: PLC0415  (there is none on Windows)

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a network disk that knows no locks
        return True
    return True
