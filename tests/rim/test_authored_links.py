"""Links that editors write lead where they say, or a diagnostic says that they do not."""

from pathlib import Path

import pytest

from svod.pipeline.building import build_site
from tests.rim.sites import ACT, act, make_site

OTHER = "content/resolutions/other.md"
HIDDEN = "content/resolutions/hidden.md"


def codes(tmp_path: Path, link: str) -> list[str]:
    site = make_site(
        tmp_path,
        {
            ACT: act(f"РЕЗОЛЮЦИЯ\n\nШколам:\n\n– поддержать {link};\n"),
            OTHER: act(),
            HIDDEN: act(access="withdrawn"),
            "content/resolutions/plan.pdf": b"%PDF",
            "content/resolutions/plan#1.pdf": b"%PDF",
        },
    )
    return [f"{d.code}:{d.column}" for d in build_site(site).diagnostics if d.code != "assets-missing"]


@pytest.mark.parametrize(
    "target",
    [
        "plan.pdf",
        "plan.pdf#page=2",
        "plan.pdf?page=2",
        "other.md",
        "other.md#a1-i2",
        "#a1",
        "/resolutions/other/",
        "/resolutions/other/#a1-i1",
        "/topics/youth/",
        "https://x.example/#top",
        "tel:+74810000000",
        "mailto:info@x.example",
    ],
)
def test_a_link_that_leads_somewhere_is_no_fault(tmp_path: Path, target: str) -> None:
    assert codes(tmp_path, f"[план]({target})") == []


@pytest.mark.parametrize(
    "target",
    [
        "other.md#a9",
        "#a9",
        "/resolutions/other/#a9",
        "/topics/youth/#a1",
        "/topics/none/",
        "hidden.md#a1",
        "none.pdf",
        "plan%231.pdf",
        "javascript:alert",
        "ftp://x.example/plan",
    ],
)
def test_a_link_that_leads_nowhere_is_a_fault_where_it_stands(tmp_path: Path, target: str) -> None:
    assert codes(tmp_path, f"[план]({target})") == ["link-broken:21"]


def test_an_address_of_mail_is_no_forbidden_tag(tmp_path: Path) -> None:
    assert codes(tmp_path, "<info@x.example>") == ["personal-data:15"]


def test_a_former_address_under_the_static_files_is_refused(tmp_path: Path) -> None:
    site = make_site(tmp_path, {ACT: act(aliases="[/static/favicon.svg/]")})
    assert [d.code for d in build_site(site).diagnostics if d.line] == ["alias-collision"]


def test_a_page_of_the_editors_keeps_its_headings_and_footnotes(tmp_path: Path) -> None:
    page = "---\ntitle: О нас\n---\n# Первое\n\nСлово[^1].\n\n[^1]: Пояснение.\n"
    files: dict[str, bytes] = {}
    build_site(make_site(tmp_path, {"content/pages/about.md": page}), files.__setitem__)
    shown = files["about/index.html"].decode()
    assert "<h2>Первое</h2>" in shown
    assert "Пояснение." in shown
    assert 'id="fn:1"' in shown
