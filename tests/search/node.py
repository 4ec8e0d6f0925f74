"""The client in Node.js, for tests that need no browser."""

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent


class Answers:
    """A script that answers each line of JSON with a line of JSON."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, question: object) -> object:
        """Return the answer to ``question``."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the script has ended"
        return json.loads(answer)

    def ask_all(self, questions: Iterable[object]) -> list[object]:
        """Return the answers to ``questions``."""
        return [self.ask(question) for question in questions]


@contextmanager
def run_script(name: str | Path, *arguments: str) -> Iterator[Answers]:
    """Run a script, of this folder if its path is not given, for as long as the context lasts."""
    node = shutil.which("node")
    assert node, "Node.js is not on the PATH; make test puts it there"
    with subprocess.Popen(
        [node, str(HERE / name), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        try:
            yield Answers(process)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(timeout=30)
