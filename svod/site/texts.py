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
    """Render all bodies; ``files`` are the paths under ``content/`` that they may link to.

    Faulty and withdrawn acts are rendered too, for the faults in their links, and left out.
    """
    blank = words.text(N_("left blank"))
    sheet = SheetRenderer(link_label=words.text(N_("Link to this place")), blank_label=blank)
    markdown = MarkdownRenderer(blank)
    articles = tuple(articles)
    targets = _link_targets(library, articles, files)
    acts = {
        act.id: resolve_links(sheet.render(act.document), act.source, urls.resolution_url(act.id), targets)
        for act in library.by_id.values()
    }
    pages = [
        resolve_links(markdown.page(a.body), a.source, urls.page_url(a.fields.id), targets) for a in articles
    ]
    shown = {act.id: acts[act.id] for act in library.acts}
    return Texts(
        acts={act_id: text.html for act_id, text in shown.items()},
        articles=tuple((article, text.html) for article, text in zip(articles, pages, strict=True)),
        files={url: path for text in (*shown.values(), *pages) for url, path in text.files.items()},
        diagnostics=tuple(fault for text in (*acts.values(), *pages) for fault in text.diagnostics),
    )


def _link_targets(library: Library, articles: Iterable[Article], files: Collection[str]) -> LinkTargets:
    pages = {path: urls.resolution_url(act.id) for path, act in library.by_path.items()}
    pages |= {article.source.path: urls.page_url(article.fields.id) for article in articles}
    terms = (term.url for taxonomy in library.taxonomies.values() for term in taxonomy.terms.values())
    lists = (urls.taxonomy_url(name) for name in library.taxonomies)
    return LinkTargets(
        pages=pages,
        anchors={
            path: _anchors(act)
            for path, act in library.by_path.items()
            if act.resolution.access != "withdrawn"
        },
        site_urls={urls.HOME, urls.RESOLUTIONS, *pages.values(), *terms, *lists},
        files=files,
    )


def _anchors(act: Act) -> frozenset[str]:
    notes = (footnote_anchor(note.label) for note in act.document.footnotes)
    return frozenset([*(node.anchor for node in walk(act.document.blocks)), *notes])
