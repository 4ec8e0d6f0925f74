"""An editor's first hour: from an empty folder and a Word document to a published site; timed."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.importers.word_documents import level, make_docx, numbering, paragraph, run, start_at
from tests.rim.previewed import preview
from tests.rim.sites import ROOT

NAME = "smolensk-forum-nastavnichestvo-segodnya-2019"
ACT = f"content/resolutions/2019/{NAME}.md"
PAGE = f"/resolutions/{NAME}/"
LONGEST = 120.0  # seconds of everything that is not the editor's own work


class Shell:
    """A command line that knows «svod» and git, and how long each command took."""

    def __init__(self, folder: Path) -> None:
        programs = folder / "programs"
        programs.mkdir()
        svod = programs / "svod"
        svod.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m svod "$@"\n')
        svod.chmod(0o755)
        who = {
            f"GIT_{role}_{what}": "editor" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        path = f"{programs}:{os.environ['PATH']}"
        own = {"PATH": path, "PYTHONPATH": str(ROOT), "GIT_CONFIG_GLOBAL": os.devnull, **who}
        self._environment = {**os.environ, **own}
        self.folder = folder
        self.seconds: dict[str, float] = {}

    def __call__(self, command: str, *, code: int = 0) -> str:
        """Run a command, which must end with ``code``; returns all that it says."""
        with self.timed(command):
            done = subprocess.run(
                ["sh", "-eu", "-c", command],
                check=False,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                cwd=self.folder,
                env=self._environment,
            )
        assert done.returncode == code, done.stdout
        return done.stdout

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[what] = time.perf_counter() - began


def word_document() -> bytes:
    """Return a resolution as an editor has it: its numbers are counted by Word, and one is left out."""
    body = [
        paragraph(run("РЕЗОЛЮЦИЯ", "<w:b/>")),
        paragraph(run("форума «Наставничество сегодня»", "<w:b/>")),
        paragraph("г. Смоленск, 5 мая 2019 года"),
        paragraph("Участники форума решили:"),
        paragraph("Поддержать наставников в школах области и их объединения.", 1, 0),
        paragraph("Вести учёт наставников и делиться лучшим опытом.", 2, 0),
    ]
    numbers = numbering([level(0, "%1.")], [(0, start_at(1)), (0, start_at(3))])
    return make_docx("".join(body), numbers=numbers)


def edit(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def without_todos(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("# TODO")), encoding="utf-8")


def add(file: Path, entry: str) -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write(entry)


@pytest.mark.slow
def test_a_word_document_is_published_within_the_first_hour(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    (tmp_path / "Резолюция форума.docx").write_bytes(word_document())

    shell("svod init arkhiv --title 'Архив союза наставников'")
    archive = shell.folder = tmp_path / "arkhiv"

    said = shell("svod import '../Резолюция форума.docx'")
    assert ACT in said
    assert "номеров, проставленных программой: 2" in said
    assert "3. Вести учёт" in (archive / ACT).read_text(encoding="utf-8")

    said = shell("svod check")
    assert said.count("[todo]") == 2
    assert "[numbering-gap]" in said

    add(archive / "content/organizations.yaml", '- id: soyuz\n  name: "Союз наставников"\n')
    add(archive / "content/topics.yaml", '- id: mentorship\n  name: "Наставничество"\n')
    note = 'notes: [{at: i2, note: "Пункта 2 нет. Так в тексте."}]'
    edit(archive / ACT, ("[unknown]", "[soyuz]"), ("topics: []", f"{note}\ntopics: [mentorship]"))
    without_todos(archive / ACT)

    assert "+notes:" in shell("svod fix --diff", code=1)  # its place is further down
    shell("svod fix --write")
    shell("svod fix --diff")

    with shell.timed("svod serve"), preview(archive) as shown:
        shown.seconds_until(PAGE, lambda page: "Вести учёт" in page)
        edit(archive / ACT, ("[soyuz]", "[soyz]"))
        shown.seconds_until(PAGE, lambda page: "organization-unknown" in page)
        edit(archive / ACT, ("[soyz]", "[soyuz]"))
        shown.seconds_until(PAGE, lambda page: "organization-unknown" not in page)

    shell("git init -q -b main && git add . && git commit -qm 'Добавлена резолюция форума 2019 года'")
    assert shell("git status --short") == ""
    shell("git init -q --bare ../hub.git && git push -q ../hub.git main")

    # What the workflow does after a push, in a clone of what was pushed.
    shell("git clone -q -b main ../hub.git ../runner")
    shell.folder = tmp_path / "runner"
    shell("svod check --format github")
    shell("svod build --base-url https://soyuz.example/")
    page = (tmp_path / f"runner/output{PAGE}index.html").read_text(encoding="utf-8")
    assert '<span class="marker">3.</span>' in page
    assert f"https://soyuz.example{PAGE}" in page

    assert sum(shell.seconds.values()) < LONGEST, shell.seconds
