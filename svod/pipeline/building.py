"""Builds a site, and publishes it if it has no errors."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from svod import urls
from svod.content.sources import read_source
from svod.diagnostics import Diagnostic, Severity
from svod.execution import Executor, open_executor
from svod.pipeline.files import Rendered, Target
from svod.pipeline.reading import Fault, Reading, Site, open_site, read_site
from svod.pipeline.rendering import render_site
from svod.pipeline.revising import (
    Edits,
    edition_key,
    find_edits,
    leave_edition,
    make_edition,
    render_edits,
    revise_edition,
    trace_site,
)
from svod.publish.output import OutputBusyError, Staging, check_output, stage_output
from svod.publish.remote import RemoteStaging, check_address, stage_remotely
from svod.publish.state import FileMark, mark_payload
from svod.publish.store import Store, digest, open_store
from svod.remote import Folder, RemoteFolder
from svod.rules import severity
from svod.search.sizes import IndexSizes, measure_index


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run found, sorted, and the marks of the files by their paths: none of a site with errors.

    ``resolutions`` is how many are listed.
    """

    diagnostics: tuple[Diagnostic, ...]
    resolutions: int
    files: Mapping[str, FileMark] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not _any_error(self.diagnostics)

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


_NOWHERE: Final = Target(write=discard, live=None, read=_read_nothing)


def build_site(
    folder: Folder,
    keep: Callable[[str, bytes], object] | None = None,
    *,
    jobs: int = 1,
    base_url: str | None = None,
    cache: Path | None = None,
) -> Result:
    """Build the site in ``folder``; ``keep`` is given the path and the bytes of each file.

    The files are a site only if the result is ``ok``. ``jobs`` is the number of processes; ``keep`` is
    called in each of them. ``base_url`` overrides that of the configuration. ``cache`` is the folder in
    which builds of any site leave what they need not make again.
    """
    with _open_store(cache, folder) as store, open_executor(None, jobs, store) as executor:
        site, faults = open_site(folder, store, base_url)
        reading = read_site(site, executor)
        target = Target(write=partial(_keep, keep), live={}, read=_read_nothing) if keep else _NOWHERE
        return _render_site(site, reading, faults, executor, target)


def publish_site(  # noqa: PLR0913  (one parameter per option)
    folder: Folder,
    output: Folder,
    *,
    jobs: int = 1,
    cluster: str | None = None,
    base_url: str | None = None,
    strict: bool = False,
    cache: Path | None = None,
) -> Result:
    """Build the site in ``folder`` and put it in the place of ``output``, as a whole or not at all.

    It is not published where there is an error, nor where there is a warning if it is to be ``strict``:
    the result has no files then. The diagnostics say last what stood in the way or was kept. Raises
    OSError or OutputBusyError when the disk refuses a site that would have been published, and
    RefusalError when the ``cluster`` does, which is used in place of ``jobs`` processes and of the cache.
    """
    unsafe = _check_output(folder, output)
    with (
        _open_store(None if cluster else cache, folder) as store,
        open_executor(cluster, jobs, store) as executor,
    ):
        if isinstance(folder, Path):
            executor.check_sees(folder)
        key = edition_key(base_url)
        if isinstance(folder, Path) and isinstance(output, Path) and not unsafe:
            edits = find_edits(folder, store, key)
            revised = _publish_edits(edits, output, strict=strict) if edits else None
            if revised:
                return revised
        traces = trace_site(folder) if isinstance(folder, Path) else {}
        site, faults = open_site(folder, store, base_url)
        reading = read_site(site, executor)
        render = partial(_render_site, site, reading, faults, executor)
        if unsafe or _any_error((*faults, *reading.faults)):
            result = render(_NOWHERE)
            return replace(result, diagnostics=(*result.diagnostics, unsafe), files={}) if unsafe else result
        try:
            with _stage_output(output, executor, with_spare=cache is not None) as staging:
                result = render(Target(write=staging.write, live=staging.live, read=staging.read))
                if not result.passes(strict=strict):
                    return replace(result, files={})
                kept = staging.publish(result.files)
                if site.config and isinstance(staging, Staging):
                    edition = make_edition(site, site.config, reading, traces, result.diagnostics)
                    leave_edition(store, key, edition, staging.version)
                files = {} if _any_error(kept) else result.files
                return replace(result, diagnostics=(*result.diagnostics, *kept), files=files)
        except (OSError, OutputBusyError):
            result = render(_NOWHERE)  # what is wrong with the content is told first
            if result.passes(strict=strict):
                raise
            return replace(result, files={})


def _publish_edits(edits: Edits, output: Path, *, strict: bool) -> Result | None:
    """Publish an edition of which a few texts were edited; None where the site must be built."""
    try:
        with stage_output(output) as staging:
            if staging.version != edits.edition.version:
                return None
            target = Target(write=staging.write, live=staging.live, read=staging.read)
            rendered = render_edits(edits, target, indexed=True)
            if rendered is None:
                return None
            edition = revise_edition(edits)
            files = {**staging.marks, **rendered.written}
            result = Result(diagnostics=edition.diagnostics, resolutions=edition.resolutions, files=files)
            if not result.passes(strict=strict):
                return replace(result, files={})
            staging.publish(files)
            leave_edition(edits.site.store, edits.key, edition, staging.version)
            return result
    except (OSError, OutputBusyError):
        return None


def _open_store(cache: Path | None, site: Folder) -> AbstractContextManager[Store]:
    """Open the store of a site; at an address files bear no traces of changes, so that it has a new one."""
    known = cache / digest(str(site.resolve())).hex() if cache and isinstance(site, Path) else None
    return open_store(known)


def _check_output(site: Folder, output: Folder) -> Diagnostic | None:
    if isinstance(output, RemoteFolder):
        return check_address(site, output)
    return check_output(site, output) if isinstance(site, Path) else None


@contextmanager
def _stage_output(
    output: Folder, executor: Executor, *, with_spare: bool
) -> Iterator[Staging | RemoteStaging]:
    """Give a new site to write in all processes; the first one on a disk is published ``with_spare`` tree."""
    if isinstance(output, RemoteFolder):
        with stage_remotely(output) as remote:
            yield remote
        return
    with stage_output(output, with_spare=with_spare, repeated=executor.repeats) as staging:
        executor.check_sees(staging.folder)
        yield staging


def _any_error(faults: Iterable[Fault]) -> bool:
    return any(severity(fault.code) is Severity.ERROR for fault in faults)


def _render_site(
    site: Site, reading: Reading, faults: Sequence[Fault], executor: Executor, target: Target
) -> Result:
    """Give all files of the site to ``target``; ``faults`` are those found before."""
    found = [*faults, *reading.faults]
    if site.config:
        indexed = target.write is not discard and not _any_error(found)
        rendered = render_site(site, site.config, reading, target, executor, indexed=indexed)
    else:
        rendered = Rendered(written={})
    located = _locate(site.folder, (*found, *rendered.faults))
    unique = {diagnostic.place: diagnostic for diagnostic in located}
    ordered = tuple(unique[place] for place in sorted(unique))
    files = {} if _any_error(ordered) else rendered.written
    return Result(diagnostics=ordered, resolutions=len(reading.content.library.acts), files=files)


def _locate(site: Folder, faults: Iterable[Fault]) -> Iterator[Diagnostic]:
    """Yield the faults at their places, for which the files of those without one are read again."""
    for fault in faults:
        if isinstance(fault, Diagnostic):
            yield fault
            continue
        source = read_source(site, fault.path)
        yield source if isinstance(source, Diagnostic) else fault.locate(source)
