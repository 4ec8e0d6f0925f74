"""A Dask cluster on the loopback interface, a process of its own: ``python -m tests.rim.cluster WORKERS``.

Prints the address of the scheduler, then answers each line with a line of JSON:

``kill TASK N``  the worker with most results dies as the Nth task of that name is done; how many are done
``end TASK N``   so do all of the cluster, then
``done``         how many tasks were done, by name, and which workers were killed, since the last answer

The end of its input ends it.
"""

import json
import os
import signal
import sys
from collections import Counter

from distributed import LocalCluster, Scheduler, SchedulerPlugin
from distributed.utils import key_split


class _Watch(SchedulerPlugin):  # type: ignore[misc]
    """Counts tasks and kills in the middle of them, as the system kills: at once."""

    def __init__(self, cluster: LocalCluster) -> None:
        self._cluster = cluster
        self._scheduler: Scheduler = cluster.scheduler
        self.done: Counter[str] = Counter()
        self.killed: list[int] = []
        self.when: tuple[str, str, int] | None = None

    def transition(self, key: str, start: str, finish: str, *_: object, **__: object) -> None:
        """Be told of a task that goes from a state to another."""
        if start != "processing" or finish != "memory":
            return
        name = key_split(key)
        self.done[name] += 1
        if self.when and self.when[1:] == (name, self.done[name]):
            if self.when[0] == "end":
                os._exit(9)
            self._kill_richest()

    def _kill_richest(self) -> None:
        self.when = None
        richest = max(self._scheduler.workers.values(), key=lambda worker: len(worker.has_what))
        (pid,) = (
            nanny.pid for nanny in self._cluster.workers.values() if nanny.worker_address == richest.address
        )
        self.killed.append(pid)
        os.kill(pid, signal.SIGKILL)

    def answer(self, line: str) -> object:
        """Do as ``line`` says."""
        words = line.split()
        if words != ["done"]:
            self.when = (words[0], words[1], int(words[2]))
            return {}
        told = {"done": dict(self.done), "killed": list(self.killed)}
        self.done.clear()
        self.killed.clear()
        return told


def main() -> None:
    options = {"threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None}
    with LocalCluster(n_workers=int(sys.argv[1]), processes=True, **options) as cluster:
        watch = _Watch(cluster)
        cluster.scheduler.add_plugin(watch)
        print(cluster.scheduler_address.partition("://")[2], flush=True)  # noqa: T201
        for line in sys.stdin:
            print(json.dumps(watch.answer(line)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
