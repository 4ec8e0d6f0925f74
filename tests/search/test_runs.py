"""Words are the same however the documents were gathered: one by one, in batches, or batches of batches."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from svod.search.runs import FIELDS, WordBatch, WordCollector, gather_words, merge_batches

TEXTS = st.lists(st.sampled_from(["учёт наставников", "№ 5", "", "дети, дети"]), max_size=2)
DOCUMENTS = st.lists(st.tuples(*[TEXTS] * len(FIELDS)), max_size=6)


def collected(batches: Sequence[WordBatch]) -> object:
    words = WordCollector()
    for batch in batches:
        words.add(batch)
    arranged = words.arrange(range(sum(len(batch.documents) for batch in batches)))
    return dict(arranged.runs), arranged.sequence, arranged.texts


@given(DOCUMENTS, st.integers(1, 3), st.integers(1, 3))
def test_batches_of_batches_are_as_good(
    documents: list[tuple[list[str], ...]], size: int, groups: int
) -> None:
    batches = [gather_words(documents[start : start + size]) for start in range(0, len(documents), size)]
    merged = [merge_batches(batches[start : start + groups]) for start in range(0, len(batches), groups)]
    assert collected(batches) == collected(merged) == collected([gather_words(documents)])
