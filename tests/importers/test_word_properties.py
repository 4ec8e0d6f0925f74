"""Whatever a Word document is made of, both readings find the same words, and those are what it prints."""

from hypothesis import given, settings
from hypothesis import strategies as st

from svod.importers.word.reader import read_docx
from tests.importers.manuscripts import words
from tests.importers.word_documents import NAMESPACES, field, paragraph, run, word
from tests.importers.word_texts import ADDED, STRUCK, cell, row, table, text_box

# What is printed of a piece, and how it stands in the file.
Piece = tuple[str, str]


def _plain(text: str) -> Piece:
    return text, run(text)


_WORD = st.text("абвгёяАЯ1-–«»", min_size=1, max_size=6)
_LEAVES = st.one_of(
    _WORD.map(_plain),
    _WORD.map(lambda text: (text.upper(), run(text, "<w:caps/><w:b/>"))),
    _WORD.map(lambda text: ("", run(text, "<w:vanish/>"))),
    _WORD.map(lambda text: ("", STRUCK.format(text))),
    _WORD.map(lambda text: ("", field("PAGE", run(text)))),
    st.sampled_from(
        [
            (" ", "<w:r><w:tab/></w:r>"),
            (" ", "<w:r><w:br/></w:r>"),
            ("\u2011", "<w:r><w:noBreakHyphen/></w:r>"),
            ("α", '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'),
            ("", "<w:r><w:softHyphen/></w:r>"),
        ]
    ),
)


def _wrapped(pieces: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    def join(parts: list[Piece]) -> Piece:
        return "".join(text for text, _ in parts), "".join(content for _, content in parts)

    wrappers = [
        "{}",
        ADDED,
        field("REF x", "{}"),
        '<w:hyperlink w:anchor="а">{}</w:hyperlink>',
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
        "<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>",
    ]
    joined = st.lists(pieces, max_size=4).map(join)
    return st.tuples(joined, st.sampled_from(wrappers)).map(
        lambda made: (made[0][0], made[1].format(made[0][1]))
    )


_PIECES = st.recursive(_LEAVES, _wrapped, max_leaves=8)


def _lines(blocks: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    several = st.lists(blocks, min_size=1, max_size=3)

    def make_table(rows: list[Piece]) -> Piece:
        return "\n".join(text for text, _ in rows), table(*(row(cell(content)) for _, content in rows))

    def make_box(inner: list[Piece]) -> Piece:
        box = text_box("".join(content for _, content in inner))
        return "\n".join(["до", *(text for text, _ in inner)]), paragraph(run("до") + box)

    return several.map(make_table) | several.map(make_box)


_PARAGRAPHS = _PIECES.map(lambda piece: (piece[0], f"<w:p>{piece[1]}</w:p>"))
_BLOCKS = st.recursive(_PARAGRAPHS, _lines, max_leaves=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(_BLOCKS, min_size=1, max_size=5))
def test_both_readings_find_what_is_printed(blocks: list[Piece]) -> None:
    body = "".join(content for _, content in blocks) + paragraph("конец")
    manuscript = read_docx(word(f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"))
    expected = [*"\n".join(text for text, _ in blocks).split(), "конец"]
    assert words(manuscript) == expected
    assert manuscript.witness.split() == expected
