"""What is probably wrong in the text of an act: warnings, never changes.

Each rule is a generator whose docstring is the rule; the rules of one subject are a module. A rule looks for
its mark in the whole body first: most acts have none.
"""

from collections.abc import Sequence
from typing import Final

from svod.content.act import ParsedAct
from svod.content.authorities import Authorities
from svod.content.lint.addressees import find_unknown_addressees
from svod.content.lint.blanks import find_blanks
from svod.content.lint.dating import find_date_not_printed, find_differing_dates
from svod.content.lint.finding import Rule
from svod.content.lint.markup import (
    find_cut_footnotes,
    find_footnote_faults,
    find_glued_bold,
    find_refused_links,
    find_removed_html,
    find_unclosed_bold,
    find_unclosed_fences,
)
from svod.content.lint.naming import find_misspelt_organizations
from svod.content.lint.numbering import find_dotted_letters, find_list_faults
from svod.content.lint.privacy import find_personal_data
from svod.content.lint.silencing import drop_silenced
from svod.content.lint.structure import (
    find_inline_decisions,
    find_joined_paragraphs,
    find_missing_heading,
    find_missing_provisions,
)
from svod.content.lint.todos import find_todos
from svod.content.lint.typography import find_straight_quotes, find_unpaired_marks
from svod.content.lint.wording import find_doubled_words, find_mixed_script
from svod.diagnostics import Diagnostic

RULES: Final[Sequence[Rule]] = (
    find_todos,
    find_list_faults,
    find_dotted_letters,
    find_glued_bold,
    find_mixed_script,
    find_doubled_words,
    find_straight_quotes,
    find_unpaired_marks,
    find_joined_paragraphs,
    find_blanks,
    find_differing_dates,
    find_date_not_printed,
    find_unknown_addressees,
    find_misspelt_organizations,
    find_missing_heading,
    find_inline_decisions,
    find_missing_provisions,
    find_personal_data,
    find_removed_html,
    find_unclosed_bold,
    find_footnote_faults,
    find_cut_footnotes,
    find_unclosed_fences,
    find_refused_links,
)


def lint_act(act: ParsedAct, authorities: Authorities) -> list[Diagnostic]:
    """Return the warnings of all rules, those left out that editors have silenced."""
    return drop_silenced(act, [finding for rule in RULES for finding in rule(act, authorities)])
