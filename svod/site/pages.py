"""Which pages there are and what each of them shows.

``PagePlanner.listings`` and ``PagePlanner.resolution`` are the table of contents of the site; every page
is complete and independent of all others, so that pages can be rendered in any order and any process. A
page is planned when it is asked for: who takes them one by one holds one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from svod import urls
from svod.archive.citations import cite_act
from svod.archive.labels import ADDRESSEE_KINDS, TAXONOMIES, TERM_KINDS, date_label, status_label
from svod.archive.library import Library, check_aliases
from svod.archive.repetitions import Repetitions
from svod.archive.taxonomies import ADDRESSEES, ORGANIZATIONS, TOPICS, YEARS, Taxonomy, Term
from svod.config import Config
from svod.content.act import Act
from svod.content.articles import Article
from svod.content.frontmatter import KeyFault
from svod.diagnostics import Diagnostic
from svod.localization import Localization
from svod.rules import N_
from svod.site.alphabet import ALPHABET, build_alphabet
from svod.site.builders import Builders
from svod.site.cards import split_pages
from svod.site.citing import refer_to
from svod.site.contexts import (
    AlphabetContext,
    ArticleContext,
    Count,
    Facet,
    HomeContext,
    Link,
    ListContext,
    NotFoundContext,
    RedirectContext,
    ResolutionContext,
    SearchContext,
    Site,
    TaxonomyContext,
    TermContext,
    TermSection,
)
from svod.site.crossings import CrossingPlanner
from svod.site.messages import client_messages
from svod.site.plans import Listing, Page, latest_change
from svod.site.repeated_notes import RepetitionMarker
from svod.site.repetitions import REUSE, RepetitionPlanner
from svod.site.sheets import Sheet
from svod.site.stretches import StretchCutter
from svod.site.texts import TextResolver

RESOLUTION_LAYOUT = "layouts/resolution.html"
_SUMMARY_LENGTH = 200


def describe_site(config: Config, articles: Sequence[Article], words: Localization) -> Site:
    """Return what all pages share."""
    navigation = [Link(title=words.text(N_("Resolutions")), url=urls.RESOLUTIONS)]
    navigation += [
        Link(title=words.text(label), url=urls.taxonomy_url(name)) for name, label in TAXONOMIES.items()
    ]
    ordered = sorted(articles, key=lambda article: (article.fields.order, article.fields.id))
    return Site(
        title=config.title,
        description=config.description,
        language=config.language,
        content_language=config.content_language,
        navigation=navigation,
        footer=[
            Link(title=words.text(ALPHABET), url=urls.ALPHABET),
            Link(title=words.text(REUSE), url=urls.REUSE),
            *(Link(title=a.fields.title, url=urls.page_url(a.fields.id)) for a in ordered),
        ],
    )


class PagePlanner:
    """Plans the pages of one library."""

    def __init__(
        self,
        library: Library,
        articles: Sequence[Article],
        builders: Builders,
        texts: TextResolver,
        repetitions: Repetitions,
    ) -> None:
        config, words = builders.config, builders.words
        self._library = library
        self._articles = articles
        self._config = config
        self._words = words
        self._texts = texts
        self._neighbours = library.neighbours()
        self._provision_count = sum(act.provision_count for act in library.acts)
        self._heads, self._cards, self._facts = builders.heads, builders.cards, builders.facts
        self._counted: tuple[str, Sequence[Facet]] = ("", ())
        self._figures = builders.figures
        self._crossings = CrossingPlanner(library, builders)
        self._marker = RepetitionMarker(library, repetitions, words)
        self._repetitions = RepetitionPlanner(library, repetitions, builders, self._marker)

    def listings(self, style: str) -> list[Listing]:
        """Return all pages but those of acts and addressees (``asking``).

        ``style`` is the style sheet, for the page that cannot link to it.
        """
        taxonomies, everything = self._library.taxonomies.values(), self._library.acts
        terms = (
            (taxonomy, term)
            for taxonomy in taxonomies
            if taxonomy.name != ADDRESSEES
            for term in taxonomy.terms.values()
        )
        # Of whom an act asks something is no part of its fingerprint.
        asked = [len(term.acts) for term in self._library.taxonomies[ADDRESSEES].terms.values()]
        cut = StretchCutter(self._library, self._config.page_size).cut
        return [
            Listing(name="home", acts=everything, plan=self._home, besides=self._provision_count),
            *cut("resolutions", everything, self._resolution_list),
            Listing(
                name="taxonomies",
                acts=everything,
                plan=partial(map, self._taxonomy, taxonomies),
                besides=asked,
            ),
            *(
                listing
                for taxonomy, term in terms
                for listing in cut(
                    f"{taxonomy.name}-{term.id}", term.acts, partial(self._term, taxonomy, term)
                )
            ),
            *self._crossings.listings(),
            Listing(name="articles", acts=(), plan=partial(map, self._article, self._articles), linking=True),
            Listing(name="alphabet", acts=everything, plan=self._alphabet, besides=asked),
            *self._repetitions.listings(),
            Listing(name="search", acts=(), plan=self._search),
            Listing(name="not-found", acts=(), plan=partial(self._not_found, style)),
            Listing(name="redirects", acts=(*everything, *self._library.withdrawn), plan=self._redirects),
        ]

    def surroundings(self, act: Act) -> tuple[object, ...]:
        """Return what the page of ``act`` shows of other acts, but for the targets of links in its text."""
        related = [self._library.by_id.get(other) for other in act.related]
        others = (*self._neighbours.get(act.id, (None, None)), *related)
        own = (*self._marker.surroundings(act), *self._facts.surroundings(act))
        return (*map(_act_link, others), *own)

    def _home(self) -> Iterator[Page]:
        acts = self._library.acts
        context = HomeContext(
            head=self._heads.head(self._config.title, urls.HOME),
            total=len(acts),
            provisions=self._provision_count,
            ways=self._ways(),
            years=self._cards.all_counts(YEARS),
            topics=self._cards.all_counts(TOPICS),
            organizations=self._cards.all_counts(ORGANIZATIONS),
            topics_by_year=self._figures.topics_by_year(),
            organizations_by_topic=self._figures.organizations_by_topic(),
            latest=self._cards.cards(acts[: self._config.latest]),
        )
        yield Page(url=urls.HOME, layout="layouts/home.html", context=context, lastmod=latest_change(acts))

    def _ways(self) -> list[Count]:
        numbers = {
            name: sum(term.id != urls.UNDATED for term in taxonomy.terms.values())
            for name, taxonomy in self._library.taxonomies.items()
        }
        largest = max(numbers.values(), default=1) or 1
        return [
            Count(
                title=self._words.text(TAXONOMIES[name]),
                url=urls.taxonomy_url(name),
                number=number,
                share=round(100 * number / largest),
            )
            for name, number in numbers.items()
        ]

    def _resolution_list(self, numbers: range) -> Iterator[Page]:
        acts = self._library.acts
        facets, lastmod = self._facets(urls.RESOLUTIONS, acts), latest_change(acts)
        for url, part, pager in split_pages(acts, urls.RESOLUTIONS, self._config.page_size, numbers):
            first = self._heads.resolutions()
            head = self._heads.head(first.title, url, parents=[first] if pager.number > 1 else [])
            context = ListContext(head=head, cards=self._cards.cards(part), pager=pager, facets=facets)
            yield Page(url=url, layout="layouts/list.html", context=context, lastmod=lastmod)

    def resolution(self, act: Act, sheet: Sheet) -> Page:
        """Return the page of an act of the library, whose sheet is given."""
        previous, following = self._neighbours.get(act.id, (None, None))
        resolution = sheet.resolution
        url = urls.resolution_url(act.id)
        withdrawn = resolution.access == "withdrawn"
        facts = self._facts.of_act(resolution)
        text = self._texts.act(act, sheet)
        head = self._heads.head(
            resolution.title,
            url,
            description=self._summary(act),
            parents=[self._heads.resolutions()],
            noindex=resolution.access != "public",
        )
        head = head if withdrawn else self._heads.of_file(head, act.path)
        citation = cite_act(
            resolution, self._library.authorities, archive=self._config.title, url=head.permalink
        )
        context = ResolutionContext(
            head=head,
            id=act.id,
            html=Markup("" if withdrawn else self._marker.mark(act, text.html)),
            repeated=self._marker.is_repeated(act),
            titled=sheet.titled and not withdrawn,
            status=status_label(resolution.status, self._words),
            withdrawn=(resolution.access_note or "") if withdrawn else None,
            facts=facts,
            inferred=any(value.inferred for fact in facts for value in fact.values),
            references=None if withdrawn else refer_to(citation),
            contents=() if withdrawn else sheet.contents,
            notes=() if withdrawn else sheet.notes,
            previous=_act_link(previous),
            next=_act_link(following),
        )
        return Page(
            url=url,
            layout=RESOLUTION_LAYOUT,
            context=context,
            lastmod=resolution.changed,
            listed=resolution.access == "public",
            text=replace(text, files={}) if withdrawn else text,
            proof=None if withdrawn else sheet.proof,
        )

    def _summary(self, act: Act) -> str:
        """Return a sentence for search engines: who, when, and the first words of an act that stands."""
        names = [term.name for term in self._library.taxonomies[ORGANIZATIONS].named_by(act)]
        date_text = date_label(act.date, self._words)
        origin = ", ".join([*names, date_text]).removesuffix(".")
        opening = "" if act.access == "withdrawn" else act.opening
        text = ". ".join(part for part in (origin, opening) if part)
        return text if len(text) <= _SUMMARY_LENGTH else text[:_SUMMARY_LENGTH].rpartition(" ")[0] + "…"

    def _taxonomy(self, taxonomy: Taxonomy) -> Page:
        section = self._heads.section(taxonomy.name)
        counts = zip(taxonomy.terms.values(), self._cards.all_counts(taxonomy.name), strict=True)
        kinds = ADDRESSEE_KINDS if taxonomy.name == ADDRESSEES else {"": ""}
        sections: dict[str, list[Count]] = {kind: [] for kind in kinds}
        for term, count in counts:
            sections[getattr(term.entry, "kind", "")].append(count)
        context = TaxonomyContext(
            head=self._heads.head(section.title, section.url),
            sections=[
                TermSection(title=self._words.text(label) if label else "", terms=sections[kind])
                for kind, label in kinds.items()
                if sections[kind]
            ],
        )
        lastmod = latest_change(self._library.acts)
        return Page(url=section.url, layout="layouts/taxonomy.html", context=context, lastmod=lastmod)

    def _facets(self, url: str, acts: Sequence[Act], of: Term | None = None) -> Sequence[Facet]:
        """Return the facets of the list at ``url``, counted once for stretches that follow each other."""
        if self._counted[0] != url:
            self._counted = url, self._cards.facets(acts, of)
        return self._counted[1]

    def _term(self, taxonomy: Taxonomy, term: Term, numbers: range) -> Iterator[Page]:
        name = self._cards.term_name(term)
        has_feed = taxonomy.name in (ORGANIZATIONS, TOPICS)
        feed = Link(title=f"{self._config.title}: {name}", url=urls.feed_url(term.url)) if has_feed else None
        facets = self._facets(term.url, term.acts, term)
        timeline = self._figures.timeline(term) if has_feed and not numbers.start else None
        section, first = self._heads.section(taxonomy.name), Link(title=name, url=term.url)
        lastmod = latest_change(term.acts)
        for url, part, pager in split_pages(term.acts, term.url, self._config.page_size, numbers):
            context = TermContext(
                head=self._heads.head(name, url, parents=[section, first][: min(pager.number, 2)], feed=feed),
                kind=self._words.text(TERM_KINDS[taxonomy.name]),
                facts=self._facts.of_term(term),
                description=(term.entry.description or "") if term.entry else "",
                timeline=timeline if pager.number == 1 else None,
                cards=self._cards.cards(part),
                pager=pager,
                facets=facets,
            )
            yield Page(url=url, layout="layouts/term.html", context=context, lastmod=lastmod)

    def _article(self, article: Article) -> Page:
        url = urls.page_url(article.fields.id)
        text = self._texts.article(article)
        head = self._heads.head(article.fields.title, url, description=article.fields.description or "")
        head = self._heads.of_file(head, article.source.path)
        context = ArticleContext(head=head, html=Markup(text.html))
        return Page(url=url, layout="layouts/article.html", context=context, text=text)

    def _alphabet(self) -> Iterator[Page]:
        head = self._heads.head(self._words.text(ALPHABET), urls.ALPHABET)
        context = AlphabetContext(head=head, sections=build_alphabet(self._library, self._words))
        yield Page(url=urls.ALPHABET, layout="layouts/alphabet.html", context=context)

    def _search(self) -> Iterator[Page]:
        alphabet = Link(title=self._words.text(ALPHABET), url=urls.ALPHABET)
        lists = [self._heads.section(name) for name in self._library.taxonomies]
        context = SearchContext(
            head=self._heads.head(self._words.text(N_("Search")), urls.SEARCH),
            messages=client_messages(self._words),
            ways=[alphabet, self._heads.resolutions(), *lists],
        )
        yield Page(url=urls.SEARCH, layout="layouts/search.html", context=context, listed=False)

    def _not_found(self, style: str) -> Iterator[Page]:
        base_url = self._config.base_url
        links = [Link(title=self._words.text(N_("Home")), url=urls.HOME), self._heads.resolutions()]
        links += [self._heads.section(name) for name in self._library.taxonomies]
        if base_url:
            links = [Link(title=link.title, url=urls.permalink(base_url, link.url)) for link in links]
        head = self._heads.head(self._words.text(N_("Page not found")), urls.NOT_FOUND, noindex=True)
        context = NotFoundContext(head=head, style=Markup(style), ways=links)
        yield Page(url=urls.NOT_FOUND, layout="layouts/404.html", context=context, listed=False)

    def _redirects(self) -> Iterator[Page]:
        for act in (*self._library.acts, *self._library.withdrawn):
            target = Link(title=act.title, url=urls.resolution_url(act.id))
            for alias in act.aliases:
                head = self._heads.head(act.title, alias, noindex=True)
                head = replace(head, permalink=self._heads.permalink(target.url))
                context = RedirectContext(head=head, target=target)
                yield Page(url=alias, layout="layouts/redirect.html", context=context, listed=False)


def check_addresses(
    library: Library, articles: Sequence[Article], pages: Iterable[Page]
) -> list[Diagnostic | KeyFault]:
    """Report editors' pages and former addresses that stand where another page does."""
    faults: list[Diagnostic | KeyFault] = []
    own = ("layouts/article.html", "layouts/redirect.html")
    taken = {page.url: page.url for page in pages if page.layout not in own}
    taken |= {urls.STATIC: urls.STATIC, urls.FILES: urls.FILES}
    for article in articles:
        url = urls.page_url(article.fields.id)
        if url in taken:
            faults.append(article.source.diagnose("alias-collision", 1, 1, url=url, other=taken[url]))
        taken[url] = article.source.path
    return [*faults, *check_aliases(library, taken)]


def _act_link(act: Act | None) -> Link | None:
    return Link(title=act.title, url=urls.resolution_url(act.id)) if act else None
