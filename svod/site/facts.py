"""What is known of a resolution or a term, line by line, and which of it the editors inferred."""

from collections.abc import Iterator, Sequence

from svod import urls
from svod.archive.labels import ADDRESSEE_KINDS, ANSWERS, EVENTS, RELATIONS, ROLES, STATUSES, date_label
from svod.archive.library import Library
from svod.archive.taxonomies import ORGANIZATIONS, TOPICS, YEARS, Term, year_of
from svod.archive.ties import Tie
from svod.content.act import Act
from svod.content.authorities import Addressee, Organization
from svod.content.resolution import Related, Resolution
from svod.localization import Localization
from svod.rules import N_
from svod.site.contexts import Fact, FactValue


class FactBuilder:
    """Builds the facts of acts and terms in one language."""

    def __init__(self, library: Library, words: Localization) -> None:
        self._library = library
        self._words = words
        self._ties: dict[str, list[Tie]] = {}
        for tie in library.ties:
            for act in tie.in_order:
                self._ties.setdefault(act.id, []).append(tie)

    def surroundings(self, act: Act) -> tuple[object, ...]:
        """Return what the card of ``act`` shows of the acts that are earlier or later texts of it."""
        ties = self._ties.get(act.id, ())
        return tuple(
            (tie.rel, tie.public, *((other.id, other.title) for other in tie.in_order)) for tie in ties
        )

    def of_act(self, resolution: Resolution) -> list[Fact]:
        """Return the card of a resolution, line by line, in the order in which it is read."""
        facts = (
            *self._organizations(resolution),
            self._date(resolution),
            self._place(resolution),
            *self._event(resolution),
            self._status(resolution),
            self._topics(resolution),
            *self._related(resolution),
            *self._answers(resolution),
            *self._source(resolution),
        )
        return [fact for fact in facts if fact.values]

    def of_term(self, term: Term) -> list[Fact]:
        """Return what the authority file says of a term besides its name and description."""
        entry = term.entry
        if entry is None:
            return []
        facts: list[Fact] = []
        if entry.name != term.name:
            facts.append(self._fact(N_("Full name"), [fact_value(entry.name)]))
        if isinstance(entry, Organization | Addressee):
            former = [fact_value(name.name, note=self._until(name.until)) for name in entry.former]
            facts.append(self._fact(N_("Former names"), former))
        if isinstance(entry, Addressee):
            facts.append(self._fact(N_("Kind"), [fact_value(self._words.text(ADDRESSEE_KINDS[entry.kind]))]))
            facts.append(self._fact(N_("Organization"), self._terms(ORGANIZATIONS, [entry.organization])))
        facts.append(self._fact(N_("In the texts also"), [fact_value(alias) for alias in entry.aliases]))
        facts.append(self._fact(N_("Part of"), self._terms(term.taxonomy, [getattr(entry, "parent", None)])))
        facts.append(self._fact(N_("Includes"), self._terms(term.taxonomy, self._children(term))))
        if isinstance(entry, Organization) and entry.url:
            facts.append(self._fact(N_("Website"), [fact_value(entry.url, url=entry.url)]))
        return [fact for fact in facts if fact.values]

    def _fact(self, label: str, values: Sequence[FactValue]) -> Fact:
        return Fact(label=self._words.text(label), values=values)

    def _until(self, until: str | None) -> str:
        return self._words.text("until {date}").format(date=until) if until else ""

    def _children(self, term: Term) -> list[str]:
        terms = self._library.taxonomies[term.taxonomy].terms
        return [child.id for child in terms.values() if getattr(child.entry, "parent", None) == term.id]

    def _terms(self, taxonomy: str, ids: Sequence[str | None]) -> list[FactValue]:
        terms = self._library.taxonomies[taxonomy].terms
        return [fact_value(terms[term].name, url=terms[term].url) for term in ids if term and term in terms]

    def _url(self, taxonomy: str, term: str) -> str:
        """Return the url of a term, empty where no act has it but one that was withdrawn."""
        return urls.term_url(taxonomy, term) if term in self._library.taxonomies[taxonomy].terms else ""

    def _organizations(self, resolution: Resolution) -> Iterator[Fact]:
        entries = self._library.authorities.organizations
        for role, label in ROLES.items():
            values = [
                fact_value(
                    entries[ref.ref].label,
                    url=self._url(ORGANIZATIONS, ref.ref),
                    inferred=ref.inferred,
                    note=ref.note or "",
                )
                for ref in resolution.organizations
                if ref.role == role
            ]
            if values:
                yield self._fact(label, values)
        if not resolution.organizations:
            yield self._fact(N_("Organization"), [fact_value(self._words.text("organization unknown"))])

    def _date(self, resolution: Resolution) -> Fact:
        date = resolution.date
        value = fact_value(
            date_label(date.value, self._words),
            url=self._url(YEARS, year_of(date.value)),
            inferred=date.inferred,
            note=date.note or "",
        )
        return self._fact(N_("Date"), [value])

    def _place(self, resolution: Resolution) -> Fact:
        place = resolution.place
        if place is None:
            return self._fact(N_("Place"), [])
        region = self._library.authorities.places[place.region].label if place.region else None
        text = ", ".join(part for part in (place.name, region) if part)
        return self._fact(
            N_("Place"), [fact_value(text, inferred=place.inferred, note=place.note or "")] if text else []
        )

    def _event(self, resolution: Resolution) -> Iterator[Fact]:
        event = resolution.event
        if event:
            kind = self._words.text(EVENTS[event.kind])
            yield self._fact(N_("Event"), [fact_value(f"{kind} «{event.name}»" if event.name else kind)])
            if event.participants is not None:
                yield self._fact(N_("Participants"), [fact_value(self._words.number(event.participants))])

    def _status(self, resolution: Resolution) -> Fact:
        printed = f"«{resolution.status_printed}»" if resolution.status_printed else ""
        return self._fact(
            N_("Status"), [fact_value(self._words.text(STATUSES[resolution.status]), note=printed)]
        )

    def _topics(self, resolution: Resolution) -> Fact:
        entries = self._library.authorities.topics
        topics = [
            fact_value(entries[topic].label, url=self._url(TOPICS, topic)) for topic in resolution.topics
        ]
        return self._fact(N_("Topics"), topics)

    def _related(self, resolution: Resolution) -> Iterator[Fact]:
        if not resolution.related:
            return
        for rel, label in RELATIONS.items():
            found = [related for related in resolution.related if related.rel == rel]
            values = [value for related in found for value in self._related_values(resolution, related)]
            yield self._fact(label, values)

    def _related_values(self, resolution: Resolution, related: Related) -> Iterator[FactValue]:
        """Yield the link to a related act, and one to the comparison with it."""
        yield self._related_value(related)
        for tie in self._ties.get(resolution.id, ()):
            if (tie.rel, tie.act.id, tie.other.id) == (related.rel, resolution.id, related.ref):
                yield from self._comparison(tie)

    def _answers(self, resolution: Resolution) -> Iterator[Fact]:
        """Yield what other acts say that they are to this one."""
        ties = [tie for tie in self._ties.get(resolution.id, ()) if tie.other.id == resolution.id]
        for rel, label in ANSWERS.items():
            found = [tie for tie in ties if tie.rel == rel]
            values = [
                value
                for tie in found
                for value in (
                    fact_value(tie.act.title, url=urls.resolution_url(tie.act.id)),
                    *self._comparison(tie),
                )
            ]
            yield self._fact(label, values)

    def _comparison(self, tie: Tie) -> Iterator[FactValue]:
        """Yield the link to the comparison of two acts, if there is one."""
        if tie.public:
            url = urls.comparison_url(tie.act.id, tie.other.id)
            yield fact_value(self._words.text(N_("Compare the two texts")), url=url)

    def _related_value(self, related: Related) -> FactValue:
        target = self._library.by_id.get(related.ref) if related.ref else None
        if target is None:
            return fact_value(related.label or "", url=related.url or "")
        return fact_value(related.label or target.title, url=urls.resolution_url(target.id))

    def _source(self, resolution: Resolution) -> Iterator[Fact]:
        source = resolution.source
        if source:
            yield self._fact(N_("Source"), [fact_value(text) for text in (source.note, source.file) if text])
            if source.url:
                yield self._fact(N_("Address of the source"), [fact_value(source.url, url=source.url)])
            if source.accessed:
                yield self._fact(N_("Received"), [fact_value(self._words.day(source.accessed))])
            if source.sha256:
                yield self._fact(N_("SHA-256"), [fact_value(source.sha256)])


def fact_value(text: str, *, url: str = "", inferred: bool = False, note: str = "") -> FactValue:
    """Return a value, one that is neither inferred nor explained unless it is told to be."""
    return FactValue(text=text, url=url, inferred=inferred, note=note)
