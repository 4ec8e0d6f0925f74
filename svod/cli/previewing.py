"""``serve``: the site in a browser while it is edited."""

import sys
from pathlib import Path

import click

from svod.cli.options import FAULTS, cache, cores, lang_option, local_folder, site_option, words_of
from svod.remote import Folder
from svod.reporting import describe_refusal
from svod.rules import N_


@click.command()
@site_option
@lang_option
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.pass_obj
def serve(default_site: Path, site: Folder | None, lang: str | None, port: int) -> int:
    """Show the site in a browser and rebuild it at every change."""
    from svod.serve import Preview, serve_site  # noqa: PLC0415  (a build needs no server)

    folder = local_folder(site, default_site)
    words = words_of(folder, lang)

    def announce(url: str) -> None:
        click.echo(words.text(N_("The site is shown at {url} (Ctrl+C to stop).")).format(url=url))

    def report(faults: str) -> None:
        sys.stderr.write(faults)

    preview = Preview(folder, folder / "output", words, jobs=cores(), cache=cache())
    try:
        serve_site(preview, folder, port, announce, report)
    except OSError as error:
        click.echo(describe_refusal(error, words), err=True)
        return FAULTS
    return 0
