"""Puts into a wheel what stands beside the package in a checkout: templates and assets, with licences.

A hook of hatchling. What npm has not bundled stops it: a wheel without fonts and clients would look whole.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("templates", "assets", "docs/codes.md")
BUNDLED = (
    "fonts.css",
    "fonts/pt-sans-license.txt",
    "fonts/pt-serif-license.txt",
    "search.js",
    "act.js",
    "view.js",
)


class WheelBundle(BuildHookInterface[Any]):
    """Adds what stands beside the package to it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add it. Raises RuntimeError where the assets are not there."""
        root = Path(self.root)
        missing = [name for name in BUNDLED if not (root / "assets" / name).is_file()]
        if missing and version != "editable":
            raise RuntimeError(f"assets/ lacks {', '.join(missing)}: run “make assets” first")
        if version != "editable":
            build_data["force_include"] |= {str(root / name): f"svod/{name}" for name in SHIPPED}
