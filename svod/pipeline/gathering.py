"""The texts of provisions on their way to the pages that show those of many acts.

They are left with the acts, chunk by chunk, and shown by addressee or by what is repeated: what some pages
need is gathered under the name of their task and waits on disk, so that memory never holds all texts.
"""

import errno
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

from svod.content.requests import Requests
from svod.pipeline.reading import REQUESTS, TEXTS, Reading
from svod.publish.store import Store, digest
from svod.site.plans import Listing

_MOST: Final = 1_000_000  # provisions, those on several pages counted as often, that are held in memory
_Found: TypeAlias = dict[str, object]  # by the paths of acts
_Wanted: TypeAlias = Mapping[str, list[tuple[int, Any]]]  # of each act, for the pages with numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredTask:
    """The listing that has a number, and the ``names`` under which its texts wait in a store."""

    number: int
    names: tuple[str, ...]
    store: Store

    def load(self) -> Mapping[str, Any]:
        """Return what the plan of the listing is given. Raises OSError where the disk has lost some."""
        found: _Found = {}
        for name in self.names:
            part = self.store.find(name, digest())
            if part is None:
                raise OSError(errno.EIO, "what was left is damaged", str(self.store.folder / name))
            found |= cast("_Found", part)
        return found


def gather_texts(
    reading: Reading, listings: Iterable[tuple[int, Listing]], store: Store
) -> dict[int, GatheredTask]:
    """Return a task for each of some listings that show texts of acts, by their numbers."""
    asked: dict[str, list[tuple[int, str]]] = defaultdict(list)
    quoted: dict[str, list[tuple[int, Iterable[str]]]] = defaultdict(list)
    shelf = _Shelf(store)
    for number, listing in listings:
        shelf.names[number] = []
        for act in listing.acts if listing.addressee else ():
            asked[act.path].append((number, listing.addressee))
        for path, anchors in listing.quoted().items() if listing.quoted else ():
            quoted[path].append((number, anchors))
    _gather(reading, REQUESTS, asked, _pick_request, shelf)
    _gather(reading, TEXTS, quoted, _pick_texts, shelf)
    return {
        number: GatheredTask(number=number, names=tuple(found), store=store)
        for number, found in shelf.names.items()
    }


class _Shelf:
    """What is held for each task, and the names under which it was put aside before."""

    def __init__(self, store: Store) -> None:
        self.names: dict[int, list[str]] = {}
        self._store = store
        self._held: dict[int, _Found] = defaultdict(dict)
        self._count = 0

    def hold(self, number: int, path: str, found: object, count: int) -> None:
        """Hold what was ``found`` in an act for a task: so many provisions."""
        self._held[number][path] = found
        self._count += count

    def put_aside(self, most: int = 0) -> None:
        """Leave what is held in the store, if these are more than so many provisions."""
        if self._count <= most:
            return
        for number, found in self._held.items():
            name = f"gathered-{number}-{len(self.names[number])}"
            self._store.leave(name, digest(), found)
            self.names[number].append(name)
        self._held.clear()
        self._count = 0


def _gather(
    reading: Reading,
    share: str,
    wanted: _Wanted,
    pick: Callable[[Any, Any], tuple[object, int]],
    shelf: _Shelf,
) -> None:
    chunks = reading.chunks
    numbers = [at for at, chunk in enumerate(chunks) if not wanted.keys().isdisjoint(chunk.paths)]
    for shared in reading.shared(share, numbers):
        for path in wanted.keys() & shared.keys():
            for number, what in wanted[path]:
                shelf.hold(number, path, *pick(shared[path], what))
        shelf.put_aside(_MOST)
    shelf.put_aside()


def _pick_request(requests: Requests, addressee: str) -> tuple[object, int]:
    found = requests[addressee]
    return found, found.number


def _pick_texts(texts: Mapping[str, str], anchors: Iterable[str]) -> tuple[object, int]:
    found = {anchor: texts[anchor] for anchor in anchors}
    return found, len(found)
