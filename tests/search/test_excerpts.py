"""The words that were found, marked in the text as it is printed."""

import pytest

from svod.search.excerpts import Marks, mark_text
from svod.text import INVISIBLE

MARKS = Marks(terms={"воспитан": 1}, phrases=[])


@pytest.mark.parametrize("sign", INVISIBLE)
def test_a_word_is_marked_whole_whatever_is_hidden_in_it(sign: str) -> None:
    word = f"вос{sign}питание"
    assert mark_text(f"о {word}.", MARKS) == [("о ", False), (word, True), (".", False)]
