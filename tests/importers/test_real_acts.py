"""The real acts as Word documents, numbered by Word: an import gives what stands in the archive."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from svod.content.act import ParsedAct, parse_act
from svod.content.blocks import parse_document
from svod.content.document import Block, Document, Group, Provision, walk
from svod.content.fidelity import reference_text
from svod.content.lines import Kind, LineBlock, parse_lines
from svod.content.markers import ordinal
from svod.content.marks import bare
from svod.content.sources import Source, find_files, read_source
from svod.importers.manuscript import Paragraph
from svod.importers.transcribing import transcribe
from svod.importers.word.reader import read_docx
from tests.importers.word_documents import level, make_docx, numbering, paragraph, run, start_at

ROOT = Path(__file__).parents[2]
ACTS = find_files(ROOT, "content/resolutions", ".md")[0]
DASHES = ("-", "–", "—")
_PIECE = re.compile(r"\*\*(.+?)\*\*|([^*]+)")


def read_act(path: str) -> ParsedAct:
    source = read_source(ROOT, path)
    assert isinstance(source, Source)
    act, _ = parse_act(source)
    assert act
    return act


class Typist:
    """Types an act into Word: numbers and dashes are left to Word, which counts them."""

    def __init__(self) -> None:
        definitions = [level(0, "%1.")] + [level(0, dash, "bullet") for dash in DASHES]
        self._definitions = definitions
        self._instances: list[tuple[int, str]] = []
        self._last = 0

    def type(self, body: str) -> bytes:
        """Return the document with the text of ``body``."""
        paragraphs = [self._paragraph(block) for block in parse_lines(body)]
        return make_docx("".join(paragraphs), numbers=numbering(self._definitions, self._instances))

    def _paragraph(self, block: LineBlock) -> str:
        content = "<w:r><w:br/></w:r>".join(map(_runs, _lines(block)))
        if block.kind is Kind.MARKED:
            return paragraph(content, self._number(block.marker), 0)
        self._last = 0
        return paragraph(content, style="Heading1" if block.kind is Kind.HEADING else "")

    def _number(self, marker: str) -> int:
        """Return the list in which Word prints ``marker`` now: a new one where it would count otherwise."""
        found = ordinal(marker)
        if found is None:
            self._instances.append((1 + DASHES.index(marker), ""))
        elif found[1] != self._last + 1 or self._last == 0:
            self._instances.append((0, start_at(found[1])))
        self._last = found[1] if found else 0
        return len(self._instances)


def _lines(block: LineBlock) -> Iterator[str]:
    for line in block.text.split("\n"):
        yield line.rstrip().replace("\\_", "_")


def _runs(line: str) -> str:
    return "".join(
        run(escape(bold or plain), "<w:b/>" if bold else "") for bold, plain in _PIECE.findall(line)
    )


def outline(document: Document) -> list[tuple[str, ...]]:
    """Return the parts of an act without their marks and lines."""
    heading = [(line.role.value, bare(line.text)) for line in document.preface]
    return [*heading, *(_part(node) for node in walk(document.blocks))]


def _part(node: Block) -> tuple[str, ...]:
    text = node.label if isinstance(node, Group) else node.text
    marker = node.marker if isinstance(node, Provision) else ""
    return (type(node).__name__, node.anchor, marker, bare(text))


@pytest.mark.parametrize("path", ACTS)
def test_a_real_act_comes_back_from_word_as_it_is_in_the_archive(path: str) -> None:
    act = read_act(path)
    transcript = transcribe(Typist().type(act.body), "резолюция.docx")
    assert transcript.collation.differences == ()
    assert reference_text(transcript.body) == reference_text(act.body)
    assert outline(parse_document(transcript.body)) == outline(act.document)


def test_what_word_counts_is_not_in_the_text_of_its_document() -> None:
    """Without which these tests would say nothing of counting."""
    (path,) = (path for path in ACTS if "forum-nastavnichestvo" in path)
    manuscript = read_docx(Typist().type(read_act(path).body))
    paragraphs = [block for block in manuscript.blocks if isinstance(block, Paragraph)]
    counted = [paragraph.marker for paragraph in paragraphs if paragraph.marker]
    assert counted == ["1.", "3.", "4.", "5.", "6.", "7.", "8.", "9.", "10."]
    assert "3. Создавать" not in manuscript.witness
