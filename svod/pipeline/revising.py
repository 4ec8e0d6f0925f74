"""Revises a published site in which the texts of a few acts were edited; nothing else of it is made.

A build leaves an ``Edition``. Where all files but those of some acts are as they were then, and each of
these acts is to all others what it was, only its page, its fragment and its part of the index can differ; a
page is made from a library of the acts that it shows. In every other case, and wherever a thing is not as
it should be, there is no revision: the site is built.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias, cast

from svod.archive.library import Library, build_library
from svod.archive.novelty import EditedWordings, repeats_nothing
from svod.archive.repetitions import Repetitions
from svod.config import CONFIG_PATH, Config
from svod.content.act import Act
from svod.content.articles import Article
from svod.content.authorities import Authorities
from svod.content.sources import trace_file, trace_files
from svod.diagnostics import Diagnostic, Severity
from svod.execution import Outcome, find_outcome, find_shared, find_value, leave_outcome
from svod.pipeline.asking import EditedRequests, revise_asked
from svod.pipeline.files import Rendered, Target, merge_rendered
from svod.pipeline.indexing import edited_text, find_index, revise_texts
from svod.pipeline.keys import Chunk, trace_chunk
from svod.pipeline.reading import (
    REPETITIONS,
    REQUESTS,
    SHARED,
    WORDINGS,
    ActReader,
    Content,
    LeftActs,
    LeftWords,
    ReadActs,
    Reading,
    SharedRequests,
    SharedWordings,
    Site,
)
from svod.pipeline.rendering import PageRenderer
from svod.publish.state import State
from svod.publish.store import Store
from svod.rules import severity
from svod.search.runs import pick_documents
from svod.site.asking import AskedPlanner
from svod.site.builders import make_builders
from svod.site.repeated_notes import ACTS_TOLD

_MOST_ACTS: Final = 8  # that are revised; with more, a build takes hardly longer

Traces: TypeAlias = Mapping[str, tuple[int, ...]]
Read: TypeAlias = Outcome[ReadActs, LeftWords]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A published site, as far as its revision must know it.

    ``traces`` are those of all files but the engine's, by path, empty for those that may have changed unseen.
    ``around`` has the paths of the other acts that the page of an act shows, for each act that can be
    revised; ``asked`` the pages of addressees on which each act stands (``AskedPlanner.places``);
    ``diagnostics`` are all that were found. ``repetitions`` is a key as in ``Reading``.
    """

    traces: Traces
    key: bytes
    repetitions: bytes
    config: Config
    authorities: Authorities
    articles: tuple[Article, ...]
    chunks: tuple[Chunk, ...]
    around: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    resolutions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A site as it was published: its edition, and the state of its folder.

    ``key`` is that of all that the edition depends on besides the files of the site. What other processes
    get has the version of the state only.
    """

    key: bytes
    edition: Edition
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedChunk:
    """A chunk as it is, what reading its edited acts gives, and what reading the chunk gave before."""

    chunk: Chunk
    now: Read
    before: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What was edited since an ``edition``: the texts of a few acts, or nothing; its ``repetitions`` stay."""

    site: Site
    edition: Edition
    traces: Traces
    chunks: tuple[EditedChunk, ...]
    repetitions: Repetitions


def trace_site(folder: Path) -> Traces:
    """Return the traces of all files that a site is made of, none where a folder refuses."""
    try:
        return _trace_all(folder)
    except OSError:
        return {}


def _trace_all(folder: Path) -> Traces:
    files = {**trace_files(folder, "content"), **trace_files(folder, "templates")}
    return {**files, CONFIG_PATH: trace_file(folder, CONFIG_PATH)}


def find_edits(folder: Path, store: Store, edition: Edition, traces: Traces) -> Edits | None:
    """Return what was edited since an edition; None where a revision cannot tell what follows.

    ``traces`` are those of the site now, taken before anything of it is read.
    """
    if traces.keys() != edition.traces.keys():
        return None
    edited = {path for path, trace in traces.items() if not trace or edition.traces[path] != trace}
    if len(edited) > _MOST_ACTS or not edited <= edition.around.keys():
        return None
    site = Site(
        folder=folder, config=edition.config, authorities=edition.authorities, store=store, key=edition.key
    )
    reader = ActReader(site)
    chunks: list[EditedChunk] = []
    for chunk in edition.chunks:
        paths = tuple(path for path in chunk.paths if path in edited)
        if not paths:
            continue
        before = cast("Read | None", find_outcome(store, chunk, SHARED))
        current = trace_chunk(folder, chunk.name, chunk.paths, store, edition.key)
        now = reader(replace(chunk, paths=paths))
        if before is None or not _is_only_text(set(paths), before, now, edition.diagnostics):
            return None
        chunks.append(EditedChunk(chunk=current, now=now, before=before))
    repetitions = store.find(REPETITIONS, edition.repetitions)
    if not isinstance(repetitions, Repetitions) or _repeats_otherwise(chunks, store, edition, repetitions):
        return None
    return Edits(site=site, edition=edition, traces=traces, chunks=tuple(chunks), repetitions=repetitions)


def _is_only_text(paths: Set[str], before: Read, now: Read, known: Iterable[Diagnostic]) -> bool:
    """Tell whether the acts at ``paths`` are to all others what they were, and all faults in them their own.

    ``known`` are all diagnostics of the edition.
    """
    olds, acts = ({act.path: act for act in read.value.acts if act.path in paths} for read in (before, now))
    numbers = [
        {path: asked.numbers for path, asked in read.value.asked.items() if path in paths}
        for read in (before, now)
    ]
    links = (act.sheet.links for read in (before, now) for path, act in _left(read).items() if path in paths)
    own = {fault.place for fault in before.value.faults if fault.path in paths}
    return (
        acts.keys() == paths == now.value.fragments.keys()
        and acts == olds
        and numbers[0] == numbers[1]
        and not any(links)
        and own == {diagnostic.place for diagnostic in known if diagnostic.path in paths}
        and not any(severity(fault.code) is Severity.ERROR for fault in now.value.faults)
    )


def _repeats_otherwise(
    chunks: Iterable[EditedChunk], store: Store, edition: Edition, repetitions: Repetitions
) -> bool:
    """Tell whether an edit may begin or end one of the ``repetitions``, or change the text of one."""
    edits = [
        EditedWordings(
            path=path, before=_wordings(edited.before).get(path), now=_wordings(edited.now).get(path)
        )
        for edited in chunks
        for path in _left(edited.now)
    ]
    edits = [edit for edit in edits if edit.before != edit.now]
    if not edits:
        return False
    if any(not edit.gone.isdisjoint(dict(repetitions.of_act(edit.path))) for edit in edits):
        return True
    known = (find_shared(store, chunk, WORDINGS) for chunk in edition.chunks)
    try:
        return not repeats_nothing(edits, map(_as_wordings, known), edition.config.reuse.threshold)
    except LookupError:
        return True


def _as_wordings(shared: object) -> SharedWordings:
    """Return what a chunk has shared. Raises LookupError where it is not left."""
    if shared is None:
        raise LookupError
    return cast("SharedWordings", shared)


def _wordings(read: Read) -> SharedWordings:
    return _as_wordings(read.shared[WORDINGS])


def _left(read: Read) -> LeftActs:
    return cast("LeftActs", read.kept)


def _requests(read: Read) -> SharedRequests:
    return cast("SharedRequests", read.shared[REQUESTS])


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """All files that may differ, and the paths of those that are no more."""

    rendered: Rendered
    gone: Set[str]


def render_edits(edits: Edits, target: Target) -> Revised | None:
    """Give all files that may differ to ``target``; None where the site must be built."""
    site, edition = edits.site, edits.edition
    index, acts = find_index(site, target), _acts_shown(edits)
    if index is None or acts is None:
        return None
    content = Content(
        library=build_library(acts, site.authorities, {}),
        articles=edition.articles,
        files=frozenset(),
        asked={},
        numbers={path: number for number, path in enumerate(index.acts.paths)},
        texts={},
        repetitions=edits.repetitions,
    )
    renderer = PageRenderer(site, edition.config, content, target.write)
    pages = merge_rendered(
        renderer.act(path, act.sheet, act.fragment)
        for edited in edits.chunks
        for path, act in _left(edited.now).items()
    )
    texts = [
        edited_text(path, fragment, edited.before.part, edited.now.part)
        for edited in edits.chunks
        for path, fragment in edited.now.value.fragments.items()
    ]
    scripts = revise_texts(site, index, [text for text in texts if text], target) if all(texts) else None
    asked = None if scripts is None or pages.faults else revise_asked(_edited_requests(edits), target)
    if scripts is None or asked is None:
        return None
    gone = index.scripts.written.keys() - scripts.written.keys()
    return Revised(rendered=merge_rendered([pages, asked, scripts]), gone=gone)


def _edited_requests(edits: Edits) -> Iterator[EditedRequests]:
    """Yield what the edited acts ask of known addressees, if the pages of these show them."""
    for edited in edits.chunks:
        ids = {act.path: act.id for act in edited.now.value.acts}
        for path, requests in _requests(edited.now).items():
            yield EditedRequests(
                id=ids[path],
                pages=edits.edition.asked.get(path, ""),
                before=_requests(edited.before)[path],
                now=requests,
            )


def _acts_shown(edits: Edits) -> list[Act] | None:
    """Return the edited acts and all that their pages show besides; None where one of these is not left."""
    acts = {act.path: act for edited in edits.chunks for act in edited.now.value.acts}
    others = {other for path in acts for other in edits.edition.around[path]}
    for path in acts:
        for _, number in edits.repetitions.of_act(path):
            others |= {place.path for place in edits.repetitions.first_places(number, ACTS_TOLD)}
    others -= acts.keys()
    for chunk in edits.edition.chunks:
        if not others.isdisjoint(chunk.paths):
            read = find_value(edits.site.store, chunk)
            found = read.acts if isinstance(read, ReadActs) else ()
            acts |= {act.path: act for act in found if act.path in others}
    return list(acts.values()) if others <= acts.keys() else None


def leave_edits(edits: Edits) -> None:
    """Leave what reading the edited chunks gives, for the builds that follow."""
    for edited in edits.chunks:
        leave_outcome(edits.site.store, edited.chunk, _merge(edited.before, edited.now))


def revise_edition(edits: Edits) -> Edition:
    """Return the edition with what was edited."""
    store, edition = edits.site.store, edits.edition
    renewed = {edited.chunk.name: edited.chunk for edited in edits.chunks}
    return replace(
        edition,
        traces=_settled(edits.traces, store),
        chunks=tuple(renewed.get(chunk.name, chunk) for chunk in edition.chunks),
        diagnostics=_revise_diagnostics(edits),
    )


def _merge(before: Read, now: Read) -> Read:
    """Return what reading a chunk gave ``before``, its edited acts as they are ``now``."""
    acts = {act.path: act for read in (before, now) for act in read.value.acts}
    paths = _left(now).keys()
    value = replace(
        before.value,
        acts=tuple(acts.values()),
        faults=(*(fault for fault in before.value.faults if fault.path not in paths), *now.value.faults),
        fragments={**before.value.fragments, **now.value.fragments},
        asked={**before.value.asked, **now.value.asked},
    )
    places = {
        path: (read.part.batch, place)
        for read in (before, now)
        for place, path in enumerate(read.part.versions)
    }
    versions = {**before.part.versions, **now.part.versions}
    words = LeftWords(versions=versions, batch=pick_documents(places.values()))
    shared = {name: _merge_shared(before.shared[name], now.shared[name], paths) for name in now.shared}
    return Outcome(value=value, part=words, kept={**_left(before), **_left(now)}, shared=shared)


def _merge_shared(before: object, now: object, paths: Set[str]) -> object:
    """Return what acts have shared, those at ``paths`` as ``now``."""
    old, new = (cast("Mapping[str, object]", shared) for shared in (before, now))
    return {**{path: of_act for path, of_act in old.items() if path not in paths}, **new}


def _revise_diagnostics(edits: Edits) -> tuple[Diagnostic, ...]:
    """Return all diagnostics of the site as it was edited, sorted."""
    paths = {path for edited in edits.chunks for path in _left(edited.now)}
    found = [diagnostic for diagnostic in edits.edition.diagnostics if diagnostic.path not in paths]
    found += (fault for edited in edits.chunks for fault in edited.now.value.faults)
    return tuple(sorted({fault.place: fault for fault in found}.values(), key=lambda fault: fault.place))


def make_edition(
    site: Site, config: Config, reading: Reading, traces: Traces, diagnostics: tuple[Diagnostic, ...]
) -> Edition:
    """Return what a revision must know of a site.

    ``traces`` were taken before it was read; ``diagnostics`` are all that were found.
    """
    return Edition(
        traces=_settled(traces, site.store),
        key=site.key,
        repetitions=reading.repetitions,
        config=config,
        authorities=site.authorities,
        articles=reading.content.articles,
        chunks=tuple(reading.chunks),
        around=dict(_find_around(reading.content.library)),
        asked=_find_asked(site, config, reading),
        diagnostics=diagnostics,
        resolutions=len(reading.content.library.acts),
    )


def _find_around(library: Library) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the path of each act that can be revised, and the paths of those that its page shows besides.

    It is one that anybody may see and that is no earlier or later text of another one.
    """
    neighbours = library.neighbours()
    tied = {act.id for tie in library.ties for act in tie.in_order}
    for act in library.acts:
        if act.access == "public" and act.id not in tied:
            related = (library.by_id.get(ref) for ref in act.related)
            yield act.path, tuple(other.path for other in (*neighbours[act.id], *related) if other)


def _find_asked(site: Site, config: Config, reading: Reading) -> Mapping[str, str]:
    library, words = reading.content.library, site.words
    return AskedPlanner(library, reading.content.asked, make_builders(library, config, words)).places()


def _settled(traces: Traces, store: Store) -> Traces:
    """Return ``traces``, empty for files that changed so shortly before that they may change again unseen."""
    return {
        path: trace if trace and store.is_settled(max(trace[:2])) else () for path, trace in traces.items()
    }
