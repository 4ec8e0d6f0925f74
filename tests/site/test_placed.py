"""The records of a place that the client makes of those of its act, against ``bibliography``."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svod.archive.bibliography import bibtex, csl_json, ris
from svod.archive.citations import Citation, cite_place
from tests.archive.citations import CITATIONS
from tests.search.node import Answers, run_script

NUMBERS = st.sampled_from(("", "п. 2.1", "п. 1, подп. «б»"))


@pytest.fixture(scope="module")
def client() -> Iterator[Answers]:
    with run_script(Path(__file__).parent / "placed.js") as answers:
        yield answers


@given(citation=CITATIONS, number=NUMBERS)
def test_the_client_writes_the_record_of_a_place_as_the_build_would(
    client: Answers, citation: Citation, number: str
) -> None:
    of_act = replace(citation, anchor="", number="")
    place = cite_place(of_act, anchor="a1-i2", number=number)
    for extension, write in (("ris", ris), ("bib", bibtex)):
        assert client.ask([extension, write(of_act), "a1-i2", number]) == write(place)
    answer = client.ask(["json", csl_json(of_act), "a1-i2", number])
    assert json.loads(str(answer)) == json.loads(csl_json(place))
