"""Acts in order, their neighbours, and the faults that only show between acts."""

import itertools
import pickle

from svod.archive.library import build_library, check_aliases, check_relations, drop_duplicates
from svod.content.act import Act
from tests.archive.libraries import AUTHORITIES, make_act, make_library


def ids(acts: object) -> list[str]:
    assert isinstance(acts, tuple)
    return [act.id for act in acts]


def test_the_newest_act_comes_first_and_those_without_a_year_last() -> None:
    acts = [
        make_act("a", "2015-08-20"),
        make_act("b", "unknown"),
        make_act("c", "2022"),
        make_act("d", "2022-08-23"),
        make_act("e", "2025-05/.."),
    ]
    assert ids(make_library(*acts).acts) == ["d", "c", "a", "e", "b"]


def test_acts_of_one_day_are_in_the_order_of_their_titles() -> None:
    acts = [make_act("a", title="Жук"), make_act("b", title="«Ёлка»"), make_act("c", title="Ель")]
    assert ids(make_library(*acts).acts) == ["b", "c", "a"]


def test_the_order_of_arrival_does_not_matter() -> None:
    acts = [
        make_act("a", title="Т"),
        make_act("b", title="Т"),
        make_act("c", "2015"),
        make_act("d", "unknown"),
    ]
    libraries = [make_library(*order) for order in itertools.permutations(acts)]
    assert {tuple(ids(library.acts)) for library in libraries} == {("a", "b", "c", "d")}
    assert all(library.taxonomies == libraries[0].taxonomies for library in libraries)


def test_a_withdrawn_act_is_known_but_not_listed() -> None:
    library = make_library(make_act("a"), make_act("b", access="withdrawn"), make_act("c", access="noindex"))
    assert ids(library.acts) == ["a", "c"]
    assert ids(library.withdrawn) == ["b"]
    assert set(library.by_id) == {"a", "b", "c"}
    assert library.taxonomies["topics"].terms["youth"].acts == library.acts


def test_neighbours_are_of_the_same_organization_in_time() -> None:
    acts = [
        make_act("a", "2015"),
        make_act("b", "2016", organizations="[elka, ministry]"),
        make_act("c", "2017"),
        make_act("d", "2018"),
        make_act("e", "2019", organizations="unknown"),
    ]
    around = {
        act: tuple(other and other.id for other in pair)
        for act, pair in make_library(*acts).neighbours().items()
    }
    assert around == {
        "a": (None, "c"),
        "b": (None, None),
        "c": ("a", "d"),
        "d": ("c", None),
        "e": (None, None),
    }


def test_the_second_act_with_an_identifier_is_reported_and_left_out() -> None:
    first, second = make_act("a", id="same"), make_act("b", id="same")
    kept, (fault,) = drop_duplicates([first, second, make_act("c")])
    assert kept == [first, make_act("c")]
    assert (fault.code, fault.path, fault.key) == ("id-duplicate", second.path, ("id",))
    assert dict(fault.values) == {"id": "same", "other": first.path}


def test_a_related_act_that_is_not_there_is_reported_with_the_nearest() -> None:
    related = (
        '[{rel: implements, ref: plenum-2015}, {rel: cites, label: "Закон"}, {rel: cites, ref: plenum-2016}]'
    )
    library = make_library(make_act("plenum-2016"), make_act("b", related=related))
    (fault,) = check_relations(library)
    assert (fault.code, dict(fault.values)) == (
        "related-unknown",
        {"value": "plenum-2015", "suggestion": "plenum-2016"},
    )


def test_an_act_with_other_faults_can_still_be_referred_to() -> None:
    acts = [make_act("a", related="[{rel: cites, ref: b}]")]
    assert list(check_relations(build_library(acts, AUTHORITIES, {}, [make_act("b")]))) == []


def test_an_address_belongs_to_one_page() -> None:
    library = make_library(
        make_act("a", aliases="[/topics/, /old/]"),
        make_act("b", aliases="[/old/, /resolutions/b/]"),
        make_act("c", aliases="[/new/, /search/, /search/index/terms-0.js/, /static/a/]"),
    )
    found = [(fault.path[-4], dict(fault.values)) for fault in check_aliases(library, {"/topics/": "темы"})]
    assert found == [
        ("a", {"url": "/topics/", "other": "темы"}),
        ("b", {"url": "/old/", "other": "content/resolutions/a.md"}),
        ("b", {"url": "/resolutions/b/", "other": "/resolutions/b/"}),
        ("c", {"url": "/search/index/terms-0.js/", "other": "/search/index/terms-0.js/"}),
        ("c", {"url": "/static/a/", "other": "/static/a/"}),
    ]


def test_what_many_acts_name_is_one_string_in_memory_wherever_they_were_read() -> None:
    act, other = (pickle.loads(pickle.dumps(make_act(name))) for name in "ab")
    assert act == make_act("a")
    assert act.topics == other.topics == ("youth",)
    names = zip(_names(act), _names(other), strict=True)
    assert all(name is same for name, same in names)


def _names(act: Act) -> tuple[str, ...]:
    return (act.edtf, *act.organizations, *act.topics, *act.addressees)


def test_what_only_the_page_of_an_act_shows_is_not_kept_with_all_acts() -> None:
    plain, rich = make_act("a"), make_act("a", status_printed="Проект", source=f"{{note: {'да ' * 100}}}")
    assert plain._replace(fingerprint=b"") == rich._replace(fingerprint=b"")
    assert plain.fingerprint != rich.fingerprint
