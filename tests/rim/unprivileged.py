"""Runs the command without the rights of root: ``python -m tests.rim.unprivileged ARGUMENT…``.

All modules are loaded first, by a good build and a faulty one: the standard library itself may stand
where only root can read it.
"""

import contextlib
import io
import os
import sys
import tempfile

from svod.cli import main
from tests.rim.sites import ROOT

NOBODY = 65534

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        site, output = str(ROOT / "tests/sites/small"), f"{folder}/output"
        main(["build", "--no-cache", "--quiet", "--site", site, "--output", output])
        main(["check", "--no-cache", "--site", str(ROOT / "tests/sites_broken/everything_wrong")])
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    sys.exit(main(sys.argv[1:]))
