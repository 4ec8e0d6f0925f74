"""Settings of Pelican: organizations are authors, topics are tags; the cache of read articles is on."""

import json
from collections.abc import Sequence
from pathlib import Path

SITENAME = "Архив"
SITEURL = "https://svod.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "ru"
DEFAULT_DATE_FORMAT = "%d.%m.%Y"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
STATIC_PATHS: list[str] = []
DEFAULT_CATEGORY = "resolutions"
USE_FOLDER_AS_CATEGORY = False
MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}}, "output_format": "html5"}

CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CACHE_PATH = ".pelican-cache"

ARTICLE_URL, ARTICLE_SAVE_AS = "resolutions/{slug}/", "resolutions/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "organizations/{slug}/", "organizations/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "topics/{slug}/", "topics/{slug}/index.html"
YEAR_ARCHIVE_URL, YEAR_ARCHIVE_SAVE_AS = "years/{date:%Y}/", "years/{date:%Y}/index.html"
CATEGORY_SAVE_AS = ""
DIRECT_TEMPLATES = ["home", "index", "authors", "tags", "years", "sitemap"]
HOME_SAVE_AS = "index.html"
INDEX_URL, INDEX_SAVE_AS = "resolutions/", "resolutions/index.html"
AUTHORS_SAVE_AS = "organizations/index.html"
TAGS_SAVE_AS = "topics/index.html"
YEARS_SAVE_AS = "years/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
DEFAULT_PAGINATION = 50
PAGINATED_TEMPLATES = {"index": None, "author": None, "tag": None, "period_archives": None}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 50
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

_places: dict[int, dict[int, int]] = {}


def _neighbours(articles: Sequence[object], article: object) -> tuple[object | None, object | None]:
    """Return the articles before and after ``article``; Pelican itself has no such thing."""
    places = _places.get(id(articles))
    if places is None:
        places = _places[id(articles)] = {id(entry): place for place, entry in enumerate(articles)}
    place = places[id(article)]
    before = articles[place - 1] if place else None
    return before, articles[place + 1] if place + 1 < len(articles) else None


JINJA_GLOBALS = {
    "names": json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8")),
    "neighbours": _neighbours,
}
