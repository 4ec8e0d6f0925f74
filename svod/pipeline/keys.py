"""What things are made of, as keys: a thing whose key is the same need not be made again."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from sysconfig import get_path
from typing import Final

from svod.content.authorities import FILES, authority_path
from svod.content.sources import read_file, trace_file
from svod.execution import KeepingTask
from svod.home import ASSETS, ENGINE_TEMPLATES, PACKAGE
from svod.publish.store import Store, digest, trace_folder
from svod.remote import Folder

EDITION: Final = "edition"  # the name under which what is known of a published site is left
_CHUNK: Final = 100  # acts that a process has in hand at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk(KeepingTask):
    """Some acts that are read together. ``key`` is that of all that is made of them alone."""

    paths: tuple[str, ...]


def engine_key() -> bytes:
    """Return the key of the engine: its files, and the folders in which libraries are installed."""
    folders = [trace_folder(folder) for folder in (PACKAGE, ENGINE_TEMPLATES, ASSETS)]
    installed = [trace_file(Path(get_path(name)), "") for name in ("purelib", "platlib")]
    return digest(sys.version, folders, installed)


def reading_key(site: Folder, language: str) -> bytes:
    """Return the key of all that reading an act depends on besides its file."""
    return digest(engine_key(), language, [read_file(site, authority_path(kind)) for kind in FILES])


def divide(site: Folder, paths: Sequence[str], store: Store, key: bytes) -> list[Chunk]:
    """Divide acts into chunks, so that one more or one less leaves nearly all of them as they are.

    ``key`` is their ``reading_key``. A file that has changed so shortly before that it may change again
    unseen, or one at an address, gives its chunk a key for this build only.
    """
    count = 1 << (len(paths) // _CHUNK).bit_length()

    def number(path: str) -> int:
        return int.from_bytes(blake2b(path.encode("utf-8", "surrogatepass"), digest_size=4).digest()) % count

    return [
        trace_chunk(site, f"{count}-{place}", tuple(of_chunk), store, key)
        for place, of_chunk in groupby(sorted(paths, key=number), number)
    ]


def trace_chunk(site: Folder, name: str, paths: tuple[str, ...], store: Store, key: bytes) -> Chunk:
    """Return the chunk with these acts as their files are now; ``key`` is their ``reading_key``."""
    traces = [trace_file(site, path) for path in paths]
    settled = all(store.is_settled(max(trace[:2], default=store.started)) for trace in traces)
    return Chunk(name=name, key=digest(key, paths, traces, 0 if settled else store.started), paths=paths)
