"""Builds a benchmark site in a process of its own, as people do."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.acts import PlannedAct
from benchmarks.make_site import make_site

BUILD = Path(__file__).parents[1] / "build.py"


def build(folder: Path, acts: Sequence[PlannedAct]) -> Path:
    """Make a site with ``acts`` in ``folder`` and build it; returns its output folder.

    Raises:
        subprocess.CalledProcessError: the build found errors, which it has printed.
    """
    make_site(folder, acts)
    subprocess.run([sys.executable, str(BUILD), "build", "--site", str(folder), "--quiet"], check=True)
    return folder / "output"


@contextmanager
def working_folder(kept: Path | None) -> Iterator[Path]:
    """Give the folder ``kept``, or a temporary one that is removed at the end."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with TemporaryDirectory(prefix="svod-benchmark-") as temporary:
        yield Path(temporary)
