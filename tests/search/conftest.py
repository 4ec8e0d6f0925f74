"""What the tests of the search share: sites of several sizes, and a reader for each."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page

from benchmarks.acts import PlannedAct, plan_acts
from benchmarks.corpus import Text, read_corpus
from benchmarks.make_site import make_site
from tests.conftest import publish
from tests.search.reader import Reader, hosted

# Words that name something in every object of JavaScript, and what must never become markup.
STRANGE_WORDS = ("constructor", "toString", "__proto__", "hasOwnProperty", "valueOf", "прототип")
MARKUP = '<img src=x onerror="window.injected=1"> & <script>window.injected=2</script> &lt;b&gt;'


@pytest.fixture(scope="session")
def many_acts() -> Sequence[PlannedAct]:
    """Sixty acts, made of the paragraphs of the archive's own."""
    return plan_acts(read_corpus(None), 60, seed=7)


@pytest.fixture(scope="session")
def many(many_acts: Sequence[PlannedAct], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with sixty acts, built: the folder of its output."""
    folder = tmp_path_factory.mktemp("many")
    return publish(make_site(folder / "site", many_acts), folder / "output")


@pytest.fixture(scope="session")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose acts print markup and the names of JavaScript, built: the folder of its output."""
    texts = [
        Text(title=f"Акт {word} {MARKUP}", paragraphs=(f"- слово {word} и разметка {MARKUP}", f"- {word}"))
        for word in STRANGE_WORDS
    ]
    folder = tmp_path_factory.mktemp("strange")
    return publish(make_site(folder / "site", plan_acts(texts, len(texts))), folder / "output")


@pytest.fixture(scope="session")
def archive_home(archive: Path) -> Iterator[str]:
    with hosted(archive) as home:
        yield home


@pytest.fixture(scope="session")
def many_home(many: Path) -> Iterator[str]:
    with hosted(many) as home:
        yield home


@pytest.fixture(scope="session")
def strange_home(strange: Path) -> Iterator[str]:
    with hosted(strange) as home:
        yield home


@pytest.fixture
def reader(page: Page, archive_home: str) -> Iterator[Reader]:
    """A reader of the real archive, who meets no error."""
    person = Reader(page, archive_home)
    yield person
    assert person.errors == []


@pytest.fixture
def many_reader(page: Page, many_home: str) -> Iterator[Reader]:
    """A reader of the archive with sixty acts, who meets no error."""
    person = Reader(page, many_home)
    yield person
    assert person.errors == []


@pytest.fixture
def strange_reader(page: Page, strange_home: str) -> Iterator[Reader]:
    """A reader of the archive of markup, who meets no error."""
    person = Reader(page, strange_home)
    yield person
    assert person.errors == []
    assert page.evaluate("window.injected") is None
