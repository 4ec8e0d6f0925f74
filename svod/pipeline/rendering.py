"""From what was read to the files of the site, each given to a sink as soon as it is made."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from svod import urls
from svod.config import CONFIG_PATH, Config
from svod.content.fidelity import check_fidelity, shows
from svod.content.frontmatter import split_front_matter
from svod.content.sources import read_file, read_source
from svod.diagnostics import Diagnostic, diagnose
from svod.execution import Executor
from svod.localization import Localization
from svod.pipeline.reading import RESOLUTIONS_FOLDER, Content, Fault, LeftActs, Reading, Site
from svod.search.entries import facet_labels, find_facets, numbered_acts
from svod.search.fragments import fragment_script
from svod.search.scripts import Script
from svod.site.feeds import feed_listings, plan_sitemap
from svod.site.pages import Page, PagePlanner, check_addresses, describe_site
from svod.site.sheets import Sheet
from svod.site.templating import ENGINE_TEMPLATES, Templates
from svod.site.texts import TextResolver

_DOCUMENTS: Final = (".doc", ".docx", ".odt", ".rtf", ".txt", ".markdown")

Sink: TypeAlias = Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What is left of files that were given to a sink.

    ``written`` is how many bytes each has, by its path; ``pages`` are the pages among them, without what
    they show; ``linked`` the paths of the files that their texts need, by their urls.
    """

    written: Mapping[str, int]
    pages: tuple[Page, ...] = ()
    linked: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def render_site(
    site: Site, config: Config, reading: Reading, sink: Sink, executor: Executor, *, indexed: bool
) -> Rendered:
    """Give all files of the site to ``sink``, in the processes of ``executor``; return what is left of them.

    The index of the search, which has no faults to find, is among them if it is to be ``indexed``.
    """
    content = reading.content
    renderer = PageRenderer(site, config, content, sink)
    tasks = [*range(len(renderer.listings)), *reading.left]
    begin = partial(PageRenderer, site, config, content, sink)
    with executor.run(begin, tasks, len(reading.left)) as results:
        index = _write_files(_index_files(reading, site.words) if indexed else (), sink)
        pages = _merge(results)
    lists = renderer.render(plan_sitemap(pages.pages, config))
    found = _merge([index, pages, lists, _write_files(renderer.templates.assets.items(), sink)])
    copied = _copy_files(site, found.linked, sink)
    faults = (
        *_check_setting(config, renderer.templates),
        *check_addresses(content.library, content.articles, found.pages),
        *_find_ignored(content.files - set(found.linked.values())),
    )
    return _merge([found, copied, Rendered(written={}, faults=faults)])


def _merge(parts: Iterable[Rendered]) -> Rendered:
    merged = list(parts)
    return Rendered(
        written={path: size for part in merged for path, size in part.written.items()},
        pages=tuple(page for part in merged for page in part.pages),
        linked={url: path for part in merged for url, path in part.linked.items()},
        faults=tuple(fault for part in merged for fault in part.faults),
    )


def _write_files(files: Iterable[tuple[str, bytes]], sink: Sink) -> Rendered:
    """Give files, urls and bytes, to ``sink``."""
    written: dict[str, int] = {}
    for url, payload in files:
        path = urls.output_path(url)
        sink(path, payload)
        written[path] = len(payload)
    return Rendered(written=written)


def _index_files(reading: Reading, words: Localization) -> Iterator[tuple[str, bytes]]:
    """Yield the scripts of the index of the search, those of single acts excepted."""
    from svod.search.index import build_index  # noqa: PLC0415  (a check needs no NumPy)

    library = reading.content.library
    acts = numbered_acts(library)
    places = {path: place for place, path in enumerate(reading.indexed)}
    arranged = reading.words.arrange(places[act.path] for act in acts)
    facets = (find_facets(act, library) for act in acts)
    for script in build_index(arranged, facets, facet_labels(library, words)):
        yield _script_file(script)


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

    def __call__(self, task: int | LeftActs) -> Rendered:
        """Render the listing that has a number, or acts."""
        if isinstance(task, int):
            return self.render(self.listings[task]())
        return _merge(self._act(path, *of_act) for path, of_act in task.items())

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
