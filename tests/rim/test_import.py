"""``build.py import`` and ``new``, as an editor runs them."""

import os
import pty
import shutil
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from svod.content.act import ParsedAct, parse_act
from svod.content.document import walk
from svod.content.sources import Source, find_files, read_source
from tests.rim.sites import ACT, PROGRAM, ROOT, call, listing, make_site, write_files

SEEDS = sorted((ROOT / "tests/seeds/raw").glob("*.txt"))
TEXT = """РЕЗОЛЮЦИЯ
форума СОИРО «Наставник»

5 мая 2019 года

РЕШИЛИ:

1. Поддержать молодёжь.
3. Вести учёт.
"""
PATH = "content/resolutions/2019/soiro-forum-nastavnik-2019.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one act, with an organization, a topic and an addressee."""
    return make_site(tmp_path / "site")


def put(folder: Path, name: str, payload: bytes | str = TEXT) -> Path:
    return write_files(folder, {name: payload}) / name


def read_act(site: Path, path: str) -> ParsedAct:
    source = read_source(site, path)
    assert isinstance(source, Source)
    act, faults = parse_act(source)
    assert act, faults
    assert not faults
    return act


def test_the_five_real_texts_in_an_old_encoding_become_what_stands_in_the_archive(tmp_path: Path) -> None:
    site = tmp_path / "archive"
    site.mkdir()
    for name in ("site_config.yaml", "content"):
        place = ROOT / name
        shutil.copytree(place, site / name) if place.is_dir() else shutil.copy(place, site / name)
    edited = {path: read_act(site, path) for path in find_files(site, "content/resolutions", ".md")[0]}
    by_source = {act.resolution.source.file: act for act in edited.values() if act.resolution.source}
    shutil.rmtree(site / "content/resolutions")
    for seed in SEEDS:
        put(tmp_path, seed.name, seed.read_text(encoding="utf-8").encode("cp1251"))
    outcome = call("import", "--site", site, *(tmp_path / seed.name for seed in SEEDS))
    assert outcome.code == 0, outcome.stderr
    assert outcome.stdout.count("Every word is the document's") == len(SEEDS)
    imported = [read_act(site, path) for path in find_files(site, "content/resolutions", ".md")[0]]
    for act in imported:
        assert act.resolution.source
        known = by_source.pop(act.resolution.source.file)
        assert act.resolution.title == known.resolution.title
        # An editor parted two lines of a heading that a converter had glued together: nothing below changes.
        assert [(node.anchor, type(node)) for node in walk(act.document.blocks)] == [
            (node.anchor, type(node)) for node in walk(known.document.blocks)
        ]
        assert [(p.marker, p.text) for p in act.document.provisions] == [
            (p.marker, p.text) for p in known.document.provisions
        ]
    assert by_source == {}


def test_a_document_is_kept_beside_its_text_with_its_checksum(site: Path, tmp_path: Path) -> None:
    payload = TEXT.replace("«", '"').replace("»", '"').encode("koi8-r")
    assert (
        call("import", "--site", site, "--accessed", "2026-11-19", put(tmp_path, "a.txt", payload)).code == 0
    )
    origin = read_act(site, PATH).resolution.source
    assert origin
    assert (origin.file, origin.sha256) == ("a.txt", sha256(payload).hexdigest())
    assert str(origin.accessed) == "2026-11-19"
    assert (site / "content/originals/soiro-forum-nastavnik-2019/a.txt").read_bytes() == payload
    assert call("check", "--site", site).code == 0


def test_a_dry_run_shows_and_writes_nothing(site: Path, tmp_path: Path) -> None:
    before = listing(site)
    outcome = call("import", "--site", site, "--dry-run", put(tmp_path, "a.txt"))
    assert outcome.code == 0
    assert outcome.stdout.startswith("---\n# From the heading:")
    assert "3. Вести учёт.\n" in outcome.stdout
    assert f"Would be written: {PATH}" in outcome.stderr
    assert listing(site) == before


def test_a_file_that_is_there_is_written_over_only_by_force(site: Path, tmp_path: Path) -> None:
    document = put(tmp_path, "a.txt")
    assert call("import", "--site", site, document).code == 0
    write_files(site, {PATH: "edited by hand"})
    shown = call("import", "--site", site, "--dry-run", document)
    assert (shown.code, "is there already" in shown.stderr) == (1, True)
    again = call("import", "--site", site, document)
    assert (again.code, "is there already" in again.stderr) == (1, True)
    assert (site / PATH).read_text() == "edited by hand"
    assert call("import", "--site", site, "--force", document).code == 0
    read_act(site, PATH)


def test_one_bad_document_does_not_keep_the_others_out(site: Path, tmp_path: Path) -> None:
    documents = [put(tmp_path, name, payload) for name, payload in [("x.txt", b""), ("a.txt", TEXT.encode())]]
    outcome = call("import", "--site", site, *documents, tmp_path / "none.txt")
    assert outcome.code == 1
    assert (site / PATH).is_file()
    codes = [head.split()[-1] for head in outcome.heads]
    assert codes == ["document-empty", "numbering-gap", "file-unreadable"]


@pytest.mark.parametrize(
    ("name", "payload", "code"),
    [
        ("a.pptx", b"text", "document-kind"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "document-old"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "document-old"),
        ("a.docx", b"PK\x03\x04" + bytes(100), "document-damaged"),
        ("a.txt", b"\n \n", "document-empty"),
        ("a.txt", TEXT.encode() + b"\xff\xfe\xfd\xd0", "document-damaged"),
    ],
)
def test_what_is_no_document_is_refused_and_leaves_nothing(
    site: Path, tmp_path: Path, name: str, payload: bytes, code: str
) -> None:
    before = listing(site)
    outcome = call("import", "--site", site, put(tmp_path, name, payload))
    assert outcome.code == 1
    assert [head.split()[-1] for head in outcome.heads] == [code]
    assert listing(site) == before


def test_a_document_of_two_hundred_megabytes_is_not_read(site: Path, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    outcome = call("import", "--site", site, large)
    assert (outcome.code, [head.split()[-1] for head in outcome.heads]) == (1, ["file-too-large"])


def test_what_cannot_be_written_leaves_no_half(site: Path, tmp_path: Path) -> None:
    write_files(site, {"content/resolutions/2019": "a file where the folder of the year must be"})
    before = listing(site)
    outcome = call("import", "--site", site, put(tmp_path, "a.txt"))
    assert outcome.code == 1
    assert "Traceback" not in outcome.stderr
    assert [path for path in listing(site) if path not in before] == []


def test_a_front_matter_that_was_there_is_kept_as_comments(site: Path, tmp_path: Path) -> None:
    outcome = call("import", "--site", site, put(tmp_path, "a.md", f"---\nlayout: post\n---\n{TEXT}"))
    assert outcome.code == 0, outcome.stderr
    text = (site / PATH).read_text(encoding="utf-8")
    assert text.startswith("---\n# layout: post\n")
    read_act(site, PATH)


def test_the_editor_names_the_act(site: Path, tmp_path: Path) -> None:
    documents = [put(tmp_path, "a.txt"), put(tmp_path, "b.txt")]
    assert call("import", "--site", site, "--id", "moy-forum", documents[0]).code == 0
    assert (site / "content/resolutions/2019/moy-forum.md").is_file()
    assert call("import", "--site", site, "--id", "two", *documents).code == 2
    assert call("import", "--site", site, "--id", "Мой", documents[0]).code == 2


def test_what_is_not_installed_is_named(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    monkeypatch.delitem(sys.modules, "svod.importers.pdf.reader", raising=False)
    outcome = call("import", "--site", site, put(tmp_path, "a.pdf", b"%PDF-1.4 ..."))
    assert (outcome.code, "pip install 'svod[import]'" in outcome.stderr) == (1, True)


def test_a_skeleton_is_written_from_options(site: Path) -> None:
    outcome = call(
        "new", "--site", site, "--title", "Резолюция съезда", "--date", "12 мая 2019 г.", "--topics", "youth"
    )
    assert outcome.code == 0, outcome.stderr
    text = (site / "content/resolutions/2019/syezda-2019.md").read_text(encoding="utf-8")
    assert 'date: "2019-05-12"' in text
    assert "# TODO: Give the organization.\norganizations: [unknown]" in text
    assert call("new", "--site", site, "--title", "Резолюция съезда", "--date", "2019").code == 1


@pytest.mark.parametrize(
    "arguments",
    [["--date", "вчера"], ["--topics", "yuth"], ["--organizations", "?"], ["--status", "принята"]],
)
def test_an_answer_that_is_none_is_wrong_usage(site: Path, arguments: Sequence[str]) -> None:
    before = listing(site)
    assert call("new", "--site", site, "--title", "Резолюция", *arguments).code == 2
    assert listing(site) == before


def test_on_a_terminal_what_is_not_given_is_asked_for_until_it_is_known(site: Path) -> None:
    answers = ["Резолюция слёта", "17.05.2024", "soir", "soiro", "", ""]
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [*PROGRAM, "new", "--site", str(site), "--lang", "ru"])
    said = b""
    for answer in answers:
        while not said.endswith((b": ", b"]: ")):
            said += os.read(terminal, 1024)
        os.write(terminal, f"{answer}\n".encode())
        said += b"\n"
    while chunk := _read(terminal):
        said += chunk
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, said.decode()
    text = (site / "content/resolutions/2024/slyota-2024.md").read_text(encoding="utf-8")
    assert 'date: "2024-05-17"\norganizations: [soiro]\n' in text


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1024)
    except OSError:  # the other side has closed it
        return b""


def test_nobody_is_asked_where_there_is_no_terminal(site: Path) -> None:
    assert call("new", "--site", site).code == 2
    assert (site / ACT).is_file()
