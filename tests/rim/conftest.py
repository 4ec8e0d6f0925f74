"""Fixtures of the tests of the rim."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rim.unprivileged import NOBODY


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that an unprivileged process can reach and write to: pytest's own are closed to it."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        yield folder
        for path in folder.rglob("*"):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
