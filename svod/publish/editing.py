"""Writes an edited file in the place of what it was: as a whole or not at all."""

import os
import tempfile
from pathlib import Path


def replace_file(file: Path, before: bytes, after: bytes) -> bool:
    """Give ``file`` the bytes ``after`` and the mode it had; False where it is not ``before`` any more.

    A linked file stays a link: what it leads to is replaced. Raises OSError when the disk refuses.
    """
    place = Path(os.path.realpath(file))
    if place.read_bytes() != before:
        return False
    handle, name = tempfile.mkstemp(prefix=".svod-", dir=place.parent)
    staged = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        staged.chmod(place.stat().st_mode & 0o7777)
        staged.replace(place)
    finally:
        staged.unlink(missing_ok=True)  # it is there only where the disk refused, or somebody interrupted
    return True
