"""What several commands take, and how they tell what is wrong."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click
from platformdirs import user_cache_path

from svod.config import read_config
from svod.diagnostics import Diagnostic, Severity
from svod.localization import LANGUAGES, Localization, localization
from svod.refusals import RefusalError
from svod.remote import Folder, RemoteFolder, parse_folder
from svod.reporting import describe_refusal, format_text
from svod.rules import N_, severity
from svod.slugs import is_slug

FAULTS: Final = 1


def as_folder(_: click.Context, __: click.Parameter, value: str | None) -> Folder | None:
    """Return the folder that an option names: a path, or an address such as memory://archive."""
    try:
        return parse_folder(value) if value is not None else None
    except RefusalError as error:
        raise click.BadParameter(describe_refusal(error, localization("en"))) from error


site_option = click.option(
    "--site",
    metavar="FOLDER",
    callback=as_folder,
    help="Folder with site_config.yaml and content/. Default: the folder of build.py.",
)
lang_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), help="Language of messages. Default: the site's."
)
no_cache_option = click.option(
    "--no-cache", is_flag=True, help="Read everything anew, and leave nothing for the next time."
)


def _check_id(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and not is_slug(value):
        raise click.BadParameter(f"{value} is not made of Latin lower-case letters, digits and hyphens")
    return value


id_option = click.option(
    "--id", "name", callback=_check_id, help="Identifier of the act. Default: made of what is known of it."
)
force_option = click.option("--force", is_flag=True, help="Write over a file that is there already.")


def cores() -> int:
    """Return the number of processes that a build may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cache() -> Path:
    """Return the folder of the user's own in which builds leave what they need not make again."""
    return user_cache_path("svod")


def site_folder(site: Folder | None, default_site: Path) -> Folder:
    """Return the folder of the site. Raises BadParameter when it is none."""
    return site if isinstance(site, RemoteFolder) else local_folder(site, default_site)


def local_folder(site: Folder | None, default_site: Path) -> Path:
    """Return the folder of a site that is on this machine. Raises BadParameter when it is none."""
    folder = site or default_site
    try:
        found = isinstance(folder, Path) and folder.is_dir()
    except OSError:  # no permission to look there
        found = False
    if not isinstance(folder, Path) or not found:
        raise click.BadParameter(f"{folder} is not a folder", param_hint="--site")
    return folder.resolve()


def words_of(site: Folder, lang: str | None) -> Localization:
    """Return the language ``lang``, else that of the site."""
    if lang:
        return localization(lang)
    config, _ = read_config(site)
    return localization(config.language if config else LANGUAGES[0])


def report(diagnostics: Sequence[Diagnostic], words: Localization, *, errors_only: bool = False) -> None:
    """Print ``diagnostics`` to stderr."""
    shown = [d for d in diagnostics if not errors_only or severity(d.code) is Severity.ERROR]
    if shown:
        sys.stderr.write(format_text(shown, words))


def report_existing(path: str, words: Localization) -> None:
    """Say that the file at ``path`` is there already."""
    message = N_("{file} is there already: --force writes over it, --id gives another name.")
    click.echo(words.text(message).format(file=path), err=True)
