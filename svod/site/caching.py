"""What many pages have in common and is made once: links, and parts that show the same record.

A template says ``{% cache card %}…{% endcache %}`` around what shows the values that the tag names and the
site, nothing else of its page. It is rendered for the first page and put into the others. Two things that
differ between pages are signs in it until then: the path to the top of the site, with which its links begin,
and ``{{ current(url) }}``. A list shows an act on some ten pages, and lists are most of a site.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from markupsafe import Markup

from svod import urls

# No text holds these signs, and a hole (``asking``) in a part stays one.
_TOP: Final = "\2"  # stands for the path from a page to the top of the site
_CURRENT: Final = "\1"  # stands around a url, for what is said if the page is there
_LINKS_KEPT: Final = 4096  # in memory, from each kind of page: they are not to grow with the archive
_PARTS_KEPT: Final = 8192  # likewise, some 20 MB


class _Origin(NamedTuple):
    """Where links are made: ``known`` are those that begin with ``ascent`` and are the same elsewhere."""

    page: str
    prefix: str
    ascent: str
    known: dict[str, str]


class PageLinks:
    """The links of one page after another.

    One that leads out of the section of its page is the same on all pages of that section that are as
    deep (``../../topics/index.html``), and is remembered for them.
    """

    def __init__(self) -> None:
        self._section = ""
        self._known_by_ascent: dict[str, dict[str, str]] = {}
        self._top = self._origin = _Origin("/", _TOP, _TOP, {})

    def turn_to(self, page: str) -> None:
        """Go on with the page at the url ``page``."""
        section, ascent = page.split("/")[1], "../" * (page.count("/") - 1)
        if section != self._section:
            self._section, self._known_by_ascent = section, {}
        self._origin = _Origin(page, "", ascent, self._known_by_ascent.setdefault(ascent, {}))

    def link(self, target: str) -> str:
        """Return ``target`` as a link from the page; other sites and places of the page stay as they are."""
        page, prefix, ascent, known = self._origin
        if target in known:
            return known[target]
        if target.startswith("#") or urls.is_external(target):
            return target
        link = prefix + urls.relative_url(page, target)
        if link.startswith(ascent):
            if len(known) >= _LINKS_KEPT:
                known.clear()
            known[target] = link
        return link

    def current(self, url: str) -> Markup:
        """Return what a link to ``url`` says if that is the page, or the first part of the list on it."""
        if self._origin is self._top:
            return Markup(_CURRENT + url + _CURRENT)
        page = self._origin.page
        if url == page:
            return Markup(' aria-current="page"')
        return Markup(' aria-current="true"' if urls.is_later_page(page, url) else "")

    def render_part(self, render: Callable[[], str]) -> str:
        """Return what ``render`` gives, with signs in the place of what differs between pages."""
        before, self._origin = self._origin, self._top
        try:
            return str(render())  # no Markup, which would escape what takes the place of the signs
        finally:
            self._origin = before

    def place_part(self, part: str) -> str:
        """Return a part as it stands on the page, or in a part that is being rendered."""
        text, *marked = part.split(_CURRENT)
        for url, after in zip(marked[::2], marked[1::2], strict=True):
            text += str(self.current(url)) + after
        return text.replace(_TOP, self._origin.ascent)


class PartCache:
    """Parts of pages by what they show: records are told apart by identity, and held; words by value."""

    def __init__(self, links: PageLinks) -> None:
        self._links = links
        self._parts: dict[tuple[object, ...], tuple[object, str]] = {}

    def find(self, place: int, shown: tuple[object, ...], render: Callable[[], str]) -> Markup:
        """Return what ``render`` gives; a ``place`` in templates that has ``shown`` the same keeps it."""
        key = (place, *(value if isinstance(value, str | int) else id(value) for value in shown))
        known = self._parts.get(key)
        if known is None:
            known = shown, self._links.render_part(render)
            if len(self._parts) >= _PARTS_KEPT:
                self._parts.clear()
            self._parts[key] = known
        return Markup(self._links.place_part(known[1]))
