"""Words are the same however the documents were gathered: one by one, in batches, or batches of batches."""

from hypothesis import given
from hypothesis import strategies as st

from svod.search.runs import FIELDS, WordBatch, gather_words, merge_batches

TEXTS = st.lists(st.sampled_from(["учёт наставников", "№ 5", "", "дети, дети"]), max_size=2)
DOCUMENTS = st.lists(st.tuples(*[TEXTS] * len(FIELDS)), max_size=6)


def spelled(batch: WordBatch) -> list[tuple[list[str], bytes]]:
    return [([batch.runs[run] for run in runs], fields) for runs, fields in batch.documents]


@given(DOCUMENTS, st.integers(1, 3), st.integers(1, 3))
def test_batches_of_batches_are_as_good(
    documents: list[tuple[list[str], ...]], size: int, groups: int
) -> None:
    batches = [gather_words(documents[start : start + size]) for start in range(0, len(documents), size)]
    merged = [merge_batches(batches[start : start + groups]) for start in range(0, len(batches), groups)]
    whole = gather_words(documents)
    assert [spelled(batch) for batch in (merge_batches(merged), merge_batches(batches))] == [
        spelled(whole)
    ] * 2
    assert merge_batches(merged) == whole
