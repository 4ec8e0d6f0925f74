"""Edited provisions on the pages of addressees: what they were is replaced in the finished pages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from svod import urls
from svod.archive.taxonomies import ADDRESSEES
from svod.content.requests import Requests
from svod.pipeline.files import Rendered, Target, write_files
from svod.publish.state import mark_payload
from svod.site.asking import place_request


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
