"""Builds a site: what is found in it, and its files."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from svod import urls
from svod.content.sources import read_source
from svod.diagnostics import Diagnostic, Severity
from svod.execution import Executor, Progress, open_executor, say_nothing
from svod.pipeline.files import Rendered, Target
from svod.pipeline.reading import Fault, Reading, Site, open_site, read_site
from svod.pipeline.rendering import render_site
from svod.pipeline.revising import Standing
from svod.publish.state import FileMark, mark_payload
from svod.publish.store import Store, digest, open_store
from svod.remote import Folder
from svod.rules import severity
from svod.search.sizes import IndexSizes, measure_index


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run found, sorted, and the marks of the files by their paths: none of a site with errors.

    ``resolutions`` is how many are listed, ``checked`` how many files of them were looked at; ``standing`` is
    for the next publication by the same process.
    """

    diagnostics: tuple[Diagnostic, ...]
    resolutions: int
    checked: int = 0
    files: Mapping[str, FileMark] = field(default_factory=dict)
    standing: Standing | None = None

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not any_error(self.diagnostics)

    @property
    def index(self) -> IndexSizes:
        """How large the index of the search is."""
        folder = urls.output_path(urls.SEARCH_INDEX.rstrip("/")) + "/"
        scripts = ((path, mark.size) for path, mark in self.files.items() if path.startswith(folder))
        return measure_index((path.removeprefix(folder).removesuffix(".js"), size) for path, size in scripts)

    def passes(self, *, strict: bool) -> bool:
        """Tell whether there is no error and, if it is to be ``strict``, no warning."""
        return not self.diagnostics if strict else self.ok


def discard(_path: str, payload: bytes) -> FileMark:
    """Keep nothing: the sink of those who want to know the faults only."""
    return FileMark(len(payload), "")


def _keep(keep: Callable[[str, bytes], object], path: str, payload: bytes) -> FileMark:
    keep(path, payload)
    return mark_payload(payload)


def _read_nothing(path: str) -> bytes:
    raise FileNotFoundError(path)


NOWHERE: Final = Target(write=discard, live=None, read=_read_nothing)


def build_site(
    folder: Folder,
    keep: Callable[[str, bytes], object] | None = None,
    *,
    jobs: int = 1,
    base_url: str | None = None,
    cache: Path | None = None,
    progress: Progress = say_nothing,
) -> Result:
    """Build the site in ``folder``; ``keep`` is given the path and the bytes of each file.

    The files are a site only if the result is ``ok``. ``jobs`` is the number of processes; ``keep`` is
    called in each of them. ``base_url`` overrides that of the configuration. ``cache`` is the folder in
    which builds of any site leave what they need not make again. ``progress`` is told how far it is.
    """
    with open_site_store(cache, folder) as store, open_executor(None, jobs, store, progress) as executor:
        site, faults = open_site(folder, store, base_url)
        reading = read_site(site, executor)
        target = Target(write=partial(_keep, keep), live={}, read=_read_nothing) if keep else NOWHERE
        return render_result(site, reading, faults, executor, target)


def open_site_store(cache: Path | None, site: Folder) -> AbstractContextManager[Store]:
    """Open the store of a site; at an address files bear no traces of changes, so that it has a new one."""
    known = cache / digest(str(site.resolve())).hex() if cache and isinstance(site, Path) else None
    return open_store(known)


def any_error(faults: Iterable[Fault]) -> bool:
    """Tell whether one of ``faults`` forbids to publish."""
    return any(severity(fault.code) is Severity.ERROR for fault in faults)


def render_result(
    site: Site, reading: Reading, faults: Sequence[Fault], executor: Executor, target: Target
) -> Result:
    """Give all files of the site to ``target``; ``faults`` are those found before."""
    found = [*faults, *reading.faults]
    if site.config:
        indexed = target.write is not discard and not any_error(found)
        rendered = render_site(site, site.config, reading, target, executor, indexed=indexed)
    else:
        rendered = Rendered(written={})
    located = _locate(site.folder, (*found, *rendered.faults))
    unique = {diagnostic.place: diagnostic for diagnostic in located}
    ordered = tuple(unique[place] for place in sorted(unique))
    files = {} if any_error(ordered) else rendered.written
    return Result(
        diagnostics=ordered,
        resolutions=len(reading.content.library.acts),
        checked=sum(len(chunk.paths) for chunk in reading.chunks),
        files=files,
    )


def _locate(site: Folder, faults: Iterable[Fault]) -> Iterator[Diagnostic]:
    """Yield the faults at their places, for which the files of those without one are read again."""
    for fault in faults:
        if isinstance(fault, Diagnostic):
            yield fault
            continue
        source = read_source(site, fault.path)
        yield source if isinstance(source, Diagnostic) else fault.locate(source)
