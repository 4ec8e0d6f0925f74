"""What the inputs of all engines have in common: bodies, front matter, lists of acts, and the edited act."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks.acts import PlannedAct
from benchmarks.make_site import paragraphs
from benchmarks.names import ORGANIZATIONS, TOPICS

PAGE_SIZE: Final = 50
SITES: Final = Path(__file__).parent / "sites"  # configuration and templates for every peer
NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "organizations": {body.id: body.name for body in ORGANIZATIONS},
    "topics": {topic.id: topic.name for topic in TOPICS},
}
LABELS: Final = {
    "resolutions": "Резолюции",
    "organizations": "Организации",
    "years": "Годы",
    "topics": "Темы",
}
# One of these stands in the place of a word of the edited act; each edit writes the next.
_EDITS: Final = ("уточнение", "дополнение", "поправка", "редакция")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")


def peer_body(act: PlannedAct) -> str:
    """Return the Markdown of an act without the title, which a peer's template prints."""
    return "\n\n".join([*paragraphs(act)][1:]) + "\n"


def iso_date(act: PlannedAct) -> str:
    """Return the date of an act as YYYY-MM-DD."""
    year, month, day = act.date
    return f"{year}-{month:02}-{day:02}"


def front_matter(**values: object) -> str:
    """Return YAML front matter; every value is written as JSON, which YAML understands."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return "\n".join(["---", *lines, "---", ""])


def terms_of(act: PlannedAct) -> dict[str, list[str]]:
    """Return the ids of the terms of an act by taxonomy."""
    return {
        "organizations": [body.id for body in act.organizations],
        "topics": [topic.id for topic in act.topics],
        "years": [str(act.date[0])],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """All acts of a term, the newest first; ``term`` is empty for the list of all acts."""

    taxonomy: str
    term: str
    title: str
    acts: tuple[PlannedAct, ...]

    def pages(self) -> Iterator[tuple[int, tuple[PlannedAct, ...]]]:
        """Yield number and acts of each page of the list."""
        for start in range(0, len(self.acts), PAGE_SIZE):
            yield start // PAGE_SIZE + 1, self.acts[start : start + PAGE_SIZE]


def newest_first(acts: Iterable[PlannedAct]) -> list[PlannedAct]:
    """Return ``acts`` by date and id, the newest first."""
    return sorted(acts, key=lambda act: (act.date, act.id), reverse=True)


def listings(acts: Sequence[PlannedAct]) -> list[Listing]:
    """Return the list of all acts, then that of each term that has acts, by taxonomy and id."""
    ordered = newest_first(acts)
    by_term: dict[tuple[str, str], list[PlannedAct]] = {}
    for act in ordered:
        for taxonomy, terms in terms_of(act).items():
            for term in terms:
                by_term.setdefault((taxonomy, term), []).append(act)
    whole = Listing(taxonomy="resolutions", term="", title=LABELS["resolutions"], acts=tuple(ordered))
    return [whole] + [
        Listing(taxonomy=taxonomy, term=term, title=_name(taxonomy, term), acts=tuple(found))
        for (taxonomy, term), found in sorted(by_term.items())
    ]


def _name(taxonomy: str, term: str) -> str:
    return NAMES[taxonomy][term] if taxonomy in NAMES else term


def choose_edited(acts: Sequence[PlannedAct]) -> PlannedAct:
    """Return the act from the middle of the site in which a word is going to be changed."""
    middle = len(acts) // 2
    return next(act for act in [*acts[middle:], *acts[:middle]] if edited(act, 0) != act)


def edited(act: PlannedAct, number: int) -> PlannedAct:
    """Return ``act`` with another last word; neighbouring numbers give different words."""
    group = act.groups[-1]
    last = group.provisions[-1] if group.provisions else ""
    words = list(_WORD.finditer(last))
    if not words:
        return act
    changed = last[: words[-1].start()] + _EDITS[number % len(_EDITS)] + last[words[-1].end() :]
    group = replace(group, provisions=(*group.provisions[:-1], changed))
    return replace(act, groups=(*act.groups[:-1], group))


WriteSite = Callable[[Path, Sequence[PlannedAct]], None]
WriteAct = Callable[[Path, PlannedAct], None]
