"""What our readers print is what LibreOffice prints: the numbers of lists, in Word's form and in its own."""

from collections.abc import Mapping

import pytest

from svod.importers.odt.reader import read_odt
from svod.importers.word.reader import read_docx
from tests.importers.conftest import Convert
from tests.importers.manuscripts import printed, words
from tests.importers.numbered_documents import numbered_documents
from tests.importers.odt_documents import lists

pytestmark = [pytest.mark.office, pytest.mark.slow]


def print_lines(convert: Convert, documents: Mapping[str, bytes]) -> dict[str, list[list[str]]]:
    """Return the words of each line that LibreOffice prints, by document."""
    texts = convert(documents, "txt:Text (encoded):UTF8")
    return {
        name: [line.split() for line in text.decode("utf-8-sig").splitlines() if line.split()]
        for name, text in texts.items()
    }


@pytest.fixture(scope="module")
def documents() -> dict[str, bytes]:
    return numbered_documents()


def test_the_numbers_of_word_documents_are_those_that_libreoffice_prints(
    convert: Convert, documents: Mapping[str, bytes]
) -> None:
    read = {name: printed(read_docx(content)) for name, content in documents.items()}
    assert read == print_lines(convert, documents)


def test_the_numbers_of_opendocument_texts_are_those_that_libreoffice_prints(
    convert: Convert, documents: Mapping[str, bytes]
) -> None:
    texts = {name.replace(".docx", ".odt"): text for name, text in convert(documents, "odt").items()}
    texts["lists.odt"] = lists()
    read = {name: read_odt(content) for name, content in texts.items()}
    assert {name: printed(manuscript) for name, manuscript in read.items()} == print_lines(convert, texts)
    assert [name for name, found in read.items() if words(found) != found.witness.split()] == []
