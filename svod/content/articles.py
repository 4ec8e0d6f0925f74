"""The editors' own pages: ``content/pages/*.md``, ordinary Markdown under a short front matter."""

from dataclasses import dataclass

from pydantic import Field

from svod.content.frontmatter import split_front_matter, validate
from svod.content.resolution import Record, Slug, Text
from svod.content.sources import Source
from svod.diagnostics import Diagnostic
from svod.rules import N_
from svod.slugs import default_id


class ArticleFields(Record):
    """The front matter of an editors' page. ``order`` sorts the links in the footer."""

    id: Slug = Field(description=N_("The address of the page, if it is not to be the name of the file"))
    title: Text = Field(description=N_("The title of the page"))
    description: Text | None = Field(
        None, description=N_("A sentence on what stands there, for search engines")
    )
    order: int = Field(0, description=N_("Its place among the links at the foot of the site"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An editors' page: its fields and its body in Markdown, which begins at ``body_line``."""

    source: Source
    fields: ArticleFields
    body: str
    body_line: int


def parse_article(source: Source) -> tuple[Article | None, list[Diagnostic]]:
    """Parse an editors' page; where it is faulty, it is None and the diagnostics say why."""
    front = split_front_matter(source)
    if isinstance(front, Diagnostic):
        return None, [front]
    defaults = {"id": default_id(source.path)}
    fields, faults = validate(source, front.yaml, ArticleFields, {}, defaults)
    faults = [*front.yaml.diagnostics, *faults]
    if fields is None:
        return None, faults
    return Article(source=source, fields=fields, body=front.body, body_line=front.body_line), faults
