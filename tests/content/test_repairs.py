"""Repairs change what they are to change and nothing else; made again, they change nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svod.content.fidelity import reference_text
from svod.content.frontmatter import FrontMatter, split_front_matter
from svod.content.repairs import BY_NAME, REPAIRS, SAFE, repair
from svod.content.sources import Source, read_source
from tests.content.sheets import FRONT
from tests.content.test_seeds import FILES, RESOLUTIONS, ROOT

BODY = "РЕЗОЛЮЦИЯ форума\n\nУчастники обсудили итоги.\n\nРЕШИЛИ:\n\n1. Раз.\n"


def repaired(text: str, *codes: str) -> str:
    return repair(Source(path="a.md", text=text), codes or tuple(SAFE)).text


def front(fields: str) -> str:
    return f"---\n{fields}---\n{BODY}"


def body(text: str) -> str:
    return f"{FRONT}РЕЗОЛЮЦИЯ форума\n\n{text}\n\nРЕШИЛИ:\n\n1. Раз.\n"


def parts(text: str) -> FrontMatter:
    found = split_front_matter(Source(path="a.md", text=text))
    assert isinstance(found, FrontMatter)
    return found


# --- fields


def test_keys_come_into_the_order_of_the_schema_with_their_comments() -> None:
    text = front(
        "# Сверено с оригиналом.\nstatus: adopted\ntopics: [youth]  # одна тема\n# дата из первого абзаца\n"
        "date:\n  edtf: unknown\n  # и это о ней\n  note: нет\ntitle: Резолюция\norganizations: []\n"
    )
    assert repaired(text, "key-order") == front(
        "title: Резолюция\n# дата из первого абзаца\ndate:\n  edtf: unknown\n  # и это о ней\n  note: нет\n"
        "organizations: []\ntopics: [youth]  # одна тема\n# Сверено с оригиналом.\nstatus: adopted\n"
    )


@pytest.mark.parametrize(
    "fields",
    ["{title: Резолюция, date: unknown}\n", "title: Резолюция\ndate: unknown\nstatus: adopted\n", "{}\n"],
)
def test_fields_in_order_or_on_one_line_stay(fields: str) -> None:
    assert repaired(front(fields), "key-order") == front(fields)


def test_a_key_of_no_schema_comes_last() -> None:
    assert repaired(front("titel: А\ndate: unknown\ntitle: Б\n"), "key-order") == front(
        "title: Б\ndate: unknown\ntitel: А\n"
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("title: 2022", 'title: "2022"'),
        ("title: no  # да", 'title: "no"  # да'),
        ("date: 2022-08-23", 'date: "2022-08-23"'),
        ("topics: [on, youth, 012]", 'topics: ["on", youth, "012"]'),
        (
            "event: {kind: forum, participants: 12, name: 12:30}",
            'event: {kind: forum, participants: 12, name: "12:30"}',
        ),
    ],
)
def test_values_that_other_programs_misread_get_quotes(written: str, expected: str) -> None:
    assert repaired(front(f"{written}\n"), "quoting") == front(f"{expected}\n")


@pytest.mark.parametrize(
    "written",
    [
        "title: Резолюция",
        "title: '2022'",
        "date: {edtf: unknown, inferred: true}",
        "title: |\n  2022",
        "title:",
    ],
)
def test_other_values_keep_the_quotes_they_have(written: str) -> None:
    assert repaired(front(f"{written}\n"), "quoting") == front(f"{written}\n")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("17.05.2024", '"2024-05-17"'),
        ("'17.05.2024'  # от руки", '"2024-05-17"  # от руки'),
        ("17 мая 2024 г.", '"2024-05-17"'),
        ("{edtf: 17.05.2024, inferred: true}", '{edtf: "2024-05-17", inferred: true}'),
        ("вчера", "вчера"),
        ("31.02.2024", "31.02.2024"),
    ],
)
def test_a_date_is_written_as_it_is_to_be_where_it_is_clear(written: str, expected: str) -> None:
    text = FRONT.replace("2022-08-23", written) + BODY
    assert repaired(text, "date-invalid") == FRONT.replace("2022-08-23", expected) + BODY


# --- words


@pytest.mark.parametrize(
    ("code", "written", "expected"),
    [
        (
            "glued-bold",
            "Это **раз****два** и **три****четыре**.",
            "Это **раз** **два** и **три** **четыре**.",
        ),
        ("mixed-script", "Фoрум и мнoгиx школ, XХI век.", "Форум и многих школ, XXI век."),
        ("doubled-word", "Собрались по по плану.", "Собрались по плану."),
        ("straight-quotes", 'Форум "Школа" и "Музей".', "Форум «Школа» и «Музей»."),
        ("decision-inline", "РЕШИЛИ: поддержать.", "РЕШИЛИ:\n\nподдержать."),
    ],
)
def test_a_text_is_repaired(code: str, written: str, expected: str) -> None:
    assert repaired(body(written), code) == body(expected)


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("glued-bold", "Это раз****два."),
        ("mixed-script", "SMSками и `фoрум`"),
        ("doubled-word", "Собрались по\nпо плану."),
        ("straight-quotes", 'Форум "Школа и "Музей" тоже.'),
        ("straight-quotes", 'Форум "Школа "Музей"" тоже.'),
        ("straight-quotes", 'Форум <b title="а">"Школа"</b>.'),
    ],
)
def test_where_there_is_no_one_right_answer_nothing_is_done(code: str, written: str) -> None:
    assert repaired(body(written), code) == body(written)


def test_two_lines_of_a_heading_that_were_glued_are_two_lines_again() -> None:
    text = f"{FRONT}**РЕЗОЛЮЦИЯ****областного форума**\n\nУчастники обсудили итоги.\n"
    assert repaired(text) == text.replace("****", "**  \n**").replace("2022-08-23", '"2022-08-23"')


def test_no_word_is_touched_unless_that_is_asked_for() -> None:
    written = 'Фoрум "Школа" по по плану.\n\nРЕШИЛИ: да.'
    assert repaired(body(written)).endswith(body(written)[len(FRONT) :])


@pytest.mark.parametrize(
    "answer", ["notes: [{at: p1, note: так в тексте}]", "silence: [{rule: mixed-script}]"]
)
def test_what_an_editor_has_looked_at_is_left(answer: str) -> None:
    text = body("Фoрум прошёл.").replace("status: adopted\n", f"status: adopted\n{answer}\n")
    assert repaired(text, "mixed-script") == text


@pytest.mark.parametrize(
    "text", ["", "РЕЗОЛЮЦИЯ", "---\ntitle: а: б\n---\n", "---\ntitle: А\n", "---\n- а\n---\nБ"]
)
def test_a_file_that_cannot_be_read_is_left_and_reported(text: str) -> None:
    done = repair(Source(path="a.md", text=text), REPAIRS)
    assert done.text == text
    assert done.faults


# --- properties

KEYS = st.permutations(
    ["title: 2022", "date: 17.05.2024", "organizations: [no, а]", "topics: []", "status: draft"]
)
PIECES = st.lists(
    st.sampled_from(
        [
            "**раз****два**",
            "**РЕЗОЛЮЦИЯ****форума**\n",
            "слово",
            "фoрум",
            "по по",
            '"Школа"',
            "\n\n",
            "1. ",
            "- ",
            "****",
            "РЕШИЛИ: да",
            "[^1]",
            "\n[^1]: сноска\n",
            "`код",
            "| а | б |\n|---|---|\n",
            "\\*",
            "_____",
            " ",
            "# ",
        ]
    ),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(
    keys=KEYS,
    comments=st.lists(st.sampled_from(["", "# слово\n", "\n"]), min_size=5, max_size=5),
    pieces=PIECES,
)
def test_safe_repairs_keep_every_word_and_every_value_and_are_made_once(
    keys: list[str], comments: list[str], pieces: list[str]
) -> None:
    fields = "".join(f"{comment}{key}\n" for comment, key in zip(comments, keys, strict=True))
    text = f"---\n{fields}---\n{''.join(pieces)}\n"
    done = repaired(text)
    before, after = parts(text), parts(done)
    assert reference_text(after.body) == reference_text(before.body)
    assert isinstance(before.yaml.value, dict)
    assert isinstance(after.yaml.value, dict)
    assert after.yaml.value == {**before.yaml.value, "date": "2024-05-17"}
    assert done.count("# слово") == text.count("# слово")
    assert repaired(done) == done


@settings(max_examples=150, deadline=None)
@given(pieces=PIECES)
@pytest.mark.parametrize("code", BY_NAME)
def test_repairs_by_name_are_made_once_and_leave_the_fields(code: str, pieces: list[str]) -> None:
    text = f"{FRONT}{''.join(pieces)}\n"
    done = repaired(text, code)
    assert done.startswith(FRONT)
    assert repaired(done, code) == done


@pytest.mark.parametrize("name", FILES.values())
def test_the_texts_of_the_archive_need_no_repair(name: str) -> None:
    source = read_source(ROOT, f"{RESOLUTIONS}/{name}.md")
    assert isinstance(source, Source)
    for code in REPAIRS.keys() - {"key-order"}:
        assert repaired(source.text, code) == source.text
