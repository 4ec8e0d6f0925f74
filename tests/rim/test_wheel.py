"""Svod installs from a wheel, which has all that a site needs: the command ``svod`` needs no checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from svod import __version__
from tests.rim.sites import ROOT, listing
from tools.bundle_wheel import BUNDLED, WheelBundle

OFFLINE = ["--no-index", "--no-deps", "--disable-pip-version-check", "--quiet"]


def pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made of this checkout without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", ROOT, *OFFLINE, "--no-build-isolation", "--wheel-dir", folder)
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a new environment with the wheel in it; what it depends on is borrowed from this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder)
    pip("--python", folder / "bin/python", "install", *OFFLINE, wheel)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin/svod"


def svod(program: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [program, *arguments], check=False, capture_output=True, encoding="utf-8", cwd=folder, env=environment
    )


def test_the_wheel_holds_templates_assets_with_their_licences_locales_and_the_starter(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"svod/assets/{name}" for name in BUNDLED} <= names
    own = [
        path
        for folder in ("templates", "svod/starter/files", "svod/locales")
        for path in (ROOT / folder).rglob("*")
    ]
    wanted = {path.relative_to(ROOT).as_posix() for path in own if path.is_file()}
    assert {path if path.startswith("svod/") else f"svod/{path}" for path in wanted} <= names
    assert {"svod/docs/codes.md", f"svod-{__version__}.dist-info/licenses/LICENSE"} <= names
    assert not [name for name in names if name.startswith(("tests", "content", "benchmarks"))]


def test_a_new_archive_is_made_built_and_checked_without_a_checkout(
    program: Path, wheel: Path, tmp_path: Path
) -> None:
    assert svod(program, tmp_path, "init", "archive").returncode == 0
    archive = tmp_path / "archive"
    (kept,) = (archive / "engine").iterdir()
    assert kept.read_bytes() == wheel.read_bytes(), "the archive has what builds it"
    assert f"\n./engine/{kept.name}[import]\n" in (archive / "requirements.txt").read_text(encoding="utf-8")
    built = svod(program, archive, "build", "--strict", "--base-url", "https://archive.example/")
    assert (built.returncode, built.stderr) == (0, "")
    assert {"index.html", "static/search", "about/index.html"} <= set(listing(archive / "output"))
    assert any(path.endswith("pt-serif-license.txt") for path in listing(archive / "output"))
    checked = svod(program, archive, "check", "--format", "json")
    assert checked.returncode == 0
    assert "assets-missing" not in checked.stdout
    assert svod(program, archive, "schema").returncode == 0


def test_outside_of_an_archive_it_says_so(program: Path, tmp_path: Path) -> None:
    for command in ("build", "check"):
        done = svod(program, tmp_path, command)
        assert done.returncode == 1
        assert "[config-missing]" in done.stderr
        assert "init ПАПКА" in done.stderr
    assert listing(tmp_path) == []


def test_a_wheel_without_assets_is_not_made(tmp_path: Path) -> None:
    hook = WheelBundle(str(tmp_path), {}, None, SimpleNamespace(), "", "wheel")  # type: ignore[arg-type]
    with pytest.raises(RuntimeError, match="make assets"):
        hook.initialize("standard", {"force_include": {}})
