"""Fixtures for the tests that need a real browser."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tools.find_browser import find_browser


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
