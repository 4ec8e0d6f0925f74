"""The texts of provisions on their way to the pages of addressees.

They are left with the acts, chunk by chunk, and shown by addressee: those that the pages to be made need are
put into one file, of which each page reads its own, so that memory holds those of a few pages. Where a text
was edited, what it was is replaced in the finished pages.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from svod import urls
from svod.archive.taxonomies import ADDRESSEES
from svod.content.requests import Requests
from svod.pipeline.files import Rendered, Target, write_files
from svod.pipeline.reading import Reading
from svod.publish.pieces import Place, read_pieces, write_pieces
from svod.publish.state import mark_payload
from svod.site.asking import place_request
from svod.site.plans import Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTask:
    """The listing that has a number, and where in a ``file`` the requests of an act are, by its id."""

    number: int
    file: Path
    places: Mapping[str, Place]

    def load(self) -> Mapping[str, bytes]:
        """Return the requests by the ids of acts."""
        return read_pieces(self.file, self.places)


def gather_requests(
    reading: Reading, listings: Iterable[tuple[int, Listing]], file: Path
) -> dict[int, AskedTask]:
    """Return a task for each of some listings of addressees, by their numbers; ``file`` is written."""
    chosen = list(listings)
    wanted: dict[str, set[str]] = defaultdict(set)
    for _, listing in chosen:
        for act in listing.acts:
            wanted[act.path].add(listing.addressee)
    numbers = [at for at, chunk in enumerate(reading.chunks) if not wanted.keys().isdisjoint(chunk.paths)]
    pieces = (
        ((path, addressee), requests[addressee].html)
        for shared in reading.requests(numbers)
        for path, requests in shared.items()
        for addressee in wanted.get(path, ())
    )
    places = write_pieces(file, pieces)
    return {
        number: AskedTask(
            number=number,
            file=file,
            places={act.id: places[act.path, listing.addressee] for act in listing.acts},
        )
        for number, listing in chosen
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedRequests:
    """What an act, by its ``id``, asked of the same addressees before and asks now.

    ``pages`` are the urls of those on which it stands, with blanks between them.
    """

    id: str
    pages: str
    before: Requests
    now: Requests

    def changes(self) -> Iterator[tuple[str, bytes, bytes]]:
        """Yield the url of each page that shows something else now, and what it showed and shows."""
        for addressee, request in self.before.items():
            html = self.now[addressee].html
            if html != request.html:
                own = urls.term_url(ADDRESSEES, addressee)
                for url in self.pages.split():
                    if url.startswith(own):
                        was, now = (place_request(text, url, self.id) for text in (request.html, html))
                        yield url, was, now


def revise_asked(edited: Iterable[EditedRequests], target: Target) -> Rendered | None:
    """Give the pages of addressees that show edited texts to ``target``; None where they must be made."""
    pages: dict[str, bytes] = {}
    for requests in edited:
        for url, was, now in requests.changes():
            page = pages.get(url) or _read(url, target)
            if was not in page:
                return None
            pages[url] = page.replace(was, now)
    return write_files(pages.items(), target.write)


def _read(url: str, target: Target) -> bytes:
    """Return a live page, an empty one where it is not as it was made."""
    path = urls.output_path(url)
    try:
        page = target.read(path)
    except OSError:
        return b""
    return page if target.live and target.live.get(path) == mark_payload(page).digest else b""
