"""Finds the programs of the peers, and asks them for their versions.

They are looked for in the folders that were given (a folder itself, its ``bin``, its ``node_modules``),
then beside the running Python, then on PATH.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias

Command: TypeAlias = tuple[str, ...]

VERSION_OPTIONS: Final[Mapping[str, str]] = {
    "hugo": "version",
    "pagefind": "--version",
    "pelican": "--version",
    "mkdocs": "--version",
    "eleventy": "--version",
}
# What else must be importable beside a program, by the name of its distribution.
_COMPANIONS: Final[Mapping[str, str]] = {"mkdocs": "mkdocs-material", "pelican": "markdown"}
_VERSION: Final = re.compile(r"\d+(?:\.\d+)+")
_SAY_VERSION: Final = "import importlib.metadata as m; print(m.version({name!r}))"


class MissingError(Exception):
    """A program is not there; says which."""


@dataclass(frozen=True, kw_only=True)
class Programs:
    """Where programs are looked for; ``extra`` are folders that come first."""

    extra: tuple[Path, ...] = ()

    @cached_property
    def _folders(self) -> list[str]:
        inside = ("", "bin", "node_modules/.bin", ".bin")
        extra = [str((folder / name).absolute()) for folder in self.extra for name in inside]
        return [*extra, str(Path(sys.executable).parent)]

    def find(self, name: str) -> Command:
        """Return the command that starts the program ``name``, or raise MissingError."""
        found = next(self._candidates(name), None)
        if found is None:
            raise MissingError(f"{name} is not installed")
        companion = _COMPANIONS.get(name)
        if companion and not self._distribution(Path(found[0]).parent, companion):
            raise MissingError(f"{companion} is not installed beside {name}")
        return found

    def _candidates(self, name: str) -> Iterator[Command]:
        for folder in self._folders:
            if program := shutil.which(name, path=folder):
                yield (program,)
            elif name == "pagefind" and self._distribution(Path(folder), name):  # the wheel has no script
                yield (str(Path(folder) / "python"), "-m", name)
        if program := shutil.which(name):
            yield (program,)

    def version(self, name: str) -> str:
        """Return the version of the program ``name``, which is there; ``?`` when it does not tell."""
        command = self.find(name)
        told = _VERSION.search(_output([*command, VERSION_OPTIONS[name]]))
        companion = _COMPANIONS.get(name)
        beside = self._distribution(Path(command[0]).parent, companion) if companion else ""
        return (told[0] if told else "?") + (f" with {companion} {beside}" if beside else "")

    @staticmethod
    def _distribution(folder: Path, name: str) -> str:
        """Return the version of what the Python in ``folder`` has installed; nothing if it has not."""
        python = folder / "python"
        return _output([str(python), "-c", _SAY_VERSION.format(name=name)]) if python.exists() else ""


def _output(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip().replace("\x1b", "")
