"""Every fault the build can report: one permanent code, one wording, one hint.

The wording here is English and doubles as the key of the catalogue (``svod/locales/``). A hint is given
only when all its values are known; ``near_hint`` is preferred when a near match (``suggestion``) is.
``docs/codes.md`` explains each code to editors, and a test holds the two together.
"""

from svod.diagnostics import Severity
from svod.lint_rules import WARNINGS
from svod.rule import N_, Rule
from svod.rule import NEAR as _NEAR
from svod.rule import error as _error
from svod.rule import warning as _warning

__all__ = ["N_", "RULES", "Rule", "severity"]


_ALL = (
    # Files
    _error(
        "file-unreadable",
        N_("the file cannot be read: {reason}"),
        N_("Check that the file exists and that you have the right to read it."),
    ),
    _error(
        "file-too-large",
        N_("the file is too large: {size} MB, at most {limit} MB is read"),
        N_("A resolution is text; publish scans and archives as separate files."),
    ),
    _error(
        "file-encoding",
        N_("the file cannot be read as UTF-8; it looks like {encoding}"),
        N_("Open the file in an editor and save it again in UTF-8."),
    ),
    _error(
        "file-nul",
        N_("this is not a text file but a document of another kind, or a damaged file"),
        N_("Open it in the program it was made with, and save its text as plain text in UTF-8."),
    ),
    _error(
        "file-symlink",
        N_("the symbolic link leads out of the content folder"),
        N_("Put the file itself here in place of the link."),
    ),
    _warning(
        "file-ignored",
        N_("the file is not read: a resolution is a file .md in UTF-8"),
        N_("Put its text into a file .md; if it is an attachment, link to it from the resolution."),
    ),
    # Front matter
    _error(
        "front-matter-missing",
        N_("there is no front matter"),
        N_("The first line must be “---”, then the fields, then “---” again."),
    ),
    _error(
        "front-matter-unclosed",
        N_("the front matter is not closed"),
        N_("Put a line “---” between the fields and the text of the resolution."),
    ),
    _error(
        "yaml-syntax",
        N_("broken YAML: {reason}"),
        N_("Check the indentation, and put values that contain a colon or quotes in quotes."),
    ),
    _error(
        "yaml-duplicate-key",
        N_("the key “{key}” is given twice; the first time in line {first}"),
        N_("Keep one of the two."),
    ),
    _error(
        "yaml-alias",
        N_("YAML anchors and aliases (&, *) are not supported"),
        N_("Write the value out, or put it in quotes if “*” or “&” is part of the text."),
    ),
    _error(
        "yaml-not-mapping",
        N_("a mapping “key: value” was expected here"),
        N_("Write one field per line: name, colon, space, value."),
    ),
    _error(
        "yaml-not-list",
        N_("a list of entries was expected here"),
        N_("Begin each entry with “- ”."),
    ),
    _error(
        "key-unknown",
        N_("unknown key “{key}”"),
        N_("Known keys: {known}."),
        _NEAR,
    ),
    _error(
        "key-missing",
        N_("the required key “{key}” is missing"),
        N_("Add “{key}: …”."),
    ),
    _error(
        "value-invalid",
        N_("“{key}”: {expected} expected"),
        N_("Write {expected} in place of “{value}”."),
    ),
    _error(
        "value-choice",
        N_("“{key}”: the value “{value}” is not allowed"),
        N_("Allowed: {known}."),
        N_("Did you mean “{suggestion}”? Allowed: {known}."),
    ),
    _error(
        "date-invalid",
        N_("“{value}” is not a date"),
        N_("Write 2022-08-23, 2022-08, 2022, 2025-05/.. (not before) or unknown."),
        N_("Write {suggestion}."),
    ),
    _error(
        "day-invalid",
        N_("“{value}” is not a day"),
        N_("Write the full day: 2026-11-19."),
        N_("Write {suggestion}."),
    ),
    _error(
        "id-invalid",
        N_("“{value}” cannot be an identifier"),
        N_("Use Latin lower-case letters, digits and hyphens."),
        N_("Use Latin lower-case letters, digits and hyphens, for example “{suggestion}”."),
    ),
    _error(
        "id-duplicate",
        N_("the identifier “{id}” is already taken by {other}"),
        N_("Rename the file or give it its own “id”."),
    ),
    _error(
        "alias-collision",
        N_("the address {url} is already taken by {other}"),
        N_("Choose another address."),
    ),
    _error(
        "organization-unknown",
        N_("there is no organization “{value}”"),
        N_("Write an id from content/organizations.yaml, or add the organization there."),
        N_("Did you mean “{suggestion}”? If not, add it to content/organizations.yaml."),
    ),
    _error(
        "topic-unknown",
        N_("there is no topic “{value}”"),
        N_("Write an id from content/topics.yaml, or add the topic there."),
        N_("Did you mean “{suggestion}”? If not, add it to content/topics.yaml."),
    ),
    _error(
        "place-unknown",
        N_("there is no region “{value}”"),
        N_("Add it to content/places.yaml."),
        N_("Did you mean “{suggestion}”? If not, add it to content/places.yaml."),
    ),
    _error(
        "related-unknown",
        N_("there is no resolution “{value}”"),
        N_("Give the id of a resolution of this archive, or describe the act in “label”."),
        _NEAR,
    ),
    _error(
        "note-anchor",
        N_("the text has no place “{value}” for the note"),
        N_("Places are named p1, a2, a2-i3, i4 …; the page of the resolution shows them."),
        _NEAR,
    ),
    _error(
        "silence-unknown",
        N_("there is no warning “{value}” that could be silenced"),
        N_("Write the code that stands in square brackets after the warning."),
        _NEAR,
    ),
    _error(
        "authority-duplicate",
        N_("the identifier “{id}” is given twice; the first time in line {first}"),
        N_("Keep one entry, or give the other its own identifier."),
    ),
    _error(
        "authority-unknown",
        N_("“{key}” refers to “{value}”, which is not there"),
        N_("Add the entry or correct the reference."),
        _NEAR,
    ),
    _error(
        "authority-cycle",
        N_("“{id}” is its own parent: {chain}"),
        N_("Correct “parent” in one of these entries."),
    ),
    # The text of the act
    _error(
        "body-empty",
        N_("there is no text after the front matter"),
        N_("Put the text of the resolution below the second “---”."),
    ),
    _error(
        "fidelity",
        N_("the page does not show the text as it is: the source has “{source}”, the page “{page}”"),
        N_("Markup characters here are read in two ways; put a backslash before those that are text."),
    ),
    _error(
        "link-broken",
        N_("the link leads nowhere: {target}"),
        N_("Correct the address; a resolution is linked to by its file name."),
        _NEAR,
    ),
    _error(
        "image-missing",
        N_("there is no picture {target}"),
        N_("Put the file beside the resolution and give its name."),
    ),
    _error(
        "image-remote",
        N_("the picture is on another site: {target}"),
        N_("Save the picture beside the resolution: pages of the archive ask no other site for anything."),
    ),
    _error(
        "footnote-undefined",
        N_("the footnote [^{label}] has no text"),
        N_("Add a line “[^{label}]: text of the note”."),
    ),
    _error(
        "footnote-duplicate",
        N_("the footnote [^{label}] has two texts; the first is in line {first}"),
        N_("Give one of them another number."),
    ),
    _error(
        "fence-unclosed",
        N_("the block of code “{fence}” is not closed, so the rest of the text is code"),
        N_("Put a line “{fence}” where the code ends, or delete this one."),
    ),
    *WARNINGS,
    # Documents to be imported
    _error(
        "document-kind",
        N_("files of this kind are not imported: {kind}"),
        N_("Known are .docx, .odt, .rtf, .html, .txt, .md and .pdf."),
    ),
    _error(
        "document-old",
        N_("this is a document of an old Word (.doc), whatever its name says"),
        N_("Open it in Word or LibreOffice, and save it as .docx."),
    ),
    _error(
        "document-damaged",
        N_("the document is damaged: {reason}"),
        N_("Open it in the program that it was made with, save it again, and import that."),
    ),
    _error(
        "document-locked",
        N_("the document is locked with a password"),
        N_("Open it with the password, and save it without one."),
    ),
    _error(
        "document-swollen",
        N_("the document would unpack to more than {limit} MB"),
        N_("Open it, take the pictures out, and save it again; if it came from strangers, do not open it."),
    ),
    _error(
        "document-empty",
        N_("there are no words in the document"),
        N_("Open it and see whether its text is a picture; if so, have it recognised first."),
    ),
    _error(
        "document-scan",
        N_("the PDF is a scan: pages without text: {pages}"),
        N_("Have its text recognised (OCR), compare it with the scan, and import the result."),
    ),
    # Configuration, templates, output
    _error(
        "config-missing",
        N_("there is no configuration file"),
        N_("Name the folder of the archive with --site, or make a new one: init FOLDER."),
    ),
    _warning(
        "base-url-missing",
        N_("the address of the site is not set, so there is no sitemap"),
        N_("Set “base_url” in {file}, or give --base-url."),
    ),
    _error(
        "content-missing",
        N_("there is no folder {file}"),
        N_("Create the folder and put the resolutions in it."),
    ),
    _error(
        "template-syntax",
        N_("an error in a template: {reason}"),
        N_("Compare the template with the one that comes with Svod."),
    ),
    _error(
        "template-undefined",
        N_("a template uses what does not exist: {reason}"),
        N_("The variables of each template are listed in templates/README.md."),
    ),
    _error(
        "template-failed",
        N_("a template cannot be carried out: {reason}"),
        N_("Compare the template with the one that comes with Svod."),
    ),
    _error(
        "template-missing",
        N_("there is no template {name}"),
        N_("Restore the file, or delete your own one that asks for it."),
    ),
    _error(
        "output-unsafe",
        N_("the site cannot be written to {file}: {reason}"),
        N_("Name another folder with --output."),
    ),
    _error(
        "output-collision",
        N_("{file} was not made by the build and stands where a page must go"),
        N_("Move the file away, or name another folder with --output."),
    ),
    _warning(
        "output-foreign",
        N_("{file} was not made by the build; it is kept"),
        N_("Delete it by hand if it is not needed."),
    ),
    _warning(
        "assets-missing",
        N_("the fonts are not installed; the site will use the reader's own"),
        N_("Run “make assets”."),
    ),
)

RULES = {rule.code: rule for rule in _ALL}


def severity(code: str) -> Severity:
    """Return how bad the fault named by ``code`` is."""
    return RULES[code].severity
