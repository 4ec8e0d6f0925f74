"""Folders with an address instead of a place on the disk; the only module that imports ``fsspec``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias
from urllib.parse import unquote, urlsplit

from svod.refusals import RefusalError
from svod.rules import N_

_ON_DISK: Final = "file://"


@dataclass(frozen=True, slots=True)
class RemoteFolder:
    """A folder on any file system that ``fsspec`` knows: ``s3://bucket/archive``.

    Paths are relative to it, with ``/``. What the file system refuses is an OSError.
    """

    url: str

    def __str__(self) -> str:
        return self.url

    def __truediv__(self, name: str) -> "RemoteFolder":
        return RemoteFolder(f"{self.url}/{name}")

    def is_there(self, path: str) -> bool:
        """Tell whether there is such a file or a file under it."""
        files, root = _open(self.url)
        return bool(files.exists(f"{root}/{path}"))

    def find(self, folder: str = "") -> list[str]:
        """Return the paths of all files under ``folder``, sorted; none where there is no such folder."""
        files, root = _open(self.url)
        return sorted(
            str(path).removeprefix(f"{root}/") for path in files.find(f"{root}/{folder}".rstrip("/"))
        )

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        files, root = _open(self.url)
        return bytes(files.cat_file(f"{root}/{path}"))

    def size(self, path: str) -> int:
        """Return how many bytes a file has."""
        files, root = _open(self.url)
        return int(files.size(f"{root}/{path}"))

    def write(self, path: str, payload: bytes) -> None:
        """Write a file; on an object store it is there as a whole or not at all."""
        files, root = _open(self.url)
        files.pipe_file(f"{root}/{path}", payload)

    def copy_from(self, other: "RemoteFolder", paths: Sequence[str]) -> None:
        """Copy files of another folder of the same file system, which does it by itself."""
        files, root = _open(self.url)
        _, source = _open(other.url)
        if paths:
            files.copy([f"{source}/{path}" for path in paths], [f"{root}/{path}" for path in paths])

    def remove(self, paths: Iterable[str]) -> None:
        """Delete files."""
        files, root = _open(self.url)
        doomed = [f"{root}/{path}" for path in paths]
        if doomed:
            files.rm(doomed)

    def clear(self) -> None:
        """Delete all files."""
        files, root = _open(self.url)
        if files.exists(root):
            files.rm(root, recursive=True)


Folder: TypeAlias = Path | RemoteFolder


def parse_folder(text: str) -> Folder:
    """Return the folder that is named by a path or by an address.

    Raises RefusalError when what is needed to reach that address is not installed, or nothing knows it.
    """
    if text.startswith(_ON_DISK):
        return Path(unquote(urlsplit(text).path))
    if "://" not in text:
        return Path(text)
    folder = RemoteFolder(text.rstrip("/"))
    _open(folder.url)
    return folder


@cache
def _open(url: str) -> tuple[Any, str]:
    """Return the file system of an address, and the path there."""
    try:
        import fsspec  # noqa: PLC0415  (an extra)

        files, root = fsspec.core.url_to_fs(url, use_listings_cache=False)
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("fsspec"):
            message = N_("What --site or --output names needs the package {package}: {install}")
            values = {"package": "fsspec", "install": "pip install 'svod[cluster]'"}
            raise RefusalError(message, values) from error
        raise _unusable(url, error) from error
    except (ImportError, ValueError) as error:
        raise _unusable(url, error) from error
    if hasattr(files, "auto_mkdir"):  # one that has folders
        files.auto_mkdir = True
    return files, str(root).rstrip("/")


def _unusable(url: str, error: Exception) -> RefusalError:
    return RefusalError(
        N_("An address such as {url} cannot be used: {reason}."),
        {"url": url, "reason": str(error).rstrip(".")},
    )
