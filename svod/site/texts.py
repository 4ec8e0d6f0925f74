"""The bodies of acts and of editors' pages as HTML whose links work."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from svod import urls
from svod.archive.library import Library
from svod.content.act import Act
from svod.content.articles import Article
from svod.content.document import walk
from svod.content.markup import MarkdownRenderer, footnote_anchor
from svod.content.rendering import SheetRenderer
from svod.content.sources import Source
from svod.diagnostics import Diagnostic
from svod.localization import Localization
from svod.rules import N_
from svod.site.links import LinkTargets, resolve_links


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Rendered bodies: those of acts by id, those of articles in their order.

    ``files`` maps the urls of the files that the texts link to onto their paths.
    """

    acts: Mapping[str, str]
    articles: tuple[tuple[Article, str], ...]
    files: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]


def render_texts(
    library: Library, articles: Iterable[Article], files: Collection[str], words: Localization
) -> Texts:
    """Render all bodies; ``files`` are the paths under ``content/`` that they may link to."""
    blank = words.text(N_("left blank"))
    sheet = SheetRenderer(link_label=words.text(N_("Link to this place")), blank_label=blank)
    markdown = MarkdownRenderer(blank)
    articles = tuple(articles)
    targets = _link_targets(library, articles, files)
    faults: list[Diagnostic] = []
    linked: dict[str, str] = {}

    def resolve(rendered: str, source: Source, url: str) -> str:
        text = resolve_links(rendered, source, url, targets)
        faults.extend(text.diagnostics)
        linked.update(text.files)
        return text.html

    return Texts(
        acts={
            act.id: resolve(sheet.render(act.document), act.source, urls.resolution_url(act.id))
            for act in library.acts
        },
        articles=tuple(
            (article, resolve(markdown.page(article.body), article.source, urls.page_url(article.fields.id)))
            for article in articles
        ),
        files=linked,
        diagnostics=tuple(faults),
    )


def _link_targets(library: Library, articles: Iterable[Article], files: Collection[str]) -> LinkTargets:
    pages = {path: urls.resolution_url(act.id) for path, act in library.by_path.items()}
    pages |= {article.source.path: urls.page_url(article.fields.id) for article in articles}
    terms = (term.url for taxonomy in library.taxonomies.values() for term in taxonomy.terms.values())
    lists = (urls.taxonomy_url(name) for name in library.taxonomies)
    return LinkTargets(
        pages=pages,
        anchors={path: _anchors(act) for path, act in library.by_path.items()},
        site_urls={urls.HOME, urls.RESOLUTIONS, *pages.values(), *terms, *lists},
        files=files,
    )


def _anchors(act: Act) -> frozenset[str]:
    notes = (footnote_anchor(note.label) for note in act.document.footnotes)
    return frozenset([*(node.anchor for node in walk(act.document.blocks)), *notes])
