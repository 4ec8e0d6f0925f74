"""What is remembered from page to page is the same on each of them; the rest is made for each."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from svod import urls
from svod.diagnostics import Diagnostic
from svod.localization import localization
from svod.site.contexts import Site
from svod.site.templating import Templates
from tests.rim.sites import write_files

SITE = Site(title="А&Б", description="", language="ru", content_language="ru", navigation=[], footer=[])
PAGES = [
    "/",
    "/404.html",
    "/topics/",
    "/topics/a/",
    "/topics/b/",
    "/topics/a/page/2/",
    "/topics/b/page/2/",
    "/years/2022/",
    "/resolutions/x/",
    "/topics/a/",
]
TARGETS = [
    *PAGES,
    "/feed.xml",
    "/topics/a/feed.xml",
    "/resolutions/x/#p1",
    "#p1",
    "https://a.ru/",
    "mailto:a@b",
]


@dataclass(frozen=True)
class Record:
    name: str


def render(folder: Path, url: str, **files: str) -> list[str]:
    """Return what ``page.html`` of ``files`` makes at ``url`` and then at another page."""
    write_files(folder, {f"templates/{name}.html": text for name, text in files.items()})
    templates = Templates(folder, SITE, localization("ru"))
    texts = [
        templates.render("page.html", at, Record(name)) for at, name in ((url, "<1>"), ("/a/b/c/", "<2>"))
    ]
    assert not any(isinstance(text, Diagnostic) for text in texts), texts
    return [str(text) for text in texts]


@pytest.mark.parametrize("spelling", ["link(target)", "target|link"])
def test_a_link_does_not_depend_on_the_pages_before(spelling: str, tmp_path: Path) -> None:
    layout = f"{{% for target in page.name.split() %}}{{{{ {spelling} }}}} {{% endfor %}}"
    write_files(tmp_path, {"templates/page.html": layout})
    templates = Templates(tmp_path, SITE, localization("ru"))
    for page in PAGES * 2:
        shown = templates.render("page.html", page, Record(" ".join(TARGETS)))
        expected = [
            target if target[0] == "#" or urls.is_external(target) else urls.relative_url(page, target)
            for target in TARGETS
        ]
        assert str(shown).split() == expected


def test_a_constant_link_is_made_on_each_page(tmp_path: Path) -> None:
    layout = "{{ '/x/'|link }} {{ link('/x/') }} {{ asset('favicon.svg') }}"
    assert render(tmp_path, "/y/", page=layout) == [
        "../x/index.html ../x/index.html ../static/favicon.svg",
        "../../../x/index.html ../../../x/index.html ../../../static/favicon.svg",
    ]


@pytest.mark.parametrize(
    "part",
    [
        "{% macro show() %}{{ page.name }}{% endmacro %}",
        "{% set name = page.name %}{% macro show() %}{{ name }}{% endmacro %}",
        "{% from 'deep.html' import show as deep with context %}{% macro show() %}{{ deep() }}{% endmacro %}",
        "{% macro show() %}{% from 'deep.html' import show with context %}{{ show() }}{% endmacro %}",
        "{% macro show() %}{% include 'shown.html' %}{% endmacro %}",
        "{% macro show() %}{{ local }}{% endmacro %}",
    ],
)
def test_a_partial_sees_the_page_that_imports_it(part: str, tmp_path: Path) -> None:
    layout = "{% set local = page.name %}{% from 'part.html' import show with context %}{{ show() }}"
    deep = "{% macro show() %}{{ page.name }}{% endmacro %}"
    texts = render(tmp_path, "/", page=layout, part=part, deep=deep, shown="{{ page.name }}")
    assert texts == ["&lt;1&gt;", "&lt;2&gt;"]


def test_a_partial_that_needs_no_page_links_from_each_page(tmp_path: Path) -> None:
    part = "{% macro show(url) %}{{ site.title }} {{ link(url) }}{% endmacro %}"
    layout = "{% from 'part.html' import show with context %}{{ show('/x/') }}"
    assert render(tmp_path, "/y/", page=layout, part=part) == [
        "А&amp;Б ../x/index.html",
        "А&amp;Б ../../../x/index.html",
    ]


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        ("{{ _('Topics') }}", "Темы"),
        ("{{ gettext('Topics') }}", "Темы"),
        ("{% trans %}Topics{% endtrans %}", "Темы"),
        ("{{ _('<b> & 100%%') }}", "<b> & 100%"),
        ("{% set x = _('<b>') %}{{ x }}", "<b>"),
        ("{{ _('<b>')|length }}", "3"),
        ("{% autoescape false %}{{ _('<b>') ~ '<' }}{% endautoescape %}", "<b><"),
        ("{{ _('<b>') ~ '<' }}", "<b>&lt;"),
        ("{{ _('<b>%(name)s', name='<') }}", "<b>&lt;"),
    ],
)
def test_messages_are_translated_and_escaped_as_ever(layout: str, text: str, tmp_path: Path) -> None:
    assert render(tmp_path, "/", page=layout) == [text, text]


def test_a_stray_percent_sign_is_told_at_its_line(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/page.html": "\n{{ _('100 %') }}\n"})
    fault = Templates(tmp_path, SITE, localization("ru")).render("page.html", "/", Record(""))
    assert isinstance(fault, Diagnostic)
    assert (fault.path, fault.line, fault.code) == ("templates/page.html", 2, "template-failed")


def test_blanks_at_the_ends_of_lines_are_left_out(tmp_path: Path) -> None:
    layout = "a  \n  b \u00a0 \n   \n\n{{ ' ' }}"
    assert render(tmp_path, "/", page=layout)[0] == "a\n  b \u00a0\n\n\n"
    assert render(tmp_path, "/", page=layout + "{{ '\\tc \\t' }}")[0] == "a\n  b \u00a0\n\n\n \tc"


def test_each_cached_part_of_a_line_is_its_own(tmp_path: Path) -> None:
    part = "{% cache site %}A{% endcache %}{% cache page.name %}{{ page.name }}{% endcache %}"
    texts = render(
        tmp_path, "/", page=f"{part}{part}{{% cache site, 1 %}}{{{{ '/b/'|link }}}}{{% endcache %}}"
    )
    assert texts == ["A&lt;1&gt;A&lt;1&gt;b/index.html", "A&lt;2&gt;A&lt;2&gt;../../../b/index.html"]
