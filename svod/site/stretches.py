"""Long lists are planned a stretch at a time: an act that is edited leaves the others as they are.

Every page of a list shows some acts, and of all others how many there are and how they are spread over
terms and years. So a stretch has a key of its acts and of that.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from hashlib import blake2b
from typing import Final

from svod.archive.library import Library
from svod.content.act import Act
from svod.site.plans import Listing, Page

_PARTS: Final = 8  # pages of a stretch: with fewer there are many more keys to be looked up
_DIGEST_SIZE: Final = 8


class StretchCutter:
    """Cuts the lists of one library whose pages show ``size`` acts each."""

    def __init__(self, library: Library, size: int) -> None:
        self._library = library
        self._size = size

    def cut(
        self, name: str, acts: Sequence[Act], plan: Callable[[range], Iterable[Page]]
    ) -> Iterator[Listing]:
        """Yield the list of ``acts``; ``plan`` makes its pages with the numbers it is given, from 0 on."""
        parts = max(1, -(-len(acts) // self._size))
        spread = self._digest(b"".join([self._spread[act.id] for act in acts]))
        for start in range(0, parts, _PARTS):
            numbers = range(start, min(start + _PARTS, parts))
            yield Listing(
                name=f"{name}-{start}",
                acts=acts[start * self._size : numbers.stop * self._size],
                plan=partial(plan, numbers),
                besides=spread,
            )

    @cached_property
    def _spread(self) -> dict[str, bytes]:
        """What a list shows of each act on all of its pages: its terms, and when it changed."""
        reached = [taxonomy.reached for taxonomy in self._library.taxonomies.values()]
        return {
            act.id: self._digest(repr(([terms[act.id] for terms in reached], act.changed)).encode())
            for act in self._library.acts
        }

    @staticmethod
    def _digest(payload: bytes) -> bytes:
        return blake2b(payload, digest_size=_DIGEST_SIZE).digest()
