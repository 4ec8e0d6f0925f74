"""A manuscript is written in the dialect without losing a word."""

from hypothesis import given
from hypothesis import strategies as st

from svod.content.blocks import parse_document
from svod.content.document import Group, Insert, Provision
from svod.content.fidelity import reference_text
from svod.importers.manuscript import Cell, Manuscript, Paragraph, Run, Table, paragraphs_of
from svod.importers.writing import printed_words, write_body
from svod.text import fold_space
from tests.content.sheets import difference


def paragraph(text: str, *, marker: str = "", level: int = 0, bold: bool = False) -> Paragraph:
    return Paragraph(runs=(Run(text=text, bold=bold),), marker=marker, level=level)


def body_of(*blocks: Paragraph | Table, notes: dict[str, tuple[Paragraph, ...]] | None = None) -> str:
    return write_body(Manuscript(blocks=blocks, witness="", notes=notes or {}))


def row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(paragraphs=(paragraph(text),)) for text in texts)


def test_counted_numbers_are_written_as_they_were_printed() -> None:
    body = body_of(
        paragraph("РЕШИЛИ:"),
        paragraph("Поддержать", marker="1."),
        paragraph("Вести учёт:", marker="3."),
        paragraph("сразу;", marker="а)", level=1),
        paragraph("потом.", marker="б)", level=1),
        paragraph("Разойтись", marker="4."),
    )
    assert body == "РЕШИЛИ:\n\n1. Поддержать\n3. Вести учёт:\n  а) сразу;\n  б) потом.\n4. Разойтись\n"
    _, second, _ = parse_document(body).operative
    assert isinstance(second, Provision)
    assert [child.marker for child in second.children] == ["а)", "б)"]


def test_a_marker_that_the_dialect_does_not_know_is_text() -> None:
    assert body_of(paragraph("Общие положения", marker="§ 1.")) == "§ 1. Общие положения\n"


def test_bold_ends_at_words_and_lines() -> None:
    heading = Paragraph(runs=(Run(text="РЕЗОЛЮЦИЯ\nфорума ", bold=True), Run(text="и съезда")))
    assert body_of(heading) == "**РЕЗОЛЮЦИЯ**  \n**форума** и съезда\n"


def test_words_with_a_line_through_them_are_shown_so() -> None:
    struck = Paragraph(runs=(Run(text="Пункт утратил силу.", struck=True),), marker="2.")
    body = body_of(struck)
    assert body == "2. <s>Пункт утратил силу.</s>\n"
    assert difference(body) is None


def test_runs_of_the_same_looks_are_one() -> None:
    runs = tuple(Run(text=text, bold=True) for text in ("Шко", "лам", ":"))
    assert body_of(Paragraph(runs=runs)) == "**Школам:**\n"


def test_looks_that_would_change_a_word_are_given_up() -> None:
    odd = Paragraph(runs=(Run(text="2*", bold=True), Run(text="3*4", italic=True)))
    assert reference_text(body_of(odd)) == "2*3*4"


def test_an_addressee_leads_its_provisions() -> None:
    provisions = [paragraph(text, marker="–") for text in ("учить;", "учиться.")]
    body = body_of(paragraph("Школам:", bold=True), *provisions)
    (group,) = parse_document(body).groups
    assert isinstance(group, Group)
    assert [provision.text for provision in group.provisions] == ["учить;", "учиться."]


def test_a_table_has_bars_and_stays_one() -> None:
    body = body_of(paragraph("РЕШИЛИ:"), Table(rows=(row("№", "Срок"), row("1|2", "май"))))
    assert "| № | Срок |\n|---|---|\n| 1\\|2 | май |" in body
    assert reference_text(body) == "РЕШИЛИ: № Срок 1|2 май"
    assert any(isinstance(block, Insert) for block in parse_document(body).blocks)


def test_a_table_with_wide_cells_is_html() -> None:
    wide = Table(rows=((Cell(paragraphs=(paragraph("А < Б"),), columns=2),), row("1", "2")))
    body = body_of(wide)
    assert '<td colspan="2">А &lt; Б</td>' in body
    assert reference_text(body) == "А < Б 1 2"


def test_a_note_in_a_table_with_wide_cells_stays_a_note() -> None:
    signed = Paragraph(runs=(Run(text="срок"), Run(text="", note="1")))
    wide = Table(rows=((Cell(paragraphs=(signed,), columns=2),), row("1", "2")))
    body = body_of(wide, notes={"1": (paragraph("По плану."),)})
    assert "| срок[^1] |  |\n|---|---|\n| 1 | 2 |" in body
    assert difference(body) is None


def test_a_table_of_one_row_is_a_line_such_as_a_signature() -> None:
    assert body_of(Table(rows=(row("Председатель", "И. И. Иванов"),))) == "Председатель\tИ. И. Иванов\n"


def test_footnotes_stand_below() -> None:
    marked = Paragraph(runs=(Run(text="Участвовали 120 человек"), Run(text="", note="1"), Run(text=".")))
    body = body_of(marked, notes={"1": (paragraph("По списку."), paragraph("И без него."))})
    assert body == "Участвовали 120 человек[^1].\n\n[^1]: По списку.  \n    И без него.\n"
    (note,) = parse_document(body).footnotes
    assert fold_space(note.text) == "По списку. И без него."


def test_empty_paragraphs_leave_nothing() -> None:
    assert body_of(paragraph("А"), paragraph(" "), paragraph(""), paragraph("Б")) == "А\n\nБ\n"


TEXT = st.text(alphabet="абв АБ123.,:;!?«»\"'()[]{}<>*_#|`~\\-–—+=&/№§\u00a0", min_size=1, max_size=40)
RUN = st.builds(Run, text=TEXT, bold=st.booleans(), italic=st.booleans())


@given(st.lists(RUN, min_size=1, max_size=4), st.sampled_from(["", "1.", "а)", "–", "2.1."]))
def test_no_character_of_a_paragraph_is_lost_or_added(runs: list[Run], marker: str) -> None:
    written = Paragraph(runs=tuple(runs), marker=marker)
    body = body_of(written)
    assert reference_text(body) == printed_words(written)
    assert difference(body) is None


CELL = st.builds(
    Cell,
    paragraphs=st.lists(st.builds(paragraph, TEXT), min_size=1, max_size=2).map(tuple),
    columns=st.sampled_from([1, 1, 1, 2]),
)


@given(st.lists(st.lists(CELL, min_size=1, max_size=3).map(tuple), min_size=2, max_size=3).map(tuple))
def test_no_character_of_a_table_is_lost_or_added(rows: tuple[tuple[Cell, ...], ...]) -> None:
    table = Table(rows=rows)
    body = body_of(table)
    assert reference_text(body) == fold_space(" ".join(map(printed_words, paragraphs_of(table))))
    assert difference(body) is None
