"""Russian references to an act: the short reference and the full bibliographic record.

The sources, and what each decides here:

- GOST R 7.0.5-2008, «Библиографическая ссылка», which GOST R 7.0.108-2022 supplements for documents in
  networks: a document of a site is a component of it («//»), areas are parted by a full stop, and the
  reference ends with «URL: … (дата обращения: дд.мм.гггг).».
- GOST R 7.0.100-2018, «Библиографическая запись»: areas are parted by a full stop and a dash, printed as
  «. – » in its examples (4.6.4 allows the stop alone only where type or lines set areas apart); kind of
  content (5.10.4) and means of access (5.10.8) are «Текст : электронный», before «//» for a component. The
  designation «[Электронный ресурс]» of the older standards is gone, and from references with it.

An act is adopted, not published, on its day and in its town: both are other title information, as the
day on which a law was passed is in the examples, and no area of publication. So «[б. м.]», which tells of
a place of publication, is never written; what is not known is left out. What an editor concluded and the
act does not say stands in square brackets.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from svod.archive.citations import Body, Citation, Stated

CONTENT: Final = "Текст : электронный"
SITE: Final = "[сайт]"
# A full stop after a short word may belong to it («гг.», «обл.»); after anything else it ends a sentence.
_SENTENCE_END = re.compile(r"(\d|[»“”\")\]]|[^\W\d_]{4})\.$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference without its date of access, which the reader's browser writes.

    ``source`` is all that stands before the address, the sign that parts them included; the whole reference
    where the site has no address: then there is no day of access to it either.
    """

    source: str
    url: str

    def on(self, day: date) -> str:
        """Return the reference of someone who read the act on ``day``: «(дата обращения: 05.03.2026)»."""
        return f"{self.source}URL: {self.url} (дата обращения: {day:%d.%m.%Y})." if self.url else self.source


def short_reference(citation: Citation) -> Reference:
    """Return the reference for a footnote or a list by GOST R 7.0.5-2008 and 7.0.108-2022.

    «Заглавие : сведения / организации // Архив : [сайт]. 2026. П. 2.1. URL: … (дата обращения: …).» Those who
    only organized the event are left to the full record: a reference identifies, and they are no authors.
    """
    work = _work(citation, [_bodies(citation.adopters)])
    host = _host(citation)
    return _refer([f"{work} // {host[0]}", *host[1:]], ". ", citation.url)


def full_record(citation: Citation) -> Reference:
    """Return the bibliographic record by GOST R 7.0.100-2018 of a component of the site.

    «Заглавие : сведения / организации ; организатор: … . – Текст : электронный // Архив : [сайт]. – 2026. –
    П. 2.1. – URL: … (дата обращения: …).»
    """
    label = "организаторы" if len(citation.organizers) > 1 else "организатор"
    organizers = _bodies(citation.organizers, f"{label}: ")
    work = _work(citation, [_bodies(citation.adopters), organizers])
    host = _host(citation)
    return _refer([work, f"{CONTENT} // {host[0]}", *host[1:]], ". – ", citation.url)


def _work(citation: Citation, responsible: Sequence[str]) -> str:
    """Return title and statement of responsibility, each kind of body after a semicolon."""
    title = citation.title
    if title.endswith("."):
        title = _SENTENCE_END.sub(r"\1", title)
    text = " : ".join(part for part in (title, citation.status, _occasion(citation)) if part)
    stated = " ; ".join(statement for statement in responsible if statement)
    return f"{text} / {stated}" if stated else text


def _occasion(citation: Citation) -> str:
    """Return event, place and date as the standard's example writes those of a conference."""
    event = Stated(text=citation.event) if citation.event else None
    return _listed([part for part in (event, citation.place, citation.when) if part])


def _bodies(bodies: Sequence[Body], label: str = "") -> str:
    names = [label * (body is bodies[0]) + body.name for body in bodies]
    stated = zip(names, bodies, strict=True)
    return _listed([Stated(text=name, inferred=body.inferred) for name, body in stated])


def _listed(parts: Sequence[Stated]) -> str:
    """Return the parts after commas; neighbours that were inferred share one pair of brackets."""
    groups = ((inferred, list(group)) for inferred, group in groupby(parts, key=lambda part: part.inferred))
    texts = ((inferred, ", ".join(part.text for part in group)) for inferred, group in groups)
    return ", ".join(f"[{text}]" if inferred else text for inferred, text in texts)


def _host(citation: Citation) -> list[str]:
    """Return the areas of the site but its address: its name, the year there, the number of the place."""
    number = citation.number[:1].upper() + citation.number[1:]
    areas = (f"{citation.archive} : {SITE}", str(citation.published or ""), number)
    return [area for area in areas if area]


def _refer(areas: Sequence[str], separator: str, url: str) -> Reference:
    """Join areas; a full stop that ends one and the one that begins the separator are written once."""
    source = "".join(area + separator.removeprefix("." * area.endswith(".")) for area in areas)
    return Reference(source=source if url else source[: 1 - len(separator)], url=url)
