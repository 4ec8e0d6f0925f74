"""What all tests share: a browser, the real archive as a site, the flag that rewrites expected files."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from svod.cli.progress import ENVIRONMENT
from svod.pipeline.publishing import publish_site
from tools.find_browser import find_browser

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden", action="store_true", help="rewrite expected files; read the diff before a commit"
    )


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the commands that are run here, and those in other processes, leave nothing with the user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_word_of_progress() -> Iterator[None]:
    """Let a slow machine say nothing more than a quick one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRONMENT, "none")
        yield


@pytest.fixture(scope="session")
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be rewritten."""
    return bool(request.config.getoption("--rewrite-golden"))


def publish(site: Path, output: Path) -> Path:
    """Build ``site`` into ``output``, which is returned; the site must be free of errors."""
    result = publish_site(site, output)
    assert result.files, result.diagnostics
    return output


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real archive of this project, built: the folder of its output."""
    return publish(ROOT, tmp_path_factory.mktemp("archive") / "output")


@pytest.fixture(scope="session")
def rich_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with everything that a text may hold, built: the folder of its output."""
    return publish(ROOT / "tests/sites/rich", tmp_path_factory.mktemp("rich") / "output")


@pytest.fixture(scope="session")
def reuse_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with a draft, what was adopted, and what repeats both, built: the folder of its output."""
    return publish(ROOT / "tests/sites/reuse", tmp_path_factory.mktemp("reuse") / "output")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once for the whole run; without one the tests that ask for it fail."""
    program = find_browser()
    # Chromium refuses to run its sandbox as root, and containers are often root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page in a context of its own: no cookies, storage or cache from another test."""
    context = browser.new_context(locale="ru-RU")
    yield context.new_page()
    context.close()
