"""What an act asks of whom: its provisions by the addressees that the archive knows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from html import escape
from sys import intern
from typing import Final, NamedTuple, TypeAlias

from svod.content.authorities import Authorities
from svod.content.document import Block, Document, Group, Provision, asked_by
from svod.content.marks import bare, bare_insert

HERE: Final = "\0"  # stands for the link to the page of the act; no text of an act holds it
_MORE: Final = "…"
_LONGEST: Final = 300  # characters of a text that a list shows, as far as there is a blank


class Request(NamedTuple):
    """What an act asks of an addressee: the number of its provisions, and these as entries of a list.

    They are HTML in UTF-8, made once and not on each of the pages that show them: where each stands, its
    marker as printed, its text without marks, the beginning of it where it is long.
    """

    number: int
    html: bytes


Requests: TypeAlias = Mapping[str, Request]  # by the ids of addressees


class Asked(NamedTuple):
    """Of whom an act asks something, as far as all acts of an archive are in memory with it.

    ``numbers`` are ids of addressees, each with the number of provisions; ``fingerprint`` is that of these.
    """

    numbers: tuple[tuple[str, int], ...]
    fingerprint: bytes

    def __reduce__(self) -> tuple[object, ...]:
        """Return how it is unpickled: so that an id that many acts have is one string in memory."""
        return _restore, tuple(self)


def _restore(numbers: Iterable[tuple[str, int]], fingerprint: bytes) -> Asked:
    return Asked(tuple((intern(addressee), number) for addressee, number in numbers), fingerprint)


def find_requests(document: Document, authorities: Authorities) -> Requests:
    """Return the provisions of an act by addressee, in printed order; those that ask nobody are left out.

    Whom a provision asks is the nearest group above it, or provision that leads to it and names an
    addressee («1. Школам:»); that one is a label itself and asks nothing.
    """
    found: dict[str, list[str]] = defaultdict(list)
    _gather(document.operative, None, authorities, found)
    return {
        addressee: Request(len(entries), "\n".join(entries).encode("utf-8", "replace"))
        for addressee, entries in found.items()
    }


def summarize_requests(requests: Requests) -> Asked:
    """Return what is kept in memory of ``requests``."""
    numbers = tuple((intern(addressee), found.number) for addressee, found in requests.items())
    shown = blake2b(repr(numbers).encode("utf-8", "surrogatepass"), digest_size=16)
    for found in requests.values():
        shown.update(b"%d " % len(found.html) + found.html)
    return Asked(numbers, shown.digest())


def _gather(
    blocks: Iterable[Block],
    asked: str | None,
    authorities: Authorities,
    found: dict[str, list[str]],
) -> None:
    for block in blocks:
        if isinstance(block, Group):
            _gather(block.provisions, authorities.find_addressee(bare(block.label)), authorities, found)
        elif isinstance(block, Provision):
            named = authorities.find_addressee(bare(block.text)) if asked_by(block) else None
            if asked and not named:
                found[asked].append(_entry(block))
            _gather(block.children, named or asked, authorities, found)


def _entry(provision: Provision) -> str:
    """Return a provision, without those in it, as an entry of a list."""
    marker = f"<b>{escape(provision.marker)}</b> " if provision.marker else ""
    text = escape(_text(provision), quote=False)
    return f'<li><a href="{HERE}#{provision.anchor}">{marker}{text}</a></li>'


def _text(provision: Provision) -> str:
    """Return the first words of a provision, of what continues it if it has none, or a sign for them."""
    words = (bare(provision.text), *(bare_insert(part.text) for part in provision.parts))
    text = next(filter(None, words), _MORE)
    if len(text) <= _LONGEST:
        return text
    return (text[:_LONGEST].rpartition(" ")[0] or text[:_LONGEST]) + _MORE
