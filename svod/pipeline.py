"""The whole way from a folder to a site; the only module that sees all stages.

    find and read -> parse -> check -> arrange -> render -> prove -> write

Each stage hands on values; faults are gathered. A file goes to the sink as soon as it is made, so that
memory holds one page and not the site; what the sink has got becomes the site only if there is no error.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from svod import urls
from svod.archive.library import Library, build_library, check_relations, drop_duplicates
from svod.config import CONFIG_PATH, Config, read_config
from svod.content.act import Act, parse_act
from svod.content.articles import Article, parse_article
from svod.content.authorities import Authorities, check_terms, read_authorities, unknown_terms
from svod.content.fidelity import check_fidelity
from svod.content.lint import lint_act
from svod.content.sources import find_files, is_there, read_file, read_source
from svod.diagnostics import Diagnostic, Severity, diagnose
from svod.localization import Localization, localization
from svod.publish.output import OutputBusyError, check_output, stage_output
from svod.rules import severity
from svod.search.entries import build_entries, facet_labels
from svod.search.sizes import IndexSizes, measure_index
from svod.site.feeds import plan_feeds, plan_sitemap
from svod.site.pages import Page, PagePlanner, check_addresses, describe_site
from svod.site.templating import Templates
from svod.site.texts import TextRenderer

RESOLUTIONS_FOLDER: Final = "content/resolutions"
ARTICLES_FOLDER: Final = "content/pages"
_DOCUMENTS: Final = (".doc", ".docx", ".odt", ".rtf", ".txt", ".markdown")
_PARALLEL_FROM: Final = 200
_CHUNK: Final = 100  # acts that a process parses at a time: what it holds besides itself

Sink: TypeAlias = Callable[[str, bytes], None]
_Record = TypeVar("_Record")
_Parsed: TypeAlias = tuple[_Record | None, list[Diagnostic]]
_Argument = TypeVar("_Argument")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run found, sorted, and how many files it published: none when something stopped it.

    ``index`` tells how large the index of the search is, if there is one.
    """

    diagnostics: tuple[Diagnostic, ...]
    resolutions: int
    files: int = 0
    index: IndexSizes | None = None

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not _any_error(self.diagnostics)

    def passes(self, *, strict: bool) -> bool:
        """Tell whether there is no error and, if it is to be ``strict``, no warning."""
        return not self.diagnostics if strict else self.ok


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that was read and is sound by itself, and the faults of all else."""

    config: Config | None
    library: Library
    articles: tuple[Article, ...]
    files: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


def discard(_path: str, _payload: bytes) -> None:
    """Keep nothing: the sink of those who want to know the faults only."""


def build_site(site: Path, sink: Sink = discard, *, jobs: int = 1, base_url: str | None = None) -> Result:
    """Build the site in the folder ``site``; ``sink`` is given the path and the bytes of each file.

    The files are a site only if the result is ``ok``. ``jobs`` is the number of processes that parse;
    ``base_url`` overrides that of the configuration.
    """
    return _render_site(site, _read_site(site, jobs, base_url), sink)


def publish_site(
    site: Path, output: Path, *, jobs: int = 1, base_url: str | None = None, strict: bool = False
) -> Result:
    """Build the site in the folder ``site`` and put it in the place of ``output``, as a whole or not at all.

    It is not published where there is an error, nor where there is a warning if it is to be ``strict``.
    The diagnostics say last what stood in the way or was kept. Raises OSError or OutputBusyError when the
    disk refuses a site that would have been published.
    """
    content = _read_site(site, jobs, base_url)
    unsafe = check_output(site, output)
    if unsafe or _any_error(content.diagnostics):
        result = _render_site(site, content, discard)
        return replace(result, diagnostics=(*result.diagnostics, unsafe)) if unsafe else result
    try:
        with stage_output(output) as staging:
            result = _render_site(site, content, staging.write)
            if not result.passes(strict=strict):
                return result
            kept = staging.publish()
            files = 0 if _any_error(kept) else len(staging.paths)
            return replace(result, diagnostics=(*result.diagnostics, *kept), files=files)
    except (OSError, OutputBusyError):
        result = _render_site(site, content, discard)  # what is wrong with the content is told first
        if result.passes(strict=strict):
            raise
        return result


def _any_error(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(severity(diagnostic.code) is Severity.ERROR for diagnostic in diagnostics)


def _read_site(site: Path, jobs: int, base_url: str | None) -> Content:
    config, faults = read_config(site)
    if config and base_url is not None:
        config = config.model_copy(update={"base_url": base_url})
    authorities, found = read_authorities(site)
    faults += found
    if not is_there(site, RESOLUTIONS_FOLDER):
        faults.append(diagnose("content-missing", RESOLUTIONS_FOLDER, file=RESOLUTIONS_FOLDER))
    acts, found = _read_all(site, RESOLUTIONS_FOLDER, partial(_read_act, site, authorities), jobs)
    faults += found
    articles, found = _read_all(site, ARTICLES_FOLDER, partial(_read_article, site), 1)
    faults += found
    library, found = _arrange(acts, authorities)
    faults += found
    gc.freeze()  # what was read stays to the end: the collector need not look through it time and again
    paths, _ = find_files(site, "content", "")
    return Content(
        config=config,
        library=library,
        articles=tuple(articles),
        files=frozenset(path for path in paths if not path.endswith((".md", ".yaml"))),
        diagnostics=tuple(faults),
    )


def _read_all(
    site: Path, folder: str, read: Callable[[str], _Parsed[_Record]], jobs: int
) -> tuple[list[_Record], list[Diagnostic]]:
    paths, faults = find_files(site, folder, ".md")
    records: list[_Record] = []
    for record, found in _map(read, paths, jobs):
        faults += found
        if record is not None:
            records.append(record)
    return records, faults


def _read_act(site: Path, authorities: Authorities, path: str) -> _Parsed[Act]:
    """Read, parse and check one act: all that can be done without the others, in any process."""
    source = read_source(site, path)
    if isinstance(source, Diagnostic):
        return None, [source]
    act, faults = parse_act(source)
    if act is None:
        return None, faults
    return act.pack(), [*faults, *check_terms(act, authorities), *lint_act(act, authorities)]


def _read_article(site: Path, path: str) -> _Parsed[Article]:
    source = read_source(site, path)
    return (None, [source]) if isinstance(source, Diagnostic) else parse_article(source)


def _map(stage: Callable[[_Argument], _Value], over: Sequence[_Argument], jobs: int) -> Iterable[_Value]:
    """Apply a pure stage to each value, in order, in ``jobs`` processes where that pays."""
    if jobs == 1 or len(over) < _PARALLEL_FROM:
        yield from map(stage, over)
        return
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(stage, over, chunksize=min(_CHUNK, len(over) // jobs))


def _arrange(acts: Sequence[Act], authorities: Authorities) -> tuple[Library, list[Diagnostic]]:
    """Arrange the acts that are sound and refer to nothing that does not exist; know the others."""
    unique, faults = drop_duplicates(acts)
    own = {act.resolution.path for act in unique}
    placed: list[Act] = []
    faulty: list[Act] = []
    for act in acts:
        known = not any(True for _ in unknown_terms(act, authorities))
        (placed if act.sound and known and act.resolution.path in own else faulty).append(act)
    library = build_library(placed, authorities, faulty)
    return library, [*faults, *check_relations(library)]


def _render_site(site: Path, content: Content, sink: Sink) -> Result:
    faults = [*content.diagnostics]
    if content.config:
        faults += _render_files(site, content.config, content, sink)
    unique = {diagnostic.place: diagnostic for diagnostic in faults}
    ordered = tuple(unique[place] for place in sorted(unique))
    result = Result(diagnostics=ordered, resolutions=len(content.library.acts))
    # The index of the search has no faults to find: it is made for a site that can be published.
    if sink is discard or not content.config or not result.ok:
        return result
    words = localization(content.config.language)
    return replace(result, index=measure_index(_write_index(content.library, words, sink)))


def _write_index(library: Library, words: Localization, sink: Sink) -> Iterator[tuple[str, int]]:
    """Give the scripts of the search to ``sink``; yield the name and the bytes of each."""
    from svod.search.index import build_index  # noqa: PLC0415  (a check needs no NumPy)

    for script in build_index(build_entries(library, words), facet_labels(library, words)):
        payload = script.text.encode("utf-8", "replace")
        sink(urls.output_path(urls.search_script_url(script.name)), payload)
        yield script.name, len(payload)


def _render_files(site: Path, config: Config, content: Content, sink: Sink) -> list[Diagnostic]:
    """Give all files of the site to ``sink``, one after another; return the faults found on the way."""
    words = localization(config.language)
    library, articles = content.library, content.articles
    templates = Templates(site, describe_site(config, articles, words), words)
    texts = TextRenderer(library, articles, content.files, words)
    planner = PagePlanner(library, articles, config, words, texts)
    planned = chain(planner.plan(templates.asset_text("site.css")), plan_feeds(library, config))
    pages = _render_pages(templates, planned, sink)
    lists = _render_pages(templates, plan_sitemap(pages.entries, config), sink)
    for url, payload in templates.assets.items():
        sink(urls.output_path(url), payload)
    return [
        *_check_setting(config, templates),
        *texts.check_unshown(),
        *pages.diagnostics,
        *lists.diagnostics,
        *check_addresses(library, articles, [*pages.entries, *lists.entries]),
        *_copy_files(site, pages.files, sink),
        *_find_ignored(content.files - set(pages.files.values())),
    ]


def _check_setting(config: Config, templates: Templates) -> Iterator[Diagnostic]:
    yield from templates.diagnostics
    if not config.base_url:
        yield diagnose("base-url-missing", CONFIG_PATH, file=CONFIG_PATH)
    if not templates.has_fonts:
        yield diagnose("assets-missing", "assets")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What is left of pages that were rendered.

    ``entries`` are the pages without what they show, ``files`` the paths of the files that their texts
    need by their urls.
    """

    entries: tuple[Page, ...]
    files: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]


def _render_pages(templates: Templates, pages: Iterable[Page], sink: Sink) -> Rendered:
    """Render pages and prove those that show an act; a layout that fails is tried once."""
    entries: list[Page] = []
    files: dict[str, str] = {}
    faults: list[Diagnostic] = []
    failed: set[str] = set()
    for page in pages:
        entries.append(page.entry)
        files.update(page.text.files)
        faults += page.text.diagnostics
        if page.layout in failed:
            continue
        text = templates.render(page.layout, page.url, page.context)
        if isinstance(text, Diagnostic):
            failed.add(page.layout)
            faults.append(text)
            continue
        sink(urls.output_path(page.url), text.encode("utf-8", "replace"))
        faults += _prove(page, text)
    return Rendered(entries=tuple(entries), files=files, diagnostics=tuple(faults))


def _prove(page: Page, text: str) -> Iterator[Diagnostic]:
    act = page.act
    unproved = act and check_fidelity(act.source, act.body, act.body_line, text)
    if unproved:
        yield unproved


def _copy_files(site: Path, files: Mapping[str, str], sink: Sink) -> Iterator[Diagnostic]:
    """Give the files at these paths, by their urls, to ``sink``."""
    for url, path in files.items():
        payload = read_file(site, path)
        if isinstance(payload, Diagnostic):
            yield payload
        else:
            sink(urls.output_path(url), payload)


def _find_ignored(unlinked: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each text document among the resolutions that nothing reads or links to."""
    for path in unlinked:
        if path.startswith(f"{RESOLUTIONS_FOLDER}/") and path.lower().endswith(_DOCUMENTS):
            yield diagnose("file-ignored", path)
