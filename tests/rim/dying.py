"""Publishes a new site over an old one and dies before step N, for every N: ``python -m tests.rim.dying``.

A step is a system call that changes the disk, or the half of a file. Each attempt is a process of its own
that ends as SIGKILL ends one: nothing is cleaned up. Prints one JSON object for each attempt: which site
stands in the output folder, which one after the next build, and what stands beside it then. With
``--without-exchange`` the system has no call that exchanges two folders; ``--builds=N`` is how many went
before the one that dies, of which the second leaves a spare tree. With ``--paired`` all of them have the
same paths, and nothing is foreign.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from svod.publish import exchange as exchanging
from svod.publish import output as publishing
from svod.publish.state import mark_payload
from tests.rim.sites import names_in

OLD = {f"{folder}/index.html": b"old" for folder in "abc"} | {"index.html": b"old", "same": b"same"}
OLDER = [
    {"a/index.html": b"older", "b/index.html": b"old", "gone/index.html": b"older", "same": b"same"},
    {"a/index.html": b"oldest", "c/index.html": b"old", "index.html": b"new", "d/index.html": b"old"},
]
NEW = {path: b"new" for path in OLD if path != "c/index.html"} | {"d/index.html": b"new", "same": b"same"}
LATER = {**NEW, "a/index.html": b"old", "b": b"a file", "c/index.html": b"old"}
del LATER["b/index.html"]
ALIKE = [{**NEW, "a/index.html": b"old"}, {**NEW, "same": b"old"}, {**NEW, "index.html": b"old"}]
FOREIGN = {"CNAME": b"svod.example", ".git/HEAD": b"ref", "a/picture.png": b"png"}
STEPS = ["mkdir", "rename", "replace", "link", "unlink", "rmdir", "open", "chmod", "utime"]


def write_site(files: Mapping[str, bytes], output: Path, *, with_spare: bool = False) -> None:
    """Publish a site that holds ``files``; only those are made that are not live."""
    marks = {path: mark_payload(payload) for path, payload in files.items()}
    with publishing.stage_output(output, with_spare=with_spare) as staging:
        for path, payload in files.items():
            if staging.live.get(path) != marks[path].digest:
                assert staging.write(path, payload) == marks[path]
        staging.publish(marks)


def count_steps(die_before: int) -> None:
    """Make the process die when it has taken ``die_before`` steps and takes the next."""
    taken = 0

    def step() -> None:
        nonlocal taken
        if taken == die_before:
            os._exit(9)
        taken += 1

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def take(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  (of any call)
            step()
            return call(*arguments, **options)

        return take

    write = Path.write_bytes

    def write_in_two_steps(path: Path, payload: bytes) -> int:
        step()
        write(path, payload[: len(payload) // 2])
        step()
        return write(path, payload)

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))
    exchanging._exchange_at_once = counted(exchanging._exchange_at_once)  # noqa: SLF001
    Path.write_bytes = write_in_two_steps  # type: ignore[assignment,method-assign]


def payloads(folder: Path) -> dict[str, bytes]:
    """Return the files in an output folder, but not the list of them."""
    found = (file for file in folder.rglob("*") if file.is_file())
    texts = {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}
    return {path: payload for path, payload in texts.items() if path != publishing.MANIFEST}


def name_site(output: Path, old: Mapping[str, bytes], foreign: Mapping[str, bytes]) -> str:
    """Tell which of the sites, with all that is foreign, stands in an output folder."""
    sites = {"old": {**old, **foreign}, "new": {**NEW, **foreign}, "later": {**LATER, **foreign}, "none": {}}
    found = payloads(output)
    return next((name for name, site in sites.items() if site == found), "?")


def attempt(step: int, builds: int, *, paired: bool) -> bool:
    """Die before ``step``; tells whether the publication would have had such a step."""
    folder = Path(tempfile.mkdtemp())
    output = folder / "output"
    history, foreign = (ALIKE, {}) if paired else ([OLD, *OLDER], FOREIGN)
    for number, site in enumerate(history[:builds][::-1]):
        write_site(site, output)
        for path, payload in foreign.items() if number == 0 else ():
            (output / path).parent.mkdir(exist_ok=True)
            (output / path).write_bytes(payload)
    child = os.fork()
    if child == 0:
        count_steps(step)
        write_site(NEW, output, with_spare=paired)
        os._exit(0)
    died = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    state = {"step": step, "site": name_site(output, history[0], foreign)}
    write_site(LATER, output)
    state |= {"next": name_site(output, history[0], foreign), "left": names_in(folder)}
    print(json.dumps(state))  # noqa: T201
    shutil.rmtree(folder)
    return died


if __name__ == "__main__":
    if "--without-exchange" in sys.argv:
        exchanging._exchange_at_once = lambda *_: False  # noqa: SLF001
    (builds,) = (int(word.removeprefix("--builds=")) for word in sys.argv if word.startswith("--builds="))
    number = 0
    while attempt(number, builds, paired="--paired" in sys.argv):
        number += 1
