"""What one stage leaves on disk for the next: the texts of a large archive do not fit into memory at once.

It is read by the build that wrote it and by nobody else.
"""

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Scratch:
    """A folder that is removed when the build ends."""

    folder: Path

    def leave(self, name: str, value: object) -> None:
        """Keep ``value`` under ``name``."""
        (self.folder / name).write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def find(self, name: str) -> object:
        """Return what was left under ``name``."""
        return pickle.loads((self.folder / name).read_bytes())


@contextmanager
def open_scratch() -> Iterator[Scratch]:
    """Give a scratch in the system's folder for temporary files, which ``TMPDIR`` names."""
    with tempfile.TemporaryDirectory(prefix="svod-") as folder:
        yield Scratch(folder=Path(folder))
