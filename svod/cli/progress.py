"""How far a long run is: a bar on a terminal, a line now and then elsewhere, nothing in the first second.

All goes to stderr: programs read stdout. ``SVOD_PROGRESS=none`` in the environment does without.
"""

import os
import sys
import time
from typing import TYPE_CHECKING, Final

import click

from svod.localization import Localization
from svod.rules import N_

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

ENVIRONMENT: Final = "SVOD_PROGRESS"
_PATIENCE: Final = 1.0  # seconds without a word
_PAUSE: Final = 10.0  # seconds between lines where there is no terminal


class ProgressDisplay:
    """Shows what it is told (``execution.Progress``) in the language of ``words``, unless it is ``quiet``."""

    def __init__(self, words: Localization, *, quiet: bool = False) -> None:
        self._words = words
        self._quiet = quiet or os.environ.get(ENVIRONMENT) == "none"
        self._show_from = 0.0  # on the clock; 0 before anything was told
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def tell(self, stage: str, done: int, total: int) -> None:
        """Show that of ``total`` parts of a stage so many are ``done``; ``total`` is 0 where nobody knows."""
        if self._quiet:
            return
        now = time.monotonic()
        if not self._show_from:
            self._show_from = now + _PATIENCE
        if now < self._show_from:
            return
        if _is_terminal():
            self._draw(self._words.text(stage), done, total)
        else:
            self._show_from = now + _PAUSE
            self._print(self._words.text(stage), done, total)

    def close(self) -> None:
        """Take the bar away; what is told next is the beginning of another run."""
        if self._bar:
            self._bar.stop()
        self._bar = self._task = None
        self._show_from = 0.0

    def __enter__(self) -> "ProgressDisplay":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _print(self, stage: str, done: int, total: int) -> None:
        if total:
            part = self._words.number(100 * done // total)
            click.echo(self._words.text(N_("{stage}: {part} %")).format(stage=stage, part=part), err=True)
        else:
            click.echo(self._words.text(N_("{stage} …")).format(stage=stage), err=True)

    def _draw(self, stage: str, done: int, total: int) -> None:
        # rich takes as long to load as a small site to build. It is given no thread of its own: beside one
        # the processes of a build cannot be forked.
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn  # noqa: PLC0415

        if self._bar is None:
            columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
            console = Console(stderr=True, highlight=False)
            self._bar = Progress(*columns, console=console, auto_refresh=False, transient=True)
            self._bar.start()
            self._task = self._bar.add_task(stage, total=None)
        if self._task is not None:
            self._bar.update(self._task, description=stage, completed=done, total=total or None, refresh=True)


def _is_terminal() -> bool:
    return sys.stderr.isatty()
