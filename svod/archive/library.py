"""The library: all acts in order, their taxonomies, and the faults that only show between acts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from svod import urls
from svod.archive.taxonomies import ORGANIZATIONS, Taxonomy, build_taxonomies
from svod.archive.ties import Tie, find_ties
from svod.content.act import Act
from svod.content.authorities import Authorities
from svod.content.frontmatter import KeyFault
from svod.content.requests import Asked
from svod.diagnostics import nearest
from svod.text import sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The archive as a whole.

    ``acts`` are the listed ones, newest first and those without a year last; ``withdrawn`` the ones of
    which only a tombstone is shown. ``by_id`` and ``by_path`` know the faulty acts too, so that a
    reference to one of them is not a fault of its own. ``ties`` are those between listed acts.
    """

    acts: tuple[Act, ...]
    withdrawn: tuple[Act, ...]
    authorities: Authorities
    taxonomies: Mapping[str, Taxonomy]
    by_id: Mapping[str, Act]
    by_path: Mapping[str, Act]
    ties: tuple[Tie, ...]

    def neighbours(self) -> dict[str, tuple[Act | None, Act | None]]:
        """Return for each act's id the one before it and the one after it, in time, in its organization.

        The first organization counts; acts without one are neighbours of each other.
        """
        shelves: dict[str, list[Act]] = {}
        for act in reversed(self.acts):
            shelf = self.taxonomies[ORGANIZATIONS].terms_of[act.id][:1]
            shelves.setdefault("".join(shelf), []).append(act)
        return {
            act.id: (before, after)
            for shelf in shelves.values()
            for before, act, after in zip([None, *shelf], shelf, [*shelf[1:], None], strict=False)
        }


def build_library(
    acts: Iterable[Act], authorities: Authorities, asked: Mapping[str, Asked], faulty: Sequence[Act] = ()
) -> Library:
    """Arrange ``acts``, whose identifiers are unique; the ``faulty`` ones are known but not shown.

    ``asked`` tells of whom they ask something, by path: without it there are no addressees.
    """
    ordered = list(_order(acts))
    listed = tuple(act for act in ordered if act.access != "withdrawn")
    return Library(
        acts=listed,
        withdrawn=tuple(act for act in ordered if act.access == "withdrawn"),
        authorities=authorities,
        taxonomies=build_taxonomies(listed, authorities, asked),
        by_id={act.id: act for act in (*faulty, *ordered)},
        by_path={act.path: act for act in (*ordered, *faulty)},
        ties=find_ties(listed),
    )


def _order(acts: Iterable[Act]) -> Iterator[Act]:
    """Yield ``acts``, the newest first, those of one date as an index has their titles."""
    newest_first = sorted(acts, key=_when, reverse=True)
    for _, of_date in groupby(newest_first, _when):
        together = list(of_date)
        if len(together) > 1:
            together.sort(key=lambda act: (sort_key(act.title), act.id))
        yield from together


def _when(act: Act) -> tuple[object, ...]:
    return act.date.sort_key


def drop_duplicates(acts: Sequence[Act]) -> tuple[list[Act], list[KeyFault]]:
    """Return the acts without those whose id another file has already, which are reported."""
    first: dict[str, Act] = {}
    faults: list[KeyFault] = []
    for act in acts:
        other = first.setdefault(act.id, act)
        if other is not act:
            faults.append(act.fault("id-duplicate", ("id",), id=act.id, other=other.path))
    return list(first.values()), faults


def check_relations(library: Library) -> Iterator[KeyFault]:
    """Report related resolutions that are not in the archive."""
    for act in library.by_path.values():
        for index, related in enumerate(act.related):
            if related and related not in library.by_id:
                suggestion = nearest(related, library.by_id)
                path = ("related", index, "ref")
                yield act.fault("related-unknown", path, value=related, suggestion=suggestion)


def check_aliases(library: Library, taken: Mapping[str, str]) -> Iterator[KeyFault]:
    """Report former addresses that belong to another page; ``taken`` tells which page has which url."""
    owners = dict(taken)
    for act in library.by_path.values():
        own = urls.resolution_url(act.id)
        for index, alias in enumerate(act.aliases):
            other = own if alias == own else _holder(alias, owners)
            if other:
                yield act.fault("alias-collision", ("aliases", index), url=alias, other=other)
            owners.setdefault(alias, act.path)


def _holder(alias: str, owners: Mapping[str, str]) -> str | None:
    """Return what stands at ``alias`` or above it, files and the folders of files; None if it is free."""
    if alias.startswith((urls.STATIC, urls.FILES, urls.SEARCH_INDEX)):
        return alias
    names = alias.strip("/").split("/")
    above = ("/" + "/".join(names[:depth]) for depth in range(1, len(names) + 1))
    taken = (owners.get(url) or owners.get(url.removesuffix("index.html")) for url in above)
    return owners.get(alias) or next(filter(None, taken), None)
