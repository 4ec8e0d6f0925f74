r"""Finds what can be repaired in the resolutions of a site, and repairs it.

Editors' programs write files in forms that are read as one text (``sources``): with a BOM, ``\r\n``, letters
in parts. Lines that no repair changes stay byte for byte what they were, and so do the line ends of the file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff
from pathlib import Path

from svod.content.repairs import REPAIRS, SAFE, repair
from svod.content.sources import Source, find_files, read_file, read_source
from svod.diagnostics import Diagnostic
from svod.pipeline.reading import RESOLUTIONS_FOLDER
from svod.publish.authored import replace_file

__all__ = ["REPAIRS", "SAFE", "Proposal", "Proposals", "propose_repairs", "write_repairs"]

_NO_END = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A file as it is and as it is to be: its path relative to the site, and its bytes."""

    path: str
    before: bytes
    after: bytes

    @property
    def diff(self) -> str:
        """The difference as a unified diff, which ``patch -p1`` and ``git apply`` can read."""
        old, new = (_lines(text.decode("utf-8")) for text in (self.before, self.after))
        rows = unified_diff(old, new, f"a/{self.path}", f"b/{self.path}")
        return "".join(row if row.endswith("\n") else f"{row}\n{_NO_END}" for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What can be repaired, the number of files that were looked at, and why some could not be read."""

    repairs: tuple[Proposal, ...]
    looked_at: int
    faults: tuple[Diagnostic, ...]


def propose_repairs(site: Path, codes: Iterable[str]) -> Proposals:
    """Find what the repairs named by ``codes`` would change."""
    paths, unlisted = find_files(site, RESOLUTIONS_FOLDER, ".md")
    faults = list(unlisted)
    repairs: list[Proposal] = []
    wanted = tuple(codes)
    for path in paths:
        source, payload = read_source(site, path), read_file(site, path)
        if isinstance(source, Diagnostic) or isinstance(payload, Diagnostic):
            faults += [found for found in (source, payload) if isinstance(found, Diagnostic)][:1]
            continue
        done = repair(source, wanted)
        faults += done.faults
        if done.text != source.text:
            repairs.append(Proposal(path=path, before=payload, after=_written(source, done.text, payload)))
    return Proposals(repairs=tuple(repairs), looked_at=len(paths), faults=tuple(faults))


def write_repairs(site: Path, proposals: Proposals) -> list[str]:
    """Write what is proposed; returns the paths of files that somebody has changed meanwhile, and left.

    Raises OSError when the disk refuses a file; those before it are written.
    """
    return [
        proposal.path
        for proposal in proposals.repairs
        if not replace_file(site / proposal.path, proposal.before, proposal.after)
    ]


def _written(source: Source, text: str, payload: bytes) -> bytes:
    """Return the bytes of a file with the repaired ``text``, in the form that its ``payload`` has."""
    raw = payload.decode("utf-8")
    end = "\r\n" if "\r\n" in raw else "\r" if "\r" in raw else "\n"
    written = raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    old, new = source.text.split("\n"), text.split("\n")
    lines: list[str] = []
    for kind, start, stop, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        lines += written[start:stop] if kind == "equal" else new[first:last]
    whole = end.join(lines)
    bom = "\ufeff" if raw.startswith("\ufeff") and not whole.startswith("\ufeff") else ""
    return f"{bom}{whole}".encode()


def _lines(text: str) -> list[str]:
    """Return the lines of a text, each with the newline that ends it, which the last one may not have."""
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]
