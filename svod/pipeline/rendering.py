"""From what was read to the files of the site, each given to a sink as soon as it is made."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from svod import urls
from svod.config import CONFIG_PATH, Config
from svod.content.act import Act
from svod.content.fidelity import check_fidelity, shows
from svod.content.frontmatter import split_front_matter
from svod.content.sources import read_file, read_source
from svod.diagnostics import Diagnostic, diagnose
from svod.execution import Executor, Kept, names_of
from svod.pipeline.reading import RESOLUTIONS_FOLDER, Content, Fault, LeftActs, Reading, Site
from svod.publish.state import FileMark
from svod.publish.store import Store, digest
from svod.search.entries import facet_labels, find_facets, numbered_acts
from svod.search.fragments import fragment_script
from svod.search.runs import WordCollector
from svod.search.scripts import Script
from svod.site.feeds import feed_listings, plan_sitemap
from svod.site.pages import Page, PagePlanner, check_addresses, describe_site
from svod.site.sheets import Sheet
from svod.site.templating import ENGINE_TEMPLATES, Templates
from svod.site.texts import TextResolver

_DOCUMENTS: Final = (".doc", ".docx", ".odt", ".rtf", ".txt", ".markdown")

INDEX: Final = "pages-index"
SITEMAP: Final = "pages-sitemap"

Sink: TypeAlias = Callable[[str, bytes], FileMark]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What is left of files that were given to a sink.

    ``written`` are the marks that the sink gave them, by path; ``pages`` are the pages among them, without
    what they show; ``linked`` the paths of the files that their texts need, by their urls.
    """

    written: Mapping[str, FileMark]
    pages: tuple[Page, ...] = ()
    linked: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where files go. ``live`` has the digests of those that are there, None if nobody wants any."""

    write: Sink
    live: Mapping[str, str] | None

    def has(self, rendered: Rendered) -> bool:
        """Tell whether the files of ``rendered`` are there."""
        live = self.live
        return live is None or all(live.get(path) == mark.digest for path, mark in rendered.written.items())


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
    done = {task: _find_kept(site.store, task.name, task.key, target) for task in tasks}
    missing = [task for task in tasks if done[task] is None]
    with executor.run(begin, renderer, [task.work for task in missing], len(missing) // 4) as results:
        index = _render_index(site, reading, target) if indexed else Rendered(written={})
        for task, rendered in zip(missing, results, strict=True):
            done[task] = rendered
            if not rendered.faults:
                site.store.leave(task.name, task.key, rendered)
    site.store.keep_only({INDEX, SITEMAP, *names_of(reading.chunks), *(task.name for task in tasks)})
    pages = _merge([rendered for rendered in done.values() if rendered])
    lists = _render_sitemap(site, config, renderer, pages, target)
    assets = _write_files(renderer.templates.assets.items(), target.write)
    found = _merge([index, pages, lists, assets])
    copied = _copy_files(site, found.linked, target.write)
    faults = (
        *_check_setting(config, renderer.templates),
        *check_addresses(content.library, content.articles, found.pages),
        *_find_ignored(content.files - set(found.linked.values())),
    )
    return _merge([found, copied, Rendered(written={}, faults=faults)])


def _render_sitemap(
    site: Site, config: Config, renderer: "PageRenderer", rendered: Rendered, target: Target
) -> Rendered:
    """Give the sitemap of the pages that were ``rendered``, and what leads to it, to ``target``."""
    places = [(page.url, page.lastmod, page.listed) for page in rendered.pages]
    key = digest(site.key, config.base_url, renderer.templates.fingerprint, places)
    kept = _find_kept(site.store, SITEMAP, key, target)
    lists = kept or renderer.render(plan_sitemap(rendered.pages, config))
    if not (kept or lists.faults):
        site.store.leave(SITEMAP, key, lists)
    return lists


def _find_kept(store: Store, name: str, key: bytes, target: Target) -> Rendered | None:
    """Return what an earlier build has left of files, if the target still has them."""
    found = store.find(name, key)
    return found if isinstance(found, Rendered) and target.has(found) else None


def plan_tasks(site: Site, config: Config, reading: Reading, renderer: "PageRenderer") -> list[Task]:
    """Return all pages of the site as tasks, each with the key of what it shows."""
    content, library = reading.content, reading.content.library
    terms = [
        (name, [(term.id, term.name) for term in terms.values()])
        for name, terms in ((name, taxonomy.terms) for name, taxonomy in library.taxonomies.items())
    ]
    articles = [(article.source.path, article.source.text) for article in content.articles]
    common = digest(site.key, config.model_dump_json(), renderer.templates.fingerprint, terms, articles)
    places = sorted(
        (act.path, act.id, act.resolution.access, act.anchors) for act in library.by_path.values()
    )
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


def _merge(parts: Iterable[Rendered]) -> Rendered:
    merged = list(parts)
    return Rendered(
        written={path: mark for part in merged for path, mark in part.written.items()},
        pages=tuple(page for part in merged for page in part.pages),
        linked={url: path for part in merged for url, path in part.linked.items()},
        faults=tuple(fault for part in merged for fault in part.faults),
    )


def _write_files(files: Iterable[tuple[str, bytes]], sink: Sink) -> Rendered:
    """Give files, urls and bytes, to ``sink``."""
    written: dict[str, FileMark] = {}
    for url, payload in files:
        path = urls.output_path(url)
        written[path] = sink(path, payload)
    return Rendered(written=written)


def _render_index(site: Site, reading: Reading, target: Target) -> Rendered:
    """Give the scripts of the index of the search, those of single acts excepted, to ``target``."""
    library = reading.content.library
    acts = numbered_acts(library)
    fragments = [reading.fragments[act.path] for act in acts]
    key = digest(site.key, fragments, [act.fingerprint for act in acts])
    kept = _find_kept(site.store, INDEX, key, target)
    if kept:
        return kept
    rendered = _write_files(map(_script_file, _index_scripts(site, reading, acts, fragments)), target.write)
    site.store.leave(INDEX, key, rendered)
    return rendered


def _index_scripts(
    site: Site, reading: Reading, acts: Sequence[Act], fragments: Sequence[bytes]
) -> Iterator[Script]:
    from svod.search.index import build_index  # noqa: PLC0415  (a check needs no NumPy)

    library = reading.content.library
    places = {path: place for place, path in enumerate(reading.fragments)}
    words = WordCollector()
    for batch in reading.words:
        words.add(batch)
    arranged = words.arrange(places[act.path] for act in acts)
    facets = (find_facets(act, library) for act in acts)
    return build_index(arranged, fragments, facets, facet_labels(library, site.words))


def _script_file(script: Script) -> tuple[str, bytes]:
    return urls.search_script_url(script.name), script.text.encode("utf-8", "replace")


class PageRenderer:
    """Renders the pages of one site, proves what they show and gives them to a sink."""

    def __init__(self, site: Site, config: Config, content: Content, sink: Sink) -> None:
        words, library = site.words, content.library
        self._site = site
        self._sink = sink
        self._library = library
        self._shown = {act.path for act in (*library.acts, *library.withdrawn)}
        self._numbers = {act.path: number for number, act in enumerate(numbered_acts(library))}
        self._texts = TextResolver(library, content.articles, content.files, words)
        self._planner = PagePlanner(library, content.articles, config, words, self._texts)
        self._failed: set[str] = set()
        own = site.folder if isinstance(site.folder, Path) else ENGINE_TEMPLATES.parent
        self.templates = Templates(own, describe_site(config, content.articles, words), words)
        self.listings = [
            *self._planner.listings(self.templates.asset_text("site.css")),
            *feed_listings(library, config),
        ]

    def surroundings(self, path: str) -> tuple[object, ...]:
        """Return what page and fragment of an act show besides itself and the targets of its links."""
        act = self._library.by_path.get(path)
        if act is None:
            return ()
        return path in self._shown, self._numbers.get(path), self._planner.surroundings(act)

    def __call__(self, task: LeftActs | int) -> Rendered:
        """Render the listing that has a number, or acts."""
        if isinstance(task, int):
            return self.render(self.listings[task].plan())
        return _merge(self._act(path, act.sheet, act.fragment) for path, act in task.items())

    def _act(self, path: str, sheet: Sheet, fragment: str) -> Rendered:
        """Render the page of an act and its fragment, if they are shown; its links are checked anyway."""
        act = self._library.by_path[path]
        if path not in self._shown:
            return Rendered(written={}, faults=self._texts.act(act, sheet).faults)
        page = self._render_page(self._planner.resolution(act, sheet), path)
        if path not in self._numbers or not fragment:
            return page
        script = fragment_script(self._numbers[path], fragment)
        return _merge([page, _write_files([_script_file(script)], self._sink)])

    def render(self, pages: Iterable[Page]) -> Rendered:
        """Render pages that show no act."""
        return _merge(map(self._render_page, pages))

    def _render_page(self, page: Page, path: str = "") -> Rendered:
        """Render a page, one with a proof for the act at ``path``; a layout that fails is tried once."""
        entry, linked, faults = (page.entry,), page.text.files, page.text.faults
        if page.layout in self._failed:
            return Rendered(written={}, pages=entry, linked=linked, faults=faults)
        text = self.templates.render(page.layout, page.url, page.context)
        if isinstance(text, Diagnostic):
            self._failed.add(page.layout)
            return Rendered(written={}, pages=entry, linked=linked, faults=(*faults, text))
        written = _write_files([(page.url, text.encode("utf-8", "replace"))], self._sink).written
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
            parts.append(_write_files([(url, payload)], sink))
    return _merge(parts)


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
