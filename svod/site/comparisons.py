"""Whole texts side by side: a draft and what was adopted, two versions, an act and what replaced it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from svod import urls
from svod.archive.library import Library
from svod.archive.ties import Tie
from svod.archive.versions import Line, compare_lines, find_lines
from svod.content.act import Act
from svod.content.document import Document
from svod.rules import N_
from svod.site.builders import Builders
from svod.site.contexts import Link
from svod.site.plans import Listing, Page
from svod.site.reuse_contexts import ComparedRow, ComparisonContext

_TITLES: Final[Mapping[str, str]] = {
    "draft-of": N_("{title}: compared with the draft"),
    "version-of": N_("{title}: compared with the other version"),
    "replaces": N_("{title}: compared with what it replaces"),
}


def plan_comparisons(
    library: Library,
    builders: Builders,
    texts: Mapping[str, bytes],
    read: Callable[[str], Document | None],
) -> Iterator[Listing]:
    """Yield the comparisons of acts that anybody may see.

    Their texts are ``read`` by path; ``texts`` has what tells each from all others.
    """
    for tie in library.ties:
        if tie.public:
            url = urls.comparison_url(tie.act.id, tie.other.id)
            yield Listing(
                name=f"compare{url}".replace("/", "-"),
                acts=tie.in_order,
                plan=partial(_plan, tie, builders, read),
                besides=(tie.rel, url, [(act.path, texts[act.path]) for act in tie.in_order]),
            )


def _plan(tie: Tie, builders: Builders, read: Callable[[str], Document | None]) -> Iterator[Page]:
    earlier, later = tie.in_order
    before, after = (find_lines(document) if (document := read(act.path)) else [] for act in tie.in_order)
    url = urls.comparison_url(tie.act.id, tie.other.id)
    words, was, now = builders.words, builders.cards.place(earlier), builders.cards.place(later)
    description = words.text(
        N_("Two texts side by side: {before} ({before_date}) and {after} ({after_date})")
    )
    context = ComparisonContext(
        head=builders.heads.head(
            words.text(_TITLES[tie.rel]).format(title=later.title),
            url,
            description=description.format(
                before=was.title, before_date=was.date, after=now.title, after_date=now.date
            ),
            parents=[builders.heads.resolutions(), Link(title=later.title, url=now.url)],
        ),
        before=was,
        after=now,
        rows=[
            ComparedRow(
                before=_url(earlier, row.before),
                after=_url(later, row.after),
                same=all(piece.change == "kept" for piece in row.pieces),
                pieces=row.pieces,
            )
            for row in compare_lines(before, after)
        ],
    )
    yield Page(url=url, layout="layouts/comparison.html", context=context)


def _url(act: Act, line: Line | None) -> str:
    """Return the address of a line, empty where there is none."""
    if line is None:
        return ""
    return urls.resolution_url(act.id) + (f"#{line.anchor}" if line.anchor else "")
