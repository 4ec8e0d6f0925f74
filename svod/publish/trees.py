"""Brings one folder with tens of thousands of files in line with another by touching those that differ.

Unchanged files stand in both under one inode (as hard links), so that a listing tells that they are equal.
"""

import os
import shutil
import stat
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What stands in a folder, by path from it.

    ``files`` are the inodes of all that are no folders; ``empty`` those of the ``folders`` that hold nothing.
    """

    files: Mapping[str, int]
    folders: Set[str]
    empty: Sequence[str]


def list_tree(top: Path) -> Tree:
    """List a folder, which need not exist. Raises OSError for one in it that cannot be listed."""
    files: dict[str, int] = {}
    folders: set[str] = set()
    empty: list[str] = []
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        prefix = f"{folder}/" if folder else ""
        before = len(files) + len(folders)
        try:
            entries = os.scandir(f"{top}/{folder}" if folder else top)
        except FileNotFoundError:
            continue
        with entries:
            for entry in entries:
                path = f"{prefix}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    folders.add(path)
                    waiting.append(path)
                else:
                    files[path] = entry.inode()
        if folder and before == len(files) + len(folders):
            empty.append(folder)
    return Tree(files=files, folders=folders, empty=empty)


def folders_of(paths: Iterable[str]) -> frozenset[str]:
    """Return every folder above one of ``paths``, but not the top."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(found)


def fit_tree(top: Path, has: Tree, files: Mapping[str, int], folders: Collection[str]) -> list[str]:
    """Make the folder ``top``, which ``has`` so much, hold these ``folders`` and none but these ``files``.

    Returns the paths of those of ``files``, by inode, that it lacks.
    """
    stale = [path for path, inode in has.files.items() if files.get(path) != inode]
    missing = [path for path, inode in files.items() if has.files.get(path) != inode]
    needless = sorted(has.folders - set(folders), reverse=True)
    for folder in {path.rpartition("/")[0] for path in (*stale, *missing, *needless)} & {"", *has.folders}:
        _open_up(f"{top}/{folder}")
    for path in stale:
        os.unlink(f"{top}/{path}")  # noqa: PTH108  (a Path for each of them costs as much as the call)
    for folder in needless:
        os.rmdir(f"{top}/{folder}")  # noqa: PTH106
    for folder in sorted(folders):
        if folder not in has.folders:
            os.mkdir(f"{top}/{folder}")  # noqa: PTH102
    return missing


def _open_up(folder: str) -> None:
    """Let the owner change a folder that was write-protected."""
    if not os.access(folder, os.W_OK | os.X_OK):
        os.chmod(folder, stat.S_IMODE(os.lstat(folder).st_mode) | stat.S_IRWXU)  # noqa: PTH101


def link_or_copy(source: str, target: str) -> None:
    """Give a file or link a second name, or a copy where the disk knows no second names."""
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        shutil.copy2(source, target, follow_symlinks=False)
