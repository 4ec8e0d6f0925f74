"""What an import reads off the text of an act, and what it leaves to the editor."""

from pathlib import Path

import pytest

from svod.config import read_config
from svod.content.act import parse_act
from svod.content.authorities import Authorities, Organization, Region, Topic, read_authorities
from svod.content.blocks import parse_document
from svod.content.sources import Source, find_files, read_source
from svod.importers.drafting import Field, draft_front_matter
from svod.importers.meetings import find_attendance, find_meeting, find_name, find_region, find_town
from svod.importers.mentions import find_mentions
from svod.importers.subjects import find_subjects
from svod.localization import localization
from svod.morphology import from_locative

ROOT = Path(__file__).parents[2]
ACTS = find_files(ROOT, "content/resolutions", ".md")[0]
AUTHORITIES = Authorities(
    organizations={"union": Organization(id="union", name="Союз наставников «Опора»", short="«Опора»")},
    topics={"youth": Topic(id="youth", name="Молодёжь")},
    places={"RU-SMO": Region(id="RU-SMO", name="Смоленская область")},
)


def draft(body: str, authorities: Authorities = AUTHORITIES) -> dict[str, Field]:
    fields = draft_front_matter(parse_document(body), authorities, {}, localization("en"))
    return {field.key: field for field in fields}


@pytest.mark.parametrize("path", ACTS)
def test_the_real_acts_give_what_editors_made_of_them_but_for_what_no_program_could_know(path: str) -> None:
    source = read_source(ROOT, path)
    assert isinstance(source, Source)
    act, _ = parse_act(source)
    config, _ = read_config(ROOT)
    assert act
    assert config
    authorities, _ = read_authorities(ROOT)
    fields = draft_front_matter(act.document, authorities, config.topic_words, localization("ru"))
    found = {field.key: field.value for field in fields}
    known = act.resolution
    assert found["title"] == known.title
    assert found["status"] == known.status
    assert found.get("status_printed") == known.status_printed
    topics = found["topics"]
    assert isinstance(topics, list)
    assert sorted(topics) == sorted(known.topics)
    assert topics[0] == known.topics[0]
    event = found["event"]
    assert known.event
    assert event == known.event.model_dump(exclude_unset=True)
    if known.date.edtf != "2025-05/..":  # told by an act of the government that the text does not name
        date = found["date"]
        assert isinstance(date, dict)
        assert (date["edtf"], date.get("printed")) == (known.date.edtf, known.date.printed)
        assert date.get("inferred", False) == known.date.inferred
    if not any(organization.inferred for organization in known.organizations):
        assert found["organizations"] == [{"ref": o.ref, "role": o.role} for o in known.organizations]
    if known.place and not known.place.inferred:
        assert found["place"] == {"name": known.place.name, "region": known.place.region}


def test_what_is_not_found_is_left_to_do() -> None:
    found = draft("1. Поддержать наставников.\n2. Вести учёт.\n")
    todo = {key for key, field in found.items() if field.todo}
    assert todo == {"title", "date", "organizations", "topics", "status"}
    assert found["date"].value == "unknown"


def test_every_guess_names_the_words_that_it_came_from() -> None:
    body = (
        "РЕЗОЛЮЦИЯ\nфорума Союза наставников «Опора»\n\nг. Смоленск, 5 мая 2019 г.\n\nПроект\n\nРЕШИЛИ:\n\n"
    )
    found = draft(body + "1. Привлекать молодёжь.\n")
    assert not any(field.todo for field in found.values())
    reasons = {key: " ".join(field.reasons) for key, field in found.items()}
    assert "форума Союза наставников" in reasons["title"]
    assert "г. Смоленск, 5 мая 2019 г." in reasons["date"]
    assert "Союза наставников «Опора»" in reasons["organizations"]
    assert reasons["topics"] == "youth: молодежь"
    assert "Проект" in reasons["status"]
    assert found["status"].value == "draft"
    assert found["place"].value == {"name": "Смоленск", "region": "RU-SMO"}


@pytest.mark.parametrize(
    "line",
    [
        "12 марта 2018 г.\tг. Смоленск",
        "«12» марта 2018 г.   г. Смоленск",
        "12 марта 2018 года, г. Смоленск",
        "Смоленск, 12 марта 2018 г.",
        "12 марта 2018 г., Смоленск",
    ],
)
def test_a_date_and_a_town_stand_in_one_line_in_any_order(line: str) -> None:
    found = draft(f"РЕЗОЛЮЦИЯ\nсъезда учителей\n\n{line}\n\nРЕШИЛИ:\n\n1. Работать.\n")
    assert found["title"].value == "Резолюция съезда учителей"
    date, place = found["date"].value, found["place"].value
    assert isinstance(date, dict)
    assert (date["edtf"], "inferred" in date) == ("2018-03-12", False)
    assert place == {"name": "Смоленск", "region": "RU-SMO"}
    assert found["event"].value == {"kind": "congress"}


def test_a_name_beside_a_meeting_may_be_that_of_somebody_else() -> None:
    assert find_name("Резолюция", ["Съезд просит ООО «Ромашка» помочь"], []) == ""
    assert find_name("Резолюция", ["Съезд, по докладу фонда «Ромашка», решил"], []) == ""


def test_letters_that_are_printed_apart_are_one_word_in_the_title() -> None:
    assert (
        draft("Р Е З О Л Ю Ц И Я\nсъезда\n\nРЕШИЛИ:\n\n1. Работать.\n")["title"].value == "Резолюция съезда"
    )


def test_a_date_told_by_the_way_is_marked_as_inferred() -> None:
    opening = "Участники собрались 5 мая 2019 года в г. Смоленске."
    found = draft(f"РЕЗОЛЮЦИЯ\nфорума\n\n{opening}\n\nРЕШИЛИ:\n\n1. Работать.\n")
    date, place = found["date"].value, found["place"].value
    assert isinstance(date, dict)
    assert isinstance(place, dict)
    assert (date["edtf"], date["inferred"]) == ("2019-05-05", True)
    assert "5 мая 2019 года" in str(date["note"])
    assert (place["name"], place["inferred"]) == ("Смоленск", True)


def test_a_heading_in_capitals_is_to_be_written_as_a_sentence() -> None:
    found = draft("РЕЗОЛЮЦИЯ ФОРУМА НАСТАВНИКОВ РОССИИ\n\nРЕШИЛИ:\n\n1. Работать.\n")
    assert found["title"].value == "РЕЗОЛЮЦИЯ ФОРУМА НАСТАВНИКОВ РОССИИ"
    assert found["title"].todo


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Резолюция форума", "forum"),
        ("по итогам круглого стола", "round-table"),
        ("XII съезд", "congress"),
        ("Решение совещания директоров", "meeting"),
        ("Участники научно-практической конференции", "conference"),
        ("Союз «Педагогическое собрание» на семинаре", "seminar"),
    ],
)
def test_a_meeting_is_known_in_any_case_and_not_by_names_in_quotation_marks(text: str, kind: str) -> None:
    meeting = find_meeting([text])
    assert meeting
    assert meeting.kind == kind


def test_a_text_may_name_no_meeting() -> None:
    assert find_meeting(["Обращение к школам"]) is None


def test_the_name_of_a_meeting_is_not_that_of_an_organization() -> None:
    title = "Резолюция форума организации «Опора» «Труд и семья»"
    assert find_name(title, [], ["Союз «Опора»"]) == "Труд и семья"
    assert find_name("Резолюция", ["Мы, участники форума «Труд „сегодня“ и завтра», решили"], []) == (
        "Труд „сегодня“ и завтра"
    )
    assert find_name("Резолюция форума «Опора»", [], ["«Опора»"]) == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("приняли участие 562 человека", 562),
        ("В работе приняло участие 1 200 молодых педагогов", 1200),
        ("Форум собрал 75 участников из 12 районов", 75),
        ("приняли участие _____ педагогических работников", None),
    ],
)
def test_participants_are_counted_as_printed(text: str, number: int | None) -> None:
    found = find_attendance([text])
    assert found
    assert found.number == number


def test_other_numbers_are_no_participants() -> None:
    assert find_attendance(["В 2016 году 12 школ приняли участие в конкурсе"]) is None
    assert find_attendance(["Приняли участие более 300 педагогов"]) is None


def test_a_town_gives_its_region_only_where_one_fits() -> None:
    regions = [
        Region(id="RU-NIZ", name="Нижегородская область"),
        Region(id="RU-SMO", name="Смоленская область"),
    ]
    assert find_region("Смоленск", regions) == "RU-SMO"
    assert find_region("Москва", regions) is None
    town = find_town([], ["Форум прошёл в г. Нижнем Новгороде."])
    assert town
    assert (town.name, town.heads) == ("Нижний Новгород", False)


@pytest.mark.parametrize(
    ("printed", "name"),
    [("Москве", "Москва"), ("Великом Новгороде", "Великий Новгород"), ("Ростове-на-Дону", "Ростов-на-Дону")],
)
def test_towns_are_named_in_the_nominative(printed: str, name: str) -> None:
    assert from_locative(printed) == name


def test_the_longest_of_names_within_one_another_counts() -> None:
    entries = [
        Organization(id="parent", name="Общество «Знание»"),
        Organization(id="branch", name="Смоленское отделение общества «Знание»"),
    ]
    (found,) = find_mentions("Резолюция Смоленского отделения общества «Знание», принятая", entries)
    assert (found.id, found.words) == ("branch", "Смоленского отделения общества «Знание»")


def test_a_name_is_no_mention_when_another_word_is_in_it() -> None:
    entries = [Organization(id="parent", name="Союз наставников")]
    assert find_mentions("Союз молодых наставников", entries) == []


def test_topics_are_found_by_lemmas_and_the_title_comes_first() -> None:
    words = {"labour": ["труд"], "teachers": ["молодой специалист", "педагог"], "sport": ["спорт"]}
    found = find_subjects("О труде", "Педагогам, педагогов, молодых специалистов", "спорт", words)
    assert [subject.topic for subject in found] == ["labour", "teachers"]
    assert found[1].words == ("педагогам", "педагогов", "молодых специалистов")


def test_a_word_of_a_topic_is_not_the_verb_that_it_comes_from() -> None:
    words = {"youth": ["учащийся"]}
    assert [subject.topic for subject in find_subjects("", "учащимся", "", words)] == ["youth"]
    assert find_subjects("", "учиться", "", words) == []
