"""What it costs to find repeated provisions: ``python -m benchmarks.reuse --acts 10000 --provisions 12``.

Provisions are made of the words of the project's own acts (or of ``--corpus``); of ten, one is another's with
a word changed, one is another's as it is, and a few boilerplate ones are everywhere.
"""

import argparse
import random
import resource
import time
from pathlib import Path
from typing import Final

from benchmarks.corpus import read_corpus
from svod.archive.reuse import find_repetitions, gather_wordings
from svod.content.blocks import parse_document

_LENGTHS: Final = range(8, 40)
_BOILERPLATE: Final = 5
_COPIED, _CHANGED, _COMMON = 0.1, 0.2, 0.25


def make_bodies(words: list[str], acts: int, provisions: int) -> list[str]:
    """Return the bodies of acts, always the same."""
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

    return [
        "".join(f"{number}. {' '.join(provision())}.\n" for number in range(1, provisions + 1))
        for _ in range(acts)
    ]


def main() -> None:
    """Measure both halves: what is made of each act, and what is found in all."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--acts", type=int, default=10_000)
    options.add_argument("--provisions", type=int, default=12)
    options.add_argument("--threshold", type=float, default=0.7)
    options.add_argument("--corpus", type=Path)
    asked = options.parse_args()
    words = [w for text in read_corpus(asked.corpus) for line in text.paragraphs for w in line.split()]
    gathered, spent = [], 0.0
    for number, body in enumerate(make_bodies(words, asked.acts, asked.provisions)):
        document = parse_document(body, 1)
        start = time.process_time()
        wordings = gather_wordings(document)
        spent += time.process_time() - start
        if wordings:
            gathered.append((f"act-{number:06}", wordings))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = find_repetitions(gathered, asked.threshold)
    searched = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{asked.acts} acts, {sum(len(w.digests) // 8 for _, w in gathered)} provisions")
    print(f"wordings of each act: {spent:.1f} s of CPU; repetitions: {searched:.1f} s")
    print(f"{len(found.every)} repetitions in {len(found.of_act)} acts")
    print(f"memory {before // 1024} MB before, {peak // 1024} MB at most")


if __name__ == "__main__":
    main()
