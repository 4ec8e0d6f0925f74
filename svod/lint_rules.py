"""What may be wrong in the text of an act: the wordings of ``content.lint`` and of what stands between acts.

Each is a warning: the text may have been printed so, and then an editor says that in the front matter.
"""

from collections.abc import Sequence
from typing import Final

from svod.rule import N_, Rule, warning

WARNINGS: Final[Sequence[Rule]] = (
    warning(
        "todo",
        N_("left to do: {words}"),
        N_("Do it, and delete the line."),
    ),
    warning(
        "footnote-unused",
        N_("nothing refers to the footnote [^{label}]"),
        N_("Put “[^{label}]” where the note belongs, or delete the note."),
    ),
    warning(
        "html-removed",
        N_("HTML that is not allowed was removed: <{tag}>"),
        N_("Write it in Markdown; allowed tags are listed in docs/authoring.md."),
    ),
    warning(
        "footnote-cut",
        N_("the footnote [^{label}] goes on here, but is read as a paragraph of the act"),
        N_("Join the paragraphs of the note: delete the empty line above this one."),
    ),
    warning(
        "bold-unclosed",
        N_("“**” has no pair in its paragraph and will be printed"),
        N_("Put “**” where the bold words end, or a backslash before each star that is text."),
    ),
    warning(
        "heading-missing",
        N_("the act begins with a table or a quotation, so its heading is read as text"),
        N_("Put it below the heading; if it stood above it in print, say so in “notes”."),
    ),
    warning(
        "decision-inline",
        N_("the decision goes on in the line “{words}” and is not recognised as such"),
        N_("Put a line break after “{words}”, and a marker or an empty line between the items."),
    ),
    warning(
        "provisions-missing",
        N_("no recommendations were recognised in the text"),
        N_("Each begins with a number or a dash, or follows a line such as “РЕШИЛИ:”."),
    ),
    warning(
        "numbering-gap",
        N_("after item {previous} comes item {marker}"),
        N_("If it is printed so, say it in “notes”: {{at: {anchor}, note: так в тексте}}."),
    ),
    warning(
        "numbering-repeated",
        N_("after item {previous} comes item {marker} again"),
        N_("If it is printed so, say it in “notes”: {{at: {anchor}, note: так в тексте}}."),
    ),
    warning(
        "numbering-back",
        N_("after item {previous} comes item {marker}: the numbers go back"),
        N_("If it is printed so, say it in “notes”: {{at: {anchor}, note: так в тексте}}."),
    ),
    warning(
        "mixed-markers",
        N_("the list goes on with another kind of marker: {previous}, then {marker}"),
        N_("If it is printed so, say it in “notes”: {{at: {anchor}, note: так в тексте}}."),
    ),
    warning(
        "glued-bold",
        N_("two words are glued together by “****”: {words}"),
        N_("Put a line break or a space between “**” and “**”."),
    ),
    warning(
        "mixed-script",
        N_("Latin and Cyrillic letters in one word: “{word}”; Latin are {letters}"),
        N_("Retype the word in one keyboard layout."),
        N_("Retype the word in one keyboard layout: {suggestion}."),
    ),
    warning(
        "doubled-word",
        N_("the word “{word}” stands twice"),
        N_("Compare with the original; if it is printed so, say so in “notes”."),
    ),
    warning(
        "mixed-dashes",
        N_("the list uses different dashes: {glyphs}"),
        N_("If it is printed so, say it in “notes”: {{at: {anchor}, note: так в тексте}}."),
    ),
    warning(
        "straight-quotes",
        N_("straight quotes in Russian text"),
        N_("Russian print uses «…» and „…“; leave them if the original has them, and say so in “notes”."),
    ),
    warning(
        "unpaired-mark",
        N_("the mark “{mark}” has no pair"),
        N_("Compare with the original; if it is printed so, say so in “notes”."),
    ),
    warning(
        "blank-open",
        N_("a blank was not filled in: {words}"),
        N_("If the original has it too, leave it, and say so in “notes”."),
    ),
    warning(
        "date-differs",
        N_("the date printed is “{printed}”, that of the front matter {edtf}"),
        N_("Correct “date”, or say why it is another one: inferred, note."),
        N_("Correct “date”: {suggestion}; or say why it is another one: inferred, note."),
    ),
    warning(
        "date-not-printed",
        N_("“{printed}” does not stand in the text"),
        N_("“printed” is the date as it stands in the text, word for word; leave it out if there is none."),
    ),
    warning(
        "paragraph-joined",
        N_("this line is read as a continuation of the one above"),
        N_("If it is a paragraph of its own, put an empty line before it."),
    ),
    warning(
        "addressee-unknown",
        N_("the addressee “{label}” is not in content/addressees.yaml"),
        N_("Add these words to the “aliases” of an entry, or add this one: {entry}"),
        N_("Add these words to the “aliases” of “{suggestion}”, or add this entry: {entry}"),
    ),
    warning(
        "addressee-ambiguous",
        N_("the addressee “{label}” may be any of these entries of content/addressees.yaml: {ids}"),
        N_("Leave these very words in the “aliases” of the one that is meant, and of no other."),
    ),
    warning(
        "organization-misspelt",
        N_("“{printed}” is spelled unlike the organization “{name}”"),
        N_("If it is printed so, add it to the “aliases” of the organization, or say so in “notes”."),
    ),
    warning(
        "duplicate-probable",
        N_("{shared} of {total} recommendations stand in “{other}” too"),
        N_("If it is another act, name that one in “related”: rel: related, ref: {id}."),
    ),
    warning(
        "personal-data",
        N_("{subject} is in the text: {words}"),
        N_("Ask whether it may be published; if it may, silence the warning: {{rule: personal-data}}."),
    ),
    warning(
        "silence-unneeded",
        N_("nothing is there to be silenced: {rule}, {at}"),
        N_("Delete it, or correct the place: a2-i3, heading."),
    ),
)
