"""The Russian catalogue holds every sentence of the interface, whole, and nothing else."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from svod.localization import localization
from svod.rules import RULES

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "svod/locales/ru.po"
_CALLS = re.compile(r"^MESSAGE_CALLS := (.+)$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{\w+\}|\{\{|\}\}|%\(\w+\)[sd]|<[^<>\s]+>")
_CYRILLIC = re.compile(r"[а-яё]+", re.IGNORECASE)
_EXAMPLE = re.compile(r"“[^“”]*”|«[^«»]*»|так в тексте")
# Straight or English quotes, a hyphen for a dash, three dots for an ellipsis.
_NOT_PRINT = re.compile(r"[\"“”]| - |\.\.\.")
# Common words whose «ё» is lost most easily.
_WITHOUT_YO = re.compile(
    r"\b(?:еще|ее|нее|идет|ведет|найдет|возьмет|остается|берется|дает|учет|прочтен|"
    r"путем|причем|объем|прием|свое)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The messages of the code and the templates, found as ``make messages`` finds them."""
    calls = _CALLS.search((ROOT / "Makefile").read_text(encoding="utf-8"))
    assert calls
    template = tmp_path_factory.mktemp("messages") / "svod.pot"
    command = ["pybabel", "--quiet", "extract", f"--mapping-file={ROOT / 'babel.cfg'}"]
    CommandLineInterface().run(  # type: ignore[no-untyped-call]
        [*command, f"--keywords={calls[1]}", "--omit-header", f"--output-file={template}", str(ROOT)]
    )
    return read_po(io.BytesIO(template.read_bytes()))


@pytest.fixture(scope="module")
def russian() -> Catalog:
    return read_po(io.BytesIO(CATALOGUE.read_bytes()), locale="ru")


def messages(catalogue: Catalog) -> list[Message]:
    """Return the messages of ``catalogue`` without its header."""
    return [message for message in catalogue if message.id]


def keys(catalogue: Catalog) -> set[tuple[str, ...]]:
    """Return singular and plural of each message."""
    return {forms(message.id) for message in messages(catalogue)}


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the forms of a message or a translation, one where it has no plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def test_messages_are_found_in_the_code_and_in_the_templates(extracted: Catalog) -> None:
    found = {message.id for message in messages(extracted) if isinstance(message.id, str)}
    assert {
        "there is no front matter",  # N_("…")
        "undated",  # words.text("…")
        "until {date}",  # self._words.text("…")
    } <= found
    assert any(message.pluralizable for message in messages(extracted))  # words.plural("…", "…", n)


def test_every_message_is_in_the_catalogue_once_make_messages_has_run(
    extracted: Catalog, russian: Catalog
) -> None:
    assert keys(extracted) - keys(russian) == set()


def test_the_catalogue_holds_no_message_that_nothing_says(extracted: Catalog, russian: Catalog) -> None:
    assert keys(russian) - keys(extracted) == set()
    assert not russian.obsolete


def test_every_message_is_translated_and_none_is_fuzzy(russian: Catalog) -> None:
    faulty = [
        message.id
        for message in messages(russian)
        if message.fuzzy or not forms(message.string) or not all(forms(message.string))
    ]
    assert faulty == []


def test_every_plural_has_the_three_russian_forms(russian: Catalog) -> None:
    assert russian.num_plurals == 3
    plurals = [message for message in messages(russian) if message.pluralizable]
    words = localization("ru")
    for message in plurals:
        singular, plural = forms(message.id)
        assert [words.plural(singular, plural, number) for number in (21, 3, 11)] == list(
            forms(message.string)
        )
    assert plurals


def test_placeholders_are_those_of_the_source(russian: Catalog) -> None:
    for message in messages(russian):
        expected = placeholders(forms(message.id)[-1])
        for text in forms(message.string):
            assert placeholders(text) == expected, message.id


def test_every_rule_speaks_russian() -> None:
    words = localization("ru")
    for rule in RULES.values():
        for text in filter(None, (rule.message, rule.hint, rule.near_hint)):
            assert _CYRILLIC.search(words.text(text)), text
            assert words.text(text) != text, text


def test_the_english_holds_russian_only_as_an_example(extracted: Catalog) -> None:
    for message in messages(extracted):
        for text in forms(message.id):
            assert not _CYRILLIC.search(_EXAMPLE.sub("", text)), text


def test_the_russian_is_set_as_print_is(russian: Catalog) -> None:
    for message in messages(russian):
        for text in forms(message.string):
            assert not _NOT_PRINT.search(text.replace("„…“", "")), text
            assert not _WITHOUT_YO.search(text), text


def test_ends_of_sentences_agree_with_the_source(russian: Catalog) -> None:
    for message in messages(russian):
        for text in forms(message.string):
            stops = [words.endswith((".", "?")) for words in (forms(message.id)[-1], text)]
            assert stops[0] == stops[1], message.id


def test_the_file_holds_nothing_that_changes_by_itself() -> None:
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()
    unstable = ("#:", '"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By')
    assert [line for line in lines if line.startswith(unstable)] == []
