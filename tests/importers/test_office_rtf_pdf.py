"""What LibreOffice writes as RTF and prints as PDF, read back."""

import pytest

from svod.importers.manuscript import Manuscript, Omission
from svod.importers.pdf.reader import read_pdf
from svod.importers.rtf.reader import read_rtf
from tests.importers.conftest import Convert
from tests.importers.flat_documents import flat_text, items, note, paragraph
from tests.importers.manuscripts import outline, words

pytestmark = pytest.mark.office

LONG = (
    "Участники форума, заслушав доклад председателя, а также обсудив предложения, высказанные в процессе "
    "выступлений представителей региональных отделений, полагают необходимым методическое сопровождение"
)
TABLE = (
    '<table:table><table:table-column table:number-columns-repeated="2"/>'
    "<table:table-row><table:table-cell><text:p>За</text:p></table:table-cell>"
    "<table:table-cell><text:p>Против</text:p></table:table-cell></table:table-row><table:table-row>"
    '<table:table-cell table:number-columns-spanned="2"><text:p>пять</text:p></table:table-cell>'
    "<table:covered-table-cell/></table:table-row></table:table>"
)
BODY = (
    paragraph('<text:span text:style-name="B">РЕЗОЛЮЦИЯ</text:span>')
    + paragraph(f"{LONG}{note('1', 'Сноска к тексту.')} — «ёлка» № 5<text:line-break/>и строка.")
    + items(
        paragraph(f"{LONG};"),
        paragraph("Школам:") + items(paragraph("вести летопись;"), paragraph("учить.")),
    )
    + items(paragraph("Седьмой."), start=7)
    + paragraph("Слово" + '<text:span text:style-name="H">скрытое</text:span>')
    + TABLE
    + paragraph("После таблицы.")
)
MANY = "".join(paragraph(f"{at}. {LONG}.") for at in range(1, 31))


@pytest.fixture(scope="module")
def written(convert: Convert) -> Manuscript:
    """What LibreOffice writes as RTF."""
    header = "Шапка <text:page-number>1</text:page-number>"
    return read_rtf(convert({"text.fodt": flat_text(BODY, header=header)}, "rtf")["text.fodt"])


@pytest.fixture(scope="module")
def printed(convert: Convert) -> dict[str, Manuscript]:
    """What LibreOffice prints: the same, and many paragraphs on pages with running heads."""
    documents = {
        "text.fodt": flat_text(BODY),
        "many.fodt": flat_text(MANY, header="Сборник", footer="<text:page-number>1</text:page-number>"),
    }
    return {name: read_pdf(payload) for name, payload in convert(documents, "pdf").items()}


def test_rtf_has_the_numbers_that_were_counted(written: Manuscript) -> None:
    assert outline(written) == [
        "**РЕЗОЛЮЦИЯ**",
        f"{LONG}[^1] — «ёлка» № 5↵и строка.",
        f"[1.] {LONG};",
        "[2.] Школам:",
        ">[а)] вести летопись;",
        ">[б)] учить.",
        "[7.] Седьмой.",
        "Слово",
        "За | Против || пять",
        "После таблицы.",
    ]
    assert words(written) == written.witness.split()


def test_rtf_keeps_notes_and_names_what_is_left_out(written: Manuscript) -> None:
    assert [paragraph.text for paragraph in written.notes["1"]] == ["Сноска к тексту."]
    assert Omission(what="hidden", words="скрытое") in written.omissions
    assert [omission.what for omission in written.omissions if omission.words.startswith("Шапка")] == [
        "header"
    ]


def test_a_print_has_every_word_and_every_provision_for_itself(printed: dict[str, Manuscript]) -> None:
    manuscript = printed["text.fodt"]
    texts = outline(manuscript)
    assert {f"1. {LONG};", "2. Школам:", "а) вести летопись;", "б) учить.", "7. Седьмой."} <= set(texts)
    assert texts[1].startswith(f"{LONG}[^1] — «ёлка» № 5")
    assert [paragraph.text for paragraph in manuscript.notes["1"]] == ["Сноска к тексту."]
    assert words(manuscript) == manuscript.witness.split()


def test_a_print_of_many_pages_is_read_without_running_heads(printed: dict[str, Manuscript]) -> None:
    manuscript = printed["many.fodt"]
    assert outline(manuscript) == [f"{at}. {LONG}." for at in range(1, 31)]
    assert {omission.what for omission in manuscript.omissions} == {"header", "page-number"}
    assert words(manuscript) == manuscript.witness.split()
