"""What scripts of other people call, `window.svod.search`, in a real browser."""

from collections.abc import Callable, Sequence

import pytest

from benchmarks.acts import PlannedAct
from tests.search.conftest import STRANGE_WORDS
from tests.search.reader import Reader

pytestmark = pytest.mark.browser

FACETS: dict[str, Callable[[PlannedAct], set[str]]] = {
    "organization": lambda act: {body.id for body in act.organizations},
    "year": lambda act: {str(act.date[0])},
    "topic": lambda act: {topic.id for topic in act.topics},
    "addressee": lambda act: {group.addressee.id for group in act.groups},
    "status": lambda act: {act.status},
}
ACT_PAGE = "resolutions/trudovaya-doblest-forum-nastavnichestvo/index.html"
ALL = {"limit": 1000}


def ids(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [result["id"] for result in answer["results"]]


def test_an_answer_has_the_promised_shape(reader: Reader) -> None:
    reader.open()
    answer = reader.ask("патриотическое воспитание")
    assert answer.keys() == {"total", "full", "terms", "corrected", "incomplete", "results"}
    assert not answer["incomplete"]
    assert answer["total"] == len(answer["results"]) == 5
    assert answer["corrected"] is None
    assert {"воспитан", "патриотическ"} <= set(answer["terms"])
    for result in answer["results"]:
        assert result.keys() == {"id", "url", "href", "title", "score", "provisions"}
        assert result["url"] == f"/resolutions/{result['id']}/"
        assert result["href"].endswith(f"{result['url']}index.html")
        assert isinstance(result["score"], float | int)
        assert result["score"] > 0
        assert 0 < len(result["provisions"]) <= 3
        assert all(provision.keys() == {"anchor", "html"} for provision in result["provisions"])


def test_the_answer_is_the_same_on_the_search_page_and_on_the_page_of_an_act(reader: Reader) -> None:
    reader.open()
    answer = reader.ask("наставничество молодёжи")
    reader.visit(ACT_PAGE)
    assert answer["results"]
    assert reader.ask("наставничество молодёжи") == answer


def test_the_best_come_first(many_reader: Reader) -> None:
    many_reader.open()
    answer = many_reader.ask("волонтёрское", ALL)
    scores = [result["score"] for result in answer["results"]]
    assert len(scores) > 10
    assert scores == sorted(scores, reverse=True)
    answer = many_reader.ask("волонтерского движения", ALL)
    assert answer["results"][0]["title"]
    assert 0 < answer["full"] <= answer["total"]


def test_a_title_that_holds_the_words_outweighs_a_mention(reader: Reader) -> None:
    reader.open()
    assert ids(reader.ask("вебинар"))[0] == "smolensk-vebinar-vospitanie-2015"
    assert ids(reader.ask("пленум"))[0] == "novosibirsk-plenum-partnerstvo-2016"


def test_anchors_of_provisions_stand_on_the_page_of_their_act_and_words_are_marked(reader: Reader) -> None:
    reader.open()
    results = reader.ask("развитие воспитания детей")["results"]
    anchors = 0
    for result in results:
        reader.visit(result["url"].removeprefix("/") + "index.html")
        for provision in result["provisions"]:
            assert "<mark>" in provision["html"]
            place = reader.page.evaluate(
                "anchor => anchor && document.getElementById(anchor)?.textContent", provision["anchor"]
            )
            text = reader.page.evaluate(
                "html => new DOMParser().parseFromString(html, 'text/html').querySelector('mark').innerText",
                provision["html"],
            )
            if provision["anchor"]:
                anchors += 1
                assert text in place
    assert anchors >= 5


@pytest.mark.parametrize("facet", list(FACETS))
def test_a_filter_leaves_the_acts_that_have_the_term(
    many_reader: Reader, many_acts: Sequence[PlannedAct], facet: str
) -> None:
    many_reader.open()
    found = ids(many_reader.ask("воспитание", ALL))
    acts = {act.id: act for act in many_acts}
    wanted = sorted(set().union(*(FACETS[facet](acts[found_id]) for found_id in found)))[:3]
    for terms in (wanted[:1], wanted):
        answer = many_reader.ask("воспитание", {"filters": {facet: terms}, **ALL})
        expected = [found_id for found_id in found if FACETS[facet](acts[found_id]) & set(terms)]
        assert ids(answer) == expected
        assert answer["total"] == len(expected)


def test_filters_of_two_facets_have_to_be_met_both(
    many_reader: Reader, many_acts: Sequence[PlannedAct]
) -> None:
    many_reader.open()
    found = ids(many_reader.ask("воспитание", ALL))
    acts = {act.id: act for act in many_acts}
    first = acts[found[0]]
    topic, year = first.topics[0].id, first.date[0]
    answer = many_reader.ask("воспитание", {"filters": {"topic": [topic], "year": [year]}, **ALL})
    expected = [i for i in found if acts[i].date[0] == year and topic in FACETS["topic"](acts[i])]
    assert found[0] in expected
    assert ids(answer) == expected


def test_an_unfinished_word_finds_its_continuations_only_as_a_prefix(reader: Reader) -> None:
    reader.open()
    unfinished = reader.ask("наставн", {"prefix": True})
    assert unfinished["total"] >= 2
    assert unfinished["corrected"] is None
    assert set(ids(reader.ask("наставничество"))) <= set(ids(unfinished))
    long = reader.ask("воспитания", {"prefix": True})
    assert long["total"] >= reader.ask("воспитания")["total"]


def test_a_misspelt_word_and_the_other_layout_are_corrected(reader: Reader) -> None:
    reader.open()
    expected = ids(reader.ask("воспитание"))
    misspelt = reader.ask("воспетания")
    assert misspelt["corrected"] == "воспитания"
    assert ids(misspelt) == expected
    layout = reader.ask("djcgbnfybt")
    assert layout["corrected"] == "воспитание"
    assert ids(layout) == expected
    assert reader.ask("воспитание")["corrected"] is None


def test_limit_cuts_the_results_and_not_the_count(many_reader: Reader) -> None:
    many_reader.open()
    whole = many_reader.ask("воспитание", ALL)
    assert len(many_reader.ask("воспитание")["results"]) == 10
    for limit in (0, 1, 7):
        answer = many_reader.ask("воспитание", {"limit": limit})
        assert answer["total"] == whole["total"] == len(whole["results"])
        assert answer["results"] == whole["results"][:limit]


def test_any_form_of_a_word_and_e_for_yo_give_the_same_acts(reader: Reader) -> None:
    reader.open()
    for forms in (["дети", "детей", "ребенок"], ["молодёжь", "молодежь", "молодёжи"], ["Лёвин", "левина"]):
        answers = [set(ids(reader.ask(form))) for form in forms]
        assert answers[0]
        assert all(answer == answers[0] for answer in answers), forms


def test_many_searches_at_once_answer_as_one_by_one(many_reader: Reader) -> None:
    many_reader.open()
    queries = ["воспитание", "развитие системы", "наставничество", "волонтеры", "педагог", "форум 2022"]
    at_once = many_reader.page.evaluate("q => Promise.all(q.map(one => window.svod.search(one)))", queries)
    many_reader.open()
    assert at_once == [many_reader.ask(query) for query in queries]


def test_nothing_in_an_act_becomes_markup_in_an_answer(strange_reader: Reader) -> None:
    strange_reader.open()
    answer = strange_reader.ask("разметка", ALL)
    assert answer["total"] == len(STRANGE_WORDS)
    for result in answer["results"]:
        for provision in result["provisions"]:
            tags = strange_reader.page.evaluate(
                "html => [...new DOMParser().parseFromString(html, 'text/html').body.querySelectorAll('*')]"
                ".map(element => element.localName)",
                provision["html"],
            )
            assert set(tags) == {"mark"}


def test_names_of_javascript_are_words_like_others(strange_reader: Reader, reader: Reader) -> None:
    strange_reader.open()
    for word in STRANGE_WORDS:
        answer = strange_reader.ask(word)
        assert answer["total"] == 1, word
        assert word.strip("_") in answer["results"][0]["title"]
    reader.open()
    for word in STRANGE_WORDS:
        assert reader.ask(word)["total"] == 0
        assert reader.ask(word, {"prefix": True})["total"] == 0


def test_names_of_javascript_are_no_filters(reader: Reader) -> None:
    reader.open()
    whole = reader.ask("воспитание")
    for name in ("__proto__", "constructor", "toString"):
        for facet in FACETS:
            assert reader.ask("воспитание", {"filters": {facet: [name]}})["total"] == 0
        answer = reader.page.evaluate(
            'name => window.svod.search(\'воспитание\', {filters: JSON.parse(`{"${name}": ["x"]}`)})', name
        )
        assert answer == whole


def test_what_is_no_text_is_taken_for_text(reader: Reader) -> None:
    reader.open()
    for value in ("undefined", "null", "[]", "''", "NaN"):
        assert reader.page.evaluate(f"window.svod.search({value})")["results"] == []
    assert reader.page.evaluate("window.svod.search(2016)")["total"] >= 1
