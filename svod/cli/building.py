"""``build`` and ``check``: the whole site, written or only looked at."""

import re
import time
from pathlib import Path

import click

from svod.cli.options import (
    FAULTS,
    as_folder,
    cache,
    cores,
    lang_option,
    local_folder,
    no_cache_option,
    report,
    site_folder,
    site_option,
    words_of,
)
from svod.cli.progress import ProgressDisplay
from svod.cli.watching import watch_site
from svod.config import BASE_URL
from svod.execution import CLUSTER
from svod.localization import Localization
from svod.pipeline.building import Result, build_site
from svod.pipeline.publishing import publish_site
from svod.publish.output import OutputBusyError
from svod.refusals import RefusalError
from svod.remote import Folder
from svod.reporting import (
    FORMATS,
    describe_refusal,
    format_github,
    format_gitlab,
    format_json,
    format_sarif,
    format_text,
)
from svod.rules import N_

_FORMATTERS = {
    "text": format_text,
    "json": format_json,
    "github": format_github,
    "sarif": format_sarif,
    "gitlab": format_gitlab,
}


def _check_base_url(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(BASE_URL, value):
        raise click.BadParameter(f"{value} is not an address that begins with http:// or https://")
    return value


def _check_executor(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    found = re.fullmatch(rf"{CLUSTER}[^/?#@\s]+:(\d+)", value or "")
    if value is not None and not (found and 0 < int(found[1]) < 1 << 16):
        raise click.BadParameter(f"{value} is not an address such as {CLUSTER}scheduler.local:8786")
    return value


@click.command()
@site_option
@lang_option
@click.option(
    "--output",
    metavar="FOLDER",
    callback=as_folder,
    help="Where to write. Default: output/ in the site folder.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), default=None, help="Processes. Default: as many as cores."
)
@click.option(
    "--executor",
    metavar="dask://HOST:PORT",
    callback=_check_executor,
    help="Build on the Dask cluster of this scheduler (docs/cluster.md). Default: processes of this machine.",
)
@click.option(
    "--base-url", callback=_check_base_url, help="Address of the site; overrides the configuration."
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@no_cache_option
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.pass_obj
def build(  # noqa: PLR0913, PLR0917  (one parameter per option)
    default_site: Path,
    site: Folder | None,
    lang: str | None,
    output: Folder | None,
    jobs: int | None,
    executor: str | None,
    base_url: str | None,
    *,
    strict: bool,
    no_cache: bool,
    quiet: bool,
) -> int:
    """Build the site."""
    folder = site_folder(site, default_site)
    words = words_of(folder, lang)
    started = time.perf_counter()
    target = output or folder / "output"
    try:
        with ProgressDisplay(words, quiet=quiet) as display:
            result = publish_site(
                folder,
                target,
                jobs=jobs or cores(),
                cluster=executor,
                base_url=base_url,
                strict=strict,
                cache=None if no_cache else cache(),
                progress=display.tell,
            )
    except (OSError, OutputBusyError, RefusalError) as error:
        click.echo(describe_refusal(error, words), err=True)
        return FAULTS
    report(result.diagnostics, words, errors_only=quiet and (bool(result.files) or not strict))
    if not result.files:
        return FAULTS
    if not quiet:
        click.echo(_done(result, target, time.perf_counter() - started, words))
    return 0


@click.command()
@site_option
@lang_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to print faults.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--watch", is_flag=True, help="Go on, and check again at every change (Ctrl+C to stop).")
@no_cache_option
@click.option("--quiet", is_flag=True, help="Print nothing but faults.")
@click.pass_obj
def check(  # noqa: PLR0913  (one parameter per option)
    default_site: Path,
    site: Folder | None,
    lang: str | None,
    form: str,
    *,
    strict: bool,
    watch: bool,
    no_cache: bool,
    quiet: bool,
) -> int:
    """Check everything that a build checks, and write nothing."""
    folder = site_folder(site, default_site)

    def look() -> int:
        words = words_of(folder, lang)
        try:
            with ProgressDisplay(words, quiet=quiet) as display:
                kept = None if no_cache else cache()
                result = build_site(folder, jobs=cores(), cache=kept, progress=display.tell)
        except (OSError, RefusalError) as error:  # OSError: of the folder for what is left between builds
            click.echo(describe_refusal(error, words), err=True)
            return FAULTS
        _tell(result, form, words, quiet=quiet)
        return 0 if result.passes(strict=strict) else FAULTS

    if not watch:
        return look()
    watch_site(local_folder(site, default_site), look)
    return 0


def _tell(result: Result, form: str, words: Localization, *, quiet: bool) -> None:
    """Print what a check has found, for people or in a form for programs."""
    if form != "text":
        # Programs read it as UTF-8, whatever the encoding of the terminal.
        click.echo(_FORMATTERS[form](result.diagnostics, words).encode("utf-8"), nl=False)
        return
    report(result.diagnostics, words)
    if not quiet:
        checked = words.text(N_("Files checked: {number}.")).format(number=words.number(result.checked))
        faultless = words.text(N_("No faults found."))
        said = checked if result.diagnostics else f"{checked} {faultless}"
        click.echo(said, err=bool(result.diagnostics))


def _done(result: Result, target: Folder, seconds: float, words: Localization) -> str:
    message = words.plural(
        "{resolutions} resolution, {files} files written to {target} in {seconds} s.",
        "{resolutions} resolutions, {files} files written to {target} in {seconds} s.",
        result.resolutions,
    )
    done = message.format(
        resolutions=words.number(result.resolutions),
        files=words.number(len(result.files)),
        target=target,
        seconds=words.number(round(seconds, 1)),
    )
    return "\n".join([done, *result.index.warnings(words)])
