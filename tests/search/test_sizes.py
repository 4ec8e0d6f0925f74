"""What the summary of a build says of an index that has become large."""

import pytest

from svod.localization import localization
from svod.search.sizes import measure_index

SMALL = [
    ("directory", 3_000),
    ("terms-0", 9_000),
    ("places-0", 9_000),
    ("fragments/0", 6_000),
    ("facets/years", 90),
]


def test_an_ordinary_index_is_not_worth_a_word() -> None:
    sizes = measure_index(SMALL)
    assert (sizes.scripts, sizes.total) == (5, 27_090)
    assert sizes.warnings(localization("ru")) == []


@pytest.mark.parametrize("name", ["directory", "terms-7", "places-7", "fragments/12", "facets/topics"])
def test_what_a_reader_would_wait_for_is_named(name: str) -> None:
    (warning,) = measure_index([*SMALL, (name, 1_234_567), (name, 5)]).warnings(localization("en"))
    assert "1,235 KB" in warning
    assert name in warning or name == "directory"
