"""Publishes a site: revised where that is enough, else built; as a whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from svod.diagnostics import Diagnostic
from svod.execution import Executor, Progress, open_executor, say_nothing, without_collector
from svod.pipeline.building import NOWHERE, Result, any_error, open_site_store, render_result
from svod.pipeline.files import Target
from svod.pipeline.keys import EDITION, engine_key
from svod.pipeline.reading import open_site, read_site
from svod.pipeline.revising import (
    Edition,
    Edits,
    Standing,
    Traces,
    find_edits,
    leave_edits,
    make_edition,
    render_edits,
    revise_edition,
    trace_site,
)
from svod.publish.output import OutputBusyError, Staging, check_output, stage_output
from svod.publish.remote import RemoteStaging, check_address, stage_remotely
from svod.publish.state import State
from svod.publish.store import Store, digest
from svod.remote import Folder, RemoteFolder
from svod.rules import N_


def publish_site(  # noqa: PLR0913  (one parameter per option)
    folder: Folder,
    output: Folder,
    *,
    jobs: int = 1,
    cluster: str | None = None,
    base_url: str | None = None,
    strict: bool = False,
    cache: Path | None = None,
    last: Standing | None = None,
    progress: Progress = say_nothing,
) -> Result:
    """Build the site in ``folder`` and put it in the place of ``output``, as a whole or not at all.

    It is not published where there is an error, nor where there is a warning if it is to be ``strict``:
    the result has no files then. The diagnostics say last what stood in the way or was kept. ``last`` is what
    this process has published before; ``progress`` is told how far it is. Raises OSError or OutputBusyError
    when the disk refuses a site that would have been published, and RefusalError when the ``cluster`` does,
    which is used in place of ``jobs`` processes and of the cache.
    """
    unsafe = _check_output(folder, output)
    kept = None if cluster else cache
    with open_site_store(kept, folder) as store:
        key = digest(engine_key(), base_url)
        traces: Traces = {}
        if kept and isinstance(folder, Path) and isinstance(output, Path) and not unsafe:
            traces = trace_site(folder)
            with without_collector():
                known = last if last and last.key == key else _recall(store, key)
                edits = find_edits(folder, store, known.edition, traces) if known else None
                revised = _revise(edits, output, known, strict=strict) if edits and known else None
            if revised:
                return revised
        with open_executor(cluster, jobs, store, progress) as executor:
            if isinstance(folder, Path):
                executor.check_sees(folder)
            site, faults = open_site(folder, store, base_url)
            reading = read_site(site, executor)
            render = partial(render_result, site, reading, faults, executor)
            if unsafe or any_error((*faults, *reading.faults)):
                result = render(NOWHERE)
                diagnostics = (*result.diagnostics, unsafe) if unsafe else result.diagnostics
                return replace(result, diagnostics=diagnostics, files={})
            try:
                with _stage_output(output, executor, with_spare=kept is not None) as staging:
                    result = render(Target(write=staging.write, live=staging.live, read=staging.read))
                    if not result.passes(strict=strict):
                        return replace(result, files={})
                    progress(N_("Writing the site"), 0, 0)
                    found = staging.publish(result.files)
                    standing = None
                    if site.config and traces and isinstance(staging, Staging) and not found:
                        edition = make_edition(site, site.config, reading, traces, result.diagnostics)
                        standing = _leave(store, key, edition, staging.state)
                    files = {} if any_error(found) else result.files
                    diagnostics = (*result.diagnostics, *found)
                    return replace(result, diagnostics=diagnostics, files=files, standing=standing)
            except (OSError, OutputBusyError):
                result = render(NOWHERE)  # what is wrong with the content is told first
                if result.passes(strict=strict):
                    raise
                return replace(result, files={})


def _revise(edits: Edits, output: Path, last: Standing, *, strict: bool) -> Result | None:
    """Publish the ``last`` site with these edits; None where it must be built."""
    try:
        with stage_output(output, last=last.state) as staging:
            target = Target(write=staging.write, live=staging.live, read=staging.read)
            same = last.state.version and staging.state.version == last.state.version
            revised = render_edits(edits, target) if same else None
            if revised is None:
                return None
            edition = revise_edition(edits)
            kept = {path: mark for path, mark in staging.marks.items() if path not in revised.gone}
            files = {**kept, **revised.rendered.written}
            result = Result(diagnostics=edition.diagnostics, resolutions=edition.resolutions, files=files)
            if not result.passes(strict=strict):
                return replace(result, files={})
            leave_edits(edits)
            if staging.publish(files):
                return None  # what stands in the way is told by a build
            return replace(result, standing=_leave(edits.site.store, last.key, edition, staging.state))
    except OSError:
        return None


def _recall(store: Store, key: bytes) -> Standing | None:
    """Return the site as it was last published; of the state only the version is known."""
    match store.find(EDITION, key):
        case (str() as version, Edition() as edition):
            return Standing(key=key, edition=edition, state=State(version=version))
    return None


def _leave(store: Store, key: bytes, edition: Edition, state: State) -> Standing:
    """Leave a site that was just published for other processes, and return it for this one."""
    with suppress(OSError):  # the site is there; the next build does more
        store.leave(EDITION, key, (state.version, edition))
    return Standing(key=key, edition=edition, state=state)


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
