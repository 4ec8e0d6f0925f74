"""What stages leave on disk: for the next stage of the same build, and for the next build.

A value is found only under the key that it was left with, which names all that it was made of. Values
are pickled; therefore a store that outlives a build stands in a folder of the user's own, never in that of
a site, which may come from somebody else. A damaged value counts as one that is not there.
"""

import contextlib
import os
import pickle
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

_KEY_SIZE: Final = 16
_PRIVATE: Final = 0o700
# Clocks of disks are coarse: what changed as shortly before may change again under the same time. Most tick
# every 4 or 10 ms, some in seconds or pairs of them.
_TICK: Final = 100_000_000
_COARSE_TICK: Final = 2_000_000_000
_SECOND: Final = 1_000_000_000


def digest(*parts: object) -> bytes:
    """Return the key of what is made of ``parts``: values whose ``repr`` tells all of them."""
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=_KEY_SIZE).digest()


def trace_folder(folder: Path) -> list[tuple[object, ...]]:
    """Return path, size and time of change of each file in ``folder``, those that Python makes left out."""
    files = sorted(file for file in folder.rglob("*") if "__pycache__" not in file.parts)
    return [(str(file), (status := file.stat()).st_size, status.st_mtime_ns) for file in files]


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A folder of values. ``started`` is when it was opened, in nanoseconds by the clock of its disk.

    ``lasting`` tells whether it is there for the builds that follow.
    """

    folder: Path
    started: int
    lasting: bool

    def leave(self, name: str, key: bytes, value: object) -> None:
        """Keep ``value`` under ``name`` until another one is left there."""
        payload = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        checksum = blake2b(payload, digest_size=_KEY_SIZE).digest()
        unfinished = self.folder / f"{name}.{os.getpid()}"
        unfinished.write_bytes(key + checksum + payload)
        unfinished.replace(self.folder / name)

    def put_aside(self, name: str, other: str) -> None:
        """Keep what was left under ``name``, if anything was, under the ``other`` name."""
        with contextlib.suppress(OSError):
            (self.folder / name).replace(self.folder / other)

    def recall(self, name: str) -> object | None:
        """Return what was left under ``name``, whatever its key."""
        try:
            with (self.folder / name).open("rb") as stream:
                key = stream.read(_KEY_SIZE)
        except OSError:
            return None
        return self.find(name, key)

    def find(self, name: str, key: bytes) -> object | None:
        """Return what was left under ``name`` with this ``key``, None if nothing was."""
        try:
            with (self.folder / name).open("rb") as stream:
                if stream.read(_KEY_SIZE) != key:
                    return None
                checksum, payload = stream.read(_KEY_SIZE), stream.read()
        except OSError:
            return None
        sound = blake2b(payload, digest_size=_KEY_SIZE).digest() == checksum
        return pickle.loads(payload) if sound else None

    def keep_only(self, names: Collection[str]) -> None:
        """Remove all values but those with these ``names``."""
        with contextlib.suppress(OSError):
            for file in self.folder.iterdir():
                if file.name not in names:
                    file.unlink()

    def is_settled(self, changed: int) -> bool:
        """Tell whether a file that ``changed`` then, in nanoseconds, cannot have changed again unseen."""
        return changed < self.started - (_TICK if changed % _SECOND else _COARSE_TICK)


@contextmanager
def open_store(folder: Path | None) -> Iterator[Store]:
    """Open the store in ``folder``, or one that is removed afterwards where that is None or not private."""
    if folder and _is_private(folder):
        yield Store(folder=folder, started=_clock_of(folder), lasting=True)
        return
    with tempfile.TemporaryDirectory(prefix="svod-") as name:
        yield Store(folder=Path(name), started=_clock_of(Path(name)), lasting=False)


def _is_private(folder: Path) -> bool:
    """Make ``folder`` if it is not there; tell whether nobody but this user can write to it."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
        status = folder.stat()
    except OSError:
        return False
    own = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    return own and (os.name == "nt" or not status.st_mode & 0o022)


def _clock_of(folder: Path) -> int:
    """Return the time by the clock of the disk: that of a file which is made now."""
    with tempfile.TemporaryFile(dir=folder) as stream:
        return os.fstat(stream.fileno()).st_mtime_ns
