"""The search page as readers use it, in a real browser."""

import json
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from benchmarks.acts import PlannedAct
from svod.search.numerals import write_number
from tests.search.reader import Reader
from tests.site.served import PageReader

pytestmark = pytest.mark.browser


def url_with(text: str) -> re.Pattern[str]:
    """Return what matches an address with ``text`` in its query."""
    return re.compile(rf"[?&]{re.escape(text)}")


def leads_to(act: str) -> re.Pattern[str]:
    """Return what matches the address of an act's page."""
    return re.compile(rf"/resolutions/{act}/")


FORUM = "trudovaya-doblest-forum-nastavnichestvo"
PLENUM = "novosibirsk-plenum-partnerstvo-2016"
SMOLENSK_FORUM = "smolensk-forum-vospitanie-2022"
OTHER_PAGES = ["index.html", f"resolutions/{PLENUM}/index.html", "topics/index.html", "about/index.html"]


def test_the_answer_comes_while_the_reader_types(reader: Reader) -> None:
    reader.open()
    reader.field.focus()
    for letters in ("настав", "ниче", "ство"):
        reader.page.keyboard.type(letters)
        reader.wait(reader.field.input_value())
        expect(reader.results).not_to_have_count(0)
    assert FORUM in reader.ids()
    expect(reader.status).to_have_text(reader.counted("found", len(reader.ids())))


def test_fast_typing_of_several_words_loses_none_of_them(many_reader: Reader) -> None:
    many_reader.open()
    many_reader.type("форум")
    expect(many_reader.page.locator("[data-facet=topics] li").first).to_be_visible()
    for query in ("патриотическое воспитание", "развитие наставничества молодежи"):
        many_reader.type(query)
        expect(many_reader.failure).to_have_count(0)
        expect(many_reader.advice).to_be_empty()
        full = many_reader.ask(query, {"prefix": True, "limit": 0})["full"]
        assert full > 1
        expect(many_reader.status).to_contain_text(many_reader.counted("found", full))


def test_an_answer_that_comes_late_replaces_no_later_one(many_reader: Reader) -> None:
    many_reader.open({"q": "воспитание"})
    held: list[Route] = []
    many_reader.page.route("**/fragments/*", lambda route: held.append(route))  # noqa: PLW0108
    with many_reader.page.expect_request("**/fragments/*"):
        many_reader.more.click()
    many_reader.field.fill("щучьехвост")
    many_reader.wait("щучьехвост")
    release(many_reader, held)
    assert many_reader.page.locator("#results").get_attribute("data-query") == "щучьехвост"
    expect(many_reader.status).to_have_text(many_reader.message("none"))
    expect(many_reader.results).to_have_count(0)


def release(reader: Reader, held: list[Route]) -> None:
    """Let go on what was held back, and wait until the page has had time to use it."""
    for route in held:
        with reader.page.expect_event("requestfinished"):
            route.continue_()
    reader.page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 100))")


def test_the_number_of_acts_is_announced(reader: Reader) -> None:
    reader.open({"q": "наставничество"})
    total = reader.ask("наставничество")["total"]
    expect(reader.status).to_have_text(reader.counted("found", total))
    assert reader.status.evaluate("element => element.ariaLive || element.getAttribute('role')") == "status"
    expect(reader.status).to_be_visible()


def test_acts_without_some_of_the_words_come_after_a_line_that_says_so(many_reader: Reader) -> None:
    query = "патриотического волонтерского движения"
    many_reader.open({"q": query, "n": 60})
    answer = many_reader.ask(query, {"limit": 60})
    full, total = answer["full"], answer["total"]
    assert 0 < full < total
    some = many_reader.counted("some", total - full)
    expect(many_reader.status).to_have_text(f"{many_reader.counted('found', full)}; {some}")
    boundary = many_reader.page.locator("#results > li").nth(full)
    expect(boundary).to_have_text(many_reader.message("someWords"))
    assert many_reader.ids() == [result["id"] for result in answer["results"]]


def test_a_result_shows_what_the_act_is(reader: Reader) -> None:
    reader.open({"q": "трансформация смыслов"})
    first = reader.results.first
    expect(first.get_by_role("heading", level=2)).to_contain_text("трансформация смыслов")
    expect(first.locator("h2 mark").first).to_have_text("трансформация")
    expect(first.locator(".date")).to_contain_text("2022")
    expect(first.locator(".by")).to_contain_text("СОИРО")
    expect(first.locator(".status")).not_to_be_empty()
    reader.open({"q": "Поколение будущего"})
    assert reader.ids()[0] == PLENUM
    expect(reader.results.first.locator(".status")).to_have_count(0)


def test_passages_are_at_most_three_and_lead_to_their_places(reader: Reader) -> None:
    reader.open({"q": "развитие воспитания"})
    expect(reader.results).not_to_have_count(0)
    passages = reader.results.evaluate_all(
        "all => all.map(act => act.querySelectorAll('.passages a').length)"
    )
    assert all(0 < number <= 3 for number in passages)
    links = reader.page.locator(".passages a").evaluate_all("links => links.map(link => link.href)")
    assert any("#" in link for link in links)
    for link in links:
        page, _, anchor = link.partition("#")
        with urlopen(page.partition("?")[0]) as answer:
            anchors = PageReader(answer.read().decode("utf-8")).anchors
        assert not anchor or anchor in anchors


def test_opening_a_passage_marks_the_words_on_the_act_and_changes_no_letter_of_it(reader: Reader) -> None:
    reader.visit(f"resolutions/{FORUM}/index.html")
    text = reader.page.locator("[data-fidelity]").evaluate("element => element.textContent")
    assert reader.page.locator("[data-fidelity] mark").count() == 0
    reader.open({"q": "лучшие практики наставничества"})
    reader.page.locator(f".passages a[href*={FORUM}][href*='#']").first.click()
    reader.page.wait_for_url("**/resolutions/**")
    marks = reader.page.locator("[data-fidelity] mark")
    expect(marks).not_to_have_count(0)
    words = {word.lower() for word in marks.all_inner_texts()}
    assert "наставничества" in words
    assert all(word.startswith(("наставн", "лучш", "практик", "хорош")) for word in words)
    assert reader.page.locator("[data-fidelity]").evaluate("element => element.textContent") == text
    # What is copied to be cited has no trace of the search, and the place is the passage's.
    assert "mark=" not in reader.page.url
    assert reader.page.evaluate("document.querySelector(':target') !== null")
    reader.page.go_back()
    reader.wait("лучшие практики наставничества")
    assert FORUM in reader.ids()


@pytest.mark.parametrize("facet", ["organizations", "topics", "addressees", "status"])
def test_filters_narrow_and_their_numbers_are_those_of_the_api(many_reader: Reader, facet: str) -> None:
    name = {"organizations": "organization", "topics": "topic", "addressees": "addressee"}.get(facet, facet)
    query = "волонтерского"
    many_reader.open({"q": query})
    expect(many_reader.page.locator(f"[data-facet={facet}] li").first).to_be_visible()
    offered = many_reader.facet(facet)
    assert offered
    for term, number in offered.items():
        assert many_reader.ask(query, {"filters": {name: [term]}})["total"] == number, term
    term, number = min(offered.items(), key=lambda item: item[1])
    many_reader.choose(facet, term).check()
    expect(many_reader.status).to_have_text(many_reader.counted("found", number))
    assert many_reader.asked_state[name] == [term]
    assert sorted(many_reader.ids()) == sorted(
        result["id"] for result in many_reader.ask(query, {"filters": {name: [term]}})["results"]
    )
    # The numbers of the other facets follow; those of this one stay: another term can be added.
    assert many_reader.facet(facet) == offered
    other = "status" if facet != "status" else "topics"
    other_name = "status" if other == "status" else "topic"
    for other_term, other_number in many_reader.facet(other).items():
        filters = {name: [term], other_name: [other_term]}
        assert many_reader.ask(query, {"filters": filters})["total"] == other_number
    many_reader.reset.click()
    expect(many_reader.status).to_have_text(many_reader.counted("found", many_reader.ask(query)["total"]))
    assert name not in many_reader.asked_state
    expect(many_reader.choose(facet, term)).not_to_be_checked()


def test_numbers_of_filters_count_the_acts_that_hold_all_the_words(many_reader: Reader) -> None:
    query = "патриотического волонтерского движения"
    many_reader.open({"q": query})
    answer = many_reader.ask(query, {"limit": 0})
    assert 0 < answer["full"] < answer["total"]
    for facet, name in (("organizations", "organization"), ("topics", "topic"), ("status", "status")):
        expect(many_reader.page.locator(f"[data-facet={facet}] li").first).to_be_visible()
        offered = many_reader.facet(facet)
        assert offered
        for term, number in offered.items():
            assert many_reader.ask(query, {"limit": 0, "filters": {name: [term]}})["full"] == number, term


def test_a_facet_that_the_reader_closes_stays_closed(many_reader: Reader) -> None:
    many_reader.open({"q": "волонтерского"})
    facet = many_reader.page.locator("[data-facet=status]")
    many_reader.choose("status", "adopted").check()
    expect(many_reader.page).to_have_url(url_with("status=adopted"))
    facet.locator("summary").click()
    expect(facet).not_to_have_attribute("open", "")
    number = next(iter(many_reader.facet("topics").values()))
    many_reader.page.locator("[data-facet=topics] input:visible").first.check()
    expect(many_reader.page).to_have_url(url_with("topic="))
    expect(many_reader.status).to_have_text(many_reader.counted("found", number))
    many_reader.page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 100))")
    expect(facet).not_to_have_attribute("open", "")


def test_a_facet_of_a_large_archive_is_opened_and_closed_by_the_reader_alone(many_reader: Reader) -> None:
    pretend_to_be_large(many_reader, 60, 1_000)
    many_reader.open({"q": "волонтерского"})
    expect(many_reader.page.locator("select[name=from] option").nth(1)).to_be_attached()
    expect(many_reader.page.locator("[data-facet] li")).to_have_count(0)
    facet = many_reader.page.locator("[data-facet=status]")
    facet.locator("summary").click()
    many_reader.choose("status", "adopted").check()
    expect(many_reader.page).to_have_url(url_with("status=adopted"))
    facet.locator("summary").click()
    year = many_reader.page.locator("select[name=from] option").nth(1).get_attribute("value")
    many_reader.page.select_option("select[name=from]", year)
    expect(many_reader.page).to_have_url(url_with("from="))
    many_reader.page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 200))")
    expect(facet).not_to_have_attribute("open", "")


def pretend_to_be_large(reader: Reader, acts: int, more: int) -> None:
    """Let the index of the site say that it has so many more acts, which have no word and no term."""

    def grow(route: Route) -> None:
        text = route.fetch().text()
        grown = text.replace(f'"documents":{acts},', f'"documents":{acts + more},')
        route.fulfill(
            body=grown if grown != text else text.replace('"])', f'{write_number(0) * more}"])'),
            content_type="text/javascript",
        )

    for part in ("directory", "facets/*"):
        reader.page.route(f"**/search/index/{part}.js*", grow)


def test_the_filters_of_an_address_are_open_and_set(many_reader: Reader) -> None:
    many_reader.open({"q": "волонтерского", "status": "adopted"})
    expect(many_reader.choose("status", "adopted")).to_be_checked()
    expect(many_reader.choose("status", "adopted")).to_be_visible()


def test_filters_come_with_a_wider_window(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 600, "height": 800})
    reader.open({"q": "воспитание"})
    facet = reader.page.locator("[data-facet=topics] li").first
    expect(facet).to_be_attached()
    expect(facet).to_be_hidden()
    reader.page.set_viewport_size({"width": 1280, "height": 800})
    expect(facet).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_filters_that_leave_nothing_can_be_dropped_at_once(reader: Reader, width: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": 740})
    reader.open({"q": "воспитание", "status": "gone"})
    expect(reader.status).to_have_text(reader.message("noneLeft"))
    expect(reader.reset).to_be_in_viewport()
    reader.reset.focus()
    reader.page.keyboard.press("Enter")
    expect(reader.results).to_have_count(5)
    expect(reader.reset).to_be_hidden()
    # What had the focus is hidden; the number found has it, and is read.
    expect(reader.status).to_be_focused()
    reader.open({"q": "щучьехвост", "status": "gone"})
    expect(reader.reset).to_be_hidden()


def test_a_range_of_years_leaves_the_acts_of_these_years(
    many_reader: Reader, many_acts: Sequence[PlannedAct]
) -> None:
    many_reader.open({"q": "воспитание", "n": 100})
    year_of = {act.id: act.date[0] for act in many_acts}
    many_reader.page.select_option("select[name=from]", "2000")
    expect(many_reader.reset).to_be_visible()
    many_reader.page.select_option("select[name=to]", "2010")
    expected = {act for act, year in year_of.items() if 2000 <= year <= 2010}
    expect(many_reader.status).to_have_text(many_reader.counted("found", len(expected)))
    assert many_reader.asked_state["from"] == ["2000"]
    many_reader.open({"q": "воспитание", "n": 100, "from": "2000", "to": "2010"})
    assert set(many_reader.ids()) == expected
    assert many_reader.page.locator("select[name=from]").input_value() == "2000"
    many_reader.open({"q": "воспитание", "from": "2010", "to": "1900"})
    expect(many_reader.status).to_have_text(many_reader.message("noneLeft"))
    expect(many_reader.reset).to_be_visible()
    expect(many_reader.page.locator("select[name=from]")).to_have_value("2010")
    expect(many_reader.page.locator("select[name=to]")).to_have_value("1900")
    options = many_reader.page.locator("select[name=to] option").evaluate_all(
        "options => options.map(option => option.value)"
    )
    assert options == sorted(options)


def test_sorting_by_date_puts_the_newest_first(many_reader: Reader, many_acts: Sequence[PlannedAct]) -> None:
    many_reader.open({"q": "волонтерского"})
    by_score = many_reader.ids()
    many_reader.page.select_option("select[name=sort]", "date")
    expect(many_reader.results.first.locator("h2 a")).to_have_attribute(
        "href", leads_to(newest(many_reader, many_acts))
    )
    date_of = {act.id: act.date for act in many_acts}
    dates = [date_of[act] for act in many_reader.ids()]
    assert len(dates) == 10
    assert all(later >= earlier for later, earlier in pairwise(dates))
    assert many_reader.asked_state["sort"] == ["date"]
    many_reader.page.select_option("select[name=sort]", "score")
    expect(many_reader.results.first.locator("h2 a")).to_have_attribute("href", leads_to(by_score[0]))
    assert many_reader.ids() == by_score


def test_sorting_by_date_leaves_the_acts_with_all_the_words_first(
    many_reader: Reader, many_acts: Sequence[PlannedAct]
) -> None:
    query = "патриотического волонтерского движения"
    many_reader.open({"q": query, "n": 60, "sort": "date"})
    answer = many_reader.ask(query, {"limit": 60})
    full = answer["full"]
    assert 0 < full < answer["total"]
    boundary = many_reader.page.locator("#results > li").nth(full)
    expect(boundary).to_have_text(many_reader.message("someWords"))
    shown = many_reader.ids()
    assert set(shown[:full]) == {result["id"] for result in answer["results"][:full]}
    date_of = {act.id: act.date for act in many_acts}
    dates = [date_of[act] for act in shown[:full]]
    assert all(later >= earlier for later, earlier in pairwise(dates))


def newest(reader: Reader, acts: Sequence[PlannedAct]) -> str:
    found = {result["id"] for result in reader.ask("волонтерского", {"limit": 1000})["results"]}
    return max((act.date, act.id) for act in acts if act.id in found)[1]


def test_more_results_are_shown_on_demand_and_the_focus_goes_on(many_reader: Reader) -> None:
    many_reader.open({"q": "воспитание"})
    total = many_reader.ask("воспитание", {"limit": 0})["total"]
    assert total == 60
    expect(many_reader.results).to_have_count(10)
    expect(many_reader.more).to_have_text(many_reader.counted("more", 10))
    many_reader.more.click()
    expect(many_reader.results).to_have_count(20)
    expect(many_reader.results.nth(10).locator("h2 a")).to_be_focused()
    shown = many_reader.ids()
    many_reader.page.reload()
    many_reader.wait("воспитание")
    assert many_reader.ids() == shown
    many_reader.open({"q": "воспитание", "n": 60})
    expect(many_reader.results).to_have_count(60)
    expect(many_reader.more).to_be_hidden()
    assert len(set(many_reader.ids())) == 60


def test_the_focus_goes_on_before_the_filters_come(many_reader: Reader) -> None:
    many_reader.open()  # a script held while a page loads would hold the page
    held: list[Route] = []
    many_reader.page.route("**/facets/years.js*", lambda route: held.append(route))  # noqa: PLW0108
    with many_reader.page.expect_request("**/facets/years.js*"):
        many_reader.type("воспитание")
    many_reader.more.click()
    expect(many_reader.results.nth(10).locator("h2 a")).to_be_focused()
    many_reader.field.focus()
    release(many_reader, held)
    expect(many_reader.page.locator("[data-facet=topics] li").first).to_be_visible()
    expect(many_reader.field).to_be_focused()


def test_more_results_take_the_focus_from_nowhere_else(many_reader: Reader) -> None:
    many_reader.open({"q": "воспитание"})
    held: list[Route] = []
    many_reader.page.route("**/fragments/*", lambda route: held.append(route))  # noqa: PLW0108
    with many_reader.page.expect_request("**/fragments/*"):
        many_reader.more.click()
    many_reader.field.focus()
    release(many_reader, held)
    expect(many_reader.results).to_have_count(20)
    expect(many_reader.field).to_be_focused()


def test_the_last_results_take_the_focus_of_the_button_that_goes(many_reader: Reader) -> None:
    many_reader.open({"q": "воспитание", "n": 50})
    many_reader.more.click()
    expect(many_reader.results.nth(50).locator("h2 a")).to_be_focused()
    expect(many_reader.more).to_be_hidden()


def test_a_step_back_from_a_result_leads_to_its_place(many_reader: Reader) -> None:
    many_reader.open({"q": "воспитание", "n": 30})
    link = many_reader.results.nth(20).locator("h2 a")
    link.scroll_into_view_if_needed()
    top = many_reader.page.evaluate("scrollY")
    assert top > 1_000
    link.click()
    expect(many_reader.page.locator("[data-fidelity]")).to_be_visible()
    many_reader.page.go_back()
    many_reader.wait("воспитание")
    # Letters that come late move a line or two.
    many_reader.page.wait_for_function("top => Math.abs(scrollY - top) < 60", arg=top)


def test_a_search_has_its_title(reader: Reader) -> None:
    reader.open()
    title = reader.page.title()
    reader.type("наставничество")
    expect(reader.page).to_have_title(f"наставничество — {title}")
    reader.page.keyboard.press("Enter")
    reader.type(" форум ")
    expect(reader.page).to_have_title(f"форум — {title}")
    reader.page.go_back()
    expect(reader.page).to_have_title(f"наставничество — {title}")
    reader.field.fill("")
    expect(reader.page).to_have_title(title)


def test_a_jump_within_the_page_does_not_search_again(reader: Reader) -> None:
    reader.open({"q": "наставничество"})
    expect(reader.page.locator("[data-facet=topics] li").first).to_be_visible()
    first = reader.results.first
    first.evaluate("result => { result.dataset.kept = 'yes'; }")
    reader.page.locator("a.skip").focus()
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile("#main$"))
    reader.page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 300))")
    expect(first).to_have_attribute("data-kept", "yes")


def test_the_address_says_all_so_that_a_reload_and_a_copy_show_the_same(
    many_reader: Reader, browser: Browser
) -> None:
    many_reader.open({"q": "воспитание молодежи"})
    expect(many_reader.page.locator("[data-facet=status] li").first).to_be_visible()
    many_reader.choose("status", "adopted").check()
    expect(many_reader.page).to_have_url(url_with("status=adopted"))
    year = many_reader.page.locator("select[name=from] option").nth(3).get_attribute("value")
    many_reader.page.select_option("select[name=from]", year)
    expect(many_reader.page).to_have_url(url_with(f"from={year}"))
    many_reader.page.select_option("select[name=sort]", "date")
    expect(many_reader.page).to_have_url(url_with("sort=date"))
    many_reader.more.click()
    expect(many_reader.results).to_have_count(20)
    shown, said = many_reader.ids(), many_reader.status.inner_text()
    many_reader.page.reload()
    context = browser.new_context()
    other = Reader(context.new_page(), many_reader.home)
    other.page.goto(many_reader.page.url)
    for person in (many_reader, other):
        person.wait("воспитание молодежи")
        assert person.ids() == shown
        expect(person.status).to_have_text(said)
        expect(person.field).to_have_value("воспитание молодежи")
        expect(person.choose("status", "adopted")).to_be_checked()
        assert person.page.locator("select[name=from]").input_value() == year
        assert person.page.locator("select[name=sort]").input_value() == "date"
    assert other.errors == []
    context.close()


def test_what_is_typed_shows_the_same_after_a_reload_and_after_a_visit_to_a_result(
    many_reader: Reader,
) -> None:
    many_reader.open()
    many_reader.type("партнер")
    shown, said = many_reader.ids(), many_reader.status.inner_text()
    assert said != many_reader.counted("found", many_reader.ask("партнер")["total"])
    many_reader.page.reload()
    many_reader.wait("партнер")
    expect(many_reader.status).to_have_text(said)
    assert many_reader.ids() == shown
    many_reader.results.first.locator("h2 a").click()
    expect(many_reader.page.locator("[data-fidelity]")).to_be_visible()
    many_reader.page.go_back()
    many_reader.wait("партнер")
    expect(many_reader.status).to_have_text(said)
    many_reader.field.press("Enter")
    expect(many_reader.status).to_have_text(many_reader.counted("found", many_reader.ask("партнер")["total"]))


def test_back_and_forward_go_through_what_was_asked(many_reader: Reader) -> None:
    many_reader.visit("index.html")
    many_reader.open()
    many_reader.type("педагог")
    many_reader.page.keyboard.press("Enter")
    expect(many_reader.page.locator("[data-facet=status] li").first).to_be_visible()
    many_reader.choose("status", "adopted").check()
    expect(many_reader.page).to_have_url(url_with("status=adopted"))
    filtered = many_reader.status.inner_text()
    many_reader.type("форум")
    many_reader.page.keyboard.press("Enter")
    many_reader.page.go_back()
    many_reader.wait("педагог")
    expect(many_reader.field).to_have_value("педагог")
    expect(many_reader.choose("status", "adopted")).to_be_checked()
    expect(many_reader.status).to_have_text(filtered)
    many_reader.page.go_back()
    expect(many_reader.choose("status", "adopted")).not_to_be_checked()
    total = many_reader.ask("педагог", {"limit": 0})["total"]
    expect(many_reader.status).to_have_text(many_reader.counted("found", total))
    many_reader.page.go_forward()
    expect(many_reader.choose("status", "adopted")).to_be_checked()
    expect(many_reader.status).to_have_text(filtered)
    many_reader.page.go_forward()
    many_reader.wait("форум")
    expect(many_reader.field).to_have_value("форум")


def test_one_step_back_leads_from_a_typed_query_to_the_page_before(reader: Reader) -> None:
    reader.visit("index.html")
    reader.open()
    reader.type("педагог")
    reader.page.keyboard.press("Enter")
    reader.page.go_back()
    expect(reader.page).to_have_url(reader.home + "index.html")


def test_a_phrase_in_quotes_is_found_as_it_stands(reader: Reader) -> None:
    for quotes in ("«{}»", '"{}"', "“{}”", "„{}“"):
        reader.open({"q": quotes.format("методические центры координации")})
        assert reader.ids() == [FORUM]
        reader.open({"q": quotes.format("центры методические координации")})
        expect(reader.status).to_have_text(reader.message("none"))
    reader.open({"q": "методические центры координации"})
    assert reader.ids()[0] == FORUM
    assert len(reader.ids()) > 1


def test_a_word_with_a_minus_leaves_out_the_acts_that_have_it(reader: Reader) -> None:
    reader.open()
    with_it = {result["id"] for result in reader.ask("наставничество")["results"]}
    whole = {result["id"] for result in reader.ask("воспитание")["results"]}
    assert with_it & whole
    reader.open({"q": "воспитание -наставничество"})
    assert set(reader.ids()) == whole - with_it
    reader.open({"q": "-наставничество воспитание"})
    assert set(reader.ids()) == whole - with_it


@pytest.mark.parametrize("query", ["-наставничество", "-наставничество -«лучшие практики»"])
def test_only_words_left_out_are_said_to_be_too_little(reader: Reader, query: str) -> None:
    reader.open({"q": query})
    expect(reader.status).to_have_text(reader.message("onlyExcluded"))
    expect(reader.results).to_have_count(0)


def test_nothing_found_is_said(reader: Reader) -> None:
    reader.open({"q": "щучьехвост"})
    expect(reader.status).to_have_text(reader.message("none"))
    expect(reader.advice).to_contain_text(reader.message("missing", {"words": "щучьехвост"}))
    expect(reader.results).to_have_count(0)
    expect(reader.page.locator(".found")).to_be_hidden()
    reader.field.fill("")
    expect(reader.status).to_be_empty()
    expect(reader.advice).to_be_empty()


def test_a_word_that_the_archive_lacks_is_named_and_the_others_are_found(reader: Reader) -> None:
    reader.open({"q": "щучьехвост вебинар"})
    assert reader.ids()
    expect(reader.status).to_have_text(reader.counted("notAll", len(reader.ids())))
    expect(reader.advice).to_contain_text(reader.message("missing", {"words": "щучьехвост"}))


@pytest.mark.parametrize(
    ("query", "key", "meant"),
    [("воспетания", "spelling", "воспитания"), ("djcgbnfybz", "layout", "воспитания")],
)
def test_what_was_searched_for_instead_is_said(reader: Reader, query: str, key: str, meant: str) -> None:
    reader.open({"q": query})
    expect(reader.advice).to_contain_text(reader.message(key))
    expect(reader.advice).to_have_attribute("aria-live", "polite")
    shown = reader.ids()
    assert shown
    reader.advice.get_by_role("link", name=meant).click()
    reader.wait(meant)
    expect(reader.advice).to_be_empty()
    expect(reader.field).to_have_value(meant)
    assert reader.ids() == shown


def test_a_beginning_is_said_to_be_one(reader: Reader) -> None:
    reader.open({"q": "наставн"})
    assert reader.ids()
    expect(reader.advice).to_have_text(reader.message("beginning", {"word": "наставн"}))


def test_words_beyond_the_first_are_said_to_count_for_nothing(reader: Reader) -> None:
    reader.open({"q": "наставничество " * 25})
    message = reader.counted("shortened", 24)
    assert "24" in message
    expect(reader.advice).to_have_text(message)
    reader.open({"q": "наставничество " * 24})
    expect(reader.advice).to_be_empty()


def test_an_arrow_key_that_leads_nowhere_is_the_browsers(reader: Reader) -> None:
    reader.open({"q": "наставничество"})
    reader.page.evaluate(
        "addEventListener('keydown', (event) => { document.body.dataset.taken = event.defaultPrevented; })"
    )
    links = reader.page.locator("#results a")
    links.nth(-2).focus()
    for taken in ("true", "false"):
        reader.page.keyboard.press("ArrowDown")
        expect(links.last).to_be_focused()
        expect(reader.page.locator("body")).to_have_attribute("data-taken", taken)


def test_the_keyboard_reaches_everything(reader: Reader) -> None:
    reader.open()
    reader.page.locator("main").evaluate("element => { element.tabIndex = -1; element.focus(); }")
    reader.page.keyboard.press("Tab")
    expect(reader.field).to_be_focused()
    reader.page.keyboard.type("наставничество")
    reader.wait("наставничество")
    expect(reader.page.locator("[data-facet=status] li").first).to_be_visible()
    links = reader.page.locator("#results a")
    reader.page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    reader.page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    reader.page.keyboard.press("ArrowUp")
    reader.page.keyboard.press("ArrowUp")
    expect(reader.field).to_be_focused()
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Escape")
    expect(reader.field).to_be_focused()
    expect(reader.field).to_have_value("наставничество")
    reached = set()
    for _ in range(60):
        reader.page.keyboard.press("Tab")
        reached.add(
            reader.page.evaluate(
                "() => { const at = document.activeElement; const box = at.closest('[data-facet], summary');"
                " return at.name || at.type || box?.dataset.facet || at.localName; }"
            )
        )
    assert {"a", "sort", "from", "to", "organizations", "topics", "addressees", "status"} <= reached
    reader.field.focus()
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("[data-fidelity]")).to_be_visible()


def test_the_focus_stays_in_the_list_while_the_filters_come(many_reader: Reader) -> None:
    held: list[Route] = []
    many_reader.page.route("**/facets/years.js*", lambda route: held.append(route))  # noqa: PLW0108
    many_reader.open()
    with many_reader.page.expect_request("**/facets/years.js*"):
        many_reader.type("воспитание")
    many_reader.page.keyboard.press("ArrowDown")
    first = many_reader.page.locator("#results a").first
    expect(first).to_be_focused()
    held[0].continue_()
    expect(many_reader.page.locator("[data-facet=topics] li").first).to_be_visible()
    expect(first).to_be_focused()


def test_the_box_in_every_header_leads_to_the_results(reader: Reader) -> None:
    for path in OTHER_PAGES:
        reader.visit(path)
        box = reader.page.locator("form[role=search] input[name=q]:visible").first
        box.fill("наставничество")
        box.press("Enter")
        reader.wait("наставничество")
        assert FORUM in reader.ids()
        expect(reader.field).to_have_value("наставничество")


def test_every_page_has_a_box_that_leads_to_the_search(archive: Path) -> None:
    pages = [file for file in archive.rglob("*.html") if file.name != "404.html"]
    for file in pages:
        text = file.read_text(encoding="utf-8")
        action = text.partition('role="search"')[2].partition('action="')[2].partition('"')[0]
        assert (file.parent / action).resolve() == (archive / "search/index.html").resolve(), file


def test_without_javascript_the_page_says_so_and_leads_on(archive_home: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(archive_home + "search/index.html?q=наставничество")
    expect(page.locator("main noscript p")).to_contain_text("JavaScript")
    assert not page.locator("[data-search-page]").is_visible()
    links = page.locator("main noscript a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    targets = [urljoin(page.url, link) for link in links]
    assert archive_home + "alphabet/index.html" in targets
    assert archive_home + "resolutions/index.html" in targets
    assert len(targets) >= 5
    page.locator("main noscript a").first.click()
    expect(page.locator("main a").first).to_be_visible()
    for target in targets:
        with urlopen(target) as answer:
            assert answer.status == 200
    context.close()


def test_nothing_of_the_index_is_loaded_before_the_reader_turns_to_search(reader: Reader) -> None:
    for path in ("index.html", f"resolutions/{FORUM}/index.html", "search/index.html"):
        reader.page.goto(reader.home + path, wait_until="networkidle")
    assert reader.index_requests == []
    with reader.page.expect_response("**/search/index/directory.js*"):
        reader.field.focus()
    assert reader.index_requests == ["directory.js"]


def test_a_letter_alone_loads_no_facet_and_no_fragment(reader: Reader) -> None:
    reader.open()
    reader.type("щ")
    assert [part for part in reader.index_requests if part.startswith(("fragments", "facets/t"))] == []


def test_nothing_is_loaded_twice(many_reader: Reader) -> None:
    many_reader.open()
    for query in ("воспитание молодежи", "воспитание", "воспитание молодежи"):
        many_reader.type(query)
    many_reader.page.wait_for_load_state("networkidle")
    assert len(many_reader.index_requests) == len(set(many_reader.index_requests))


def test_fragments_and_facets_have_the_version_of_the_directory_in_their_addresses(
    reader: Reader, archive: Path
) -> None:
    reader.open({"q": "наставничество"})
    expect(reader.page.locator("[data-facet=topics] li").first).to_be_visible()
    directory = (archive / "search/index/directory.js").read_text(encoding="utf-8")
    version = json.loads(directory.partition(",")[2].rpartition(")")[0])["version"]
    asked = [url.split("/search/index/")[1] for url in reader.asked if "/search/index/" in url]
    versions = {part.partition("?")[2] for part in asked if part.startswith(("fragments/", "facets/"))}
    assert versions == {version}


@pytest.mark.parametrize("start", ["search/index.html", "index.html", f"resolutions/{PLENUM}/index.html"])
def test_the_search_works_from_a_disk(page_from_disk: Reader, start: str) -> None:
    reader = page_from_disk
    reader.visit(start)
    box = reader.page.locator("form[role=search] input[name=q]:visible").first
    box.fill("лучшие практики наставничества")
    box.press("Enter")
    reader.wait("лучшие практики наставничества")
    assert reader.page.url.startswith("file://")
    assert FORUM in reader.ids()
    expect(reader.page.locator("[data-facet=topics] li").first).to_be_visible()
    reader.choose("status", "adopted").check()
    expect(reader.page).to_have_url(url_with("status=adopted"))
    reader.page.locator(f".passages a[href*={FORUM}][href*='#']").first.click()
    expect(reader.page.locator("[data-fidelity] mark").first).to_be_attached()
    reader.page.go_back()
    expect(reader.choose("status", "adopted")).to_be_checked()


@pytest.fixture
def page_from_disk(page: Page, archive: Path) -> Reader:
    return Reader(page, archive.as_uri() + "/")


def test_the_search_works_by_touch_on_a_phone(many_home: str, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    reader = Reader(context.new_page(), many_home)
    reader.visit("index.html")
    box = reader.page.locator("form[role=search] input[name=q]:visible").first
    box.tap()
    box.fill("волонтерского")
    reader.page.locator("form[role=search]:has(input:focus) button").tap()
    reader.wait("волонтерского")
    reader.page.locator("details.panel > summary").tap()
    row = reader.page.locator("[data-facet=status] label").first
    expect(row).to_be_visible()
    row.scroll_into_view_if_needed()
    row.tap()
    expect(reader.page).to_have_url(url_with("status="))
    reader.page.locator("#results .passages a").first.tap()
    expect(reader.page.locator("[data-fidelity] mark").first).to_be_attached()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert reader.errors == []
    context.close()
