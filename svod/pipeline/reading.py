"""From the folder of a site to its library: every file is read once, and every act by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from svod.archive.library import Library, build_library, check_relations, drop_duplicates
from svod.config import Config, read_config
from svod.content.act import Act, ParsedAct, parse_act
from svod.content.articles import Article, parse_article
from svod.content.authorities import Authorities, check_terms, read_authorities, unknown_terms
from svod.content.frontmatter import KeyFault
from svod.content.lint import lint_act
from svod.content.sources import find_files, is_there, read_source
from svod.diagnostics import Diagnostic, diagnose
from svod.execution import Collection, Executor, Kept, Outcome
from svod.localization import LANGUAGES, Localization, localization
from svod.refusals import RefusalError
from svod.remote import Folder, RemoteFolder
from svod.rules import N_
from svod.search.entries import build_entry
from svod.search.fragments import write_fragment
from svod.search.runs import WordBatch, WordCollector, gather_words, merge_batches
from svod.site.links import LinkFault
from svod.site.sheets import Sheet, SheetBuilder

RESOLUTIONS_FOLDER: Final = "content/resolutions"
ARTICLES_FOLDER: Final = "content/pages"
_CHUNK: Final = 100  # acts that a process has in hand at a time

Fault: TypeAlias = Diagnostic | KeyFault | LinkFault
LeftActs: TypeAlias = dict[str, tuple[Sheet, str]]  # by path: see ``ActReader``


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site to be built: its folder, and what its editors set."""

    folder: Folder
    config: Config | None
    authorities: Authorities

    @property
    def words(self) -> Localization:
        """The language of its interface; where no configuration says which, the first."""
        return localization(self.config.language if self.config else LANGUAGES[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that was read and is sound by itself.

    ``files`` are the paths of the files that texts may link to.
    """

    library: Library
    articles: tuple[Article, ...]
    files: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read, the faults of all else, and the words of the acts of which ``indexed`` has the paths.

    ``left`` stands for what the pages of acts need besides: see ``LeftActs``.
    """

    content: Content
    faults: tuple[Fault, ...]
    left: tuple[Kept, ...]
    indexed: tuple[str, ...]
    words: WordCollector


def open_site(folder: Folder, base_url: str | None) -> tuple[Site, list[Fault]]:
    """Read the configuration and the authority files; ``base_url`` overrides that of the configuration.

    Raises RefusalError for templates at an address: they are read from a disk only.
    """
    if isinstance(folder, RemoteFolder) and folder.find("templates"):
        message = N_("{folder} has templates of its own; they are read only where --site is a path.")
        raise RefusalError(message, {"folder": folder.url})
    config, faults = read_config(folder)
    if config and base_url is not None:
        config = config.model_copy(update={"base_url": base_url})
    authorities, found = read_authorities(folder)
    return Site(folder=folder, config=config, authorities=authorities), [*faults, *found]


def read_site(site: Site, executor: Executor, *, indexed: bool) -> Reading:
    """Read, parse and check all content; gather words if they are to be ``indexed``."""
    paths, faults = find_files(site.folder, RESOLUTIONS_FOLDER, ".md")
    if not is_there(site.folder, RESOLUTIONS_FOLDER):
        faults.append(diagnose("content-missing", RESOLUTIONS_FOLDER, file=RESOLUTIONS_FOLDER))
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    acts: list[Act] = []
    with_words: list[str] = []
    left: list[Kept] = []
    words = WordCollector()
    collection = Collection(take=words.add, merge=merge_batches)
    with executor.run_keeping(partial(ActReader, site, indexed=indexed), chunks, collection) as results:
        for read, kept in results:
            acts += read.acts
            faults += read.faults
            with_words += read.indexed
            left.append(kept)
    articles, unread = _read_articles(site.folder)
    library, misplaced = _arrange(acts, site.authorities)
    others, _ = find_files(site.folder, "content", "")
    content = Content(
        library=library,
        articles=tuple(articles),
        files=frozenset(path for path in others if not path.endswith((".md", ".yaml"))),
    )
    found: tuple[Fault, ...] = (*faults, *unread, *misplaced)
    return Reading(content=content, faults=found, left=tuple(left), indexed=tuple(with_words), words=words)


def _read_articles(site: Folder) -> tuple[list[Article], list[Diagnostic]]:
    paths, faults = find_files(site, ARTICLES_FOLDER, ".md")
    articles: list[Article] = []
    for path in paths:
        source = read_source(site, path)
        article, found = (None, [source]) if isinstance(source, Diagnostic) else parse_article(source)
        articles += [article] if article else []
        faults += found
    return articles, faults


def _arrange(acts: Sequence[Act], authorities: Authorities) -> tuple[Library, list[KeyFault]]:
    """Arrange the acts that are sound and refer to nothing that does not exist; know the others."""
    unique, faults = drop_duplicates(acts)
    own = {act.path for act in unique}
    placed: list[Act] = []
    faulty: list[Act] = []
    for act in acts:
        (placed if act.path in own and _is_placed(act, authorities) else faulty).append(act)
    library = build_library(placed, authorities, faulty)
    return library, [*faults, *check_relations(library)]


def _is_placed(act: Act, authorities: Authorities) -> bool:
    return act.sound and not any(True for _ in unknown_terms(act, authorities))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadActs:
    """What others need to know of some acts; those at the paths in ``indexed`` have words besides."""

    acts: tuple[Act, ...]
    faults: tuple[Diagnostic, ...]
    indexed: tuple[str, ...]


class ActReader:
    """Reads, parses and checks acts, and makes of each what can be made without the others.

    What only its own page needs is kept, by path: the sheet, and the fragment of the search (empty for an
    act that is not ``indexed``).
    """

    def __init__(self, site: Site, *, indexed: bool) -> None:
        self._site = site
        self._indexed = indexed
        self._sheets = SheetBuilder(site.authorities, site.words)

    def __call__(self, paths: Sequence[str]) -> Outcome[ReadActs, WordBatch]:
        """Read the acts at ``paths``; their words are the part that can be merged."""
        faults: list[Diagnostic] = []
        acts: list[Act] = []
        left: LeftActs = {}
        words: dict[str, Sequence[Sequence[str]]] = {}
        for path in paths:
            parsed, found = self._parse(path)
            faults += found
            if parsed is None:
                continue
            acts.append(parsed.act)
            fragment = ""
            if self._is_indexed(parsed.act):
                entry = build_entry(parsed, self._site.authorities, self._site.words)
                words[path], fragment = entry.fields, write_fragment(entry)
            left[path] = (self._sheets.build(parsed), fragment)
        read = ReadActs(acts=tuple(acts), faults=tuple(faults), indexed=tuple(words))
        return Outcome(value=read, part=gather_words(words.values()), kept=left)

    def _parse(self, path: str) -> tuple[ParsedAct | None, list[Diagnostic]]:
        source = read_source(self._site.folder, path)
        if isinstance(source, Diagnostic):
            return None, [source]
        parsed, faults = parse_act(source)
        if parsed is None:
            return None, faults
        authorities = self._site.authorities
        return parsed, [*faults, *check_terms(parsed, authorities), *lint_act(parsed, authorities)]

    def _is_indexed(self, act: Act) -> bool:
        listed = act.resolution.access != "withdrawn"
        return self._indexed and listed and _is_placed(act, self._site.authorities)
