"""RTF of Word, of LibreOffice, and of programs that know half of the grammar."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svod.importers.manuscript import Manuscript, Omission, Table, UnreadableDocumentError
from svod.importers.rtf.reader import read_rtf
from tests.importers.manuscripts import outline, words

HEAD = (
    r"{\rtf1\ansi\ansicpg1251\uc1\deff0\deflang1049{\fonttbl{\f0\froman\fcharset204{\*\panose 0202060305}"
    r"Times New Roman{\*\falt Tms Rmn};}{\f1\fswiss\fcharset0 Arial;}{\f2\froman\fcharset2\fprq2 Symbol;}"
    r"{\f3\fnil\fcharset2 Wingdings;}{\f4\froman\fcharset238 Times New Roman CE;}}{\colortbl;\red0;}"
    r"{\stylesheet{\ql \fs24 \snext0 Normal;}{\s1\ql\outlinelevel0 \b\fs28 \sbasedon0 heading 1;}"
    r"{\s5\sbasedon0 Zagolovok;}}{\*\listtable{\list{\listlevel\levelnfc0{\leveltext\'02\'00.;}}}}"
    r"{\info{\title Not in the text}}{\*\generator Some program;}\paperw11906\sectd "
)


def coded(text: str, codec: str = "cp1251") -> str:
    """Return RTF with its Russian letters as bytes of a code page."""
    return "".join(letter if letter.isascii() else f"\\'{letter.encode(codec)[0]:02x}" for letter in text)


def read(text: str) -> Manuscript:
    """Read the body of a document of Word, whose two readings must agree."""
    manuscript = read_rtf((HEAD + coded(text) + "}").encode("ascii"))
    assert words(manuscript) == manuscript.witness.split()
    return manuscript


def outcome(payload: bytes) -> str:
    try:
        read_rtf(payload)
    except UnreadableDocumentError as error:
        return error.code
    return "read"


def test_looks_breaks_and_signs() -> None:
    manuscript = read(
        r"\pard\plain\f0 Рекоменд{\b ова}ть,\~{\i всем} \emdash  H{\sub 2}O, м{\super 2}\line за\-пре\_тить"
        r"\par \pard «слово»\tab \ldblquote и\rdblquote  \{\'97\}\par}"
    )
    assert outline(manuscript) == [
        "Рекоменд**ова**ть,~*всем* — Hsub(2)O, мsup(2)↵запре‑тить",
        "«слово»\t“и” {—}",
    ]


def test_numbers_that_word_had_printed_are_markers() -> None:
    manuscript = read(
        r"{\listtext\pard\plain\f0 1.\tab}\pard\plain \ls1\ilvl0 Принять план\par "
        r"{\listtext\pard\plain\f0 а)\tab}\pard \ls1\ilvl1 раз\par "
        r"\pard\ls2 {\listtext\pard\plain\f2 \'b7\tab}два\par {\listtext\f3 \'a7\tab}три\par "
        r"\pard{\pntext\pard\plain 3.\tab}{\*\pn\pnlvlbody\pndec{\pntxta .}}Четыре\par 5. Пять\par "
    )
    assert outline(manuscript) == [
        "[1.] Принять план",
        ">[а)] раз",
        "[•] два",
        "[▪] три",
        "[3.] Четыре",
        "5. Пять",
    ]


def test_letters_by_number_have_a_stand_in_that_is_left_out() -> None:
    manuscript = read(
        r"\pard \u1087 ?\u1083\'eb\u1072?н \uc2\u1105\'d0\'b8 \uc0\u1078\u1105 {\uc1\u-10179 ?\u-8704 ?}"
        r"{\uc1\f2\u-3913 ?}\par "
    )
    assert outline(manuscript) == ["план ё жё😀•"]


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        (r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0 Arial;}}\f0 ", "cp1251"),
        (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset204 Arial;}}\f0 ", "cp1251"),
        (r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}}\f0 ", "cp1251"),
        (r"{\rtf1\ansi ", "cp1251"),
        (r"{\rtf1\ansi\ansicpg866 ", "cp866"),
        (r"{\rtf1\mac\ansicpg10007 ", "mac_cyrillic"),
        (r"{\rtf1\ansi\ansicpg20866 ", "koi8_r"),
        (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0\cpg1251 Arial;}}\f0 ", "cp1251"),
    ],
)
def test_letters_are_in_the_code_page_of_font_or_document(head: str, codec: str) -> None:
    words = "Резолюция форума учителей"
    assert outline(read_rtf(f"{head}{coded(words, codec)}\\par}}".encode())) == [words]
    raw = head.encode() + words.encode(codec) + b"\\par}"
    assert outline(read_rtf(raw)) == [words]


def test_a_font_of_another_language_has_its_own_letters() -> None:
    assert outline(read(r"\pard школа {\f4 \'b3\'f3d\'9f}\par ")) == ["школа łódź"]


def test_what_is_printed_in_capitals_is_in_capitals() -> None:
    assert outline(read(r"\pard{\caps решили:}\caps0  да\par ")) == ["РЕШИЛИ: да"]


def test_words_with_a_line_through_them_stay_so() -> None:
    assert outline(read(r"\pard{\strike Пункт} \striked1 утратил\striked0  силу\par ")) == [
        "~Пункт утратил~ силу"
    ]


def test_headings_are_known_by_style_and_level() -> None:
    manuscript = read(r"\pard\plain\s1 Раз\par \pard\s5\outlinelevel1 Два\par \pard\s5 Три\par ")
    assert outline(manuscript) == ["# Раз", "## Два", "Три"]


def test_notes_stand_apart_with_their_signs() -> None:
    manuscript = read(
        r"\pard Слово{\super\chftn}{\footnote\pard\plain {\super\chftn} Первая\par и ещё} и"
        r"{\super\chftn}{\*\footnote\ftnalt\pard\plain\chftn  Вторая}.\par "
    )
    assert outline(manuscript) == ["Слово[^1] и[^2]."]
    notes = {label: [part.text for part in parts] for label, parts in manuscript.notes.items()}
    assert notes == {"1": ["Первая", "и ещё"], "2": ["Вторая"]}


def test_links_keep_addresses_that_lead_out() -> None:
    manuscript = read(
        r"\pard {\field{\*\fldinst HYPERLINK "
        r'"https://example.org/a"}{\fldrslt {\ul сайт}}} и '
        r'{\field{\*\fldinst HYPERLINK \\l "x"}{\fldrslt место}}'
        r" от {\field{\*\fldinst DATE}{\fldrslt 5 мая}}\par "
    )
    assert outline(manuscript) == ["<сайт https://example.org/a> и место от 5 мая"]


def test_tables_keep_what_was_merged() -> None:
    manuscript = read(
        r"\pard до\par \trowd\trhdr\cellx100\cellx200\cellx300\pard\intbl За\cell Против\cell Итог\cell\row"
        r"\trowd\clmgf\cellx100\clmrg\cellx200\clvmgf\cellx300\pard\intbl 5\par и 6\cell\cell 7\cell\row"
        r"\trowd\cellx200\clvmrg\cellx300\pard\intbl 8\cell\cell\row\pard после\par "
    )
    assert outline(manuscript) == ["до", "За | Против | Итог || 5/и 6 | 7 || 8", "после"]
    table = manuscript.blocks[1]
    assert isinstance(table, Table)
    assert table.head
    assert [(cell.columns, cell.rows) for row in table.rows[1:] for cell in row] == [(2, 1), (1, 2), (2, 1)]


def test_an_empty_paragraph_parts_two_tables() -> None:
    row = r"\trowd\cellx100\cellx200\pard\intbl а\cell б\cell\row"
    assert outline(read(rf"{row}\pard\par {row}\pard")) == ["а | б", "а | б"]


def test_what_is_not_printed_in_the_text_is_left_out_and_named() -> None:
    manuscript = read(
        r"{\header\pard Шапка {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}{\footerf Низ}\pard Слово{\v скрытое}"
        r"{\deleted вычеркнутое}{\*\annotation заметка}{\*\shppict{\pict\pngblip 89504e47}}"
        r"{\nonshppict{\pict 00}}"
        r"{\object{\*\objdata 0105}{\result{\pict 01}}}{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt Рамка}}}"
        r"{\*\bkmkstart метка}{\xe{\v указатель}}{\*\unknown неизвестно}\par "
    )
    assert outline(manuscript) == ["Слово"]
    assert manuscript.omissions == (
        Omission(what="header", words="Шапка 1"),
        Omission(what="footer", words="Низ"),
        Omission(what="hidden", words="скрытое"),
        Omission(what="deletion", words="вычеркнутое"),
        Omission(what="comment", words="заметка"),
        Omission(what="picture"),
        Omission(what="object"),
        Omission(what="text-box", words="Рамка"),
    )


# --- bad input

WHOLE = (
    HEAD
    + r"\pard\plain{\b \u1056?\'e5}\par{\listtext 1.\tab}\pard x{\footnote y}\trowd\cellx1\intbl z\cell\row}"
).encode()


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"", "document-empty"),
        (b"{\\rtf1\\ansi }", "document-empty"),
        (b"{\\rtf1\\ansi\\ansicpg1251{\\pict 00}\\par}", "document-empty"),
        (WHOLE[:-1], "document-damaged"),
        (b"plain text", "document-damaged"),
        (b"{\\rtf1\\ansi\\ansicpg1251 \\'98\\'98 x}", "document-damaged"),
        (b"PK\x03\x04", "document-kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "document-old"),
    ],
)
def test_bytes_that_are_no_document_are_refused(payload: bytes, code: str) -> None:
    assert outcome(payload) == code


@pytest.mark.parametrize(
    "piece",
    [r"{", r"{}", r"{\*\x", r"\u1087 ?", r"\'ef", r"a\par ", r"\intbl a\cell ", r"{\footnote x}", r"\cellx5",
     r"\trowd\clvmrg\cellx1\intbl\cell\row", r"\b a\b0 ", r"{\field", r"\bin1 ", "\\"],
)  # fmt: skip
def test_no_document_takes_longer_than_its_length_allows(piece: str) -> None:
    started = process_time()
    text = HEAD + "x" + piece * 20_000 + "}" * (1 + 20_000 * (piece.count("{") - piece.count("}")))
    assert outcome(text.encode()) in ("read", "document-damaged")
    assert process_time() - started < 3


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=3), st.integers(0, 40))
def test_no_damage_is_a_traceback(at: int, put: bytes, cut: int) -> None:
    damaged = WHOLE[:at] + put + WHOLE[at + cut :]
    assert outcome(damaged) in ("read", "document-damaged", "document-empty", "document-kind")
