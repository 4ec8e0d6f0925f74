"""A revision is a build that does less: the same files, the same faults, whatever was edited."""

import contextlib
import random
import shutil
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, NoReturn, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svod.diagnostics import Diagnostic
from svod.home import ENGINE_TEMPLATES
from svod.pipeline import publishing
from svod.pipeline.building import Result
from svod.pipeline.indexing import INDEX
from svod.pipeline.publishing import publish_site
from svod.publish.store import Store
from tests.rim.sites import SITE, act, make_large_site, make_site, snapshot, write_files

ASKED = "Школам:\n\n– Вести учёт.\n– Хранить память.\n"
OTHERS = "Ветеранам:\n\n1. Рассказать.\n2. {second}.\n\nДепартаменту:\n\n– {third}.\n"
BODY = f"РЕЗОЛЮЦИЯ\n\n{ASKED}\n{OTHERS}"
TEXTS = ["поддержать наставников", "обобщить опыт наставников, опыт школ", "провести *форум*", "учесть \\*"]
SHARED = [
    f"провести форум наставников школ и районов всей области и обобщить {what}"
    for what in ("опыт", "его опыт")
]
NAMES = ["a", "b", "c", "d", "e"]
TOPICS = {"b": "[youth, labour]", "c": "[labour]", "e": "[]"}
FILES = {
    "site_config.yaml": f"{SITE['site_config.yaml']}page_size: 1\n",
    "content/addressees.yaml": "- {id: schools, name: Школы}\n- {id: veterans, name: Ветераны}\n",
    "content/topics.yaml": "- {id: youth, name: Молодёжь}\n- {id: labour, name: Труд}\n",
}
RELATED = {
    "b": '[{rel: cites, ref: "d"}]',
    "e": '[{rel: draft-of, ref: "d"}]',
    "c": '[{rel: cites, label: "Иное"}]',
}


def write(site: Path, name: str, second: str = TEXTS[0], third: str = TEXTS[1], **fields: str | None) -> None:
    body = BODY.format(second=second, third=third)
    day = f'"2022-08-{10 + NAMES.index(name)}"'
    fields = {"date": day, "related": RELATED.get(name), "topics": TOPICS.get(name, "[youth]"), **fields}
    write_files(site, {f"content/resolutions/{name}.md": act(body, **{"title": f'"Акт {name}"', **fields})})


def wait_a_tick() -> None:
    """Wait until a build trusts what was written."""
    time.sleep(0.12)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was published twice, so that it can be revised."""
    site = make_site(tmp_path / "site", FILES, plain=False)
    for name in NAMES:
        write(site, name)
    wait_a_tick()
    assert publish(site).files
    return site


def publish(site: Path, *, strict: bool = False) -> Result:
    return publish_site(site, site / "output", cache=site.parent / "cache", strict=strict)


def built(site: Path) -> tuple[tuple[Diagnostic, ...], dict[str, bytes | str | None] | None]:
    """Return what a build from nothing gives."""
    cold = site.parent / "cold"
    shutil.rmtree(cold, ignore_errors=True)
    result = publish_site(site, cold / "output")
    return result.diagnostics, snapshot(cold / "output") if result.files else None


def refuse(*_: object) -> NoReturn:
    pytest.fail("the site was built")


def revised(site: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    """Publish without a build."""
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "read_site", refuse)
        return publish(site)


def test_an_edited_text_is_revised(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for second, third in ((TEXTS[1], TEXTS[1]), (TEXTS[1], TEXTS[2]), (TEXTS[3], TEXTS[0])):
        for names in (["b"], ["a", "c"], ["a", "b", "c"]):
            for name in names:
                write(site, name, second, third)
            wait_a_tick()
            result = revised(site, monkeypatch)
            assert (result.diagnostics, snapshot(site / "output")) == built(site)
            assert result.files.keys() == {
                path for path, payload in snapshot(site / "output").items() if payload is not None
            } - {".svod-manifest.txt"}


def test_only_the_pages_of_addressees_that_show_an_edited_provision_are_made(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, before = site / "content/resolutions/b.md", snapshot(site / "output")
    file.write_text(file.read_text("utf-8").replace("Хранить память", "Хранить & помнить"), "utf-8")
    write(site, "c", TEXTS[2])
    wait_a_tick()
    result, after = revised(site, monkeypatch), snapshot(site / "output")
    assert (result.diagnostics, after) == built(site)
    edited = {path for path in after if path.endswith(".html") and after[path] != before[path]}
    assert edited == {
        *(f"resolutions/{name}/index.html" for name in "bc"),
        *("addressees/schools/page/3/index.html", "addressees/veterans/page/2/index.html"),
        "addressees/schools/topics/youth/page/2/index.html",
        *(f"addressees/{name}/topics/labour/index.html" for name in ("schools", "veterans")),
    }
    assert b"&amp;" in cast("bytes", after["addressees/schools/page/3/index.html"])


def test_a_page_of_an_addressee_that_is_not_as_it_was_made_is_made(site: Path) -> None:
    last = publish(site).standing
    page = site / "output/addressees/veterans/page/2/index.html"
    page.write_text(page.read_text("utf-8").replace("Рассказать", "Молчать"), "utf-8")
    write(site, "b", TEXTS[1])
    wait_a_tick()
    publish_site(site, site / "output", cache=site.parent / "cache", last=last)
    assert snapshot(site / "output") == built(site)[1]


def test_an_act_that_repeats_others_is_revised_while_its_provisions_stay(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    untied = {**RELATED, "e": None}
    for name, text in zip("ace", (SHARED[0], *SHARED), strict=True):
        write(site, name, text, related=untied.get(name))
    for _ in range(2):  # what the first one has left alone may still change unseen
        wait_a_tick()
        publish(site)
    page = site / "output/resolutions/a/index.html"
    assert "reuse/a/index.html#a2-i2" in page.read_text("utf-8")
    for third in (TEXTS[2], TEXTS[3]):
        write(site, "a", SHARED[0], third)
        wait_a_tick()
        result = revised(site, monkeypatch)
        assert (result.diagnostics, snapshot(site / "output")) == built(site)
    for name, text in (("c", SHARED[0] + " их"), ("a", TEXTS[0]), ("b", SHARED[1]), ("e", SHARED[0])):
        write(site, name, text)
        wait_a_tick()
        result = publish(site)
        assert (result.diagnostics, snapshot(site / "output")) == built(site)


def test_a_provision_that_repeats_nothing_is_revised_and_one_that_does_is_found(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "создать в каждом районе области клуб выпускников педагогических классов"
    for text in (long, long + " и школ", long.replace("клуб", "совет")):
        write(site, "b", text)
        wait_a_tick()
        result = revised(site, monkeypatch)
        assert (result.diagnostics, snapshot(site / "output")) == built(site)
    write(site, "a", long.replace("клуб", "совет") + " и")  # alike to what a revision has brought
    wait_a_tick()
    assert publish(site).files
    assert snapshot(site / "output") == built(site)[1]
    assert (site / "output/reuse/a/index.html").is_file()


def test_a_site_that_was_not_edited_is_left_alone(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = site / "output/index.html"
    before, expected = page.stat(), built(site)
    result = revised(site, monkeypatch)
    assert (result.diagnostics, snapshot(site / "output")) == expected
    assert (page.stat().st_ino, page.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_warnings_follow_the_text(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gap = "учесть.\n\nШколам:\n\n1. Раз.\n3. Три"
    write(site, "c", third=gap)
    wait_a_tick()
    publish(site)  # there is a page more, so that the trees are no pair yet
    before = publish(site)
    write(site, "c", TEXTS[0].replace(" ", "\n"), gap)
    wait_a_tick()
    after = revised(site, monkeypatch)
    lines, moved = (
        [fault.line for fault in result.diagnostics if fault.path.endswith("c.md")]
        for result in (before, after)
    )
    assert moved == [line + 1 for line in lines]
    assert len(lines) > 1
    assert (after.diagnostics, snapshot(site / "output")) == built(site)
    write(site, "c", third=gap)
    wait_a_tick()
    assert not publish(site, strict=True).files
    assert publish(site).diagnostics == before.diagnostics
    assert (before.diagnostics, snapshot(site / "output")) == built(site)


def swap_addressees(site: Path) -> None:
    """Ask others the same number of provisions."""
    file = site / "content/resolutions/b.md"
    text = file.read_text("utf-8")
    for old, new in (("Школам:", "?:"), ("Ветеранам:", "Школам:"), ("?:", "Ветеранам:")):
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def move_provision(site: Path) -> None:
    """Ask one addressee less and another one more."""
    file = site / "content/resolutions/b.md"
    text = file.read_text("utf-8").replace("– Хранить память.\n", "")
    file.write_text(text.replace("1. Рассказать.\n", "1. Рассказать.\n– Хранить память.\n"), "utf-8")


def change_config(site: Path) -> None:
    write_files(site, {"site_config.yaml": "title: Другой\ndescription: Иное\nlanguage: en\n"})


def change_template(site: Path) -> None:
    write_files(site, {"templates/layouts/resolution.html": "{{ page.html }}\n"})


def change_topic(site: Path) -> None:
    write_files(site, {"content/topics.yaml": "- {id: youth, name: Юность}\n"})


def add_article(site: Path) -> None:
    write_files(site, {"content/pages/about.md": "---\ntitle: О нас\n---\nТекст.\n"})


def add_document(site: Path) -> None:
    write_files(site, {"content/resolutions/a.docx": "x"})


def remove_act(site: Path) -> None:
    (site / "content/resolutions/b.md").unlink()


def rename_act(site: Path) -> None:
    (site / "content/resolutions/b.md").rename(site / "content/resolutions/z.md")


def refuse_content(site: Path) -> None:
    shutil.rmtree(site / "content")
    (site / "content").write_text("x")


Edit = Callable[[Path], object]
BEYOND_REVISION: dict[str, Edit] = {
    "title": lambda site: write(site, "b", title='"Иная"'),
    "date": lambda site: write(site, "b", date='"2021"'),
    "opening": lambda site: write_files(
        site, {"content/resolutions/b.md": act("Школам:\n\n– поддержать.\n", title='"Акт b"')}
    ),
    "addressee": lambda site: write(site, "b", f"{TEXTS[0]}.\n\nВсем:\n\n– {TEXTS[1]}"),
    "one more": lambda site: write(site, "b", f"{TEXTS[0]}.\n3. {TEXTS[1]}"),
    "link": lambda site: write(site, "b", "учесть [это](c.md)"),
    "shared": lambda site: write(site, "b", SHARED[0]),
    "compared": lambda site: write(site, "e", TEXTS[2]),
    "broken link": lambda site: write(site, "b", "учесть [это](q.md)"),
    "missing picture": lambda site: write(site, "b", "![вид](q.png)"),
    "front matter": lambda site: write(site, "b", status="нет"),
    "body": lambda site: write_files(site, {"content/resolutions/b.md": act("")}),
    "encoding": lambda site: write_files(site, {"content/resolutions/b.md": act().encode("cp1251")}),
    "withdrawn": lambda site: write(site, "b", access="withdrawn", access_note="Отозвана"),
    "noindex": lambda site: write(site, "b", access="noindex"),
    "related": lambda site: write(site, "b", related="[{rel: cites, ref: q}]"),
    **{
        edit.__name__: edit
        for edit in (
            swap_addressees, move_provision, change_config, change_template, change_topic, add_article,
            add_document, remove_act, rename_act, refuse_content,
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("edit", BEYOND_REVISION.values(), ids=BEYOND_REVISION)
def test_what_others_show_is_built(edit: Edit, site: Path) -> None:
    before = snapshot(site / "output")
    write(site, "a", TEXTS[2])
    edit(site)
    wait_a_tick()
    result = publish(site)
    diagnostics, files = built(site)
    assert result.diagnostics == diagnostics
    assert snapshot(site / "output") == (files or before)
    if (site / "content").is_dir():
        write(site, "a", TEXTS[3])
        wait_a_tick()
        publish(site)
        assert snapshot(site / "output") == (built(site)[1] or before)


def test_a_linked_text_is_built_when_its_target_may_have_changed(site: Path) -> None:
    write(site, "b", "учесть [это](c.md)")
    wait_a_tick()
    publish(site)
    for second in ("учесть [это](c.md) снова", "учесть всё"):
        write(site, "b", second)
        wait_a_tick()
        publish(site)
        assert snapshot(site / "output") == built(site)[1]


def test_what_somebody_else_did_to_the_output_is_mended(site: Path) -> None:
    for number, place in enumerate(("index.html", "stray.html", "resolutions/b/index.html")):
        file = site / "output" / place
        file.write_text("HACK")
        write(site, "b", TEXTS[number])
        wait_a_tick()
        publish(site)
        expected = {**(built(site)[1] or {}), **({place: b"HACK"} if place == "stray.html" else {})}
        assert snapshot(site / "output") == expected
        (site / "output/stray.html").unlink(missing_ok=True)


@pytest.mark.parametrize("damage", [b"", b"svod", b"\x80\x04."])
def test_an_edition_that_is_damaged_is_none(damage: bytes, site: Path) -> None:
    for file in (site.parent / "cache").rglob("*"):
        if file.is_file():
            file.write_bytes(damage + file.read_bytes()[len(damage) : -3])
    write(site, "b", TEXTS[2])
    wait_a_tick()
    publish(site)
    assert snapshot(site / "output") == built(site)[1]


def test_a_process_that_publishes_again_asks_less(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output, cache = site / "output", site.parent / "cache"
    last = publish(site).standing
    for number in (1, 2, 3):
        write(site, "b", TEXTS[number])
        wait_a_tick()
        with monkeypatch.context() as patch:
            patch.setattr(publishing, "read_site", refuse)
            patch.setattr("svod.publish.state._find_known", refuse)
            result = publish_site(site, output, cache=cache, last=last)
        last = result.standing
        assert snapshot(output) == built(site)[1]
    write(site, "b", TEXTS[0])
    publish(site)  # another process
    write(site, "b", TEXTS[1])
    wait_a_tick()
    publish_site(site, output, cache=cache, last=last)
    assert snapshot(output) == built(site)[1]


def test_what_appears_beside_a_process_that_publishes_again_is_kept(site: Path) -> None:
    output, cache = site / "output", site.parent / "cache"
    foreign = {"CNAME": b"svod.example", "resolutions/b/scan.pdf": b"scan"}
    last = publish(site).standing
    for path, payload in foreign.items():
        (output / path).write_bytes(payload)
    output.chmod(0o700)
    for number in (1, 2, 3):
        write(site, "b", TEXTS[number])
        wait_a_tick()
        last = publish_site(site, output, cache=cache, last=last).standing
        assert snapshot(output) == {**(built(site)[1] or {}), **foreign}
        assert output.stat().st_mode & 0o777 == 0o700


def test_the_output_folder_keeps_its_permissions(site: Path) -> None:
    (site / "output").chmod(0o700)
    for number in (1, 2, 3):
        write(site, "b", TEXTS[number])
        wait_a_tick()
        publish(site)
        assert (site / "output").stat().st_mode & 0o777 == 0o700


def rare_words(number: int) -> str:
    dice = random.Random(number)
    return " ".join("".join(dice.choices("абвгдежзиклмнопрст", k=9)) for _ in range(number))


def test_parts_of_the_index_come_and_go_with_a_text(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = []
    for words in (rare_words(600), TEXTS[1], rare_words(601), TEXTS[2]):
        write(site, "b", words)
        wait_a_tick()
        if words in TEXTS:
            revised(site, monkeypatch)
        else:
            publish(site)
            publish(site)  # two trees with other paths are no pair yet
        assert snapshot(site / "output") == built(site)[1]
        numbers.append(len(list((site / "output/search").rglob("*.js"))))
    assert numbers[0] > numbers[1] < numbers[2] > numbers[3]


def test_a_part_of_the_index_that_somebody_stands_in_the_way_of_is_told(site: Path) -> None:
    before = snapshot(site / "output")
    write(site, "b", rare_words(1_500))
    wait_a_tick()
    publish(site)
    (new,) = {path for path in snapshot(site / "output").keys() - before.keys() if "terms" in path} & {
        "search/index/terms-1.js"
    }
    write(site, "b", TEXTS[0])
    wait_a_tick()
    publish(site)
    last = publish(site).standing
    (site / "output" / new).write_text("mine")
    write(site, "b", rare_words(1_500))
    wait_a_tick()
    result = publish_site(site, site / "output", cache=site.parent / "cache", last=last)
    assert [diagnostic.code for diagnostic in result.diagnostics][-1] == "output-collision"
    assert not result.files


@pytest.mark.parametrize("way", ["revision", "build"])
def test_an_interrupt_before_anything_is_left_does_no_harm(
    way: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = count(0)
    really = Store.leave
    for number in range(6):
        write(site, "b", TEXTS[1 + number % 3], topics="[]" if way == "build" and number % 2 else "[youth]")
        wait_a_tick()
        left = count(0)

        def leave(*given: Any, at: int = next(steps), left: Iterator[int] = left) -> None:  # noqa: ANN401
            if next(left) == at:
                raise KeyboardInterrupt
            really(*given)

        with monkeypatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
            patch.setattr(Store, "leave", leave)
            publish(site)
        publish(site)
        assert snapshot(site / "output") == built(site)[1]
        write(site, "c", TEXTS[number % 3])
        wait_a_tick()
        publish(site)
        assert snapshot(site / "output") == built(site)[1]


def test_two_processes_that_share_what_is_left_do_no_harm(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of them reads and is overtaken before it leaves the index."""
    really = Store.leave
    other = site.parent / "other/output"

    def leave(store: Store, name: str, key: bytes, value: object) -> None:
        if name == INDEX:
            monkeypatch.setattr(Store, "leave", really)
            write(site, "b", TEXTS[3])
            wait_a_tick()
            publish_site(site, other, cache=site.parent / "cache")
        really(store, name, key, value)

    write(site, "b", TEXTS[2])
    wait_a_tick()
    monkeypatch.setattr(Store, "leave", leave)
    publish(site)
    for number in (0, 1):
        write(site, "c", TEXTS[number])
        wait_a_tick()
        publish(site)
        publish_site(site, other, cache=site.parent / "cache")
        assert snapshot(site / "output") == snapshot(other) == built(site)[1]


def test_anything_of_what_was_left_may_be_lost(tmp_path: Path) -> None:
    """With several chunks, one value after another: an edited act has its neighbours in other chunks."""
    site = make_large_site(tmp_path / "site", 130, plain=False)
    wait_a_tick()
    publish(site)
    files = sorted(file for file in (tmp_path / "cache").rglob("*") if file.is_file())
    acts = sorted((site / "content/resolutions").rglob("act-*.md"))
    for number, name in enumerate(file.name for file in files if not file.name.startswith("pages-")):
        next((tmp_path / "cache").rglob(name)).unlink(missing_ok=True)
        file = acts[7 * number % len(acts)]
        file.write_text(file.read_text("utf-8").replace("16 наставников", f"{number} вожатых"), "utf-8")
        wait_a_tick()
        publish(site)
        assert snapshot(site / "output") == built(site)[1]


def hidden_asset(site: Path, text: str) -> None:
    write_files(site, {"templates/static/.htaccess": text})


def linked_partial(site: Path, text: str) -> None:
    write_files(site.parent, {"shared/part.html": f"<p>{text}</p>\n"})
    (site / "templates").mkdir(exist_ok=True)
    if not (site / "templates/shared").exists():
        (site / "templates/shared").symlink_to(site.parent / "shared")
    layout = (ENGINE_TEMPLATES / "layouts/resolution.html").read_text("utf-8")
    page = layout.replace("{% block main %}", '{% block main %}{% include "shared/part.html" %}')
    write_files(site, {"templates/layouts/resolution.html": page})


@pytest.mark.parametrize("change", [hidden_asset, linked_partial])
def test_files_that_are_hidden_or_linked_count(change: Callable[[Path, str], None], site: Path) -> None:
    for number, text in enumerate(("one", "two", "three")):
        change(site, text)
        write(site, "b", TEXTS[number])
        wait_a_tick()
        publish(site)
        assert snapshot(site / "output") == built(site)[1]


def test_two_outputs_and_two_addresses_do_not_mix(site: Path) -> None:
    cache, other = site.parent / "cache", site.parent / "other/output"
    for number in (1, 2, 3, 0):
        write(site, "b", TEXTS[number])
        wait_a_tick()
        if number % 2:
            publish(site)
        publish_site(site, other, cache=cache, base_url=["https://a.example/", None][number % 2])
    publish_site(site, other, cache=cache)
    publish(site)
    assert snapshot(other) == snapshot(site / "output") == built(site)[1]


TEXT_EDITS = st.builds(
    lambda name, second, third: lambda site: write(site, name, second, third),
    st.sampled_from(NAMES), st.sampled_from([*TEXTS, *SHARED]), st.sampled_from([*TEXTS, *SHARED]),
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(TEXT_EDITS, TEXT_EDITS, TEXT_EDITS, st.sampled_from([*BEYOND_REVISION.values()][:-1])),
        min_size=1,
        max_size=5,
    )
)
def test_after_any_edits_the_site_is_as_if_it_were_built(tmp_path: Path, edits: list[Edit]) -> None:
    for folder in ("site", "cache"):
        shutil.rmtree(tmp_path / folder, ignore_errors=True)
    site = make_site(tmp_path / "site", plain=False)
    for name in NAMES:
        write(site, name)
    wait_a_tick()
    publish(site)
    for edit in edits:
        with contextlib.suppress(FileNotFoundError):
            edit(site)
        before = snapshot(site / "output")
        wait_a_tick()
        result = publish(site)
        diagnostics, files = built(site)
        assert result.diagnostics == diagnostics
        assert snapshot(site / "output") == (files or before)
