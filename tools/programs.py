"""Programs that the tests drive and Python cannot bring: found on the machine, or installed there.

One counts only if it answers ``--version``: some systems ship a launcher with nothing behind it.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Command = list[str]


class ProgramNotFoundError(RuntimeError):
    """There is no usable program of the kind; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A kind of program: what it is called, and where it may be.

    ``override`` is the environment variable that names one, ``module`` what is run to install one. A way to
    install it is a list of commands, tried in their order; all of them have to succeed.
    """

    title: str
    override: str
    module: str
    candidates: Callable[[], Iterator[str]]
    ways_to_install: Callable[[], Iterator[list[Command]]]


def find_program(program: Program) -> Path:
    """Return the one that its variable names, or the first that starts.

    Raises:
        ProgramNotFoundError: there is none, or the variable names one that does not start.
    """
    if override := os.environ.get(program.override):
        if _starts(override):
            return Path(override)
        raise ProgramNotFoundError(f"{program.override} names a program that does not start: {override}")
    for candidate in program.candidates():
        if _starts(candidate):
            return Path(candidate)
    raise ProgramNotFoundError(
        f"No {program.title} was found. Install one, or name it in the environment variable "
        f"{program.override}, or run: python -m {program.module} --install"
    )


def install_program(program: Program) -> Path:
    """Return the program, after installing it if there is none.

    Raises:
        ProgramNotFoundError: no way of installing it worked, or the variable names no usable one.
    """
    try:
        return find_program(program)
    except ProgramNotFoundError:
        if os.environ.get(program.override):
            raise
    for commands in program.ways_to_install():
        if all(_succeeds(command) for command in commands):
            try:
                return find_program(program)
            except ProgramNotFoundError:
                continue
    raise ProgramNotFoundError(
        f"No {program.title} was found, and it could not be installed (see the messages above). "
        f"Install one by hand, or name it in the environment variable {program.override}."
    )


def print_path(program: Program) -> int:
    """Print the path of the program, installed first if ``--install`` is given; return the exit code."""
    parser = argparse.ArgumentParser(description=f"Find the {program.title} that tests drive.")
    parser.add_argument("--install", action="store_true", help="install it when there is none")
    arguments = parser.parse_args()
    try:
        print(install_program(program) if arguments.install else find_program(program))
    except ProgramNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def find_on_path(*names: str) -> Iterator[str]:
    """Yield the programs of these names that the shell would find."""
    for name in names:
        if path := shutil.which(name):
            yield path


def install_by_apt(package: str) -> Iterator[list[Command]]:
    """Yield the way to install a package of Debian, where that can be done without asking."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        install = ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", package]
        yield [["apt-get", "update", "--quiet"], install]


def _starts(program: str) -> bool:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _succeeds(command: Command) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    # Their output goes to stderr, so that stdout holds the path alone.
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno(), check=False
    )
    return done.returncode == 0
