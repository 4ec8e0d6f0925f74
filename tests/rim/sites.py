"""Makes small sites to break, and runs the real command on them."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from svod.content.sources import MAX_BYTES

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, str(ROOT / "build.py")]
ACT = "content/resolutions/forum.md"

FIELDS: dict[str, str] = {
    "title": '"Резолюция форума"',
    "date": "2022-08-23",
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
SITE: dict[str, str] = {
    "site_config.yaml": "title: Архив\ndescription: Резолюции\nbase_url: https://svod.example/\n",
    "content/organizations.yaml": "- {id: soiro, name: СОИРО}\n",
    "content/topics.yaml": "- {id: youth, name: Молодёжь}\n",
    "content/addressees.yaml": "- {id: schools, name: Школы, aliases: [Школам]}\n",
    "content/places.yaml": "- {id: RU-SMO, name: Смоленская область}\n",
}


def act(body: str = BODY, **fields: str | None) -> str:
    """Return a content file: a faultless front matter with ``fields`` changed (None: left out)."""
    merged = {**FIELDS, **fields}
    lines = "".join(f"{key}: {value}\n" for key, value in merged.items() if value is not None)
    return f"---\n{lines}---\n{body}"


def make_site(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write a faultless site with ``files`` put in or replaced (None: left out); returns ``folder``."""
    for path, text in {**SITE, ACT: act(), **(files or {})}.items():
        if text is not None:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return folder


def make_large_site(folder: Path, acts: int) -> Path:
    """Write a site of generated acts that differ in every field."""
    files: dict[str, str | bytes | None] = {
        f"content/resolutions/{2000 + number % 20}/act-{number:04}.md": act(
            f"РЕЗОЛЮЦИЯ № {number}\n\nШколам:\n\n"
            + "".join(f"{item}. Поддержать {number + item} наставников.\n" for item in range(1, 9)),
            title=f"Резолюция № {number}",
            date=f"{2000 + number % 20}-{1 + number % 12:02}",
        )
        for number in range(acts)
    }
    return make_site(folder, files)


def run(*arguments: str | Path, timeout: float = 60, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``build.py`` with these arguments; a traceback or a death by signal fails the test at once."""
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
        env={**os.environ, **environment},
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 1, 2, 130), (done.returncode, done.stderr)
    return done


def snapshot(folder: Path) -> dict[str, bytes | str | None]:
    """Return everything under ``folder``: payloads of files, targets of links, None for folders."""
    return {
        path.relative_to(folder).as_posix(): _content(path)
        for path in sorted(folder.rglob("*"))
    }


def _content(path: Path) -> bytes | str | None:
    if path.is_symlink():
        return str(path.readlink())
    return path.read_bytes() if path.is_file() else None


__all__ = ["ACT", "BODY", "MAX_BYTES", "PROGRAM", "ROOT", "act", "make_large_site", "make_site", "run", "snapshot"]
