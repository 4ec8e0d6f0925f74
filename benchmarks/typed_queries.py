"""Queries for measuring bytes and time, taken from the pages of a built site by how common words are."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.acts import SEED
from benchmarks.relevance.lexicon import content_lexeme, other_forms
from benchmarks.relevance.words import LETTERS, Line, read_line
from svod.content.fidelity import visible_text

_PAGES: Final = 1000  # so many are read, evenly spread
_TRIES: Final = 200_000
_COMMON, _MOST_COMMON, _RARE = 0.20, 0.70, 0.005
_PREFIX: Final = 3
_PHRASE: Final = 4


@dataclass(frozen=True, slots=True)
class _Sample:
    lines: Sequence[Line]
    share: Mapping[str, float]  # of the pages that hold a word
    chance: Random

    def runs(self, length: int) -> Iterator[tuple[str, ...]]:
        """Yield runs of content words by chance, nothing but white space between them."""
        for _ in range(_TRIES):
            line = self.chance.choice(self.lines)
            at = self.chance.randrange(max(1, len(line.words) - length))
            words = line.words[at : at + length]
            if (
                len(words) == length
                and all(line.close[at : at + length - 1])
                and all(map(content_lexeme, words))
            ):
                yield words

    def is_common(self, word: str) -> bool:
        return _COMMON <= self.share[word] <= _MOST_COMMON

    def is_rare(self, word: str) -> bool:
        return self.share[word] <= max(_RARE, 1.5 / len(self.lines))


def common_words(sample: _Sample) -> Iterator[str]:
    """Words that a fifth of the acts or more hold."""
    return (word for (word,) in sample.runs(1) if sample.is_common(word))


def rare_pairs(sample: _Sample) -> Iterator[str]:
    """Two neighbours, each in at most one act of two hundred."""
    return (" ".join(pair) for pair in sample.runs(2) if all(map(sample.is_rare, pair)))


def common_pairs(sample: _Sample) -> Iterator[str]:
    """Two neighbours that are common each."""
    return (" ".join(pair) for pair in sample.runs(2) if all(map(sample.is_common, pair)))


def prefixes(sample: _Sample) -> Iterator[str]:
    """The first three letters of words."""
    return (word[:_PREFIX] for (word,) in sample.runs(1) if len(word) > _PREFIX)


def words(sample: _Sample) -> Iterator[str]:
    """Words of any frequency."""
    return (word for (word,) in sample.runs(1))


def forms(sample: _Sample) -> Iterator[str]:
    """Words put into another form."""
    return (sample.chance.choice(other_forms(word)) for (word,) in sample.runs(1) if other_forms(word))


def phrases(sample: _Sample) -> Iterator[str]:
    """Four words in quotation marks."""
    for _ in range(_TRIES):
        line = sample.chance.choice(sample.lines)
        at = sample.chance.randrange(max(1, len(line.words) - _PHRASE))
        run = line.words[at : at + _PHRASE]
        if (
            len(run) == _PHRASE
            and all(map(LETTERS.fullmatch, run))
            and all(line.close[at : at + _PHRASE - 1])
        ):
            yield f'"{" ".join(run)}"'


def three_words(sample: _Sample) -> Iterator[str]:
    """Three words of one act, in any order."""
    for _ in range(_TRIES):
        line = sample.chance.choice(sample.lines)
        found = [
            word
            for word in sample.chance.sample(line.words, min(12, len(line.words)))
            if content_lexeme(word)
        ]
        if len(found) >= 3:  # noqa: PLR2004
            yield " ".join(found[:3])


def exclusions(sample: _Sample) -> Iterator[str]:
    """A word without a common one."""
    return (f"{word} -{other}" for word, other in zip(words(sample), common_words(sample), strict=False))


Kind = Callable[[_Sample], Iterator[str]]


def typed_queries(output: Path, kinds: Mapping[str, Kind], number: int) -> dict[str, list[str]]:
    """Return ``number`` different queries of each kind for the built site at ``output``."""
    files = sorted(output.glob("resolutions/*/index.html"))
    files = files[:: max(1, len(files) // _PAGES)]
    texts = (visible_text(file.read_text(encoding="utf-8")) for file in files)
    lines = [read_line(text) for text in texts if text]
    held = Counter(word for line in lines for word in set(line.words))
    share = {word: count / len(lines) for word, count in held.items()}

    def drawn(name: str, kind: Kind) -> list[str]:
        sample = _Sample(lines=lines, share=share, chance=Random(f"{SEED} {name}"))
        return list(islice(dict.fromkeys(islice(kind(sample), 50 * number)), number))

    return {name: drawn(name, kind) for name, kind in kinds.items()}
