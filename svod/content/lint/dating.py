"""Dates: that of the front matter, and those that are printed in the act."""

from collections.abc import Iterator

from svod.content.act import ParsedAct
from svod.content.authorities import Authorities
from svod.content.dates import Precision, UncertainDate
from svod.content.document import Role
from svod.content.lint.finding import Finding
from svod.content.marks import bare
from svod.content.printed_dates import PrintedDate, find_printed_date
from svod.text import fold


def find_differing_dates(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """The heading, or ``printed``, has another date than the front matter.

    Days of which the date of the front matter may be one are no other date: 2016 is «12 сентября 2016 года».
    Where it is inferred, approximate or questionable, the heading may have any.
    """
    stated = act.resolution.date
    if stated.inferred or stated.value.approximate or stated.value.questionable:
        return
    printed = find_printed_date(stated.printed) if stated.printed else None
    if printed and not _may_be(stated.value, printed):
        yield _differs(act, ("date", "printed"), stated.printed or "", printed)
    differing: list[tuple[int, str, PrintedDate]] = []
    for line in act.document.preface:
        if line.role in (Role.DATE, Role.PLACE):
            text = bare(line.text)
            days = find_printed_date(text)
            if days and _may_be(stated.value, days):
                return
            differing += [(line.line, text, days)] if days else []
    for number, text, days in differing[:1]:
        column = act.column(number, text)
        yield (
            "",
            act.source.diagnose(
                "date-differs", number, column, printed=text, edtf=stated.edtf, suggestion=days.edtf
            ),
        )


def find_date_not_printed(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """The words of ``printed`` do not stand in the act."""
    printed = act.resolution.date.printed
    if printed and printed not in act.body and fold(printed) not in fold(bare(act.body)):
        fault = act.act.fault("date-not-printed", ("date", "printed"), printed=printed)
        yield "", fault.locate(act.source)


def _differs(act: ParsedAct, key: tuple[str, ...], printed: str, days: PrintedDate) -> Finding:
    stated = act.resolution.date.edtf
    fault = act.act.fault("date-differs", key, printed=printed, edtf=stated, suggestion=days.edtf)
    return "", fault.locate(act.source)


def _may_be(stated: UncertainDate, printed: PrintedDate) -> bool:
    """Tell whether the date may be one of the days that are printed; an unknown one is none."""
    if stated.precision is Precision.UNKNOWN:
        return False
    after = stated.earliest is None or stated.earliest <= printed.last
    return after and (stated.latest is None or printed.first <= stated.latest)
