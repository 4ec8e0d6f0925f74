"""From the words of all acts to the index of the search: revised where a few have changed, else built."""

import errno
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from svod import urls
from svod.content.act import Act
from svod.pipeline.files import Rendered, Target, find_kept, merge_rendered, script_file, write_files
from svod.pipeline.reading import Reading, Site, version_of
from svod.publish.store import Store, digest, open_store
from svod.search.entries import facet_labels, find_facets, numbered_acts
from svod.search.runs import WordBatch, pick_documents
from svod.search.scripts import Script, facet_script

INDEX: Final = "index"
_ACTS: Final = "index-acts"
INDEX_PARTS: Final = (INDEX, _ACTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedActs:
    """The acts of an index in the order of their numbers: paths, fingerprints of fragments, versions.

    ``facets`` are the names of the scripts with what is listed of them.
    """

    paths: tuple[str, ...]
    fragments: tuple[bytes, ...]
    versions: tuple[bytes, ...]
    facets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedText:
    """The text of an act before and after an edit: each as its place in a batch of words."""

    path: str
    fragment: bytes
    version: bytes
    words: tuple[tuple[WordBatch, int], tuple[WordBatch, int]]


def find_index(site: Site, target: Target) -> tuple[IndexedActs, Rendered] | None:
    """Return which acts the last index has, and its scripts, if the target still has these."""
    key = digest(site.key)
    acts, scripts = site.store.find(_ACTS, key), find_kept(site.store, INDEX, key, target)
    return (acts, scripts) if scripts and isinstance(acts, IndexedActs) else None


def render_index(site: Site, reading: Reading, target: Target) -> Rendered:
    """Give the scripts of the index, those of single acts excepted, to ``target``.

    Where an index of the same acts is there already, only what differs is made.
    """
    library = reading.content.library
    acts, labels = numbered_acts(library), facet_labels(library, site.words)
    now = IndexedActs(
        paths=tuple(act.path for act in acts),
        fragments=tuple(reading.fragments[act.path] for act in acts),
        versions=tuple(version_of(act, reading.fragments[act.path]) for act in acts),
        facets=tuple(map(facet_script, labels)),
    )
    rendered, found = None, find_index(site, target)
    if found and found[0].paths == now.paths:
        before, kept = found
        if before.versions == now.versions:
            return kept
        rendered = _revise(site, reading, before, now, kept, target)
    rendered = rendered or write_files(map(script_file, _build(site, reading, acts)), target.write)
    _leave(site, now, rendered)
    return rendered


def revise_texts(
    site: Site, before: IndexedActs, kept: Rendered, edited: Sequence[EditedText], target: Target
) -> Rendered | None:
    """Give what differs from the index ``before`` where all but the texts ``edited`` is as it was.

    None where it must be built.
    """
    from svod.search.index import index_version  # noqa: PLC0415  (a check needs no NumPy)

    numbers = {path: number for number, path in enumerate(before.paths)}
    changed = {numbers[text.path]: text for text in edited}
    changed = {number: text for number, text in changed.items() if before.versions[number] != text.version}
    if not changed:
        return kept
    fragments, versions = list(before.fragments), list(before.versions)
    for number, text in changed.items():
        fragments[number], versions[number] = text.fragment, text.version
    facets = [text for text in (_read_script(target, name) for name in before.facets) if text is not None]
    if len(facets) < len(before.facets):
        return None
    version = index_version(fragments, facets)
    old = pick_documents(text.words[0] for text in changed.values())
    new = pick_documents(text.words[1] for text in changed.values())
    rendered = _revise_scripts(list(changed), (old, new), version, kept, target)
    if rendered:
        now = replace(before, fragments=tuple(fragments), versions=tuple(versions))
        _leave(site, now, rendered)
    return rendered


def _leave(site: Site, acts: IndexedActs, scripts: Rendered) -> None:
    key = digest(site.key)
    site.store.leave(_ACTS, key, acts)
    site.store.leave(INDEX, key, scripts)


def _build(site: Site, reading: Reading, acts: Sequence[Act]) -> Iterator[Script]:
    from svod.search.collecting import WordCollector  # noqa: PLC0415  (a check needs no NumPy)
    from svod.search.index import build_index  # noqa: PLC0415

    library, numbers = reading.content.library, reading.content.numbers
    with open_store(None) as folder:
        words = WordCollector(_Aside(folder))
        for left in reading.words:
            words.add(left.batch, [numbers[path] for path in left.versions])
        fragments = (reading.fragments[act.path] for act in acts)
        facets = (find_facets(act, library) for act in acts)
        yield from build_index(words.arrange(), fragments, facets, facet_labels(library, site.words))


class _Aside:
    """What an index is made of, on the disk until it is needed."""

    def __init__(self, folder: Store) -> None:
        self._folder = folder

    def __setitem__(self, name: str, value: object) -> None:
        self._folder.leave(name, digest(), value)

    def __getitem__(self, name: str) -> object:
        found = self._folder.find(name, digest())
        if found is None:
            raise OSError(errno.EIO, "what was left is damaged", str(self._folder.folder / name))
        return found


def _revise(
    site: Site, reading: Reading, before: IndexedActs, now: IndexedActs, kept: Rendered, target: Target
) -> Rendered | None:
    """Give what differs from the index of the acts as they were ``before``; None where it must be built."""
    from svod.search.facets import write_facets  # noqa: PLC0415  (a check needs no NumPy)
    from svod.search.index import index_version  # noqa: PLC0415
    from svod.search.revision import MOST_DOCUMENTS  # noqa: PLC0415

    library = reading.content.library
    versions = zip(before.versions, now.versions, strict=True)
    changed = [number for number, (was, version) in enumerate(versions) if was != version]
    words = _find_words(reading, before, changed) if len(changed) <= MOST_DOCUMENTS else None
    if words is None:
        return None
    acts, labels = numbered_acts(library), facet_labels(library, site.words)
    facets = list(write_facets((find_facets(act, library) for act in acts), labels))
    version = index_version(now.fragments, (facet.text for facet in facets))
    rendered = _revise_scripts(changed, words, version, kept, target)
    if rendered is None:
        return None
    return merge_rendered([rendered, write_files(map(script_file, facets), target.write)])


def _revise_scripts(
    changed: Sequence[int], words: tuple[WordBatch, WordBatch], version: str, kept: Rendered, target: Target
) -> Rendered | None:
    """Give what differs from the scripts ``kept`` where acts with these numbers had and have these words."""
    from svod.search.revision import Refusal, revise_index  # noqa: PLC0415  (a check needs no NumPy)

    revision = revise_index(partial(_read_script, target), changed, *words, version)
    if isinstance(revision, Refusal):
        return None
    gone = {_path(name) for name in revision.gone}
    written = {path: mark for path, mark in kept.written.items() if path not in gone}
    fresh = write_files(map(script_file, revision.scripts), target.write)
    return merge_rendered([Rendered(written=written), fresh])


def _find_words(
    reading: Reading, before: IndexedActs, changed: Sequence[int]
) -> tuple[WordBatch, WordBatch] | None:
    """Return the words of the acts that have changed, as they were and as they are, if both are left."""
    chunk_of = {path: chunk for chunk in reading.chunks for path in chunk.paths}
    old: list[tuple[WordBatch, int]] = []
    new: list[tuple[WordBatch, int]] = []
    for number in changed:
        path = before.paths[number]
        revised = reading.revised(chunk_of[path])
        if revised is None:
            return None
        was, now = revised
        if was.versions.get(path) != before.versions[number]:
            return None
        old.append((was.batch, list(was.versions).index(path)))
        new.append((now.batch, list(now.versions).index(path)))
    return pick_documents(old), pick_documents(new)


def _read_script(target: Target, name: str) -> str | None:
    try:
        return target.read(_path(name)).decode("utf-8")
    except (OSError, ValueError):
        return None


def _path(name: str) -> str:
    return urls.output_path(urls.search_script_url(name))
