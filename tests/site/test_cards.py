"""Long lists are cut into parts, and every part says what it shows."""

from pathlib import Path

from svod.content.act import Act, parse_act
from svod.content.sources import Source
from svod.pipeline.building import build_site
from svod.site.cards import split_pages


def acts(number: int) -> list[Act]:
    front = "---\ntitle: Т\ndate: unknown\norganizations: []\ntopics: []\nstatus: adopted\n---\n1. Да.\n"
    made = [parse_act(Source(path=f"content/resolutions/n{n}.md", text=front))[0] for n in range(number)]
    return [parsed.act for parsed in made if parsed]


def test_a_list_is_cut_into_parts_that_follow_each_other() -> None:
    parts = list(split_pages(acts(7), "/resolutions/", 3))
    assert [url for url, _, _ in parts] == ["/resolutions/", "/resolutions/page/2/", "/resolutions/page/3/"]
    assert [(p.first, p.last, p.total) for _, _, p in parts] == [(1, 3, 7), (4, 6, 7), (7, 7, 7)]
    assert [p.next.url if p.next else None for _, _, p in parts] == [parts[1][0], parts[2][0], None]
    assert [p.previous.url if p.previous else None for _, _, p in parts] == [None, parts[0][0], parts[1][0]]


def test_an_empty_list_has_one_part() -> None:
    [(url, part, pager)] = split_pages(acts(0), "/topics/x/", 50)
    assert (url, list(part), pager.first, pager.last, pager.total) == ("/topics/x/", [], 0, 0, 0)


def test_a_long_pager_names_its_ends_and_its_neighbours() -> None:
    parts = list(split_pages(acts(30), "/resolutions/", 1))
    assert [link.title for link in parts[14][2].pages] == ["1", "13", "14", "15", "16", "17", "30"]


def test_an_archive_without_resolutions_is_still_a_site(tmp_path: Path) -> None:
    (tmp_path / "content/resolutions").mkdir(parents=True)
    (tmp_path / "site_config.yaml").write_text('title: "Пусто"\ndescription: "Пока ничего."\n', "utf-8")
    files: dict[str, bytes] = {}
    assert build_site(tmp_path, files.__setitem__).ok
    assert {"index.html", "resolutions/index.html", "topics/index.html"} <= files.keys()
