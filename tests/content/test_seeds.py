"""The five real resolutions: nothing lost, nothing renumbered, every part where it belongs."""

import re
from pathlib import Path

import pytest

from svod.content.act import ParsedAct, parse_act
from svod.content.blocks import parse_document
from svod.content.document import Document, Role
from svod.content.fidelity import visible_text
from svod.content.frontmatter import FrontMatter, split_front_matter
from svod.content.sources import Source, read_source
from tests.content.sheets import SHEET

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "tests/seeds/raw"
RESOLUTIONS = "content/resolutions"
FILES = {
    "000_89b53d9468475f6c": "undated/trudovaya-doblest-vstrecha-uspeshnye-praktiki",
    "001_6e10a7a7b56a80ee": "undated/trudovaya-doblest-forum-nastavnichestvo",
    "002_58e78a0e4b7974c9": "2022/smolensk-forum-vospitanie-2022",
    "003_dda0438c0d76c4e2": "2016/novosibirsk-plenum-partnerstvo-2016",
    "004_0b85956d9d088341": "2015/smolensk-vebinar-vospitanie-2015",
}
MARKERS = {
    "000_89b53d9468475f6c": ["–", "–", "–", "—", "–", "-", "-", "-", "-", "-"],
    "001_6e10a7a7b56a80ee": ["1.", "3.", "4.", "5.", "6.", "7.", "8.", "9.", "10."],
    "002_58e78a0e4b7974c9": ["-"] * 14,
    "003_dda0438c0d76c4e2": [f"{number}." for number in range(1, 12)],
    "004_0b85956d9d088341": ["-"] * 16,
}
GROUPS = {
    "000_89b53d9468475f6c": [
        ("Членам Всероссийской общественной организации «Трудовая доблесть России»:", 1),
        ("Руководителям региональных и местных отделений:", 9),
    ],
    "001_6e10a7a7b56a80ee": [],
    "002_58e78a0e4b7974c9": [
        ("Департаменту Смоленской области по образованию и науке:", 3),
        (".Органам управления образованием муниципальных районов и городских округов:", 4),
        ("ГАУ ДПО СОИРО:", 1),
        ("Общеобразовательным организациям Смоленской области:", 6),
    ],
    "003_dda0438c0d76c4e2": [],
    "004_0b85956d9d088341": [
        ("федеральных органов государственной власти:", 3),
        ("органов исполнительной власти Смоленской области:", 3),
        ("администраций муниципальных образований Смоленской области:", 3),
        ("ГАУ ДПОС «Смоленский областной институт развития образования»:", 3),
        ("педагогических коллективов муниципальных образовательных организаций:", 4),
    ],
}
SHAPES = {  # blocks of the preamble and of the conclusion
    "000_89b53d9468475f6c": (1, 1),
    "001_6e10a7a7b56a80ee": (1, 1),
    "002_58e78a0e4b7974c9": (0, 0),
    "003_dda0438c0d76c4e2": (6, 0),
    "004_0b85956d9d088341": (9, 0),
}
each_seed = pytest.mark.parametrize("seed", FILES)


def raw(seed: str) -> str:
    return (SEEDS / f"{seed}.txt").read_text(encoding="utf-8")


def front_matter(seed: str) -> FrontMatter:
    source = read_source(ROOT, f"{RESOLUTIONS}/{FILES[seed]}.md")
    assert isinstance(source, Source)
    front = split_front_matter(source)
    assert isinstance(front, FrontMatter)
    return front


def published(seed: str) -> ParsedAct:
    source = read_source(ROOT, f"{RESOLUTIONS}/{FILES[seed]}.md")
    assert isinstance(source, Source)
    act, faults = parse_act(source)
    assert act is not None
    assert faults == []
    return act


def tree(seed: str, form: str) -> Document:
    if form == "published":
        return published(seed).document
    return parse_document(raw(seed))


def words_without_marks(text: str) -> list[str]:
    """Take off the only marks that the seeds have: ``#``, ``**``, an escaped underscore, a hard break."""
    text = text.replace("****", "** **").replace("**", "").replace("\\_", "_")
    return re.sub(r"^#{1,6} ", "", text, flags=re.MULTILINE).split()


def test_the_copies_of_the_seeds_are_these_five() -> None:
    assert sorted(path.stem for path in SEEDS.iterdir()) == sorted(FILES)


@each_seed
def test_the_published_body_is_the_seed_but_for_marks(seed: str) -> None:
    assert words_without_marks(front_matter(seed).body) == words_without_marks(raw(seed))


@each_seed
def test_only_the_glued_heading_was_touched(seed: str) -> None:
    original = raw(seed).replace("**РЕЗОЛЮЦИЯ****областного", "**РЕЗОЛЮЦИЯ**  \n**областного")
    assert front_matter(seed).body.strip("\n") == original.strip("\n")


@each_seed
@pytest.mark.parametrize("form", ["seed", "published"])
class TestTree:
    def test_the_page_shows_every_word_number_and_marker_in_order(self, seed: str, form: str) -> None:
        page = f"<div data-fidelity>{SHEET.render(tree(seed, form))}</div>"
        assert visible_text(page).split() == words_without_marks(raw(seed))

    def test_every_operative_provision_is_found_with_its_printed_marker(self, seed: str, form: str) -> None:
        assert [provision.marker for provision in tree(seed, form).provisions] == MARKERS[seed]

    def test_the_addressees_have_their_own_provisions(self, seed: str, form: str) -> None:
        groups = tree(seed, form).groups
        assert [(group.label, len(group.provisions)) for group in groups] == GROUPS[seed]

    def test_what_was_discussed_and_what_concludes_is_not_operative(self, seed: str, form: str) -> None:
        document = tree(seed, form)
        assert (len(document.preamble), len(document.conclusion)) == SHAPES[seed]
        assert document.attachments == ()

    def test_nothing_becomes_code_a_rule_or_a_numbered_list(self, seed: str, form: str) -> None:
        assert re.findall(r"<(?:pre|hr|ol)\b", SHEET.render(tree(seed, form))) == []


def test_the_five_acts_have_sixty_operative_provisions() -> None:
    assert [len(published(seed).document.provisions) for seed in FILES] == [10, 9, 14, 11, 16]


def test_the_heading_lines_of_an_act_have_their_roles() -> None:
    preface = published("002_58e78a0e4b7974c9").document.preface
    assert [(line.role, line.text) for line in preface] == [
        (Role.TITLE, "РЕЗОЛЮЦИЯ"),
        (Role.TITLE, "форума специалистов в области воспитания"),
        (Role.TITLE, "«Региональная система организации воспитания обучающихся:"),
        (Role.TITLE, "трансформация смыслов»"),
        (Role.PLACE, "г. Смоленск"),
        (Role.DATE, "23 августа 2022 г."),
        (Role.STATUS, "Предложения в проект резолюции"),
    ]


def test_blanks_are_shown_as_printed_and_read_aloud_as_blanks() -> None:
    rendered = SHEET.render(published("004_0b85956d9d088341").document)
    assert rendered.count('role="img"') == 2
    assert rendered.count(">_____<") == 2
    assert 'aria-label="не заполнено"' in rendered


@each_seed
def test_provisions_know_the_line_that_holds_them(seed: str) -> None:
    act = published(seed)
    lines = dict(act.lines())
    assert all(lines[p.line].startswith(f"{p.marker} {p.text}"[:60]) for p in act.document.provisions)
