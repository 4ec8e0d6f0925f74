"""``init`` and ``schema``: a new archive, and what an editor's programs are told about one."""

from pathlib import Path

import click

from svod.cli.options import FAULTS, lang_option, local_folder, site_option, words_of
from svod.localization import LANGUAGES, localization
from svod.refusals import RefusalError
from svod.remote import Folder
from svod.reporting import describe_refusal
from svod.rules import N_


@click.command()
@lang_option
@click.option("--title", default="Архив резолюций", show_default=True, help="What the archive is called.")
@click.option(
    "--engine",
    metavar="REQUIREMENT",
    help="What pip installs Svod from. Default: a wheel in engine/.",
)
@click.option("--cms", metavar="OWNER/REPO", default="", help="Add Sveltia CMS, for a repository on GitHub.")
@click.argument("folder", type=click.Path(path_type=Path))
def init(lang: str | None, title: str, engine: str | None, cms: str, folder: Path) -> int:
    """Make a new, empty archive in FOLDER, which must be new or empty."""
    from svod.starter.archive import ENGINE, NewArchive, installed_wheel, plan_archive  # noqa: PLC0415  (no other command needs it)
    from svod.starter.folders import fill_folder  # noqa: PLC0415

    words = localization(lang or LANGUAGES[0])
    try:
        wheel = None if engine else installed_wheel()
        new = NewArchive(title=title, engine=engine or ENGINE, wheel=wheel, cms=cms)
        fill_folder(folder, plan_archive(new, localization(LANGUAGES[0])))
    except (OSError, RefusalError) as error:
        click.echo(describe_refusal(error, words), err=True)
        return FAULTS
    done = N_("A new archive is in {folder}. What to do next is in its README.md.")
    click.echo(words.text(done).format(folder=folder))
    if not (engine or wheel):
        lacking = N_("Put the wheel of Svod into {folder}/engine: without it no workflow can build the site.")
        click.echo(words.text(lacking).format(folder=folder))
    return 0


@click.command()
@site_option
@lang_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Where to write. Default: schemas/ in the site folder.",
)
@click.option(
    "--cms", type=click.Path(path_type=Path), help="Write the forms of Sveltia CMS to this file too."
)
@click.pass_obj
def schema(
    default_site: Path, site: Folder | None, lang: str | None, output: Path | None, cms: Path | None
) -> int:
    """Write JSON Schemas for editors' programs, with the ids of this archive."""
    from svod.schemas import archive_schemas, format_schema, schema_file  # noqa: PLC0415
    from svod.starter.archive import SCHEMAS  # noqa: PLC0415
    from svod.starter.folders import write_made  # noqa: PLC0415
    from svod.starter.forms import write_forms  # noqa: PLC0415

    folder = local_folder(site, default_site)
    words = words_of(folder, lang)
    schemas = archive_schemas(folder, words)
    target = output or folder / SCHEMAS
    try:
        write_made(target, {schema_file(name): format_schema(made) for name, made in schemas.items()})
        if cms:
            write_made(cms.parent, {cms.name: write_forms(schemas, words)})
    except OSError as error:
        click.echo(describe_refusal(error, words), err=True)
        return FAULTS
    click.echo(
        words.text(N_("{number} schemas written to {target}.")).format(number=len(schemas), target=target)
    )
    return 0
