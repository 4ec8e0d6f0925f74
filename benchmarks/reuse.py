"""What it costs to find repeated provisions: ``python -m benchmarks.reuse --acts 10000 --provisions 12``.

Provisions are made of the words of the project's own acts (or of ``--corpus``); of ten, one is another's with
a word changed, one is another's as it is, and a few boilerplate ones are everywhere.
"""

import argparse
import pickle
import random
import resource
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.corpus import read_corpus
from svod.archive.reuse import find_repetitions
from svod.archive.wordings import Wordings, find_said, pack_wordings
from svod.content.blocks import parse_document

_LENGTHS: Final = range(8, 40)
_BOILERPLATE: Final = 5
_TOGETHER: Final = 100  # acts
_COPIED, _CHANGED, _COMMON = 0.1, 0.2, 0.25


def make_bodies(words: list[str], acts: int, provisions: int) -> Iterator[str]:
    """Yield the bodies of acts, always the same."""
    chance = random.Random(5)
    made = [[chance.choice(words) for _ in range(chance.choice(_LENGTHS))] for _ in range(_BOILERPLATE)]

    def provision() -> list[str]:
        kind = chance.random()
        if kind < _COMMON and kind >= _CHANGED:
            return [*made[chance.randrange(_BOILERPLATE)], str(chance.randrange(100))]
        if kind < _CHANGED:
            own = list(chance.choice(made))
            if kind >= _COPIED:
                own[chance.randrange(len(own))] = chance.choice(words)
            return own
        made.append([chance.choice(words) for _ in range(chance.choice(_LENGTHS))])
        return made[-1]

    for _ in range(acts):
        yield "".join(f"{number}. {' '.join(provision())}.\n" for number in range(1, provisions + 1))


def gather(bodies: Iterator[str], folder: Path) -> tuple[list[str], float]:
    """Leave the wordings of acts in ``folder``, some acts at a time; return their names and the CPU time."""
    names: list[str] = []
    spent = 0.0
    while together := list(islice(bodies, _TOGETHER)):
        documents = [parse_document(body, 1) for body in together]
        start = time.process_time()
        said = [find_said(document) for document in documents]
        numbered = {f"act-{number:06}": of_act for number, of_act in enumerate(said, len(names)) if of_act}
        wordings = pack_wordings(numbered)
        spent += time.process_time() - start
        (folder / f"{len(names):06}").write_bytes(pickle.dumps(wordings))
        names += wordings
    return names, spent


def load(folder: Path) -> Iterator[dict[str, Wordings]]:
    """Yield what was left in ``folder``."""
    for file in sorted(folder.iterdir()):
        yield pickle.loads(file.read_bytes())


def main() -> None:
    """Measure both halves: what is made of each act, and what is found in all."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--acts", type=int, default=10_000)
    options.add_argument("--provisions", type=int, default=12)
    options.add_argument("--threshold", type=float, default=0.7)
    options.add_argument("--corpus", type=Path)
    asked = options.parse_args()
    words = [w for text in read_corpus(asked.corpus) for line in text.paragraphs for w in line.split()]
    with TemporaryDirectory() as name:
        folder = Path(name)
        names, spent = gather(make_bodies(words, asked.acts, asked.provisions), folder)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        found = find_repetitions(names, lambda: load(folder), asked.threshold)
        searched = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"wordings of {len(names)} acts: {spent:.1f} s of CPU; repetitions: {searched:.1f} s")
    print(f"{len(found)} repetitions in {len(found.paths)} acts, {len(pickle.dumps(found)) // 1024} KB")
    print(f"memory {before // 1024} MB before, {peak // 1024} MB at most")


if __name__ == "__main__":
    main()
