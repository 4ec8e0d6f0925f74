"""Brings a foreign document into an archive: proposes a content file, and writes it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from svod.config import check_topics, read_config
from svod.content.act import parse_act
from svod.content.authorities import Authorities, read_authorities
from svod.content.blocks import parse_document
from svod.content.lint import lint_act
from svod.content.sources import Source, is_there, read_file
from svod.diagnostics import Diagnostic
from svod.importers.drafting import Field, draft_front_matter, matched_addressees
from svod.importers.headers import write_front_matter
from svod.importers.manuscript import UnreadableDocumentError
from svod.importers.naming import name_act, path_of
from svod.importers.transcribing import Transcript, transcribe
from svod.localization import Localization
from svod.publish.authored import write_authored
from svod.rules import N_

ORIGINALS: Final = "content/originals"
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]+$')  # in a name of a file, on one system or another
_MAX_BYTES: Final = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The archive that documents are brought into: its folder, what it knows, and its language."""

    site: Path
    authorities: Authorities
    topic_words: dict[str, tuple[str, ...]]
    words: Localization


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A content file to be written, not yet there.

    ``path`` and ``original`` are relative to the site's folder: where the text and the document itself are to
    stand. ``addressees`` are those of the act as printed, each with the id of the entry it means, or None;
    ``faults`` what a check will say of the file.
    """

    path: str
    text: str
    original: str
    payload: bytes
    transcript: Transcript
    addressees: tuple[tuple[str, str | None], ...]
    faults: tuple[Diagnostic, ...]

    @property
    def todos(self) -> int:
        """How many things are left to be done by hand."""
        return sum(fault.code == "todo" for fault in self.faults)


def open_desk(site: Path, words: Localization) -> tuple[Desk, list[Diagnostic]]:
    """Return the desk of the archive in ``site``, and the faults of its configuration and authority files."""
    config, faults = read_config(site)
    authorities, found = read_authorities(site)
    if config and "topics" not in authorities.broken:
        found += check_topics(site, config, authorities.topics)
    topic_words = dict(config.topic_words) if config else {}
    desk = Desk(site=site, authorities=authorities, topic_words=topic_words, words=words)
    return desk, [*faults, *found]


def propose_import(
    desk: Desk, file: Path, *, accessed: date, name: str | None = None
) -> Proposal | Diagnostic:
    """Return the content file that ``file`` gives, or why it gives none.

    ``accessed`` is the day on which the document was obtained; ``name`` the id of the act, else made of its
    title and year. Raises ModuleNotFoundError where the library for that form is not installed.
    """
    payload = read_file(file.parent, file.name, limit=_MAX_BYTES)
    if isinstance(payload, Diagnostic):
        return replace(payload, path=str(file))  # not one of the archive, so as it was given
    try:
        transcript = transcribe(payload, file.name)
    except UnreadableDocumentError as error:
        values = tuple((key, str(value)) for key, value in error.values.items())
        return Diagnostic(path=str(file), code=error.code, values=values)
    document = parse_document(transcript.body)
    drafted = draft_front_matter(document, desk.authorities, desk.topic_words, desk.words)
    origin = {"file": file.name, "sha256": sha256(payload).hexdigest(), "accessed": accessed.isoformat()}
    fields = (*drafted, Field(key="source", value=origin, todo=_unlike(transcript, desk.words)))
    text = write_front_matter(fields, former=transcript.header) + "\n" + transcript.body
    act = name or name_act(fields)
    path = path_of(act, fields)
    return Proposal(
        path=path,
        text=text,
        original=f"{ORIGINALS}/{act}/{_UNSAFE.sub('_', file.name)}",
        payload=payload,
        transcript=transcript,
        addressees=tuple(matched_addressees(document, desk.authorities)),
        faults=tuple(sorted(_check(Source(path=path, text=text), desk.authorities), key=_place)),
    )


def find_existing(site: Path, proposal: Proposal) -> str | None:
    """Return the path of the file, relative to ``site``, that the proposal would be written over, or None."""
    return next((path for path in (proposal.path, proposal.original) if is_there(site, path)), None)


def write_proposal(site: Path, proposal: Proposal, *, force: bool) -> None:
    """Write the content file and keep the document beside it.

    Raises FileExistsError where one of them is there already and ``force`` is not set, OSError where the
    disk refuses; then nothing is left of either.
    """
    files = {
        site / proposal.original: proposal.payload,
        site / proposal.path: proposal.text.encode("utf-8"),
    }
    write_authored(files, replace=force)


def _place(fault: Diagnostic) -> tuple[object, ...]:
    return fault.place


def _unlike(transcript: Transcript, words: Localization) -> str:
    """Return what to do where the text differs from the document; empty where it does not."""
    differences = transcript.collation.differences
    if not differences:
        return ""
    message = N_("Compare the text with the document: {number} places differ, the first after “{words}”.")
    return words.text(message).format(number=len(differences), words=differences[0].before or "…")


def _check(source: Source, authorities: Authorities) -> Iterator[Diagnostic]:
    act, faults = parse_act(source)
    yield from faults
    if act is not None:
        yield from lint_act(act, authorities)
