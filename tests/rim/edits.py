"""Edits of a site by chance: acts come, change, get other names and go; so do templates and settings."""

from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

from tests.rim.sites import SITE, act, write_files

Edit = Callable[[Path], object]
TITLES = ["Первая", "Вторая", "Третья"]
BODIES = [
    "1. Раз.\n",
    "РЕЗОЛЮЦИЯ\n\nШколам:\n\n1. Вести учёт.\n3. Поддержать.\n",
    "РЕЗОЛЮЦИЯ\n\nШколам:\n\n1. Вести учёт.\n3. Помогать & помнить.\n",
    "РЕЗОЛЮЦИЯ\n\nШкол:\n\n1. Вести учёт.\n\nМузеям:\n\n3. Поддержать.\n",
    "РЕЗОЛЮЦИЯ\n\nМузеям:\n\n1. Вести учёт.\n\nШколе:\n\n3. Поддержать.\n",
    "РЕЗОЛЮЦИЯ\n\nШколам:\n\n1. Музеям:\nа) Вести учёт.\n",
    "РЕЗОЛЮЦИЯ\n\nШколам:\n\n1. Музеям:\nа) Вести учёт.\n2. Помогать.\n",
    "Текст [сюда](a.md).\n",
]
SHARED = "Школам:\n\n1. Провести форум наставников школ и районов всей области и обобщить {}.\n"
BODIES += [SHARED.format("опыт"), SHARED.format("его опыт")]
HEADING = "РЕЗОЛЮЦИЯ\nфорума\n\nШколам:\n\n1. Вести учёт.\n"
BODIES += [HEADING, HEADING.replace("\n", " ", 1)]  # alike to all but a comparison


# What lists show, as short as can be: what of it is not in the key of a page goes wrong here.
LISTING = {
    "site_config.yaml": SITE["site_config.yaml"] + "page_size: 1\n",
    "content/addressees.yaml": SITE["content/addressees.yaml"] + "- {id: museums, name: Музеи}\n",
    "content/topics.yaml": SITE["content/topics.yaml"] + "- {id: labour, name: Труд}\n",
    "templates/layouts/term.html": """{{ page.head.title }} {{ page.pager.total }}
{% for card in page.cards %}{{ card.title }}, {{ card.date }}{% endfor %}
{% for facet in page.facets %}{% for row in facet.counts %}{{ row.title }} {{ row.url }} {{ row.number }}
{% endfor %}{% endfor %}{% if page.timeline %}{{ page.timeline.caption }}{% endif %}
""",
    "templates/layouts/taxonomy.html": """{% for section in page.sections %}{% for row in section.terms %}
{{ row.title }} {{ row.number }}{% endfor %}{% endfor %}
""",
    "templates/layouts/addressee.html": """{{ page.head.title }} {{ page.pager.total }} {{ page.resolutions }}
{% for row in page.topics %}{{ row.title }} {{ row.number }}{% endfor %}
{% if page.timeline %}{{ page.timeline.caption }}{% for row in page.timeline.counts %}
{{ row.title }} {{ row.number }}{% endfor %}{% endif %}
{% for year in page.years %}{% for act in year.acts %}{{ act.html }}{% endfor %}{% endfor %}
""",
    "templates/layouts/alphabet.html": """{% for section in page.sections %}{% for entry in section.entries %}
{{ entry.name }} {{ entry.number }}{% endfor %}{% endfor %}
""",
    "templates/layouts/home.html": """{% if page.organizations_by_topic %}
{% for row in page.organizations_by_topic.rows %}{% for cell in row.cells %}{{ cell.url }} {{ cell.number }}
{% endfor %}{% endfor %}{% endif %}{% if page.topics_by_year %}{{ page.topics_by_year.caption }}{% endif %}
""",
    "templates/feeds/sitemap.xml": """{% for entry in page.entries %}{{ entry.permalink }} {{ entry.lastmod }}
{% endfor %}""",
}


def write(name: str, title: str, body: str, topics: str, more: tuple[str, str | None, str | None]) -> Edit:
    date, modified, related = more
    text = act(body, title=title, topics=topics, date=date, modified=modified, related=related)
    return lambda site: write_files(site, {f"content/resolutions/{name}.md": text})


def delete(name: str) -> Edit:
    return lambda site: (site / f"content/resolutions/{name}.md").unlink(missing_ok=True)


def rename(name: str, other: str) -> Edit:
    def move(site: Path) -> None:
        file = site / f"content/resolutions/{name}.md"
        if file.exists():
            file.rename(site / f"content/resolutions/{other}.md")

    return move


def set_file(path: str, text: str) -> Edit:
    return lambda site: write_files(site, {path: text})


NAMES = st.sampled_from("abcd")
EDITS = st.one_of(
    st.builds(
        write,
        NAMES,
        st.sampled_from(TITLES),
        st.sampled_from(BODIES),
        st.sampled_from(["[]", "[youth]", "[youth, labour]"]),
        st.tuples(
            st.sampled_from(['"2022-08-23"', '"2019"', "unknown"]),
            st.sampled_from([None, '"2026-01-02"']),
            st.sampled_from([None, None, None, "[{rel: draft-of, ref: forum}]", "[{rel: replaces, ref: a}]"]),
        ),
    ),
    st.builds(delete, NAMES),
    st.builds(rename, NAMES, NAMES),
    st.builds(
        set_file,
        st.just("templates/layouts/list.html"),
        st.sampled_from(["{{ page.pager.total }}\n", "{{ page.cards | length }}\n"]),
    ),
    st.builds(
        set_file,
        st.just("site_config.yaml"),
        st.sampled_from(
            [SITE["site_config.yaml"], "title: Другой\ndescription: Иное\nlanguage: en\npage_size: 1\n"]
        ),
    ),
    st.builds(
        set_file,
        st.just("content/addressees.yaml"),
        st.sampled_from(
            [
                "- {id: schools, name: Школы}\n",
                "- {id: museums, name: Музеи}\n- {id: schools, name: Школы}\n",
                "[]\n",
            ]
        ),
    ),
    st.builds(
        set_file,
        st.just("content/organizations.yaml"),
        st.sampled_from([SITE["content/organizations.yaml"], "- {id: soiro, name: Институт}\n"]),
    ),
    st.builds(
        set_file,
        st.just("content/topics.yaml"),
        st.sampled_from(
            [
                "- {id: youth, name: Молодёжь}\n- {id: labour, name: Труд}\n",
                "- {id: youth, name: Юность}\n",
                "[]\n",
            ]
        ),
    ),
)
