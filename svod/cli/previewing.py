"""``serve``: the site in a browser while it is edited."""

import sys
from pathlib import Path

import click

from svod.cli.options import FAULTS, cache, cores, lang_option, local_folder, site_option, words_of
from svod.cli.progress import ProgressDisplay
from svod.remote import Folder
from svod.reporting import describe_refusal
from svod.rules import N_


def _check_editor(_: click.Context, __: click.Parameter, value: str) -> str:
    if value in ("vscode", "jetbrains", "none") or "{path}" in value or "{absolute}" in value:
        return value
    raise click.BadParameter(
        f"{value} is neither vscode, jetbrains, none nor an address with {{path}} or {{absolute}}"
    )


@click.command()
@site_option
@lang_option
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option(
    "--editor",
    metavar="vscode|jetbrains|none|URL",
    default="vscode",
    show_default=True,
    callback=_check_editor,
    help="What “Edit” and places of faults open: a program, or an address with {path}, {absolute}, {line}.",
)
@click.pass_obj
def serve(default_site: Path, site: Folder | None, lang: str | None, port: int, editor: str) -> int:
    """Show the site in a browser and rebuild it at every change."""
    from svod.serve import EDITORS, Preview, serve_site  # noqa: PLC0415  (a build needs no server)

    folder = local_folder(site, default_site)
    words = words_of(folder, lang)

    def announce(url: str) -> None:
        click.echo(words.text(N_("The site is shown at {url} (Ctrl+C to stop).")).format(url=url))

    display = ProgressDisplay(words)

    def report(faults: str) -> None:
        display.close()
        sys.stderr.write(faults)

    pattern = EDITORS.get(editor, editor)
    preview = Preview(
        folder,
        folder / "output",
        words,
        jobs=cores(),
        cache=cache(),
        editor=pattern,
        progress=display.tell,
    )
    try:
        serve_site(preview, folder, port, announce, report)
    except OSError as error:
        click.echo(describe_refusal(error, words), err=True)
        return FAULTS
    return 0
