"""A query with its truth, and its form on disk: JSON lines, one file for each kind."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.relevance.documents import Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is typed, and what a right answer to it is.

    ``source`` is the document that the words were taken from; ``neutral`` are documents that are neither
    right nor wrong; ``twin`` is another query that must have the same list of results.
    """

    kind: str
    text: str
    source: str
    relevant: frozenset[str]
    neutral: frozenset[str] = frozenset()
    prefix: bool = False
    twin: str = ""


def make_query(kind: str, text: str, source: str, judgement: Judgement, *, prefix: bool = False) -> Query:
    """Return a query whose truth is ``judgement``."""
    return Query(
        kind=kind,
        text=text,
        source=source,
        relevant=judgement.relevant,
        neutral=judgement.neutral,
        prefix=prefix,
    )


def write_queries(folder: Path, queries: Iterable[Query]) -> None:
    """Write ``<kind>.jsonl`` into ``folder``; equal queries give equal bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    lines: dict[str, list[str]] = {}
    for query in queries:
        row = asdict(query) | {"relevant": sorted(query.relevant), "neutral": sorted(query.neutral)}
        lines.setdefault(query.kind, []).append(json.dumps(row, ensure_ascii=False) + "\n")
    for kind, rows in lines.items():
        (folder / f"{kind}.jsonl").write_text("".join(rows), encoding="utf-8")


def read_queries(folder: Path) -> Sequence[Query]:
    """Read what ``write_queries`` wrote."""
    found = []
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append(Query(**row | {name: frozenset(row[name]) for name in ("relevant", "neutral")}))
    return found
