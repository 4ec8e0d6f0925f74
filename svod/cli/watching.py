"""``check --watch``: the report anew at every change, until somebody stops it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from svod.pipeline.revising import Traces, trace_site

_PAUSE: Final = 0.3  # seconds between two looks
_SHARE: Final = 20  # of the time that a look takes, at least, nothing is done


def watch_site(folder: Path, check: Callable[[], object]) -> None:
    """Call ``check``, and again whenever a file of the site changes; only KeyboardInterrupt ends it."""
    while True:
        checked = trace_site(folder)  # before it is read: what changes meanwhile is checked again
        check()
        _wait_for_change(folder, checked)


def _wait_for_change(folder: Path, checked: Traces) -> None:
    """Return when the site is not what it was when ``checked``, and is not being changed any more."""
    last = checked
    while True:
        started = time.perf_counter()
        traces = trace_site(folder)
        if traces == last != checked:
            return
        last = traces
        time.sleep(max(_PAUSE, _SHARE * (time.perf_counter() - started)))
