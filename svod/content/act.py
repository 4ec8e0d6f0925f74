"""One resolution in all its forms: the file, its front matter, its body, its tree.

``parse_act`` is a pure function of one source, so that it can run in any number of processes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from svod.content.blocks import parse_document
from svod.content.document import Document, walk
from svod.content.frontmatter import salvage, split_front_matter, validate
from svod.content.marks import bare
from svod.content.resolution import Resolution
from svod.content.sources import Source
from svod.content.yamlnodes import YamlDocument, YamlPath, YamlValue
from svod.diagnostics import Diagnostic, nearest
from svod.slugs import default_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A resolution as it was read. ``body`` begins at ``body_line`` of the file.

    ``sound`` is False when the front matter has faults: then only the sound part of it is there, enough
    to find the faults in the rest of the file and not to publish it.
    """

    source: Source
    yaml: YamlDocument
    body: str
    body_line: int
    resolution: Resolution
    document: Document
    sound: bool

    @property
    def id(self) -> str:
        """The resolution's permanent identifier."""
        return self.resolution.id

    @property
    def opening(self) -> str:
        """The words of the first provision, empty where there is none."""
        return next((bare(provision.text) for provision in self.document.provisions), "")

    def diagnose(self, code: str, path: YamlPath, **values: object) -> Diagnostic:
        """Return a diagnostic at a key of the front matter."""
        line, column = self.yaml.place_of(path)
        return self.source.diagnose(code, line, column, **values)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the number and text of each line of the body."""
        yield from enumerate(self.body.split("\n"), start=self.body_line)

    def column(self, line: int, words: str) -> int:
        """Return the column at which ``words`` stand in ``line``, 1 if they are not there as they are."""
        return max(0, self.source.text.split("\n")[line - 1].find(words)) + 1


def parse_act(source: Source) -> tuple[Act | None, list[Diagnostic]]:
    """Parse a content file; the act is None where nothing can be made of it, and the diagnostics say why."""
    front = split_front_matter(source)
    if isinstance(front, Diagnostic):
        return None, [front]
    faults = list(front.yaml.diagnostics)
    resolution, invalid = validate(source, front.yaml, Resolution, {"path": source.path}, _defaults(source))
    faults += invalid
    if not front.body.strip():
        faults.append(source.diagnose("body-empty", front.body_line - 1, 1))
    sound = resolution is not None
    resolution = resolution or salvage(front.yaml, Resolution, {"path": source.path}, _placeholders(source))
    if resolution is None:
        return None, faults
    document = parse_document(front.body, front.body_line)
    misplaced = list(_check_notes(source, front.yaml, resolution, document))
    act = Act(
        source=source,
        yaml=front.yaml,
        body=front.body,
        body_line=front.body_line,
        resolution=resolution,
        document=document,
        sound=sound and not misplaced,
    )
    return act, [*faults, *misplaced]


def _defaults(source: Source) -> dict[str, str]:
    return {"id": default_id(source.path)}


def _placeholders(source: Source) -> dict[str, YamlValue]:
    unknown: dict[str, YamlValue] = {"title": "?", "date": "unknown", "status": "unknown"}
    return {**_defaults(source), **unknown, "organizations": [], "topics": []}


def _check_notes(
    source: Source, yaml: YamlDocument, resolution: Resolution, document: Document
) -> Iterator[Diagnostic]:
    """Report notes at places that the text does not have."""
    anchors = {node.anchor for node in walk(document.blocks)}
    for index, note in enumerate(resolution.notes):
        if note.at not in anchors:
            line, column = yaml.place_of(("notes", index, "at"))
            suggestion = nearest(note.at, anchors)
            yield source.diagnose("note-anchor", line, column, value=note.at, suggestion=suggestion)
