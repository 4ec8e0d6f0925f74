"""Where the words of benchmark sites come from.

A corpus is a gzipped (or plain) file of JSON lines with ``title`` and ``paragraphs``; it stays outside of
the project, and its path is an argument. People who have none get a small one: the project's own acts.
"""

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

OWN_ACTS: Final = Path(__file__).parents[1] / "content" / "resolutions"
_TITLE = re.compile(r'^title: "(.*)"$', re.MULTILINE)
_MARKS = re.compile(r"\*\*|\\$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text of a corpus, as printed: no Markdown in it."""

    title: str
    paragraphs: tuple[str, ...]


def read_corpus(path: Path | None) -> Sequence[Text]:
    """Read the corpus at ``path``, or the project's own acts where there is none."""
    if path is None:
        return [_own_act(file) for file in sorted(OWN_ACTS.rglob("*.md"))]
    payload = path.read_bytes()
    lines = (gzip.decompress(payload) if path.suffix == ".gz" else payload).decode("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [Text(title=str(row["title"]), paragraphs=tuple(map(str, row["paragraphs"]))) for row in rows]


def _own_act(file: Path) -> Text:
    _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
    title = _TITLE.search(head)
    assert title is not None, file
    lines = (_MARKS.sub("", line.strip()).replace(r"\_", "_").strip() for line in body.split("\n"))
    return Text(title=title[1].replace(r"\"", '"'), paragraphs=tuple(filter(None, lines)))
