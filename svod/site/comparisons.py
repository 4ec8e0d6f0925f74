"""Whole texts side by side: a draft and what was adopted, two versions, an act and what replaced it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from svod import urls
from svod.archive.labels import date_label
from svod.archive.library import Library
from svod.archive.versions import Line, Tie, compare_lines, find_lines, find_ties
from svod.content.act import Act
from svod.content.document import Document
from svod.localization import Localization
from svod.rules import N_
from svod.site.contexts import Link
from svod.site.heads import HeadBuilder
from svod.site.plans import Listing, Page
from svod.site.reuse_contexts import ComparedRow, ComparisonContext, RepeatedPlace


def plan_comparisons(
    library: Library,
    words: Localization,
    heads: HeadBuilder,
    texts: Mapping[str, bytes],
    read: Callable[[str], Document | None],
) -> Iterator[Listing]:
    """Yield the comparisons of acts, whose texts are ``read`` by path; ``texts`` are their fingerprints."""
    for tie in find_ties(library):
        url = urls.comparison_url(tie.act.id, tie.other.id)
        yield Listing(
            name=f"compare{url}".replace("/", "-"),
            acts=tie.in_order,
            plan=partial(_plan, tie, words, heads, read),
            besides=(tie.rel, url, [(act.path, texts[act.path]) for act in tie.in_order]),
        )


def _plan(
    tie: Tie, words: Localization, heads: HeadBuilder, read: Callable[[str], Document | None]
) -> Iterator[Page]:
    earlier, later = tie.in_order
    before, after = (find_lines(document) if (document := read(act.path)) else [] for act in tie.in_order)
    url = urls.comparison_url(tie.act.id, tie.other.id)
    parents = [heads.resolutions(), Link(title=later.title, url=urls.resolution_url(later.id))]
    context = ComparisonContext(
        head=heads.head(words.text(N_("Two texts side by side")), url, parents=parents),
        before=_place(earlier, words),
        after=_place(later, words),
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


def _place(act: Act, words: Localization) -> RepeatedPlace:
    return RepeatedPlace(title=act.title, url=urls.resolution_url(act.id), date=date_label(act.date, words))


def _url(act: Act, line: Line | None) -> str:
    """Return the address of a line, empty where there is none."""
    if line is None:
        return ""
    return urls.resolution_url(act.id) + (f"#{line.anchor}" if line.anchor else "")
