"""The preview shows an edit within a second, keeps the last good page at a faulty one, and goes quietly."""

import os
import socket
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from svod.publish.output import MANIFEST
from tests.rim.previewed import LiveReload, Preview, preview
from tests.rim.sites import ACT, PROGRAM, SITE, act, call, leftovers, make_large_site, make_site, write_files

PAGE = "/resolutions/forum/"
PANEL = 'id="svod-diagnostics" class="loud"'


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview for the tests that only look."""
    with preview(make_site(tmp_path_factory.mktemp("preview"), plain=False)) as server:
        yield server


# --- what is served


def test_a_page_is_served_with_the_script_that_reloads_it(running: Preview) -> None:
    page = running.get(PAGE)
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "Участники форума собрались в Смоленске." in page.text
    assert "/livereload.js?port=" in page.text
    assert PANEL not in page.text
    assert running.get("/livereload.js").status == 200


def test_the_files_on_the_disk_know_nothing_of_the_preview(running: Preview) -> None:
    pages = [path.read_text() for path in (running.site / "output").rglob("*.html")]
    assert pages
    assert not [page for page in pages if "livereload" in page]


@pytest.mark.parametrize(
    ("path", "kind"), [("/feed.xml", "xml"), ("/robots.txt", "text/plain"), ("/", "text/html")]
)
def test_each_kind_of_file_is_served_as_what_it_is(path: str, kind: str, running: Preview) -> None:
    answer = running.get(path)
    assert answer.status == 200
    assert kind in answer.headers["Content-Type"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_folder_without_its_slash_is_sent_on(running: Preview) -> None:
    """Else its relative links would lead a level too high."""
    answer = running.get(PAGE.rstrip("/"))
    assert (answer.status, answer.headers["Location"]) == (302, "forum/")


def test_an_unknown_page_is_the_sites_own(running: Preview) -> None:
    answer = running.get("/nothing/here/")
    assert answer.status == 404
    assert "Архив" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/../site_config.yaml",
        "/../../../../../../etc/passwd",
        "/%2e%2e/site_config.yaml",
        "/..%2fsite_config.yaml",
        "/%252e%252e/site_config.yaml",
        "//etc/passwd",
        "/resolutions/../../site_config.yaml",
        "/escape/site_config.yaml",
        "/%00",
        "/%ff%fe",
        "/" + "a" * 5000,
        "/" + "a/" * 2000,
        "/circle",
    ],
)
def test_nothing_outside_of_the_site_is_served(path: str, running: Preview) -> None:
    for name, target in (("escape", ".."), ("circle", "circle")):
        if not (running.site / "output" / name).is_symlink():
            (running.site / "output" / name).symlink_to(target)
    answer = running.get(path)
    assert answer.status == 404
    assert "base_url" not in answer.text
    assert "root:" not in answer.text
    assert running.get("/").status == 200


# --- edits


def edit_the_content(site: Path) -> tuple[str, str]:
    write_files(site, {ACT: act("РЕЗОЛЮЦИЯ форума\n\nШколам:\n\n– сказать новое слово.\n")})
    return PAGE, "сказать новое слово"


def replace_the_content_as_editors_do(site: Path) -> tuple[str, str]:
    """Write beside, then rename: and the new file is older than the one it replaces."""
    write_files(site, {"new.md": act("РЕЗОЛЮЦИЯ форума\n\nШколам:\n\n– сказать старое слово.\n")})
    os.utime(site / "new.md", (1_000_000_000, 1_000_000_000))
    (site / "new.md").rename(site / ACT)
    return PAGE, "сказать старое слово"


def add_a_file(site: Path) -> tuple[str, str]:
    write_files(site, {"content/resolutions/2016/plenum.md": act(title="Резолюция пленума")})
    return "/resolutions/plenum/", "Резолюция пленума"


def edit_a_template(site: Path) -> tuple[str, str]:
    write_files(site, {"templates/layouts/home.html": "<html><head></head><body>моя главная</body></html>"})
    return "/", "моя главная"


def edit_the_configuration(site: Path) -> tuple[str, str]:
    write_files(site, {"site_config.yaml": SITE["site_config.yaml"].replace("Архив", "Собрание")})
    return "/resolutions/", "Собрание"


def edit_an_authority_file(site: Path) -> tuple[str, str]:
    write_files(site, {"content/topics.yaml": "- {id: youth, name: Молодые люди}\n"})
    return "/topics/youth/", "Молодые люди"


EDITS = [
    edit_the_content,
    replace_the_content_as_editors_do,
    add_a_file,
    edit_a_template,
    edit_the_configuration,
    edit_an_authority_file,
]


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with preview(make_site(tmp_path_factory.mktemp("edited"), plain=False)) as server:
        yield server


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_shows_and_reloads_the_browser(
    edit: Callable[[Path], tuple[str, str]], edited: Preview
) -> None:
    with LiveReload(edited.port) as browser:
        path, words = edit(edited.site)
        edited.seconds_until(path, lambda text: words in text)
        assert browser.receive()["command"] == "reload"
    assert PANEL not in edited.get(path).text


def test_an_edit_shows_within_a_second(tmp_path: Path) -> None:
    """The median of seven edits, so that a machine that is busy for a moment does not decide."""
    site = make_site(tmp_path, plain=False)
    taken: list[float] = []
    with preview(site) as server:
        for number in range(7):
            write_files(site, {ACT: act(f"РЕЗОЛЮЦИЯ\n\nШколам:\n\n– правка {number}.\n")})
            taken.append(server.seconds_until(PAGE, lambda text, n=number: f"правка {n}." in text))  # type: ignore[misc]
    print(f"shown after {statistics.median(taken):.2f} s")  # noqa: T201  (pytest -rP tells)
    assert statistics.median(taken) < 1


def test_a_deleted_file_takes_its_page_away(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"content/resolutions/plenum.md": act()})
    with preview(site) as server:
        assert server.get("/resolutions/plenum/").status == 200
        (site / "content/resolutions/plenum.md").unlink()
        began = time.perf_counter()
        while server.get("/resolutions/plenum/").status != 404:
            assert time.perf_counter() - began < 5
            time.sleep(0.01)


def test_a_faulty_edit_keeps_the_last_good_page_and_shows_what_is_wrong(tmp_path: Path) -> None:
    site = make_site(tmp_path, plain=False)
    with preview(site, "--lang", "en") as server, LiveReload(server.port) as browser:
        write_files(site, {ACT: act("Новое.\n", topics="[\"<script>alert('x')</script>\"]")})
        server.seconds_until(PAGE, lambda text: PANEL in text)
        assert browser.receive()["command"] == "reload"
        page = server.get(PAGE).text
        assert "Участники форума собрались в Смоленске." in page
        assert "<strong>Error:</strong> there is no topic" in page
        assert ':5:10">content/resolutions/forum.md:5:10</a></p>' in page
        assert "What “topic-unknown” means" in page
        assert "&lt;script&gt;alert(&#39;x&#39;)" in page
        assert "<script>alert" not in page
        assert PANEL in server.get("/").text, "on every page"
        write_files(site, {ACT: act("РЕЗОЛЮЦИЯ\n\nШколам:\n\n– исправлено.\n")})
        server.seconds_until(PAGE, lambda text: "исправлено" in text)
        assert browser.receive()["command"] == "reload"
        assert PANEL not in server.get(PAGE).text
        code, _, said = server.interrupt()
        assert code == 130
        assert "[topic-unknown]" in said, "the terminal shows it too"


def test_a_faulty_template_keeps_the_last_good_page_too(tmp_path: Path) -> None:
    site = make_site(tmp_path, plain=False)
    with preview(site) as server:
        write_files(site, {"templates/layouts/resolution.html": "\n{{ nope }}"})
        server.seconds_until(PAGE, lambda text: PANEL in text)
        page = server.get(PAGE).text
        assert "templates/layouts/resolution.html:2<" in page
        assert "Участники форума" in page
        (site / "templates/layouts/resolution.html").unlink()
        server.seconds_until(PAGE, lambda text: PANEL not in text)


def test_a_site_that_is_faulty_from_the_start_shows_the_faults(tmp_path: Path) -> None:
    site = make_site(tmp_path, {ACT: act(topics="[space]")}, plain=False)
    with preview(site) as server:
        answer = server.get("/")
        assert answer.status == 404
        assert PANEL in answer.text
        assert "«topic-unknown»" in answer.text
        assert not (site / "output").exists()
        write_files(site, {ACT: act()})
        server.seconds_until(PAGE, lambda text: "Участники форума" in text)


def test_what_hinders_the_writing_is_shown_on_the_pages(tmp_path: Path) -> None:
    site = make_site(tmp_path, plain=False)
    with preview(site) as server:
        write_files(
            site, {"output/resolutions/plenum/index.html": "mine", "content/resolutions/plenum.md": act()}
        )
        server.seconds_until(PAGE, lambda text: "«output-collision»" in text)
        (site / "output/resolutions/plenum/index.html").unlink()
        write_files(site, {"content/resolutions/plenum.md": act(title="Пленум")})
        server.seconds_until(PAGE, lambda text: PANEL not in text)


def test_many_edits_in_a_row_end_with_the_last(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    with preview(site) as server:
        for number in range(30):
            write_files(site, {ACT: act(f"РЕЗОЛЮЦИЯ\n\nШколам:\n\n– правка {number}.\n")})
            time.sleep(0.03)
        server.seconds_until(PAGE, lambda text: "правка 29." in text)
        for number in range(20):
            passing = site / f"content/resolutions/passing-{number}.md"
            passing.write_text(act())
            passing.unlink()
        assert server.get(PAGE).status == 200
        assert server.process.poll() is None


@pytest.mark.slow
def test_an_edit_of_a_large_site_shows_as_soon_as_it_is_built(tmp_path: Path) -> None:
    """Everything is built anew at each edit: 0.7 s for 250 acts."""
    site = make_large_site(tmp_path, 250, plain=False)
    with preview(site) as server:
        began = time.perf_counter()
        assert call("check", "--site", site).code == 0
        building = time.perf_counter() - began
        write_files(site, {ACT: act("РЕЗОЛЮЦИЯ\n\nШколам:\n\n– новое.\n")})
        seconds = server.seconds_until(PAGE, lambda text: "новое" in text)
        print(f"shown after {seconds:.2f} s")  # noqa: T201  (pytest -rP tells)
        assert seconds < 2 * building + 1


# --- beginning and end


def test_a_port_in_use_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        command = [
            *PROGRAM,
            "serve",
            "--lang",
            "en",
            "--site",
            str(site),
            "--port",
            str(other.getsockname()[1]),
        ]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The port is taken; name another one with --port.\n"
    assert not (site / "output").exists()


def test_an_interrupt_ends_it_at_once_with_130(tmp_path: Path) -> None:
    with preview(make_site(tmp_path)) as server, LiveReload(server.port):
        code, seconds, said = server.interrupt()
    assert (code, said.strip()) == (130, "")
    assert seconds < 2
    assert (tmp_path / "output" / MANIFEST).is_file()
    assert not leftovers(tmp_path)
