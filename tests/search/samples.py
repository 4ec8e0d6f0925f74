"""Entries for an index of any size, sampled from the archive's own acts."""

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from svod.search.collecting import WordCollector, Words
from svod.search.entries import Entry, Passage
from svod.search.fragments import fingerprint, fragment_script, write_fragment
from svod.search.index import build_index
from svod.search.runs import gather_words
from svod.search.scripts import Script

ROOT = Path(__file__).parents[2]
LABELS = {
    "organizations": {"one": "Первая", "two": "Вторая"},
    "years": {"2022": "2022", "2016": "2016"},
    "topics": {"a": "А", "b": "Б"},
    "addressees": {"schools": "Школы"},
    "status": {"adopted": "принята", "draft": "проект"},
}
FACETS = {"organizations": ("one",), "years": ("2022",), "topics": (), "addressees": (), "status": ()}
NAMES = [("Педагогическое собрание",), ("Институт развития образования", "ГАУ ДПО СОИРО"), ()]


def paragraphs() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("content/resolutions/**/*.md"))]
    lines = [line.strip("*# ") for text in texts for line in text.split("\n---\n", 1)[1].split("\n")]
    return [line for line in lines if len(line.split()) > 2]


def make_entries(number: int, seed: int = 1) -> list[Entry]:
    """Return ``number`` entries, the same for the same ``seed``; texts differ much in length."""
    source, chance = paragraphs(), random.Random(seed)
    return [_make_entry(f"act-{n}", source, chance) for n in range(number)]


def _make_entry(entry_id: str, source: list[str], chance: random.Random) -> Entry:
    chosen = [" ".join(_cut(chance.choice(source), chance)) for _ in range(chance.choice([0, 1, 2, 5, 12]))]
    passages = [Passage(anchor=f"i{n}", text=text) for n, text in enumerate(chosen, start=1)]
    return Entry(
        id=entry_id,
        title=" ".join(_cut(chance.choice(source), chance)[:9]),
        organizations=chance.choice(NAMES),
        addressees=chance.choice([("Школы",), ("Школы", "Педагоги")]),
        passages=tuple(passages),
        credits=(),
        date="",
        status="",
    )


def _cut(text: str, chance: random.Random) -> list[str]:
    words = text.split()
    start = chance.randrange(len(words))
    return words[start : start + chance.randint(3, 40)]


def gather(*documents: Iterable[Iterable[str]]) -> Words:
    """Return the words of documents, which are the texts of each field."""
    words = WordCollector({})
    words.add(
        gather_words([[list(texts) for texts in fields] for fields in documents]), range(len(documents))
    )
    return words.arrange()


def build_scripts(
    entries: Iterable[Entry],
    labels: Mapping[str, Mapping[str, str]] = LABELS,
    facets: Mapping[str, tuple[str, ...]] = FACETS,
) -> Iterator[Script]:
    """Yield all scripts of the index of ``entries``; ``facets`` are those of the first of them."""
    entries = list(entries)
    fragments = [write_fragment(entry) for entry in entries]
    for number, fragment in enumerate(fragments):
        yield fragment_script(number, fragment)
    of_acts = [facets, *([FACETS] * len(entries))][: len(entries)]
    words = gather(*(entry.fields for entry in entries))
    yield from build_index(words, map(fingerprint, fragments), of_acts, labels)


def write_index(entries: list[Entry], folder: Path) -> Path:
    """Write the scripts of the index of ``entries`` into ``folder``, which is returned."""
    for script in build_scripts(entries):
        path = folder / f"{script.name}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script.text, encoding="utf-8")
    return folder


def sample_words(entries: list[Entry]) -> list[str]:
    """Return the words of ``entries``, as often as they occur."""
    texts = [passage.text for entry in entries for passage in entry.passages]
    return [word for text in texts for word in re.findall(r"[\w-]+", text)]
