"""What the templates of feeds are given, which programs read: one documented record per template."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A resolution in a feed; ``updated`` is an RFC 3339 instant."""

    id: str
    title: str
    permalink: str
    updated: str
    summary: str
    organizations: Sequence[str]
    topics: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContext:
    """``feeds/atom.xml``: an Atom feed (RFC 4287)."""

    id: str
    title: str
    subtitle: str
    permalink: str
    self_permalink: str
    updated: str
    entries: Sequence[FeedEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """A page in the sitemap; ``lastmod`` (a day) is empty when nobody said when it changed."""

    permalink: str
    lastmod: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapContext:
    """``feeds/sitemap.xml``: sitemaps.org, 2008."""

    entries: Sequence[SitemapEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsContext:
    """``feeds/robots.txt``: RFC 9309."""

    sitemap: str
