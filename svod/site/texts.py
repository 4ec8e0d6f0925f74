"""The bodies of acts and of editors' pages as HTML whose links work."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from svod import urls
from svod.archive.library import Library
from svod.content.act import Act
from svod.content.articles import Article
from svod.content.markup import MarkdownRenderer, footnote_anchor
from svod.content.rendering import SheetRenderer
from svod.diagnostics import Diagnostic
from svod.localization import Localization
from svod.rules import N_
from svod.site.links import LinkTargets, ResolvedText, resolve_links


class TextRenderer:
    """Renders the bodies of one library, each when it is asked for: all at once would fill the memory.

    ``files`` are the paths under ``content/`` that bodies may link to.
    """

    def __init__(
        self, library: Library, articles: Sequence[Article], files: Collection[str], words: Localization
    ) -> None:
        blank = words.text(N_("left blank"))
        self._sheet = SheetRenderer(link_label=words.text(N_("Link to this place")), blank_label=blank)
        self._markdown = MarkdownRenderer(blank)
        self._library = library
        self._targets = _link_targets(library, articles, files)

    def act(self, act: Act) -> ResolvedText:
        """Return the body of ``act``."""
        rendered = self._sheet.render(act.document)
        return resolve_links(rendered, act.source, urls.resolution_url(act.id), self._targets)

    def article(self, article: Article) -> ResolvedText:
        """Return the body of an editors' page."""
        rendered = self._markdown.page(article.body)
        return resolve_links(rendered, article.source, urls.page_url(article.fields.id), self._targets)

    def check_unshown(self) -> Iterator[Diagnostic]:
        """Yield the faults in the links of faulty and withdrawn acts, whose texts no page shows."""
        shown = {act.id for act in self._library.acts}
        for act_id, act in self._library.by_id.items():
            if act_id not in shown:
                yield from self.act(act).diagnostics


class _Anchors(Mapping[str, Collection[str]]):
    """The places of each text by the path of its file; those of an act are taken out of it when needed."""

    def __init__(self, acts: Mapping[str, Act]) -> None:
        self._acts = acts

    def __getitem__(self, path: str) -> Collection[str]:
        text = self._acts[path].text.unpack()
        return text.anchors.union(footnote_anchor(note.label) for note in text.document.footnotes)

    def __iter__(self) -> Iterator[str]:
        return iter(self._acts)

    def __len__(self) -> int:
        return len(self._acts)


def _link_targets(library: Library, articles: Sequence[Article], files: Collection[str]) -> LinkTargets:
    shown = {path: act for path, act in library.by_path.items() if act.resolution.access != "withdrawn"}
    pages = {path: urls.resolution_url(act.id) for path, act in library.by_path.items()}
    pages |= {article.source.path: urls.page_url(article.fields.id) for article in articles}
    terms = (term.url for taxonomy in library.taxonomies.values() for term in taxonomy.terms.values())
    lists = (urls.taxonomy_url(name) for name in library.taxonomies)
    return LinkTargets(
        pages=pages,
        anchors=_Anchors(shown),
        site_urls={urls.HOME, urls.RESOLUTIONS, *pages.values(), *terms, *lists},
        files=files,
    )
