"""Makes Pagefind's index of a built site, beside the site and not in it."""

import subprocess
import sys
from pathlib import Path

ROOT_SELECTOR = "article[data-resolution]"


def index_with_pagefind(output: Path, folder: Path) -> Path:
    """Index the acts' pages of ``output`` into ``folder``, which is returned."""
    command = [sys.executable, "-m", "pagefind", "--silent", "--root-selector", ROOT_SELECTOR]
    subprocess.run([*command, "--site", str(output), "--output-path", str(folder)], check=True)
    return folder
