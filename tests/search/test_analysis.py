"""Text to terms, in both languages: ``vectors.json`` is run by the build's half and by the client's."""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymorphy3 import MorphAnalyzer

from svod.search.analysis import Chunk, find_chunks
from svod.text import fold_letters
from tests.search.node import Answers, run_script

ROOT = Path(__file__).parents[2]
VECTORS = Path(__file__).parent / "vectors.json"
PECULIAR = [
    "ё Ё е\u0308 Е\u0308 ёлка ЁЛКА Лёвин",
    "за\u0301мок замо\u0301к и\u0306 й",
    "моло\u00adдёжь моло\u200bдёжь слово\u2060слово \ufeffслово",
    "научно-методический социально\u2011экономический учитель–ученик когда—то -слово слово- --",
    "23.08.2022 23.8.22 12.1 12,5 10:30 1/2 2015/2016 2021–2030 1.2.3.4",
    "273-ФЗ № 273-ФЗ №273-ФЗ N 47-ФЗ п.3 ст.15 2010г. 5а 10-й 1-го COVID-19",
    "и/или т.д. т. е. www.example.ru/a?b=c info@example.ru a_b __init__",
    "NASA iPhone Straße ΣΟΦΟΣ İstanbul ǅ ﬁ",
    "ХХI XXI Ⅳ ½ м² ①",
    "東京 العربية हिन्दी ქართული Հայերեն 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🙂",
    "«кавычки» “кавычки” 'апостроф' О'Нил д’Артаньян",
    "а" * 60,
    "а-" * 40 + "а",
    "\u202eобратно\u202c \x00\x1b \ud800 \udfff",
    "",
    " \t\n",
]


def as_list(chunks: Iterator[Chunk]) -> object:
    return [[whole and list(whole), [list(part) for part in parts]] for whole, parts in chunks]


@pytest.fixture(scope="module")
def client() -> Iterator[Answers]:
    with run_script("analyse.js") as answers:
        yield answers


def words_of_acts() -> list[str]:
    """Return the words of the archive, and every third form of those that the dictionary has."""
    texts = sorted(ROOT.glob("content/resolutions/**/*.md"))
    words = {word for path in texts for word in re.findall(r"\S+", path.read_text(encoding="utf-8"))}
    morph = MorphAnalyzer()
    letters = {letters for word in words for letters in re.findall(r"[а-яё]{4,}", fold_letters(word))}
    forms = {form.word for word in letters for form in morph.parse(word)[0].lexeme}
    return sorted(words) + sorted(forms)[::3]


def read_vectors() -> list[tuple[str, object]]:
    return [(text, chunks) for text, chunks in json.loads(VECTORS.read_text(encoding="utf-8"))]


def test_vectors_are_up_to_date(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--rewrite-golden"):
        texts = [*PECULIAR, *words_of_acts()]
        vectors = [(text, as_list(find_chunks(text))) for text in texts]
        rows = [json.dumps([text, chunks], ensure_ascii="\ud800" in text) for text, chunks in vectors]
        VECTORS.write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")
    vectors = read_vectors()
    assert len(vectors) > 4_000
    assert [text for text, _ in vectors[: len(PECULIAR)]] == PECULIAR


def test_the_build_cuts_text_as_the_vectors_say() -> None:
    assert [(text, as_list(find_chunks(text))) for text, _ in read_vectors()] == read_vectors()


def test_the_client_cuts_text_as_the_vectors_say(client: Answers) -> None:
    vectors = read_vectors()
    assert (
        list(zip([text for text, _ in vectors], client.ask_all(t for t, _ in vectors), strict=True))
        == vectors
    )


def terms(text: str) -> list[str]:
    return [token.term for chunk in find_chunks(text) for token in chunk.tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ёлка ЕЛКА", ["елк", "елк"]),
        ("за\u0301мок", ["замок"]),
        ("моло\u00adдёжь", ["молодеж"]),
        ("научно-методический", ["научнометодическ", "научн", "методическ"]),
        ("онлайн\u2011курсы", ["онлайнкурс", "онлайн", "курс"]),
        ("23.08.2022", ["23.08.2022", "23", "08", "2022"]),
        ("№ 273-ФЗ", ["n", "273-фз", "273", "фз"]),
        ("N\xa0273–ФЗ", ["n", "273-фз", "273", "фз"]),
        ("п.3 2010г.", ["п", "3", "2010г", "2010", "г"]),
        ("и/или т.д.", ["и", "ил", "т", "д"]),
        ("ФГОС ДО", ["фгос", "до"]),
        ("«____»", []),
    ],
)
def test_what_is_a_word_and_what_it_is_found_by(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_places_count_words() -> None:
    chunks = list(find_chunks("от 23.08.2022 о научно-методической работе"))
    assert [part.place for chunk in chunks for part in chunk.parts] == list(range(8))
    assert [chunk.whole and chunk.whole.place for chunk in chunks] == [None, 1, None, 5, None]


# Both sides know the characters of Unicode 3.2; of later ones, one may know what the other does not.
KNOWN = st.characters().filter(lambda letter: unicodedata.ucd_3_2_0.category(letter) != "Cn")
LIKELY = st.sampled_from(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАЁЯabcxyz0123456789-–.,:/№ \u0301\u00ad\u0308\xa0«»_'"
)


@given(text=st.text(st.one_of(LIKELY, KNOWN), max_size=60))
@settings(max_examples=1_500, deadline=None)
def test_both_sides_find_the_same_terms_in_any_text(text: str, client: Answers) -> None:
    assert client.ask(text) == as_list(find_chunks(text))


@given(text=st.text(st.one_of(LIKELY, KNOWN), max_size=60))
def test_a_term_is_found_by_itself(text: str) -> None:
    forms = [part.form for chunk in find_chunks(text) for part in chunk.parts]
    assert [part.form for form in forms for chunk in find_chunks(form) for part in chunk.parts] == forms
