"""Builds a site, and publishes it if it has no errors."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from svod import urls
from svod.content.sources import read_source
from svod.diagnostics import Diagnostic, Severity
from svod.execution import Executor, open_executor
from svod.pipeline.reading import Fault, Reading, Site, open_site, read_site
from svod.pipeline.rendering import Rendered, Sink, render_site
from svod.publish.output import OutputBusyError, Staging, check_output, stage_output
from svod.publish.remote import RemoteStaging, check_address, stage_remotely
from svod.remote import Folder, RemoteFolder
from svod.rules import severity
from svod.search.sizes import IndexSizes, measure_index


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run found, sorted, and how many bytes each file has by its path: none of a site with errors.

    ``resolutions`` is how many are listed.
    """

    diagnostics: tuple[Diagnostic, ...]
    resolutions: int
    files: Mapping[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not _any_error(self.diagnostics)

    @property
    def index(self) -> IndexSizes:
        """How large the index of the search is."""
        folder = urls.output_path(urls.SEARCH_INDEX.rstrip("/")) + "/"
        scripts = ((path, size) for path, size in self.files.items() if path.startswith(folder))
        return measure_index((path.removeprefix(folder).removesuffix(".js"), size) for path, size in scripts)

    def passes(self, *, strict: bool) -> bool:
        """Tell whether there is no error and, if it is to be ``strict``, no warning."""
        return not self.diagnostics if strict else self.ok


def discard(_path: str, _payload: bytes) -> None:
    """Keep nothing: the sink of those who want to know the faults only."""


def build_site(folder: Folder, sink: Sink = discard, *, jobs: int = 1, base_url: str | None = None) -> Result:
    """Build the site in ``folder``; ``sink`` is given the path and the bytes of each file.

    The files are a site only if the result is ``ok``. ``jobs`` is the number of processes; the sink is
    called in each of them. ``base_url`` overrides that of the configuration.
    """
    with open_executor(None, jobs) as executor:
        site, faults = open_site(folder, base_url)
        reading = read_site(site, executor, indexed=sink is not discard)
        return _render_site(site, reading, faults, executor, sink)


def publish_site(
    folder: Folder,
    output: Folder,
    *,
    jobs: int = 1,
    cluster: str | None = None,
    base_url: str | None = None,
    strict: bool = False,
) -> Result:
    """Build the site in ``folder`` and put it in the place of ``output``, as a whole or not at all.

    It is not published where there is an error, nor where there is a warning if it is to be ``strict``:
    the result has no files then. The diagnostics say last what stood in the way or was kept. Raises
    OSError or OutputBusyError when the disk refuses a site that would have been published, and
    RefusalError when the ``cluster`` does, which is used in place of ``jobs`` processes.
    """
    unsafe = _check_output(folder, output)
    with open_executor(cluster, jobs) as executor:
        if isinstance(folder, Path):
            executor.check_sees(folder)
        site, faults = open_site(folder, base_url)
        reading = read_site(site, executor, indexed=unsafe is None)
        render = partial(_render_site, site, reading, faults, executor)
        if unsafe or _any_error((*faults, *reading.faults)):
            result = render(discard)
            return replace(result, diagnostics=(*result.diagnostics, unsafe), files={}) if unsafe else result
        try:
            with _stage_output(output, executor) as staging:
                result = render(staging.write)
                if not result.passes(strict=strict):
                    return replace(result, files={})
                kept = staging.publish(result.files)
                files = {} if _any_error(kept) else result.files
                return replace(result, diagnostics=(*result.diagnostics, *kept), files=files)
        except (OSError, OutputBusyError):
            result = render(discard)  # what is wrong with the content is told first
            if result.passes(strict=strict):
                raise
            return replace(result, files={})


def _check_output(site: Folder, output: Folder) -> Diagnostic | None:
    if isinstance(output, RemoteFolder):
        return check_address(site, output)
    return check_output(site, output) if isinstance(site, Path) else None


@contextmanager
def _stage_output(output: Folder, executor: Executor) -> Iterator[Staging | RemoteStaging]:
    """Give a new site to write in all processes."""
    if isinstance(output, RemoteFolder):
        with stage_remotely(output) as remote:
            yield remote
        return
    with stage_output(output, repeated=executor.repeats) as staging:
        executor.check_sees(staging.folder)
        yield staging


def _any_error(faults: Iterable[Fault]) -> bool:
    return any(severity(fault.code) is Severity.ERROR for fault in faults)


def _render_site(
    site: Site, reading: Reading, faults: Sequence[Fault], executor: Executor, sink: Sink
) -> Result:
    """Give all files of the site to ``sink``; ``faults`` are those found before."""
    found = [*faults, *reading.faults]
    if site.config:
        indexed = sink is not discard and not _any_error(found)
        rendered = render_site(site, site.config, reading, sink, executor, indexed=indexed)
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
