"""Faults in templates, static files and the configuration: file and line, once and not once a page."""

from pathlib import Path

import pytest

from tests.rim.sites import Files, act, build, call, make_site, refuse, run_unprivileged, write_files

LAYOUT = "templates/layouts/resolution.html"
PART = "templates/partials/part.html"
TEXT = "<div data-fidelity>{{ page.html }}</div>\n"
INCLUDE = "{% include 'partials/part.html' %}\n"
THREE_ACTS: Files = {
    f"content/resolutions/act-{number}.md": act(title=f"Резолюция {number}") for number in range(3)
}

FAULTS: dict[str, tuple[Files, str]] = {
    "an undefined name": ({LAYOUT: f"{TEXT}\n{{{{ nope }}}}"}, f"{LAYOUT}:3 template-undefined"),
    "an undefined field": ({LAYOUT: f"{TEXT}{{{{ page.titel }}}}"}, f"{LAYOUT}:2 template-undefined"),
    "a field of a field": ({LAYOUT: f"{TEXT}{{{{ page.head.x.y }}}}"}, f"{LAYOUT}:2 template-undefined"),
    "a static file that is not there": (
        {LAYOUT: f"{TEXT}{{{{ asset('nope.css') }}}}"},
        f"{LAYOUT}:2 template-undefined",
    ),
    "a macro that is not there": (
        {PART: "", LAYOUT: f"{TEXT}{{% from 'partials/part.html' import x %}}{{{{ x() }}}}"},
        f"{LAYOUT}:2 template-undefined",
    ),
    "a syntax error": ({LAYOUT: f"{TEXT}\n\n{{% if %}}"}, f"{LAYOUT}:4 template-syntax"),
    "a block left open": ({LAYOUT: f"{TEXT}{{% for x in [] %}}"}, f"{LAYOUT}:2 template-syntax"),
    "an unknown filter": ({LAYOUT: f"{TEXT}{{{{ 1 | nope }}}}"}, f"{LAYOUT}:2 template-syntax"),
    "not UTF-8": ({LAYOUT: "Привет".encode("cp1251")}, f"{LAYOUT}:1 template-syntax"),
    "division by zero": ({LAYOUT: f"{TEXT}\n{{{{ 1 / 0 }}}}"}, f"{LAYOUT}:3 template-failed"),
    "text and a number added": ({LAYOUT: f"{TEXT}{{{{ 'a' + 1 }}}}"}, f"{LAYOUT}:2 template-failed"),
    "a text called": ({LAYOUT: f"{TEXT}{{{{ 'a'() }}}}"}, f"{LAYOUT}:2 template-failed"),
    "a link to a number": ({LAYOUT: f"{TEXT}{{{{ link(3) }}}}"}, f"{LAYOUT}:2 template-failed"),
    "a template in itself": (
        {LAYOUT: f"{TEXT}{{% include 'layouts/resolution.html' %}}"},
        f"{LAYOUT}:2 template-failed",
    ),
    "a missing include": (
        {LAYOUT: f"{TEXT}\n{{% include 'partials/nope.html' %}}"},
        f"{LAYOUT}:3 template-missing",
    ),
    "a missing parent": ({LAYOUT: "{% extends 'layouts/nope.html' %}"}, f"{LAYOUT}:1 template-missing"),
    "an undefined name in an include": (
        {LAYOUT: f"{TEXT}{INCLUDE}", PART: "\n\n{{ nope }}"},
        f"{PART}:3 template-undefined",
    ),
    "a syntax error in an include": (
        {LAYOUT: f"{TEXT}{INCLUDE}", PART: "\n{% endif %}"},
        f"{PART}:2 template-syntax",
    ),
    "an include that is not UTF-8": (
        {LAYOUT: f"{TEXT}{INCLUDE}", PART: b"\xcf\xf0\xe8"},
        f"{PART}:1 template-syntax",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_template_is_named_with_its_line_once(name: str, tmp_path: Path) -> None:
    files, expected = FAULTS[name]
    assert refuse(make_site(tmp_path, {**THREE_ACTS, **files})) == [expected]


def test_a_fault_in_a_shared_template_is_named_once(tmp_path: Path) -> None:
    """All layouts of the engine extend this one."""
    site = make_site(tmp_path, {"templates/layouts/base.html": "\n{{ nope }}\n"}, plain=False)
    assert refuse(site) == ["templates/layouts/base.html:2 template-undefined"]


def test_an_engine_template_is_named_by_its_place_in_the_engine(tmp_path: Path) -> None:
    """An own partial lacks what a layout of the engine imports from it."""
    site = make_site(tmp_path, {"templates/partials/cards.html": ""}, plain=False)
    found = refuse(site)
    assert found
    assert all(head.startswith("templates/") and head.endswith(" template-undefined") for head in found)


def test_a_template_that_drops_words_of_an_act_is_caught(tmp_path: Path) -> None:
    site = make_site(tmp_path, {LAYOUT: "<div data-fidelity>{{ page.html | replace('учёт', 'учет') }}</div>"})
    assert refuse(site) == ["content/resolutions/forum.md:15 fidelity"]


def test_a_style_sheet_in_another_encoding_is_published_as_it_is(tmp_path: Path) -> None:
    style = "/* Привет */".encode("cp1251")
    pages = build(make_site(tmp_path, {"templates/static/site.css": style}))
    assert [text for path, text in pages.items() if path.startswith("static/site.")] == [style]


@pytest.mark.parametrize("path", [LAYOUT, "templates/static/site.css"])
def test_a_template_that_may_not_be_read_is_refused(path: str, public_folder: Path) -> None:
    site = make_site(public_folder, {LAYOUT: TEXT, "templates/static/site.css": ""})
    (site / path).chmod(0)
    done = run_unprivileged("build", "--site", site, "--lang", "en")
    assert done.returncode == 1
    assert f"{path}:" in done.stderr
    assert "no permission to read it" in done.stderr
    assert "Errors: 1," in done.stderr


# --- configuration

VALID = "title: Архив\ndescription: Резолюции\n"
CONFIGS = {
    "missing": (None, ["site_config.yaml config-missing"]),
    "empty": ("", ["site_config.yaml:1:1 yaml-not-mapping"]),
    "a list": ("- title\n", ["site_config.yaml:1:1 yaml-not-mapping"]),
    "a sentence": ("Архив\n", ["site_config.yaml:1:1 yaml-not-mapping"]),
    "broken": ("title: [\n", ["site_config.yaml:2:1 yaml-syntax"]),
    "two documents": (f"{VALID}---\n{VALID}", ["site_config.yaml:3:1 yaml-syntax"]),
    "a key twice": (
        f"{VALID}base_url: https://a.b/\ntitle: Б\n",
        ["site_config.yaml:4:1 yaml-duplicate-key"],
    ),
    "words of an unknown topic": (
        f"{VALID}topic_words:\n  yuoth: [молодёжь]\n  youth: [юность]\n",
        ["site_config.yaml base-url-missing", "site_config.yaml:4:3 topic-unknown"],
    ),
    "words that are none": (
        f"{VALID}topic_words: {{youth: молодёжь, Юность: []}}\n",
        ["site_config.yaml:3:22 value-invalid", "site_config.yaml:3:32 id-invalid"],
    ),
    "not UTF-8": (VALID.encode("cp1251"), ["site_config.yaml:1 file-encoding"]),
    "all wrong": (
        "title: [a]\nlanguage: fr\npage_size: x\nlatest: 0\nfeed_size: 1001\nbase_url: ftp://x\nfoo: 1\n",
        [
            "site_config.yaml:1:1 key-missing",
            "site_config.yaml:1:8 value-invalid",
            "site_config.yaml:2:11 value-choice",
            "site_config.yaml:3:12 value-invalid",
            "site_config.yaml:4:9 value-invalid",
            "site_config.yaml:5:12 value-invalid",
            "site_config.yaml:6:11 value-invalid",
            "site_config.yaml:7:1 key-unknown",
        ],
    ),
}


@pytest.mark.parametrize("name", CONFIGS)
def test_a_faulty_configuration_is_refused_at_its_place(name: str, tmp_path: Path) -> None:
    text, expected = CONFIGS[name]
    assert refuse(make_site(tmp_path, {"site_config.yaml": text})) == expected


def test_faults_of_the_content_are_found_without_a_configuration(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"site_config.yaml": None, "content/resolutions/a.md": act(topics="[space]")})
    assert refuse(site) == ["content/resolutions/a.md:5:10 topic-unknown", "site_config.yaml config-missing"]


def test_a_configuration_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"site_config.yaml": None})
    (site / "site_config.yaml").mkdir()
    assert refuse(site) == ["site_config.yaml file-unreadable"]


def test_without_an_address_there_is_a_warning_and_no_sitemap(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"site_config.yaml": VALID})
    assert "site_config.yaml base-url-missing" in call("check", "--site", site).heads
    pages = build(site)
    assert "feed.xml" in pages
    assert "sitemap.xml" not in pages


def test_an_own_template_stands_in_for_the_engines_file_by_file(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"templates/layouts/home.html": "<p>own home</p>\n"}, plain=False)
    pages = build(site)
    assert pages["index.html"] == b"<p>own home</p>\n"
    assert b"<p>own home</p>" not in (pages["resolutions/index.html"] or b"")
    write_files(site, {"templates/static/site.css": "body { color: red }\n"})
    assert b"body { color: red }\n" in build(site).values()
