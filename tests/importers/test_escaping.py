"""Whatever stands in a foreign document, the page shows it, and as what it was printed."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from svod.content.blocks import parse_document
from svod.content.document import Insert, walk
from svod.content.fidelity import reference_text
from svod.content.lines import Kind, parse_lines
from svod.content.marks import bare
from svod.content.markup import MarkdownRenderer
from svod.content.sources import clean_text
from svod.importers.escaping import escape, escape_line_start
from svod.importers.plain import is_markdown, plain_body
from tests.content.sheets import difference
from tests.importers.manuscripts import shown

RENDERER = MarkdownRenderer("пропуск")
SIGNS = [
    *"\\`*_{}[]()<>#+-.!|&;:~=^\"'/@ ",
    *"аБё1.)–—•«»„“№\u00a0",
    "  ", "**", "__", "___", "****", "```", "~~~", "---", "](", "[^1]", "[^1]:", "![", "&amp;", "&copy",
    "<b>", "</div>", "<!--", "-->", "<a@b.ru>", "https://a.ru/b_c_d", "\\_", "\\\\", "| |", "|---|", ":-:|",
    "слово", "_слово_", "**слово**", "1. ", "а) ", "– ", "# ", "> ",
]  # fmt: skip
lines = st.lists(st.one_of(st.sampled_from(SIGNS), st.characters(codec="utf-8")), max_size=12).map(
    lambda parts: clean_text("".join(parts)).replace("\n", " ").replace("\x85", " ")
)
texts = st.lists(lines, max_size=6).map("\n".join)


@pytest.mark.parametrize(
    "text",
    [
        "Иванов_И и a_b@example.org",
        "«__» ____________ 20__ г.",
        "И. о. ректора _____ И. И. Иванов",
        "1. Принять план",
        "а) учесть; б) [нет] – № 5 (см. п. 2).",
        "р < 0,05 & прочее > 1; 5 <= 6",
        "https://example.org/a?b=1&c",
    ],
)
def test_what_is_no_mark_gets_no_backslash(text: str) -> None:
    if "&c" in text:
        assert escape(text) == text.replace("&c", "&amp;c")
    else:
        assert escape_line_start(escape(text)) == text


@settings(max_examples=300, deadline=None)
@given(lines)
def test_the_renderer_shows_an_escaped_text_as_it_was(text: str) -> None:
    assert shown(RENDERER.inline(escape(text))) == text.split()


@settings(max_examples=300, deadline=None)
@given(lines, st.integers(0, 20))
def test_runs_of_a_paragraph_may_be_escaped_one_by_one(text: str, cut: int) -> None:
    escaped = escape(text[:cut]) + escape(text[cut:])
    assert shown(RENDERER.inline(escaped)) == text.split()
    assert bare(escaped).split() == text.split()


@settings(max_examples=300, deadline=None)
@given(lines)
def test_the_rules_that_read_marks_see_an_escaped_text_as_it_was(text: str) -> None:
    escaped = escape_line_start(escape(text))
    assert reference_text(escaped).split() == text.split()
    assert bare(escaped).split() == text.split()


@settings(max_examples=300, deadline=None)
@given(texts)
def test_no_line_becomes_what_it_is_not(text: str) -> None:
    escaped = "\n".join(escape_line_start(escape(line)) for line in text.split("\n"))
    assert {block.kind for block in parse_lines(escaped)} <= {Kind.TEXT, Kind.MARKED}
    document = parse_document(escaped)
    assert not [block for block in walk(document.blocks) if isinstance(block, Insert)]
    assert not document.footnotes


@settings(max_examples=300, deadline=None)
@example("1. \\_  \n\\_{")
@given(texts)
def test_the_page_of_a_plain_text_shows_its_words(text: str) -> None:
    if is_markdown(text) or not text.strip():
        return
    body = plain_body(text, markdown=False)
    assert difference(body) is None
    assert reference_text(body).split() == text.split()
