"""Links to places outlive corrections: anchors come from the structure, not from the wording."""

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svod.content.act import ParsedAct, parse_act
from svod.content.authorities import Authorities
from svod.content.document import Group, Provision, walk
from svod.content.lint import lint_act
from svod.content.sources import Source, read_source
from tests.content.sheets import FRONT, act
from tests.content.test_seeds import FILES, RESOLUTIONS, ROOT

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


# --- the five real acts ---

CORRECTIONS = {
    "000_89b53d9468475f6c": [("наставничества", "наставничиства"), ("молодёжи", "молодежи"), ("–", "—")],
    "001_6e10a7a7b56a80ee": [("3. ", "2. "), ("Трудовая доблесть", "Трудовая Доблесть"), ("  ", " ")],
    "002_58e78a0e4b7974c9": [(".Органам", "Органам"), ("учетом", "учётом"), ("обучающихся", "учеников")],
    "003_dda0438c0d76c4e2": [("На первой площадки", "На первой площадке"), ("собрания", "Собрания")],
    "004_0b85956d9d088341": [
        ("в воспитании детей;", "в воспитании детей,"),
        ("прошел", "прошёл"),
        (r"\_\_\_\_\_", "48"),
    ],
}
METADATA = [
    (r"^title: .*$", 'title: "Иное название"'),
    (r"^topics: .*$", "topics: [youth]"),
    (r"^status: .*$", "status: draft"),
    (r'edtf: "[^"]*"', "edtf: unknown"),
    (r"^notes:\n(?:  .*\n)+", ""),
    (r"^source:\n(?:  .*\n)+", ""),
]
# Words on which the grammar of an act rests (svod/content/phrases.py), and months, by which it knows dates.
_STRUCTURE = re.compile(
    r"(?i)реш|рекоменд|полага|предлага|обраща|приложени|проект|вопрос|следующ|обсу|отме|итог|задач|участник|мы\b"
    r"|заслуш|соответств|таким|постано|езолюци|направлени|адрес|августа|сентября"
)
_WORD = re.compile(r"[а-яё]{6,}")


@cache
def seed_text(seed: str) -> str:
    source = read_source(ROOT, f"{RESOLUTIONS}/{FILES[seed]}.md")
    assert isinstance(source, Source)
    return source.text


def parse(text: str) -> ParsedAct:
    parsed, _ = parse_act(Source(path="content/resolutions/forum.md", text=text))
    assert parsed is not None
    return parsed


def places(text: str) -> list[str]:
    return [node.anchor for node in walk(parse(text).document.blocks)]


@pytest.mark.parametrize(
    ("seed", "old", "new"), [(s, *pair) for s, pairs in CORRECTIONS.items() for pair in pairs]
)
def test_a_correction_of_a_real_act_moves_no_anchor(seed: str, old: str, new: str) -> None:
    text = seed_text(seed)
    front, mark, body = text.rpartition("\n---\n")
    assert places(front + mark + body.replace(old, new)) == places(text)


@pytest.mark.parametrize("seed", FILES)
@pytest.mark.parametrize(("pattern", "new"), METADATA)
def test_a_correction_of_the_metadata_of_a_real_act_moves_no_anchor(
    seed: str, pattern: str, new: str
) -> None:
    text = seed_text(seed)
    assert places(re.sub(pattern, new, text, flags=re.MULTILINE)) == places(text)


@pytest.mark.parametrize("seed", FILES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_typos_anywhere_in_a_real_act_move_no_anchor(seed: str, data: st.DataObject) -> None:
    text = seed_text(seed)
    body = text.rindex("\n---\n")
    words = [word for word in _WORD.finditer(text, body) if not _STRUCTURE.search(word[0])]
    changed = list(text)
    for word in data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=40)):
        changed[data.draw(st.integers(word.start() + 1, word.end() - 1))] = data.draw(
            st.sampled_from("аеёъя")
        )
    assert places("".join(changed)) == places(text)


@pytest.mark.parametrize("seed", FILES)
def test_one_more_provision_at_the_end_of_a_list_moves_none_before_or_after_it(seed: str) -> None:
    text = seed_text(seed)
    before = parse(text)
    lists = [node.provisions for node in before.document.operative if isinstance(node, Group)]
    lists = lists or [before.document.provisions]
    said = {node.anchor: node.text for node in walk(before.document.blocks) if isinstance(node, Provision)}
    for provisions in lists:
        last = provisions[-1]
        marker = re.sub(r"\d+", lambda number: str(int(number[0]) + 1), last.marker)
        lines = text.split("\n")
        lines.insert(last.line, f"{marker} и ещё одно дело.")
        after = parse("\n".join(lines))
        now = {node.anchor: node.text for node in walk(after.document.blocks) if isinstance(node, Provision)}
        added = now.keys() - said.keys()
        assert [now[anchor] for anchor in added] == ["и ещё одно дело."]
        assert {anchor: now[anchor] for anchor in said} == said
        assert set(places(text)) <= set(places("\n".join(lines)))


# --- any act ---

PLAIN = [word for word in _WORD.findall(seed_text("002_58e78a0e4b7974c9")) if not _STRUCTURE.search(word)]
WORDS = st.lists(st.sampled_from(PLAIN), min_size=1, max_size=9).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.data())
def test_anchors_do_not_depend_on_the_words(numbers: list[int], data: st.DataObject) -> None:
    def write(extra: int) -> str:
        """Write an act with new words, and with ``extra`` provisions at its end."""
        parts = ["РЕЗОЛЮЦИЯ", f"Участники {data.draw(WORDS)}.", "Форум рекомендует:"]
        for place, number in enumerate(numbers):
            last = number + (extra if place == len(numbers) - 1 else 0)
            parts.append(f"**{data.draw(WORDS).capitalize()}:**")
            parts += [f"{item}. {data.draw(WORDS)}." for item in range(1, last + 1)]
        return "\n\n".join(parts)

    expected = anchors(write(0))
    assert anchors(write(0)) == expected
    longer = anchors(write(2))
    assert longer[: len(expected)] == expected
    assert len(longer) == len(expected) + 2
