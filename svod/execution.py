"""Where stages run: in this process, in several of this machine, or on the workers of a cluster.

A stage is a function of one task. What it needs besides is made once in each process; where the system
can fork, it is inherited and not sent.
"""

import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, Final, Generic, Protocol, TypeVar

from svod.publish.scratch import Scratch, open_scratch
from svod.refusals import RefusalError
from svod.rules import N_

Task = TypeVar("Task")
Value = TypeVar("Value")
Part = TypeVar("Part")
CLUSTER: Final = "dask://"
_stages: list[Callable[[Any], Any]] = []  # that of this process, if it is one of several


class Kept:
    """Stands, among the tasks of a stage, for what a task of an earlier one has kept for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[Value, Part]):
    """What a task gives that keeps something.

    The ``value`` goes to the caller; so does the ``part``, which may be merged with its neighbours on the
    way; what is ``kept`` stays where it was made until a task of another stage needs it.
    """

    value: Value
    part: Part
    kept: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection(Generic[Part]):
    """Where the parts of tasks go: ``take`` is given all of them in order, some of them merged.

    ``merge`` makes one part of neighbours; it can be pickled.
    """

    take: Callable[[Part], None]
    merge: Callable[[Sequence[Part]], Part]


class Executor(Protocol):
    """Runs stages. ``begin`` makes one, once in each process; it and the tasks can be pickled.

    Work goes on in other processes until the context ends. ``repeats`` tells whether a task may be done
    more than once, even at the same time.
    """

    repeats: bool

    def run(
        self, begin: Callable[[], Callable[[Any], Value]], tasks: Sequence[object], worth: int
    ) -> AbstractContextManager[Iterator[Value]]:
        """Give the values of ``tasks``, in order; they are ``worth`` so many processes at most."""

    def run_keeping(
        self,
        begin: Callable[[], Callable[[Task], Outcome[Value, Part]]],
        tasks: Sequence[Task],
        collection: Collection[Part],
    ) -> AbstractContextManager[Iterator[tuple[Value, Kept]]]:
        """Give the values of ``tasks``, in order, and what stands for that which each has kept.

        All parts are in ``collection`` when there is no value left.
        """

    def check_sees(self, folder: Path) -> None:
        """Raise RefusalError unless all processes see ``folder``."""


@contextmanager
def open_executor(address: str | None, jobs: int) -> Iterator[Executor]:
    """Give the cluster at ``address`` (``dask://HOST:PORT``) or, without one, ``jobs`` processes.

    Raises RefusalError when the cluster is out of reach or of no use.
    """
    if address is None:
        with open_scratch() as scratch:
            yield LocalExecutor(jobs, scratch)
        return
    try:
        from svod.cluster import open_cluster  # noqa: PLC0415  (an extra, and slow to load)
    except ModuleNotFoundError as error:
        install = "pip install 'svod[cluster]'"
        message = N_("For --executor the package {package} is needed: {install}")
        raise RefusalError(message, {"package": error.name or "", "install": install}) from error
    with open_cluster(address.removeprefix(CLUSTER)) as executor:
        yield executor


class LocalExecutor:
    """Processes of this machine. What tasks keep is left on disk."""

    repeats = False

    def __init__(self, jobs: int, scratch: Scratch) -> None:
        self._jobs = jobs
        self._scratch = scratch

    @contextmanager
    def run(
        self, begin: Callable[[], Callable[[Any], Value]], tasks: Sequence[object], worth: int
    ) -> Iterator[Iterator[Value]]:
        """Give the values of ``tasks``."""
        with self._map(partial(_find_first, begin, self._scratch), tasks, worth) as values:
            yield values

    @contextmanager
    def run_keeping(
        self,
        begin: Callable[[], Callable[[Task], Outcome[Value, Part]]],
        tasks: Sequence[Task],
        collection: Collection[Part],
    ) -> Iterator[Iterator[tuple[Value, Kept]]]:
        """Give the values of ``tasks``, and leave what they keep under their numbers."""
        leave = partial(_leave_last, begin, self._scratch)
        with self._map(leave, list(enumerate(tasks)), len(tasks)) as outcomes:
            yield _collect(outcomes, collection)

    def check_sees(self, folder: Path) -> None:
        """Do nothing: it is one machine."""

    @contextmanager
    def _map(
        self, begin: Callable[[], Callable[[Any], Value]], tasks: Sequence[object], worth: int
    ) -> Iterator[Iterator[Value]]:
        processes = min(self._jobs, worth)
        if processes <= 1:
            yield map(begin(), tasks)
            return
        with ProcessPoolExecutor(processes, _context(), initializer=_begin, initargs=(begin,)) as pool:
            try:
                yield pool.map(_apply, tasks)
            finally:
                pool.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Left(Kept):
    name: str


def _find_first(begin: Callable[[], Callable[[Any], Value]], scratch: Scratch) -> Callable[[object], Value]:
    stage = begin()
    return lambda task: stage(scratch.find(task.name) if isinstance(task, _Left) else task)


def _leave_last(
    begin: Callable[[], Callable[[Task], Outcome[Value, Part]]], scratch: Scratch
) -> Callable[[tuple[int, Task]], tuple[Value, Part, _Left]]:
    stage = begin()

    def leave(numbered: tuple[int, Task]) -> tuple[Value, Part, _Left]:
        number, task = numbered
        outcome = stage(task)
        scratch.leave(str(number), outcome.kept)
        return outcome.value, outcome.part, _Left(str(number))

    return leave


def _collect(
    outcomes: Iterable[tuple[Value, Part, Kept]], collection: Collection[Part]
) -> Iterator[tuple[Value, Kept]]:
    for value, part, kept in outcomes:
        collection.take(part)
        yield value, kept


def _begin(begin: Callable[[], Callable[[Any], Any]]) -> None:
    _stages[:] = [begin()]


def _apply(task: Any) -> Any:  # noqa: ANN401  (of any stage)
    (stage,) = _stages
    return stage(task)


def _context() -> BaseContext:
    """Return how processes are started: forked where that is safe, which it is not beside other threads."""
    alone = sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1
    return multiprocessing.get_context("fork" if alone else None)
