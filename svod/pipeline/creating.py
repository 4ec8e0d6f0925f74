"""A new content file for an act whose text an editor will paste into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from svod.content.dates import UNKNOWN
from svod.content.printed_dates import read_date
from svod.importers.drafting import Field
from svod.importers.headers import write_front_matter
from svod.importers.naming import name_act, path_of
from svod.localization import Localization
from svod.publish.authored import write_authored
from svod.rules import N_

__all__ = ["Answers", "create_act", "read_date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What is known of an act: ids of organizations and topics, the date in EDTF; empty is not known."""

    title: str
    date: str = ""
    organizations: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    status: str = ""


def create_act(
    site: Path, answers: Answers, words: Localization, *, name: str = "", force: bool = False
) -> str:
    """Write the skeleton of an act and return its path, relative to ``site``.

    What is not known is left to do, said in ``words``. Raises FileExistsError where the file is there and
    ``force`` is not set, OSError where the disk refuses.
    """
    fields = _fields(answers, words)
    path = path_of(name or name_act(fields), fields)
    text = write_front_matter(fields) + "\n"
    write_authored({site / path: text.encode("utf-8")}, replace=force)
    return path


def _fields(answers: Answers, words: Localization) -> tuple[Field, ...]:
    def field(key: str, known: Sequence[str] | str, value: Sequence[str] | str, todo: str) -> Field:
        return Field(key=key, value=known or value, todo="" if known else words.text(todo))

    return (
        Field(key="title", value=answers.title),
        field("date", answers.date, UNKNOWN, N_("Give the date of adoption.")),
        field("organizations", answers.organizations, [UNKNOWN], N_("Give the organization.")),
        field("topics", answers.topics, [], N_("Choose the topics.")),
        field("status", answers.status, UNKNOWN, N_("Say whether it was adopted.")),
    )
