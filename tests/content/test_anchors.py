"""Links to places outlive corrections: anchors come from the structure, not from the wording."""

import pytest

from svod.content.authorities import Authorities
from svod.content.document import walk
from svod.content.lint import lint_act
from tests.content.sheets import FRONT, act

BODY = """РЕЗОЛЮЦИЯ

Участники форума обсудили школы.

Форум рекомендует:

**Министерству:**

1. Создать музеи:
а) школьные;
б) сельские.

Срок – май.

2. Провести уроки.

**Школам:**

– вести работу.

Таким образом, форум закончен.

Приложение

1. Список.
"""
ANCHORS = ["p1", "p2", "a1", "a1-i1", "a1-i1-i1", "a1-i1-i2", "a1-i1-i2-t1", "a1-i2", "a2", "a2-i1"]
ANCHORS += ["c1", "x1", "x1-i1"]


def anchors(body: str, front: str = FRONT) -> list[str]:
    return [node.anchor for node in walk(act(body, front).document.blocks)]


def test_anchors_name_the_place_in_the_structure() -> None:
    assert anchors(BODY) == ANCHORS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("музеи", "музей"),
        ("Министерству", "Министерству образования и науки"),
        ("обсудили школы", "обсудили вопросы развития школ"),
        ("– вести", "— вести"),
        ("2. Провести", "4. Провести"),
        ("**Школам:**", "### Школам"),
        ("– вести работу.", "– вести работу\nс детьми."),
        ("\n\n2.", "\n2."),
        ("РЕЗОЛЮЦИЯ\n", "РЕЗОЛЮЦИЯ\nфорума\n"),
    ],
)
def test_a_correction_of_the_text_moves_no_anchor(old: str, new: str) -> None:
    assert old in BODY
    assert anchors(BODY.replace(old, new)) == ANCHORS


@pytest.mark.parametrize(
    ("old", "new"),
    [("title: Резолюция", "title: Резолюция форума"), ("2022-08-23", "unknown"), ("[soiro]", "[]")],
)
def test_a_correction_of_the_metadata_moves_no_anchor(old: str, new: str) -> None:
    assert anchors(BODY, FRONT.replace(old, new)) == ANCHORS


def test_a_note_silences_the_lint_at_its_anchor() -> None:
    body = "Форум рекомендует:\n\n1. Создать.\n\n3. Провести."
    noted = FRONT.replace("---\n", "---\nnotes: [{at: i2, note: так в тексте}]\n", 1)
    assert [fault.code for fault in lint_act(act(body), Authorities())] == ["numbering-gap"]
    assert lint_act(act(body, noted), Authorities()) == []
