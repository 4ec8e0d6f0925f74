"""An index that is revised after edits is the one that would be built anew, to the byte."""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import accumulate, pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svod.search.entries import Entry, Passage
from svod.search.fragments import fingerprint, write_fragment
from svod.search.index import index_version
from svod.search.numerals import NumberCount, find_numbers, write_few, write_numbers
from svod.search.revision import MOST_DOCUMENTS, Refusal, Revision, revise_index
from svod.search.runs import WordBatch, gather_words
from svod.search.shards import FormEntry, Shelf, find_ends, first_letters
from svod.search.stored import StoredShelf
from tests.search.samples import build_scripts, make_entries, paragraphs

# Some share a stem, some a lexeme and no stem; dates, hyphens, Latin letters; some are alike for long.
WORDS = (
    *("дети", "детей", "ребёнок", "ребёнка", "список", "списка", "списки", "нашли", "найти", "нашёл"),
    *("стали", "сталь", "школа", "школы", "школе", "школам", "педагог", "педагоги", "и", "в", "на"),
    *("научно-методический", "научнометодический", "273-ФЗ", "23.08.2022", "2022", "ФГОС", "Moodle"),
    *("воспитание", "воспитания", "воспитательный", "воспитательных", "абвгдежзик", "ёж", "ящерица"),
)
Fields = tuple[tuple[str, ...], ...]
Numbers = st.lists(st.one_of(st.integers(0, 63), st.integers(0, 2_000), st.integers(0, 2**31 - 1)))


def texts(words: int) -> st.SearchStrategy[tuple[str, ...]]:
    text = st.lists(st.sampled_from(WORDS), max_size=words).map(" ".join)
    return st.lists(text, max_size=2).map(tuple)


DOCUMENTS = st.tuples(texts(4).map(lambda found: found[:1] or ("",)), texts(2), texts(2), texts(40))


def entry_of(fields: Fields) -> Entry:
    title, organizations, addressees, provisions = fields
    passages = tuple(Passage(anchor="", text=text) for text in provisions)
    return Entry(
        id="act",
        title=title[0],
        organizations=organizations,
        addressees=addressees,
        passages=passages,
        credits=(),
        date="",
        status="",
    )


def with_passage(entry: Entry, text: str) -> Entry:
    return replace(entry, passages=(*entry.passages, Passage(anchor="", text=text)))


def edit_text(entry: Entry, chance: random.Random, edit: Callable[[list[str]], None]) -> Entry:
    """Return ``entry`` with the words of one of its texts changed by ``edit``."""
    number = chance.randrange(len(entry.passages) + 1)
    if number == len(entry.passages):
        words = entry.title.split()
        edit(words)
        return replace(entry, title=" ".join(words))
    words = entry.passages[number].text.split()
    edit(words)
    passage = replace(entry.passages[number], text=" ".join(words))
    return replace(entry, passages=(*entry.passages[:number], passage, *entry.passages[number + 1 :]))


def replace_word(entry: Entry, chance: random.Random) -> Entry:
    def edit(words: list[str]) -> None:
        words[chance.randrange(len(words))] = chance.choice(chance.choice(paragraphs()).split())

    return edit_text(entry, chance, edit)


def coin_word(entry: Entry, chance: random.Random) -> Entry:
    def edit(words: list[str]) -> None:
        words[chance.randrange(len(words))] = "".join(chance.choices("аеиноств", k=chance.randint(2, 9)))

    return edit_text(entry, chance, edit)


def add_sentence(entry: Entry, chance: random.Random) -> Entry:
    def edit(words: list[str]) -> None:
        place = chance.randrange(len(words) + 1)
        words[place:place] = chance.choice(paragraphs()).split()[:15]

    return edit_text(entry, chance, edit)


def delete_words(entry: Entry, chance: random.Random) -> Entry:
    def edit(words: list[str]) -> None:
        place = chance.randrange(len(words))
        del words[place : place + 15]
        words.append("конец")

    return edit_text(entry, chance, edit)


EDITS = (replace_word, coin_word, add_sentence, delete_words)


def built(entries: Sequence[Entry]) -> dict[str, str]:
    made = {script.name: script.text for script in build_scripts(entries)}
    return {name: text for name, text in made.items() if not name.startswith("fragments/")}


@cache
def sampled(number: int) -> tuple[tuple[Entry, ...], dict[str, str]]:
    """Return entries and the scripts of their index."""
    entries = make_entries(number)
    return tuple(entries), built(entries)


def payload(script: str) -> Any:  # noqa: ANN401
    return json.loads(script.partition(",")[2].rpartition(")")[0])


def revise(
    read: Callable[[str], str | None], facets: Mapping[str, str], old: Sequence[Entry], new: Sequence[Entry]
) -> Revision | Refusal:
    """Revise the index of ``old`` that ``read`` reads; ``facets`` has its facets, which stay."""
    numbers = [number for number, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    fragments = (fingerprint(write_fragment(entry)) for entry in new)
    version = index_version(fragments, (text for name, text in facets.items() if name.startswith("facets/")))
    # In any order, as long as it is the same.
    numbers.reverse()
    return revise_index(read, numbers, batch(old, numbers), batch(new, numbers), version)


def batch(entries: Sequence[Entry], numbers: Sequence[int]) -> WordBatch:
    return gather_words([entries[number].fields for number in numbers])


def check(old: Sequence[Entry], new: Sequence[Entry], before: dict[str, str] | None = None) -> Revision:
    """Check that a revision of the index of ``old`` gives that of ``new``, and no script in vain."""
    before, after = before or built(old), built(new)
    found = revise(before.get, before, old, new)
    assert isinstance(found, Revision), found
    made = {script.name: script.text for script in found.scripts}
    assert len(made) == len(found.scripts)
    assert made == {name: text for name, text in after.items() if before.get(name) != text}
    assert set(found.gone) == before.keys() - after.keys()
    return found


@contextmanager
def short_shards() -> Iterator[None]:
    """Let a few words make a shard, so that small archives have many."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("index", "revision"):
            patch.setattr(f"svod.search.{module}.terms_limit", lambda _tokens: 60)
        for module in ("shards", "revision"):
            patch.setattr(f"svod.search.{module}.FORMS_LIMIT", 20)
        patch.setattr("svod.search.splicing._STRIDE", 5)
        patch.setattr("svod.search.splicing._BLOCK", 50)
        yield


@settings(max_examples=100, deadline=None)
@given(
    archive=st.lists(DOCUMENTS, min_size=1, max_size=8),
    edits=st.lists(st.tuples(st.integers(0, 7), DOCUMENTS), max_size=3),
)
def test_a_revised_index_is_the_built_one(archive: list[Fields], edits: list[tuple[int, Fields]]) -> None:
    edited = dict(enumerate(archive)) | {number % len(archive): fields for number, fields in edits}
    with short_shards():
        check(list(map(entry_of, archive)), [entry_of(edited[number]) for number in sorted(edited)])


@pytest.mark.parametrize("edit", EDITS)
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 999), times=st.integers(1, 3))
def test_edits_of_sampled_acts(edit: Callable[[Entry, random.Random], Entry], seed: int, times: int) -> None:
    chance = random.Random(seed)
    old = [with_passage(entry, "Рекомендовать школам программу") for entry in make_entries(30, seed % 5)]
    new = list(old)
    for _ in range(times):
        number = chance.randrange(len(new))
        new[number] = edit(new[number], chance)
    with short_shards():
        check(old, new)


def test_nothing_is_revised_where_nothing_has_changed() -> None:
    entries, before = sampled(20)
    assert check(entries, entries, before) == Revision(scripts=(), gone=())


def test_what_no_shard_holds_revises_the_directory() -> None:
    entries, before = sampled(20)
    found = check(entries, [replace(entries[0], status="проект"), *entries[1:]], before)
    assert [script.name for script in found.scripts] == ["directory"]


def test_an_archive_loses_all_its_words_and_gets_others() -> None:
    entries = make_entries(2)
    empty = [replace(entry, title="—", organizations=(), addressees=(), passages=()) for entry in entries]
    check(entries, empty)
    check(empty, entries)


def test_the_first_word_of_a_shard_comes_and_goes() -> None:
    entries = make_entries(40)
    with short_shards():
        before = built(entries)
        firsts = payload(before["directory"])["terms"][0].split(" ")
        for first in firsts[1::30]:
            for word in (first, f"{first}а", f"{first[:-1]}{chr(ord(first[-1]) - 1)}яя"):
                edited = [*entries[:7], with_passage(entries[7], word), *entries[8:]]
                check(entries, edited, before)
                check(edited, entries)


def test_an_edit_of_one_of_many_acts_touches_few_scripts() -> None:
    entries, before = sampled(1_000)
    number = next(number for number, entry in enumerate(entries) if len(entry.passages) > 4)
    of_act, others = entries[number], (entries[:number], entries[number + 1 :])
    passage = of_act.passages[0]
    words = passage.text.split()
    words[1] = "программы"
    swapped = replace(of_act, passages=(replace(passage, text=" ".join(words)), *of_act.passages[1:]))
    found = check(entries, [*others[0], swapped, *others[1]], before)
    assert len(found.scripts) <= 5
    longer = with_passage(of_act, "Рекомендовать школам программу")
    found = check(entries, [*others[0], longer, *others[1]], before)
    assert len(found.scripts) < len(before) // 2


def test_what_is_damaged_or_missing_is_refused_if_it_is_read() -> None:
    entries, before = sampled(30)
    chance = random.Random(1)
    new = [add_sentence(with_passage(entries[0], "неведомое"), chance), *entries[1:]]
    wanted: set[str] = set()

    def read(name: str) -> str:
        wanted.add(name)
        return before[name]

    assert isinstance(revise(read, before, entries, new), Revision)
    assert {"directory", "terms-0", "places-0"} <= wanted
    assert any(name.startswith("forms-") for name in wanted)
    for name in wanted:
        text = before[name]
        for broken in (
            None,
            text[: len(text) // 2],
            text.replace("svod", "sv0d"),
            text.partition(",")[0] + ",7)\n",
            text.partition(",")[0] + ',"~|")\n',
            text.replace('"', '"#', 1) if name == "directory" else text.replace(',"', ',"#'),
        ):
            found = revise({**before, name: broken}.get, before, entries, new)
            assert found == Refusal(reason="damaged" if broken else "missing", part=name)


def test_an_index_of_other_texts_is_refused() -> None:
    entries, before = sampled(30)
    other = with_passage(entries[3], "Рекомендовать школам программу")
    for believed in (with_passage(entries[3], "дети"), with_passage(entries[3], entries[3].title)):
        old = [*entries[:3], believed, *entries[4:]]
        found = revise(before.get, before, old, [*entries[:3], other, *entries[4:]])
        assert found == Refusal(reason="unexpected")


def test_documents_that_the_index_does_not_have_are_refused() -> None:
    entries, before = sampled(30)
    for numbers in ([30], [-1], [2, 2]):
        words = batch(entries, [0] * len(numbers))
        assert revise_index(before.get, numbers, words, words, "") == Refusal(reason="unexpected")


def test_many_documents_are_refused() -> None:
    entries, before = sampled(30)
    new = [with_passage(entry, "дети") for entry in entries[: MOST_DOCUMENTS + 1]]
    found = revise(before.get, before, entries, [*new, *entries[MOST_DOCUMENTS + 1 :]])
    assert found == Refusal(reason="many")


def test_shards_of_another_length_are_refused() -> None:
    entries, before = sampled(30)
    longer = with_passage(entries[0], "дети " * 2_000_000)
    assert revise(before.get, before, entries, [longer, *entries[1:]]) == Refusal(reason="resized")


@given(Numbers)
def test_numbers_are_found_and_counted(values: list[int]) -> None:
    column = np.array(values, dtype=np.int32)
    text = write_numbers(column)[0].decode("ascii")
    assert write_few(values) == text
    numbers = find_numbers(text)
    assert numbers.read(np.arange(len(values))[::-1]).tolist() == values[::-1]
    assert (numbers.firsts % 2).tolist() == [value % 2 for value in values]
    count = NumberCount(text)
    ends = [0, *accumulate(len(write_few([value])) for value in values)]
    assert [count.end_of(number) for number in range(len(ends))] == ends
    assert [count.before(end) for end in ends] == list(range(len(ends)))


@pytest.mark.parametrize("text", ["\\", '"', " ", "~", "|", "я", "d", "#d"])
def test_what_is_no_number_is_not_found(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a digit|without an end|ordinal"):
        find_numbers(text)


@given(
    st.lists(st.tuples(st.text("абв", min_size=1, max_size=6), st.integers(1, 90)), max_size=60), st.data()
)
def test_where_a_shard_ends_depends_on_what_it_holds(
    words: list[tuple[str, int]], data: st.DataObject
) -> None:
    size_of = dict(sorted(words))
    names, sizes = list(size_of), list(size_of.values())
    ends = list(find_ends(names, sizes, 100))
    for start in data.draw(st.lists(st.sampled_from([0, *ends]), max_size=3)):
        assert [start + end for end in find_ends(names[start:], sizes[start:], 100)] == [
            end for end in ends if end > start
        ]


def cut_anew(words: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return the first letters and the words of each shard."""
    edges = [0, *find_ends(words, list(map(len, words)), 12), len(words)] if words else []
    before = ("", *words)
    return [(first_letters(words[a], before[a]), list(words[a:b])) for a, b in pairwise(edges)]


SHORT = ["".join(letters) for length in range(1, 5) for letters in product("абв", repeat=length)]


@settings(max_examples=400)
@given(
    st.sets(st.sampled_from(SHORT), max_size=60),
    st.sets(st.sampled_from(SHORT), max_size=6),
)
def test_a_shelf_is_cut_as_if_its_words_had_always_been_there(words: set[str], changed: set[str]) -> None:
    shards = cut_anew(sorted(words))
    shelf = Shelf(firsts=tuple(first for first, _ in shards), checksums=())
    stored = StoredShelf(shelf, lambda number: [FormEntry(word=word, term="") for word in shards[number][1]])
    for word in sorted(changed - words):
        stored.put(FormEntry(word=word, term=""))
    for word in sorted(changed & words):
        stored.remove(word)
    assert cut_anew(sorted(words ^ changed)) == [
        (piece.first, [entry.word for entry in piece.entries] or shards[piece.was or 0][1])
        for piece in stored.cut(12)
    ]
