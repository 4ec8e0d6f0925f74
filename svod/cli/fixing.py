"""``fix``: safe repairs, proposed as a diff or written."""

from pathlib import Path

import click

from svod.cli.options import FAULTS, lang_option, local_folder, report, site_option, words_of
from svod.localization import Localization
from svod.pipeline.fixing import REPAIRS, SAFE, Proposals, propose_repairs, write_repairs
from svod.remote import Folder
from svod.reporting import describe_refusal
from svod.rules import N_


@click.command()
@site_option
@lang_option
@click.option(
    "--diff/--write",
    "only_diff",
    default=True,
    help="Print a unified diff (the default), or change the files.",
)
@click.option(
    "--rule",
    "rules",
    metavar="CODE",
    multiple=True,
    type=click.Choice(REPAIRS),
    help="Make this repair only; may be given several times. Those that change words are made only if named.",
)
@click.pass_obj
def fix(
    default_site: Path, site: Folder | None, lang: str | None, rules: tuple[str, ...], *, only_diff: bool
) -> int:
    """Propose repairs of resolutions, or make them.

    Without --rule: dates in another form (date-invalid), values that want quotes (quoting), the order of keys
    (key-order), bold words that touch (glued-bold); none of them changes a word of an act. By name only:
    decision-inline, doubled-word, mixed-script, straight-quotes. What “notes” or “silence” answers is left.

    The exit code is 0 when there was nothing to do or all was written, 1 when a diff was printed, or a file
    could not be read or written.
    """
    folder = local_folder(site, default_site)
    words = words_of(folder, lang)
    proposals = propose_repairs(folder, rules or SAFE)
    report(proposals.faults, words)
    if only_diff:
        diff = "".join(proposal.diff for proposal in proposals.repairs)
        click.echo(diff.encode("utf-8"), nl=False)  # for a program that patches
        click.echo(_summary(proposals, words), err=True)
        return FAULTS if diff or proposals.faults else 0
    try:
        left = write_repairs(folder, proposals)
    except OSError as error:
        click.echo(describe_refusal(error, words), err=True)
        return FAULTS
    for path in left:
        click.echo(words.text(N_("{path} was changed meanwhile, and is left.")).format(path=path), err=True)
    click.echo(_summary(proposals, words, written=True), err=True)
    return FAULTS if left or proposals.faults else 0


def _summary(proposals: Proposals, words: Localization, *, written: bool = False) -> str:
    """Return how many files were looked at, and how many of them are or were to be repaired."""
    looked_at = words.text(N_("Files checked: {number}.")).format(number=words.number(proposals.looked_at))
    if not proposals.repairs:
        nothing = words.text(N_("Nothing to repair."))
        return f"{looked_at} {nothing}"
    told = N_("Repaired: {number}.") if written else N_("To be repaired: {number}.")
    return f"{looked_at} {words.text(told).format(number=words.number(len(proposals.repairs)))}"
