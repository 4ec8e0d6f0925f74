"""The site as Pelican wants it: organizations are authors, topics are tags, years are period archives."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.acts import PlannedAct
from benchmarks.builds.acts import NAMES, SITES, iso_date, peer_body, terms_of


def write_site(folder: Path, acts: Sequence[PlannedAct]) -> None:
    """Write a site with ``acts`` into the new folder ``folder``."""
    shutil.copytree(SITES / "pelican", folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "names.json").write_text(json.dumps(NAMES, ensure_ascii=False), encoding="utf-8")
    (folder / "content").mkdir()
    for act in acts:
        write_act(folder, act)


def write_act(folder: Path, act: PlannedAct) -> None:
    """Write the content file of one act."""
    terms = terms_of(act)
    head = {
        "Title": act.title,
        "Date": iso_date(act),
        "Slug": act.id,
        "Authors": ", ".join(terms["organizations"]),
        "Tags": ", ".join(terms["topics"]),
    }
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    (folder / f"content/{act.id}.md").write_text(f"{lines}\n{peer_body(act)}", encoding="utf-8")
