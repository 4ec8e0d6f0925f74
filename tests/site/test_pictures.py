"""Pictures say what the numbers say: columns as high as these, in the picture, apart from each other."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from svod.site.pictures import HEIGHT, SHADES, STEP, draw_bars, shade

NUMBERS = st.lists(st.integers(0, 100_000), min_size=1, max_size=200)


@given(NUMBERS)
def test_columns_stand_on_the_ground_within_the_picture(numbers: list[int]) -> None:
    for bar in draw_bars(numbers, max(numbers)):
        assert bar.x >= 0
        assert bar.y >= 0
        assert bar.x + bar.width <= STEP * len(numbers)
        assert bar.y + bar.height == HEIGHT


@given(NUMBERS)
def test_no_columns_overlap_and_each_stands_in_its_own_place(numbers: list[int]) -> None:
    bars = draw_bars(numbers, max(numbers))
    assert all(left.x + left.width < right.x for left, right in pairwise(bars))
    assert [bar.x // STEP for bar in bars] == [place for place, number in enumerate(numbers) if number]


@given(NUMBERS, st.integers(1, 100_000))
def test_what_is_more_is_not_lower_and_every_act_is_seen(numbers: list[int], largest: int) -> None:
    shown = [min(number, largest) for number in numbers]
    heights = {bar.x // STEP: bar.height for bar in draw_bars(shown, largest)}
    for place, number in enumerate(shown):
        height = heights.get(place, 0)
        assert (height > 0) == (number > 0)
        assert height <= 3 or abs(height - HEIGHT * number / largest) <= 0.5
    for one, other in pairwise(sorted(heights, key=shown.__getitem__)):
        assert heights[one] <= heights[other]


@given(NUMBERS)
def test_parts_of_one_scale_add_up_to_the_whole(numbers: list[int]) -> None:
    whole = sum(numbers)
    heights = sum(bar.height for bar in draw_bars(numbers, max(1, whole)))
    assert heights >= HEIGHT * whole // max(1, whole) - len(numbers) // 2 - 1
    assert heights <= HEIGHT + 3 * len(numbers)


@given(st.integers(1, 10_000), st.data())
def test_shades_go_from_nothing_to_the_darkest(largest: int, data: st.DataObject) -> None:
    one = data.draw(st.integers(0, largest))
    other = data.draw(st.integers(one, largest))
    assert 0 <= shade(one, largest) <= shade(other, largest) <= shade(largest, largest) == SHADES
    assert (shade(one, largest) == 0) == (one == 0)
