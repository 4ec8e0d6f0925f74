"""``new``: an empty content file, with the front matter that the editor gives when asked."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

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
from svod.diagnostics import nearest
from svod.remote import Folder
from svod.reporting import describe_refusal
from svod.rules import N_

Answer = TypeVar("Answer")
_STATUSES: Final = ("adopted", "draft", "proposals", "unknown")


def _day(typed: str) -> str:
    """Return the date in EDTF that is ``typed``, as EDTF or as acts print it; empty where none is."""
    from svod.pipeline.creating import read_date  # noqa: PLC0415  (no build creates files)

    found = read_date(typed) if typed else ""
    if found is None:
        raise click.BadParameter(f"{typed}: 2022-08-23, 2022-08, 2022, unknown")
    return found


def _ids(typed: str, entries: Mapping[str, object]) -> tuple[str, ...]:
    """Return the ids that are ``typed``, parted by spaces or commas, if all are those of ``entries``."""
    ids = tuple(typed.replace(",", " ").split())
    for one in ids:
        if one not in entries:
            near = nearest(one, entries)
            raise click.BadParameter(f"{one}: {near}?" if near else f"{one}: {', '.join(entries)}")
    return ids


def _status(typed: str) -> str:
    if typed not in _STATUSES:
        raise click.BadParameter(f"{typed}: {', '.join(_STATUSES)}")
    return typed


@click.command()
@site_option
@lang_option
@click.option("--title", help="Title of the act.")
@click.option("--date", "day", help="When it was adopted: 2022-08-23, «23 августа 2022 г.», 2022.")
@click.option("--organizations", help="Ids of organizations, parted by commas.")
@click.option("--topics", help="Ids of topics, parted by commas.")
@click.option("--status", type=click.Choice(_STATUSES), help="What it is.")
@id_option
@force_option
@click.pass_obj
def new(  # noqa: PLR0913, PLR0917  (one parameter per option)
    default_site: Path,
    site: Folder | None,
    lang: str | None,
    title: str | None,
    day: str | None,
    organizations: str | None,
    topics: str | None,
    status: str | None,
    name: str | None,
    *,
    force: bool,
) -> int:
    """Write the skeleton of a content file.

    What no option gives is asked for on a terminal, and left to do where there is none.
    """
    from svod.pipeline.creating import Answers, create_act  # noqa: PLC0415  (no build creates files)
    from svod.pipeline.importing import open_desk  # noqa: PLC0415

    folder = local_folder(site, default_site)
    words = words_of(folder, lang)
    desk, faults = open_desk(folder, words)
    if faults:
        report(faults, words)
        return FAULTS
    if not title and not sys.stdin.isatty():
        raise click.UsageError("Missing option '--title'.")

    def ask(question: str, read: Callable[[str], Answer], given: str | None, default: str = "") -> Answer:
        if given is not None or not sys.stdin.isatty():
            return read(given or default)
        asked = words.text(question)
        answer: Answer = click.prompt(asked, value_proc=read, default=default, show_default=bool(default))
        return answer

    known = desk.authorities
    answers = Answers(
        title=title or click.prompt(words.text(N_("Title"))),
        date=ask(N_("Date of adoption, such as 2022-08-23"), _day, day),
        organizations=ask(
            N_("Organizations, by their ids"), partial(_ids, entries=known.organizations), organizations
        ),
        topics=ask(N_("Topics, by their ids"), partial(_ids, entries=known.topics), topics),
        status=ask(N_("Status"), _status, status, _STATUSES[-1]),
    )
    try:
        path = create_act(folder, answers, words, name=name or "", force=force)
    except FileExistsError as error:
        report_existing(str(error.filename), words)
        return FAULTS
    except OSError as error:
        click.echo(describe_refusal(error, words), err=True)
        return FAULTS
    click.echo(words.text(N_("Written: {file}")).format(file=path))
    click.echo(words.text(N_("Paste the text of the act below the second line “---”.")))
    return 0
