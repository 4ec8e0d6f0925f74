"""The texts of provisions on their way to the pages of addressees.

They are left with the acts, chunk by chunk, and shown by addressee: what some pages need is gathered under
the name of their task and waits on disk, so that memory holds a part of all texts only.
"""

import errno
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias, cast

from svod.content.requests import Request
from svod.pipeline.reading import Reading
from svod.publish.store import Store, digest
from svod.site.plans import Listing

_MOST: Final = 1_000_000  # provisions, those on several pages counted as often, that are held in memory
_Found: TypeAlias = dict[str, Request]  # by the paths of acts


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTask:
    """The listing that has a number, and the ``names`` under which its requests wait in a store."""

    number: int
    names: tuple[str, ...]
    store: Store

    def load(self) -> Mapping[str, Request]:
        """Return the requests by the paths of acts. Raises OSError where the disk has lost some."""
        found: _Found = {}
        for name in self.names:
            part = self.store.find(name, digest())
            if part is None:
                raise OSError(errno.EIO, "what was left is damaged", str(self.store.folder / name))
            found |= cast("_Found", part)
        return found


def gather_requests(
    reading: Reading, listings: Iterable[tuple[int, Listing]], store: Store
) -> dict[int, AskedTask]:
    """Return a task for each of some listings of addressees, by their numbers."""
    wanted: dict[str, list[tuple[int, str]]] = defaultdict(list)
    names: dict[int, list[str]] = {}
    for number, listing in listings:
        names[number] = []
        for act in listing.acts:
            wanted[act.path].append((number, listing.addressee))
    chunks = list(reading.chunks)
    numbers = [at for at, chunk in enumerate(chunks) if not wanted.keys().isdisjoint(chunk.paths)]
    held: dict[int, _Found] = defaultdict(dict)
    count = 0
    for shared in reading.requests(numbers):
        for path, requests in shared.items():
            for number, addressee in wanted.get(path, ()):
                held[number][path] = requests[addressee]
                count += requests[addressee].number
        if count > _MOST:
            _put_aside(held, names, store)
            count = 0
    _put_aside(held, names, store)
    return {
        number: AskedTask(number=number, names=tuple(found), store=store) for number, found in names.items()
    }


def _put_aside(held: dict[int, _Found], names: Mapping[int, list[str]], store: Store) -> None:
    for number, found in held.items():
        name = f"asked-{number}-{len(names[number])}"
        store.leave(name, digest(), found)
        names[number].append(name)
    held.clear()
