"""Where stages run: in this process, in several of this machine, or on the workers of a cluster.

A stage is a function of one task. What it needs besides is made once in each process; where the system
can fork, it is inherited and not sent.
"""

import gc
import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar, cast

from svod.publish.store import Store
from svod.refusals import RefusalError
from svod.rules import N_

# Told how far a stage is: its name in English, how much is done, of how much (0 where nobody knows).
Progress: TypeAlias = Callable[[str, int, int], None]
Value = TypeVar("Value")
Part = TypeVar("Part")
CLUSTER: Final = "dask://"
_stages: list[Callable[[Any], Any]] = []  # that of this process, if it is one of several


class Kept:
    """Stands, among the tasks of a stage, for what a task of an earlier one has kept for it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingTask(Kept):
    """A task that keeps something, and stands for it wherever that can be found under its name.

    ``key`` names all that its outcome depends on.
    """

    name: str
    key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[Value, Part]):
    """What a task gives that keeps something.

    The ``value`` goes to the caller; so does the ``part``, if it is asked for, which may be merged with its
    neighbours on the way; what is ``kept`` stays where it was made until a task of another stage needs it,
    and what is ``shared`` until the caller asks for it by name, for some tasks or all.
    """

    value: Value
    part: Part
    kept: object
    shared: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes(Generic[Value, Part]):
    """What tasks have given, in their order. ``parts``, some of them merged, come when they are asked for.

    ``shared`` gives what tasks have shared under a name, the numbers of which are given, one after another.
    ``revised`` gives the part of a single task, as it was before the task was last done and as it is; None
    where that is not known.
    """

    values: Sequence[Value]
    kept: Sequence[Kept]
    parts: Iterator[Part]
    shared: Callable[[str, Sequence[int]], Iterator[Any]]
    revised: Callable[[KeepingTask], tuple[Part, Part] | None]


class Executor(Protocol):
    """Runs stages. ``begin`` makes one, once in each process; it and the tasks can be pickled.

    ``repeats`` tells whether a task may be done more than once, even at the same time; ``progress`` is told
    how far the work is, by whoever does it.
    """

    repeats: bool
    progress: Progress

    def run_keeping(
        self,
        begin: Callable[[], Callable[[Any], Outcome[Value, Part]]],
        tasks: Sequence[KeepingTask],
        merge: Callable[[Sequence[Part]], Part],
        name: str,
    ) -> Outcomes[Value, Part]:
        """Do ``tasks``; ``name`` tells what. ``merge`` makes one part of neighbours; it can be pickled."""

    def run(
        self,
        begin: Callable[[], Callable[[Any], Value]],
        here: Callable[[Any], Value],
        tasks: Sequence[object],
        worth: int,
    ) -> AbstractContextManager[Iterator[Value]]:
        """Give the values of ``tasks``, in order; they are ``worth`` so many processes at most.

        ``here`` is the stage as it was made in this process before; processes that are forked inherit it.
        With several processes, work goes on until the context ends.
        """

    def check_sees(self, folder: Path) -> None:
        """Raise RefusalError unless all processes see ``folder``."""


def say_nothing(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def told(progress: Progress, name: str, values: Iterable[Value], total: int) -> Iterator[Value]:
    """Give on ``values``, ``total`` of them, and tell ``progress`` of each."""
    if total:
        progress(name, 0, total)
    for done, value in enumerate(values, start=1):
        yield value
        progress(name, done, total)


@contextmanager
def open_executor(
    address: str | None, jobs: int, store: Store, progress: Progress = say_nothing
) -> Iterator[Executor]:
    """Give the cluster at ``address`` (``dask://HOST:PORT``) or, without one, ``jobs`` processes.

    These find in ``store`` what builds before have left there. Raises RefusalError when the cluster is out
    of reach or of no use.
    """
    if address is None:
        yield LocalExecutor(jobs, store, progress)
        return
    try:
        from svod.cluster import open_cluster  # noqa: PLC0415  (an extra, and slow to load)
    except ModuleNotFoundError as error:
        install = "pip install 'svod[cluster]'"
        message = N_("For --executor the package {package} is needed: {install}")
        raise RefusalError(message, {"package": error.name or "", "install": install}) from error
    with open_cluster(address.removeprefix(CLUSTER), progress) as executor:
        yield executor


@contextmanager
def without_collector() -> Iterator[None]:
    """Load what was left without its being looked through for garbage, time and again and in vain."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class LocalExecutor:
    """Processes of this machine. What tasks give is left on disk, for the builds that follow too."""

    repeats = False

    def __init__(self, jobs: int, store: Store, progress: Progress = say_nothing) -> None:
        self.progress = progress
        self._jobs = jobs
        self._store = store
        self._shelf: _Shelf | None = None

    def run_keeping(
        self,
        begin: Callable[[], Callable[[Any], Outcome[Value, Part]]],
        tasks: Sequence[KeepingTask],
        merge: Callable[[Sequence[Part]], Part],  # noqa: ARG002  (they come one by one)
        name: str,
    ) -> Outcomes[Value, Part]:
        """Do those of ``tasks`` whose values are not in the store; each stands for what it has kept."""
        self._shelf = shelf = _Shelf(begin, self._store)
        with without_collector():
            known = {task: find_value(self._store, task) for task in tasks}
        unknown = [task for task in tasks if known[task] is None]
        with self._map(shelf.begin_leaving, unknown, len(unknown)) as values:
            known |= zip(unknown, told(self.progress, name, values, len(unknown)), strict=True)
        if unknown:
            gc.collect()  # what the stage has left behind in this process
        return Outcomes(
            values=[cast("Value", known[task]) for task in tasks],
            kept=tasks,
            parts=(cast("Part", shelf.find(_PART, task)) for task in tasks),
            shared=lambda name, numbers: (shelf.find(_SHARED + name, tasks[n]) for n in numbers),
            revised=shelf.find_revised,
        )

    @contextmanager
    def run(
        self,
        begin: Callable[[], Callable[[Any], Value]],
        here: Callable[[Any], Value],
        tasks: Sequence[object],
        worth: int,
    ) -> Iterator[Iterator[Value]]:
        """Give the values of ``tasks``."""
        inherited = min(self._jobs, worth) <= 1 or _context().get_start_method() == "fork"
        finding = partial(_find_first, (lambda: here) if inherited else begin, self._shelf)
        with self._map(finding, tasks, worth) as values:
            yield values

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


_VALUE, _KEPT, _PART, _PART_BEFORE, _SHARED = "value", "kept", "part", "before", "shared-"


def names_of(tasks: Iterable[KeepingTask], shared: Iterable[str]) -> list[str]:
    """Return the names under which the outcomes of ``tasks`` are left in a store; these are ``shared``."""
    shares = (_VALUE, _KEPT, _PART, _PART_BEFORE, *(_SHARED + name for name in shared))
    return [_name(share, task) for task in tasks for share in shares]


def _name(share: str, task: KeepingTask) -> str:
    return f"{share}-{task.name}"


def leave_outcome(store: Store, task: KeepingTask, outcome: Outcome[Any, Any]) -> None:
    """Leave in ``store`` what ``task`` has given; the part that it gave before stays too."""
    store.put_aside(_name(_PART, task), _name(_PART_BEFORE, task))
    shared = {_SHARED + name: value for name, value in outcome.shared.items()}
    for share, value in {**shared, _KEPT: outcome.kept, _PART: outcome.part, _VALUE: outcome.value}.items():
        store.leave(_name(share, task), task.key, value)


def find_value(store: Store, task: KeepingTask) -> object | None:
    """Return the value that ``task`` has left in ``store``, None where there is none."""
    return store.find(_name(_VALUE, task), task.key)


def find_shared(store: Store, task: KeepingTask, name: str) -> object | None:
    """Return what ``task`` has left in ``store`` to be shared under a name, None where there is none."""
    return store.find(_name(_SHARED + name, task), task.key)


def find_outcome(store: Store, task: KeepingTask, shared: Iterable[str]) -> Outcome[Any, Any] | None:
    """Return all that ``task`` has left in ``store``, None where anything of it is missing."""
    value, part, kept = (store.find(_name(share, task), task.key) for share in (_VALUE, _PART, _KEPT))
    names = {name: find_shared(store, task, name) for name in shared}
    if any(share is None for share in (value, part, kept, *names.values())):
        return None
    return Outcome(value=value, part=part, kept=kept, shared=names)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What the tasks of a stage leave in a store: outcomes, whose shares are needed at different times.

    The parts before stay too.
    """

    begin: Callable[[], Callable[[Any], Outcome[Any, Any]]]
    store: Store

    def begin_leaving(self) -> Callable[[KeepingTask], Any]:
        """Return the stage; it leaves what it gives but for the value, which is left and given."""
        stage = self.begin()

        def leave(task: KeepingTask) -> Any:  # noqa: ANN401  (of any stage)
            outcome = stage(task)
            leave_outcome(self.store, task, outcome)
            return outcome.value

        return leave

    def find(self, share: str, task: KeepingTask) -> object:
        """Return a share that was left; where it is damaged, the task is done again."""
        found = self.store.find(_name(share, task), task.key)
        if found is None:
            self.begin_leaving()(task)
            return self.store.find(_name(share, task), task.key)
        return found

    def find_revised(self, task: KeepingTask) -> tuple[Any, Any] | None:
        """Return the part that a task gave before it was last done, and the one it gave then."""
        before = self.store.recall(_name(_PART_BEFORE, task))
        return None if before is None else (before, self.find(_PART, task))


def _find_first(
    begin: Callable[[], Callable[[Any], Value]], shelf: _Shelf | None
) -> Callable[[object], Value]:
    stage = begin()

    def apply(task: object) -> Value:
        return stage(shelf.find(_KEPT, task) if shelf and isinstance(task, KeepingTask) else task)

    return apply


def _begin(begin: Callable[[], Callable[[Any], Any]]) -> None:
    _stages[:] = [begin()]


def _apply(task: Any) -> Any:  # noqa: ANN401  (of any stage)
    (stage,) = _stages
    return stage(task)


def _context() -> BaseContext:
    """Return how processes are started: forked where that is safe, which it is not beside other threads."""
    alone = sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1
    return multiprocessing.get_context("fork" if alone else None)
