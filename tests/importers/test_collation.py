"""A body is compared with its document word by word, counted numbers apart."""

from svod.importers.collation import Difference, collate, collate_text
from svod.importers.manuscript import Manuscript, Paragraph, Run
from svod.importers.writing import write_body


def paragraph(text: str, marker: str = "") -> Paragraph:
    return Paragraph(runs=(Run(text=text),), marker=marker)


def manuscript(*blocks: Paragraph, witness: str) -> Manuscript:
    return Manuscript(blocks=blocks, witness=witness)


def test_counted_numbers_are_no_difference() -> None:
    blocks = [paragraph("Поддержать наставников", "1."), paragraph("Вести учёт", "3.")]
    document = manuscript(*blocks, witness="Поддержать наставников Вести учёт")
    found = collate(document, write_body(document))
    assert (found.words, found.counted, found.differences) == (4, 2, ())


def test_a_typed_number_like_a_counted_one_is_told_apart() -> None:
    blocks = [paragraph("1. пункт приказа", "1."), paragraph("конец", "2.")]
    document = manuscript(*blocks, witness="1. пункт приказа конец")
    found = collate(document, write_body(document))
    assert (found.counted, found.differences) == (2, ())


def test_a_lost_word_is_found_with_the_words_before_it() -> None:
    document = manuscript(paragraph("Участники форума решили"), witness="Участники форума единогласно решили")
    (lost,) = collate(document, write_body(document)).differences
    assert lost == Difference(before="Участники форума", original="единогласно", body="")


def test_an_added_word_is_found() -> None:
    document = manuscript(paragraph("Участники форума"), witness="Участники")
    (added,) = collate(document, write_body(document)).differences
    assert (added.original, added.body) == ("", "форума")


def test_a_number_that_is_not_counted_is_a_difference() -> None:
    document = manuscript(paragraph("Вести учёт", "3."), witness="Вести учёт")
    assert collate(document, "2. Вести учёт\n").differences


def test_signs_and_labels_of_footnotes_are_no_words() -> None:
    document = manuscript(paragraph("120 человек"), witness="120 человек По списку.")
    assert collate(document, "120 человек[^1]\n\n[^1]: По списку.\n").differences == ()


def test_a_long_document_with_many_numbers_is_compared_at_once() -> None:
    blocks = [paragraph(f"и в на пункт {at} и в", f"{at}.") for at in range(20_000)]
    document = manuscript(*blocks, witness=" ".join(block.text for block in blocks))
    found = collate(document, write_body(document))
    assert (found.counted, found.differences) == (20_000, ())


def test_all_of_a_long_document_is_compared() -> None:
    words = [f"слово{at}" for at in range(20_000)]
    changed = list(words)
    for at in (5, 2_999, 7_000, 15_000, 19_999):
        changed[at] = "другое"
    del changed[12_000]
    document = manuscript(paragraph("x"), witness=" ".join(words))
    found = collate(document, " ".join(changed)).differences
    assert [difference.original for difference in found] == [
        words[at] for at in (5, 2_999, 7_000, 12_000, 15_000, 19_999)
    ]


def test_texts_that_have_nothing_in_common_are_compared_too() -> None:
    document = manuscript(paragraph("x"), witness="а " * 7_000)
    assert collate(document, "б " * 7_000).differences


def test_a_plain_text_is_compared_with_its_marks_taken_for_marks() -> None:
    assert collate_text("**РЕШИЛИ:**\n\n1. Вести\n", "**РЕШИЛИ:**\n\n1. Вести\n").differences == ()
    assert collate_text("2*3*4 и <b>", "2\\*3\\*4 и &lt;b>\n").differences == ()
    assert collate_text("раз два", "раз\n").differences[0].original == "два"
