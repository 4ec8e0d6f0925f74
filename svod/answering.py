"""A search of a built site for the terminal: what was found, as text.

Nothing is built for it: it reads the scripts that the search page loads. What prints it is ``cli``.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from svod import urls
from svod.content.sources import NO_SUCH_FILE, read_file
from svod.diagnostics import Diagnostic
from svod.localization import Localization
from svod.reporting import hint_of, message_of
from svod.rules import N_
from svod.search.excerpts import Piece
from svod.search.query import MOST_WORDS
from svod.search.reading import Index, LoadingError
from svod.search.search import Outcome, Shown, find, show
from svod.search.shards import DIRECTORY

_UNSHOWN: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_INDENT: Final = "    "


class NoAnswerError(Exception):
    """The site cannot be searched: a part of its index is damaged or, if there is a ``fault``, unreadable."""

    def __init__(self, output: Path, part: str, fault: Diagnostic | None) -> None:
        super().__init__(f"{output}: {part}")
        self.output = output
        self.part = part
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found, and the best of it with all that is shown of it."""

    outcome: Outcome
    best: tuple[Shown, ...]


def find_answer(query: str, output: Path, limit: int) -> Answer:
    """Search the site that was built into ``output``. Raises NoAnswerError where that cannot be done."""
    faults: dict[str, Diagnostic] = {}

    def read(name: str) -> bytes | None:
        payload = read_file(output, urls.output_path(urls.search_script_url(name)))
        if isinstance(payload, Diagnostic):
            faults[name] = payload
            return None
        return payload

    try:
        index = Index(read)
        outcome = find(query, index)
        shown = tuple(show(hit.document, index, outcome.marks) for hit in outcome.hits[:limit])
    except LoadingError as error:
        raise NoAnswerError(output, error.part, faults.get(error.part)) from error
    return Answer(outcome=outcome, best=shown)


def describe_no_answer(error: NoAnswerError, words: Localization) -> str:
    """Return why a site cannot be searched, and what to do, in two sentences."""
    absent = error.fault and ("reason", NO_SUCH_FILE) in error.fault.values
    if absent and error.part == DIRECTORY:
        message = words.text(N_("There is no search index in {output}. Build the site first."))
        return message.format(output=error.output)
    if error.fault and not absent:
        path, reason = error.output / error.fault.path, message_of(error.fault, words)
        return f"{path}: {reason}. {hint_of(error.fault, words)}"
    message = words.text(N_("The search index in {output} is damaged ({part}). Build the site again."))
    return message.format(output=error.output, part=error.part)


def format_answer(answer: Answer, words: Localization, mark: Callable[[str], str]) -> str:
    """Return an answer as text for a terminal; ``mark`` sets off the words that were found."""
    outcome = answer.outcome
    blocks = ["\n".join([_summary(outcome, words), *_advice(outcome, words)])]
    for number, shown in enumerate(answer.best, start=1):
        if number == outcome.full + 1 > 1:
            blocks.append(f"— {words.text(N_('Some of the words'))} —")
        blocks.append("\n".join(_result(number, shown, mark)))
    if len(answer.best) < len(outcome.hits):
        message = words.text(N_("Shown: {shown} of {total}; --limit shows more."))
        shown_of = message.format(shown=words.number(len(answer.best)), total=words.number(len(outcome.hits)))
        blocks.append(shown_of)
    return "\n\n".join(blocks) + "\n"


def _summary(outcome: Outcome, words: Localization) -> str:
    total, full = len(outcome.hits), outcome.full
    if total == 0:
        return _nothing(outcome, words)
    found = words.plural("{number} resolution found", "{number} resolutions found", full)
    if full == total:
        return found.format(number=words.number(full))
    if full == 0:
        message = words.plural(
            "No resolution has all the words; {number} has some of them",
            "No resolution has all the words; {number} have some of them",
            total,
        )
        return message.format(number=words.number(total))
    some = words.plural("{number} more with some words", "{number} more with some words", total - full)
    return f"{found.format(number=words.number(full))}; {some.format(number=words.number(total - full))}"


def _nothing(outcome: Outcome, words: Localization) -> str:
    if outcome.only_excluded:
        return words.text(N_("Add a word that is to be found: one that is left out is not enough."))
    if outcome.words == 0:
        return words.text(N_("The query holds no word."))
    return words.text(N_("Nothing was found."))


def _advice(outcome: Outcome, words: Localization) -> Iterator[str]:
    """Yield what was searched for instead of what was typed, and what is not in the archive."""
    corrected = outcome.corrected
    if corrected is not None:
        if any(correction.how == "layout" for correction in outcome.corrections):
            message = words.text(N_("It was probably typed in another keyboard layout. Shown instead:"))
        else:
            message = words.text(N_("No such word was found. Shown instead:"))
        yield f"{message} {_plain(corrected)}"
    for correction in outcome.corrections:
        if correction.how == "beginning":
            message = words.text(
                N_("The archive does not have the word “{word}”; these words begin with it.")
            )
            yield message.format(word=_plain(correction.before))
    if outcome.shortened:
        message = words.plural(
            "Only the first {number} word of the query counts.",
            "Only the first {number} words of the query count.",
            MOST_WORDS,
        )
        yield message.format(number=words.number(MOST_WORDS))
    if outcome.missing:
        message = words.text(N_("Not in the archive: {words}"))
        yield message.format(words=", ".join(outcome.missing))


def _result(number: int, shown: Shown, mark: Callable[[str], str]) -> Iterator[str]:
    fragment = shown.fragment
    yield f"{number}. {_joined(shown.title, mark)}"
    yield _INDENT + _listed([fragment.status, fragment.date, ", ".join(fragment.by)])
    yield _INDENT + _plain(urls.resolution_url(fragment.id))
    for excerpt in shown.excerpts:
        place = [f"#{excerpt.anchor}" if excerpt.anchor else "", excerpt.asked]
        if any(place):
            yield _INDENT + _listed(place)
        yield 2 * _INDENT + _joined(excerpt.pieces, mark)


def _listed(facts: Iterable[str]) -> str:
    return " · ".join(_plain(fact) for fact in facts if fact)


def _joined(pieces: Sequence[Piece], mark: Callable[[str], str]) -> str:
    return "".join(_marked(pieces, mark)).strip()


def _marked(pieces: Iterable[Piece], mark: Callable[[str], str]) -> Iterator[str]:
    for text, marked in pieces:
        yield mark(_plain(text)) if marked else _plain(text)


def _plain(text: str) -> str:
    """Return ``text`` on one line, without what a terminal would obey."""
    return _UNSHOWN.sub(" ", text)
