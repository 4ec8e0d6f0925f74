"""Characters with their looks, put together into the runs of a paragraph."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from svod.importers.manuscript import Run

_SPACE = re.compile(r"[ \t\n\f\r]+")
_AROUND_BREAK = re.compile(r" *\n *")


def fold_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    r"""Return runs as a browser sets them: white space is one space, none at the ends and around ``\n``.

    ``\v`` in their text is a line break that is meant, and becomes ``\n``.
    """
    folded: list[Run] = []
    after_space = True
    for run in runs:
        text = _AROUND_BREAK.sub("\n", _SPACE.sub(" ", run.text).replace("\v", "\n"))
        text = text.lstrip(" ") if after_space else text
        if text.startswith("\n") and folded:
            folded[-1] = replace(folded[-1], text=folded[-1].text.rstrip(" "))
        if text or run.note:
            folded.append(replace(run, text=text))
            after_space = text.endswith((" ", "\n"))
    return join_runs(folded)


def join_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs of which no two neighbours look the same, without white space around all of them.

    White space between two that look the same looks as they do.
    """
    pieces = _trimmed([run for run in runs if run.text or run.note])
    for at in range(1, len(pieces) - 1):
        before, after = pieces[at - 1], pieces[at + 1]
        if pieces[at].text.isspace() and _look(before) == _look(after):
            pieces[at] = replace(before, text=pieces[at].text)
    return tuple(_joined(pieces))


def _trimmed(pieces: list[Run]) -> list[Run]:
    while pieces and not pieces[0].note:
        text = pieces[0].text.lstrip()
        pieces[:1] = [replace(pieces[0], text=text)] if text else []
        if text:
            break
    while pieces and not pieces[-1].note:
        text = pieces[-1].text.rstrip()
        pieces[-1:] = [replace(pieces[-1], text=text)] if text else []
        if text:
            break
    return pieces


def _joined(pieces: list[Run]) -> Iterator[Run]:
    for _, group in groupby(pieces, key=_look):
        first, *rest = group
        if first.note:
            yield from (first, *rest)
        else:
            yield replace(first, text="".join(run.text for run in (first, *rest)))


def _look(run: Run) -> Run:
    return replace(run, text="")
