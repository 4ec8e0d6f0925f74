"""The site as Hugo wants it: taxonomies, a page for the name of each term, our own plain layouts."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.acts import PlannedAct
from benchmarks.builds.acts import LABELS, NAMES, SITES, front_matter, iso_date, peer_body, terms_of


def write_site(folder: Path, acts: Sequence[PlannedAct]) -> None:
    """Write a site with ``acts`` into the new folder ``folder``."""
    shutil.copytree(SITES / "hugo", folder)
    content = folder / "content"
    for section, label in LABELS.items():
        (content / section).mkdir(parents=True)
        (content / section / "_index.md").write_text(front_matter(title=label), encoding="utf-8")
    for taxonomy, names in NAMES.items():
        for term, name in names.items():
            (content / taxonomy / term).mkdir()
            index = content / taxonomy / term / "_index.md"
            index.write_text(front_matter(title=name), encoding="utf-8")
    for act in acts:
        write_act(folder, act)


def write_act(folder: Path, act: PlannedAct) -> None:
    """Write the content file of one act."""
    head = front_matter(title=act.title, date=iso_date(act), **terms_of(act))
    (folder / f"content/resolutions/{act.id}.md").write_text(head + peer_body(act), encoding="utf-8")
