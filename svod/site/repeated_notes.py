"""What is said under a provision of other acts that repeat it.

It is no text of the page but the labels of links without any: the page shows the act's words and nothing
else, and so does a copy of them.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Final, NamedTuple

from markupsafe import escape

from svod import urls
from svod.archive.labels import date_label, status_label
from svod.archive.library import Library
from svod.archive.repetitions import Repetitions
from svod.archive.taxonomies import year_of
from svod.content.act import Act
from svod.localization import Localization
from svod.rules import N_

ACTS_TOLD: Final = 3  # the first ones, of which a note may name two
_ACTS_NAMED: Final = 2  # if there are no others
_TITLE: Final = 70
_NOTES_KEPT: Final = 1 << 13
_ANY_ACT: Final = urls.resolution_url("-")  # stands for the page of an act with another id
_SPAN: Final = re.compile(r"<(/?)span\b")


class _Note(NamedTuple):
    """What stands under a provision: a fingerprint of all of it, and its parts, ready for the page.

    ``links`` lead to the first place of the first acts, by path; those of so many acts are ``named``, and the
    ``rest`` is the same for all.
    """

    fingerprint: bytes
    links: Mapping[str, str]
    named: int
    rest: str

    def under(self, path: str) -> str:
        """Return the note under a provision of the act at ``path``."""
        others = [link for other, link in self.links.items() if other != path]
        return f'<span class="repeated">{"".join(others[: self.named])}{self.rest}</span>'


class RepetitionMarker:
    """Says on the page of an act what of it is repeated where."""

    def __init__(self, library: Library, repetitions: Repetitions, words: Localization) -> None:
        self._library = library
        self._words = words
        self._every = repetitions
        self._note = lru_cache(_NOTES_KEPT)(self._write_note)
        self._told = lru_cache(_NOTES_KEPT)(self._tell)

    def surroundings(self, act: Act) -> tuple[object, ...]:
        """Return what ``mark`` depends on besides the act itself."""
        return tuple(
            (anchor, self._note(number).fingerprint) for anchor, number in self._every.of_act(act.path)
        )

    def is_repeated(self, act: Act) -> bool:
        """Tell whether a provision of ``act`` is repeated in others."""
        return act.path in self._every.acts

    def mark(self, act: Act, html: str) -> str:
        """Return the body of ``act`` with links under its repeated provisions."""
        parts: list[str] = []
        done = 0
        for anchor, number in self._every.of_act(act.path):
            end = _end_of_text(html, anchor, done)
            if end < 0:
                continue
            parts += (html[done:end], self._note(number).under(act.path))
            done = end
        return "".join((*parts, html[done:])) if parts else html

    def _write_note(self, number: int) -> _Note:
        links: dict[str, str] = {}
        for place in self._every.first_places(number, ACTS_TOLD):
            url, said = self._told(place.path)
            links[place.path] = f'<a href="{url}#{place.anchor}" aria-label="{said}"></a>'
        count = int(self._every.counts[number]) - 1
        named = _ACTS_NAMED if count <= _ACTS_NAMED else 1
        said = ""
        if count > named:
            said = self._words.plural(
                "and in {number} more resolution", "and in {number} more resolutions", count - named
            ).format(number=count - named)
        elif self.has_section(number):
            said = self._words.text(N_("compare"))
        url = urls.relative_url(_ANY_ACT, self.url(number))
        rest = f'<a href="{url}" aria-label="{escape(said)}"></a>' if said else ""
        told = repr((links, named, rest)).encode("utf-8", "surrogatepass")
        return _Note(blake2b(told, digest_size=16).digest(), links, named, rest)

    def _tell(self, path: str) -> tuple[str, str]:
        """Return the link to an act from the page of any other one, and what is said of it."""
        act = self._library.by_path[path]
        title = act.title
        if len(title) > _TITLE:
            title = title[:_TITLE].rpartition(" ")[0].rstrip(" ,.;:–—") + "…"
        year = year_of(act.date)
        date = date_label(act.date, self._words) if year == urls.UNDATED else year
        status = status_label(act.status, self._words)
        origin = ", ".join(part for part in (title, date, status) if part)
        said = self._words.text(N_("repeated in: {origin}")).format(origin=origin)
        return urls.relative_url(_ANY_ACT, urls.resolution_url(act.id)), str(escape(said))

    def has_section(self, number: int) -> bool:
        """Tell whether a repetition stands on a page: if wordings differ, or notes do not name all acts."""
        return bool(self._every.variety[number] > 1 or self._every.counts[number] > _ACTS_NAMED + 1)

    def url(self, number: int) -> str:
        """Return the address of a repetition; that of its earliest place where it has no section."""
        (place,) = self._every.places(number, 1)
        act = self._library.by_path[place.path]
        if not self.has_section(number):
            return f"{urls.resolution_url(act.id)}#{place.anchor}"
        return f"{urls.repetitions_url(act.id)}#{place.anchor}"


def _end_of_text(html: str, anchor: str, start: int) -> int:
    """Return where the own text of the provision at ``anchor`` ends in ``html``, or a number below 0."""
    start = html.find(f'<li id="{anchor}">', start)
    start = html.find('<span class="text">', start) if start >= 0 else start
    if start < 0:
        return start
    end = html.find("</span>", start)
    if html.find("<span", start + 1, end) < 0:
        return end + len("</span>")
    depth = 0
    for tag in _SPAN.finditer(html, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return html.index(">", tag.start()) + 1
    return -1
