"""The one place that makes addresses.

A *url* is the path of a page inside the site: it starts with ``/`` and, for a page that is a folder,
ends with ``/``. A *permalink* is absolute. An *output path* is where the file stands under ``output/``.
Links between pages are relative and name ``index.html``, because a folder opened from a disk
(``file://``) has no index page.
"""

import re
from functools import lru_cache
from posixpath import normpath
from typing import Final
from urllib.parse import quote

HOME = "/"
RESOLUTIONS = "/resolutions/"
FEED = "/feed.xml"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
NOT_FOUND = "/404.html"
SEARCH = "/search/"
SEARCH_INDEX = "/search/index/"
ALPHABET = "/alphabet/"
REUSE = "/reuse/"
STATIC = "/static/"
FILES = "/files/"
UNDATED = "undated"
# What ``quote`` leaves as it is.
_PLAIN = re.compile(r"[A-Za-z0-9_.~/#?=&-]*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PATHS_KEPT: Final = 4096  # in memory: more than a page links to, whatever the size of the archive


def resolution_url(resolution_id: str) -> str:
    """Return the address of a resolution's page."""
    return f"{RESOLUTIONS}{resolution_id}/"


def taxonomy_url(taxonomy: str) -> str:
    """Return the address of the list of a taxonomy's terms (``organizations``, ``years`` …)."""
    return f"/{taxonomy}/"


def term_url(taxonomy: str, term_id: str) -> str:
    """Return the address of one term's page."""
    return f"/{taxonomy}/{term_id}/"


def crossing_url(term: str, taxonomy: str, term_id: str) -> str:
    """Return the address of what the term at the url ``term`` has in common with a term of ``taxonomy``."""
    return f"{term}{taxonomy}/{term_id}/"


def page_url(page_id: str) -> str:
    """Return the address of an editor's own page, such as «О проекте»."""
    return f"/{page_id}/"


def edit_url(pattern: str, path: str, **places: object) -> str:
    """Return where the file at ``path`` of a site is edited; ``pattern`` has ``{path}``, and may have places.

    ``line`` and ``column`` are 1 where they are not given.
    """
    values = {"line": 1, "column": 1, "path": path, **places}
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", quote(str(value), safe="/:"))
    return pattern


def pager_url(first: str, number: int) -> str:
    """Return the address of the page ``number`` (from 1) of a list whose first page is ``first``."""
    return first if number == 1 else f"{first}page/{number}/"


def is_later_page(url: str, first: str) -> bool:
    """Tell whether ``url`` is that of a page of a list, and not of the ``first`` one, whose url is given."""
    return url.startswith(f"{first}page/")


def comparison_url(resolution_id: str, other_id: str) -> str:
    """Return the address of the comparison of a resolution with the one that it is a draft or version of."""
    return f"{RESOLUTIONS}{resolution_id}/compare/{other_id}/"


def repetitions_url(resolution_id: str) -> str:
    """Return the address of what others repeat of a resolution."""
    return f"{REUSE}{resolution_id}/"


def feed_url(listing: str) -> str:
    """Return the address of the feed that belongs to the list at ``listing``."""
    return f"{listing}feed.xml"


def search_script_url(name: str) -> str:
    """Return the address of a script of the search index."""
    return f"{SEARCH_INDEX}{name}.js"


def output_path(url: str) -> str:
    """Return the path under ``output/`` of the file that answers ``url``."""
    path = url.removeprefix("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def relative_url(source: str, target: str) -> str:
    """Return the link from the page at ``source`` to ``target`` (a url, ``#fragment`` allowed).

    The link resolves under any sub-path and from ``file://``.
    """
    path, mark, fragment = target.partition("#")
    file, folders = _quoted_path(path), _folders(source)
    ascents = len(folders)
    for folder in folders:
        if not file.startswith(folder):
            break
        file = file[len(folder) :]
        ascents -= 1
    return "../" * ascents + file + mark + fragment


@lru_cache(_PATHS_KEPT)
def _quoted_path(url: str) -> str:
    """Return the output path of ``url`` as links have it; ``.`` and ``..`` in it are followed."""
    return quote(normpath(output_path(url)), safe="/")


@lru_cache(_PATHS_KEPT)
def _folders(url: str) -> tuple[str, ...]:
    """Return the folders around the file that answers ``url``, the outermost first, each with its slash."""
    return tuple(f"{name}/" for name in _quoted_path(url).split("/")[:-1])


def permalink(base_url: str, url: str) -> str:
    """Return the absolute address of ``url`` on a site whose home page is ``base_url``."""
    return base_url.rstrip("/") + (url if _PLAIN.fullmatch(url) else quote(url, safe="/#?=&"))


def is_external(target: str) -> bool:
    """Tell whether ``target`` names another place than this site (another host, or ``mailto:``)."""
    if target.startswith("/"):
        return target.startswith("//")
    return _SCHEME.match(target) is not None
