"""From the words of all acts to the index of the search: revised where a few have changed, else built."""

import errno
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from svod import urls
from svod.content.act import Act
from svod.pipeline.files import Rendered, Target, merge_rendered, script_file, write_files
from svod.pipeline.reading import LeftWords, Reading, Site, version_of
from svod.publish.store import Store, digest, open_store
from svod.search.entries import facet_labels, find_facets, numbered_acts
from svod.search.runs import WordBatch, pick_documents
from svod.search.scripts import Script, facet_script

INDEX: Final = "index"


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
class Index:
    """What is left of an index: which acts it has, and its scripts but for the fragments."""

    acts: IndexedActs
    scripts: Rendered


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedText:
    """An act whose text was edited: its version before, fragment and version now.

    ``words`` are the places of the text before and now in batches of words.
    """

    path: str
    before: bytes
    fragment: bytes
    version: bytes
    words: tuple[tuple[WordBatch, int], tuple[WordBatch, int]]


def edited_text(path: str, fragment: bytes, old: LeftWords, new: LeftWords) -> EditedText | None:
    """Return an act as one whose text was edited; None where its words before or now are not known."""
    if path not in old.versions or path not in new.versions:
        return None
    return EditedText(
        path=path,
        before=old.versions[path],
        fragment=fragment,
        version=new.versions[path],
        words=(_find_words(path, old), _find_words(path, new)),
    )


def _find_words(path: str, words: LeftWords) -> tuple[WordBatch, int]:
    return words.batch, list(words.versions).index(path)


def find_index(site: Site, target: Target) -> Index | None:
    """Return what the last index has left, if the target still has its scripts."""
    found = site.store.find(INDEX, digest(site.key))
    return found if isinstance(found, Index) and target.has(found.scripts) else None


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
    if found and found.acts.paths == now.paths:
        if found.acts.versions == now.versions:
            return found.scripts
        rendered = _revise(site, reading, found, now, target)
    rendered = rendered or write_files(map(script_file, _build(site, reading, acts)), target.write)
    site.store.leave(INDEX, digest(site.key), Index(acts=now, scripts=rendered))
    return rendered


def revise_texts(site: Site, index: Index, edited: Sequence[EditedText], target: Target) -> Rendered | None:
    """Give what differs from an ``index`` where all but the texts ``edited`` is as it was.

    None where it must be built.
    """
    from svod.search.index import index_version  # noqa: PLC0415  (a check makes no index)

    acts = index.acts
    numbers = {path: number for number, path in enumerate(acts.paths)}
    if not all(text.path in numbers for text in edited):
        return None
    changed = [text for text in edited if acts.versions[numbers[text.path]] != text.version]
    if not changed:
        return index.scripts
    fragments, versions = list(acts.fragments), list(acts.versions)
    for text in changed:
        fragments[numbers[text.path]], versions[numbers[text.path]] = text.fragment, text.version
    facets = [text for text in (_read_script(target, name) for name in acts.facets) if text is not None]
    if len(facets) < len(acts.facets):
        return None
    rendered = _revise_scripts(index, numbers, changed, index_version(fragments, facets), target)
    if rendered:
        now = replace(acts, fragments=tuple(fragments), versions=tuple(versions))
        site.store.leave(INDEX, digest(site.key), Index(acts=now, scripts=rendered))
    return rendered


def _build(site: Site, reading: Reading, acts: Sequence[Act]) -> Iterator[Script]:
    from svod.search.collecting import WordCollector  # noqa: PLC0415  (a check makes no index)
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


def _revise(site: Site, reading: Reading, index: Index, now: IndexedActs, target: Target) -> Rendered | None:
    """Give what differs from the ``index`` of the acts as they were; None where it must be built."""
    from svod.search.facets import write_facets  # noqa: PLC0415  (a check makes no index)
    from svod.search.index import index_version  # noqa: PLC0415
    from svod.search.revision import MOST_DOCUMENTS  # noqa: PLC0415

    versions = zip(now.paths, index.acts.versions, now.versions, strict=True)
    paths = [path for path, was, version in versions if was != version]
    if len(paths) > MOST_DOCUMENTS:
        return None
    chunk_of = {path: chunk for chunk in reading.chunks for path in chunk.paths}
    edited: list[EditedText] = []
    for path in paths:
        revised = reading.revised(chunk_of[path])
        text = edited_text(path, reading.fragments[path], *revised) if revised else None
        if text is None:
            return None
        edited.append(text)
    library = reading.content.library
    labels = facet_labels(library, site.words)
    facets = list(write_facets((find_facets(act, library) for act in numbered_acts(library)), labels))
    version = index_version(now.fragments, (facet.text for facet in facets))
    rendered = _revise_scripts(index, reading.content.numbers, edited, version, target)
    if rendered is None:
        return None
    return merge_rendered([rendered, write_files(map(script_file, facets), target.write)])


def _revise_scripts(
    index: Index, numbers: Mapping[str, int], edited: Sequence[EditedText], version: str, target: Target
) -> Rendered | None:
    """Give what differs from the scripts of an ``index`` whose acts have these ``numbers``.

    None where the index does not have the texts that were edited, or must be built.
    """
    from svod.search.revision import Refusal, revise_index  # noqa: PLC0415  (a check makes no index)

    if any(index.acts.versions[numbers[text.path]] != text.before for text in edited):
        return None
    old, new = (pick_documents(text.words[side] for text in edited) for side in (0, 1))
    changed = [numbers[text.path] for text in edited]
    revision = revise_index(partial(_read_script, target), changed, old, new, version)
    if isinstance(revision, Refusal):
        return None
    gone = {_path(name) for name in revision.gone}
    kept = {path: mark for path, mark in index.scripts.written.items() if path not in gone}
    fresh = write_files(map(script_file, revision.scripts), target.write)
    return merge_rendered([Rendered(written=kept), fresh])


def _read_script(target: Target, name: str) -> str | None:
    try:
        return target.read(_path(name)).decode("utf-8")
    except (OSError, ValueError):
        return None


def _path(name: str) -> str:
    return urls.output_path(urls.search_script_url(name))
