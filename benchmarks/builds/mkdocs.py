"""The site as MkDocs with Material wants it.

MkDocs has no taxonomies and no lists, so that their pages are written here, as Markdown, before anything is
measured; so are the lines of links in each act. The lists are kept out of its search, acts out of its
navigation: that would print all of them on every page.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks.acts import PlannedAct
from benchmarks.builds.acts import (
    LABELS,
    NAMES,
    SITES,
    Listing,
    front_matter,
    listings,
    newest_first,
    peer_body,
    terms_of,
)
from benchmarks.dialect import escaped

_LATEST = 10
_NEIGHBOURS = "\n<!-- neighbours -->\n"  # the links of an act to them stand below this line


def write_site(folder: Path, acts: Sequence[PlannedAct]) -> None:
    """Write a site with ``acts`` into the new folder ``folder``."""
    shutil.copytree(SITES / "mkdocs", folder)
    (folder / "docs/resolutions").mkdir(parents=True)
    for act in acts:
        write_act(folder, act)
    ordered = newest_first(acts)
    for newer, older in pairwise(ordered):
        _append(folder, newer, f"[Предыдущая: {escaped(older.title)}]({older.id}.md)")
        _append(folder, older, f"[Следующая: {escaped(newer.title)}]({newer.id}.md)")
    lists = listings(acts)
    for listing in lists:
        _write_listing(folder / "docs", listing)
    for taxonomy in ("organizations", "topics", "years"):
        entries = (
            f"- [{listing.title}]({listing.term}/index.md) {len(listing.acts)}"
            for listing in lists
            if listing.taxonomy == taxonomy
        )
        _write_list_page(folder / f"docs/{taxonomy}/index.md", LABELS[taxonomy], entries)
    latest = (_card(act, "") for act in ordered[:_LATEST])
    _write_list_page(folder / "docs/index.md", "Архив", latest)


def write_act(folder: Path, act: PlannedAct) -> None:
    """Write the content file of one act; the links to its neighbours stay as they are."""
    file = _file(folder, act)
    kept = file.read_text(encoding="utf-8").partition(_NEIGHBOURS)[2] if file.exists() else ""
    body = f"# {escaped(act.title)}\n\n{_facts(act)}\n\n{peer_body(act)}"
    file.write_text(f"{front_matter(title=act.title)}{body}{_NEIGHBOURS}{kept}", encoding="utf-8")


def _append(folder: Path, act: PlannedAct, line: str) -> None:
    with _file(folder, act).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def _file(folder: Path, act: PlannedAct) -> Path:
    return folder / f"docs/resolutions/{act.id}.md"


def _facts(act: PlannedAct) -> str:
    links = [
        f"[{NAMES[taxonomy][term]}](../{taxonomy}/{term}/index.md)"
        for taxonomy in NAMES
        for term in terms_of(act)[taxonomy]
    ]
    return ", ".join([f"[{_printed_date(act)}](../years/{act.date[0]}/index.md)", *links])


def _printed_date(act: PlannedAct) -> str:
    year, month, day = act.date
    return f"{day:02}.{month:02}.{year}"


def _card(act: PlannedAct, up: str) -> str:
    links = [
        f"[{NAMES[taxonomy][term]}]({up}{taxonomy}/{term}/index.md)"
        for taxonomy in NAMES
        for term in terms_of(act)[taxonomy]
    ]
    title = f"[{escaped(act.title)}]({up}resolutions/{act.id}.md)"
    return f"- {_printed_date(act)} {title} {', '.join(links)}"


def _write_listing(docs: Path, listing: Listing) -> None:
    base = docs / listing.taxonomy / listing.term
    pages = list(listing.pages())
    for number, acts in pages:
        file = base / "index.md" if number == 1 else base / f"page/{number}.md"
        up = "../" * len(file.relative_to(docs).parent.parts)
        cards = [_card(act, up) for act in acts]
        _write_list_page(file, listing.title, [*cards, *_pager(number, len(pages))])


def _pager(number: int, last: int) -> Iterator[str]:
    yield f"\nСтраница {number} из {last}"
    if number > 1:
        yield "[Назад](" + ("../index.md" if number == 2 else f"{number - 1}.md") + ")"  # noqa: PLR2004
    if number < last:
        yield "[Вперёд](" + ("page/" if number == 1 else "") + f"{number + 1}.md)"


def _write_list_page(file: Path, title: str, lines: Iterable[str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    head = front_matter(title=title, search={"exclude": True})
    file.write_text("\n".join([f"{head}# {title}\n", *lines, ""]), encoding="utf-8")
