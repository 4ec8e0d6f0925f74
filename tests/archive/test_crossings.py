"""Crossed lists: exactly the acts that have both terms, and a list wherever there is such an act."""

from hypothesis import given
from hypothesis import strategies as st

from svod.archive.crossings import CROSSED, crossing_url, find_crossings
from svod.archive.taxonomies import ADDRESSEES, ORGANIZATIONS, TOPICS, YEARS
from tests.archive.libraries import make_act, make_library

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["unknown", "1998", "2021-05", "2022-08-23"]),
        st.sampled_from(["[]", "[ministry]", "[institute]", "[institute, elka]"]),
        st.sampled_from(["[]", "[youth]", "[labour]", "[youth, labour]"]),
    ),
    max_size=8,
)


@given(ACTS)
def test_a_crossed_list_has_the_acts_that_both_terms_have(acts: list[tuple[str, str, str]]) -> None:
    library = make_library(
        *(
            make_act(f"act-{number}", date, organizations=organizations, topics=topics)
            for number, (date, organizations, topics) in enumerate(acts)
        )
    )
    for name, other in CROSSED.items():
        for term in library.taxonomies[name].terms.values():
            found = {c.second.id: list(c.acts) for c in find_crossings(term, library.taxonomies[other])}
            both = {
                second.id: [act for act in term.acts if act in second.acts]
                for second in library.taxonomies[other].terms.values()
            }
            assert found == {second: acts for second, acts in both.items() if acts}
            numbers = library.taxonomies[other].count(term.acts)
            assert [(second.id, number) for second, number in numbers] == [
                (second, len(acts)) for second, acts in found.items()
            ]


def test_a_crossed_list_has_one_address_from_whichever_side() -> None:
    library = make_library(make_act("act", "2022"))
    organization, topic, year, addressee = (
        next(iter(library.taxonomies[name].terms.values()))
        for name in (ORGANIZATIONS, TOPICS, YEARS, ADDRESSEES)
    )
    for one, other in ((organization, topic), (topic, organization)):
        assert crossing_url(one, other) == "/organizations/ministry/topics/youth/"
    assert crossing_url(year, topic) == "/topics/youth/years/2022/"
    assert crossing_url(organization, year) == crossing_url(addressee, year) == ""
    (crossing,) = find_crossings(topic, library.taxonomies[YEARS])
    assert crossing.url == "/topics/youth/years/2022/"
