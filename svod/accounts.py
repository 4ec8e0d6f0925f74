"""What an import took over from a document, for people; what prints it is ``cli``."""

from collections.abc import Iterator
from typing import Final

from svod.localization import Localization
from svod.pipeline.importing import Proposal
from svod.rules import N_

_SHOWN: Final = 10  # differences between a document and its text
_QUOTED: Final = 80  # characters of what was left out
_OMITTED: Final = {
    "comment": N_("comments"),
    "deletion": N_("deleted text"),
    "footer": N_("page footers"),
    "header": N_("page headers"),
    "hidden": N_("hidden text"),
    "navigation": N_("what stands around the text of the page"),
    "object": N_("embedded objects"),
    "page-number": N_("page numbers"),
    "picture": N_("pictures"),
    "style-numbers": N_("numbers that the style sheet of the page counts"),
    "text-box": N_("text boxes"),
}


def format_proposal(proposal: Proposal, words: Localization, *, written: bool) -> str:
    """Return what was ``written``, or would be, how it compares with the document, and what is left to do."""
    return "\n".join(_lines(proposal, words, written=written))


def _lines(proposal: Proposal, words: Localization, *, written: bool) -> Iterator[str]:
    message = N_("Written: {file}") if written else N_("Would be written: {file}")
    yield words.text(message).format(file=proposal.path)
    if proposal.transcript.encoding:
        yield "  " + words.text(N_("Encoding: {name}")).format(name=proposal.transcript.encoding)
    yield from (f"  {line}" for line in _collation(proposal, words))
    for omission in proposal.transcript.omissions:
        what = words.text(_OMITTED[omission.what])
        quoted = f" «{omission.words[:_QUOTED]}»" if any(map(str.isalpha, omission.words)) else ""
        times = f" ({omission.times})" if omission.times > 1 else ""
        yield "  " + words.text(N_("Left out: {what}")).format(what=what) + times + quoted
    for label, entry in proposal.addressees:
        known = (
            N_("Addressee “{label}”: {entry}")
            if entry
            else N_("Addressee “{label}”: not in the authority file")
        )
        yield "  " + words.text(known).format(label=label, entry=entry)
    if proposal.todos:
        left = words.plural(
            "{number} thing is left to do.", "{number} things are left to do.", proposal.todos
        )
        yield "  " + left.format(number=proposal.todos)


def _collation(proposal: Proposal, words: Localization) -> Iterator[str]:
    collation = proposal.transcript.collation
    if collation.differences:
        message = N_("The text differs from the document in {number} places; compare them:")
        yield words.text(message).format(number=len(collation.differences))
        for difference in collation.differences[:_SHOWN]:
            yield f"  … {difference.before} [{difference.original}] → [{difference.body}]"
        return
    counted = words.text(N_(", numbers that the program had counted: {number}"))
    yield (
        words.text(N_("Every word is the document's: {number}")).format(number=words.number(collation.words))
        + (counted.format(number=collation.counted) if collation.counted else "")
        + "."
    )
