"""Plain texts of any age: told apart by what they say, and shown as they stand."""

from pathlib import Path

import pytest

from svod.content.encodings import NAMES
from svod.content.fidelity import reference_text
from svod.content.frontmatter import FrontMatter, split_front_matter
from svod.content.sources import read_source
from svod.importers.encodings import decode
from svod.importers.manuscript import UnreadableDocumentError
from svod.importers.plain import plain_body
from tests.content.sheets import difference
from tests.content.test_seeds import FILES, RESOLUTIONS, ROOT, SEEDS

WIDE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
NARROW = ["cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic"]
TITLES = [
    "РЕЗОЛЮЦИЯ",
    "Резолюция форума учителей Смоленской области",
    "ПРОЕКТ РЕШЕНИЯ СОВЕТА РЕКТОРОВ ВУЗОВ",
    "г. Смоленск",
    "1. Рекомендовать школам вести летопись.\n2. Учредить премию.\n",
    "Форум «Наставник»",
]


def refused(payload: bytes) -> str:
    with pytest.raises(UnreadableDocumentError) as error:
        decode(payload)
    return error.value.code


@pytest.mark.parametrize("text", TITLES)
@pytest.mark.parametrize("encoding", [*WIDE, *NARROW])
def test_a_few_words_tell_their_encoding(text: str, encoding: str) -> None:
    payload = text.encode(encoding, "replace")
    expected = text if encoding in WIDE else payload.decode(encoding)
    assert decode(payload)[0] == expected


@pytest.mark.parametrize("encoding", NARROW)
def test_the_encoding_is_named_as_editors_know_it(encoding: str) -> None:
    assert decode(TITLES[1].encode(encoding))[1] == NAMES[encoding]


def test_a_text_is_given_on_in_one_form() -> None:
    text = "\ufeffСлучаи\u0438\u0306\r\nфо\u200bрума\rучителей\u0085и\x0bродителей\n"
    assert decode(text.encode())[0] == "Случаий\nфорума\nучителей и родителей\n"


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"", "document-empty"),
        (b"\xef\xbb\xbf \r\n", "document-empty"),
        (b"\0" * 4096, "document-empty"),
        (b"PK\x03\x04" + b"\x14\0" * 50, "document-kind"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "document-kind"),
        (b"{\\rtf1\\ansi\\ansicpg1251 abc}", "document-kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "document-old"),
        ("Резолюция форума учителей".encode() * 9 + b"\xd0", "document-damaged"),
        ("Резолюция форума".encode("utf-16") + b"\x04", "document-damaged"),
        ("Резолюция фо\0рума".encode("cp1251"), "document-damaged"),
        (bytes(range(128, 256)) * 3, "document-damaged"),
    ],
)
def test_bytes_that_are_no_text_are_refused(payload: bytes, code: str) -> None:
    assert refused(payload) == code


def body_of(stem: str) -> str:
    source = read_source(ROOT, f"{RESOLUTIONS}/{FILES[stem]}.md")
    front = split_front_matter(source)  # type: ignore[arg-type]
    assert isinstance(front, FrontMatter)
    return front.body


@pytest.mark.parametrize("encoding", [None, "utf-16", "cp1251"])
@pytest.mark.parametrize("stem", sorted(FILES))
def test_the_real_texts_give_what_stands_in_the_archive(stem: str, encoding: str | None) -> None:
    payload = Path(SEEDS, f"{stem}.txt").read_bytes()
    if encoding:
        payload = payload.decode("utf-8-sig").encode(encoding)
    body = plain_body(decode(payload)[0], markdown=False)
    # What two printed lines were, a converter glued; no program could know.
    assert body == body_of(stem).replace("**  \n**областного", "****областного").lstrip("\n")


PRINTED = """РЕЗОЛЮЦИЯ
<b>не</b> тег & не &amp; и не [ссылка](https://example.org)

# 5 – номер * и ** в сносках, _слово_ и C:\\Temp\\_новое_
> не цитата
| не | таблица |
|----|---------|
~~~
[^1]: не сноска
1. Пункт – «__» ____ 2016 г.
"""


def test_what_a_typist_printed_is_shown_as_it_stands() -> None:
    body = plain_body(PRINTED, markdown=False)
    assert difference(body) is None
    assert reference_text(body).split() == PRINTED.split()
    assert "1. Пункт – «__» ____ 2016 г." in body.split("\n")


def test_a_file_that_says_it_is_markdown_is_left_alone() -> None:
    assert plain_body(f"\n\n{PRINTED}\n\n", markdown=True) == PRINTED


@pytest.mark.parametrize("line", ["**РЕШЕНИЕ**", "### Школам:", "из \\_\\_\\_ школ", "Слово\\*"])
def test_a_text_in_our_markdown_is_known_by_its_marks(line: str) -> None:
    assert plain_body(f"{line}\n1. Вести учёт.", markdown=False) == f"{line}\n1. Вести учёт.\n"


@pytest.mark.parametrize("printed", ["a*b*c", "__init__ и `код`", "<br>", "[текст](адрес)", "5 & 6 &amp; 7"])
def test_a_text_with_other_signs_too_is_not_our_markdown(printed: str) -> None:
    text = f"Съезд **решил**:\n\n1. Писать {printed} так.\n"
    body = plain_body(text, markdown=False)
    assert difference(body) is None
    assert reference_text(body).split() == text.split()


@pytest.mark.parametrize("line", ["# Школам", "* и ** в сносках", "*** 2**3**4", "< ** > слово < ** >"])
def test_signs_that_typists_use_are_not_our_markdown(line: str) -> None:
    assert plain_body(f"{line}\n<i>и</i>", markdown=False).endswith("\n&lt;i>и&lt;/i>\n")
