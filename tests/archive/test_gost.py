"""Russian references: the standards' own examples, the five real acts, and what is not known of an act."""

from datetime import date

import pytest
from hypothesis import given

from svod.archive.citations import Citation, Stated, cite_act, cite_place
from svod.archive.gost import full_record, short_reference
from svod.content.dates import parse_date
from tests.archive.citations import ARCHIVE, CITATIONS, body, make_citation, real_citations
from tests.archive.libraries import AUTHORITIES, make_resolution

READ = date(2026, 3, 5)
INSTITUTE = (
    "Государственное автономное учреждение дополнительного профессионального образования "
    "«Смоленский областной институт развития образования»"
)
BRANCH = (
    "Новосибирское региональное отделение Общероссийской общественной организации "
    "«Всероссийское педагогическое собрание»"
)
HEROES = (
    "Всероссийская общественная организация Героев, Кавалеров Государственных наград и Лауреатов "
    "Государственных премий «Трудовая доблесть России»"
)
# What stands before «//» in the short reference, and what the full record adds to it.
REAL = {
    "smolensk-vebinar-vospitanie-2015": (
        "Резолюция областного вебинара заместителей директоров по воспитательной работе : "
        "[Смоленская область, 20 августа 2015 г.]",
        f" / [организатор: {INSTITUTE}]",
    ),
    "novosibirsk-plenum-partnerstvo-2016": (
        "Резолюция Пленума Новосибирского регионального отделения Общероссийской общественной организации "
        "«Всероссийское педагогическое собрание» «Партнерство как метод эффективного развития системы "
        f"школьного образования» : [Новосибирск], 12 сентября 2016 г. / {BRANCH}",
        "",
    ),
    "smolensk-forum-vospitanie-2022": (
        "Резолюция форума специалистов в области воспитания «Региональная система организации воспитания "
        "обучающихся: трансформация смыслов» : предложения в проект резолюции : Смоленск, 23 августа 2022 г.",
        f" / [организатор: {INSTITUTE}]",
    ),
    "trudovaya-doblest-forum-nastavnichestvo": (
        "Резолюция форума Всероссийской общественной организации Героев, Кавалеров Государственных наград и "
        "Лауреатов Государственных премий «Трудовая доблесть России» : форум «Наставничество, как "
        "эффективная форма патриотического воспитания подрастающего поколения», [не ранее мая 2025 г.] / "
        f"{HEROES}",
        "",
    ),
    "trudovaya-doblest-vstrecha-uspeshnye-praktiki": (
        "Резолюция по итогам рабочей встречи, подготовленной Всероссийской общественной организацией Героев, "
        "Кавалеров Государственных наград и Лауреатов Государственных премий «Трудовая доблесть России» : "
        "встреча «Опыт работы региональных отделений: успешные практики», [не ранее мая 2025 г.] / "
        f"{HEROES}",
        "",
    ),
}


def short(citation: Citation) -> str:
    return short_reference(citation).on(READ)


def work(citation: Citation) -> str:
    """Return what the full record says before the site."""
    return full_record(citation).source.partition(". – Текст")[0].partition(" – Текст")[0]


def test_the_example_of_7_0_100_is_reproduced() -> None:
    """GOST R 7.0.100-2018, annex A, «Электронные ресурсы» (ifap.ru/library/gost/701002018.pdf).

    As quoted in github.com/shardnessS/normokontrol, tests/bibliography/golden/cases.yaml,
    ``web_page_no_author``.
    """
    page = make_citation(
        title="Порядок присвоения номера ISBN",
        archive="Российская книжная палата",
        published=2018,
        url="http://bookchamber.ru/isbn.html",
    )
    assert full_record(page).on(date(2018, 5, 22)) == (
        "Порядок присвоения номера ISBN. – Текст : электронный // Российская книжная палата : [сайт]. – "
        "2018. – URL: http://bookchamber.ru/isbn.html (дата обращения: 22.05.2018)."
    )


def test_the_official_site_of_7_0_100_differs_only_in_what_the_site_calls_itself() -> None:
    """The same annex, «План мероприятий …»; its site is «официальный сайт» by its own words.

    Quoted at the same place, ``web_page_official_site``.
    """
    page = make_citation(
        title="План мероприятий по повышению эффективности госпрограммы «Доступная среда»",
        archive="Министерство труда и социальной защиты Российской Федерации",
        published=2017,
        url="https://rosmintrud.ru/docs/1281",
    )
    assert full_record(page).on(date(2017, 4, 8)) == (
        "План мероприятий по повышению эффективности госпрограммы «Доступная среда». – Текст : электронный "
        "// Министерство труда и социальной защиты Российской Федерации : официальный сайт. – 2017. – URL: "
        "https://rosmintrud.ru/docs/1281 (дата обращения: 08.04.2017)."
    ).replace("официальный сайт", "[сайт]")


def test_the_example_of_7_0_5_is_reproduced() -> None:
    """GOST R 7.0.5-2008, an example of a document of a site.

    As quoted in github.com/dreikanter/refrep, WordReplace/References/ReferenceUtils.cs, which leaves out
    the space before the colon; the prescribed sign has one on both sides.
    """
    page = make_citation(
        title=(
            "Список документов «Информационно-справочной системы архивной отрасли» (ИССАО) и ее приложения "
            "— «Информационной системы архивистов России» (ИСАР)"
        ),
        archive="Консалтинговая группа «Термика»",
        url="http://www.termika.ru/dou/progr/spisok24.html",
    )
    assert short_reference(page).on(date(2007, 11, 16)) == (
        "Список документов «Информационно-справочной системы архивной отрасли» (ИССАО) и ее приложения — "
        "«Информационной системы архивистов России» (ИСАР) // Консалтинговая группа «Термика» : [сайт]. "
        "URL: http://www.termika.ru/dou/progr/spisok24.html (дата обращения: 16.11.2007)."
    )


def test_each_real_act_is_expected_here() -> None:
    assert set(REAL) == set(real_citations())


@pytest.mark.parametrize("act", REAL)
def test_the_real_acts(act: str) -> None:
    citation, (opening, responsible) = real_citations()[act], REAL[act]
    host = "// Свод: архив резолюций : [сайт]"
    address = f"URL: https://svod.example/resolutions/{act}/ (дата обращения: 05.03.2026)."
    # «г.» and the full stop of the separator share one full stop.
    stop = "" if (opening + responsible).endswith(".") else "."
    assert short_reference(citation).on(READ) == f"{opening} {host}. {address}"
    assert full_record(citation).on(READ) == (
        f"{opening}{responsible}{stop} – Текст : электронный {host}. – {address}"
    )


def test_a_place_is_cited_by_its_printed_number_and_its_address() -> None:
    place = cite_place(make_citation(published=2026), anchor="a1-i2", number="п. 2.1")
    url = "https://svod.example/resolutions/act/#a1-i2"
    host = "// Свод: архив резолюций : [сайт]"
    assert short(place) == f"Резолюция {host}. 2026. П. 2.1. URL: {url} (дата обращения: 05.03.2026)."
    assert full_record(place).on(READ) == (
        f"Резолюция. – Текст : электронный {host}. – 2026. – П. 2.1. – URL: {url} "
        "(дата обращения: 05.03.2026)."
    )


def test_a_place_without_a_printed_number_is_cited_by_its_address() -> None:
    first = cite_place(make_citation(), anchor="a1-i2", number="п. 2.1")
    other = cite_place(first, anchor="a1")
    assert short(other) == short(make_citation()).replace("/act/", "/act/#a1")


@pytest.mark.parametrize(
    ("edtf", "printed"),
    [
        ("2022-08-23", " : 23 августа 2022 г."),
        ("2022-08", " : август 2022 г."),
        ("2022", " : 2022 г."),
        ("2016~", " : около 2016 г."),
        ("2016?", " : предположительно 2016 г."),
        ("2025-05/..", " : не ранее мая 2025 г."),
        ("2015/2016-02", " : 2015 г. — февраль 2016 г."),
        ("unknown", ""),
    ],
)
def test_a_date_says_what_is_known(edtf: str, printed: str) -> None:
    assert short(make_citation(date=parse_date(edtf))).partition(" // ")[0] == f"Резолюция{printed}"


def test_bodies_stand_after_commas_and_inferred_neighbours_share_brackets() -> None:
    adopters = (body("Совет"), body("Союз"), body("Съезд", inferred=True), body("Клуб", inferred=True))
    citation = make_citation(adopters=adopters, organizers=(body("Институт"), body("Фонд")))
    assert work(citation) == "Резолюция / Совет, Союз, [Съезд, Клуб] ; организаторы: Институт, Фонд"
    assert short(citation).startswith("Резолюция / Совет, Союз, [Съезд, Клуб] // ")


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("О воспитании.", "О воспитании"),
        ("Резолюция «О воспитании».", "Резолюция «О воспитании»"),
        ("План до 2030.", "План до 2030"),
        ("План на 2026–2030 гг.", "План на 2026–2030 гг."),
        ("Как быть?..", "Как быть?.."),
        ("Резолюция «О „Ёлке“»", "Резолюция «О „Ёлке“»"),
    ],
)
def test_the_full_stop_of_a_title_is_dropped_and_that_of_an_abbreviation_stays(
    title: str, printed: str
) -> None:
    record = full_record(make_citation(title=title)).source
    stop = "" if printed.endswith(".") else "."
    assert record.startswith(f"{printed}{stop} – Текст : электронный // ")
    assert short(make_citation(title=title)).startswith(f"{printed} // ")


def test_a_citation_is_made_of_the_front_matter() -> None:
    resolution = make_resolution(
        "act",
        date="{edtf: 2016, inferred: true}",
        status="draft",
        organizations="[{ref: ministry}, {ref: elka, inferred: true}, {ref: institute, role: host}]",
        event='{kind: forum, name: "Школа «Ёлка»"}',
        added="2026-02-01",
    )
    citation = cite_act(resolution, AUTHORITIES, archive=ARCHIVE, url="https://svod.example/resolutions/act/")
    assert citation == make_citation(
        title="act",
        adopters=(body("Министерство"), body("«Ёлка»", inferred=True)),
        organizers=(body("Институт"),),
        event="форум «Школа „Ёлка“»",
        date=parse_date("2016"),
        date_inferred=True,
        status="проект",
        published=2026,
    )
    assert work(citation) == (
        "act : проект : форум «Школа „Ёлка“», [2016 г.] / Министерство, [«Ёлка»] ; организатор: Институт"
    )


def test_an_act_without_an_organization_goes_by_its_title() -> None:
    place = Stated(text="Омск", inferred=True)
    assert work(make_citation(place=place)) == "Резолюция : [Омск]"


def test_a_site_without_an_address_is_cited_without_one() -> None:
    act = make_citation(url="")
    place = cite_place(act, anchor="a1-i2", number="п. 2.1")
    assert short(act) == "Резолюция // Свод: архив резолюций : [сайт]."
    assert short(place) == "Резолюция // Свод: архив резолюций : [сайт]. П. 2.1."
    assert full_record(act).on(READ) == "Резолюция. – Текст : электронный // Свод: архив резолюций : [сайт]."


@given(CITATIONS)
def test_the_browser_has_one_hole_to_fill(citation: Citation) -> None:
    for reference in (short_reference(citation), full_record(citation)):
        end = f"URL: {citation.url} (дата обращения: 05.03.2026)." if citation.url else ""
        assert reference.on(READ) == reference.source + end
        assert reference.source.endswith(" " if citation.url else ".")
        assert "\n" not in reference.on(READ)
