"""The finder gives a browser that starts, or says why there is none."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tools import find_browser as finder


def make_program(path: Path, exit_code: int) -> Path:
    """Write a program that ends with `exit_code` whatever it is asked."""
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_override_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = make_program(tmp_path / "mine", exit_code=0)
    monkeypatch.setenv(finder.OVERRIDE, str(program))
    assert finder.find_browser() == program


@pytest.mark.parametrize("search", [finder.find_browser, finder.install_browser])
def test_a_wrong_override_is_named_not_passed_over(
    search: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(finder.OVERRIDE, str(tmp_path / "absent"))
    with pytest.raises(finder.BrowserNotFoundError, match="absent"):
        search()


def test_a_launcher_that_does_not_start_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_program(tmp_path / "chromium", exit_code=1)
    chrome = make_program(tmp_path / "google-chrome", exit_code=0)
    monkeypatch.delenv(finder.OVERRIDE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert finder.find_browser() == chrome


@pytest.mark.browser
def test_the_browser_draws_russian(page: Page) -> None:
    page.set_content("<h1>Свод</h1>")
    assert page.inner_text("h1") == "Свод"
