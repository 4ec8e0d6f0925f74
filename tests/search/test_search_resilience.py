"""The search when the network, the host or the reader's words are not what they should be."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import ROOT
from tests.search.reader import INDEX, Reader

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules/axe-core/axe.min.js"
HOSTILE = [
    "<b>жирно</b>",
    "<img src=x onerror=window.injected=1>",
    '"><script>window.injected=1</script>',
    "'\"«»„“”`",
    "«незакрытая фраза",
    '"',
    "воспитание " * 1_000,
    "ы" * 10_000,
    "-".join("воспитание" for _ in range(200)),
    "1.2.3.4/5:6," * 300,
    "воспитание \ud800 \udc00",
    "\ud83d",
    "закон: статья",
    "title:воспитание",
    "суд~",
    "суд~2 суд^10",
    "+воспитание +",
    "*",
    "восп*ие *",
    "^",
    "^воспитание$",
    "-",
    "- -",
    "--воспитание",
    "(?:[а-я]+)+$",
    "[а-",
    "\\",
    "a|b~c",
    "\x00\x01воспи\x07тание\x1b[31m",
    "воспитание\u202eеинатипсов\u202c \u200f\u2066",
    "👩‍👩‍👧‍👦 воспитание 🇷🇺",
    "👍",
    "    ",
    "\u00a0\u2003",
    "…!?.,;:—–",
    "__proto__",
    "constructor",
    "toString hasOwnProperty",
    "-__proto__ -constructor",
    "%",
    "%D0%ZZ&q=другое#якорь",
    "{word} {number} $& $1",
    "№",
    "и в на",
    "ё̈̈̈̈",
    "ﬁ ǅ İstanbul ẞ",
]


@pytest.fixture
def copy(archive: Path, tmp_path: Path) -> Path:
    """A copy of the archive that can be damaged, which is opened from the disk."""
    folder = tmp_path / "output"
    shutil.copytree(archive, folder)
    return folder


@pytest.fixture
def disk_reader(page: Page, copy: Path) -> Iterator[Reader]:
    """A reader of the copy; a damaged script may be one that the browser cannot read."""
    person = Reader(page, copy.as_uri() + "/")
    yield person
    assert [error for error in person.errors if "SyntaxError" not in error] == []


def test_the_network_cut_after_load_is_said_and_a_retry_works_when_it_is_back(reader: Reader) -> None:
    reader.open()
    reader.page.context.set_offline(True)
    reader.field.fill("наставничество")
    expect(reader.failure).to_contain_text(reader.message("offline"))
    expect(reader.page.locator(".found")).to_be_hidden()
    expect(reader.status).to_be_empty()
    reader.retry.click()
    expect(reader.failure).to_contain_text(reader.message("offline"))
    reader.page.context.set_offline(False)
    reader.retry.click()
    reader.wait("наставничество")
    expect(reader.failure).to_have_count(0)
    expect(reader.results).not_to_have_count(0)


def test_the_network_cut_between_two_searches_is_said_and_what_is_here_still_answers(
    many_reader: Reader,
) -> None:
    many_reader.open()
    many_reader.type("воспитание")
    many_reader.page.wait_for_load_state("networkidle")
    found = many_reader.ids()
    many_reader.page.context.set_offline(True)
    many_reader.field.fill("патриотизма ценностей")
    expect(many_reader.failure).to_contain_text(many_reader.message("partMissing"))
    # What could not be looked up is not said to be missing, nor is nothing said to be found.
    text = many_reader.page.locator("[data-search-page]").inner_text()
    assert many_reader.message("none") not in text
    assert many_reader.message("missing", {"words": ""}).strip() not in text
    many_reader.type("воспитание")
    expect(many_reader.failure).to_have_count(0)
    assert many_reader.ids() == found
    many_reader.field.fill("патриотизма ценностей")
    expect(many_reader.failure).to_be_visible()
    many_reader.page.context.set_offline(False)
    many_reader.retry.click()
    expect(many_reader.failure).to_have_count(0)
    expect(many_reader.results).not_to_have_count(0)


def test_typing_on_tries_again_by_itself(reader: Reader) -> None:
    reader.open()
    reader.page.context.set_offline(True)
    reader.field.fill("наставничеств")
    expect(reader.failure).to_be_visible()
    reader.page.context.set_offline(False)
    reader.field.press("End")
    reader.page.keyboard.type("о")
    reader.wait("наставничество")
    expect(reader.failure).to_have_count(0)
    expect(reader.results).not_to_have_count(0)


def test_a_host_that_does_not_answer_is_given_up(page: Page, archive_home: str) -> None:
    page.clock.install()
    reader = Reader(page, archive_home)
    page.route(f"**{INDEX}directory.js*", lambda _: None)
    reader.open()
    with page.expect_request(f"**{INDEX}directory.js*"):
        reader.field.fill("наставничество")
    page.clock.run_for(1_000)
    expect(reader.status).to_have_text(reader.message("searching"))
    page.clock.run_for(30_000)
    expect(reader.failure).to_contain_text(reader.message("offline"))
    expect(reader.status).to_be_empty()
    assert reader.errors == []


def test_slow_filters_do_not_hide_the_number_found(page: Page, archive_home: str) -> None:
    reader = Reader(page, archive_home)
    held: list[Route] = []
    page.route(f"**{INDEX}facets/*", lambda route: held.append(route))  # noqa: PLW0108 (not by a built-in)
    reader.open()
    page.clock.install()
    with page.expect_request(f"**{INDEX}facets/*"):
        reader.field.fill("наставничество")
        page.clock.run_for(300)
        reader.wait("наставничество")
    page.clock.run_for(2_000)
    expect(reader.status).to_have_text(reader.counted("found", len(reader.ids())))
    assert reader.errors == []


def gone(file: Path) -> None:
    file.unlink()


def cut(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: len(text) // 2], encoding="utf-8")


def empty(file: Path) -> None:
    file.write_text("", encoding="utf-8")


def flipped(file: Path) -> None:
    head, payload = file.read_text(encoding="utf-8").split(",", 1)
    middle = len(payload) // 2
    changed = payload[:middle] + "".join(reversed(payload[middle : middle + 9])) + payload[middle + 9 :]
    if changed == payload:
        changed = payload[:middle] + "#" + payload[middle + 1 :]
    file.write_text(f"{head},{changed}", encoding="utf-8")


def no_payload(file: Path) -> None:
    name = file.parts[file.parts.index("index") + 1 :]
    file.write_text(f'svod.receive("{"/".join(name).removesuffix(".js")}",null)\n', encoding="utf-8")


def of_another_kind(file: Path) -> None:
    name = file.parts[file.parts.index("index") + 1 :]
    part = "/".join(name).removesuffix(".js")
    file.write_text(
        f'svod.receive("{part}",{{"documents":1,"lengths":{{}},"terms":[1],"forms":{{}},"passages":[[]]}})\n',
        encoding="utf-8",
    )


HARMS: list[Callable[[Path], None]] = [gone, cut, empty, no_payload, of_another_kind]


def without_version(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'"version":"\w+",', "", text), encoding="utf-8")


@pytest.mark.parametrize("harm", [*HARMS, without_version])
def test_a_directory_that_is_no_directory_is_said(
    disk_reader: Reader, copy: Path, archive: Path, harm: Callable[[Path], None]
) -> None:
    harm(copy / "search/index/directory.js")
    disk_reader.open()
    disk_reader.field.fill("наставничество")
    message = disk_reader.message("offline" if harm is gone else "damaged")
    expect(disk_reader.failure).to_contain_text(message)
    expect(disk_reader.page.locator(".found")).to_be_hidden()
    shutil.copy(archive / "search/index/directory.js", copy / "search/index/directory.js")
    disk_reader.retry.click()
    expect(disk_reader.results).not_to_have_count(0)
    expect(disk_reader.failure).to_have_count(0)


@pytest.mark.parametrize("harm", [*HARMS, flipped])
def test_what_a_harmed_shard_held_is_missed_and_the_rest_is_found(
    disk_reader: Reader, copy: Path, archive: Path, harm: Callable[[Path], None]
) -> None:
    query = "наставничество вебинар"
    disk_reader.open({"q": query})
    whole = disk_reader.ids()
    shard = next(part for part in disk_reader.index_requests if part.startswith("terms-"))
    others = {part for part in disk_reader.index_requests if part.startswith("terms-")} - {shard}
    assert others
    harm(copy / "search/index" / shard)
    disk_reader.open({"q": query})
    expect(disk_reader.failure).to_contain_text(
        disk_reader.message("partMissing" if harm is gone else "partDamaged")
    )
    assert 0 < len(disk_reader.ids()) <= len(whole)
    text = disk_reader.advice.inner_text()
    assert disk_reader.message("missing", {"words": ""}).strip() not in text
    shutil.copy(archive / "search/index" / shard, copy / "search/index" / shard)
    disk_reader.retry.click()
    expect(disk_reader.failure).to_have_count(0)
    assert disk_reader.ids() == whole


def test_shards_of_another_build_are_not_believed(disk_reader: Reader, copy: Path, many: Path) -> None:
    for file in (copy / "search/index").glob("terms-*.js"):
        shutil.copy(many / "search/index" / file.name, file)
    disk_reader.open({"q": "наставничество"})
    expect(disk_reader.failure).to_contain_text(disk_reader.message("partDamaged"))
    expect(disk_reader.results).to_have_count(0)
    assert disk_reader.message("none") not in disk_reader.page.locator("main").inner_text()


@pytest.mark.parametrize("harm", [gone, flipped])
def test_without_its_places_a_query_is_answered_in_the_order_of_scores(
    disk_reader: Reader, copy: Path, harm: Callable[[Path], None]
) -> None:
    for file in (copy / "search/index").glob("places-*.js"):
        harm(file)
    disk_reader.open({"q": "патриотическое воспитание"})
    expect(disk_reader.failure).to_contain_text(
        disk_reader.message("partMissing" if harm is gone else "partDamaged")
    )
    expect(disk_reader.results).not_to_have_count(0)
    disk_reader.open({"q": "«лучшие практики»"})
    expect(disk_reader.failure).to_be_visible()
    expect(disk_reader.results).to_have_count(0)
    assert disk_reader.message("none") not in disk_reader.page.locator("main").inner_text()


@pytest.mark.parametrize("harm", [gone, cut])
def test_without_its_forms_a_misspelt_word_is_not_corrected_and_that_is_said(
    disk_reader: Reader, copy: Path, harm: Callable[[Path], None]
) -> None:
    for file in (copy / "search/index").glob("forms-*.js"):
        harm(file)
    disk_reader.open({"q": "наставничество"})
    expect(disk_reader.results).not_to_have_count(0)
    expect(disk_reader.failure).to_have_count(0)
    disk_reader.open({"q": "воспетания"})
    expect(disk_reader.failure).to_be_visible()


@pytest.mark.parametrize("harm", HARMS)
def test_a_harmed_fragment_is_one_result_less(
    disk_reader: Reader, copy: Path, archive: Path, harm: Callable[[Path], None]
) -> None:
    disk_reader.open({"q": "воспитание"})
    whole = disk_reader.ids()
    fragment = next(part for part in disk_reader.index_requests if part.startswith("fragments/"))
    harm(copy / "search/index" / fragment)
    disk_reader.open({"q": "воспитание"})
    expect(disk_reader.results).to_have_count(len(whole) - 1)
    expect(disk_reader.page.locator("#results > .missing")).to_have_text(disk_reader.message("resultMissing"))
    expect(disk_reader.status).to_have_text(disk_reader.counted("found", len(whole)))
    expect(disk_reader.failure).to_be_visible()
    shutil.copy(archive / "search/index" / fragment, copy / "search/index" / fragment)
    disk_reader.retry.click()
    expect(disk_reader.failure).to_have_count(0)
    assert disk_reader.ids() == whole


@pytest.mark.parametrize(
    ("harm", "facet"),
    [(gone, "topics"), (cut, "topics"), (of_another_kind, "topics"), (gone, "years"), (no_payload, "years")],
)
def test_a_harmed_facet_takes_its_filter_away_and_no_result(
    disk_reader: Reader, copy: Path, archive: Path, harm: Callable[[Path], None], facet: str
) -> None:
    file = copy / f"search/index/facets/{facet}.js"
    harm(file)
    disk_reader.open({"q": "воспитание"})
    expect(disk_reader.failure).to_contain_text(
        disk_reader.message("partMissing" if harm is gone else "partDamaged")
    )
    expect(disk_reader.results).to_have_count(5)
    expect(disk_reader.status).to_have_text(disk_reader.counted("found", 5))
    if facet != "years":
        expect(disk_reader.page.locator("[data-facet=status] li").first).to_be_visible()
    shutil.copy(archive / f"search/index/facets/{facet}.js", file)
    disk_reader.retry.click()
    expect(disk_reader.failure).to_have_count(0)
    expect(disk_reader.page.locator("[data-facet=topics] li").first).to_be_visible()


def test_a_facet_of_another_build_is_not_believed(disk_reader: Reader, copy: Path, many: Path) -> None:
    for name in ("topics", "organizations"):
        shutil.copy(many / f"search/index/facets/{name}.js", copy / f"search/index/facets/{name}.js")
    disk_reader.open({"q": "воспитание"})
    expect(disk_reader.failure).to_contain_text(disk_reader.message("partDamaged"))
    expect(disk_reader.results).to_have_count(5)
    disk_reader.visit("search/index.html?q=воспитание&topic=youth")
    expect(disk_reader.failure).to_contain_text(disk_reader.message("damaged"))


def assert_calm(reader: Reader) -> None:
    """Check that nothing of a query became markup or a sideways page."""
    assert reader.errors == []
    assert reader.page.evaluate("window.injected") is None
    strangers = "#results, .advice, [role=status]".replace(", ", " :is(img, script, b, i), ")
    assert reader.page.locator(f"{strangers} :is(img, script, b, i)").count() == 0


def test_hostile_queries_are_answered_when_typed(reader: Reader) -> None:
    reader.open()
    for query in HOSTILE:
        # Not by keys, which know of no lone surrogates.
        reader.field.evaluate(
            "(field, query) => { field.value = query;"
            " field.dispatchEvent(new InputEvent('input', {bubbles: true})); }",
            query,
        )
        typed = reader.field.input_value()
        reader.wait(typed if typed.strip() else "")
        assert_calm(reader)
    reader.page.wait_for_load_state("networkidle")
    assert_calm(reader)
    reader.type("наставничество")
    expect(reader.results).not_to_have_count(0)


def test_hostile_queries_are_answered_from_the_address(reader: Reader) -> None:
    reader.open()
    for query in HOSTILE:
        reader.page.evaluate(
            "query => { history.pushState(null, '', '?' + new URLSearchParams({q: query}));"
            " dispatchEvent(new PopStateEvent('popstate')); }",
            query,
        )
        asked = reader.page.evaluate("new URLSearchParams(location.search).get('q')")
        reader.wait(asked if asked.strip() else "")
        assert_calm(reader)
    for query in HOSTILE[:4]:
        reader.open({"q": query})
        assert_calm(reader)


def test_hostile_queries_are_answered_by_the_api(reader: Reader) -> None:
    reader.open()
    for query in HOSTILE:
        for prefix in (True, False):
            answer = reader.ask(query, {"prefix": prefix})
            assert answer["total"] >= len(answer["results"])
            for result in answer["results"]:
                html = "".join(provision["html"] for provision in result["provisions"])
                assert "<" not in re.sub("</?mark>", "", html)
    assert_calm(reader)


def test_what_is_no_word_of_the_archive_finds_nothing(reader: Reader) -> None:
    reader.open()
    for query in ("__proto__", "constructor", "toString", "*", "^", "-", "👍", "…!?", "№"):
        assert reader.ask(query)["total"] == 0, query
        assert reader.ask(query, {"prefix": True})["total"] == 0, query


def test_hostile_addresses_are_answered(reader: Reader) -> None:
    for address in (
        "q=воспитание&from=<b>&sort=<b>&n=-1",
        "q=воспитание&n=1e99&topic=&from=&status=",
        "q=воспитание&q=другое",
        "q=%E0%A4%A",
        "q=%00%ff",
        "topic=youth",
        "__proto__=1&constructor=2",
    ):
        reader.visit(f"search/index.html?{address}")
        asked = reader.page.evaluate("new URLSearchParams(location.search).get('q') ?? ''")
        if asked.strip():
            reader.wait(asked)
        assert_calm(reader)
    reader.type("наставничество")
    assert_calm(reader)


@pytest.mark.parametrize(
    "filters",
    [
        "topic=__proto__&organization=constructor&status=toString",
        "from=constructor&to=__proto__",
        "topic=gone",
    ],
)
def test_a_filter_that_does_not_exist_leaves_nothing_and_can_be_dropped(reader: Reader, filters: str) -> None:
    reader.visit(f"search/index.html?q=воспитание&{filters}")
    expect(reader.status).to_have_text(reader.message("noneLeft"))
    expect(reader.failure).to_have_count(0)
    reader.page.locator("button.reset").click()
    expect(reader.results).to_have_count(5)
    assert_calm(reader)


def test_hostile_marks_in_the_address_of_an_act_mark_nothing_and_change_nothing(reader: Reader) -> None:
    path = "resolutions/trudovaya-doblest-forum-nastavnichestvo/index.html"
    reader.visit(path)
    text = reader.page.locator("[data-fidelity]").evaluate("element => element.textContent")
    for marks in ("<b>", "__proto__ constructor", "%00", "a" * 5_000, "+" * 500, "(.*)"):
        reader.page.goto(f"{reader.home}{path}?mark={marks}")
        assert reader.page.locator("[data-fidelity] mark").count() == 0
        assert reader.page.locator("[data-fidelity]").evaluate("element => element.textContent") == text


def test_markup_that_acts_print_stays_text_on_the_page(strange_reader: Reader) -> None:
    strange_reader.open({"q": "разметка constructor"})
    expect(strange_reader.results).to_have_count(6)
    expect(strange_reader.results.first.locator("h2")).to_contain_text("<script>")
    expect(strange_reader.page.locator("#results :is(img, script, b)")).to_have_count(0)
    strange_reader.results.first.locator("h2 a").click()
    expect(strange_reader.page.locator("[data-fidelity] mark").first).to_be_attached()
    expect(strange_reader.page.locator("[data-fidelity] :is(img, script, b)")).to_have_count(0)


def show_nothing(reader: Reader) -> None:
    reader.open()


def show_results(reader: Reader) -> None:
    reader.open({"q": "патриотическое воспитание щучьехвост", "status": "adopted"})
    expect(reader.page.locator("[data-facet=topics] li").first).to_be_attached()
    reader.page.locator("details.panel").evaluate("panel => { panel.open = true; }")


def show_correction(reader: Reader) -> None:
    reader.open({"q": "djcgbnfybz"})


def show_none(reader: Reader) -> None:
    reader.open({"q": "щучьехвост"})


def show_failure(reader: Reader) -> None:
    reader.open()
    reader.page.route(f"**{INDEX}**", lambda route: route.abort())
    reader.field.fill("наставничество")
    expect(reader.failure).to_be_visible()
    reader.page.unroute_all()


SHOWS: list[Callable[[Reader], None]] = [show_nothing, show_results, show_correction, show_none, show_failure]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(
    archive_home: str, browser: Browser, width: int, scheme: str
) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 800}
    )
    reader = Reader(context.new_page(), archive_home)
    source = AXE.read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    wide = []
    for show in SHOWS:
        show(reader)
        reader.page.evaluate(source)
        result = reader.page.evaluate("axe.run()")
        assert result["passes"]
        found |= {
            f"{show.__name__}: {v['id']}": [node["html"] for node in v["nodes"]] for v in result["violations"]
        }
        if reader.page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(show.__name__)
    context.close()
    assert found == {}
    assert wide == []
    assert [error for error in reader.errors if "Content Security Policy" not in error] == []


def test_html_validate_finds_nothing_on_the_page_with_results(reader: Reader, tmp_path: Path) -> None:
    files = []
    for show in (show_results, show_correction, show_none, show_failure):
        show(reader)
        file = tmp_path / f"{show.__name__}.html"
        file.write_text(
            "<!DOCTYPE html>\n" + reader.page.evaluate("document.documentElement.outerHTML"), "utf-8"
        )
        files.append(str(file))
    # The browser writes every attribute with a value; checkboxes of one question share their name.
    rules = {
        "attribute-boolean-style": "off",
        "attribute-empty-style": "off",
        "no-trailing-whitespace": "off",
        "form-dup-name": ["error", {"shared": ["checkbox"]}],
    }
    config = {"root": True, "extends": ["html-validate:recommended"], "rules": rules}
    (tmp_path / "rules.json").write_text(json.dumps(config), encoding="utf-8")
    program = ["node", "node_modules/html-validate/bin/html-validate.mjs"]
    command = [*program, "--config", str(tmp_path / "rules.json"), *files]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_reader_notices_what_the_policy_forbids_and_what_throws(page: Page, archive_home: str) -> None:
    reader = Reader(page, archive_home)
    reader.open()
    page.locator("main").evaluate("element => element.setAttribute('style', 'color: red')")
    page.evaluate("() => { setTimeout(() => { throw new Error('uncaught'); }); }")
    page.wait_for_timeout(0)
    page.wait_for_function("() => new Promise(resolve => setTimeout(() => resolve(true)))")
    assert any("Content Security Policy" in error for error in reader.errors)
    assert any("uncaught" in error for error in reader.errors)
