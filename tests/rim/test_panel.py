"""The panel of the preview: what is wrong, where, what it means, and the way to mend it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from svod.diagnostics import diagnose
from svod.explanations import explanations
from svod.localization import localization
from svod.panel import PanelRenderer, Report
from svod.rules import RULES
from tests.rim.previewed import preview
from tests.rim.sites import ACT, ROOT, act, call, make_site, write_files

TEXT = "---\ntitle: x\nstatus: принята\n---\n"
FAULT = diagnose(
    "value-choice", ACT, 3, 9, text=TEXT, key="status", value="<принята>", known="adopted", suggestion=None
)
WARNING = diagnose("glued-bold", ACT, 3, 1, text=TEXT, words="РЕЗОЛЮЦИЯ форума")
PANEL = "#svod-diagnostics"


def nowhere(_path: str, _line: int, _column: int) -> str:
    return ""


def panel(*found: object, shown: bool = False, opener: Callable[[str, int, int], str] = nowhere) -> str:
    report = Report(shown=shown, diagnostics=tuple(found))  # type: ignore[arg-type]
    return PanelRenderer(localization("ru"), opener).panel(report)


def test_a_fault_is_told_with_its_line_a_caret_a_hint_and_what_its_code_means() -> None:
    text = panel(FAULT)
    assert "<strong>Ошибка:</strong> поле «status»: значение «&lt;принята&gt;» не допускается" in text
    assert f"{ACT}:3:9" in text
    assert "2 | title: x\n3 | status: принята\n  |         ^</pre>" in text
    assert "Допустимые значения: adopted." in text
    assert "Что значит «value-choice»" in text
    assert "У поля есть перечень значений" in text
    assert "status: принята</pre></div>" in text, "the example"


def test_nothing_is_laid_over_a_page_with_which_nothing_is_wrong() -> None:
    renderer = PanelRenderer(localization("ru"), nowhere)
    assert panel(shown=True) == ""
    assert renderer.overlay("", "") == renderer.overlay("", ACT) == ""


def test_warnings_alone_are_folded_and_quiet() -> None:
    text = panel(WARNING, shown=True)
    assert 'class="quiet"' in text
    assert "<details><summary>Предупреждений: 1</summary>" in text
    assert "alert" not in text.split("<script>")[0]


def test_warnings_that_stand_in_the_way_are_loud() -> None:
    assert 'class="loud"' in panel(WARNING, shown=False)


def test_why_no_site_could_be_made_is_told() -> None:
    text = PanelRenderer(localization("ru"), nowhere).panel(Report(shown=False, refusal="Диск <полон>."))
    assert "<p>Диск &lt;полон&gt;.</p>" in text


def test_thousands_of_faults_do_not_make_a_page_of_megabytes() -> None:
    text = panel(*[FAULT] * 5000)
    assert "И ещё 4950; все показаны в терминале." in text
    assert len(text) < 200_000


def test_places_open_in_the_editors_program() -> None:
    text = panel(FAULT, opener=lambda path, line, column: f"vscode://file/{path}:{line}:{column}")
    assert f'<a href="vscode://file/{ACT}:3:9">{ACT}:3:9</a>' in text


def test_every_code_is_explained() -> None:
    assert list(explanations()) == list(RULES)
    assert all(known.text and known.example for known in explanations().values())


@pytest.mark.parametrize(
    ("editor", "address"),
    [
        ("vscode", "vscode://file{site}/content/resolutions/forum.md:1:1"),
        (
            "jetbrains",
            "jetbrains://idea/navigate/reference?project={name}&amp;path=content/resolutions/forum.md:1:1",
        ),
        (
            "subl://open?file=/{absolute}&line={line}",
            "subl://open?file={site}/content/resolutions/forum.md&amp;line=1",
        ),
    ],
)
def test_the_page_of_an_act_has_a_link_that_opens_its_file(editor: str, address: str, tmp_path: Path) -> None:
    site = make_site(tmp_path, plain=False)
    with preview(site, "--editor", editor) as server:
        page = server.get("/resolutions/forum/").text
        expected = address.format(site=site.resolve().as_posix(), name=site.name)
        assert f'<p id="svod-edit"><a href="{expected}">Изменить</a></p>' in page
        assert "svod-edit" not in server.get("/").text
    assert "svod-edit" not in (site / "output/resolutions/forum/index.html").read_text(encoding="utf-8")


def test_no_editor_is_no_link(tmp_path: Path) -> None:
    with preview(make_site(tmp_path, plain=False), "--editor", "none") as server:
        assert "svod-edit" not in server.get("/resolutions/forum/").text


def test_an_editor_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    outcome = call("serve", "--site", make_site(tmp_path), "--editor", "notepad")
    assert outcome.code == 2
    assert "notepad is neither vscode, jetbrains, none nor an address" in outcome.stderr


def test_pages_that_are_published_lead_to_where_their_files_are_edited(tmp_path: Path) -> None:
    pattern = "https://github.com/org/repo/edit/main/{path}"
    config = f"title: А\ndescription: Р\nbase_url: https://a.example/\nedit_url: {pattern}\n"
    files = {
        "site_config.yaml": config,
        "content/pages/about.md": "---\ntitle: О нас\n---\nТекст.\n",
        "content/resolutions/форум 1.md": act(id="forum-1"),
        "content/resolutions/gone.md": act(access="withdrawn"),
    }
    site = make_site(tmp_path, files, plain=False)
    assert call("build", "--site", site).code == 0

    def links(page: str) -> bool:
        return "repo/edit/main" in (site / "output" / page / "index.html").read_text(encoding="utf-8")

    about = (site / "output/about/index.html").read_text(encoding="utf-8")
    assert '<a href="https://github.com/org/repo/edit/main/content/pages/about.md">Изменить</a>' in about
    named = (site / "output/resolutions/forum-1/index.html").read_text(encoding="utf-8")
    assert "edit/main/content/resolutions/%D1%84%D0%BE%D1%80%D1%83%D0%BC%201.md" in named
    assert [page for page in ("", "resolutions/gone", "resolutions", "resolutions/forum") if links(page)] == [
        "resolutions/forum"
    ]


@pytest.mark.parametrize("pattern", ["github.com/{path}", "https://github.com/", "vscode://file/{path}"])
def test_an_address_for_edits_is_checked(pattern: str, tmp_path: Path) -> None:
    config = f'title: А\ndescription: Р\nedit_url: "{pattern}"\n'
    outcome = call("check", "--site", make_site(tmp_path, {"site_config.yaml": config}))
    assert "“edit_url”: an address with {path} in it expected" in outcome.stderr


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_closed_by_keys_and_comes_back_with_another_fault(
    scheme: str, page: Page, tmp_path: Path
) -> None:
    site = make_site(tmp_path, plain=False)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": 360, "height": 640})
    with preview(site) as server:
        write_files(site, {ACT: act(topics="[nothing]")})
        address = f"http://127.0.0.1:{server.port}/resolutions/forum/"
        server.seconds_until("/resolutions/forum/", lambda text: 'class="loud"' in text)
        page.goto(address)
        assert page.get_by_role("alert").inner_text().startswith("В последней правке есть ошибки")
        page.locator(f"{PANEL} summary").first.press("Enter")
        page.add_script_tag(path=ROOT / "node_modules/axe-core/axe.min.js")
        found = page.evaluate("axe.run(document.getElementById('svod-preview'))")
        assert [(rule["id"], len(rule["nodes"])) for rule in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        page.locator(f"{PANEL} button").press("Escape")
        assert page.locator(PANEL).is_hidden()
        page.goto(address)
        assert page.locator(PANEL).is_hidden(), "it stays closed"
        assert page.locator("#svod-edit a").is_visible()
        write_files(site, {ACT: act(topics="[nothing, more]")})
        page.wait_for_function("document.querySelector('#svod-diagnostics')?.checkVisibility()")
        page.locator(f"{PANEL} button").click()
        assert page.locator(PANEL).is_hidden()
        write_files(site, {ACT: act()})
        page.wait_for_function("!document.querySelector('#svod-diagnostics')")
