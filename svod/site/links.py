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

    ``pages`` maps paths of content files to urls, ``anchors`` these paths to the places of their texts,
    ``site_urls`` are the addresses of all other pages, ``files`` the paths of other files under
    ``content/``.
    """

    pages: Mapping[str, str]
    anchors: Mapping[str, Collection[str]]
    site_urls: Collection[str]
    files: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedText:
    """HTML whose links are relative to its page, the paths of files it needs by their urls, its faults."""

    html: str
    files: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]


def resolve_links(rendered: str, source: Source, url: str, targets: LinkTargets) -> ResolvedText:
    """Make the links in ``rendered``, the HTML of ``source`` shown at ``url``, work."""
    if "<a " not in rendered and "<img " not in rendered:
        return ResolvedText(html=rendered, files={}, diagnostics=())
    replaced: dict[str, str] = {}
    files: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for attribute, target in dict.fromkeys(links_in(rendered)):
        if target.startswith("#") and target[1:] in targets.anchors.get(source.path, ()):
            continue
        if target.startswith("#") and target not in source.text:
            continue  # a footnote's: made by the renderer, and judged with the footnotes
        found = _find(attribute, target, source, targets)
        if isinstance(found, Diagnostic):
            faults.append(found)
        elif found:
            replaced[target] = urls.relative_url(url, found)
            if found.startswith(urls.FILES):
                file = found.partition("#")[0]
                files[file] = _CONTENT + file.removeprefix(urls.FILES)
    html = replace_links(rendered, replaced) if replaced else rendered
    return ResolvedText(html=html, files=files, diagnostics=tuple(faults))


def _find(attribute: str, target: str, source: Source, targets: LinkTargets) -> str | Diagnostic | None:
    """Return the url that ``target`` means, None if it is to be left as it is, or what is wrong."""
    picture = attribute == "src"
    if urls.is_external(target):
        return _fault("image-remote", target, source) if picture else None
    path, mark, fragment = (unquote(part) for part in target.partition("#"))
    path = path.partition("?")[0]
    if path.startswith("/") and not picture:
        owner = next((page for page, url in targets.pages.items() if url == path), "")
        found = path in targets.site_urls and (not mark or fragment in targets.anchors.get(owner, ()))
        return path + mark + fragment if found else _fault("link-broken", target, source)
    content_path = normpath(f"{dirname(source.path)}/{path}") if path else source.path
    if content_path in targets.pages and not picture:
        if not fragment or fragment in targets.anchors.get(content_path, ()):
            return targets.pages[content_path] + mark + fragment
        return _fault("link-broken", target, source)
    if content_path in targets.files and "#" not in content_path:
        return urls.FILES + content_path.removeprefix(_CONTENT) + mark + fragment
    known = (targets.files if picture else [*targets.pages, *targets.files]) if path else ()
    return _fault(
        "image-missing" if picture else "link-broken", target, source, _similar(content_path, known)
    )


def _similar(path: str, known: Collection[str]) -> str | None:
    """Return the path in ``known`` whose file name is most like that of ``path``, as it is to be written."""
    by_name = {basename(other): other for other in sorted(known)}
    name = nearest(basename(path), by_name)
    return relpath(by_name[name], dirname(path)) if name else None


def _fault(code: str, target: str, source: Source, suggestion: str | None = None) -> Diagnostic:
    written = (f"]({target}", f"](<{target}", f'"{target}', target)
    line, column = next((place for words in written for place in _places(source.text, words)), (0, 0))
    return source.diagnose(code, line, column, target=target, suggestion=suggestion)


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    for number, line in enumerate(text.split("\n"), start=1):
        column = line.find(words)
        if column >= 0:
            yield number, column + 1 + len(words) - len(words.lstrip('](<"'))
