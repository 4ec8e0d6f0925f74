"""``kill -9`` at any moment leaves the whole old site or the whole new one, and the next build succeeds."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.rim.sites import KEPT, PROGRAM, make_large_site, names_in, snapshot

KILLS = 24


def start(site: Path, url: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, "build", "--quiet", "--site", str(site), "--base-url", url, "--jobs", "2"],
        start_new_session=True,
    )


@pytest.mark.slow
def test_kill_at_random_moments_leaves_a_whole_site(tmp_path: Path) -> None:
    site = make_large_site(tmp_path / "site", 250)
    output, staging = site / "output", site / ".output.svod-staging"
    addresses = ["https://old.example", "https://new.example"]
    whole = []
    seconds = 0.0
    for url in addresses:
        began = time.perf_counter()
        assert start(site, url).wait(timeout=60) == 0
        seconds = time.perf_counter() - began
        whole.append(snapshot(output))
    assert whole[0] != whole[1]
    assert len(whole[0]) > 500
    dice = random.Random(2026)
    killed = in_the_writing = 0
    for number in range(KILLS):
        process = start(site, addresses[number % 2])
        if number % 3:  # two of three die while the new site is being written or exchanged
            while not staging.exists() and process.poll() is None:
                time.sleep(0.001)
            time.sleep(dice.uniform(0, 0.08))
        else:
            time.sleep(dice.uniform(0, seconds))
        os.killpg(process.pid, signal.SIGKILL)
        killed += process.wait(timeout=10) == -signal.SIGKILL
        in_the_writing += staging.exists()
        assert snapshot(output) in whole, f"a mixture after kill {number}"
        if number % 6 == 5:
            assert start(site, addresses[0]).wait(timeout=60) == 0
            assert snapshot(output) == whole[0]
            found = [name for name in names_in(site) if not name.endswith(KEPT)]
            assert found == ["content", "output", "site_config.yaml", "templates"]
    print(f"{killed} kills, {in_the_writing} of them between the first file and the last")  # noqa: T201
    assert killed >= 15
    assert in_the_writing >= 5
