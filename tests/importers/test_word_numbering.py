"""Word's automatic numbers become printed ones, those too that LibreOffice does not print as Word does."""

import pytest

from svod.importers.numerals import number_in
from svod.importers.word.reader import read_docx
from tests.importers.manuscripts import flat, markers
from tests.importers.numbered_documents import LEGAL, instances_that_go_on, paragraphs
from tests.importers.word_documents import level, make_docx, numbering, paragraph, start_at


def read_markers(levels: str, *places: int, overrides: str = "") -> list[str]:
    """Return the numbers of paragraphs at these levels of one list."""
    body = paragraphs(*((1, at, "слово") for at in places))
    return markers(read_docx(make_docx(body, numbers=numbering([levels], [(0, overrides)]))))


def test_all_instances_of_a_definition_count_on() -> None:
    read = markers(read_docx(instances_that_go_on()))
    assert read == ["1.", "2.", "3.", "7.", "8.", "9.", "10."]


def test_a_level_may_begin_anew_after_a_higher_one_only_or_never() -> None:
    levels = level(0, "%1.") + level(1, "%1.%2.") + level(2, "%3)", more='<w:lvlRestart w:val="1"/>')
    assert read_markers(levels, 0, 1, 2, 2, 1, 2, 0, 2) == [
        "1.",
        "1.1.",
        "1)",
        "2)",
        "1.2.",
        "3)",
        "2.",
        "1)",
    ]
    never = level(0, "%1.") + level(1, "%2)", more='<w:lvlRestart w:val="0"/>')
    assert read_markers(never, 0, 1, 0, 1, 1) == ["1.", "1)", "2.", "2)", "3)"]


def test_a_start_of_its_own_holds_whenever_the_level_begins() -> None:
    found = read_markers(level(0, "%1.") + level(1, "%2)"), 0, 1, 1, 0, 1, overrides=start_at(5, 1))
    assert found == ["1.", "5)", "6)", "2.", "5)"]


def test_an_instance_may_redefine_a_level() -> None:
    roman = f'<w:lvlOverride w:ilvl="0">{level(0, "§ %1", "upperRoman")}</w:lvlOverride>'
    numbers = numbering([LEGAL], [(0, ""), (0, roman)])
    body = paragraphs((1, 0, "слово"), (2, 0, "слово"), (1, 0, "слово"))
    assert markers(read_docx(make_docx(body, numbers=numbers))) == ["1.", "§ II", "3."]


def test_legal_numbers_are_all_decimal() -> None:
    levels = level(0, "Глава %1", "upperRoman") + level(1, "%1.%2", more="<w:isLgl/>")
    assert read_markers(levels, 0, 0, 1) == ["Глава I", "Глава II", "2.1"]


def test_russian_letters_leave_out_those_that_word_leaves_out() -> None:
    found = read_markers(level(0, "%1)", "russianLower"), *[0] * 31)
    assert "".join(found) == "а)б)в)г)д)е)ж)з)и)к)л)м)н)о)п)р)с)т)у)ф)х)ц)ч)ш)щ)ы)э)ю)я)аа)бб)"


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("decimal", 0, "0"), ("decimalZero", 7, "07"), ("decimalZero", 100, "100"),
        ("lowerLetter", 53, "aaa"), ("upperRoman", 1994, "MCMXCIV"), ("upperRoman", 4000, "4000"),
        ("lowerRoman", 0, "0"),
        ("russianUpper", 10, "К"), ("none", 3, ""), ("bullet", 3, ""), ("decimalEnclosedParen", 3, "(3)"),
        ("decimalEnclosedCircle", 20, "⑳"), ("decimalEnclosedCircle", 21, "21"), ("chicago", 6, "††"),
        ("ordinal", 3, "3-й"), ("ordinalText", 3, "3"), ("aFormatOfTomorrow", 3, "3"), ("001", 3, "003"),
        ("hex", 12, "C"), ("numberInDash", 4, "- 4 -"), ("lowerLetter", 30_000, "30000"),
    ],
)  # fmt: skip
def test_numbers_look_as_their_format_says(form: str, number: int, shown: str) -> None:
    assert number_in(number, form) == shown


def test_a_format_of_its_own_stands_beside_the_one_for_older_programs() -> None:
    alternatives = (
        '<mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    levels = level(0, "%1.").replace('<w:numFmt w:val="decimal"/>', alternatives)
    assert read_markers(levels, 0, 0) == ["001.", "002."]


def test_bullets_are_the_signs_that_their_fonts_show() -> None:
    signs = [
        ("\uf0b7", "Symbol", "•"), ("\uf02d", "Symbol", "–"), ("·", "Symbol", "•"),
        ("\uf0a7", "Wingdings", "▪"), ("§", "Wingdings", "▪"), ("\uf0fc", "Wingdings", "✓"),
        ("\uf0d8", "Wingdings", "➢"), ("o", "Courier New", "o"), ("–", "Times New Roman", "–"),
        ("—", "", "—"), ("-", "", "-"), ("\uf0b7", "", "•"), ("\uf099", "Webdings", "•"),
    ]  # fmt: skip
    numbers = numbering(
        [level(0, sign, "bullet", font=font) for sign, font, _ in signs],
        [(at, "") for at in range(len(signs))],
    )
    body = paragraphs(*((at, 0, "слово") for at in range(1, len(signs) + 1)))
    assert markers(read_docx(make_docx(body, numbers=numbers))) == [shown for _, _, shown in signs]


def test_a_level_that_names_a_bullet_or_nothing_leaves_its_place_empty() -> None:
    levels = level(0, "—", "bullet") + level(1, "%1%2)") + level(2, "%2.%9.%3.")
    assert read_markers(levels, 0, 1, 2) == ["—", "1)", "1..1."]


def test_a_numbering_style_sends_to_the_list_that_has_the_levels() -> None:
    linked = '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="Пункты"/></w:abstractNum>'
    numbers = numbering([LEGAL], [(0, "")]).replace("<w:num ", linked + "<w:num ", 1)
    numbers += '<w:num w:numId="9"><w:abstractNumId w:val="7"/></w:num>'
    styles = (
        '<w:style w:type="numbering" w:styleId="Пункты"><w:name w:val="Пункты"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraphs((1, 0, "слово"), (9, 1, "слово"), (9, 0, "слово"))
    assert markers(read_docx(make_docx(body, numbers=numbers, styles=styles))) == ["1.", "1.1.", "2."]


def test_an_empty_paragraph_has_its_number_and_counts() -> None:
    manuscript = read_docx(
        make_docx(
            paragraphs((1, 0, "слово"), (1, 0, ""), (1, 0, "слово")), numbers=numbering([LEGAL], [(0, "")])
        )
    )
    assert [(part.marker, part.text) for part in flat(manuscript.blocks)] == [
        ("1.", "слово"), ("2.", ""), ("3.", "слово"),
    ]  # fmt: skip


def test_what_is_struck_out_or_hidden_has_no_number() -> None:
    struck = paragraph(
        '<w:del w:id="1" w:author="я"><w:r><w:delText>слово</w:delText></w:r></w:del>',
        1, 0, end='<w:del w:id="2" w:author="я"/>',
    )  # fmt: skip
    hidden = paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>слово</w:t></w:r>", 1, 0, end="<w:vanish/>")
    body = paragraph("первое", 1, 0) + struck + hidden + paragraph("второе", 1, 0)
    assert markers(read_docx(make_docx(body, numbers=numbering([LEGAL], [(0, "")])))) == ["1.", "2."]


def test_a_list_that_does_not_exist_gives_no_numbers() -> None:
    body = paragraphs((77, 0, "слово"), (2, 8, "слово"), (0, 0, "слово"))
    manuscript = read_docx(make_docx(body, numbers=numbering([LEGAL], [(0, ""), (99, "")])))
    assert [part.marker for part in flat(manuscript.blocks)] == ["", "", ""]


def test_a_marker_says_how_deep_it_is() -> None:
    manuscript = read_docx(
        make_docx(paragraphs((1, 0, "а"), (1, 2, "б"), (None, 0, "в")), numbers=numbering([LEGAL], [(0, "")]))
    )
    assert [part.level for part in flat(manuscript.blocks)] == [0, 2, 0]
