"""What is known of the files of a published site without reading them.

Beside the output folder lies a list of the files that the last build made: digest, stamp and path of each.
A file counts as known only while it bears the very stamp, so that the list may be old, or of another tree:
each line tells the truth of the file that bears its stamp, and nothing of any other. Where the output folder
and the spare tree have the same paths, the list tells it: a folder that still bears its stamp has no other
entries than when it was listed. A list that is damaged or foreign is no list.
"""

import json
import os
import stat
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import starmap
from pathlib import Path
from typing import Final, NamedTuple

_TITLE: Final = "svod published files 2"
_DIGEST_BYTES: Final = 8
_TRIES: Final = 10
_PAUSE: Final = 0.004  # seconds; the clocks of most disks tick every 4 or 10 ms


class FileMark(NamedTuple):
    """What a file holds: how many bytes, and their digest."""

    size: int
    digest: str


class Record(NamedTuple):
    """The digest of a file, and the stamp that it bore when it was known to hold that."""

    digest: str
    stamp: str

    @property
    def mark(self) -> FileMark:
        """The mark of the file."""
        return FileMark(int(self.stamp.split("-")[1]), self.digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The output folder and the spare tree, where both have the paths of the recorded files and no others.

    ``output`` and ``spare`` are the stamps of the folders in them, by path; ``behind`` the paths of the
    files that differ.
    """

    output: Mapping[str, str]
    spare: Mapping[str, str]
    behind: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the last build left: the records of its files by path, and the pair of trees, if they are one.

    ``version`` tells this state from all others.
    """

    records: Mapping[str, Record] = field(default_factory=dict)
    pair: Pair | None = None
    version: str = ""


def mark_payload(payload: bytes) -> FileMark:
    """Return the mark of a file that holds ``payload``."""
    return FileMark(len(payload), _digest(payload))


def _digest(payload: bytes) -> str:
    return blake2b(payload, digest_size=_DIGEST_BYTES).hexdigest()


def stamp_of(status: os.stat_result) -> str:
    """Return what no file keeps that is replaced or changed: which it is, its size and its two times."""
    return f"{status.st_ino}-{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}"


def stamp_of_folder(path: str, status: os.stat_result) -> str:
    """Return what no folder keeps that gets or loses an entry; the top, at "", is renamed by each build."""
    stamp = stamp_of(status)
    return stamp if path else stamp.rpartition("-")[0]


def same_but_for_links(stamp: str, other: str) -> bool:
    """Tell whether two stamps differ at most in the time that a new name of the file changes too."""
    return stamp.rpartition("-")[0] == other.rpartition("-")[0]


def verify(state: State, output: Path, spare: Path, *, contents: bool = True) -> State:
    """Return what is still true of these folders: the records of unchanged files, and the pair as a whole.

    The version of a state that is not wholly true is empty. ``contents`` tells whether files are asked, too,
    or only folders for their entries.
    """
    records = _find_known(output, state.records) if contents else state.records
    pair = state.pair if len(records) == len(state.records) else None
    whole = pair is not None and _is_pair(pair, output, spare)
    return state if whole else State(records=records)


def _find_known(folder: Path, records: Mapping[str, Record]) -> dict[str, Record]:
    """Return those of ``records`` that are true of the files in ``folder``."""
    if not records or not folder.is_dir():
        return {}
    device = folder.stat().st_dev  # of a file on another, a folder's listing may tell another number
    return {
        path: record
        for path, record in records.items()
        if (status := _status(f"{folder}/{path}"))
        and record.stamp == stamp_of(status)
        and stat.S_ISREG(status.st_mode)
        and status.st_dev == device
    }


def _status(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except OSError:
        return None


def _is_pair(pair: Pair, output: Path, spare: Path) -> bool:
    """Tell whether these folders are still as the ``pair`` says."""
    return all(
        (status := _status(f"{folder}/{path}")) and stamp == stamp_of_folder(path, status)
        for folder, stamps in ((output, pair.output), (spare, pair.spare))
        for path, stamp in stamps.items()
    )


def stamp_folders(top: Path, known: Mapping[str, str], probe: Path) -> dict[str, str]:
    """Return the stamps of folders in ``top`` by path: those ``known``, and of those that are empty anew."""
    waiting = [path for path, stamp in known.items() if not stamp]
    return {**known, **stamp_files(top, waiting, probe, stamp_of_folder)}


def stamp_files(
    folder: Path,
    paths: Iterable[str],
    probe: Path,
    stamp: Callable[[str, os.stat_result], str] = lambda _, status: stamp_of(status),
) -> dict[str, str]:
    """Return the stamps of files that were just made, for which the clock of their disk must have moved on.

    A file that is changed within the tick of its last change keeps its times. Those of a disk that counts
    in seconds are left out. ``probe`` is a file on the same disk, which is touched to read its clock;
    ``stamp`` makes the stamps.
    """
    stamps: dict[str, str] = {}
    waiting = list(paths)
    for _ in range(_TRIES):
        os.utime(probe)
        now = probe.stat().st_mtime_ns
        found = {path: os.lstat(f"{folder}/{path}") for path in waiting}
        settled = {path: status for path, status in found.items() if _newest(status) < now}
        stamps |= {path: stamp(path, status) for path, status in settled.items()}
        waiting = [path for path in waiting if path not in settled]
        if not waiting:
            break
        time.sleep(_PAUSE)
    return stamps


def _newest(status: os.stat_result) -> int:
    return max(status.st_mtime_ns, status.st_ctime_ns)


def read_state(file: Path, mode: int) -> State:
    """Return the state in ``file``, an empty one if it is not such a file or tells of other permissions.

    ``mode`` is that of new folders.
    """
    try:
        if not stat.S_ISREG(os.lstat(file).st_mode):
            return State()
        payload = file.read_bytes()
    except OSError:
        return State()
    body = payload.partition(b"\n")[2]
    version = _digest(body)
    if payload != _head(mode, version) + body:
        return State()
    try:
        files, output, spare, behind = json.loads(body.decode("utf-8", "surrogateescape"))
        return State(
            records=dict(zip(files, starmap(Record, files.values()), strict=True)),
            pair=Pair(output=output, spare=spare, behind=frozenset(behind)) if output else None,
            version=version,
        )
    except (ValueError, TypeError, AttributeError):  # of somebody who knows how to count a checksum
        return State()


def is_current(state: State, file: Path, mode: int) -> bool:
    """Tell whether ``file`` holds this very ``state``."""
    head = _head(mode, state.version)
    try:
        with file.open("rb") as stream:
            return stream.read(len(head)) == head
    except OSError:
        return False


def write_state(
    file: Path, probe: Path, records: Mapping[str, Record], mode: int, pair: Pair | None = None
) -> State:
    """Put a state in the place of that in ``file``, and return it.

    ``probe`` is a file beside it that is used up.
    """
    pairing = (pair.output, pair.spare, sorted(pair.behind)) if pair else ({}, {}, [])
    body = json.dumps([records, *pairing], ensure_ascii=False).encode("utf-8", "surrogateescape")
    version = _digest(body)
    probe.write_bytes(_head(mode, version) + body)
    probe.replace(file)
    return State(records=records, pair=pair, version=version)


def _head(mode: int, version: str) -> bytes:
    return f"{_TITLE} {mode:o} {version}\n".encode()
