"""The finders give a program that starts, or say why there is none."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tools.find_browser import BROWSER
from tools.find_office import OFFICE
from tools.programs import Program, ProgramNotFoundError, find_program, install_program


def make_program(path: Path, exit_code: int) -> Path:
    """Write a program that ends with `exit_code` whatever it is asked."""
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("kind", [BROWSER, OFFICE], ids=["browser", "office"])
def test_the_override_wins(kind: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = make_program(tmp_path / "mine", exit_code=0)
    monkeypatch.setenv(kind.override, str(program))
    assert find_program(kind) == program


@pytest.mark.parametrize("kind", [BROWSER, OFFICE], ids=["browser", "office"])
@pytest.mark.parametrize("search", [find_program, install_program])
def test_a_wrong_override_is_named_not_passed_over(
    search: Callable[[Program], Path], kind: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(kind.override, str(tmp_path / "absent"))
    with pytest.raises(ProgramNotFoundError, match="absent"):
        search(kind)


@pytest.mark.parametrize(
    ("kind", "broken", "good"),
    [(BROWSER, "chromium", "google-chrome"), (OFFICE, "soffice", "libreoffice")],
    ids=["browser", "office"],
)
def test_a_launcher_that_does_not_start_is_passed_over(
    kind: Program, broken: str, good: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_program(tmp_path / broken, exit_code=1)
    program = make_program(tmp_path / good, exit_code=0)
    monkeypatch.delenv(kind.override, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program(kind) == program


def test_what_cannot_be_installed_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(OFFICE.override, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tools.find_office.MACOS_PATH", str(tmp_path / "absent"))
    with pytest.raises(ProgramNotFoundError, match="No LibreOffice was found, and it could not be installed"):
        install_program(OFFICE)


@pytest.mark.browser
def test_the_browser_draws_russian(page: Page) -> None:
    page.set_content("<h1>Свод</h1>")
    assert page.inner_text("h1") == "Свод"
