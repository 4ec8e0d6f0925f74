"""Make the folder of a site of any size, for the build to be measured on.

Usage: ``python benchmarks/make_site.py N DIR [--corpus PATH] [--seed S]``. Equal arguments give equal
bytes. What was in ``DIR/content`` before is removed, so that nothing of a larger site stays.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # when run as a file

from benchmarks.acts import DECISION, SEED, PlannedAct, plan_acts
from benchmarks.corpus import read_corpus
from benchmarks.dialect import escaped, provision
from benchmarks.names import ADDRESSEES, ORGANIZATIONS, TOPICS, Name

CONFIG = """title: "Архив для измерений"
description: "Тексты для измерения скорости и поиска."
language: ru
content_language: ru
base_url: "https://svod.example/"
page_size: 50
latest: 10
feed_size: 50
"""


def make_site(folder: Path, acts: Iterable[PlannedAct]) -> Path:
    """Write a site with ``acts`` into ``folder``, which is returned."""
    content = folder / "content"
    if content.exists():
        shutil.rmtree(content)
    resolutions = content / "resolutions"
    resolutions.mkdir(parents=True)
    (folder / "site_config.yaml").write_text(CONFIG, encoding="utf-8")
    for name, entries in ("organizations", ORGANIZATIONS), ("topics", TOPICS), ("addressees", ADDRESSEES):
        (content / f"{name}.yaml").write_text("".join(map(_entry, entries)), encoding="utf-8")
    years: set[int] = set()
    for act in acts:
        year = act.date[0]
        if year not in years:
            (resolutions / str(year)).mkdir()
            years.add(year)
        (resolutions / str(year) / f"{act.id}.md").write_text(render_act(act), encoding="utf-8")
    return folder


def render_act(act: PlannedAct) -> str:
    """Return the content file of an act."""
    year, month, day = act.date
    head = [
        f"title: {_quoted(act.title)}",
        f'date: "{year}-{month:02}-{day:02}"',
        f"organizations: [{', '.join(body.id for body in act.organizations)}]",
        f"topics: [{', '.join(topic.id for topic in act.topics)}]",
        f"status: {act.status}",
    ]
    return "\n".join(["---", *head, "---", "\n\n".join(paragraphs(act)), ""])


def paragraphs(act: PlannedAct) -> Iterator[str]:
    """Yield the paragraphs of an act as Markdown, the title as it is printed first."""
    title = escaped(act.title)
    yield title if "*" in title else f"**{title}**"
    yield from map(escaped, act.preamble)
    yield DECISION
    for group in act.groups:
        yield f"**{group.label}**"
        yield from map(provision, group.provisions)


def _entry(name: Name) -> str:
    lines = [f"- id: {name.id}", f"  name: {_quoted(name.name)}"]
    if name.kind:
        lines.append(f"  kind: {name.kind}")
    if name.aliases:
        lines.append(f"  aliases: [{', '.join(map(_quoted, name.aliases))}]")
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit code."""
    parser = argparse.ArgumentParser(description="Make a site with N acts, for benchmarks.")
    parser.add_argument("number", type=int, metavar="N")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--corpus", type=Path, help="JSON lines; default: the project's own acts")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    corpus = read_corpus(options.corpus)
    make_site(options.folder, plan_acts(corpus, options.number, options.seed))
    print(f"{options.folder}: {options.number} acts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
