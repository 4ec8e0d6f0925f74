"""The configuration of a site: ``site_config.yaml``."""

from collections.abc import Collection, Mapping
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from svod.content.frontmatter import validate
from svod.content.resolution import Record, Text, TopicId
from svod.content.sources import Source, read_text
from svod.content.yamlnodes import parse_yaml
from svod.diagnostics import Diagnostic, diagnose, nearest
from svod.remote import Folder
from svod.rules import N_

CONFIG_PATH: Final = "site_config.yaml"
BASE_URL: Final = r"^(https?://[^\s?#]+)?$"
_EDIT_URL: Final = r"^(https?://\S*\{path\}\S*)?$"


class Reuse(Record):
    """What counts as repeated: from which share of word pairs in common on, 1 being all."""

    threshold: Annotated[float, Field(ge=0.3, le=1)] = Field(
        0.7,
        description=N_("From which share of common word pairs on it is a repetition: 0.3 to 1, 1 being all"),
    )


class Config(Record):
    """What a site is called, where it stands and how long its lists are."""

    title: Text = Field(description=N_("What the archive is called: at the top of every page, and in feeds"))
    description: Text = Field(description=N_("One sentence on what it holds: on the home page"))
    language: Literal["ru", "en"] = Field(
        "ru", description=N_("The language of the interface and of messages: ru or en")
    )
    content_language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = Field(
        "ru", description=N_("The language of the resolutions, for screen readers (BCP 47): ru")
    )
    base_url: Annotated[str, StringConstraints(pattern=BASE_URL)] = Field(
        "", description=N_("The address at which the site will be read, for feeds, sitemap and references")
    )
    edit_url: Annotated[str, StringConstraints(pattern=_EDIT_URL)] = Field(
        "",
        description=N_(
            "Where “Edit” on a page leads, {path} being its file: https://github.com/org/repo/edit/main/{path}"
        ),
    )
    page_size: Annotated[int, Field(ge=1, le=1000)] = Field(
        50, description=N_("How many resolutions stand on one page of a list")
    )
    latest: Annotated[int, Field(ge=1, le=100)] = Field(
        10, description=N_("How many resolutions stand on the home page")
    )
    feed_size: Annotated[int, Field(ge=1, le=1000)] = Field(
        50, description=N_("How many entries the news feed has")
    )
    reuse: Reuse = Field(Reuse(), description=N_("When recommendations of two resolutions are repetitions"))
    topic_words: Mapping[TopicId, tuple[Text, ...]] = Field(
        default_factory=dict, description=N_("The words by which an import knows topics, by the ids of these")
    )


def read_config(site: Folder) -> tuple[Config | None, list[Diagnostic]]:
    """Read the configuration of the site in the folder ``site``."""
    source = read_text(site, CONFIG_PATH)
    if source is None:
        return None, [diagnose("config-missing", CONFIG_PATH, file=CONFIG_PATH)]
    if isinstance(source, Diagnostic):
        return None, [source]
    yaml = parse_yaml(source, source.text)
    config, faults = validate(source, yaml, Config, {}, {})
    return config, [*yaml.diagnostics, *faults]


def check_topics(site: Folder, config: Config, known: Collection[str]) -> list[Diagnostic]:
    """Report the topics of ``topic_words`` that are not ``known``, each at its place in the file."""
    unknown = [topic for topic in config.topic_words if topic not in known]
    source = read_text(site, CONFIG_PATH) if unknown else None
    if not isinstance(source, Source):
        return []
    yaml = parse_yaml(source, source.text)
    return [
        source.diagnose(
            "topic-unknown",
            *yaml.place_of(("topic_words", topic), key=True),
            value=topic,
            suggestion=nearest(topic, known),
        )
        for topic in unknown
    ]
