"""The configuration of a site: ``site_config.yaml``."""

from collections.abc import Collection, Mapping
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from svod.content.frontmatter import validate
from svod.content.resolution import Record, Slug, Text
from svod.content.sources import Source, read_text
from svod.content.yamlnodes import parse_yaml
from svod.diagnostics import Diagnostic, diagnose, nearest
from svod.remote import Folder

CONFIG_PATH: Final = "site_config.yaml"
BASE_URL: Final = r"^(https?://[^\s?#]+)?$"


class Reuse(Record):
    """What counts as repeated: from which share of word pairs in common on, 1 being all."""

    threshold: Annotated[float, Field(ge=0.3, le=1)] = 0.7


class Config(Record):
    """What a site is called, where it stands and how long its lists are."""

    title: Text
    description: Text
    language: Literal["ru", "en"] = "ru"
    content_language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "ru"
    base_url: Annotated[str, StringConstraints(pattern=BASE_URL)] = ""
    page_size: Annotated[int, Field(ge=1, le=1000)] = 50
    latest: Annotated[int, Field(ge=1, le=100)] = 10
    feed_size: Annotated[int, Field(ge=1, le=1000)] = 50
    reuse: Reuse = Reuse()
    topic_words: Mapping[Slug, tuple[Text, ...]] = Field(default_factory=dict)


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
