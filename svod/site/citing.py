"""How the page of an act says that the act is cited.

The citations for programs are in the page itself, as the addresses of links: beside it they would be three
files to each act, more than all else that an archive has.
"""

from base64 import b64encode
from collections.abc import Callable
from typing import Final, NamedTuple

from svod.archive.bibliography import bibtex, csl_json, ris
from svod.archive.citations import Citation
from svod.archive.gost import full_record, short_reference
from svod.site.contexts import Download, References


class _Format(NamedTuple):
    title: str
    extension: str
    media_type: str
    write: Callable[[Citation], str]


_FORMATS: Final = (
    _Format("RIS", "ris", "application/x-research-info-systems", ris),
    _Format("BibTeX", "bib", "application/x-bibtex", bibtex),
    _Format("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
)


def refer_to(citation: Citation) -> References:
    """Return what the page of an act says of its citation."""
    return References(
        short=short_reference(citation).source,
        record=full_record(citation).source,
        url=citation.url,
        files=[
            Download(
                title=form.title,
                name=f"{citation.id}.{form.extension}",
                address=_address(form.media_type, form.write(citation)),
            )
            for form in _FORMATS
        ],
    )


def _address(media_type: str, text: str) -> str:
    """Return an address that is the file itself (RFC 2397), in UTF-8."""
    payload = b64encode(text.encode("utf-8", "replace")).decode("ascii")
    return f"data:{media_type};charset=utf-8;base64,{payload}"
