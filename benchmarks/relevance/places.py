"""Draws words of a collection by chance, in an order that only the seed and the kind of query decide."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.relevance.documents import Collection, Document
from benchmarks.relevance.words import Line

_TRIES = 400  # for every query wanted


@dataclass(frozen=True, slots=True)
class Place:
    """A word in a paragraph of a document."""

    document: Document
    line: Line
    text: str
    index: int

    @property
    def word(self) -> str:
        """The folded word that stands here."""
        return self.line.words[self.index]


@dataclass(frozen=True, slots=True)
class Draw:
    """What a generator of queries draws from: the collection, its chance, how many queries it shall make."""

    collection: Collection
    chance: random.Random
    number: int

    def places(self) -> Iterator[Place]:
        """Yield places by chance, every document as often as another.

        The end comes when so many were tried that the collection can hardly have more to give.
        """
        documents = self.collection.documents
        for _ in range(_TRIES * self.number):
            document = self.chance.choice(documents)
            at = self.chance.randrange(len(document.lines))
            line = document.lines[at]
            if line.words:
                index = self.chance.randrange(len(line.words))
                yield Place(document=document, line=line, text=document.texts[at], index=index)
