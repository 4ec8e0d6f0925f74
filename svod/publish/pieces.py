"""Many small values in one file, for the time of one build: each can be read by itself, in any process."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias, TypeVar

Key = TypeVar("Key")
Place: TypeAlias = tuple[int, int]  # where a piece starts, and how many bytes it has


def write_pieces(file: Path, pieces: Iterable[tuple[Key, bytes]]) -> dict[Key, Place]:
    """Write ``pieces`` into ``file`` as they come; returns where each is, by its key."""
    places: dict[Key, Place] = {}
    start = 0
    with file.open("wb") as stream:
        for key, piece in pieces:
            stream.write(piece)
            places[key] = start, len(piece)
            start += len(piece)
    return places


def read_pieces(file: Path, places: Mapping[Key, Place]) -> dict[Key, bytes]:
    """Return the pieces that are at ``places`` in ``file``. Raises OSError where the disk has lost them."""
    found: dict[Key, bytes] = {}
    with file.open("rb") as stream:
        for key, (start, size) in places.items():
            stream.seek(start)
            found[key] = stream.read(size)
    return found
