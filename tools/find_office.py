"""Find the LibreOffice that makes and prints documents for the tests, and install one where there is none.

Run as ``python -m tools.find_office [--install]``: prints the path of the program, or exits with 1.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tools.programs import Program, find_on_path, find_program, install_by_apt, print_path

DEBIAN_PACKAGE = "libreoffice-writer-nogui"
MACOS_PATH = "/Applications/LibreOffice.app/Contents/MacOS/soffice"


def _candidates() -> Iterator[str]:
    yield from find_on_path("soffice", "libreoffice")
    if sys.platform == "darwin":
        yield MACOS_PATH


OFFICE = Program(
    title="LibreOffice",
    override="SVOD_OFFICE",
    module="tools.find_office",
    candidates=_candidates,
    ways_to_install=lambda: install_by_apt(DEBIAN_PACKAGE),
)


def find_office() -> Path:
    """Return the program to drive: the one named by SVOD_OFFICE, or the system's.

    Raises:
        ProgramNotFoundError: there is none, or SVOD_OFFICE names a program that does not start.
    """
    return find_program(OFFICE)


if __name__ == "__main__":
    sys.exit(print_path(OFFICE))
