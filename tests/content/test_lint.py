"""What lint reports, and above all what it must not report."""

import json

import pytest

from svod.content.act import parse_act
from svod.content.authorities import Authorities, FormerName, Organization
from svod.content.lint import lint_act
from svod.content.sources import Source
from svod.localization import localization
from svod.reporting import FORMATS, format_github, format_gitlab, format_json, format_sarif
from tests.content.sheets import FRONT, act

HEAD = "РЕЗОЛЮЦИЯ форума\n\nУчастники форума обсудили итоги.\n\nРЕШИЛИ:\n\n"
QUIET = {"addressee-unknown", "provisions-missing"}


def front(**fields: str) -> str:
    added = "".join(f"{key}: {value}\n" for key, value in fields.items())
    kept = [line for line in FRONT.split("\n") if line.split(":")[0] not in fields]
    return "\n".join(kept).replace("status: adopted\n", f"status: adopted\n{added}")


def codes(body: str, head: str = FRONT, authorities: Authorities | None = None) -> list[str]:
    found = lint_act(act(body, head), authorities or Authorities())
    return [fault.code for fault in found if fault.code not in QUIET]


def items(*markers: str) -> str:
    return HEAD + "".join(f"{marker} Пункт о работе.\n" for marker in markers)


def paragraph(text: str) -> str:
    return f"РЕЗОЛЮЦИЯ форума\n\n{text}\n\nРЕШИЛИ:\n\n1. Поддержать.\n"


# --- numbers and markers


@pytest.mark.parametrize(
    ("markers", "code"),
    [
        ("1. 2. 2. 3.", "numbering-repeated"),
        ("1) 2) 2)", "numbering-repeated"),
        ("а) б) б)", "numbering-repeated"),
        ("1. 2. 3. 2. 3.", "numbering-back"),
        ("1. 2. 4.", "numbering-gap"),
        ("1. 2) 3.", "mixed-markers"),
        ("1) 2. 3.", "mixed-markers"),
        ("2.1. 2.2)", "mixed-markers"),
    ],
)
def test_a_slip_in_numbers_or_markers_is_reported_once(markers: str, code: str) -> None:
    assert codes(items(*markers.split())) == [code]


@pytest.mark.parametrize(
    "markers",
    [
        "1. 2. 3.",
        "1. 2. 1. 2.",
        "1. 1. 1.",
        "3. 4.",
        "1. 1) 2) 2. 1) 2)",
        "1. а) б) 2. а)",
        "– – –",
        "1.1. 1.2. 2.1. 2.2.",
        "1. 1.1. 1.2. 2.",
        "I. 1. 2. II. 1. 2.",
        "е) ж) з) и)",
        "1) – – 2) –",
        "7.2.2. 7.3.",
        "9.1. 9.1.1. 9.1.2. 9.2.",
    ],
)
def test_lists_that_begin_anew_or_go_deeper_have_no_fault(markers: str) -> None:
    assert codes(items(*markers.split())) == []


def test_a_letter_with_a_full_stop_after_one_with_a_bracket_is_another_marker() -> None:
    assert codes(HEAD + "а) вести учёт;\n\nб. создать музеи.\n") == ["mixed-markers"]


def test_an_initial_after_a_letter_is_no_marker() -> None:
    assert codes(HEAD + "а) вести учёт.\n\nБ. Иванов согласился.\n") == []


# --- words


@pytest.mark.parametrize(
    ("word", "fixed"),
    [
        ("фoрум", "форум"),
        ("cтрана", "страна"),
        ("kонкурс", "конкурс"),
        ("xор", "хор"),
        ("Cмоленск", "Смоленск"),
        ("COVID", None),
        ("СOVID", "COVID"),
        ("XХI", "XXI"),
        ("ХVI", "XVI"),
        ("МBА", "МВА"),
        ("IТ", "IT"),
        ("мнoгиx", "многих"),
    ],
)
def test_a_word_of_two_scripts_is_repaired_into_one(word: str, fixed: str | None) -> None:
    found = lint_act(act(paragraph(f"Участники назвали {word} дважды.")), Authorities())
    assert [dict(fault.values).get("suggestion") for fault in found] == ([fixed] if fixed else [])


@pytest.mark.parametrize("word", ["IT-компания", "SMSками", "web-сайт", "ГОСТ12", "H2O", "`фoрум`", "А4"])
def test_words_of_two_scripts_on_purpose_are_no_fault(word: str) -> None:
    assert codes(paragraph(f"Участники назвали {word} дважды.")) == []


@pytest.mark.parametrize("text", ["обсудили по по просьбе", "обсудили  по\nпо просьбе", "На на форуме"])
def test_a_word_that_stands_twice_is_reported(text: str) -> None:
    assert codes(paragraph(f"{text} учителей.")) == ["doubled-word"]


@pytest.mark.parametrize(
    "text",
    [
        "о том, что что бы ни случилось",
        "чуть чуть больше",
        "чуть-чуть",
        "по, по просьбе",
        "5 5 5",
        "в том же же-ребье",
        "Ли Ли и Го Го",
        "the the",
        "музей\n\nмузей",
        "| да | да |\n|---|---|\n| да | да |",
    ],
)
def test_words_that_may_stand_twice_are_no_fault(text: str) -> None:
    assert codes(paragraph(text)) == []


# --- pairs


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Форум «Наставник прошёл.", 1),
        ("Форум Наставник» прошёл.", 1),
        ("Форум (в школе прошёл.", 1),
        ("Форум в школе) прошёл.", 1),
        ("Форум «Наставник (в школе прошёл.", 2),
        ("Журнал «Наш «Труд» вышел. Форум Наставник» и ещё» прошли.", 1),
    ],
)
def test_a_mark_without_its_pair_is_reported(text: str, number: int) -> None:
    assert codes(paragraph(text)) == ["unpaired-mark"] * number


@pytest.mark.parametrize(
    "text",
    [
        "Форум «Союз «Труд» прошёл.",
        "Форум «Союз „Труд“» (в школе (новой)) прошёл.",
        "Дополнить словами:\n\n«1. Школа.\n\n2. Музей».",
        "Нужно: а) учить; б) лечить; 1) строить; 2.1) чинить.",
        "См. [резолюцию](plenum_(2016).md) и `f(` тоже.",
        "Предложили ответить (смех в зале).",
    ],
)
def test_quotations_over_paragraphs_and_markers_with_brackets_are_no_fault(text: str) -> None:
    assert codes(paragraph(text)) == []


def test_bold_without_its_pair_is_reported_where_it_stands() -> None:
    (fault,) = lint_act(act(paragraph("Участники\nвидели **музей.")), Authorities())
    assert (fault.code, fault.column) == ("bold-unclosed", 8)


@pytest.mark.parametrize("text", ["**Форум\nпрошёл**.", r"\*\*Форум", "**Форум** и **ещё**"])
def test_bold_that_is_closed_or_escaped_is_no_fault(text: str) -> None:
    assert codes(paragraph(text)) == []


# --- blanks


@pytest.mark.parametrize(
    "text",
    [
        r"Пришли \_\_\_\_ человек.",
        "Пришли ___ человек.",
        "Форум «__» мая 20__ г.",
        "Просить подписать соглашение с ______.",
        "Заслушав доклад Иванова И. И. о работе" + " школ, садов и музеев" * 4 + " за ____ год",
    ],
)
def test_a_blank_is_reported_once_for_a_paragraph(text: str) -> None:
    assert codes(paragraph(f"{text} И ещё _____ школ.")) == ["blank-open"]


@pytest.mark.parametrize(
    "text",
    [
        "1. Раз.\n\nПредседатель ____________ И. И. Иванова",
        "1. Раз.\n\n____________ (подпись)",
        "1. Раз.\n\n________________\n",
        "1. Раз.\n\nПриложение\n\nЯ, ____________, даю согласие.",
    ],
)
def test_lines_to_sign_on_and_forms_are_no_blanks(text: str) -> None:
    assert codes(HEAD + text) == []


# --- dates


def dated(line: str) -> str:
    return f"РЕЗОЛЮЦИЯ форума\n\n{line}\n\nУчастники обсудили итоги.\n\nРЕШИЛИ:\n\n1. Раз.\n"


@pytest.mark.parametrize(
    ("edtf", "line"),
    [
        ("2022-08-23", "22 августа 2022 г."),
        ("2022", "23 августа 2021 года"),
        ("2022-08", "23.09.2022"),
        ("unknown", "23 августа 2022 г."),
        ("2025-05/..", "23.04.2025"),
        ("2022-08-23", "г. Смоленск, 22.08.2022"),
    ],
)
def test_a_heading_with_another_date_is_reported(edtf: str, line: str) -> None:
    assert codes(dated(line), front(date=f'"{edtf}"')) == ["date-differs"]


@pytest.mark.parametrize(
    ("date", "line"),
    [
        ("2022-08-23", "23 августа 2022 г."),
        ("2022-08-23", "23.08.2022"),
        ("2022-08-23", "от 23.08.2022 № 5"),
        ("2022", "«23» августа 2022 года"),
        ("2022-08", "22–23 августа 2022 года"),
        ("2025-05/..", "1.06.2025"),
        ("2022-08-22/2022-08-23", "22-23 августа 2022 г."),
        ("2022~", "1 мая 2021 года"),
        ("2022?", "1 мая 2021 г."),
        ("{edtf: 2022, inferred: true}", "1 мая 2021 года"),
        ("2022-08-23", "31.02.2022"),
        ("{edtf: 2022-08-23, printed: 23 августа 2022 г.}", "23  августа\u00a02022 г."),
    ],
)
def test_a_heading_whose_date_may_be_that_of_the_front_matter_is_no_fault(date: str, line: str) -> None:
    assert codes(dated(line), front(date=date)) == []


def test_a_date_in_the_text_is_not_that_of_the_act() -> None:
    assert codes(paragraph("Форум 2021 года прошёл 12.09.2021.")) == []


def test_a_printed_date_must_stand_in_the_text_and_be_the_same() -> None:
    head = front(date="{edtf: 2022-08-23, printed: 24 августа 2022 г.}")
    assert sorted(codes(dated("23 августа 2022 г."), head)) == ["date-differs", "date-not-printed"]


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("17.05.2024", "2024-05-17"),
        ("17 мая 2024 г.", "2024-05-17"),
        ("май 2024", "2024-05"),
        ("вчера", None),
    ],
)
def test_a_date_in_another_form_is_suggested_as_it_is_to_be(given: str, hint: str | None) -> None:
    _, faults = parse_act(Source(path="a.md", text=front(date=given) + "РЕЗОЛЮЦИЯ"))
    (fault,) = faults
    assert (fault.code, dict(fault.values).get("suggestion")) == ("date-invalid", hint)


# --- organizations

SOIRO = Organization(
    id="soiro",
    name="ГАУ ДПО «Смоленский областной институт развития образования»",
    aliases=("ГАУ ДПО СОИРО", "«Трудовая доблесть»"),
    former=(FormerName(name="ГАУ ДПОС «Институт усовершенствования учителей»"),),
)
KNOWN = Authorities(organizations={"soiro": SOIRO})


@pytest.mark.parametrize(
    "name",
    [
        "«Смоленский областной интститут развития образования»",
        "ГАУ ДПО СОРИО",
        "«Трудовая добллесть»",
        "«Смоленский областной институт развитияобразования»",
    ],
)
def test_a_name_with_one_slip_is_reported(name: str) -> None:
    assert codes(paragraph(f"Форум провёл {name}."), authorities=KNOWN) == ["organization-misspelt"]


@pytest.mark.parametrize(
    "name",
    [
        "ГАУ ДПО СОИРО",
        "«Смоленский областной институт развития образования»",
        "«Трудовой доблести»",
        "«Институт усовершенствования учителей»",
        "«Смоленский областной институт развития культуры»",
        "МОИРО",
        "«Трудовая слава»",
        "«СМОЛЕНСКИЙ ОБЛАСТНОЙ ИНСТИТУТ РАЗВИТИЯ ОБРАЗОВАНИЯ»",
    ],
)
def test_names_in_other_cases_and_other_names_are_no_slips(name: str) -> None:
    assert codes(paragraph(f"Форум провёл {name}."), authorities=KNOWN) == []


# --- personal data


@pytest.mark.parametrize(
    "text",
    [
        "телефон +7 (481) 238-21-57",
        "8-910-123-45-67",
        "тел. 38-21-57",
        "тел.: (4812) 38-21-57",
        "8 4812 38 21 57",
        "89101234567",
        "soiro@mail.example",
        r"iv\_an@mail.example",
        "паспорт 66 04 № 123456",
        "паспорт серии 6604 123456",
        "СНИЛС 112-233-445 95",
        "ИНН 500100732259",
        "01.02.1980 г. р.",
        "01.02.1980 года рождения",
        "родился 01.02.1980",
    ],
)
def test_what_is_personal_is_reported(text: str) -> None:
    assert codes(paragraph(f"Обращайтесь: {text}, спасибо.")) == ["personal-data"]


@pytest.mark.parametrize(
    "text",
    [
        "СНИЛС 112-233-445 96",
        "ИНН 500100732258",
        "ИНН 6730002167",
        "ОГРН 1026701449580",
        "8 марта 2022 года",
        "№ 8-123-45/67-89 от 23.08.2022",
        "от 23.08.2022 № 1264-р",
        "2015-2018, 2019-2021",
        "18 000 000 000 рублей",
        "паспорт проекта",
        "[звоните](tel:+74812382157)",
        "[пишите](mailto:soiro@mail.example)",
        "паспорт здоровья 2022",
        "родился 1980-м",
        "01.02.1980 г.",
        "8 1 2 3 4",
        "тел. доверия",
        "счёт 40817810099910004312",
        "28-30 мая 2022",
    ],
)
def test_other_numbers_are_not_personal(text: str) -> None:
    assert codes(paragraph(f"Обращайтесь: {text}, спасибо.")) == []


# --- structure


def test_a_decision_in_the_line_that_announces_it_is_reported() -> None:
    assert codes("РЕЗОЛЮЦИЯ\n\nМы собрались.\n\nРЕШИЛИ: поддержать.\n") == ["decision-inline"]


@pytest.mark.parametrize(
    "line", ["РЕШИЛИ:\n\n1. Раз.", "Тема: решение задач.\n\n1. Раз.", "Решение: это важно?"]
)
def test_other_lines_with_a_colon_are_no_inline_decisions(line: str) -> None:
    expected = ["decision-inline"] if line.startswith("Решение:") else []
    assert codes(f"РЕЗОЛЮЦИЯ\n\nМы собрались.\n\n{line}\n") == expected


def test_a_table_above_the_title_is_reported() -> None:
    assert codes("| а | б |\n|---|---|\n| 1 | 2 |\n\nРЕЗОЛЮЦИЯ\n\nРЕШИЛИ:\n\n1. Раз.\n") == [
        "heading-missing"
    ]


def test_a_footnote_of_two_paragraphs_is_reported_and_one_of_two_lines_is_not() -> None:
    note = paragraph("Форум[^1] прошёл.") + "\n[^1]: По данным союза.\n"
    assert codes(f"{note}\n    Без гостей.\n") == ["footnote-cut"]
    assert codes(f"{note}    Без гостей.\n") == []


# --- silences


def test_a_silence_answers_one_rule_at_one_place() -> None:
    body = paragraph('Форум "Школа" прошёл по по плану.')
    assert codes(body, front(silence="[{rule: doubled-word, at: p1}]")) == ["straight-quotes"]
    assert codes(body, front(silence="[{rule: doubled-word, at: i1}]")) == [
        "doubled-word", "straight-quotes", "silence-unneeded",
    ]  # fmt: skip


def test_a_silence_without_a_place_answers_a_rule_in_the_whole_act() -> None:
    body = paragraph('Форум "Школа".\n\nФорум "Музей".')
    assert codes(body, front(silence="[{rule: straight-quotes}]")) == []


def test_the_heading_is_a_place_of_its_own() -> None:
    body = dated("22 августа 2022 г.")
    assert codes(body, front(silence="[{rule: date-differs, at: heading}]")) == []


def test_a_silence_of_no_rule_is_an_error_and_one_of_nothing_a_warning() -> None:
    head = front(silence="[{rule: doubled-words}, {rule: duplicate-probable}, {rule: html-removed}]")
    found = lint_act(act(paragraph("Форум прошёл."), head), Authorities())
    assert [(fault.code, dict(fault.values).get("suggestion")) for fault in found] == [
        ("silence-unknown", "doubled-word"), ("silence-unknown", None), ("silence-unneeded", None),
    ]  # fmt: skip
    assert [fault.line for fault in found] == [7, 7, 7]


def test_new_codes_come_through_in_every_format() -> None:
    assert FORMATS == ("text", "json", "github", "sarif", "gitlab")
    found = lint_act(act(paragraph("Телефон: +7 (481) 238-21-57.")), Authorities())
    words = localization("ru")
    (row,) = json.loads(format_json(found, words))
    assert (row["code"], row["severity"]) == ("personal-data", "warning")
    assert "в тексте есть номер телефона: +7 (481) 238-21-57" in row["message"]
    assert "title=personal-data::" in format_github(found, words)
    (run,) = json.loads(format_sarif(found, words))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["personal-data"]
    (issue,) = json.loads(format_gitlab(found, words))
    assert issue["check_name"] == "personal-data"
