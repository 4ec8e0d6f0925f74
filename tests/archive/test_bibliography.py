"""Files for programs: strict readers of the three formats, and what they find in the real acts."""

import json
import re

import pytest
from hypothesis import given

from svod.archive.bibliography import bibtex, citation_key, csl_json, ris
from svod.archive.citations import Body, Citation, Stated, cite_place
from svod.content.dates import parse_date
from tests.archive.citations import CITATIONS, body, make_citation, real_citations

NOVOSIBIRSK = "novosibirsk-plenum-partnerstvo-2016"
BRANCH = (
    "Новосибирское региональное отделение Общероссийской общественной организации "
    "«Всероссийское педагогическое собрание»"
)
PLENUM = (
    "Резолюция Пленума Новосибирского регионального отделения Общероссийской общественной организации "
    "«Всероссийское педагогическое собрание» «Партнерство как метод эффективного развития системы "
    "школьного образования»"
)
FORUM = "trudovaya-doblest-forum-nastavnichestvo"
FORUM_NOTE = (
    "Форум «Наставничество, как эффективная форма патриотического воспитания подрастающего поколения». "
    "Дата установлена составителями архива: не ранее мая 2025 г."
)
# The properties of an item in csl-data.json (CSL 1.0.2) that are written here, by their type.
CSL_STRINGS = {
    "title", "event-title", "event-place", "container-title", "section", "status", "language", "note", "URL",
}  # fmt: skip
CSL_NAMES = {"author", "organizer"}
TEX_COMMANDS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~", r"\textasciicircum{}": "^",
    r"\#": "#", r"\$": "$", r"\%": "%", r"\&": "&", r"\_": "_",
}  # fmt: skip


def read_ris(text: str) -> list[tuple[str, str]]:
    """Read one record as the specification has it: two characters, two spaces, a dash, a space; CR LF.

    RIS Format Specifications, «Tag Format» and «Tag Order» (refman.com/support/risformat_fields_02.asp).
    """
    *lines, rest = text.split("\r\n")
    assert rest == ""
    fields = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in lines]
    found = [(field[1], field[2]) for field in fields if field]
    assert len(found) == len(lines)
    assert (found[0][0], found[-1]) == ("TY", ("ER", ""))
    assert [tag for tag, _ in found].count("TY") == 1
    return found[:-1]


def read_bibtex(text: str) -> dict[str, str]:
    """Read one entry, each field on a line of its own; braces balance as BibTeX counts them."""
    first, *lines, last, rest = text.split("\n")
    assert re.fullmatch(r"@misc\{[a-z0-9-]+,", first)
    assert (last, rest) == ("}", "")
    assert is_balanced(text)
    fields = [re.fullmatch(r"  ([a-z]+) = \{(.*)\},", line) for line in lines]
    found = {field[1]: field[2] for field in fields if field}
    assert len(found) == len(lines)
    assert all(is_balanced(value) for value in found.values())
    return found


def is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def untex(text: str) -> str:
    """Return the plain text; fails where a special character stands bare."""
    plain = re.sub(r"\\(?:[a-z]+\{\}|.)", lambda command: TEX_COMMANDS[command[0]], text)
    assert not re.search(r"[#$%&_^~{}]", re.sub(r"\\(?:[a-z]+\{\}|.)", "", text))
    return plain


def read_csl(text: str) -> dict[str, object]:
    """Read one item by the rules of the schema.

    resource.citationstyles.org/schema/latest/input/json/csl-data.json: an array of objects with ``type``
    and ``id``, no property that is not named there.
    """
    (item,) = json.loads(text)
    assert isinstance(item, dict)
    assert item["type"] == "document"
    assert isinstance(item["id"], str)
    assert set(item) <= {"type", "id", "issued"} | CSL_STRINGS | CSL_NAMES
    assert all(isinstance(item[name], str) for name in CSL_STRINGS & set(item))
    for role in CSL_NAMES & set(item):
        assert all(set(name) == {"literal"} and isinstance(name["literal"], str) for name in item[role])
    issued = item.get("issued", {})
    assert set(issued) <= {"date-parts", "circa", "literal"}
    assert isinstance(issued.get("circa", True), bool)
    parts = issued.get("date-parts", [[1]])
    assert 1 <= len(parts) <= 2
    assert all(1 <= len(side) <= 3 and all(isinstance(part, int) for part in side) for side in parts)
    return dict(item)


def test_the_real_act_in_ris() -> None:
    assert ris(real_citations()[NOVOSIBIRSK]) == (
        "TY  - ELEC\r\n"
        f"AU  - {BRANCH}\r\n"
        f"TI  - {PLENUM}\r\n"
        "T2  - Свод: архив резолюций\r\n"
        "PY  - 2016\r\n"
        "DA  - 2016/09/12/\r\n"
        "LA  - ru\r\n"
        "N1  - Место указано предположительно: Новосибирск.\r\n"
        f"UR  - https://svod.example/resolutions/{NOVOSIBIRSK}/\r\n"
        "ER  - \r\n"
    )


def test_the_real_act_in_bibtex() -> None:
    assert bibtex(real_citations()[NOVOSIBIRSK]) == (
        f"@misc{{{NOVOSIBIRSK},\n"
        f"  author = {{{{{BRANCH}}}}},\n"
        f"  title = {{{{{PLENUM}}}}},\n"
        "  howpublished = {Свод: архив резолюций},\n"
        "  date = {2016-09-12},\n"
        "  year = {2016},\n"
        "  note = {Место указано предположительно: Новосибирск.},\n"
        f"  url = {{https://svod.example/resolutions/{NOVOSIBIRSK}/}},\n"
        "  langid = {russian},\n"
        "}\n"
    )


def test_the_real_act_in_csl_json() -> None:
    assert read_csl(csl_json(real_citations()[NOVOSIBIRSK])) == {
        "id": NOVOSIBIRSK,
        "type": "document",
        "title": PLENUM,
        "author": [{"literal": BRANCH}],
        "issued": {"date-parts": [[2016, 9, 12]]},
        "container-title": "Свод: архив резолюций",
        "language": "ru",
        "note": "Место указано предположительно: Новосибирск.",
        "URL": f"https://svod.example/resolutions/{NOVOSIBIRSK}/",
    }


def test_the_real_act_of_which_no_year_is_certain() -> None:
    act = real_citations()[FORUM]
    assert read_ris(ris(act)) == [
        ("TY", "ELEC"),
        ("AU", "«Трудовая доблесть России»"),
        ("TI", act.title),
        ("T2", "Свод: архив резолюций"),
        ("LA", "ru"),
        ("N1", FORUM_NOTE),
        ("UR", act.url),
    ]
    entry = read_bibtex(bibtex(act))
    assert (entry["date"], entry["note"], "year" in entry) == ("2025-05/..", FORUM_NOTE, False)
    assert read_csl(csl_json(act))["issued"] == {"literal": "не ранее мая 2025 г."}


@pytest.mark.parametrize("act", sorted(real_citations()))
def test_no_real_act_has_an_author_whom_an_editor_inferred(act: str) -> None:
    citation = real_citations()[act]
    item = read_csl(csl_json(citation))
    assert ("author" in item) is bool(citation.adopters)
    assert "organizer" not in item
    inferred = [body.name for body in citation.organizers]
    assert all(f"Организатор указан предположительно: {name}." in str(item["note"]) for name in inferred)


@pytest.mark.parametrize(
    ("edtf", "year", "day"),
    [
        ("2022-08-23", "2022", "2022/08/23/"),
        ("2022-08", "2022", "2022/08//"),
        ("2022", "2022", "2022///"),
        ("2016~", "2016", "2016///около"),
        ("2016?", "2016", "2016///предположительно"),
        ("2015/2016-02", "", ""),
        ("2025-05/..", "", ""),
        ("unknown", "", ""),
    ],
)
def test_ris_dates_keep_their_slashes(edtf: str, year: str, day: str) -> None:
    """RIS Format Specifications, «Year and Free Text Fields», whose example is ``1998///Spring``.

    referencemanager.com/support/risformat_tags_03.asp
    """
    found = dict(read_ris(ris(make_citation(date=parse_date(edtf)))))
    assert (found.get("PY", ""), found.get("DA", "")) == (year, day)


@pytest.mark.parametrize(
    ("edtf", "date"),
    [
        ("1850", "1850"), ("1967-02", "1967-02"), ("2009-01-31", "2009-01-31"), ("1997/..", "1997/.."),
        ("../1997", "../1997"), ("1988/1992", "1988/1992"), ("2002-01/2002-02", "2002-01/2002-02"),
        ("199X", "199X"), ("1999-XX", "1999-XX"), ("2004~", "2004~"), ("[1990,1992]", ""), ("unknown", ""),
    ],
)  # fmt: skip
def test_biblatex_dates(edtf: str, date: str) -> None:
    """Dates of the tables in the biblatex manual, «Date and Time Specifications», and two that it lacks.

    github.com/plk/biblatex, doc/latex/biblatex/biblatex.tex
    """
    assert read_bibtex(bibtex(make_citation(date=parse_date(edtf)))).get("date", "") == date


@pytest.mark.parametrize(
    ("edtf", "issued"),
    [
        ("2022-08-23", {"date-parts": [[2022, 8, 23]]}),
        ("2022-08", {"date-parts": [[2022, 8]]}),
        ("2016~", {"date-parts": [[2016]], "circa": True}),
        ("2015/2016-02", {"date-parts": [[2015], [2016, 2]]}),
        ("../2016-03", {"literal": "не позднее марта 2016 г."}),
        ("201X", {"literal": "2010–2019"}),
        ("unknown", None),
    ],
)
def test_csl_dates(edtf: str, issued: object) -> None:
    assert read_csl(csl_json(make_citation(date=parse_date(edtf)))).get("issued") == issued


def test_a_place_has_a_key_a_number_and_an_address_of_its_own() -> None:
    place = cite_place(make_citation(), anchor="a1-i2", number="п. 2.1")
    assert citation_key(place) == "act-a1-i2"
    assert dict(read_ris(ris(place)))["N1"] == "П. 2.1."
    assert read_bibtex(bibtex(place))["note"] == "П. 2.1."
    item = read_csl(csl_json(place))
    assert (item["id"], item["section"]) == ("act-a1-i2", "п. 2.1")
    assert str(item["URL"]).endswith("/act/#a1-i2")


def test_what_has_no_field_stands_in_the_note() -> None:
    citation = make_citation(
        status="проект",
        event="форум «Школа»",
        place=Stated(text="Омск"),
        organizers=(body("Институт"), body("Фонд", inferred=True)),
        adopters=(body("Совет", inferred=True),),
        date=parse_date("2016~"),
    )
    inferred = (
        "Дата: около 2016 г. Принявшая организация указана предположительно: Совет. "
        "Организатор указан предположительно: Фонд."
    )
    note = f"Проект. Форум «Школа». Место: Омск. Организатор: Институт. {inferred}"
    assert dict(read_ris(ris(citation)))["N1"] == note
    assert read_bibtex(bibtex(citation))["note"] == note
    item = read_csl(csl_json(citation))
    assert item["note"] == inferred
    assert (item["status"], item["event-title"], item["event-place"]) == ("проект", "форум «Школа»", "Омск")
    assert item["organizer"] == [{"literal": "Институт"}]


def test_a_name_with_a_comma_is_not_taken_apart() -> None:
    adopters = (Body(name="Союз «Труд, мир»", short="СТМ"), Body(name="А, Б", short="А, Б"))
    citation = make_citation(adopters=adopters)
    assert [value for tag, value in read_ris(ris(citation)) if tag == "AU"] == ["СТМ", "А, Б"]
    assert read_bibtex(bibtex(citation))["author"] == "{Союз «Труд, мир»} and {А, Б}"


@given(CITATIONS)
def test_ris_is_read_back(citation: Citation) -> None:
    found = read_ris(ris(citation))
    assert ("TI", citation.title) in found
    assert [value for tag, value in found if tag == "UR"] == [citation.url] * bool(citation.url)
    assert not any("*" in value for tag, value in found if tag in {"AU", "T2"})
    certain = [adopter for adopter in citation.adopters if not adopter.inferred]
    assert len([tag for tag, _ in found if tag == "AU"]) <= len(certain)


@given(CITATIONS)
def test_bibtex_is_read_back(citation: Citation) -> None:
    found = read_bibtex(bibtex(citation))
    assert untex(found["title"].removeprefix("{").removesuffix("}")) == citation.title
    assert untex(found["howpublished"]) == citation.archive
    assert untex(found.get("note", "")) is not None


@given(CITATIONS)
def test_csl_is_read_back(citation: Citation) -> None:
    item = read_csl(csl_json(citation))
    assert (item["title"], item["id"]) == (citation.title, citation_key(citation))
