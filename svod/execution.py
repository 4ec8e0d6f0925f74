"""Where a stage runs: in this process or in several others.

A stage is a function of one task. What it needs besides is made once in each process; where the system
can fork, it is inherited and not sent.
"""

import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, TypeVar

Task = TypeVar("Task")
Value = TypeVar("Value")
_stages: list[Callable[[Any], Any]] = []  # that of this process, if it is one of several


@contextmanager
def run_stage(
    begin: Callable[[], Callable[[Task], Value]], tasks: Sequence[Task], jobs: int
) -> Iterator[Iterator[Value]]:
    """Give the values of a stage for ``tasks``, in order; with several ``jobs``, work goes on meanwhile.

    ``begin`` makes the stage, once in each process. It and the tasks can be pickled.
    """
    if jobs == 1:
        yield map(begin(), tasks)
        return
    with ProcessPoolExecutor(jobs, _context(), initializer=_begin, initargs=(begin,)) as pool:
        try:
            yield pool.map(_apply, tasks)
        finally:
            pool.shutdown(cancel_futures=True)


def _begin(begin: Callable[[], Callable[[Any], Any]]) -> None:
    _stages[:] = [begin()]


def _apply(task: Any) -> Any:  # noqa: ANN401  (of any stage)
    (stage,) = _stages
    return stage(task)


def _context() -> BaseContext:
    """Return how processes are started: forked where that is safe, which it is not beside other threads."""
    alone = sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1
    return multiprocessing.get_context("fork" if alone else None)
