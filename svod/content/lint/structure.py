"""Parts of an act that were not recognised, or run into one another."""

from collections.abc import Iterator

from svod.content.act import ParsedAct
from svod.content.authorities import Authorities
from svod.content.document import Insert, Paragraph
from svod.content.lint.finding import Finding
from svod.content.marks import bare
from svod.content.phrases import is_decision


def find_missing_provisions(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """No provision was recognised in the whole act."""
    if not act.act.provision_count and act.body.strip():
        yield "", act.source.diagnose("provisions-missing", act.body_line)


def find_joined_paragraphs(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A line continues a paragraph but looks like one of its own: a full stop before, a capital after."""
    for line in act.document.joined:
        yield "", act.source.diagnose("paragraph-joined", line, 1)


def find_inline_decisions(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """The decision goes on in the line that announces it: «РЕШИЛИ: поддержать наставников»."""
    for block in act.document.preamble:
        if isinstance(block, Paragraph) and ":" in block.text[:40]:
            announced, _colon, decided = bare(block.text).partition(":")
            if decided and is_decision(announced):
                column = act.column(block.line, announced)
                yield (
                    block.anchor,
                    act.source.diagnose("decision-inline", block.line, column, words=f"{announced}:"),
                )


def find_missing_heading(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A table or a quotation stands above the title, which is therefore read as a paragraph."""
    preamble = act.document.preamble
    if not act.document.preface and len(preamble) > 1 and isinstance(preamble[0], Insert):
        yield preamble[0].anchor, act.source.diagnose("heading-missing", preamble[0].line, 1)
