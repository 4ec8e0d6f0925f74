"""From what was read to the files of the site, each given to a sink as soon as it is made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from svod.config import CONFIG_PATH, Config
from svod.content.act import parse_act
from svod.content.document import Document
from svod.content.fidelity import check_fidelity, shows
from svod.content.frontmatter import split_front_matter
from svod.content.sources import read_file, read_source
from svod.diagnostics import Diagnostic, diagnose
from svod.execution import Executor, Kept, names_of, told
from svod.home import ENGINE_TEMPLATES
from svod.pipeline.files import Rendered, Sink, Target, find_kept, merge_rendered, script_file, write_files
from svod.pipeline.gathering import GatheredTask, gather_texts
from svod.pipeline.indexing import INDEX, render_index
from svod.pipeline.keys import EDITION
from svod.pipeline.reading import (
    REPETITIONS,
    RESOLUTIONS_FOLDER,
    SHARED,
    Content,
    LeftActs,
    Reading,
    Site,
)
from svod.publish.store import digest, open_store
from svod.rules import N_
from svod.search.fragments import fragment_script
from svod.site.asking import AskedPlanner, fill_holes
from svod.site.builders import make_builders
from svod.site.comparisons import plan_comparisons
from svod.site.feeds import feed_listings, plan_sitemap
from svod.site.pages import PagePlanner, check_addresses, describe_site
from svod.site.plans import Listing, Page
from svod.site.sheets import Sheet
from svod.site.templating import Templates
from svod.site.texts import TextResolver

_DOCUMENTS: Final = (".doc", ".docx", ".odt", ".rtf", ".txt", ".markdown")

SITEMAP: Final = "pages-sitemap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Files that are made together: the pages of acts that were kept, or of the listing that has a number.

    ``key`` is that of all they show; ``name`` the one under which what is left of them is kept.
    """

    name: str
    key: bytes
    work: Kept | int


def render_site(
    site: Site, config: Config, reading: Reading, target: Target, executor: Executor, *, indexed: bool
) -> Rendered:
    """Give all files of the site to ``target``, wherever ``executor`` runs; return what is left of them.

    Those that an earlier build has made of the same are taken as they are where the target has them. The
    index of the search, which has no faults to find, is among the files if it is to be ``indexed``.
    """
    content = reading.content
    begin = partial(PageRenderer, site, config, content, target.write)
    renderer = begin()
    tasks = plan_tasks(site, config, reading, renderer)
    done = {task: find_kept(site.store, task.name, task.key, target) for task in tasks}
    missing = [task for task in tasks if done[task] is None]
    worth = min(len(missing) // 4, len(reading.chunks))
    with open_store(None) as aside:
        gathered = _gather(reading, renderer, missing, aside.folder / "gathered")
        here = gathered if executor.repeats else {}  # workers of a cluster do not see this disk
        work = [gathered.get(task, task.work) for task in missing if task not in here]
        with executor.run(begin, renderer, work, worth) as results:
            if indexed:
                executor.progress(N_("Making the search index"), 0, 0)
            index = render_index(site, reading, target) if indexed else Rendered(written={})
            for task in told(executor.progress, N_("Making pages"), missing, len(missing)):
                done[task] = rendered = renderer(here[task]) if task in here else next(results)
                if site.store.lasting and not rendered.faults:
                    site.store.leave(task.name, task.key, rendered)
    kept = (*names_of(reading.chunks, SHARED), *(task.name for task in tasks))
    site.store.keep_only({EDITION, INDEX, REPETITIONS, SITEMAP, *kept})
    pages = merge_rendered([rendered for rendered in done.values() if rendered])
    lists = _render_sitemap(site, config, renderer, pages, target)
    assets = write_files(renderer.templates.assets.items(), target.write)
    found = merge_rendered([index, pages, lists, assets])
    copied = _copy_files(site, found.linked, target.write)
    faults = (
        *_check_setting(config, renderer.templates),
        *check_addresses(content.library, content.articles, found.pages),
        *_find_ignored(content.files - set(found.linked.values())),
    )
    return merge_rendered([found, copied, Rendered(written={}, faults=faults)])


def _gather(
    reading: Reading, renderer: "PageRenderer", tasks: Iterable[Task], file: Path
) -> dict[Task, GatheredTask]:
    """Return those of ``tasks`` that show texts of acts with these, put into ``file``."""
    by_number = {task.work: task for task in tasks if isinstance(task.work, int)}
    listings = [
        (number, listing)
        for number, listing in enumerate(renderer.listings)
        if (listing.addressee or listing.quoted) and number in by_number
    ]
    found = gather_texts(reading, listings, file) if listings else {}
    return {by_number[number]: task for number, task in found.items()}


def _render_sitemap(
    site: Site, config: Config, renderer: "PageRenderer", rendered: Rendered, target: Target
) -> Rendered:
    """Give the sitemap of the pages that were ``rendered``, and what leads to it, to ``target``."""
    places = [(page.url, page.lastmod, page.listed) for page in rendered.pages]
    key = digest(site.key, config.base_url, renderer.templates.fingerprint, places)
    kept = find_kept(site.store, SITEMAP, key, target)
    lists = kept or renderer.render(plan_sitemap(rendered.pages, config))
    if not (kept or lists.faults):
        site.store.leave(SITEMAP, key, lists)
    return lists


def plan_tasks(site: Site, config: Config, reading: Reading, renderer: "PageRenderer") -> list[Task]:
    """Return all pages of the site as tasks, each with the key of what it shows."""
    content, library = reading.content, reading.content.library
    terms = [
        (name, [(term.id, term.name) for term in terms.values()])
        for name, terms in ((name, taxonomy.terms) for name, taxonomy in library.taxonomies.items())
    ]
    articles = [(article.source.path, article.source.text) for article in content.articles]
    common = digest(site.key, config.model_dump_json(), renderer.templates.fingerprint, terms, articles)
    places = sorted((act.path, act.id, act.access, act.places) for act in library.by_path.values())
    linked = digest(places, sorted(content.files))
    listings = [
        Task(
            name=f"pages-{digest(listing.name).hex()}",
            key=digest(
                common,
                listing.name,
                listing.besides,
                linked if listing.linking else None,
                [act.fingerprint for act in listing.acts],
            ),
            work=number,
        )
        for number, listing in enumerate(renderer.listings)
    ]
    chunks = [
        Task(
            name=f"pages-{chunk.name}",
            key=digest(
                common,
                chunk.key,
                linked if linking else None,
                [renderer.surroundings(path) for path in chunk.paths],
            ),
            work=left,
        )
        for (chunk, linking), left in zip(reading.chunks.items(), reading.left, strict=True)
    ]
    return [*listings, *chunks]


class PageRenderer:
    """Renders the pages of one site, proves what they show and gives them to a sink."""

    def __init__(self, site: Site, config: Config, content: Content, sink: Sink) -> None:
        words, library = site.words, content.library
        self._site = site
        self._sink = sink
        self._library = library
        self._shown = {act.path for act in (*library.acts, *library.withdrawn)}
        self._numbers = content.numbers
        self._texts = TextResolver(library, content.articles, content.files, words)
        self._builders = make_builders(library, config, words)
        self._planner = PagePlanner(
            library, content.articles, self._builders, self._texts, content.repetitions
        )
        self._failed: set[str] = set()
        own = site.folder if isinstance(site.folder, Path) else ENGINE_TEMPLATES.parent
        self.templates = Templates(own, describe_site(config, content.articles, words), words)
        self._config = config
        self._compared = content.texts
        self._asked = content.asked

    @cached_property
    def listings(self) -> list[Listing]:
        """All pages but those of acts."""
        library, builders = self._library, self._builders
        return [
            *self._planner.listings(self.templates.asset_text("site.css")),
            *AskedPlanner(library, self._asked, builders).listings(),
            *plan_comparisons(library, builders, self._compared, self._read),
            *feed_listings(library, self._config),
        ]

    def _read(self, path: str) -> Document | None:
        """Return the tree of an act, None where its file has changed so that there is none."""
        source = read_source(self._site.folder, path)
        parsed = None if isinstance(source, Diagnostic) else parse_act(source)[0]
        return parsed.document if parsed else None

    def surroundings(self, path: str) -> tuple[object, ...]:
        """Return what page and fragment of an act show besides itself and the targets of its links."""
        act = self._library.by_path.get(path)
        if act is None:
            return ()
        return path in self._shown, self._numbers.get(path), self._planner.surroundings(act)

    def __call__(self, task: LeftActs | GatheredTask | int) -> Rendered:
        """Render the listing that has a number, or acts."""
        if isinstance(task, int):
            return self.render(self.listings[task].plan())
        if isinstance(task, GatheredTask):
            return self._render_gathered(self.listings[task.number], task)
        return merge_rendered(self.act(path, act.sheet, act.fragment) for path, act in task.items())

    def act(self, path: str, sheet: Sheet, fragment: str) -> Rendered:
        """Render the page of an act and its fragment, if they are shown; its links are checked anyway."""
        act = self._library.by_path[path]
        if path not in self._shown:
            return Rendered(written={}, faults=self._texts.act(act, sheet).faults)
        page = self._render_page(self._planner.resolution(act, sheet), path)
        if path not in self._numbers or not fragment:
            return page
        script = fragment_script(self._numbers[path], fragment)
        return merge_rendered([page, write_files([script_file(script)], self._sink)])

    def render(self, pages: Iterable[Page]) -> Rendered:
        """Render pages that show no act."""
        return merge_rendered(map(self._render_page, pages))

    def _render_gathered(self, listing: Listing, task: GatheredTask) -> Rendered:
        """Render pages that show texts of many acts: they are planned with them, or have holes for them."""
        if listing.quoted:
            return self.render(listing.plan(task.load_texts()))
        requests = task.load_requests(listing)
        return merge_rendered(self._render_page(page, requests=requests) for page in listing.plan())

    def _render_page(
        self, page: Page, path: str = "", requests: Mapping[str, bytes] | None = None
    ) -> Rendered:
        """Render a page, one with a proof for the act at ``path``; a layout that fails is tried once.

        The holes of a page of an addressee are filled with ``requests``.
        """
        entry, linked, faults = (page.entry,), page.text.files, page.text.faults
        if page.layout in self._failed:
            return Rendered(written={}, pages=entry, linked=linked, faults=faults)
        text = self.templates.render(page.layout, page.url, page.context)
        if isinstance(text, Diagnostic):
            self._failed.add(page.layout)
            return Rendered(written={}, pages=entry, linked=linked, faults=(*faults, text))
        payload = text.encode("utf-8", "replace")
        if requests is not None:
            payload = fill_holes(payload, page.url, requests)
        written = write_files([(page.url, payload)], self._sink).written
        unproved = page.proof is not None and not shows(text, page.proof)
        lost = (self._find_difference(path, text),) if unproved else ()
        return Rendered(written=written, pages=entry, linked=linked, faults=(*faults, *lost))

    def _find_difference(self, path: str, page: str) -> Diagnostic:
        """Return where a page differs from the act at ``path``; at its beginning if the file has changed."""
        source = read_source(self._site.folder, path)
        front = source if isinstance(source, Diagnostic) else split_front_matter(source)
        if isinstance(source, Diagnostic) or isinstance(front, Diagnostic):
            return diagnose("fidelity", path, source="…", page="…")
        found = check_fidelity(source, front.body, front.body_line, page)
        return found or source.diagnose("fidelity", front.body_line, 0, source="…", page="…")


def _copy_files(site: Site, linked: Mapping[str, str], sink: Sink) -> Rendered:
    """Give the files at these paths, by their urls, to ``sink``."""
    parts: list[Rendered] = []
    for url, path in linked.items():
        payload = read_file(site.folder, path)
        if isinstance(payload, Diagnostic):
            parts.append(Rendered(written={}, faults=(payload,)))
        else:
            parts.append(write_files([(url, payload)], sink))
    return merge_rendered(parts)


def _check_setting(config: Config, templates: Templates) -> Iterator[Diagnostic]:
    yield from templates.diagnostics
    if not config.base_url:
        yield diagnose("base-url-missing", CONFIG_PATH, file=CONFIG_PATH)
    if not templates.has_fonts:
        yield diagnose("assets-missing", "assets")


def _find_ignored(unlinked: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each text document among the resolutions that nothing reads or links to."""
    for path in unlinked:
        if path.startswith(f"{RESOLUTIONS_FOLDER}/") and path.lower().endswith(_DOCUMENTS):
            yield diagnose("file-ignored", path)
