"""The site as Eleventy wants it: Markdown with YAML, collections in the configuration, Nunjucks templates."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.acts import PlannedAct
from benchmarks.builds.acts import LABELS, NAMES, SITES, front_matter, iso_date, peer_body, terms_of


def write_site(folder: Path, acts: Sequence[PlannedAct]) -> None:
    """Write a site with ``acts`` into the new folder ``folder``."""
    shutil.copytree(SITES / "eleventy", folder)
    content = folder / "content"
    (content / "_data").mkdir()
    for name, values in ("names", NAMES), ("labels", LABELS):
        file = content / f"_data/{name}.json"
        file.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    (content / "resolutions").mkdir()
    shared = {"layout": "act.njk", "tags": "acts"}
    (content / "resolutions/resolutions.json").write_text(json.dumps(shared), encoding="utf-8")
    for act in acts:
        write_act(folder, act)


def write_act(folder: Path, act: PlannedAct) -> None:
    """Write the content file of one act."""
    head = front_matter(title=act.title, date=iso_date(act), **terms_of(act))
    (folder / f"content/resolutions/{act.id}.md").write_text(head + peer_body(act), encoding="utf-8")
