"""The low-vision view, as it is remembered."""

import json

from playwright.sync_api import Page

KEY = "svod-view"


def remember(page: Page, view: str) -> None:
    """Let the pages that are opened after this be seen as ``view`` says."""
    if view:
        page.add_init_script(f"localStorage.setItem({json.dumps(KEY)}, {json.dumps(view)})")
