"""Benchmark sites: the same arguments give the same bytes, and what comes out is a site without faults."""

import json
from pathlib import Path

from benchmarks.dialect import escaped, provision, tidy
from benchmarks.make_site import main
from svod.content.fidelity import visible_text
from svod.content.markup import MarkdownRenderer
from tests.conftest import publish
from tests.rim.sites import snapshot

# Everything that Markdown would take for its own.
HOSTILE = [
    "< * > - ГД ФС РФ - Государственная Дума",
    "за _ _ _ _ 20 _ _ г., итого __100__ и *сто*",
    "# не заголовок, `не код` и ![не рисунок](x.png)",
    "[^1]: не сноска [1]",
    "> не цитата <b>и не тег</b> &amp; не знак",
    "| не | таблица |",
    "~~~ не блок кода",
    '1. Закон N 95-ФЗ"О партиях" (далее - "Закон")',
    r"C:\путь\*",
]


def corpus(folder: Path) -> Path:
    file = folder / "corpus.jsonl"
    row = {"title": "Закон от 11.07.2001 N 95-ФЗ", "paragraphs": [*HOSTILE, "--------", "Конец: слово."]}
    file.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return file


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        assert main(["20", str(tmp_path / name)]) == 0
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "other")
    main(["20", str(tmp_path / "third"), "--seed", "7"])
    assert snapshot(tmp_path / "third") != snapshot(tmp_path / "one")


def test_a_smaller_site_in_the_same_folder_leaves_nothing_of_the_larger(tmp_path: Path) -> None:
    main(["20", str(tmp_path / "site")])
    main(["3", str(tmp_path / "site")])
    main(["3", str(tmp_path / "new")])
    assert snapshot(tmp_path / "site") == snapshot(tmp_path / "new")


def test_what_comes_out_is_a_site_without_errors(tmp_path: Path) -> None:
    main(["12", str(tmp_path / "site")])
    output = publish(tmp_path / "site", tmp_path / "output")
    assert len(list(output.glob("resolutions/act-*/index.html"))) == 12


def test_every_word_of_a_hostile_text_is_on_the_page(tmp_path: Path) -> None:
    main(["1", str(tmp_path / "site"), "--corpus", str(corpus(tmp_path))])
    output = publish(tmp_path / "site", tmp_path / "output")
    page = output / "resolutions/act-00001/index.html"
    shown = visible_text(page.read_text(encoding="utf-8"))
    for text in map(tidy, HOSTILE):
        assert " ".join(text.split()) in shown


def test_a_paragraph_shows_what_it_says() -> None:
    renderer = MarkdownRenderer("пропуск")
    for text in map(tidy, HOSTILE):
        page = f"<div data-fidelity>{renderer.inline(escaped(text))}</div>"
        assert visible_text(page) == " ".join(text.split())


def test_a_provision_has_a_marker() -> None:
    assert provision("2.1. Создать совет") == "2.1. Создать совет"
    assert provision("создать совет") == "- создать совет"
