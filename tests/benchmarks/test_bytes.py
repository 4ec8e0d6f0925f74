"""What the count of bytes refuses."""

from pathlib import Path

import pytest

from benchmarks.bytes import main


def test_an_engine_that_there_is_not_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--site", str(tmp_path), "--engines", "svod,foo"])
    assert ended.value.code == 2
    assert "no such engine: foo" in capsys.readouterr().err
