"""Runs Svod from a checkout: ``python build.py [build | check | serve]``."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent


def enter_environment() -> None:
    """Go on in the project's environment if this Python lacks the packages."""
    program = HERE / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not program.exists() or Path(sys.prefix) == HERE / ".venv":
        sys.exit("Сначала выполните: make site\nRun first: make site")
    os.execv(program, [str(program), *sys.argv])


if __name__ == "__main__":
    try:
        from svod.cli import main
    except ModuleNotFoundError:
        enter_environment()
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(main(default_site=HERE))
