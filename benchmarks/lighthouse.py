"""Let Lighthouse judge a built site: home, an act, an addressee and the search, as a phone and a desktop.

Lighthouse is a program of npm that is much larger than all others here, so it stands in a folder of its own
(``--peers``) and is not part of the tests; what it says of accessibility they ask axe-core themselves.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.serving import hosted
from benchmarks.tables import table
from tools.find_browser import find_browser

# What is asked of each category, in percent; the categories in the order in which they are printed.
GOALS: Final[Mapping[str, int]] = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
DEVICES: Final[Mapping[str, Sequence[str]]] = {"phone": (), "desktop": ("--preset=desktop",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What Lighthouse says of a page: scores by category, in percent, and the audits that are not perfect."""

    scores: Mapping[str, int]
    faults: Sequence[str]


def find_pages(site: Path) -> Iterator[tuple[str, str]]:
    """Yield kinds of pages of a built site and the url of the largest page of each."""
    yield "home", "/"
    for kind, folder in {"resolution": "resolutions", "addressee": "addressees", "topic": "topics"}.items():
        pages = [page for page in site.glob(f"{folder}/*/index.html") if page.parent.name != "page"]
        if pages:
            largest = max(sorted(pages), key=lambda page: page.stat().st_size)
            yield kind, f"/{folder}/{largest.parent.name}/"
    yield "search", "/search/"


def judge(lighthouse: Path, url: str, device: Sequence[str]) -> Verdict:
    """Return what Lighthouse says of the page at ``url``."""
    flags = "--headless=new --no-sandbox" if os.geteuid() == 0 else "--headless=new"
    with TemporaryDirectory(prefix="svod-lighthouse-") as folder:
        report = Path(folder, "report.json")
        command = [
            str(lighthouse), url, "--quiet", "--output=json", f"--output-path={report}",
            f"--only-categories={','.join(GOALS)}", f"--chrome-flags={flags}", *device,
        ]  # fmt: skip
        environment = {**os.environ, "CHROME_PATH": str(find_browser())}
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
        said = json.loads(report.read_text(encoding="utf-8"))
    counted = {
        reference["id"]
        for category in said["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"]
    }
    return Verdict(
        scores={name: round(100 * said["categories"][name]["score"]) for name in GOALS},
        faults=[
            f"{name} {audit.get('displayValue') or audit['score']}"
            for name, audit in said["audits"].items()
            if name in counted and audit["score"] is not None and audit["score"] < 1
        ],
    )


def report(verdicts: Mapping[tuple[str, str], Verdict]) -> tuple[str, bool]:
    """Return the table of the verdicts by page and device, and whether the goals are met."""
    rows, met = [], True
    for (kind, device), verdict in verdicts.items():
        missed = {name for name, goal in GOALS.items() if verdict.scores[name] < goal}
        met = met and not missed
        scores = [f"{verdict.scores[name]}{' ✗' if name in missed else ''}" for name in GOALS]
        rows.append([kind, device, *scores, "; ".join(verdict.faults)])
    head = ["page", "device", *(f"{name} ≥ {goal}" for name, goal in GOALS.items()), "not perfect"]
    return table(head, rows), met


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit code."""
    parser = argparse.ArgumentParser(description="Let Lighthouse judge the pages of a built site.")
    parser.add_argument("--site", type=Path, required=True, help="the output folder of a built site")
    parser.add_argument(
        "--peers", type=Path, required=True, help="the folder in which Lighthouse is installed"
    )
    options = parser.parse_args(arguments)
    lighthouse = options.peers / "node_modules/.bin/lighthouse"
    with hosted({"/": options.site}, gzip_level=9) as host:
        verdicts = {
            (kind, device): judge(lighthouse, host.address + url, flags)
            for kind, url in find_pages(options.site)
            for device, flags in DEVICES.items()
        }
    printed, met = report(verdicts)
    print(printed)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
