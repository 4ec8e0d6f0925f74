"""What an act is about: topics by words that editors chose.

The rule can be followed by hand. A topic has words and phrases (``topic_words`` in ``site_config.yaml``,
else its names in ``topics.yaml``), which are looked for in any form, word by word. A topic counts when they
stand in the title or in a provision. Those in the title come first, then the one whose words are found most
often.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from svod.morphology import find_lemmas
from svod.text import fold

_SHOWN: Final = 3  # different words that a comment names


class Subject(NamedTuple):
    """A topic by its id, and some of the words, as they are printed, that speak for it."""

    topic: str
    words: tuple[str, ...]


def find_subjects(
    title: str, provisions: str, others: str, words: Mapping[str, Iterable[str]]
) -> list[Subject]:
    """Return the topics of an act in three parts, the main one first; ``words`` are those of each."""
    parts = [_Reading(text) for text in (title, provisions, others)]
    found: list[tuple[bool, int, Subject]] = []
    for topic, phrases in words.items():
        lemmas = [tuple(map(_meant, fold(phrase).split())) for phrase in phrases]
        above, asked, said = (part.find(lemmas) for part in parts)
        if above or asked:
            printed = [*above, *asked, *said]
            shown = tuple(dict.fromkeys(printed))[:_SHOWN]
            found.append((not above, -len(printed), Subject(topic, shown)))
    return [subject for _, _, subject in sorted(found, key=lambda row: row[:2])]


def _meant(word: str) -> frozenset[str]:
    """Return the lemmas that an editor means by a folded ``word``: itself, if it is one («учащийся»)."""
    lemmas = find_lemmas(word)
    return frozenset((word,)) if word in lemmas else lemmas


class _Reading:
    """The folded words of a text and their lemmas."""

    def __init__(self, text: str) -> None:
        self._words = fold(text).split()
        self._lemmas = list(map(find_lemmas, self._words))

    def find(self, phrases: Sequence[tuple[frozenset[str], ...]]) -> list[str]:
        """Return the places, as words, at which one of ``phrases`` stands, each place once."""
        found: list[str] = []
        taken = 0
        for at in range(len(self._words)):
            fitting = [len(phrase) for phrase in phrases if at >= taken and self._stands(phrase, at)]
            if fitting:
                taken = at + max(fitting)
                found.append(" ".join(self._words[at:taken]))
        return found

    def _stands(self, phrase: tuple[frozenset[str], ...], at: int) -> bool:
        window = self._lemmas[at : at + len(phrase)]
        return len(window) == len(phrase) > 0 and all(a & b for a, b in zip(phrase, window, strict=True))
