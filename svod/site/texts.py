"""The bodies of acts and of editors' pages as HTML whose links work."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from svod import urls
from svod.archive.library import Library
from svod.content.act import Act
from svod.content.articles import Article
from svod.content.markup import MarkdownRenderer
from svod.localization import Localization
from svod.rules import N_
from svod.site.links import LinkTargets, ResolvedText, find_links, resolve_links
from svod.site.sheets import Sheet


class TextResolver:
    """Makes the links of the bodies of one library work.

    ``files`` are the paths under ``content/`` that bodies may link to.
    """

    def __init__(
        self, library: Library, articles: Sequence[Article], files: Collection[str], words: Localization
    ) -> None:
        self._markdown = MarkdownRenderer(words.text(N_("left blank")))
        self._targets = _link_targets(library, articles, files)

    def act(self, act: Act, sheet: Sheet) -> ResolvedText:
        """Return the body of ``act``, whose sheet is given."""
        url = urls.resolution_url(act.id)
        return resolve_links(sheet.html, sheet.links, act.path, url, self._targets)

    def article(self, article: Article) -> ResolvedText:
        """Return the body of an editors' page."""
        rendered = self._markdown.page(article.body)
        path, url = article.source.path, urls.page_url(article.fields.id)
        return resolve_links(rendered, find_links(rendered, article.source, ""), path, url, self._targets)


class _Anchors(Mapping[str, Collection[str]]):
    """The places of each text by the path of its file."""

    def __init__(self, acts: Mapping[str, Act]) -> None:
        self._acts = acts

    def __getitem__(self, path: str) -> Collection[str]:
        return self._acts[path].anchors.split(" ")

    def __iter__(self) -> Iterator[str]:
        return iter(self._acts)

    def __len__(self) -> int:
        return len(self._acts)


def _link_targets(library: Library, articles: Sequence[Article], files: Collection[str]) -> LinkTargets:
    shown = {path: act for path, act in library.by_path.items() if act.access != "withdrawn"}
    pages = {path: urls.resolution_url(act.id) for path, act in library.by_path.items()}
    pages |= {article.source.path: urls.page_url(article.fields.id) for article in articles}
    terms = (term.url for taxonomy in library.taxonomies.values() for term in taxonomy.terms.values())
    lists = (urls.taxonomy_url(name) for name in library.taxonomies)
    return LinkTargets(
        pages=pages,
        paths={url: path for path, url in pages.items()},
        anchors=_Anchors(shown),
        site_urls={urls.HOME, urls.RESOLUTIONS, *pages.values(), *terms, *lists},
        files=files,
    )
