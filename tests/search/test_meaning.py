"""What a query means: which of a few acts it finds, in which order, and how near the words stand in each.

Both halves are asked, and must agree to the last.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from svod.search.entries import Passage
from tests.search.node import run_script
from tests.search.samples import make_entries, write_index
from tests.search.test_differential import Site, read_index

VERBATIM, IN_ORDER, TOGETHER, WITHIN_2, WITHIN_5 = range(5)
ACTS = {
    "hyphens": "Каждый онлайн-курсы учителя проводит",
    "hyphen": "Каждый онлайн-курс учителя проводит",
    "turned": "Для учителя полезен всякий онлайн-курс",
    "online school": "Онлайн школа открыта",
    "online schools": "Онлайн школы, как и вечерняя школа, открыты",
    "evening school": "Вечерняя школа открыта онлайн",
    "law 273": "Закон 273-ФЗ и закон о контрактной системе",
    "law 44": "Закон 44-ФЗ и закон об образовании",
    "law 44 apart": "Закон 44 ФЗ не назван, а закон 273 назван",
    "date": "Принят 1 февраля 2022 года, вступил в силу 01.02.2022",
    "year": "Принят в феврале 2022 года, вступил в силу 02.01.2022",
    "video": "Прослушан видео курс лекций",
    "course": "Прослушан курс лекций",
    "joined": "Прослушан видеокурс лекций",
    "youth": "О том, что патриотическое воспитание молодёжи важно",
    "all youth": "О том, что патриотическое воспитание всей молодёжи важно",
    "forms": "О том, что в патриотическом воспитании молодёжь важна",
    "youth first": "О том, что молодёжи патриотическое воспитание важно",
    "far": "О том, что патриотическое воспитание важно для всей нашей молодёжи",
    "no youth": "О том, что патриотическое воспитание важно",
}
YOUTH = {"youth": VERBATIM, "youth first": TOGETHER, "all youth": WITHIN_2, "far": WITHIN_5}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    sample = replace(make_entries(1)[0], organizations=(), addressees=())
    entries = [
        replace(sample, id=name, title="", passages=(Passage(anchor="p1", text=text),))
        for name, text in ACTS.items()
    ]
    folder = write_index(entries, tmp_path_factory.mktemp("index"))
    with run_script("ask.js", str(folder)) as client:
        yield Site(read_index(folder), client)


def found(site: Site, query: str) -> dict[str, int]:
    """Return the acts that hold all words, best first, each with how far apart the words stand."""
    answer = site.compare(query)
    names = list(ACTS)
    return {names[document]: spread for document, _, spread in answer["hits"][: answer["full"]]}


@pytest.mark.parametrize(
    ("query", "acts"),
    [
        ("онлайн-курс учителя", {"hyphen": VERBATIM, "hyphens": IN_ORDER, "turned": WITHIN_2}),
        ("онлайн-курсы учителя", {"hyphens": VERBATIM, "hyphen": IN_ORDER, "turned": WITHIN_2}),
        ("онлайн курс", {"hyphen": VERBATIM, "turned": VERBATIM, "hyphens": IN_ORDER}),
        ("онлайнкурс", {"hyphen": VERBATIM, "hyphens": VERBATIM, "turned": VERBATIM}),
        ("273-ФЗ", {"law 273": VERBATIM}),
        ("закон 44-ФЗ", {"law 44": VERBATIM}),
        ("патриотическое воспитание молодёжи", {"forms": IN_ORDER, **YOUTH}),
        ("«патриотическое воспитание» молодёжи", YOUTH),
        ("«патриотическое» «» «воспитание» молодёжи", YOUTH),
        ("молодёжи «патриотическое воспитание»", {**YOUTH, "youth": TOGETHER, "youth first": VERBATIM}),
        (
            "«патриотическое воспитание» для молодёжи",
            {**YOUTH, "youth": TOGETHER, "all youth": VERBATIM},
        ),
        ("«воспитание патриотическое»", {}),
    ],
)
def test_the_nearer_the_words_stand_the_higher_the_act(query: str, acts: dict[str, int], site: Site) -> None:
    ranked = found(site, query)
    assert ranked == acts
    assert list(ranked.values()) == sorted(acts.values())


SCHOOLS = {"online school", "online schools", "evening school"}
LAWS = {"law 273", "law 44", "law 44 apart"}
COURSES = {"video", "course", "joined"}


@pytest.mark.parametrize(
    ("query", "excluded", "kept"),
    [
        ("школа", set(), SCHOOLS),
        ("школа -вечерними", {"evening school", "online schools"}, SCHOOLS),
        ("школа -«онлайн школа»", {"online school"}, SCHOOLS),
        ("школа -«онлайн школы»", {"online schools"}, SCHOOLS),
        ("школа -«школы»", {"online schools"}, SCHOOLS),
        ("школа -«»", set(), SCHOOLS),
        ("закон -44-ФЗ", {"law 44", "law 44 apart"}, LAWS),
        ("закон -273-ФЗ", {"law 273"}, LAWS),
        ("закон -223-ФЗ", set(), LAWS),
        ("закон -273", {"law 273", "law 44 apart"}, LAWS),
        ("принят -01.02.2022", {"date"}, {"date", "year"}),
        ("принят -03.01.2022", set(), {"date", "year"}),
        ("прослушан -видео-курс", {"video", "joined"}, COURSES),
        ("прослушан -аудио-курс", set(), COURSES),
        ("учителя -онлайн-курсами", {"hyphen", "hyphens", "turned"}, {"hyphen", "hyphens", "turned"}),
        ("прослушан -видео,курс", {"video", "course"}, COURSES),
    ],
)
def test_an_exclusion_leaves_out_what_it_names_and_no_more(
    query: str, excluded: set[str], kept: set[str], site: Site
) -> None:
    assert set(found(site, query)) == kept - excluded


@pytest.mark.parametrize("query", ["-школа", "-«онлайн школа»", "-«школа»", "-44-ФЗ", "−видео-курс"])
def test_an_exclusion_alone_finds_nothing_and_says_why(query: str, site: Site) -> None:
    assert site.compare(query)["onlyExcluded"] is True
