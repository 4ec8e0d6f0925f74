"""Find the Chromium or Chrome that the browser tests drive, and install one where there is none.

Run as ``python -m tools.find_browser [--install]``: prints the path of the program, or exits with 1.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.programs import Command, Program, find_on_path, find_program, install_by_apt, print_path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS_PATHS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

# In a process of its own: Playwright's synchronous API cannot be started twice in one.
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def _candidates() -> Iterator[str]:
    yield from find_on_path(*NAMES)
    if sys.platform == "darwin":
        yield from MACOS_PATHS
    answer = subprocess.run(
        [sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False
    )
    if answer.returncode == 0:
        yield answer.stdout.strip()


def _ways_to_install() -> Iterator[list[Command]]:
    yield from install_by_apt("chromium")
    yield [[sys.executable, "-m", "playwright", "install", "chromium"]]


BROWSER = Program(
    title="Chromium or Chrome",
    override="SVOD_BROWSER",
    module="tools.find_browser",
    candidates=_candidates,
    ways_to_install=_ways_to_install,
)


def find_browser() -> Path:
    """Return the program to drive: the one named by SVOD_BROWSER, the system's, or Playwright's own.

    Raises:
        ProgramNotFoundError: there is none, or SVOD_BROWSER names a program that does not start.
    """
    return find_program(BROWSER)


if __name__ == "__main__":
    sys.exit(print_path(BROWSER))
