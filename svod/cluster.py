"""Runs stages on the workers of a Dask cluster; the only module that imports ``distributed``.

A task is a pure function of what the scheduler knows, so that Dask makes again, on another worker, what
was lost with one: a value that was not fetched, or what was kept for another stage. That is why stages go
to the workers as the result of a task and not by ``scatter``, whose copies nobody could make again.
"""

import logging
import pickle
import socket
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from operator import attrgetter, itemgetter
from pathlib import Path
from threading import Lock
from typing import Any, Final
from urllib.parse import urlsplit

import dask
from distributed import Client, Future, KilledWorker, wait
from distributed.comm import CommClosedError

from svod import __version__
from svod.execution import KeepingTask, Kept, Outcome, Outcomes, Part, Progress, Value, say_nothing, told
from svod.home import ASSETS, ENGINE_TEMPLATES
from svod.refusals import RefusalError
from svod.rules import N_

_PATIENCE: Final = 10  # seconds for an answer
_REPEATS: Final = 2  # of a task that failed: a network disk may hiccup
_FAN_IN: Final = 8  # parts that are merged at a time
_LIBRARIES: Final = (  # that what a worker makes depends on
    *("babel", "edtf", "iuliia", "jinja2", "markdown", "markupsafe"),
    *("nh3", "pydantic", "pystemmer", "python-slugify", "pyyaml"),
)
_SETTINGS: Final = {
    "distributed.comm.timeouts.connect": f"{_PATIENCE}s",
    # What all pages need of all acts is such a graph: it is sent to the scheduler once for each stage.
    "distributed.admin.large-graph-warning-threshold": "1TB",
}
_NO_WORKERS: Final = N_("The cluster {address} has no workers.")
_LOST: Final = N_("The scheduler {address} went away while it was needed.")
_LONGEST_GREETING: Final = 1 << 20  # bytes: it has some hundred
_NOT_DASK: Final = N_("what answers there is not a scheduler of Dask")
_OBSTACLES: Final[Mapping[type[OSError], str]] = {
    ConnectionRefusedError: N_("nobody listens there"),
    socket.gaierror: N_("there is no such host"),
    TimeoutError: N_("there is no answer"),
}
_one_at_a_time = Lock()  # stages are made for processes, not for threads


@contextmanager
def open_cluster(address: str, progress: Progress) -> Iterator["ClusterExecutor"]:
    """Give the cluster whose scheduler is at ``address``, host and port.

    Raises RefusalError when nobody answers there or its workers are not as this process is.
    """
    for name in ("distributed", "distributed.client", "asyncio", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is raised
    with dask.config.set(_SETTINGS), _connect(address) as client:
        _check_workers(client, address)
        yield ClusterExecutor(client, address, progress)


class ClusterExecutor:
    """The workers of a cluster, any number of them at any time. What tasks keep is left on them."""

    repeats = True

    def __init__(self, client: Client, address: str, progress: Progress = say_nothing) -> None:
        self.progress = progress
        self._client = client
        self._address = address

    def run_keeping(
        self,
        begin: Callable[[], Callable[[Any], Outcome[Value, Part]]],
        tasks: Sequence[KeepingTask],
        merge: Callable[[Sequence[Part]], Part],
        name: str,
    ) -> Outcomes[Value, Part]:
        """Do ``tasks``, whatever other builds have left somewhere; parts are merged until there are few."""
        outcomes = self._map(_apply_keeping, tasks, stage=self._begin(begin))
        values, parts, kept, shared = (
            self._map(attrgetter(name), outcomes) for name in ("value", "part", "kept", "shared")
        )
        while len(parts) > _FAN_IN:
            groups = [parts[start : start + _FAN_IN] for start in range(0, len(parts), _FAN_IN)]
            parts = self._map(merge, groups)
        del outcomes
        return Outcomes(
            values=list(told(self.progress, name, self._fetch(values), len(tasks))),
            kept=list(map(_OnWorker, kept)),
            parts=self._fetch(parts),
            shared=lambda name, numbers: self._fetch(
                self._map(itemgetter(name), [shared[number] for number in numbers])
            ),
            revised=lambda _: None,
        )

    @contextmanager
    def run(
        self,
        begin: Callable[[], Callable[[Any], Value]],
        here: Callable[[Any], Value],  # noqa: ARG002  (this process is no worker)
        tasks: Sequence[object],
        worth: int,  # noqa: ARG002  (a cluster was asked for)
    ) -> Iterator[Iterator[Value]]:
        """Give the values of ``tasks``."""
        found = [task.future if isinstance(task, _OnWorker) else task for task in tasks]
        yield self._fetch(self._map(_apply, found, stage=self._begin(begin)))

    def check_sees(self, folder: Path) -> None:
        """Raise RefusalError unless all workers see ``folder``."""
        for worker, seen in self._client.run(_sees, folder).items():
            if not seen:
                message = N_(
                    "The worker {worker} does not see the folder {folder}: all machines need it at the same "
                    "place."
                )
                raise RefusalError(message, {"worker": worker, "folder": str(folder)})

    def _begin(self, begin: Callable[[], Callable[[Any], Any]]) -> Future:
        payload = pickle.dumps(begin, pickle.HIGHEST_PROTOCOL)
        return self._client.submit(_Stage, describe_engine(), payload, pure=False)

    def _map(self, function: Callable[..., Any], tasks: Sequence[object], **options: Future) -> list[Future]:
        return list(self._client.map(function, tasks, pure=False, retries=_REPEATS, **options))

    def _fetch(self, futures: list[Future]) -> Iterator[Any]:
        """Yield the values of ``futures``, each of which is forgotten with its value."""
        waiting = deque(futures)
        futures.clear()
        while waiting:
            yield self._value(waiting.popleft())

    def _value(self, future: Future) -> Any:  # noqa: ANN401  (of any task)
        """Return the value of ``future``; while there are workers it takes the time it takes."""
        try:
            while not _is_done(future):
                if not self._has_workers() and not _is_done(future):
                    raise RefusalError(_NO_WORKERS, {"address": self._address})
            return future.result()
        except KilledWorker as error:
            message = N_("The workers of {address} die one after another; they may lack memory.")
            raise RefusalError(message, {"address": self._address}) from error
        except (CancelledError, CommClosedError) as error:
            raise RefusalError(_LOST, {"address": self._address}) from error

    def _has_workers(self) -> bool:
        try:
            return bool(self._client.nthreads())
        except OSError as error:
            raise RefusalError(_LOST, {"address": self._address}) from error


@dataclass(frozen=True, slots=True)
class _OnWorker(Kept):
    future: Future


@dataclass(frozen=True, slots=True, kw_only=True)
class _Packed:
    """Something as bytes: on the way to another worker it is not taken apart."""

    payload: bytes


class _Stage:
    """A stage, made in each process when a task first needs it and gone when Dask forgets it."""

    def __init__(self, engine: str, payload: bytes) -> None:
        self._engine = engine
        self._payload = payload
        self._apply: Callable[[Any], Any] | None = None

    def __reduce__(self) -> tuple[type["_Stage"], tuple[str, bytes]]:
        return _Stage, (self._engine, self._payload)

    def __call__(self, task: object) -> Any:  # noqa: ANN401  (of any stage)
        with _one_at_a_time:
            if self._apply is None:
                _check_engine(socket.gethostname(), describe_engine(), self._engine)
                self._apply = pickle.loads(self._payload)()
            return self._apply(task)


def _apply(task: object, stage: _Stage) -> Any:  # noqa: ANN401  (of any stage)
    return stage(pickle.loads(task.payload) if isinstance(task, _Packed) else task)


def _apply_keeping(task: object, stage: _Stage) -> Outcome[Any, Any]:
    outcome: Outcome[Any, Any] = stage(task)
    kept = _Packed(payload=pickle.dumps(outcome.kept, pickle.HIGHEST_PROTOCOL))
    return Outcome(value=outcome.value, part=outcome.part, kept=kept, shared=outcome.shared)


def _sees(folder: Path) -> bool:
    return folder.is_dir()


def _is_done(future: Future) -> bool:
    """Wait for ``future``, but not for ever."""
    try:
        wait([future], timeout=_PATIENCE)
    except TimeoutError:
        return False
    return True


def _connect(address: str) -> AbstractContextManager[Client]:
    """Return a client of the scheduler."""
    reason = _find_obstacle(address)
    if reason is None:
        try:
            client: AbstractContextManager[Client] = Client(f"tcp://{address}", timeout=_PATIENCE)
        except OSError:
            reason = _NOT_DASK
        else:
            return client
    message = N_("The scheduler {address} cannot be reached: {reason}.")
    raise RefusalError(message, {"address": address, "reason": reason})


def _find_obstacle(address: str) -> str | None:
    """Return why there is no scheduler at ``address``; a client would wait for ever for some answers.

    Dask speaks first: the length of its greeting, in eight bytes.
    """
    place = urlsplit(f"//{address}")
    try:
        with socket.create_connection((place.hostname or "", place.port or 0), _PATIENCE) as connection:
            greeting = connection.recv(8, socket.MSG_WAITALL)
    except OSError as error:
        return _OBSTACLES.get(type(error), error.strerror or str(error))
    return None if 0 < int.from_bytes(greeting, "little") < _LONGEST_GREETING else _NOT_DASK


def _check_workers(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise RefusalError(_NO_WORKERS, {"address": address}) from error
    versions = client.get_versions()
    for worker, there in versions["workers"].items():
        check_versions(worker, there["packages"], versions["client"]["packages"])
    for worker, engine in client.run(describe_engine, on_error="return").items():
        if isinstance(engine, Exception):
            raise RefusalError(N_("The worker {worker} has no Svod."), {"worker": worker}) from engine
        _check_engine(worker, engine, describe_engine())


def check_versions(worker: str, there: Mapping[str, str], here: Mapping[str, str]) -> None:
    """Raise RefusalError for a worker of another Python (3.11.7 and 3.11.9 are one) or Dask."""
    for name, package, digits in (("Python", "python", 2), ("Dask", "distributed", 3)):
        found, own = (".".join(versions[package].split(".")[:digits]) for versions in (there, here))
        if found != own:
            _refuse(worker, name, found, own)


def _check_engine(worker: str, there: str, here: str) -> None:
    if there != here:
        _refuse(worker, "Svod", there, here)


def _refuse(worker: str, name: str, there: str, here: str) -> None:
    message = N_("The worker {worker} has another version of {name}: {there}, and here it is {here}.")
    raise RefusalError(message, {"worker": worker, "name": name, "there": there, "here": here})


@cache
def describe_engine() -> str:
    """Return the version of this engine with a checksum of all that the bytes of a site depend on."""
    checksum = sha256("".join(f"{name} {version(name)}\n" for name in _LIBRARIES).encode())
    engine = Path(__file__).parent
    for folder in (engine, ENGINE_TEMPLATES, ASSETS):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                checksum.update(f"{file.relative_to(folder).as_posix()}\n".encode())
                checksum.update(sha256(file.read_bytes()).digest())
    return f"{__version__} ({checksum.hexdigest()[:8]})"
