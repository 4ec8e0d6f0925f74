"""What programs read: Atom feeds, the sitemap, robots.txt.

Without a ``base_url`` there are no absolute addresses. A feed lives without them (its links are relative
and its ids are UUIDs made of the archive's title); a sitemap does not and is left out. Days become
instants at midnight UTC.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from heapq import nlargest
from uuid import NAMESPACE_URL, uuid5

from svod import urls
from svod.archive.library import Library
from svod.archive.taxonomies import ORGANIZATIONS, TOPICS
from svod.config import Config
from svod.content.act import Act
from svod.site.feed_contexts import (
    FeedContext,
    FeedEntry,
    RobotsContext,
    SitemapContext,
    SitemapEntry,
)
from svod.site.plans import Listing, Page

_NEVER = date(1970, 1, 1)


def feed_listings(library: Library, config: Config) -> list[Listing]:
    """Return the feeds: of all acts, of each organization and of each topic."""
    lists = [(urls.HOME, config.title, library.acts)]
    for name in (ORGANIZATIONS, TOPICS):
        terms = library.taxonomies[name].terms.values()
        lists += [(term.url, f"{config.title}: {term.name}", term.acts) for term in terms]
    return [_listing(library, config, *of_feed) for of_feed in lists]


def _listing(library: Library, config: Config, url: str, title: str, acts: Sequence[Act]) -> Listing:
    recent = _recent(acts, config.feed_size)
    return Listing(
        name="feed" + url.replace("/", "-"),
        acts=recent,
        plan=partial(_feed, library, config, url, title, recent),
        besides=[act.opening for act in recent],
    )


def _recent(acts: Iterable[Act], number: int) -> list[Act]:
    """Return those of ``acts`` that changed last."""
    public = (act for act in acts if act.access == "public")
    return nlargest(number, public, key=lambda act: act.changed or _NEVER)


def plan_sitemap(pages: Iterable[Page], config: Config) -> Iterator[Page]:
    """Yield the sitemap of ``pages``, in the order of their addresses, and robots.txt."""
    sitemap = ""
    if config.base_url:
        entries = [
            SitemapEntry(
                permalink=urls.permalink(config.base_url, page.url),
                lastmod=page.lastmod.isoformat() if page.lastmod else "",
            )
            for page in sorted(pages, key=lambda page: page.url)
            if page.listed
        ]
        sitemap = urls.permalink(config.base_url, urls.SITEMAP)
        context = SitemapContext(entries=entries)
        yield Page(url=urls.SITEMAP, layout="feeds/sitemap.xml", context=context, listed=False)
    robots = RobotsContext(sitemap=sitemap)
    yield Page(url=urls.ROBOTS, layout="feeds/robots.txt", context=robots, listed=False)


def _feed(library: Library, config: Config, listing: str, title: str, acts: Sequence[Act]) -> Iterator[Page]:
    url = urls.feed_url(listing)
    entries = [_entry(library, config, url, act) for act in acts]
    context = FeedContext(
        id=_feed_id(config, listing),
        title=title,
        subtitle=config.description,
        permalink=_address(config, url, listing),
        self_permalink=_address(config, url, url),
        updated=max((entry.updated for entry in entries), default=_instant(_NEVER)),
        entries=entries,
    )
    yield Page(url=url, layout="feeds/atom.xml", context=context, listed=False)


def _entry(library: Library, config: Config, feed: str, act: Act) -> FeedEntry:
    url = urls.resolution_url(act.id)
    changed = act.changed or act.date.earliest or _NEVER
    return FeedEntry(
        id=_feed_id(config, url),
        title=act.title,
        permalink=_address(config, feed, url),
        updated=_instant(changed),
        summary=act.opening,
        organizations=_names(library, ORGANIZATIONS, act),
        topics=_names(library, TOPICS, act),
    )


def _feed_id(config: Config, url: str) -> str:
    """Return the permanent IRI of a feed or an entry (RFC 4287, 4.2.6)."""
    if config.base_url:
        return urls.permalink(config.base_url, url)
    return uuid5(NAMESPACE_URL, f"{config.title} {url}").urn


def _address(config: Config, feed: str, url: str) -> str:
    """Return where ``url`` is found by a reader of the feed at ``feed``."""
    return urls.permalink(config.base_url, url) if config.base_url else urls.relative_url(feed, url)


def _names(library: Library, taxonomy: str, act: Act) -> list[str]:
    return [term.name for term in library.taxonomies[taxonomy].named_by(act)]


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
