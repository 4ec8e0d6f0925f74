"""How the page of an act says that the act is cited, and the citations beside it, for programs."""

from collections.abc import Callable, Mapping
from typing import Final

from svod import urls
from svod.archive.bibliography import bibtex, csl_json, ris
from svod.archive.citations import Citation
from svod.archive.gost import full_record, short_reference
from svod.site.contexts import Link, References

_FORMATS: Final[Mapping[str, tuple[str, Callable[[Citation], str]]]] = {
    "ris": ("RIS", ris),
    "bib": ("BibTeX", bibtex),
    "json": ("CSL-JSON", csl_json),
}


def refer_to(citation: Citation) -> References:
    """Return what the page of an act says of its citation."""
    return References(
        short=short_reference(citation).source,
        record=full_record(citation).source,
        url=citation.url,
        files=[
            Link(title=title, url=urls.citation_url(citation.id, kind))
            for kind, (title, _) in _FORMATS.items()
        ],
    )


def citation_files(citation: Citation) -> list[tuple[str, str]]:
    """Return urls and texts of the files to which those references lead."""
    return [(urls.citation_url(citation.id, kind), write(citation)) for kind, (_, write) in _FORMATS.items()]
