"""The texts of provisions on their way to the pages that show those of many acts.

They are left with the acts, chunk by chunk, and shown by addressee or by what is repeated: those that the
pages to be made need are put into one file, of which each page reads its own, so that memory holds those of
a few pages.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

from svod.pipeline.reading import REQUESTS, TEXTS, Reading
from svod.publish.pieces import Place, read_pieces, write_pieces
from svod.site.plans import Listing

_Key: TypeAlias = tuple[str, str, str]  # what was shared, the path of the act, an addressee or an anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredTask:
    """The listing that has a number, and where in a ``file`` the texts are that it shows.

    ``requests`` has the places of those of its acts, in order and in one row: an act stands on many pages;
    ``texts`` of those that are quoted, by the paths of acts and by anchor.
    """

    number: int
    file: Path
    requests: "array[int]"
    texts: Mapping[tuple[str, str], Place]

    def load_requests(self, listing: Listing) -> Mapping[str, bytes]:
        """Return what acts ask of the addressee, by their ids. Raises OSError where the disk has lost it."""
        ids = (act.id for act in listing.acts)
        places = zip(self.requests[::2], self.requests[1::2], strict=True)
        return read_pieces(self.file, dict(zip(ids, places, strict=True)))

    def load_texts(self) -> Mapping[str, Mapping[str, str]]:
        """Return texts that are quoted, by paths of acts and by anchor. Raises OSError as above."""
        texts: dict[str, dict[str, str]] = defaultdict(dict)
        for (path, anchor), piece in read_pieces(self.file, self.texts).items():
            texts[path][anchor] = piece.decode("utf-8", "surrogatepass")
        return texts


def gather_texts(
    reading: Reading, listings: Iterable[tuple[int, Listing]], file: Path
) -> dict[int, GatheredTask]:
    """Return tasks for some listings that show texts of acts, by their numbers; ``file`` is written."""
    chosen = list(listings)
    quoted = {number: listing.quoted() for number, listing in chosen if listing.quoted}
    requests: dict[str, set[str]] = defaultdict(set)
    texts: dict[str, set[str]] = defaultdict(set)
    for number, listing in chosen:
        if number in quoted:
            for path, anchors in quoted[number].items():
                texts[path].update(anchors)
        else:
            for act in listing.acts:
                requests[act.path].add(listing.addressee)
    places = write_pieces(file, _find_pieces(reading, requests, texts))
    tasks: dict[int, GatheredTask] = {}
    for number, listing in chosen:
        acts = () if number in quoted else listing.acts
        own = (places[REQUESTS, act.path, listing.addressee] for act in acts)
        tasks[number] = GatheredTask(
            number=number,
            file=file,
            requests=array("q", chain.from_iterable(own)),
            texts={
                (path, anchor): places[TEXTS, path, anchor]
                for path, anchors in quoted.get(number, {}).items()
                for anchor in anchors
            },
        )
    return tasks


def _find_pieces(
    reading: Reading, requests: Mapping[str, Iterable[str]], texts: Mapping[str, Iterable[str]]
) -> Iterator[tuple[_Key, bytes]]:
    """Yield the requests and texts that are wanted: addressees and anchors by the paths of acts."""
    for path, addressee, of_act in _find_shared(reading, REQUESTS, requests):
        yield (REQUESTS, path, addressee), of_act[addressee].html
    for path, anchor, of_act in _find_shared(reading, TEXTS, texts):
        yield (TEXTS, path, anchor), of_act[anchor].encode("utf-8", "surrogatepass")


def _find_shared(
    reading: Reading, name: str, wanted: Mapping[str, Iterable[str]]
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield the path of an act, one of those that are ``wanted`` of it, and what the act has shared."""
    numbers = [at for at, chunk in enumerate(reading.chunks) if not wanted.keys().isdisjoint(chunk.paths)]
    for shared in reading.shared(name, numbers):
        for path in wanted.keys() & shared.keys():
            for one in wanted[path]:
                yield path, one, shared[path]
