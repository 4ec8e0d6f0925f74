"""The front matter that the text of an act gives: guesses, each with the words that it came from.

Nothing is made up. What is printed at the head of an act is taken as it stands; what is told by the way is
marked as inferred, with a note for readers; what was not found is left for the editor to do.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from svod.content.authorities import Authorities
from svod.content.dates import UNKNOWN
from svod.content.document import Document, Paragraph, Role, Subheading
from svod.content.marks import bare
from svod.content.phrases import is_decision, is_formula
from svod.content.printed_dates import find_dates
from svod.importers.meetings import find_attendance, find_meeting, find_name, find_region, find_town
from svod.importers.mentions import Mention, find_mentions
from svod.importers.subjects import find_subjects
from svod.localization import Localization
from svod.rules import N_

Value: TypeAlias = "str | int | bool | Sequence[Value] | Mapping[str, Value] | None"

_DRAFT: Final = re.compile(r"\(?\s*проект", re.IGNORECASE)
_SPACED = re.compile(r"(?<!\S)([А-ЯЁ]) (?=[А-ЯЁ](?:\s|$))")  # Р Е З О Л Ю Ц И Я
_QUOTED: Final = 90  # characters that a reason or a note quotes
_DATED_PARAGRAPHS: Final = 3  # of a preamble: further down the dates are those of other things


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A key of the front matter, what it is to hold, and why; ``todo`` is what the editor has to do."""

    key: str
    value: Value
    reasons: tuple[str, ...] = ()
    todo: str = ""


def draft_front_matter(
    document: Document,
    authorities: Authorities,
    topic_words: Mapping[str, Sequence[str]],
    words: Localization,
) -> tuple[Field, ...]:
    """Return the fields that ``document`` gives, in the order of the schema.

    ``topic_words`` are those of the configuration; ``words`` the language of reasons and notes.
    """
    act = _Act(document, authorities)
    say = _Sayings(words)
    return (
        _title(act, say),
        _date(act, say),
        _organizations(act, say),
        _topics(act, authorities, topic_words, say),
        *_status(act, say),
        *_event(act, say),
        *_place(act, authorities, say),
    )


class _Sayings:
    """What the fields say of themselves, in one language."""

    def __init__(self, words: Localization) -> None:
        self._words = words

    def __call__(self, message: str, **values: str) -> str:
        return self._words.text(message).format(**values)

    def heading(self, printed: str) -> str:
        return self(N_("From the heading: “{words}”"), words=_quoted(printed))

    def text(self, printed: str) -> str:
        return self(N_("From the text: “{words}”"), words=_quoted(printed))


def _decision(document: Document) -> str:
    """Return the end of the sentence, or the line, that leads to the decision; empty where none does."""
    for block in reversed(document.preamble):
        text = bare(block.text) if isinstance(block, Paragraph | Subheading) else ""
        if is_decision(text) or is_formula(text):
            return text if len(text) <= _QUOTED else f"…{text[-_QUOTED:].partition(' ')[2]}"
    return ""


def _quoted(text: str) -> str:
    """Return as much of ``text`` as is quoted."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rpartition(' ')[0]}…"


class _Act:
    """The texts of an act, as the rules look at them: without marks, names of organizations apart."""

    def __init__(self, document: Document, authorities: Authorities) -> None:
        self.lines = [(line.role, bare(line.text)) for line in document.preface]
        titles = (_SPACED.sub(r"\1", text) for role, text in self.lines if role is Role.TITLE)
        self.title = " ".join(titles)
        self.opening = [bare(block.text) for block in document.preamble if isinstance(block, Paragraph)]
        self.decision = _quoted(_decision(document))
        self.provisions = " ".join(bare(provision.text) for provision in document.provisions)
        organizations = authorities.organizations.values()
        self.bodies = find_mentions(self.title, organizations)
        self.names = [name for entry in organizations for name in entry.names]
        self._known = [*self.bodies, *find_mentions(self.provisions, organizations)]

    def line(self, role: Role) -> str:
        """Return the first line of the heading that is such a one, empty where there is none."""
        return next((text for own, text in self.lines if own is role), "")

    def nameless(self, text: str) -> str:
        """Return ``text`` without the names of organizations, whose words say nothing about its subject."""
        for mention in self._known:
            text = text.replace(mention.words, " ")
        return text


def _title(act: _Act, say: _Sayings) -> Field:
    if not act.title:
        todo = say(N_("Give the title: no heading was found."))
        return Field(key="title", value="?", todo=todo)
    first, *others = act.title.split(" ")
    capitals = bool(others) and act.title.isupper()
    title = act.title if capitals or not first.isupper() else " ".join([first.capitalize(), *others])
    return Field(
        key="title",
        value=title,
        reasons=(say.heading(act.title),),
        todo=say(N_("The heading is in capitals: write the title as in a sentence.")) if capitals else "",
    )


def _date(act: _Act, say: _Sayings) -> Field:
    for role, line in act.lines:
        found = next(find_dates(line), None)
        if found and (role in (Role.DATE, Role.PLACE) or line[: found.start].endswith(" от ")):
            printed = {"edtf": found.edtf, "printed": found.printed}
            return Field(key="date", value=printed, reasons=(say.heading(line),))
    for text in (act.title, *act.opening[:_DATED_PARAGRAPHS]):
        found = next(find_dates(text), None)
        if found:
            quoted = _quoted(text[found.start :])
            note = say(
                N_("The text does not say when it was adopted. This is the date in the words “{words}”."),
                words=quoted,
            )
            value: Value = {"edtf": found.edtf, "inferred": True, "note": note}
            return Field(key="date", value=value, reasons=(say.text(quoted),))
    todo = say(N_("Give the date of adoption: the text does not say it."))
    return Field(key="date", value=UNKNOWN, todo=todo)


def _organizations(act: _Act, say: _Sayings) -> Field:
    named: dict[str, Mention] = {}
    for mention in act.bodies:
        named.setdefault(mention.id, mention)
    if not named:
        todo = say(N_("Give the organization: the heading names none of content/organizations.yaml."))
        return Field(key="organizations", value=[UNKNOWN], todo=todo)
    return Field(
        key="organizations",
        value=[{"ref": name, "role": "adopter"} for name in named],
        reasons=tuple(say.heading(mention.words) for mention in named.values()),
    )


def _topics(
    act: _Act, authorities: Authorities, topic_words: Mapping[str, Sequence[str]], say: _Sayings
) -> Field:
    words = {name: topic_words.get(name) or topic.names for name, topic in authorities.topics.items()}
    title, provisions, opening = map(act.nameless, (act.title, act.provisions, " ".join(act.opening)))
    subjects = find_subjects(title, provisions, opening, words)
    reasons = tuple(f"{subject.topic}: {', '.join(subject.words)}" for subject in subjects)
    todo = "" if subjects else say(N_("Choose the topics: none of their words were found."))
    return Field(key="topics", value=[subject.topic for subject in subjects], reasons=reasons, todo=todo)


def _status(act: _Act, say: _Sayings) -> Iterator[Field]:
    line = act.line(Role.STATUS)
    if line:
        status = "draft" if _DRAFT.match(line) else "proposals"
        yield Field(key="status", value=status, reasons=(say.heading(line),))
        yield Field(key="status_printed", value=line)
    elif act.decision:
        reason = say(N_("The heading names no draft, and the text decides: “{words}”"), words=act.decision)
        yield Field(key="status", value="adopted", reasons=(reason,))
    else:
        todo = say(N_("Say whether it was adopted: nothing in the text tells."))
        yield Field(key="status", value="unknown", todo=todo)


def _event(act: _Act, say: _Sayings) -> Iterator[Field]:
    meeting = find_meeting((act.title, *act.opening))
    if meeting is None:
        return
    reasons = [say.text(meeting.word)]
    value: dict[str, Value] = {"kind": meeting.kind}
    name = find_name(act.title, act.opening, act.names)
    if name:
        value["name"] = name
    attendance = find_attendance(act.opening)
    if attendance:
        value["participants"] = attendance.number
        reasons.append(say.text(attendance.words))
    yield Field(key="event", value=value, reasons=tuple(reasons))


def _place(act: _Act, authorities: Authorities, say: _Sayings) -> Iterator[Field]:
    town = find_town(act.lines, act.opening)
    if town is None:
        return
    value: dict[str, Value] = {"name": town.name}
    region = find_region(town.name, authorities.places.values())
    if region:
        value["region"] = region
    if not town.heads:
        value["inferred"] = True
        value["note"] = say(N_("The place is that in the words “{words}”."), words=town.words)
    reason = say.heading(town.words) if town.heads else say.text(town.words)
    yield Field(key="place", value=value, reasons=(reason,))


def matched_addressees(document: Document, authorities: Authorities) -> Iterable[tuple[str, str | None]]:
    """Return whom the act asks, as printed, each with the id of the one entry that it means, or None."""
    return [(label, authorities.find_addressee(label)) for label in dict.fromkeys(document.addressees)]
