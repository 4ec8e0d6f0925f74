"""Where the engine's own files are: in the package where a wheel installed it, beside it in a checkout."""

from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parent
_HOME: Final = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent
ENGINE_TEMPLATES: Final = _HOME / "templates"
ASSETS: Final = _HOME / "assets"
CODES: Final = _HOME / "docs/codes.md"  # what every code means, for editors
