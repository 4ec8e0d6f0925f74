"""What the summary of a build says of an index that has become large."""

import pytest

from svod.localization import localization
from svod.search.sizes import measure_index

SMALL = [
    ("directory", 3_000),
    ("terms-0", 9_000),
    ("places-0", 9_000),
    ("forms-0", 6_000),
    ("fragments/0", 6_000),
    ("facets/years", 90),
]


def test_an_ordinary_index_is_not_worth_a_word() -> None:
    assert measure_index(SMALL).warnings(localization("ru")) == []


@pytest.mark.parametrize("name", ["directory", "terms-7", "places-7", "fragments/12", "facets/topics"])
def test_what_a_reader_would_wait_for_is_named(name: str) -> None:
    (warning,) = measure_index([*SMALL, (name, 1_234_567), (name, 5)]).warnings(localization("en"))
    assert "1,235 KB" in warning
    assert name in warning or name == "directory"


def test_the_list_of_all_words_is_counted_as_a_whole() -> None:
    forms = [(f"forms-{number}", 6_000) for number in range(200)]
    assert measure_index([*SMALL, *forms[:150]]).warnings(localization("en")) == []
    assert measure_index([*SMALL, *forms]).warnings(localization("en")) == [
        "A misspelt word loads the list of all words, 1,206 KB."
    ]
