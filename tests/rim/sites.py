"""Makes small sites to break, and runs the command on them: in this process, or as people do."""

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from svod.cli import main

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, str(ROOT / "build.py")]
ACT = "content/resolutions/forum.md"
KEPT = (".svod-spare", ".svod-state")  # what stands beside the output folder between builds
OLD_PAGE = "<p>the old site</p>"

Files = Mapping[str, str | bytes | None]

FIELDS: dict[str, str | None] = {
    "title": '"Резолюция форума"',
    "date": '"2022-08-23"',
    "organizations": "[soiro]",
    "topics": "[youth]",
    "status": "adopted",
}
BODY = """РЕЗОЛЮЦИЯ форума

Участники форума собрались в Смоленске.

Школам:

– поддержать наставников;
– вести учёт.
"""
_PAGE = "<h1>{{ page.head.title }}</h1>\n"
SITE: dict[str, str] = {
    "site_config.yaml": "title: Архив\ndescription: Резолюции\nbase_url: https://svod.example/\n",
    "content/organizations.yaml": "- {id: soiro, name: СОИРО}\n",
    "content/topics.yaml": "- {id: youth, name: Молодёжь}\n",
    "content/addressees.yaml": "- {id: schools, name: Школы, aliases: [Школам]}\n",
    "content/places.yaml": "- {id: RU-SMO, name: Смоленская область}\n",
}
# As small as templates can be: these tests are not about the looks, and compile twenty times faster.
TEMPLATES: dict[str, str] = {
    **{f"templates/layouts/{name}.html": _PAGE for name in ("404", "home", "list", "redirect", "taxonomy")},
    "templates/layouts/term.html": _PAGE,
    "templates/layouts/addressee.html": _PAGE
    + "{% for year in page.years %}{% for act in year.acts %}{{ act.html }}{% endfor %}{% endfor %}"
    + "{{ page.pager.total }} {{ page.pager.pages|length }} {{ page.topics|length }}\n",
    "templates/layouts/article.html": _PAGE + "{{ page.html }}\n",
    "templates/layouts/resolution.html": _PAGE + "<div data-fidelity>{{ page.html }}</div>\n",
    "templates/feeds/atom.xml": "<feed>{{ page.title }}</feed>\n",
    "templates/feeds/sitemap.xml": "<urlset>{{ page.entries | length }}</urlset>\n",
    "templates/feeds/robots.txt": "Sitemap: {{ page.sitemap }}\n",
}


def act(body: str = BODY, **fields: str | None) -> str:
    """Return a content file: a faultless front matter with ``fields`` changed (None: left out)."""
    merged = {**FIELDS, **fields}
    lines = "".join(f"{key}: {value}\n" for key, value in merged.items() if value is not None)
    return f"---\n{lines}---\n{body}"


def write_files(folder: Path, files: Files) -> Path:
    """Write ``files``, those that are not None, under ``folder``, which is returned."""
    for path, text in files.items():
        if text is not None:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return folder


def make_site(folder: Path, files: Files | None = None, *, plain: bool = True) -> Path:
    """Write a faultless site with ``files`` put in or replaced (None: left out); ``folder`` is returned.

    A ``plain`` site has templates of its own that show next to nothing.
    """
    templates = TEMPLATES if plain else {}
    return write_files(folder, {**SITE, **templates, ACT: act(), **(files or {})})


def make_large_site(folder: Path, acts: int, *, plain: bool = True) -> Path:
    """Write a site of generated acts that differ in every field."""
    files = {
        f"content/resolutions/{2000 + number % 20}/act-{number:04}.md": act(
            f"РЕЗОЛЮЦИЯ № {number}\n\nШколам:\n\n"
            + "".join(f"{item}. Поддержать {number + item} наставников.\n" for item in range(1, 9)),
            title=f"Резолюция № {number}",
            date=f"{2000 + number % 20}-{1 + number % 12:02}",
        )
        for number in range(acts)
    }
    return make_site(folder, files, plain=plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended and what it said."""

    code: int
    stdout: str
    stderr: str

    @property
    def heads(self) -> list[str]:
        """The first lines of the diagnostics, with all but «path:line:column» and the code cut out."""
        found = re.findall(r"^(\S.*?): (?:error|warning): .* \[([a-z-]+)\]$", self.stderr, re.MULTILINE)
        return [f"{place} {code}" for place, code in found]


def call(*arguments: str | Path) -> Outcome:
    """Run the command in this process, in English."""
    stdout, stderr = io.BytesIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(io.TextIOWrapper(stdout, "utf-8", write_through=True)) as text,
        contextlib.redirect_stderr(stderr),
    ):
        command, *rest = map(str, arguments)
        code = main([command, "--lang", "en", *rest])
        text.flush()
        text.detach()
    return Outcome(code=code, stdout=stdout.getvalue().decode("utf-8"), stderr=stderr.getvalue())


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``build.py`` as a process; a traceback or a death by a signal fails the test at once."""
    return _run([*PROGRAM, *map(str, arguments)], env={**os.environ, **environment})


def _run(
    command: list[str], *, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        errors="backslashreplace",
        timeout=60,
        check=False,
        cwd=cwd,
        env=env,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 1, 2, 130), (done.returncode, done.stderr)
    return done


def build(site: Path, *arguments: str | Path) -> dict[str, bytes | str | None]:
    """Build a site that must have no errors; returns what is in its output folder."""
    outcome = call("build", "--site", site, *arguments)
    assert outcome.code == 0, outcome.stderr
    return snapshot(site / "output")


def refuse(site: Path, *arguments: str | Path) -> list[str]:
    """Build a site that must be refused and must leave an older one alone; returns the diagnostics."""
    write_files(site, {"output/index.html": OLD_PAGE})
    before = listing(site)
    outcome = call("build", "--site", site, *arguments)
    assert outcome.code == 1, outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert listing(site) == before
    assert (site / "output/index.html").read_text() == OLD_PAGE
    return outcome.heads


def listing(folder: Path) -> list[str]:
    """Return the paths of everything under ``folder``."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def names_in(folder: Path) -> list[str]:
    """Return the names of what stands directly in ``folder``."""
    return sorted(path.name for path in folder.iterdir())


def leftovers(folder: Path) -> list[str]:
    """Return what a build has left in the folder that holds its output folder, and should not have."""
    return [name for name in names_in(folder) if name.startswith(".") and not name.endswith(KEPT)]


def snapshot(folder: Path) -> dict[str, bytes | str | None]:
    """Return everything under ``folder``: payloads of files, targets of links, None for the rest."""
    return {path: _content(folder / path) for path in listing(folder)}


def _content(path: Path) -> bytes | str | None:
    if path.is_symlink():
        return str(path.readlink())
    return path.read_bytes() if path.is_file() else None


def run_unprivileged(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process for which permissions count, even where the tests are run by root."""
    return _run([sys.executable, "-m", "tests.rim.unprivileged", *map(str, arguments)], cwd=ROOT)
