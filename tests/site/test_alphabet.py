"""The alphabetical index: every term once, signs before letters, names that lead elsewhere."""

from svod.archive.library import build_library
from svod.content.authorities import Addressee, Authorities, Organization
from svod.localization import localization
from svod.site.alphabet import build_alphabet
from tests.archive.libraries import make_act, make_asked

AUTHORITIES = Authorities(
    organizations={
        name: Organization(id=name, name=label)
        for name, label in [
            ("dash", "– Союз –"),
            ("number", "№ 5"),
            ("digit", "1-й съезд"),
            ("letter", "Ёлка"),
            ("latin", "Zoom"),
        ]
    },
    addressees={"schools": Addressee(id="schools", name="Школы", aliases=("Школы", "Школам", "школы"))},
)


def index() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the letters, each with its entries and what they lead to."""
    act = make_act("act", organizations=f"[{', '.join(AUTHORITIES.organizations)}]", topics="[]")
    sections = build_alphabet(
        build_library([act], AUTHORITIES, make_asked([act], AUTHORITIES)), localization("ru")
    )
    return [(section.letter, [(entry.name, entry.see) for entry in section.entries]) for section in sections]


def test_what_begins_with_no_letter_is_in_one_section_and_first() -> None:
    letters = [letter for letter, _ in index()]
    assert letters == ["0–9", "Z", "Е", "Ш"]
    assert {name for name, _ in index()[0][1]} == {"– Союз –", "№ 5", "1-й съезд"}


def test_an_addressee_whose_name_is_also_an_alias_is_listed() -> None:
    assert index()[-1] == ("Ш", [("Школы", "")])
