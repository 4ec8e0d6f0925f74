"""The command line: the only module that prints and exits.

Exit codes: 0 done; 1 faults in content, configuration or templates; 2 wrong usage; 130 interrupted.
"""

import io
import os
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click
from platformdirs import user_cache_path

from svod import __version__
from svod.config import BASE_URL, read_config
from svod.diagnostics import Diagnostic, Severity
from svod.execution import CLUSTER
from svod.localization import LANGUAGES, Localization, localization
from svod.pipeline.building import Result, build_site
from svod.pipeline.publishing import publish_site
from svod.publish.output import OutputBusyError
from svod.refusals import RefusalError
from svod.remote import Folder, RemoteFolder, parse_folder
from svod.reporting import FORMATS, describe_refusal, format_github, format_json, format_sarif, format_text
from svod.rules import N_, severity

FAULTS: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130
_FORMATTERS = {
    "text": format_text,
    "json": format_json,
    "github": format_github,
    "sarif": format_sarif,
}


class _BuildByDefault(click.Group):
    """A group whose command is ``build`` when none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert ``build`` before the options of the default command."""
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "--version")):
            args = ["build", *args]
        return super().parse_args(ctx, args)


def _parse_folder(_: click.Context, __: click.Parameter, value: str | None) -> Folder | None:
    try:
        return parse_folder(value) if value is not None else None
    except RefusalError as error:
        raise click.BadParameter(describe_refusal(error, localization("en"))) from error


_site = click.option(
    "--site",
    metavar="FOLDER",
    callback=_parse_folder,
    help="Folder with site_config.yaml and content/. Default: the folder of build.py.",
)
_lang = click.option(
    "--lang", type=click.Choice(LANGUAGES), help="Language of messages. Default: the site's."
)
_no_cache = click.option(
    "--no-cache", is_flag=True, help="Read everything anew, and leave nothing for the next time."
)


def _check_base_url(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(BASE_URL, value):
        raise click.BadParameter(f"{value} is not an address that begins with http:// or https://")
    return value


def _check_executor(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    found = re.fullmatch(rf"{CLUSTER}[^/?#@\s]+:(\d+)", value or "")
    if value is not None and not (found and 0 < int(found[1]) < 1 << 16):
        raise click.BadParameter(f"{value} is not an address such as {CLUSTER}scheduler.local:8786")
    return value


@click.group(cls=_BuildByDefault)
@click.version_option(__version__, prog_name="svod")
def _cli() -> None:
    """Svod turns a folder of Markdown resolutions into a static archive."""


@_cli.command()
@_site
@_lang
@click.option(
    "--output",
    metavar="FOLDER",
    callback=_parse_folder,
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
@_no_cache
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
    folder = _site_folder(site, default_site)
    words = _words(folder, lang)
    started = time.perf_counter()
    target = output or folder / "output"
    try:
        result = publish_site(
            folder,
            target,
            jobs=jobs or _cores(),
            cluster=executor,
            base_url=base_url,
            strict=strict,
            cache=None if no_cache else _cache(),
        )
    except (OSError, OutputBusyError, RefusalError) as error:
        click.echo(describe_refusal(error, words), err=True)
        return FAULTS
    _report(result.diagnostics, words, errors_only=quiet and (bool(result.files) or not strict))
    if not result.files:
        return FAULTS
    if not quiet:
        click.echo(_done(result, target, time.perf_counter() - started, words))
    return 0


@_cli.command()
@_site
@_lang
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to print faults.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@_no_cache
@click.pass_obj
def check(
    default_site: Path, site: Folder | None, lang: str | None, form: str, *, strict: bool, no_cache: bool
) -> int:
    """Check everything that a build checks, and write nothing."""
    folder = _site_folder(site, default_site)
    words = _words(folder, lang)
    try:
        result = build_site(folder, jobs=_cores(), cache=None if no_cache else _cache())
    except (OSError, RefusalError) as error:  # OSError: of the folder for what is left between builds
        click.echo(describe_refusal(error, words), err=True)
        return FAULTS
    if form == "text":
        _report(result.diagnostics, words)
        if not result.diagnostics:
            click.echo(words.text(N_("No faults found.")))
    else:
        # Programs read it as UTF-8, whatever the encoding of the terminal.
        click.echo(_FORMATTERS[form](result.diagnostics, words).encode("utf-8"), nl=False)
    return 0 if result.passes(strict=strict) else FAULTS


@_cli.command()
@_site
@_lang
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.pass_obj
def serve(default_site: Path, site: Folder | None, lang: str | None, port: int) -> int:
    """Show the site in a browser and rebuild it at every change."""
    from svod.serve import Preview, serve_site  # noqa: PLC0415  (a build needs no server)

    folder = _local_folder(site, default_site)
    words = _words(folder, lang)

    def announce(url: str) -> None:
        click.echo(words.text(N_("The site is shown at {url} (Ctrl+C to stop).")).format(url=url))

    def report(faults: str) -> None:
        sys.stderr.write(faults)

    preview = Preview(folder, folder / "output", words, jobs=_cores(), cache=_cache())
    try:
        serve_site(preview, folder, port, announce, report)
    except OSError as error:
        click.echo(describe_refusal(error, words), err=True)
        return FAULTS
    return 0


# A word that begins with a minus is no option.
@_cli.command(context_settings={"ignore_unknown_options": True})
@_site
@_lang
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Where the site is. Default: output/ in the site folder.",
)
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Results to show.")
@click.argument("query", nargs=-1, required=True)
@click.pass_obj
def search(
    default_site: Path,
    site: Folder | None,
    lang: str | None,
    output: Path | None,
    limit: int,
    query: tuple[str, ...],
) -> int:
    """Search the built site as its search page does.

    Words count in any form. «A phrase in quotation marks» is found as it stands; -word leaves out the
    acts that have it.
    """
    from svod import answering  # noqa: PLC0415  (no other command needs lunr)

    for word in query:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    folder = _local_folder(site, default_site)
    words = _words(folder, lang)
    try:
        answer = answering.find_answer(" ".join(query), output or folder / "output", limit)
    except answering.NoAnswerError as error:
        click.echo(answering.describe_no_answer(error, words), err=True)
        return FAULTS
    click.echo(answering.format_answer(answer, words, _bold), nl=False)
    return 0


def main(arguments: Sequence[str] | None = None, *, default_site: Path | None = None) -> int:
    """Run the command line and return its exit code. ``default_site`` stands in for ``--site``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show Russian
    try:
        code = _cli.main(
            args=None if arguments is None else list(arguments),
            prog_name="build.py" if default_site else "svod",
            standalone_mode=False,
            obj=default_site or Path(),
        )
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _bold(text: str) -> str:
    return click.style(text, bold=True)  # click leaves it out where no terminal shows it


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _cache() -> Path:
    """Return the folder of the user's own in which builds leave what they need not make again."""
    return user_cache_path("svod")


def _site_folder(site: Folder | None, default_site: Path) -> Folder:
    return site if isinstance(site, RemoteFolder) else _local_folder(site, default_site)


def _local_folder(site: Folder | None, default_site: Path) -> Path:
    folder = site or default_site
    if not isinstance(folder, Path) or not folder.is_dir():
        raise click.BadParameter(f"{folder} is not a folder", param_hint="--site")
    return folder.resolve()


def _words(site: Folder, lang: str | None) -> Localization:
    if lang:
        return localization(lang)
    config, _ = read_config(site)
    return localization(config.language if config else LANGUAGES[0])


def _report(diagnostics: Sequence[Diagnostic], words: Localization, *, errors_only: bool = False) -> None:
    """Print ``diagnostics`` to stderr."""
    shown = [d for d in diagnostics if not errors_only or severity(d.code) is Severity.ERROR]
    if shown:
        sys.stderr.write(format_text(shown, words))


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
