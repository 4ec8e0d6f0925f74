"""Whom printed words mean: names in any case, and nobody else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.content.act import parse_act
from svod.content.addressing import NameIndex, suggest_entry
from svod.content.authorities import Addressee, Authorities, read_authorities
from svod.content.lint import lint_act
from svod.content.marks import bare
from svod.content.sources import Source, find_files, read_source
from svod.content.yamlnodes import parse_yaml
from svod.diagnostics import Diagnostic
from svod.morphology import dictionary
from tests.content.sheets import act

ROOT = Path(__file__).parents[2]
AUTHORITIES = read_authorities(ROOT)[0]
# The names only, in the nominative: what is printed must be found by declension.
NAMED = Authorities(
    addressees={
        key: entry.model_copy(update={"aliases": ()}) for key, entry in AUTHORITIES.addressees.items()
    }
)
NAMES = {  # the words that change with the case, and those that follow them
    "schools": (["школы"], ""),
    "department": (["департамент"], "Смоленской области по образованию и науке"),
    "ministry": (["министерство"], "просвещения Российской Федерации"),
    "bodies": (["муниципальные", "органы"], "управления образованием"),
    "institute": (["областной", "институт"], "развития образования"),
    "administration": (["районная", "администрация"], ""),
    "veterans": (["ветераны"], "труда"),
    "children": (["дети"], ""),
}
INDEX = NameIndex((" ".join([*words, rest]), owner, True) for owner, (words, rest) in NAMES.items())
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")


def decline(words: list[str], case: str, number: str = "") -> str:
    """Return ``words``, which are in the nominative, in another case (and number)."""
    found: list[str] = []
    for word in words:
        own = (
            parse
            for parse in dictionary().parse(word)
            if parse.tag.case == "nomn" and parse.tag.POS in ("NOUN", "ADJF")
        )
        parse = next(own)
        form = parse.inflect({case, number or str(parse.tag.number)})
        found.append(form.word if form else word)
    return " ".join(found)


@pytest.mark.parametrize("path", find_files(ROOT, "content/resolutions", ".md")[0])
def test_the_addressees_of_the_real_acts_are_found_by_declension(path: str) -> None:
    source = read_source(ROOT, path)
    assert isinstance(source, Source)
    parsed, _ = parse_act(source)
    assert parsed
    for group in parsed.document.groups:
        label = bare(group.label)
        expected = AUTHORITIES.find_addressee(label)
        assert expected, label
        if "ВОО" not in label and "СОИРО" not in label:
            assert NAMED.find_addressee(label) == expected, label


@given(
    st.sampled_from(sorted(NAMES)),
    st.sampled_from(CASES),
    st.sampled_from(["{}", "{}:", "Рекомендовать {}:"]),
)
def test_a_name_in_any_case_is_that_name_and_no_other(owner: str, case: str, frame: str) -> None:
    words, rest = NAMES[owner]
    label = frame.format(f"{decline(words, case)} {rest}".strip().capitalize())
    assert INDEX.find(label) == (owner,)


@pytest.mark.parametrize(
    "label",
    [
        "Школе", "Департаментам Смоленской области по образованию и науке", "Школам труда",
        "Департаменту Смоленских областей по образованию и науке",
        "Муниципальным органа управления образованием",
        "Районному администрации", "Ребёнку", "", ":", "МОиН РФ", "Вести учёт:",
        "Муниципальных органам управления образованием",
    ],
)  # fmt: skip
def test_other_words_are_no_case_of_a_name(label: str) -> None:
    assert INDEX.find(label) == ()


def test_words_that_were_copied_in_a_case_are_found_in_another() -> None:
    index = NameIndex([("Советам молодых учёных", "young", False), ("МОиН РФ", "ministry", False)])
    assert index.find("Советов молодых ученых:") == index.find("Советы молодых учёных") == ("young",)
    assert index.find("Совету молодых учёных") == ()
    assert index.find("МОиН РФ:") == ("ministry",)


def test_printed_words_go_before_other_cases() -> None:
    index = NameIndex([("Школы", "all", True), ("Школам", "some", False)])
    assert index.find("Школам:") == ("some",)
    assert index.find("Школ") == ("all", "some")


def lint(label: str, *entries: Addressee) -> list[Diagnostic]:
    authorities = Authorities(addressees={entry.id: entry for entry in entries})
    parsed = act(f"РЕЗОЛЮЦИЯ\n\n**{label}**\n\n– поддержать наставников.\n")
    return [fault for fault in lint_act(parsed, authorities) if fault.code.startswith("addressee")]


def test_several_who_may_be_meant_are_told() -> None:
    names = {"one": "Школы", "two": "Школы"}
    (fault,) = lint("Школам:", *(Addressee(id=key, name=name) for key, name in names.items()))
    assert fault.code == "addressee-ambiguous"
    assert dict(fault.values) == {"label": "Школам", "ids": "one, two"}
    assert not lint("Школам:", Addressee(id="one", name="Школы"))


@pytest.mark.parametrize(
    ("label", "name", "kind"),
    [
        ("Школам", "Школы", "school"),
        ("Департаменту Смоленской области по образованию и науке",
         "Департамент Смоленской области по образованию и науке", "regional"),
        ("Министерству просвещения Российской Федерации", "Министерство просвещения Российской Федерации",
         "federal"),
        ("Муниципальным органам управления образованием", "Муниципальные органы управления образованием",
         "municipal"),
        ("Школам и лицеям", "Школам и лицеям", "school"),
        ("Родителям (законным представителям) детей", "Родителям (законным представителям) детей", "other"),
        ("Школ", "Школ", "school"),
        ("МОиН РФ", "МОиН РФ", "other"),
        ("Рекомендовать школам", "Школы", "school"),
        ("поручить Школам и лицеям", "Школам и лицеям", "school"),
        ("Просить Научно-методическому совету", "Научно-методическому совету", "institute"),
        ("Рекомендовать", "Рекомендовать", "other"),
        ("Членам ВОО «Труд „и“ \"честь\"»", "Члены ВОО «Труд „и“ \"честь\"»", "member"),
    ],
)  # fmt: skip
def test_the_suggested_entry_is_one_and_finds_the_label(label: str, name: str, kind: str) -> None:
    (fault,) = lint(f"{label}:")
    yaml = parse_yaml(Source(path="a.yaml", text=dict(fault.values)["entry"]), dict(fault.values)["entry"])
    assert isinstance(yaml.value, list)
    (value,) = yaml.value
    assert isinstance(value, dict)
    entry = Addressee.model_validate(value)
    assert (entry.name, entry.kind, entry.aliases) == (name, kind, ())
    assert not lint(f"{label}:", entry)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ветеранам:", "Ветеранам"),
        ("**Администрации города:**", "Администрации города"),
        ("Рекомендовать школам и лицеям:", "Рекомендовать школам и лицеям"),
        ("Научно-методическому совету:", "Научно-методическому совету"),
        ("Вести учёт:", ""),
        ("Организовать:", ""),
        ("Цели и задачи:", ""),
        ("По итогам форума:", ""),
        ("В сфере образования:", ""),
        ("Основные направления:", ""),
        ("Ветеранам.", ""),
        ("Музеям:", ""),
        (":", ""),
    ],
)
def test_a_provision_that_leads_to_others_is_told_if_it_looks_like_an_addressee(
    text: str, label: str
) -> None:
    museums = Authorities(addressees={"museums": Addressee(id="museums", name="Музеи")})
    for body in (f"1. {text}\nа) беречь.\n", f"1. Решить:\nа) {text}\n– беречь.\n"):
        found = lint_act(act(f"РЕЗОЛЮЦИЯ\n\nРЕШИЛИ:\n\n{body}"), museums)
        told = [dict(fault.values)["label"] for fault in found if fault.code == "addressee-unknown"]
        assert told == ([label] if label else [])


def test_a_provision_under_an_addressee_is_no_other() -> None:
    parsed = act("РЕЗОЛЮЦИЯ\n\nШколам:\n\n1. Ветеранам:\nа) помогать.\n")
    schools = Authorities(addressees={"schools": Addressee(id="schools", name="Школы")})
    assert not [fault for fault in lint_act(parsed, schools) if fault.code.startswith("addressee")]


def test_the_suggested_id_is_free() -> None:
    assert suggest_entry("Школам", ["shkoly", "shkoly-2"]).startswith("- {id: shkoly-3, ")
    assert suggest_entry("…", []).startswith("- {id: addressee, ")
