"""``search``: the search of the built site, in a terminal."""

from pathlib import Path

import click

from svod.cli.options import FAULTS, lang_option, local_folder, site_option, words_of
from svod.remote import Folder


# A word that begins with a minus is no option.
@click.command(context_settings={"ignore_unknown_options": True})
@site_option
@lang_option
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
    folder = local_folder(site, default_site)
    words = words_of(folder, lang)
    try:
        answer = answering.find_answer(" ".join(query), output or folder / "output", limit)
    except answering.NoAnswerError as error:
        click.echo(answering.describe_no_answer(error, words), err=True)
        return FAULTS
    click.echo(answering.format_answer(answer, words, _bold), nl=False)
    return 0


def _bold(text: str) -> str:
    return click.style(text, bold=True)  # click leaves it out where no terminal shows it
