"""Bad content: each fault is named at its place, the exit code is 1, and nothing is lost."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rim.sites import ACT, BODY, ROOT, SITE, act, build, call, make_site, refuse, run, run_unprivileged

AT = f"{ACT}:"
RUSSIAN = "Участники форума обсудили вопросы воспитания молодёжи и отметили важность наставничества.\n\n"


# --- front matter

FRONT_MATTER = {
    "broken YAML": (act(title="Форум: съезд"), ["2:13 yaml-syntax"]),
    "open quotes": (act(title='"Форум'), ["2:8 yaml-syntax"]),
    "open quotes at the end": (act(status='"adopted'), ["6:9 yaml-syntax"]),
    "quotes over two lines, and a colon": (act(title='"Форум\n  школ"', status="а: б"), ["7:10 yaml-syntax"]),
    "a tab": (act(title="@Форум"), ["2:8 yaml-syntax"]),
    "a duplicate key": (act(status="adopted\ntitle: Форум"), ["7:1 yaml-duplicate-key"]),
    "an unknown key": (act(titel="Форум"), ["7:1 key-unknown"]),
    "a key that only the engine sets": (act(path="/etc/passwd"), ["7:1 key-unknown"]),
    "a missing field": (act(title=None), ["2:1 key-missing"]),
    "all fields missing": (f"---\n{{}}\n---\n{BODY}", ["2:1 key-missing"] * 5),
    "an impossible date": (act(date="2024-02-30"), ["3:7 date-invalid"]),
    "the year zero": (act(date="0000"), ["3:7 date-invalid"]),
    "a date with a third part": (act(date="2016/2017/2018"), ["3:7 date-invalid"]),
    "a date of 25,000 characters": (act(date="/".join(["2016"] * 5000)), ["3:7 date-invalid"]),
    "a date in Arabic digits": (act(date="٢٠١٦-٠١-٠١"), ["3:7 date-invalid"]),
    "an unknown organization": (act(organizations="[soir]"), ["4:17 organization-unknown"]),
    "an unknown topic": (act(topics="[youth, space]"), ["5:17 topic-unknown"]),
    "an unknown region": (act(place="{region: RU-XXX}"), ["7:17 place-unknown"]),
    "an unknown related act": (act(related="[{rel: cites, ref: nothing}]"), ["7:29 related-unknown"]),
    "a note at no place": (act(notes="[{at: a9, note: x}]"), ["7:14 note-anchor"]),
    "an identifier with a slash": (act(id="a/b"), ["7:5 id-invalid"]),
    "an identifier that climbs": (act(id="../../etc"), ["7:5 id-invalid"]),
    "an identifier of 200 letters": (act(id="x" * 200), ["7:5 id-invalid"]),
    "an alias on a page of the site": (act(aliases="[/topics/]"), ["7:11 alias-collision"]),
    "an alias on the home page": (act(aliases="[/]"), ["7:11 alias-collision"]),
    "an alias on a file of the site": (act(aliases="[/feed.xml/]"), ["7:11 alias-collision"]),
    "an alias below a file": (act(aliases="[/sitemap.xml/old/]"), ["7:11 alias-collision"]),
    "an alias on an index page": (act(aliases="[/years/index.html/]"), ["7:11 alias-collision"]),
    "an alias on another host": (act(aliases="[//evil/]"), ["7:11 value-invalid"]),
    "an alias out of the site": (act(aliases="[/../../../evil/]"), ["7:11 value-invalid"]),
    "an alias in the middle out of the site": (act(aliases="[/a/../../evil/]"), ["7:11 value-invalid"]),
    "an alias into a hidden folder": (act(aliases="[/.git/]"), ["7:11 value-invalid"]),
    "an alias of 300 letters": (act(aliases=f"[/{'a' * 300}/]"), ["7:11 value-invalid"]),
    "a YAML tag": (act(title="!important Форум"), ["2:8 yaml-syntax"]),
    "a YAML tag that runs code": (act(title="!!python/object/apply:os.abort []"), None),
    "a YAML anchor": (act(title="&Co Форум"), ["2:8 yaml-alias"]),
    "a second document": (act(title="Форум\n--- второй"), ["3:1 yaml-syntax"]),
    "NUL by an escape": (act(title='"Фо\\0рум"'), ["2:8 yaml-syntax"]),
    "half a character by an escape": (act(title='"\\ud800"'), ["2:11 yaml-syntax"]),
    "100,000 brackets": (act(title="[" * 100_000), ["2:1 yaml-syntax"]),
    "100,000 closed brackets": (act(title="[" * 50_000 + "]" * 50_000), ["2:1 yaml-syntax"]),
    "mappings 100 deep": (
        act(title="\n" + "".join(" " * 4 * depth + "a:\n" for depth in range(1, 100))),
        ["2:1 yaml-syntax"],
    ),
    "lists 50,000 deep": (act(title="\n" + "- " * 50_000 + "a"), ["2:1 yaml-syntax"]),
    "a list for a text": (act(title="[a, b]"), ["2:8 value-invalid"]),
    "a mapping for a list": (act(topics="{a: b}"), ["5:9 value-invalid"]),
    "nothing but front matter": (act(""), ["7:1 body-empty"]),
    "a body of white space": (act("\n \t\n\u00a0\n"), ["7:1 body-empty"]),
    "no front matter": (BODY, ["1:1 front-matter-missing"]),
    "an empty file": ("", ["1:1 front-matter-missing"]),
    "one fence": ("---\n", ["1:1 front-matter-unclosed"]),
    "an indented fence": (" " + act(), ["1:1 front-matter-missing"]),
    "front matter that is a sentence": (f"---\nтекст\n---\n{BODY}", ["2:1 yaml-not-mapping"]),
    "front matter that is a comment": (f"---\n# текст\n---\n{BODY}", None),
}


@pytest.mark.parametrize("name", FRONT_MATTER)
def test_faulty_front_matter_is_refused_at_its_place(name: str, tmp_path: Path) -> None:
    text, expected = FRONT_MATTER[name]
    found = refuse(make_site(tmp_path, {ACT: text}))
    assert found, "a fault must be named"
    assert all(head.startswith(AT) for head in found)
    if expected is not None:
        assert found == [AT + place for place in expected]


def test_yaml_nested_by_question_marks_does_not_overflow_the_stack(tmp_path: Path) -> None:
    """The library calls itself for each level: unguarded, this kills the process."""
    site = make_site(tmp_path, {ACT: act(title="\n " + "? " * 100_000 + "a")})
    done = run("check", "--site", site, "--lang", "en")
    assert (done.returncode, done.stderr.count("nested too deeply")) == (1, 1)


def test_dashes_inside_a_text_are_not_nesting(tmp_path: Path) -> None:
    dashes = "|\n  " + " - ".join(["слово"] * 100)
    assert build(make_site(tmp_path, {ACT: act(access_note=dashes)}))


def test_two_files_with_one_id_are_both_named(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"content/resolutions/2016/forum.md": act()})
    outcome = call("check", "--site", site)
    assert outcome.heads == [f"{ACT}:2:1 id-duplicate"]
    assert "content/resolutions/2016/forum.md" in outcome.stderr


def test_a_draft_of_an_act_with_an_unknown_organization_does_no_more_harm(tmp_path: Path) -> None:
    draft = act(status="draft", related="[{rel: draft-of, ref: forum}]")
    site = make_site(tmp_path, {ACT: act(organizations="[soir]"), "content/resolutions/draft.md": draft})
    assert refuse(site) == [f"{ACT}:4:17 organization-unknown"]
    assert call("check", "--site", site).heads == [f"{ACT}:4:17 organization-unknown"]


def test_two_articles_with_one_id_collide(tmp_path: Path) -> None:
    article = "---\ntitle: О проекте\nid: about\n---\nТекст.\n"
    site = make_site(tmp_path, {"content/pages/a.md": article, "content/pages/b.md": article})
    assert refuse(site) == ["content/pages/b.md:1:1 alias-collision"]


def test_one_former_address_of_two_acts_collides(tmp_path: Path) -> None:
    aliased = act(aliases="[/old/]")
    site = make_site(
        tmp_path, {ACT: aliased, "content/resolutions/plenum.md": aliased.replace("Резолюция", "Решение")}
    )
    assert refuse(site) == ["content/resolutions/plenum.md:7:11 alias-collision"]


def test_a_value_too_long_to_print_is_shown_by_its_beginning(tmp_path: Path) -> None:
    outcome = call("check", "--site", make_site(tmp_path, {ACT: act(id="Я" * 10_000)}))
    assert f"“{'Я' * 80}…” cannot be an identifier" in outcome.stderr


# --- files

ENCODINGS = {
    "cp1251": "Windows-1251 (cp1251)",
    "koi8_r": "KOI8-R",
    "cp866": "DOS (cp866)",
    "mac_cyrillic": "Mac Cyrillic",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
}


@pytest.mark.parametrize("paragraphs", [0, 1, 40])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_in_another_encoding_is_told_which(encoding: str, paragraphs: int, tmp_path: Path) -> None:
    text = act(RUSSIAN * paragraphs + BODY).replace("–", "-")
    outcome = call("check", "--site", make_site(tmp_path, {ACT: text.encode(encoding)}))
    assert (outcome.code, len(outcome.heads)) == (1, 1)
    assert f"it looks like {ENCODINGS[encoding]} [file-encoding]" in outcome.stderr


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_told_without_a_mark_and_with_quotes_that_break_utf_8(
    encoding: str, tmp_path: Path
) -> None:
    text = act(f"«Форум» – {RUSSIAN}{BODY}").encode(encoding)
    assert "it looks like UTF-16 " in call("check", "--site", make_site(tmp_path, {ACT: text})).stderr


def test_one_broken_byte_is_found_by_its_line(tmp_path: Path) -> None:
    text = act(RUSSIAN * 3 + BODY).encode()
    cut = text.index("важность".encode())
    outcome = call("check", "--site", make_site(tmp_path, {ACT: text[:cut] + b"\x97" + text[cut:]}))
    assert outcome.heads == [f"{AT}8 file-encoding"]
    assert "it looks like damaged UTF-8" in outcome.stderr


def test_nul_bytes_are_no_text(tmp_path: Path) -> None:
    text = act().replace("Смоленске", "Смо\0\0ленске")
    assert refuse(make_site(tmp_path, {ACT: text})) == [f"{AT}10 file-nul"]


def test_a_file_of_50_megabytes_is_not_read(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    os.truncate(site / ACT, 50 * 1024 * 1024)
    outcome = call("check", "--site", site)
    assert outcome.heads == [f"{ACT} file-too-large"]
    assert "50.0 MB, at most 4 MB" in outcome.stderr


def make_named_pipe(site: Path) -> str:
    os.mkfifo(site / "content/resolutions/x.md")
    return "content/resolutions/x.md file-unreadable"


def make_dangling_link(site: Path) -> str:
    (site / "content/resolutions/x.md").symlink_to("nowhere.md")
    return "content/resolutions/x.md file-unreadable"


def make_link_to_itself(site: Path) -> str:
    (site / "content/resolutions/x.md").symlink_to("x.md")
    return "content/resolutions/x.md file-unreadable"


def make_link_to_a_folder(site: Path) -> str:
    (site / "content/resolutions/x").symlink_to("..")
    return "content/resolutions/x file-unreadable"


def make_link_out_of_content(site: Path) -> str:
    (site / "content/resolutions/x.md").symlink_to("../../site_config.yaml")
    return "content/resolutions/x.md file-symlink"


def make_link_to_a_folder_outside(site: Path) -> str:
    (site / "content/resolutions/x").symlink_to(ROOT / "content/resolutions")
    return "content/resolutions/x file-symlink"


def make_resolutions_a_link_outside(site: Path) -> str:
    (site / ACT).unlink()
    (site / "content/resolutions").rmdir()
    (site / "content/resolutions").symlink_to(ROOT / "content/resolutions")
    return "content/resolutions file-symlink"


def make_resolutions_a_file(site: Path) -> str:
    (site / ACT).unlink()
    (site / "content/resolutions").rmdir()
    (site / "content/resolutions").write_text("")
    return "content/resolutions file-unreadable"


def make_pages_a_file(site: Path) -> str:
    (site / "content/pages").write_text("")
    return "content/pages file-unreadable"


def make_an_authority_file_a_folder(site: Path) -> str:
    (site / "content/places.yaml").unlink()
    (site / "content/places.yaml").mkdir()
    return "content/places.yaml file-unreadable"


def make_a_name_that_is_not_text(site: Path) -> str:
    Path(os.fsdecode(os.fsencode(site / "content/resolutions") + b"/\xf4\xee\xf0\xf3\xec.md")).write_text(
        act()
    )
    return "content/resolutions/\\xf4\\xee\\xf0\\xf3\\xec.md file-unreadable"


def make_a_name_without_letters(site: Path) -> str:
    (site / "content/resolutions/😀.md").write_text(act())
    return "content/resolutions/😀.md:2:1 id-invalid"


@pytest.mark.parametrize(
    "make",
    [
        make_named_pipe,
        make_dangling_link,
        make_link_to_itself,
        make_link_to_a_folder,
        make_link_out_of_content,
        make_link_to_a_folder_outside,
        make_resolutions_a_link_outside,
        make_resolutions_a_file,
        make_pages_a_file,
        make_an_authority_file_a_folder,
        make_a_name_that_is_not_text,
        make_a_name_without_letters,
    ],
)
def test_what_is_no_plain_file_in_its_place_is_refused(make: Callable[[Path], str], tmp_path: Path) -> None:
    site = make_site(tmp_path)
    expected = make(site)
    assert refuse(site) == [expected]


@pytest.mark.parametrize("path", [ACT, "content/resolutions", "content/topics.yaml", "site_config.yaml"])
def test_what_may_not_be_read_is_refused(path: str, public_folder: Path) -> None:
    site = make_site(public_folder, plain=False)
    (site / path).chmod(0)
    done = run_unprivileged("build", "--site", site, "--lang", "en")
    assert done.returncode == 1
    assert (
        f"{path}: error: the file cannot be read: no permission to read it [file-unreadable]" in done.stderr
    )
    assert "Errors: 1" in done.stderr
    assert not (site / "output").exists()


def test_a_site_without_content_is_told_so(tmp_path: Path) -> None:
    files = dict.fromkeys([ACT, *(path for path in SITE if path.startswith("content/"))])
    assert refuse(make_site(tmp_path, files)) == ["content/resolutions content-missing"]


def test_authority_files_are_refused_at_their_places(tmp_path: Path) -> None:
    site = make_site(
        tmp_path,
        {
            "content/topics.yaml": "- {id: youth, name: a, parent: b}\n- {id: b, name: b, parent: youth}\n",
            "content/organizations.yaml": "- {id: soiro, name: a}\n- {id: soiro, name: b}\n- слово\n-\n",
            "content/places.yaml": "RU-SMO: Смоленская область\n",
            "content/addressees.yaml": "- {id: schools, name: Школы, organization: nobody, knid: school}\n",
        },
    )
    assert refuse(site) == [
        "content/addressees.yaml:1:52 key-unknown",
        "content/organizations.yaml:2:8 authority-duplicate",
        "content/organizations.yaml:3:3 yaml-not-mapping",
        "content/organizations.yaml:4:2 yaml-not-mapping",
        "content/places.yaml:1:1 yaml-not-list",
        "content/topics.yaml:1:32 authority-cycle",
        "content/topics.yaml:2:28 authority-cycle",
    ]


# --- bodies

BODIES = {
    "a link with a broken host": "[x](http://[foo) и [y](//[bar)",
    "private characters": "\ue000 99\ue001 \ue00099\ue001 \ue0000\ue001",
    "noncharacters of the comparison": "\ufdd0 99\ufdd1 \ufdd099\ufdd1 &#xfdd0;7&#xfdd1;",
    "characters that are none": "а\uffffб \ufffe",
    "control characters": "а\x07б\x1b[31mв\x0c",
    "line separators": "а\u2028б\u2029в\u0085г",
    "right to left": "\u202eабв\u202c",
    "stacked accents": "и\u0306" * 10 + "\u0301" * 5000,
    "a template's marks": "{{ 7*7 }} {% raw %} {#",
    "a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "closing tags": "</div></article></body></html>",
    "half of a tag": "<div <div <p",
    "entities": "&#0; &#x110000; &#99999999999; &nbsp;&lt;script&gt;",
    "one line of a megabyte": "слово " * 90_000,
    "one line of 40,000 wrong words": "слoво " * 40_000,
    "3,000 open quotes": ">" * 40 + " x",
    "50,000 asterisks": "*" * 50_000,
    "50,000 underscores": "_" * 50_000,
    "20,000 back quotes": "`" * 20_000,
    "a number of 6,000 digits": "9" * 6000 + ". наставник",
    "lists 400 deep": "\n".join("  " * depth + "- пункт" for depth in range(400)),
    "a table of 3,000 rows": "| a |\n|---|\n" + "| b |\n" * 3000,
}


@pytest.mark.parametrize("name", BODIES)
def test_an_odd_body_ends_in_a_site_or_in_a_diagnostic(name: str, tmp_path: Path) -> None:
    site = make_site(tmp_path, {ACT: act(f"{BODY}\n{BODIES[name]}\n")})
    outcome = call("build", "--site", site)
    errors = [line for line in outcome.stderr.splitlines() if ": error: " in line]
    assert outcome.code == (1 if errors else 0)
    assert all(line.startswith(ACT) for line in errors)


def test_a_title_is_text_whatever_it_holds(tmp_path: Path) -> None:
    title = "<script>alert(1)</script> {{ 7*7 }} {% x %} &amp; " + "я" * 10_000
    site = make_site(tmp_path, {ACT: act(title=f"'{title}'")}, plain=False)
    pages = build(site)
    page = pages["resolutions/forum/index.html"]
    assert isinstance(page, bytes)
    escaped = "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} {% x %} &amp;amp; " + "я" * 10_000
    assert escaped in page.decode()
    plain = (".js", ".ris", ".bib", ".json")
    read_as_markup = [
        text for path, text in pages.items() if isinstance(text, bytes) and not path.endswith(plain)
    ]
    assert not [text for text in read_as_markup if b"<script>alert" in text]


def test_three_thousand_organizations_are_built_and_one_more_is_missed(tmp_path: Path) -> None:
    entries = "".join(f"- {{id: o{number}, name: Организация {number}}}\n" for number in range(3000))
    files = {
        "content/organizations.yaml": entries,
        **{
            f"content/resolutions/a{number}.md": act(organizations=f"[o{number * 100}, o2999]")
            for number in range(30)
        },
        ACT: act(organizations="[o3000]"),
    }
    site = make_site(tmp_path, files)
    assert refuse(site) == [f"{AT}4:17 organization-unknown"]
    (site / ACT).write_text(act(organizations="[o2999]"), encoding="utf-8")
    assert call("build", "--site", site, "--output", site / "other").code == 0
    assert (site / "other/organizations/o2999/index.html").is_file()


# --- forms that are not faults


def in_nfd(text: str) -> bytes:
    return unicodedata.normalize("NFD", text).encode()


FORMS: dict[str, Callable[[str], bytes]] = {
    "a BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "NFD": in_nfd,
    "trailing spaces": lambda text: "".join(f"{line} \t\n" for line in text.split("\n")).encode(),
    "fences with spaces": lambda text: text.replace("---\n", "---  \n").encode(),
    "fences with no-break spaces": lambda text: text.replace("---\n", "---\u00a0\n").encode(),
    "three dots at the end": lambda text: text.replace("\n---\n", "\n...\n").encode(),
    "empty lines before": lambda text: b"\n\n" + text.encode(),
    "no line end": lambda text: text.rstrip("\n").encode(),
    "all of them": lambda text: (
        b"\xef\xbb\xbf" + in_nfd(text.replace("\n---\n", "\n...  \n")).replace(b"\n", b" \r\n")
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_other_forms_of_the_same_text_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    text = act(
        RUSSIAN + BODY.replace("вести учёт", "й и ё в\u00a0учёте № 5, «ёлка»"), title="Резолюция «Ёж и й»"
    )
    assert unicode_differs(text)
    expected = build(make_site(tmp_path / "plain", {ACT: text}))
    site = make_site(tmp_path / "form", {ACT: FORMS[name](text)})
    outcome = call("check", "--site", site, "--strict")
    assert "assets-missing" in outcome.stderr or (outcome.code, outcome.stderr) == (0, "")
    assert build(site) == expected


def unicode_differs(text: str) -> bool:
    return in_nfd(text) != text.encode()


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("мой файл (1).md", "moy-fayl-1"),
        ("Резолюция № 5.MD", "rezolyutsiya-no-5"),
        ("forum 🎉.md", "forum"),
        ("  spaces  .md", "spaces"),
        ("it's 100% [new] & <b>.md", "it-s-100-new-b"),
    ],
)
def test_any_file_name_makes_an_address(name: str, address: str, tmp_path: Path) -> None:
    pages = build(make_site(tmp_path, {ACT: None, f"content/resolutions/{name}": act()}))
    made = [path for path in pages if path.startswith("resolutions/") and path.endswith("/index.html")]
    made.remove("resolutions/index.html")
    assert made == [f"resolutions/{address}/index.html"]


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    pages = build(make_site(tmp_path, {"content/resolutions/2016.md/plenum.md": act()}))
    assert "resolutions/plenum/index.html" in pages


def test_a_link_inside_content_is_followed(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"content/texts/plenum.md": act()})
    (site / "content/resolutions/plenum.md").symlink_to("../texts/plenum.md")
    assert "resolutions/plenum/index.html" in build(site)


def test_hidden_and_underscored_files_are_left_out(tmp_path: Path) -> None:
    files = {f"content/resolutions/{name}": "no act" for name in (".hidden.md", "_draft.md", "_old/act.md")}
    assert build(make_site(tmp_path, files))


def test_an_empty_archive_is_a_site(tmp_path: Path) -> None:
    files = dict.fromkeys([ACT, *(path for path in SITE if path.startswith("content/"))])
    site = make_site(tmp_path, files, plain=False)
    (site / "content/resolutions").mkdir(parents=True)
    pages = build(site)
    expected = {"index.html", "404.html", "feed.xml", "sitemap.xml", "robots.txt", "resolutions/index.html"}
    assert expected < pages.keys()
    home = pages["index.html"]
    assert isinstance(home, bytes)
    assert "Архив" in home.decode()


@pytest.mark.parametrize(
    "date", ["9999-12", "0001-01-01", "9999-12-31", "unknown", "2025-05/..", "../2016", "2016~"]
)
def test_dates_at_the_edge_are_dates(date: str, tmp_path: Path) -> None:
    assert build(make_site(tmp_path, {ACT: act(date=f'"{date}"')}, plain=False))
