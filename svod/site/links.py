"""Links and pictures that editors write in a text: found, checked, made to work on the site.

A link may name another content file (``../2016/plenum.md``), a file that stands beside the text, an
address of this site (``/topics/``), a place in the text (``#p3``) or another site. Pictures must be
files: a page of the archive asks no other host for anything.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from posixpath import basename, dirname, normpath, relpath
from urllib.parse import unquote

from svod import urls
from svod.content.markup import links_in, replace_links
from svod.content.sources import Source
from svod.diagnostics import Diagnostic, nearest

_CONTENT = "content/"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTargets:
    """What can be linked to.

    ``pages`` maps paths of content files to urls, ``paths`` the other way, ``anchors`` these paths to the
    places of their texts, ``site_urls`` are the addresses of all other pages, ``files`` the paths of
    other files under ``content/``.
    """

    pages: Mapping[str, str]
    paths: Mapping[str, str]
    anchors: Mapping[str, Collection[str]]
    site_urls: Collection[str]
    files: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLink:
    """A link or picture that an editor wrote: the attribute of HTML that holds its ``target``."""

    attribute: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFault:
    """A link in the file at ``path`` that cannot work; where it stands is found in the text."""

    path: str
    code: str
    target: str
    suggestion: str | None = None

    def locate(self, source: Source) -> Diagnostic:
        """Return the diagnostic at the link's place in ``source``, the file that the fault is in."""
        written = (f"]({self.target}", f"](<{self.target}", f'"{self.target}', self.target)
        places = (place for words in written for place in _places(source.text, words))
        line, column = next(places, (0, 0))
        return source.diagnose(self.code, line, column, target=self.target, suggestion=self.suggestion)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedText:
    """HTML whose links are relative to its page, the paths of files it needs by their urls, its faults."""

    html: str
    files: Mapping[str, str]
    faults: tuple[LinkFault, ...]


def find_links(rendered: str, source: Source, anchors: str) -> tuple[WrittenLink, ...]:
    """Return the links in ``rendered``, the HTML of ``source``, each once, that are to be resolved.

    Left out are those to ``anchors`` of the text itself (separated by spaces) and those that the renderer
    made.
    """
    if "](" not in source.text and "<" not in source.text:
        return ()
    own = frozenset(anchors.split(" "))
    return tuple(
        WrittenLink(attribute=attribute, target=target)
        for attribute, target in dict.fromkeys(links_in(rendered))
        if not target.startswith("#") or (target[1:] not in own and target in source.text)
    )


def resolve_links(
    rendered: str, links: Collection[WrittenLink], path: str, url: str, targets: LinkTargets
) -> ResolvedText:
    """Make the ``links`` in ``rendered``, the HTML of the file at ``path`` shown at ``url``, work."""
    replaced: dict[str, str] = {}
    files: dict[str, str] = {}
    faults: list[LinkFault] = []
    for link in links:
        found = _find(link, path, targets)
        if isinstance(found, LinkFault):
            faults.append(found)
        elif found:
            replaced[link.target] = urls.relative_url(url, found)
            if found.startswith(urls.FILES):
                file = found.partition("#")[0]
                files[file] = _CONTENT + file.removeprefix(urls.FILES)
    html = replace_links(rendered, replaced) if replaced else rendered
    return ResolvedText(html=html, files=files, faults=tuple(faults))


def _find(link: WrittenLink, own_path: str, targets: LinkTargets) -> str | LinkFault | None:
    """Return the url that the target means, None if it is to be left as it is, or what is wrong."""
    target, picture = link.target, link.attribute == "src"
    if urls.is_external(target):
        return LinkFault(path=own_path, code="image-remote", target=target) if picture else None
    path, mark, fragment = (unquote(part) for part in target.partition("#"))
    path = path.partition("?")[0]
    broken = LinkFault(path=own_path, code="link-broken", target=target)
    if path.startswith("/") and not picture:
        places = targets.anchors.get(targets.paths.get(path, ""), ())
        found = path in targets.site_urls and (not mark or fragment in places)
        return path + mark + fragment if found else broken
    content_path = normpath(f"{dirname(own_path)}/{path}") if path else own_path
    if content_path in targets.pages and not picture:
        if not fragment or fragment in targets.anchors.get(content_path, ()):
            return targets.pages[content_path] + mark + fragment
        return broken
    if content_path in targets.files and "#" not in content_path:
        return urls.FILES + content_path.removeprefix(_CONTENT) + mark + fragment
    known = (targets.files if picture else [*targets.pages, *targets.files]) if path else ()
    code = "image-missing" if picture else "link-broken"
    return LinkFault(path=own_path, code=code, target=target, suggestion=_similar(content_path, known))


def _similar(path: str, known: Collection[str]) -> str | None:
    """Return the path in ``known`` whose file name is most like that of ``path``, as it is to be written."""
    by_name = {basename(other): other for other in sorted(known)}
    name = nearest(basename(path), by_name)
    return relpath(by_name[name], dirname(path)) if name else None


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    for number, line in enumerate(text.split("\n"), start=1):
        column = line.find(words)
        if column >= 0:
            yield number, column + 1 + len(words) - len(words.lstrip('](<"'))
