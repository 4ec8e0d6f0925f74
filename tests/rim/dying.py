"""Publishes a new site over an old one and dies before step N, for every N: ``python -m tests.rim.dying``.

A step is a system call that changes the disk. Each attempt is a process of its own that ends as SIGKILL
ends one: nothing is cleaned up. Prints one JSON object for each attempt: the step, what stood in the
output folder, what stood beside it, and the same after the next build. With ``--without-exchange`` the
system has no call that exchanges two folders.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from svod.publish import output as publishing
from tests.rim.sites import names_in

FILES = {f"{folder}/index.html": b"old" for folder in "abc"} | {"index.html": b"old"}
NEW = {path: b"new" for path in FILES if path != "c/index.html"} | {"d/index.html": b"new"}
FOREIGN = {"CNAME": b"svod.example", ".git/HEAD": b"ref", "a/picture.png": b"png"}
STEPS = ["mkdir", "rename", "link", "unlink", "rmdir", "open"]


def write_site(files: Mapping[str, bytes], output: Path) -> None:
    """Publish a site that holds ``files``."""
    with publishing.stage_output(output) as staging:
        for path, payload in files.items():
            staging.write(path, payload)
        staging.publish(files)


def count_steps(die_before: int) -> None:
    """Make the process die when it has taken ``die_before`` steps and takes the next."""
    taken = 0

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  (of any call)
            nonlocal taken
            if taken == die_before:
                os._exit(9)
            taken += 1
            return call(*arguments, **options)

        return step

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))
    publishing._exchange_at_once = counted(publishing._exchange_at_once)  # noqa: SLF001
    Path.write_bytes = counted(Path.write_bytes)  # type: ignore[method-assign]


def texts(folder: Path) -> dict[str, str]:
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes().decode() for file in found}


def attempt(step: int) -> bool:
    """Die before ``step``; tells whether the publication would have had such a step."""
    folder = Path(tempfile.mkdtemp())
    write_site(FILES, folder / "output")
    for path, payload in FOREIGN.items():
        (folder / "output" / path).parent.mkdir(exist_ok=True)
        (folder / "output" / path).write_bytes(payload)
    child = os.fork()
    if child == 0:
        count_steps(step)
        write_site(NEW, folder / "output")
        os._exit(0)
    died = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    state = {"step": step, "site": texts(folder / "output"), "beside": names_in(folder)}
    write_site(NEW, folder / "output")
    state |= {"next": texts(folder / "output"), "left": names_in(folder)}
    print(json.dumps(state))  # noqa: T201
    shutil.rmtree(folder)
    return died


if __name__ == "__main__":
    if "--without-exchange" in sys.argv:
        publishing._exchange_at_once = lambda *_: False  # noqa: SLF001
    number = 0
    while attempt(number):
        number += 1
