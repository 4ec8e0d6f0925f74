"""Plans the acts of a benchmark site: which words, which bodies, topics, addressees and date each has.

Up to the number of texts in the corpus they are the texts themselves, in order; a larger site has texts of
about ``WORDS`` words, sampled from all titles and paragraphs with a fixed seed. Every act is given an
announced decision and one to three addressees, so that its paragraphs become provisions.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from benchmarks.corpus import Text
from benchmarks.dialect import has_words, tidy
from benchmarks.names import ADDRESSEES, ORGANIZATIONS, TOPICS, Name

WORDS: Final = 450
SEED: Final = 20100405
DECISION: Final = "РЕШИЛИ:"
_STATUSES: Final = {"adopted": 90, "proposals": 6, "draft": 3, "unknown": 1}
_FIRST_YEAR, _LAST_YEAR, _LAST_DAY = 1990, 2025, 28
_MOST_GROUPS = 3
_PREAMBLE_SHARE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Provisions under the addressee that is asked for them."""

    addressee: Name
    provisions: tuple[str, ...]

    @property
    def label(self) -> str:
        """The line printed above the provisions."""
        return f"{self.addressee.aliases[0]}:"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAct:
    """One act; its text is printed text, without Markdown. ``date`` is year, month and day."""

    id: str
    title: str
    preamble: tuple[str, ...]
    groups: tuple[Group, ...]
    organizations: tuple[Name, ...]
    topics: tuple[Name, ...]
    date: tuple[int, int, int]
    status: str

    @property
    def printed(self) -> list[str]:
        """Every paragraph that a reader sees in the act, the title first."""
        groups = [line for group in self.groups for line in (group.label, *group.provisions)]
        return [self.title, *self.preamble, DECISION, *groups]


def plan_acts(corpus: Sequence[Text], number: int, seed: int = SEED) -> list[PlannedAct]:
    """Plan ``number`` acts; equal arguments give equal acts."""
    chance = random.Random(seed)
    texts = corpus[:number] if number <= len(corpus) else _sampled(corpus, number, chance)
    return [_plan(index, text, chance) for index, text in enumerate(texts, start=1)]


def _sampled(corpus: Sequence[Text], number: int, chance: random.Random) -> list[Text]:
    titles = [text.title for text in corpus]
    paragraphs = [(line, len(line.split())) for text in corpus for line in text.paragraphs if has_words(line)]
    made: list[Text] = []
    for _ in range(number):
        drawn: dict[str, int] = {}
        total = tries = 0
        while total < WORDS and tries < WORDS:
            tries += 1
            line, length = paragraphs[int(chance.random() * len(paragraphs))]
            if line not in drawn:
                drawn[line] = length
                total += length
        made.append(Text(title=chance.choice(titles), paragraphs=tuple(drawn)))
    return made


def _plan(index: int, text: Text, chance: random.Random) -> PlannedAct:
    paragraphs = [line for line in map(tidy, text.paragraphs) if has_words(line)]
    cut = len(paragraphs) // _PREAMBLE_SHARE
    date = (chance.randint(_FIRST_YEAR, _LAST_YEAR), chance.randint(1, 12), chance.randint(1, _LAST_DAY))
    return PlannedAct(
        id=f"act-{index:05}",
        title=tidy(text.title),
        preamble=tuple(paragraphs[:cut]),
        groups=_groups(paragraphs[cut:], chance),
        organizations=_drawn(ORGANIZATIONS, 1 + (chance.random() < 1 / 4), chance),
        topics=_drawn(TOPICS, chance.randint(1, 3), chance),
        date=date,
        status=chance.choices(list(_STATUSES), list(_STATUSES.values()))[0],
    )


def _groups(paragraphs: Sequence[str], chance: random.Random) -> tuple[Group, ...]:
    number = max(1, min(chance.randint(1, _MOST_GROUPS), len(paragraphs)))
    addressees = _drawn(ADDRESSEES, number, chance)
    bounds = [len(paragraphs) * share // number for share in range(number + 1)]
    return tuple(
        Group(addressee=addressee, provisions=tuple(paragraphs[start:end]))
        for addressee, start, end in zip(addressees, bounds, bounds[1:], strict=False)
    )


def _drawn(names: Sequence[Name], number: int, chance: random.Random) -> tuple[Name, ...]:
    """Draw different names, the first of the list more often than the last, as in life."""
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(names))))
    drawn: dict[str, Name] = {}
    while len(drawn) < number:
        name = chance.choices(names, cum_weights=weights)[0]
        drawn[name.id] = name
    return tuple(drawn.values())
