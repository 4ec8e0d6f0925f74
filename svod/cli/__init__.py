"""The command line: the only modules that print and exit.

Exit codes: 0 done; 1 faults in content, configuration or templates; 2 wrong usage; 130 interrupted.
"""

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from svod import __version__
from svod.cli.building import build, check
from svod.cli.creating import new
from svod.cli.fixing import fix
from svod.cli.importing import import_documents
from svod.cli.previewing import serve
from svod.cli.searching import search
from svod.cli.starting import init, schema

USAGE: Final = 2
INTERRUPTED: Final = 130


class _BuildByDefault(click.Group):
    """A group whose command is ``build`` when none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert ``build`` before the options of the default command."""
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "--version")):
            args = ["build", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_BuildByDefault)
@click.version_option(__version__, prog_name="svod")
def _cli() -> None:
    """Svod turns a folder of Markdown resolutions into a static archive."""


for _command in (build, check, fix, import_documents, init, new, schema, search, serve):
    _cli.add_command(_command)


def main(arguments: Sequence[str] | None = None, *, default_site: Path | None = None) -> int:
    """Run the command line and return its exit code. ``default_site`` stands in for ``--site``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show Russian
    try:
        code = _cli.main(
            args=None if arguments is None else list(arguments),
            prog_name="build.py" if default_site else "svod",
            standalone_mode=False,
            obj=default_site or Path(),
        )
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return code if isinstance(code, int) else 0
