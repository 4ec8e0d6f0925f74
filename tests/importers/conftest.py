"""LibreOffice for the tests of importers."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tools.find_office import find_office

Convert = Callable[[Mapping[str, bytes], str], dict[str, bytes]]


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Return what has LibreOffice convert documents, by their names, all in one run: it is slow to start."""
    program = find_office()
    profile = tmp_path_factory.mktemp("office-profile").as_uri()

    def convert_all(documents: Mapping[str, bytes], form: str) -> dict[str, bytes]:
        folder = tmp_path_factory.mktemp("office")
        ending = form.partition(":")[0]
        sources = [folder / name for name in documents]
        for source, content in zip(sources, documents.values(), strict=True):
            source.write_bytes(content)
        outcome = folder / "converted"
        command = [str(program), f"-env:UserInstallation={profile}", "--headless", "--convert-to", form]
        done = subprocess.run(
            [*command, "--outdir", outcome, *sources],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        made = {source.name: outcome / Path(source.name).with_suffix(f".{ending}") for source in sources}
        assert all(path.exists() for path in made.values()), done.stdout + done.stderr
        return {name: path.read_bytes() for name, path in made.items()}

    return convert_all
