"""``import``: foreign documents become content files."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from svod.cli.options import (
    FAULTS,
    force_option,
    id_option,
    lang_option,
    local_folder,
    report,
    report_existing,
    site_option,
    words_of,
)
from svod.diagnostics import Diagnostic
from svod.localization import Localization
from svod.remote import Folder
from svod.reporting import describe_refusal
from svod.rules import N_

if TYPE_CHECKING:
    from svod.pipeline.importing import Proposal


@click.command("import")
@site_option
@lang_option
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@force_option
@id_option
@click.option(
    "--accessed",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day on which the documents were obtained. Default: today.",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def import_documents(  # noqa: PLR0913  (one parameter per option)
    default_site: Path,
    site: Folder | None,
    lang: str | None,
    name: str | None,
    accessed: datetime | None,
    files: tuple[Path, ...],
    *,
    dry_run: bool,
    force: bool,
) -> int:
    """Make content files of documents: .docx, .odt, .rtf, .html, .txt, .md, .pdf.

    The text is taken over word for word. What stands above it is guessed, each guess with the words that it
    came from; what could not be found is marked TODO, and «check» reports it. The document itself is kept
    under content/originals/.
    """
    from svod.pipeline.importing import open_desk, propose_import  # noqa: PLC0415  (no build reads documents)

    if name and len(files) > 1:
        raise click.UsageError("--id names one act, and there are several files.")
    folder = local_folder(site, default_site)
    words = words_of(folder, lang)
    desk, faults = open_desk(folder, words)
    if faults:
        report(faults, words)
        return FAULTS
    day = accessed.date() if accessed else date.today()  # noqa: DTZ011  (the day that the editor's calendar shows)
    try:
        done = [
            _take(found, folder, words, dry_run=dry_run, force=force)
            for found in (propose_import(desk, file, accessed=day, name=name) for file in files)
        ]
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("svod"):
            raise
        message = N_("{library} is missing, which reads such files: pip install 'svod[import]'")
        click.echo(words.text(message).format(library=error.name), err=True)
        return FAULTS
    return 0 if all(done) else FAULTS


def _take(
    proposal: "Proposal | Diagnostic", site: Path, words: Localization, *, dry_run: bool, force: bool
) -> bool:
    """Write what is proposed, or show it; tell whether that could be done."""
    from svod.accounts import format_proposal  # noqa: PLC0415
    from svod.pipeline.importing import find_existing, write_proposal  # noqa: PLC0415

    if isinstance(proposal, Diagnostic):
        report([proposal], words)
        return False
    existing = None if force else find_existing(site, proposal)
    if dry_run:
        click.echo(proposal.text)
        click.echo(format_proposal(proposal, words, written=False), err=True)
    if existing:
        report_existing(existing, words)
    if dry_run or existing:
        return not existing
    try:
        write_proposal(site, proposal, force=force)
    except OSError as error:
        click.echo(describe_refusal(error, words), err=True)
        return False
    click.echo(format_proposal(proposal, words, written=True))
    report(proposal.faults, words)
    return True
