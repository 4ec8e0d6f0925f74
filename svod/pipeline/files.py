"""Files on their way out of the pipeline: where they go, and what is left of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from svod import urls
from svod.pipeline.reading import Fault
from svod.publish.state import FileMark
from svod.publish.store import Store
from svod.search.scripts import Script
from svod.site.plans import Page

Sink: TypeAlias = Callable[[str, bytes], FileMark]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What is left of files that were given to a sink.

    ``written`` are the marks that the sink gave them, by path; ``pages`` are the pages among them, without
    what they show; ``linked`` the paths of the files that their texts need, by their urls.
    """

    written: Mapping[str, FileMark]
    pages: tuple[Page, ...] = ()
    linked: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where files go.

    ``live`` has the digests of those that are there, None if nobody wants any; ``read`` gives the bytes of
    one of them.
    """

    write: Sink
    live: Mapping[str, str] | None
    read: Callable[[str], bytes]

    def has(self, rendered: Rendered) -> bool:
        """Tell whether the files of ``rendered`` are there."""
        live = self.live
        return live is None or all(live.get(path) == mark.digest for path, mark in rendered.written.items())


def find_kept(store: Store, name: str, key: bytes, target: Target) -> Rendered | None:
    """Return what an earlier build has left of files, if the target still has them."""
    found = store.find(name, key)
    return found if isinstance(found, Rendered) and target.has(found) else None


def merge_rendered(parts: Iterable[Rendered]) -> Rendered:
    """Return what is left of the files of all ``parts``."""
    merged = list(parts)
    return Rendered(
        written={path: mark for part in merged for path, mark in part.written.items()},
        pages=tuple(page for part in merged for page in part.pages),
        linked={url: path for part in merged for url, path in part.linked.items()},
        faults=tuple(fault for part in merged for fault in part.faults),
    )


def write_files(files: Iterable[tuple[str, bytes]], sink: Sink) -> Rendered:
    """Give files, urls and bytes, to ``sink``."""
    written: dict[str, FileMark] = {}
    for url, payload in files:
        path = urls.output_path(url)
        written[path] = sink(path, payload)
    return Rendered(written=written)


def script_file(script: Script) -> tuple[str, bytes]:
    """Return the url and the bytes of a script of the index."""
    return urls.search_script_url(script.name), script.text.encode("utf-8", "replace")
