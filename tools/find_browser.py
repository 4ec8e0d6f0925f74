"""Find the Chromium or Chrome that the browser tests drive, and install one where there is none.

Run as ``python -m tools.find_browser [--install]``: prints the path of the program, or exits with 1.
A browser counts only if it answers ``--version``: some systems ship a launcher with nothing behind it.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OVERRIDE = "SVOD_BROWSER"

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


class BrowserNotFoundError(RuntimeError):
    """There is no usable Chromium or Chrome; the message says what to do."""


def find_browser() -> Path:
    """Return the program to drive: the one named by SVOD_BROWSER, the system's, or Playwright's own.

    Raises:
        BrowserNotFoundError: there is none, or SVOD_BROWSER names a program that does not start.
    """
    if override := os.environ.get(OVERRIDE):
        if _starts(override):
            return Path(override)
        raise BrowserNotFoundError(f"{OVERRIDE} names a program that does not start: {override}")
    for candidate in _candidates():
        if _starts(candidate):
            return Path(candidate)
    raise BrowserNotFoundError(
        "No Chromium or Chrome was found. Install one, or name it in the environment variable "
        f"{OVERRIDE}, or run: python -m tools.find_browser --install"
    )


def install_browser() -> Path:
    """Return the browser, after installing Chromium if there is none.

    Raises:
        BrowserNotFoundError: no way of installing it worked, or SVOD_BROWSER names no usable program.
    """
    try:
        return find_browser()
    except BrowserNotFoundError:
        if os.environ.get(OVERRIDE):
            raise
    for commands in _ways_to_install():
        if all(_succeeds(command) for command in commands):
            try:
                return find_browser()
            except BrowserNotFoundError:
                continue
    raise BrowserNotFoundError(
        "No Chromium or Chrome was found, and it could not be installed (see the messages above). "
        f"Install one by hand, or name it in the environment variable {OVERRIDE}."
    )


def main() -> int:
    """Print the path of the browser; return the exit code."""
    parser = argparse.ArgumentParser(description="Find the Chromium or Chrome for the browser tests.")
    parser.add_argument("--install", action="store_true", help="install Chromium when there is none")
    arguments = parser.parse_args()
    try:
        print(install_browser() if arguments.install else find_browser())
    except BrowserNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _candidates() -> Iterator[str]:
    for name in NAMES:
        if path := shutil.which(name):
            yield path
    if sys.platform == "darwin":
        yield from MACOS_PATHS
    answer = subprocess.run(
        [sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False
    )
    if answer.returncode == 0:
        yield answer.stdout.strip()


def _starts(program: str) -> bool:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _ways_to_install() -> Iterator[list[list[str]]]:
    if shutil.which("apt-get") and os.geteuid() == 0:
        install = ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", "chromium"]
        yield [["apt-get", "update", "--quiet"], install]
    yield [[sys.executable, "-m", "playwright", "install", "chromium"]]


def _succeeds(command: list[str]) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    # Their output goes to stderr, so that stdout holds the path alone.
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno(), check=False
    )
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
