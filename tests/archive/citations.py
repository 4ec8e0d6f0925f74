"""Citations to test with: made up ones, and those of the acts in ``content/``."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from hypothesis import strategies as st

from svod.archive.citations import Body, Citation, Stated, cite_act
from svod.content.act import parse_act
from svod.content.authorities import read_authorities
from svod.content.dates import parse_date
from svod.content.sources import Source

SITE = Path(__file__).parents[2]
ARCHIVE = "Свод: архив резолюций"
DATES = (
    "2022-08-23", "2022-08", "2022", "2016~", "2016?", "2022-08-23%", "2025-05/..", "../2016-03",
    "2015/2016-02", "201X", "2016-XX", "unknown",
)  # fmt: skip


# An adopted act of which only title, site and address are known, and others that differ from it.
BARE = Citation(
    id="act",
    title="Резолюция",
    adopters=(),
    organizers=(),
    event="",
    place=None,
    date=parse_date("unknown"),
    date_inferred=False,
    status="",
    archive=ARCHIVE,
    url="https://svod.example/resolutions/act/",
)
make_citation = partial(replace, BARE)


def body(name: str, *, inferred: bool = False) -> Body:
    return Body(name=name, short=name, inferred=inferred)


@cache
def real_citations() -> Mapping[str, Citation]:
    """Return the citations of the real acts by their ids."""
    authorities, _ = read_authorities(SITE)
    found: dict[str, Citation] = {}
    for path in SITE.glob("content/resolutions/*/*.md"):
        text = path.read_text(encoding="utf-8")
        parsed, _ = parse_act(Source(path=path.relative_to(SITE).as_posix(), text=text))
        assert parsed is not None
        url = f"https://svod.example/resolutions/{parsed.act.id}/"
        found[parsed.act.id] = cite_act(parsed.resolution, authorities, archive=ARCHIVE, url=url)
    return found


# A field of a citation has no line breaks and no more than one space in a row (``fold_space``).
WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1, max_size=12)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
BODIES = st.lists(st.builds(Body, name=TEXTS, short=TEXTS, inferred=st.booleans()), max_size=3).map(tuple)
CITATIONS = st.builds(
    Citation,
    id=st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True),
    title=TEXTS,
    adopters=BODIES,
    organizers=BODIES,
    event=TEXTS | st.just(""),
    place=st.none() | st.builds(Stated, text=TEXTS, inferred=st.booleans()),
    date=st.sampled_from(DATES).map(parse_date),
    date_inferred=st.booleans(),
    status=st.sampled_from(("", "проект")),
    archive=TEXTS,
    url=st.sampled_from(("", "https://svod.example/resolutions/act/")),
    published=st.none() | st.integers(1990, 2100),
    anchor=st.sampled_from(("", "a1-i2")),
    number=st.sampled_from(("", "п. 2.1")),
)
