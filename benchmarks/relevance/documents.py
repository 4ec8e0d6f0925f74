"""The acts of a site as the judge sees them: which words, lexemes and numbers each holds, and where.

The text of an act is what is printed in it. What the site adds on the act's page or in its search fields
(names of organizations, topics and addressees, the date) is its frame: a document that holds a word there
alone is neither right nor wrong, whatever an engine makes of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from babel.dates import format_date

from benchmarks.acts import PlannedAct
from benchmarks.names import Name
from benchmarks.relevance.lexicon import lexeme_of, lexemes_of
from benchmarks.relevance.words import Line, numbers_in, parts_of, read_line

# The labels on an act's page: only an engine that reads pages sees them, and on every page.
_LABELS = (
    "Кому адресована О резолюции Кем принята Организатор Дата Место Мероприятие Статус Тема Темы"
    " Источник Постоянный адрес Ссылка на это место пункт пункта пунктов проект предложения в проект"
    " принята не установлен Пометки редакции svod example resolutions act"
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is right for a query and what is neither right nor wrong: ids of documents, apart."""

    relevant: frozenset[str]
    neutral: frozenset[str]

    def without(self, other: "Judgement") -> "Judgement":
        """Return the judgement of a query that wants these documents, but none of ``other``."""
        right = self.relevant - other.relevant - other.neutral
        return Judgement(right, (self.relevant | self.neutral) - other.relevant - right)


@dataclass(frozen=True, slots=True)
class Document:
    """One act: its paragraphs, the title first, and its frame."""

    id: str
    texts: tuple[str, ...]
    lines: tuple[Line, ...]
    frame_texts: tuple[str, ...]
    frame: tuple[Line, ...]


def read_documents(acts: Iterable[PlannedAct]) -> "Collection":
    """Read the planned acts of a site."""
    lines: dict[str, Line] = {}

    def read(texts: Iterable[str]) -> tuple[Line, ...]:
        return tuple(lines.get(text) or lines.setdefault(text, read_line(text)) for text in texts)

    documents = []
    for act in acts:
        texts, frame = tuple(act.printed), tuple(_frame(act))
        documents.append(
            Document(id=act.id, texts=texts, lines=read(texts), frame_texts=frame, frame=read(frame))
        )
    return Collection(documents)


def _frame(act: PlannedAct) -> Iterable[str]:
    names: Sequence[Name] = (*act.organizations, *act.topics, *(group.addressee for group in act.groups))
    for name in names:
        yield from (name.name, *name.aliases)
    day = date(*act.date)
    yield f"{format_date(day, 'd MMMM y', locale='ru')} {day:%d.%m.%Y} {day:%Y-%m-%d} {act.id}"
    yield _LABELS


class Collection:
    """All documents of a site, and which of them hold what."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.text_words = _postings((d.id, (w for line in d.lines for w in line.words)) for d in documents)
        self.frame_words = _postings((d.id, (w for line in d.frame for w in line.words)) for d in documents)

    @cached_property
    def vocabulary(self) -> list[str]:
        """All words of texts and frames, sorted."""
        return sorted({*self.text_words, *self.frame_words})

    @cached_property
    def _lexeme_forms(self) -> dict[str, frozenset[str]]:
        return _postings((word, lexemes_of(word)) for word in self.vocabulary)

    def forms_of(self, lexeme: str) -> frozenset[str]:
        """Return the words of the collection that can be forms of a lexeme."""
        return self._lexeme_forms.get(lexeme, frozenset())

    def lexeme(self, lexeme: str) -> Judgement:
        """Judge by the forms of a lexeme; one that may belong to another lexeme decides nothing."""
        forms = self.forms_of(lexeme)
        sure = _union(self.text_words, (form for form in forms if lexeme_of(form) == lexeme))
        doubtful = _union(self.text_words, forms) | _union(self.frame_words, forms)
        return Judgement(sure, doubtful - sure)

    def prefix(self, prefix: str) -> Judgement:
        """Judge by the words that begin with ``prefix``."""
        words = [word for word in self.vocabulary if word.startswith(prefix)]
        texts = _union(self.text_words, words)
        return Judgement(texts, _union(self.frame_words, words) - texts)

    def matching(self, holds: Callable[[Line], bool]) -> Judgement:
        """Judge by the documents that have a paragraph for which ``holds`` is true."""
        texts = frozenset(d.id for d in self.documents if any(map(holds, d.lines)))
        frames = frozenset(d.id for d in self.documents if any(map(holds, d.frame)))
        return Judgement(texts, frames - texts)

    @cached_property
    def numbers(self) -> dict[str, frozenset[str]]:
        """The documents that hold a number or a date as a whole token."""
        return _postings((d.id, (n for text in d.texts for n in numbers_in(text))) for d in self.documents)

    @cached_property
    def numbers_within(self) -> dict[str, frozenset[str]]:
        """The documents that hold a number as a part of a longer token, or in their frame."""

        def around(document: Document) -> Iterator[str]:
            for number in (n for text in document.frame_texts for n in numbers_in(text)):
                yield from (number, *parts_of(number))
            for number in (n for text in document.texts for n in numbers_in(text)):
                yield from parts_of(number)

        return _postings((document.id, around(document)) for document in self.documents)


def _union(postings: dict[str, frozenset[str]], terms: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(postings.get(term, frozenset()) for term in terms))


def _postings(documents: Iterable[tuple[str, Iterable[str]]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for id_, terms in documents:
        for term in terms:
            found[term].add(id_)
    return {term: frozenset(ids) for term, ids in found.items()}
