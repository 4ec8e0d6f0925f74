"""The whole way from a folder to a site; the only module that sees all stages.

    find and read -> parse -> check -> arrange -> render -> prove -> write

Each stage hands on values; faults are gathered, and nothing is written unless there is no error.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from svod import urls
from svod.archive.library import Library, build_library, check_relations, drop_duplicates
from svod.config import CONFIG_PATH, Config, read_config
from svod.content.act import Act, parse_act
from svod.content.articles import Article, parse_article
from svod.content.authorities import Authorities, check_terms, read_authorities, unknown_terms
from svod.content.fidelity import check_fidelity
from svod.content.lint import lint_act
from svod.content.sources import Source, find_files, is_there, read_file, read_source
from svod.diagnostics import Diagnostic, Severity, diagnose
from svod.localization import localization
from svod.publish.output import check_output, write_output
from svod.rules import severity
from svod.site.feeds import plan_feeds, plan_sitemap
from svod.site.pages import RESOLUTION_LAYOUT, Page, PagePlanner, check_addresses, describe_site
from svod.site.templating import Templates
from svod.site.texts import render_texts

RESOLUTIONS_FOLDER: Final = "content/resolutions"
ARTICLES_FOLDER: Final = "content/pages"
_DOCUMENTS: Final = (".doc", ".docx", ".odt", ".rtf", ".txt", ".markdown")
_PARALLEL_FROM: Final = 200

_Parsed = TypeVar("_Parsed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run found and made: ``files`` is empty when an error stopped it. Diagnostics are sorted."""

    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[str, bytes]
    resolutions: int

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not any(severity(diagnostic.code) is Severity.ERROR for diagnostic in self.diagnostics)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that was read and is sound by itself."""

    library: Library
    articles: tuple[Article, ...]
    files: frozenset[str]


def build_site(site: Path, *, jobs: int = 1, base_url: str | None = None) -> Result:
    """Build the site in the folder ``site`` in memory; nothing is written.

    ``jobs`` is the number of processes that parse; ``base_url`` overrides that of the configuration.
    """
    config, faults = read_config(site)
    if config and base_url is not None:
        config = config.model_copy(update={"base_url": base_url})
    content, found = _read_content(site, jobs)
    faults += found
    files: dict[str, bytes] = {}
    if config:
        rendered, found = _render_site(site, config, content)
        faults += found
        files = rendered
    result = _result(faults, files, content)
    return result if result.ok else _result(faults, {}, content)


def publish_site(result: Result, site: Path, output: Path) -> list[Diagnostic]:
    """Write a sound ``result`` to ``output``; the diagnostics say what stood in the way or was kept."""
    unsafe = check_output(site, output)
    return [unsafe] if unsafe else write_output(result.files, output)


def _result(faults: Iterable[Diagnostic], files: Mapping[str, bytes], content: Content) -> Result:
    unique = {(diagnostic.place): diagnostic for diagnostic in faults}
    ordered = tuple(unique[place] for place in sorted(unique))
    return Result(diagnostics=ordered, files=files, resolutions=len(content.library.acts))


def _read_content(site: Path, jobs: int) -> tuple[Content, list[Diagnostic]]:
    authorities, faults = read_authorities(site)
    if not is_there(site, RESOLUTIONS_FOLDER):
        faults.append(diagnose("content-missing", RESOLUTIONS_FOLDER, file=RESOLUTIONS_FOLDER))
    acts, found = _read_all(site, RESOLUTIONS_FOLDER, parse_act, jobs)
    faults += found
    articles, found = _read_all(site, ARTICLES_FOLDER, parse_article, 1)
    faults += found
    for act in acts:
        faults += check_terms(act, authorities)
        faults += lint_act(act, authorities)
    unique, found = drop_duplicates(acts)
    faults += found
    own = {act.source.path for act in unique}
    placed: list[Act] = []
    faulty: list[Act] = []
    for act in acts:
        sound = act.source.path in own and _is_placed(act, authorities)
        (placed if sound else faulty).append(act)
    library = build_library(placed, authorities, faulty)
    faults += check_relations(library)
    paths, _ = find_files(site, "content", "")
    files = frozenset(path for path in paths if not path.endswith((".md", ".yaml")))
    return Content(library=library, articles=tuple(articles), files=files), faults


def _read_all(
    site: Path,
    folder: str,
    parse: Callable[[Source], tuple[_Parsed | None, list[Diagnostic]]],
    jobs: int,
) -> tuple[list[_Parsed], list[Diagnostic]]:
    paths, faults = find_files(site, folder, ".md")
    parsed: list[_Parsed] = []
    for record, found in _map(partial(_read_one, site, parse), paths, jobs):
        faults += found
        if record is not None:
            parsed.append(record)
    return parsed, faults


def _read_one(
    site: Path, parse: Callable[[Source], tuple[_Parsed | None, list[Diagnostic]]], path: str
) -> tuple[_Parsed | None, list[Diagnostic]]:
    source = read_source(site, path)
    return (None, [source]) if isinstance(source, Diagnostic) else parse(source)


_Argument = TypeVar("_Argument")
_Value = TypeVar("_Value")


def _map(stage: Callable[[_Argument], _Value], over: Sequence[_Argument], jobs: int) -> Iterable[_Value]:
    """Apply a pure stage to each value, in order, in ``jobs`` processes where that pays."""
    if jobs == 1 or len(over) < _PARALLEL_FROM:
        yield from map(stage, over)
        return
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(stage, over, chunksize=max(1, len(over) // (4 * jobs)))


def _is_placed(act: Act, authorities: Authorities) -> bool:
    """Tell whether the act is sound and all that it refers to exists, so that it can be arranged."""
    return act.sound and not any(True for _ in unknown_terms(act, authorities))


def _render_site(site: Path, config: Config, content: Content) -> tuple[dict[str, bytes], list[Diagnostic]]:
    words = localization(config.language)
    library, articles = content.library, content.articles
    texts = render_texts(library, articles, content.files, words)
    faults = [*texts.diagnostics, *_find_ignored(content.files - set(texts.files.values()))]
    templates = Templates(site, describe_site(config, articles, words), words)
    faults += templates.diagnostics
    pages = list(PagePlanner(library, config, words, texts).plan(templates.asset_text("site.css")))
    pages += [*plan_feeds(library, config), *plan_sitemap(pages, config)]
    faults += check_addresses(library, articles, pages)
    if not config.base_url:
        faults.append(diagnose("base-url-missing", CONFIG_PATH, file=CONFIG_PATH))
    if not templates.has_fonts:
        faults.append(diagnose("assets-missing", "assets"))
    files, found = _render_pages(templates, pages, library)
    faults += found
    files |= {urls.output_path(url): payload for url, payload in templates.assets.items()}
    for url, path in texts.files.items():
        payload = read_file(site, path)
        if isinstance(payload, Diagnostic):
            faults.append(payload)
        else:
            files[urls.output_path(url)] = payload
    return files, faults


def _find_ignored(unlinked: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each text document among the resolutions that nothing reads or links to."""
    for path in unlinked:
        if path.startswith(f"{RESOLUTIONS_FOLDER}/") and path.lower().endswith(_DOCUMENTS):
            yield diagnose("file-ignored", path)


def _render_pages(
    templates: Templates, pages: Sequence[Page], library: Library
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Render all pages and prove those of resolutions; a layout that fails is tried once."""
    files: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    failed: set[str] = set()
    by_url = {urls.resolution_url(act.id): act for act in library.acts}
    for page in pages:
        if page.layout in failed:
            continue
        text = templates.render(page.layout, page.url, page.context)
        if isinstance(text, Diagnostic):
            failed.add(page.layout)
            faults.append(text)
            continue
        files[urls.output_path(page.url)] = text.encode("utf-8", "replace")
        act = by_url.get(page.url) if page.layout == RESOLUTION_LAYOUT else None
        unproved = check_fidelity(act.source, act.body, act.body_line, text) if act else None
        if unproved:
            faults.append(unproved)
    return files, faults
