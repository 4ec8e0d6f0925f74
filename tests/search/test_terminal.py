"""`build.py search` says what the search page shows, and what is wrong where it can say nothing."""

import contextlib
import io
import os
import pty
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from svod.cli import main
from svod.search.occurrences import read_places, read_postings
from svod.search.reading import LoadingError
from tests.rim.sites import PROGRAM, Outcome, act, build, call, make_site, run
from tests.search.test_differential import read_index

SECOND = act(
    "РЕЗОЛЮЦИЯ съезда\n\nШколам:\n\n1. Поддержать онлайн-курсы наставников.\n2. Вести журнал 23.08.2022.\n",
    title='"Резолюция съезда"',
    date='"2023-01"',
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, built; nobody may change it."""
    site = make_site(tmp_path_factory.mktemp("site"), {"content/resolutions/congress.md": SECOND})
    build(site)
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of the small site, to be damaged."""
    return Path(shutil.copytree(built, tmp_path / "site"))


def search(site: Path, *query: str) -> Outcome:
    outcome = call("search", "--site", site, *query)
    assert "Traceback" not in outcome.stderr
    return outcome


def answer(site: Path, *query: str) -> str:
    outcome = search(site, *query)
    assert (outcome.code, outcome.stderr) == (0, "")
    return outcome.stdout


def in_russian(site: Path, *arguments: str) -> tuple[int, str, str]:
    """Run the command in the language of the site."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["search", "--site", str(site), *arguments])
    return code, out.getvalue(), err.getvalue()


# --- what was found


def test_a_result_names_the_act_and_shows_where_the_words_stand(built: Path) -> None:
    assert answer(built, "журналы") == (
        "1 resolution found\n"
        "\n"
        "1. Резолюция съезда\n"
        "    январь 2023 г. · СОИРО\n"
        "    /resolutions/congress/\n"
        "    #a1-i2 · Школам:\n"
        "        2. Вести журнал 23.08.2022.\n"
    )


def test_the_answer_is_in_the_language_of_the_interface(built: Path) -> None:
    code, out, err = in_russian(built, "наставник")
    assert (code, err) == (0, "")
    assert out.startswith("Найдены 2 резолюции\n\n1. Резолюция ")
    assert in_russian(built, "космодром") == (
        0,
        "Ничего не найдено.\nВ архиве не встречается: космодром\n",
        "",
    )
    assert answer(built, "наставник").startswith("2 resolutions found\n\n1. Резолюция ")


def test_acts_with_some_of_the_words_stand_below_a_line(built: Path) -> None:
    found = answer(built, "поддержать", "журнал")
    assert found.startswith("1 resolution found; 1 more with some words\n")
    assert [line for line in found.split("\n") if line[:1] in {"1", "2", "—"}][1:] == [
        "1. Резолюция съезда",
        "— Some of the words —",
        "2. Резолюция форума",
    ]
    assert answer(built, "учёт онлайн").startswith("No resolution has all the words; 2 have some of them\n")


def test_words_beyond_the_first_are_said_to_count_for_nothing(built: Path) -> None:
    assert "Only the first 24 words of the query count.\n" in answer(built, "форум " * 25)
    assert "Only the first" not in answer(built, "форум " * 24)
    assert "Учтены первые 24 слова запроса.\n" in in_russian(built, "форум " * 25)[1]


@pytest.mark.parametrize(
    ("query", "first_line", "ids"),
    [
        ("наставники -съезд", "1 resolution found", ["forum"]),
        ("«вести учет»", "1 resolution found", ["forum"]),
        ("«учёт вести»", "Nothing was found.", []),
        ("23.08.2022", "1 resolution found", ["congress"]),
        ("онлайнкурсами", "1 resolution found", ["congress"]),
        ("онлайн-курс", "1 resolution found", ["congress"]),
        ("ЛЮДИ и учёт", "No resolution has all the words; 1 has some of them", ["forum"]),
        ("", "The query holds no word.", []),
        ("«____»", "The query holds no word.", []),
    ],
)
def test_a_query_means_what_it_means_on_the_search_page(
    query: str, first_line: str, ids: list[str], built: Path
) -> None:
    found = answer(built, query)
    assert found.split("\n")[0] == first_line
    assert re.findall(r"^ +/resolutions/([\w-]+)/$", found, re.MULTILINE) == ids


def test_a_word_that_begins_with_a_minus_is_no_option(built: Path) -> None:
    assert answer(built, "наставники", "-съезд") == answer(built, "наставники -съезд")
    assert answer(built, "-съезд", "форум").startswith("1 resolution found")
    assert answer(built, "--", "-съезд").startswith("Add a word that is to be found")
    limited = answer(built, "резолюция", "-космодром", "--limit", "1", "-2016")
    assert limited.endswith("\n\nShown: 1 of 2; --limit shows more.\n")


def test_an_option_that_is_none_is_wrong_usage(built: Path) -> None:
    outcome = search(built, "резолюция", "--limt", "1")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "--limt" in outcome.stderr
    assert "--limit" in search(built, "--help").stdout


def test_what_was_searched_for_instead_is_said(built: Path) -> None:
    assert "No such word was found. Shown instead: наставников форума" in answer(built, "нставников форума")
    assert "another keyboard layout. Shown instead: форума" in answer(built, "ajhevf")
    assert "does not have the word “настав”; these words begin with it." in answer(built, "настав")
    assert "Not in the archive: космодром, 777" in answer(built, "форум космодром 777")


def test_a_word_of_many_parts_is_counted_whole(built: Path) -> None:
    """The client keeps the words of a query in 32 bits: more must not be asked."""
    assert answer(built, "-".join(["наставников"] * 40)).startswith("2 resolutions found\n")


def test_limit_is_the_number_of_results(built: Path) -> None:
    found = answer(built, "резолюция", "--limit", "1")
    assert found.startswith("2 resolutions found\n")
    assert "\n2. " not in found
    assert found.endswith("\n\nShown: 1 of 2; --limit shows more.\n")
    assert "--limit" not in answer(built, "резолюция")
    assert search(built, "резолюция", "--limit", "0").code == 2


def test_output_names_the_folder(built: Path, tmp_path: Path) -> None:
    site = make_site(tmp_path / "other")
    shutil.copytree(built / "output", tmp_path / "elsewhere")
    assert answer(site, "журнал", "--output", str(tmp_path / "elsewhere")).startswith("1 resolution found")


def test_a_query_must_be_given(built: Path) -> None:
    assert search(built).code == 2


# --- terminals and pipes


def test_a_pipe_is_given_no_colour() -> None:
    done = run(
        "search", "резолюция", "--lang", "ru", "--site", str(Path(__file__).parents[1] / "sites/small")
    )
    assert "\x1b" not in done.stdout + done.stderr


def test_a_terminal_is_shown_the_words_in_bold(built: Path) -> None:
    terminal, end = pty.openpty()
    with os.fdopen(terminal, "rb", buffering=0) as screen:
        subprocess.run(
            [*PROGRAM, "search", "журнал", "--site", str(built), "--lang", "en"],
            stdout=end,
            stderr=end,
            env={**os.environ, "TERM": "xterm", "PYTHONIOENCODING": "utf-8"},
            timeout=60,
            check=True,
        )
        os.close(end)
        shown = b""
        with contextlib.suppress(OSError):  # how the end of a terminal is told
            while part := screen.read(4096):
                shown += part
    assert "2. Вести \x1b[1mжурнал\x1b[0m 23.08.2022." in shown.decode("utf-8")


@pytest.mark.parametrize(
    "query",
    [
        "\x1b[31mнставников\x07",
        "ajhevf\x1b]0;title\x07",
        "\udcff\ud800 форум",
        "а" * 10_000,
        "\x00",
        "форум\r\nучёт",
    ],
)
def test_a_terminal_is_sent_nothing_that_it_would_obey(query: str, built: Path) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", answer(built, query))


# --- nothing to search


def test_a_site_that_was_not_built_ends_with_1(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    outcome = search(site, "форум")
    assert (outcome.code, outcome.stdout) == (1, "")
    assert outcome.stderr == f"There is no search index in {site / 'output'}. Build the site first.\n"
    assert in_russian(site, "форум") == (
        1,
        "",
        f"В папке {site / 'output'} нет поискового указателя. Сначала соберите сайт.\n",
    )


def test_a_site_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert search(tmp_path / "nowhere", "форум").code == 2


def scripts(site: Path) -> list[Path]:
    """Return the scripts that a search reads."""
    folder = site / "output/search/index"
    return sorted(path for path in folder.rglob("*.js") if path.parent.name != "facets")


EVERYTHING = ["«поддержать» вести резолюция нставников", "--limit", "5"]
DAMAGES: dict[str, Callable[[bytes], bytes | None]] = {
    "gone": lambda _: None,
    "empty": lambda _: b"",
    "cut": lambda text: text[: len(text) // 2],
    "another page": lambda _: b"<!doctype html><title>404</title>",
    "not UTF-8": lambda text: text[:-3] + b"\xff" + text[-3:],
    "a number": lambda text: text.split(b",", 1)[0] + b",42)\n",
    "a list": lambda text: text.split(b",", 1)[0] + b',["1","2"])\n',
    "an object": lambda text: text.split(b",", 1)[0] + b',{"documents":2})\n',
    "a letter changed": lambda text: text[:-20] + (b"!" if text[-20:-19] != b"!" else b"?") + text[-19:],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_ends_with_1_and_a_message(damage: str, site: Path) -> None:
    assert search(site, *EVERYTHING).code == 0
    for script in scripts(site):
        sound = script.read_bytes()
        broken = DAMAGES[damage](sound)
        script.unlink() if broken is None else script.write_bytes(broken)
        outcome = search(site, *EVERYTHING)
        part = script.relative_to(site / "output/search/index").with_suffix("").as_posix()
        if damage == "a letter changed" and part.startswith(("directory", "fragments/")):
            assert outcome.code in (0, 1)  # these have no checksum
        else:
            assert (outcome.code, outcome.stdout) == (1, ""), part
            assert "Build the site " in outcome.stderr, part
        script.write_bytes(sound)
    assert search(site, *EVERYTHING).code == 0


@pytest.mark.parametrize("part", ["directory", "terms-0", "fragments/0"])
def test_a_part_that_cannot_be_read_is_neither_absent_nor_damaged(part: str, site: Path) -> None:
    script = site / f"output/search/index/{part}.js"
    script.unlink()
    script.mkdir()
    outcome = search(site, *EVERYTHING)
    assert (outcome.code, outcome.stdout) == (1, "")
    assert outcome.stderr.startswith(f"{script}: the file cannot be read: ")
    assert "Build the site" not in outcome.stderr
    assert in_russian(site, *EVERYTHING)[2].startswith(f"{script}: файл не удалось прочитать: ")


def test_a_file_in_place_of_the_site_is_no_site(site: Path) -> None:
    (site / "page.html").write_text("<p>Нет.", encoding="utf-8")
    outcome = search(site, "форум", "--output", str(site / "page.html"))
    assert outcome.stderr == f"There is no search index in {site / 'page.html'}. Build the site first.\n"


def test_a_damaged_index_is_told_in_russian(site: Path) -> None:
    (site / "output/search/index/terms-0.js").write_bytes(b"")
    code, out, err = in_russian(site, "форум")
    assert (code, out) == (1, "")
    assert err == (
        f"Поисковый указатель в папке {site / 'output'} повреждён (terms-0). Соберите сайт заново.\n"
    )


def test_a_directory_that_counts_nothing_is_damaged(site: Path) -> None:
    directory = site / "output/search/index/directory.js"
    for pattern in (rb'"documents":\d+', rb'"provisions":\d+'):
        sound = directory.read_bytes()
        directory.write_bytes(re.sub(pattern, lambda found: found[0].split(b":")[0] + b":0", sound))
        assert search(site, "наставник").code == 1
        directory.write_bytes(sound)


def test_a_passage_that_asks_nobody_known_is_damaged(site: Path) -> None:
    folder = site / "output/search/index"
    fragment = folder / "fragments/0.js"
    fragment.write_bytes(re.sub(rb'"asked":\[.*?\]', b'"asked":[]', fragment.read_bytes()))
    with pytest.raises(LoadingError, match="fragments/0: damaged"):
        read_index(folder).fragment(0)


@pytest.mark.parametrize("text", ["$", "$#", "$$", "{", "Ж", "$#$$$", "$%$" * 2 + "$"])
def test_postings_of_no_making_of_ours_are_not_read(text: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        read_postings(text)


def test_places_that_end_early_are_not_read() -> None:
    postings = read_postings("$%$")
    assert postings.times == [2]
    with pytest.raises((ValueError, IndexError)):
        read_places("$", postings, several=False)
