"""From the folder of a site to its library: every file is read once, and every act by itself."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeAlias

from svod.archive.duplicates import find_duplicates
from svod.archive.library import Library, build_library, check_relations, drop_duplicates
from svod.archive.repetitions import NO_REPETITIONS, Repetitions
from svod.archive.reuse import Load, find_repetitions
from svod.archive.wordings import Said, Wordings, find_said, pack_wordings
from svod.config import Config, check_topics, read_config
from svod.content.act import Act, ParsedAct, parse_act
from svod.content.articles import Article, parse_article
from svod.content.authorities import Authorities, check_terms, read_authorities, unknown_terms
from svod.content.frontmatter import KeyFault
from svod.content.lint import lint_act
from svod.content.requests import Asked, Requests, find_requests, summarize_requests
from svod.content.sources import find_files, is_there, read_source
from svod.diagnostics import Diagnostic, diagnose
from svod.execution import Executor, Kept, Outcome
from svod.localization import LANGUAGES, Localization, localization
from svod.pipeline.keys import Chunk, divide, reading_key
from svod.publish.store import Store, digest
from svod.refusals import RefusalError
from svod.remote import Folder, RemoteFolder
from svod.rules import N_
from svod.search.entries import build_entry, numbered_acts
from svod.search.fragments import fingerprint, write_fragment
from svod.search.runs import WordBatch, gather_words, merge_batches
from svod.site.links import LinkFault
from svod.site.sheets import Sheet, SheetBuilder

RESOLUTIONS_FOLDER: Final = "content/resolutions"
ARTICLES_FOLDER: Final = "content/pages"
REPETITIONS: Final = "repetitions"  # the name under which they are left
REQUESTS: Final = "requests"  # these are shared by those who read: ``SharedRequests``,
WORDINGS: Final = "wordings"  # ``SharedWordings``,
TEXTS: Final = "texts"  # ``SharedTexts``
SHARED: Final = (REQUESTS, WORDINGS, TEXTS)

Fault: TypeAlias = Diagnostic | KeyFault | LinkFault


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site to be built: its folder, what its editors set, and where builds leave things.

    ``key`` is that of all that reading an act depends on besides its file.
    """

    folder: Folder
    config: Config | None
    authorities: Authorities
    store: Store
    key: bytes

    @property
    def words(self) -> Localization:
        """The language of its interface; where no configuration says which, the first."""
        return localization(self.config.language if self.config else LANGUAGES[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that was read and is sound by itself.

    ``files`` are the paths of the files that texts may link to; ``numbers`` are those of the acts in the
    index, by path. ``asked`` tells of whom the acts ask something; ``texts`` has, for those whose texts are
    compared as a whole, the key of the chunk, which tells their texts from all others; both by path.
    ``repetitions`` are those among public acts that are no earlier text of another one.
    """

    library: Library
    articles: tuple[Article, ...]
    files: frozenset[str]
    numbers: Mapping[str, int]
    asked: Mapping[str, Asked]
    texts: Mapping[str, bytes]
    repetitions: Repetitions


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftWords:
    """The words of those of some acts that can be indexed, in the order of their ``versions`` by path."""

    versions: Mapping[str, bytes]
    batch: WordBatch


def merge_words(parts: Sequence[LeftWords]) -> LeftWords:
    """Return the words of ``parts`` in a row."""
    versions = {path: version for part in parts for path, version in part.versions.items()}
    return LeftWords(versions=versions, batch=merge_batches(part.batch for part in parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read, and the faults of all else.

    ``chunks`` are all acts, as they were read, each with whether there are links in it (``ReadActs``);
    ``left`` stands, for each of them, for what its pages need besides (``LeftActs``). ``fragments`` are the
    fingerprints of the fragments of the acts that can be indexed, by path, in the order of their ``words``,
    which are loaded as they are taken, once; ``revised`` gives those of a chunk alone, as they were in an
    earlier build and as they are, None where that is not known. ``shared`` gives what was shared under
    a name by the chunks with these numbers, one chunk after another. ``repetitions`` is the key
    under which those of the library are left.
    """

    content: Content
    faults: tuple[Fault, ...]
    chunks: Mapping[Chunk, bool]
    left: Sequence[Kept]
    fragments: Mapping[str, bytes]
    words: Iterator[LeftWords]
    revised: Callable[[Chunk], tuple[LeftWords, LeftWords] | None]
    shared: Callable[[str, Sequence[int]], Iterator[Any]]
    repetitions: bytes


def open_site(folder: Folder, store: Store, base_url: str | None) -> tuple[Site, list[Fault]]:
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
    if config and "topics" not in authorities.broken:
        found += check_topics(folder, config, authorities.topics)
    key = reading_key(folder, config.language if config else LANGUAGES[0])
    site = Site(folder=folder, config=config, authorities=authorities, store=store, key=key)
    return site, [*faults, *found]


def read_site(site: Site, executor: Executor) -> Reading:
    """Read, parse and check all content, but for what ``executor`` has of an earlier build."""
    paths, faults = find_files(site.folder, RESOLUTIONS_FOLDER, ".md")
    if not is_there(site.folder, RESOLUTIONS_FOLDER):
        faults.append(diagnose("content-missing", RESOLUTIONS_FOLDER, file=RESOLUTIONS_FOLDER))
    chunks = divide(site.folder, paths, site.store, site.key)
    outcomes = executor.run_keeping(partial(ActReader, site), chunks, merge_words, N_("Reading resolutions"))
    reads = outcomes.values
    articles, unread = _read_articles(site.folder)
    acts = sorted((act for read in reads for act in read.acts), key=lambda act: act.path)
    asked = {path: of_act for read in reads for path, of_act in read.asked.items()}
    library, misplaced = _arrange(acts, site.authorities, asked)
    key = digest(site.key, [chunk.key for chunk in chunks], site.config and site.config.reuse.threshold)
    load = partial(outcomes.shared, WORDINGS, range(len(chunks)))
    others, _ = find_files(site.folder, "content", "")
    compared = {act.path for tie in library.ties if tie.public for act in tie.in_order}
    content = Content(
        library=library,
        articles=tuple(articles),
        files=frozenset(path for path in others if not path.endswith((".md", ".yaml"))),
        numbers={act.path: number for number, act in enumerate(numbered_acts(library))},
        asked=asked,
        texts={path: chunk.key for chunk in chunks for path in chunk.paths if path in compared},
        repetitions=_find_repetitions(site, library, load, key),
    )
    gc.freeze()  # what was read stays to the end
    found: list[Fault] = [*faults, *(fault for read in reads for fault in read.faults), *unread, *misplaced]
    found += find_duplicates(library, content.repetitions)
    return Reading(
        content=content,
        faults=tuple(found),
        chunks={chunk: read.linking for chunk, read in zip(chunks, reads, strict=True)},
        left=outcomes.kept,
        fragments={path: fragment for read in reads for path, fragment in read.fragments.items()},
        words=outcomes.parts,
        revised=outcomes.revised,
        shared=outcomes.shared,
        repetitions=key,
    )


def _find_repetitions(site: Site, library: Library, load: Load, key: bytes) -> Repetitions:
    """Return what is repeated in the acts, as it was found before if it was left with this ``key``."""
    found = site.store.find(REPETITIONS, key)
    if isinstance(found, Repetitions):
        return found
    if site.config is None:
        return NO_REPETITIONS
    earlier = {tie.in_order[0].path for tie in library.ties if tie.public}
    public = [act.path for act in library.acts[::-1] if act.access == "public" and act.path not in earlier]
    undated = {act.path for act in library.acts if act.date.earliest is None}
    public.sort(key=undated.__contains__)
    repetitions = find_repetitions(public, load, site.config.reuse.threshold)
    site.store.leave(REPETITIONS, key, repetitions)
    return repetitions


def _read_articles(site: Folder) -> tuple[list[Article], list[Diagnostic]]:
    paths, faults = find_files(site, ARTICLES_FOLDER, ".md")
    articles: list[Article] = []
    for path in paths:
        source = read_source(site, path)
        article, found = (None, [source]) if isinstance(source, Diagnostic) else parse_article(source)
        articles += [article] if article else []
        faults += found
    return articles, faults


def _arrange(
    acts: Sequence[Act], authorities: Authorities, asked: Mapping[str, Asked]
) -> tuple[Library, list[KeyFault]]:
    """Arrange the acts that are sound and refer to nothing that does not exist; know the others."""
    unique, faults = drop_duplicates(acts)
    own = {act.path for act in unique}
    placed: list[Act] = []
    faulty: list[Act] = []
    for act in acts:
        (placed if act.path in own and _is_placed(act, authorities) else faulty).append(act)
    library = build_library(placed, authorities, asked, faulty)
    return library, [*faults, *check_relations(library)]


def _is_placed(act: Act, authorities: Authorities) -> bool:
    return act.sound and not any(True for _ in unknown_terms(act, authorities))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadActs:
    """What others need to know of some acts; ``fragments`` as in ``Reading``, ``asked`` as in ``Content``.

    ``linking`` tells whether an editor's link in one of their texts may lead to another page.
    """

    acts: tuple[Act, ...]
    faults: tuple[Diagnostic, ...]
    fragments: Mapping[str, bytes]
    linking: bool
    asked: Mapping[str, Asked]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAct:
    """What only the page of an act needs: its sheet, and its fragment, empty where it cannot be indexed."""

    sheet: Sheet
    fragment: str


LeftActs: TypeAlias = Mapping[str, LeftAct]  # by path
# By path, of those acts that have any:
SharedRequests: TypeAlias = Mapping[str, Requests]
SharedWordings: TypeAlias = Mapping[str, Wordings]
SharedTexts: TypeAlias = Mapping[str, Mapping[str, str]]  # of what is compared, by anchor


def version_of(act: Act, fragment: bytes) -> bytes:
    """Return what tells all that is indexed of an act from others; ``fragment`` is a fingerprint."""
    return fragment + act.fingerprint


class ActReader:
    """Reads, parses and checks acts, and makes of each what can be made without the others."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._sheets = SheetBuilder(site.authorities, site.words)

    def __call__(self, chunk: Chunk) -> Outcome[ReadActs, LeftWords]:
        """Read the acts of a chunk; their words can be merged, and ``LeftActs`` are kept.

        What is ``SHARED`` is what pages of others show of the texts, and what is compared.
        """
        faults: list[Diagnostic] = []
        acts: list[Act] = []
        left: dict[str, LeftAct] = {}
        fragments: dict[str, bytes] = {}
        versions: dict[str, bytes] = {}
        said: dict[str, Said] = {}
        documents: list[Sequence[Sequence[str]]] = []
        requests: dict[str, Requests] = {}
        for path in chunk.paths:
            parsed, found = self._parse(path)
            faults += found
            if parsed is None:
                continue
            acts.append(parsed.act)
            fragment = ""
            if self._can_be_indexed(parsed.act):
                entry = build_entry(parsed, self._site.authorities, self._site.words)
                fragment = write_fragment(entry)
                fragments[path] = fingerprint(fragment)
                versions[path] = version_of(parsed.act, fragments[path])
                documents.append(entry.fields)
                of_act = find_said(parsed.document) if parsed.act.access == "public" else None
                said |= {path: of_act} if of_act else {}
            asked = find_requests(parsed.document, self._site.authorities)
            if asked:
                requests[path] = asked
            left[path] = LeftAct(sheet=self._sheets.build(parsed), fragment=fragment)
        read = ReadActs(
            acts=tuple(acts),
            faults=tuple(faults),
            fragments=fragments,
            linking=any(of_act.sheet.links for of_act in left.values()),
            asked={path: summarize_requests(asked) for path, asked in requests.items()},
        )
        words = LeftWords(versions=versions, batch=gather_words(documents))
        texts = {path: of_act.by_anchor for path, of_act in said.items()}
        shared = {REQUESTS: requests, WORDINGS: pack_wordings(said), TEXTS: texts}
        return Outcome(value=read, part=words, kept=left, shared=shared)

    def _parse(self, path: str) -> tuple[ParsedAct | None, list[Diagnostic]]:
        source = read_source(self._site.folder, path)
        if isinstance(source, Diagnostic):
            return None, [source]
        parsed, faults = parse_act(source)
        if parsed is None:
            return None, faults
        authorities = self._site.authorities
        return parsed, [*faults, *check_terms(parsed, authorities), *lint_act(parsed, authorities)]

    def _can_be_indexed(self, act: Act) -> bool:
        return act.access != "withdrawn" and _is_placed(act, self._site.authorities)
