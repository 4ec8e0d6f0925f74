"""Citations for programs: RIS, BibTeX and CSL-JSON, one record each.

Unlike a reference in words, these formats cannot mark a value as inferred by an editor. A date is given
all the same, since programs sort by it, with a remark in the note; a body and a place are not, and stand
in the note only.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from svod.archive.citations import LANGUAGE, Body, Citation
from svod.content.dates import Precision, UncertainDate, parse_date
from svod.slugs import make_slug

_PLAIN: Final = (Precision.DAY, Precision.MONTH, Precision.YEAR)
_DAY = r"[0-9]{2}(?:[0-9]{2}|[0-9]X|XX)(?:-(?:[0-9]{2}|XX)){0,2}[?~%]?"
_ISO_8601_2_LEVEL_1 = re.compile(rf"(?:{_DAY}|(?:{_DAY}|\.\.)?/(?:{_DAY}|\.\.)?)")
_TEX: Final = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_",
})  # fmt: skip
_TEX_SIGN: Final = re.compile(r"[\\{}~^#$%&_]")


def citation_key(citation: Citation) -> str:
    """Return the key of the record: the slug of the act, and the anchor of a place.

    It is ASCII, and unique in an archive as identifiers and anchors are.
    """
    return "-".join(part for part in (make_slug(citation.id), citation.anchor) if part)


def ris(citation: Citation) -> str:
    """Return one record in the RIS format, in UTF-8, its lines ended by CR LF.

    The type is ``ELEC``, a page of a site: ``STAT`` and ``BILL`` are laws, ``GOVDOC`` has a government
    for its author, and Zotero takes ``LEGAL`` for a court case, ``GEN`` for a journal article. ``PY`` is
    the year; ``DA`` is year/month/day/other with all three slashes, where "other" may hold letters,
    spaces and hyphens. A date without one certain year has neither and stands in the note. Programs
    take what follows a comma for a given name: a body whose name has one goes by its short name. An
    asterisk may not stand in ``AU`` and ``T2``.

    Source: Thomson ResearchSoft, RIS Format Specifications (2001–2004), «Field Types and Tags» and «Tag
    Definitions»; for what becomes of the types, ``RIS.js`` of zotero/translators.
    """
    fields = [
        ("TY", "ELEC"),
        *(("AU", _ris_name(body)) for body in citation.adopters if not body.inferred),
        ("TI", citation.title),
        ("T2", citation.archive.replace("*", "")),
        ("PY", _year(citation.date)),
        ("DA", _ris_date(citation.date)),
        ("LA", LANGUAGE),
        ("N1", _full_note(citation)),
        ("UR", citation.url),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n"


def bibtex(citation: Citation) -> str:
    r"""Return one ``@misc`` entry, in UTF-8, for BibTeX and biblatex.

    ``misc`` is the one type for everything else that both know. ``date`` is ISO 8601-2, level 1, open and
    approximate dates included, as biblatex reads it; BibTeX reads ``year``. Title and bodies stand in
    braces of their own, so that no style changes the case of the one or takes the others apart. TeX's
    special characters are written as commands and never as ``\{``, which BibTeX would count as a brace;
    in ``url``, which is verbatim, braces are percent-encoded.

    Source: biblatex manual, «Regular Types», «Corporate Authors and Editors», «Date and Time
    Specifications».
    """
    authors = [f"{{{_tex(body.name)}}}" for body in citation.adopters if not body.inferred]
    fields = {
        "author": " and ".join(authors),
        "title": f"{{{_tex(citation.title)}}}",
        "howpublished": _tex(citation.archive),
        "date": citation.date.edtf if _ISO_8601_2_LEVEL_1.fullmatch(citation.date.edtf) else "",
        "year": _year(citation.date),
        "note": _tex(_full_note(citation)),
        "url": citation.url.replace("{", "%7B").replace("}", "%7D"),
        "langid": "russian",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{citation_key(citation)},\n{lines}}}\n"


def csl_json(citation: Citation) -> str:
    """Return a JSON array of one item, valid by the schema ``csl-data.json`` of CSL 1.0.2.

    The type is ``document``. ``legislation`` is "a law or resolution enacted by a governing body", but
    here are drafts too, and resolutions of forums that govern nobody; and styles print a law without its
    author and address. ``issued`` is the date of the act: in parts if it is a date or a span of two, in
    words if it is not; ``circa`` if it is approximate or questionable.

    Source: Citation Style Language 1.0.2, Appendix III «Types» and IV «Variables».
    """
    place = citation.place.text if citation.place and not citation.place.inferred else ""
    item: dict[str, object] = {
        "id": citation_key(citation),
        "type": "document",
        "title": citation.title,
        "author": _literals(citation.adopters),
        "organizer": _literals(citation.organizers),
        "issued": _csl_date(citation),
        "event-title": citation.event,
        "event-place": place,
        "container-title": citation.archive,
        "section": citation.number,
        "status": citation.status,
        "language": LANGUAGE,
        "note": _sentences(_inferences(citation)),
        "URL": citation.url,
    }
    given = {name: value for name, value in item.items() if value}
    return json.dumps([given], ensure_ascii=False) + "\n"


def _full_note(citation: Citation) -> str:
    """Return in sentences all that RIS and BibTeX have no field for."""
    place, organizers = citation.place, [body.name for body in citation.organizers if not body.inferred]
    remarks = [citation.number, citation.status, citation.event]
    remarks += [f"Место: {place.text}"] if place and not place.inferred else []
    remarks += [f"Организатор: {name}" for name in organizers]
    return _sentences([*remarks, *_inferences(citation)])


def _inferences(citation: Citation) -> Iterator[str]:
    """Yield what an editor concluded, and a date that is not known for certain."""
    when, place = citation.when, citation.place
    if when and when.inferred:
        yield f"Дата установлена составителями архива: {when.text}"
    elif when and not _is_certain(citation.date):
        yield f"Дата: {when.text}"
    if place and place.inferred:
        yield f"Место указано предположительно: {place.text}"
    yield from (
        f"Принявшая организация указана предположительно: {body.name}"
        for body in citation.adopters
        if body.inferred
    )
    yield from (
        f"Организатор указан предположительно: {body.name}" for body in citation.organizers if body.inferred
    )


def _sentences(remarks: Iterator[str] | Sequence[str]) -> str:
    given = (remark[:1].upper() + remark[1:] for remark in remarks if remark)
    return " ".join(remark if remark.endswith(".") else f"{remark}." for remark in given)


def _is_certain(date: UncertainDate) -> bool:
    return date.precision in _PLAIN and not (date.approximate or date.questionable)


def _year(date: UncertainDate) -> str:
    return f"{date.year:04}" if date.year is not None else ""


def _parts(date: UncertainDate) -> list[int]:
    """Return year, month and day of a plain date, as many of them as are known; else nothing."""
    if date.earliest is None or date.precision not in _PLAIN:
        return []
    known = 3 - _PLAIN.index(date.precision)
    return [date.earliest.year, date.earliest.month, date.earliest.day][:known]


def _ris_date(date: UncertainDate) -> str:
    parts = _parts(date)
    if not parts:
        return ""
    numbers = [f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:]), "", ""][:3]
    other = "около" if date.approximate else "предположительно" if date.questionable else ""
    return "/".join([*numbers, other])


def _ris_name(body: Body) -> str:
    name = body.short if "," in body.name and "," not in body.short else body.name
    return name.replace("*", "")


def _csl_date(citation: Citation) -> dict[str, object] | None:
    if citation.when is None:
        return None
    date = citation.date
    sides = [_parts(parse_date(side)) for side in date.edtf.split("/") if side not in ("", "..")]
    if len(sides) <= date.edtf.count("/") or not all(sides):
        return {"literal": citation.when.text}
    parts: dict[str, object] = {"date-parts": sides}
    return {**parts, "circa": True} if date.approximate or date.questionable else parts


def _literals(bodies: Sequence[Body]) -> list[dict[str, str]]:
    return [{"literal": body.name} for body in bodies if not body.inferred]


def _tex(text: str) -> str:
    return text.translate(_TEX) if _TEX_SIGN.search(text) else text
