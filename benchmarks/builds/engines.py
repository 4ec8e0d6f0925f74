"""The engines of the comparison: what each needs, how its input is written, which commands build it."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.acts import PlannedAct
from benchmarks.builds import eleventy, hugo, mkdocs, pelican
from benchmarks.builds.acts import WriteAct, WriteSite
from benchmarks.builds.programs import Command, Programs
from benchmarks.built_site import BUILD
from benchmarks.make_site import make_site, render_act
from svod import __version__

SVOD: Final = "svod"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """One engine; ``title`` says where its site has no search.

    ``commands`` gives what is run, one after another, from the programs that it needs; ``output`` is
    the folder, inside that of the site, in which the built site is.
    """

    name: str
    title: str
    needs: tuple[str, ...]
    write_site: WriteSite
    write_act: WriteAct
    commands: Callable[[Mapping[str, Command]], Sequence[Command]]
    output: str

    def find_commands(self, programs: Programs) -> list[Command]:
        """Return the commands that build the site in the working folder, or raise MissingError."""
        return list(self.commands({name: programs.find(name) for name in self.needs}))


def svod_version() -> str:
    """Return the version of this project, with the commit where there is one."""
    git = shutil.which("git")
    if git is None:
        return __version__
    command = [git, "describe", "--always", "--dirty"]
    told = subprocess.run(command, cwd=BUILD.parent, capture_output=True, text=True, check=False).stdout
    return f"{__version__} ({told.strip()})" if told else __version__


def _write_svod(folder: Path, acts: Sequence[PlannedAct]) -> None:
    make_site(folder, acts)


def _write_svod_act(folder: Path, act: PlannedAct) -> None:
    file = folder / f"content/resolutions/{act.date[0]}/{act.id}.md"
    file.write_text(render_act(act), encoding="utf-8")


def _hugo(programs: Mapping[str, Command]) -> list[Command]:
    return [(*programs["hugo"], "--quiet")]


def _hugo_and_pagefind(programs: Mapping[str, Command]) -> list[Command]:
    index = (*programs["pagefind"], "--silent", "--root-selector", "article", "--site", "public")
    return [*_hugo(programs), index]


_ALL: Final = (
    Engine(
        name=SVOD,
        title="Svod",
        needs=(),
        write_site=_write_svod,
        write_act=_write_svod_act,
        commands=lambda _: [
            (sys.executable, str(BUILD), "build", "--site", ".", "--output", "output", "--quiet")
        ],
        output="output",
    ),
    Engine(
        name="hugo",
        title="Hugo, no search",
        needs=("hugo",),
        write_site=hugo.write_site,
        write_act=hugo.write_act,
        commands=_hugo,
        output="public",
    ),
    Engine(
        name="hugo+pagefind",
        title="Hugo + Pagefind",
        needs=("hugo", "pagefind"),
        write_site=hugo.write_site,
        write_act=hugo.write_act,
        commands=_hugo_and_pagefind,
        output="public",
    ),
    Engine(
        name="pelican",
        title="Pelican, no search",
        needs=("pelican",),
        write_site=pelican.write_site,
        write_act=pelican.write_act,
        commands=lambda programs: [(*programs["pelican"], "--quiet", "--settings", "pelicanconf.py")],
        output="output",
    ),
    Engine(
        name="mkdocs",
        title="MkDocs Material",
        needs=("mkdocs",),
        write_site=mkdocs.write_site,
        write_act=mkdocs.write_act,
        commands=lambda programs: [(*programs["mkdocs"], "build", "--quiet")],
        output="site",
    ),
    Engine(
        name="eleventy",
        title="Eleventy, no search",
        needs=("eleventy",),
        write_site=eleventy.write_site,
        write_act=eleventy.write_act,
        commands=lambda programs: [(*programs["eleventy"], "--quiet")],
        output="_site",
    ),
)
ENGINES: Final[Mapping[str, Engine]] = {engine.name: engine for engine in _ALL}
