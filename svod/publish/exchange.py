"""Which folders stand beside the output folder, and how one of them takes its place."""

import ctypes
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_RENAME_EXCHANGE: Final = 2
_AT_FDCWD: Final = -100
_OWNER_ONLY: Final = 0o700


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What belongs to an output folder, by name.

    Between builds there are ``spare``, the tree of the site before, and ``state``, what is known of the
    files. The others are of a build at work: ``staging``, what it has written; ``parts``, what is being
    written where that may happen twice; ``probe``, the next state; ``replaced``, the old site between two
    renames; ``dropped``, what is being deleted.
    """

    output: Path

    @property
    def staging(self) -> Path:  # noqa: D102
        return self._beside("staging")

    @property
    def spare(self) -> Path:  # noqa: D102
        return self._beside("spare")

    @property
    def state(self) -> Path:  # noqa: D102
        return self._beside("state")

    @property
    def parts(self) -> Path:  # noqa: D102
        return self._beside("parts")

    @property
    def probe(self) -> Path:  # noqa: D102
        return self._beside("state-next")

    @property
    def replaced(self) -> Path:  # noqa: D102
        return self._beside("replaced")

    @property
    def dropped(self) -> Path:  # noqa: D102
        return self._beside("dropped")

    def _beside(self, name: str) -> Path:
        return self.output.parent / f".{self.output.name}.svod-{name}"


@contextmanager
def clean_surroundings(places: Places) -> Iterator[None]:
    """Leave beside the output folder what may stand there, and it in its place, whatever a build did."""
    _remove_leftovers(places)
    try:
        yield
    finally:
        _remove_leftovers(places)


def _remove_leftovers(places: Places) -> None:
    """Undo what a build that ended between two renames has left; remove what is neither site nor spare."""
    if places.replaced.exists():
        free = places.spare if places.output.exists() else places.output
        if not free.exists():
            places.replaced.rename(free)
    for place in (places.dropped, places.replaced, places.parts, places.staging, places.probe):
        _remove(place)
    if is_folder(places.state):  # no file could take its place
        _remove(places.state)


def drop_spare(places: Places) -> None:
    """Do without the spare tree, whatever it is; it is deleted under another name, never in part."""
    if os.path.lexists(places.spare):
        _remove(places.dropped)
        places.spare.rename(places.dropped)
        _remove(places.dropped)


def is_folder(place: Path) -> bool:
    """Tell whether there is a folder, not a link to one."""
    return os.path.lexists(place) and stat.S_ISDIR(place.lstat().st_mode)


def _remove(place: Path) -> None:
    """Delete a file or a folder, the write-protected ones in it too."""
    if not is_folder(place):
        place.unlink(missing_ok=True)
        return
    place.chmod(_OWNER_ONLY)
    for parent, folders, _ in os.walk(place):
        for name in folders:
            if not Path(parent, name).is_symlink():
                Path(parent, name).chmod(_OWNER_ONLY)
    shutil.rmtree(place)


def exchange(tree: Path, places: Places) -> None:
    """Put ``tree`` in the place of the output folder; the old site, if any, is the spare tree then."""
    if tree != places.spare:
        tree.rename(places.spare)
    if not places.output.exists():
        places.spare.rename(places.output)
    elif not _exchange_at_once(places.spare, places.output):
        places.output.rename(places.replaced)
        places.spare.rename(places.output)
        places.replaced.rename(places.spare)


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
