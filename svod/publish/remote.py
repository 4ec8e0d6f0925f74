"""Writes a site where folders cannot be exchanged: to an address, an object store for instance.

The files are staged under a folder of the output, so that nothing of it changes before the whole site is
known to be free of errors. Then they are copied to their places: first all that pages load, then the
pages; last goes what no page names any more. Who reads meanwhile, or after a kill in the middle, may see
old pages beside new ones, but no page without what it needs; the next build completes it.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final

from svod.diagnostics import Diagnostic, diagnose
from svod.publish.output import MANIFEST, unique_name
from svod.publish.state import FileMark, mark_payload
from svod.publish.trees import folders_of
from svod.remote import Folder, RemoteFolder
from svod.rules import N_

_STAGING: Final = ".svod-staging"


def check_address(site: Folder, output: RemoteFolder) -> Diagnostic | None:
    """Report an address that holds, or is part of, what a site is made of."""
    base, place = f"{site}/", f"{output}/"
    if base.startswith(place):
        return diagnose(
            "output-unsafe", output.url, file=output, reason=N_("it holds other things than the site")
        )
    if any(place.startswith(f"{base}{name}/") for name in ("content", "templates")):
        return diagnose("output-unsafe", output.url, file=output, reason=N_("it is inside the content"))
    return None


class RemoteStaging:
    """A new site that is being written beside the files of the old one, of which nothing is known."""

    live: Mapping[str, str] = MappingProxyType({})

    def __init__(self, output: RemoteFolder) -> None:
        self._output = output
        self._staging = (
            output / _STAGING / unique_name()
        )  # of which late writers of another build know nothing

    def clear(self) -> None:
        """Remove what was written, in a build that was killed too."""
        (self._output / _STAGING).clear()

    def write(self, path: str, payload: bytes) -> FileMark:
        """Write the file ``path`` of the new site; different processes may write it, the same one too."""
        self._staging.write(path, payload)
        return mark_payload(payload)

    def read(self, path: str) -> bytes:
        """Raise FileNotFoundError: no file is known to be live."""
        raise FileNotFoundError(path)

    def publish(self, paths: Collection[str]) -> list[Diagnostic]:
        """Put the files at ``paths``, which were written, in their places, and remove those of before.

        Returns warnings about files that no build made, which are kept, or errors about those that stand
        where a file of the site must go; after an error nothing has changed.
        """
        output, old = self._output, self._read_manifest()
        found = {path for path in output.find() if not path.startswith(f"{_STAGING}/")} - {MANIFEST}
        foreign = sorted(found - old)
        collisions = [path for path in foreign if self._collides(path, paths)]
        if collisions:
            return [diagnose("output-collision", f"{output}/{path}", file=path) for path in collisions]
        self._write_manifest(old | set(paths))  # a kill leaves files that are known to be of a build
        pages = [path for path in sorted(paths) if path.endswith(".html")]
        output.copy_from(self._staging, sorted(set(paths) - set(pages)))
        output.copy_from(self._staging, pages)
        output.remove(sorted((found & old) - set(paths)))
        self._write_manifest(paths)
        return [
            diagnose("output-foreign", f"{output}/{path}", file=path) for path in foreign if path not in paths
        ]

    def _collides(self, path: str, paths: Collection[str]) -> bool:
        if path in paths:
            return self._output.read(path) != self._staging.read(path)
        return path in folders_of(paths) or any(above in paths for above in folders_of([path]))

    def _read_manifest(self) -> set[str]:
        if not self._output.is_there(MANIFEST):
            return set()
        return set(self._output.read(MANIFEST).decode("utf-8").split("\n")) - {""}

    def _write_manifest(self, paths: Collection[str]) -> None:
        self._output.write(MANIFEST, "".join(f"{path}\n" for path in sorted(paths)).encode("utf-8"))


@contextmanager
def stage_remotely(output: RemoteFolder) -> Iterator[RemoteStaging]:
    """Give a new site to write, of which nothing is left unless it is published.

    Nobody keeps another build from writing to the same address. Raises OSError when it is refused.
    """
    staging = RemoteStaging(output)
    staging.clear()
    try:
        yield staging
    finally:
        staging.clear()
