"""Writes a site as a whole, and of its files only those that are not there already.

What differs from the site that stands in the output folder is staged, as it is made, beside it. Then the
spare tree, which is the site before that one, is brought up to date and changes places with the output
folder in one system call where there is one (``renameat2`` on Linux, ``renamex_np`` on macOS), else by two
renames. A kill at any moment leaves the old site or the new one; what it may leave beside them is mended or
removed by the next build. A list of the files that the build made goes with the site, so that a file of
somebody else's is known as such: it is kept and reported, never deleted.
"""

import errno
import os
import platform
import shutil
import stat
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Final

from svod.diagnostics import Diagnostic, diagnose
from svod.publish.exchange import Places, clean_surroundings, drop_spare, exchange, is_folder
from svod.publish.state import (
    FileMark,
    Pair,
    Record,
    State,
    is_current,
    mark_payload,
    read_state,
    same_but_for_links,
    stamp_files,
    stamp_folders,
    stamp_of,
    verify,
    write_state,
)
from svod.publish.trees import Tree, fit_tree, folders_of, link_or_copy, list_tree
from svod.rules import N_

MANIFEST: Final = ".svod-manifest.txt"
_PATIENCE: Final = 120.0  # seconds that another build, which writes while it renders, is waited for
_PAUSE: Final = 0.05


class OutputBusyError(Exception):
    """Another build is writing to the same folder."""


def check_output(site: Path, output: Path) -> Diagnostic | None:
    """Report an output folder that must not be replaced as a whole."""
    place, base = (Path(os.path.realpath(folder)) for folder in (output, site))
    home = Path(os.path.realpath(os.path.expanduser("~")))  # noqa: PTH111  (Path.home fails without a home)
    protected = [base, base / "content", base / "templates", home]
    if any(folder.is_relative_to(place) for folder in protected):
        return diagnose(
            "output-unsafe", str(output), file=output, reason=N_("it holds other things than the site")
        )
    if any(place.is_relative_to(base / name) for name in ("content", "templates")):
        return diagnose("output-unsafe", str(output), file=output, reason=N_("it is inside the content"))
    if os.path.lexists(place) and not place.is_dir():
        return diagnose("output-unsafe", str(output), file=output, reason=N_("it is a file"))
    return None


class Staging:
    """A new site that is being written beside the folder whose place it will take.

    ``live`` gives, by path, the digests of the files in that folder that are known to be as the last build
    made them; they need not be written again. ``state`` is what is known of the folder, verified; that of the
    new site once it is published.
    """

    def __init__(self, places: Places, state: State, mode: int, *, with_spare: bool, repeated: bool) -> None:
        self.live: Mapping[str, str] = {path: record.digest for path, record in state.records.items()}
        self.state = state
        self._places = places
        self._mode = mode
        self._parts = places.parts / unique_name() if repeated else None
        if self._parts:
            self._parts.mkdir(parents=True)
        self._with_spare = with_spare
        self._made = {""}

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs in order to write."""
        return {**self.__dict__, "state": State()}

    @property
    def marks(self) -> dict[str, FileMark]:
        """The marks of the ``live`` files that are of the site."""
        return {path: record.mark for path, record in self.state.records.items() if path != MANIFEST}

    @property
    def folder(self) -> Path:
        """Where the files are written."""
        return self._places.staging

    def write(self, path: str, payload: bytes) -> FileMark:
        """Write the file ``path`` of the new site, unless it is live already; returns its mark.

        Different processes may write different files. Where writes are repeated they may write the same
        one, and a file is there as a whole, whoever dies. FileNotFoundError is raised there when this build
        is over: who does not know may be late.
        """
        mark = mark_payload(payload)
        if self.live.get(path) != mark.digest:
            part = self._write_part(path, payload) if self._parts else None
            folder = path.rpartition("/")[0]
            if folder not in self._made:
                (self._places.staging / folder).mkdir(parents=True, exist_ok=True)
                self._made.add(folder)
            if part:
                part.replace(self._places.staging / path)
            else:
                (self._places.staging / path).write_bytes(payload)
        return mark

    def _write_part(self, path: str, payload: bytes) -> Path:
        name = blake2b(path.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
        part = Path(self._parts or "", f"{name}-{platform.node()}-{os.getpid()}")
        part.write_bytes(payload)
        return part

    def read(self, path: str) -> bytes:
        """Return the bytes of a file that is live. Raises OSError where there is none."""
        return (self._places.output / path).read_bytes()

    def publish(self, files: Mapping[str, FileMark]) -> list[Diagnostic]:
        """Make the output folder hold ``files``, by path, and what no build made.

        Each of them was written or is ``live`` with that digest. Returns warnings about foreign files that
        were kept (one for a folder in which all are), or errors about those that stand where a file of the
        site must go; after an error nothing has changed. Raises ValueError for a file that is nowhere.
        """
        if self.state.pair and self.live.keys() == {*files, MANIFEST}:
            self._replace(files, self.state.pair)
            return []
        output, folders = self._places.output, folders_of(files)
        live = list_tree(output)
        foreign = _foreign_paths(output, live)
        collisions = [path for path in foreign if self._collides(path, files, folders)]
        if collisions:
            return [diagnose("output-collision", f"{output.name}/{path}", file=path) for path in collisions]
        kept = [path for path in foreign if path not in files]
        made = {**files, MANIFEST: self.write(MANIFEST, _manifest(files))}
        first = not is_folder(output)
        exchange(self._assemble(made, kept, live, folders), self._places)
        if first and self._with_spare:
            self._make_spare({path: mark.digest for path, mark in made.items()}, folders)
        shown = dict.fromkeys(_topmost(path, folders) for path in kept)
        return [diagnose("output-foreign", f"{output.name}/{path}", file=path) for path in shown]

    def _replace(self, files: Mapping[str, FileMark], pair: Pair) -> None:
        """Publish ``files`` where those of the ``pair`` have the same paths: what differs is replaced."""
        output, staging, spare = self._places.output, self._places.staging, self._places.spare
        written = {path for path, mark in files.items() if self.live[path] != mark.digest}
        _require(written, {path for path in written if (staging / path).is_file()})
        touched = written | pair.behind
        if not touched:
            return
        for path in touched:
            os.unlink(f"{spare}/{path}")  # noqa: PTH108  (a Path for each of them costs as much as the call)
            self._bring(path, spare, files.get(path), written)
        changed = dict.fromkeys((path.rpartition("/")[0] for path in touched), "")
        next_pair = Pair(output={**pair.spare, **changed}, spare=pair.output, behind=pair.behind)
        shutil.copymode(output, spare)
        digests = {**self.live, **{path: files[path].digest for path in written}}
        self._leave_state((spare, output), digests, touched, next_pair)
        exchange(spare, self._places)

    def _collides(self, path: str, files: Mapping[str, FileMark], folders: Collection[str]) -> bool:
        file = self._places.output / path
        if path in files:
            same = not file.is_symlink() and file.is_file()
            return not same or mark_payload(file.read_bytes()) != files[path]
        in_the_way = path in folders and (file.is_symlink() or not file.is_dir())
        return in_the_way or any(above in files for above in folders_of([path]))

    def _assemble(
        self, made: Mapping[str, FileMark], kept: Sequence[str], live: Tree, folders: Set[str]
    ) -> Path:
        """Give one folder the files ``made``, in ``folders``, and those ``kept`` of the ``live`` ones.

        What will be known of the files is written too: it is true whether the folder is published or not.
        """
        written = {path for path, mark in made.items() if self.live.get(path) != mark.digest}
        staged = list_tree(self._places.staging)
        _require(written, staged.files)
        tree, has = self._choose_tree(staged)
        wanted = {path: (staged if path in written else live).files.get(path, 0) for path in made}
        wanted |= {path: live.files[path] for path in kept if path in live.files}
        foreign = folders_of(path if path in live.files else f"{path}/" for path in kept)
        missing = fit_tree(tree, has, wanted, folders | foreign)
        for path in missing:
            self._bring(path, tree, made.get(path), written)
        if is_folder(self._places.output):
            _copy_modes(self._places.output, tree, foreign - folders)
        paired = live.files.keys() == made.keys() and live.folders == folders
        digests = {path: mark.digest for path, mark in made.items()}
        pair = _unknown_pair(folders) if paired else None
        self._leave_state((tree, self._places.output), digests, written | set(missing), pair)
        return tree

    def _make_spare(self, digests: Mapping[str, str], folders: Set[str]) -> None:
        """Make the first spare tree, of second names for the files of the site that was just published."""
        output, spare = self._places.output, self._places.spare
        try:
            for folder in ("", *sorted(folders)):
                os.mkdir(f"{spare}/{folder}")  # noqa: PTH102
            for path in digests:
                os.link(f"{output}/{path}", f"{spare}/{path}")
        except OSError:  # a disk that knows no second names
            drop_spare(self._places)
        else:
            self._leave_state((output, spare), digests, digests.keys(), _unknown_pair(folders))

    def _choose_tree(self, staged: Tree) -> tuple[Path, Tree]:
        """Return the spare tree and what it has; where there is none, what is ``staged`` becomes the site."""
        places = self._places
        if is_folder(places.spare):
            try:
                return places.spare, list_tree(places.spare)
            except PermissionError:
                pass
        drop_spare(places)
        return places.staging, staged

    def _bring(self, path: str, tree: Path, mark: FileMark | None, written: Collection[str]) -> None:
        """Put the file ``path`` into ``tree``: a new one, a live one with its ``mark``, or a foreign one."""
        target = f"{tree}/{path}"
        if path in written:
            os.rename(f"{self._places.staging}/{path}", target)  # noqa: PTH104  (a Path costs as much)
            return
        link_or_copy(f"{self._places.output}/{path}", target)
        if not mark or same_but_for_links(stamp_of(os.lstat(target)), self.state.records[path].stamp):
            return
        if mark_payload(Path(target).read_bytes()) != mark:  # it has changed since the build began
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(self._places.output / path))

    def _leave_state(
        self, trees: tuple[Path, Path], digests: Mapping[str, str], touched: Set[str], pair: Pair | None
    ) -> None:
        """Write what will be known of the files with these ``digests`` in the first of two ``trees``.

        It is going to be the site, the other one the spare tree. The files ``touched`` have new stamps, and
        so have the folders of the ``pair`` whose stamps are empty; None is for trees that are no pair.
        """
        probe = self._places.probe
        probe.touch(exist_ok=False)
        records = {
            path: record
            for path, record in self.state.records.items()
            if path in digests and path not in touched
        }
        stamps = stamp_files(trees[0], touched & digests.keys(), probe)
        records |= {path: Record(digests[path], stamp) for path, stamp in stamps.items()}
        if pair:
            ones, others = (
                stamp_folders(trees[0], pair.output, probe),
                stamp_folders(trees[1], pair.spare, probe),
            )
            behind = frozenset(path for path in touched if not _is_same(path, *trees))
            whole = all((*ones.values(), *others.values()))
            pair = Pair(output=ones, spare=others, behind=behind) if whole else None
        self.state = write_state(self._places.state, probe, records, self._mode, pair)


@contextmanager
def stage_output(
    output: Path, *, with_spare: bool = False, repeated: bool = False, last: State | None = None
) -> Iterator[Staging]:
    """Give a new site to write, which takes the place of ``output`` when it is published, else vanishes.

    The first site is published ``with_spare`` tree, or the second one makes it. ``repeated`` tells whether a
    file may be written more than once, even at the same time. ``last`` is the state that this process has
    published; if nobody has published since, the contents of its files are believed. Raises OSError when
    the disk refuses and OutputBusyError when another build is at work, which is waited for.
    """
    places = Places(output=Path(os.path.realpath(output)))
    places.output.parent.mkdir(parents=True, exist_ok=True)
    with _lock(places.output.parent), clean_surroundings(places):
        places.staging.mkdir()
        mode = stat.S_IMODE(places.staging.stat().st_mode)
        believed = last and last.pair and is_current(last, places.state, mode)
        state = last if last and believed else read_state(places.state, mode)
        state = verify(state, places.output, places.spare, contents=not believed)
        staging = Staging(places, state, mode, with_spare=with_spare, repeated=repeated)
        if not staging.live:
            drop_spare(places)
        yield staging


def unique_name() -> str:
    """Return a name that no other build has had; nothing that is published depends on it."""
    return f"{platform.node()}-{os.getpid()}-{time.time_ns()}"


def _require(written: Set[str], staged: Collection[str]) -> None:
    if not written <= set(staged):
        raise ValueError(f"neither written nor live: {sorted(written - set(staged))}")


def _unknown_pair(folders: Iterable[str]) -> Pair:
    """Return a pair with these folders whose stamps are still to be taken."""
    unknown = dict.fromkeys(("", *folders), "")
    return Pair(output=unknown, spare=unknown, behind=frozenset())


def _is_same(path: str, tree: Path, other: Path) -> bool:
    """Tell whether both folders have one and the same file at ``path``."""
    return os.lstat(f"{tree}/{path}").st_ino == os.lstat(f"{other}/{path}").st_ino


def _manifest(paths: Collection[str]) -> bytes:
    return "".join(f"{path}\n" for path in sorted(paths)).encode("utf-8", "surrogateescape")


def _foreign_paths(output: Path, live: Tree) -> list[str]:
    """Return the files and empty folders in ``output`` that the last build did not make, sorted."""
    manifest = output / MANIFEST
    listing = manifest.read_bytes().decode("utf-8", "surrogateescape") if manifest.is_file() else ""
    own = {MANIFEST, *listing.split("\n")}
    return sorted(path for path in (*live.files, *live.empty) if path not in own)


def _topmost(path: str, folders: Collection[str]) -> str:
    """Return the highest folder above ``path`` in which the site has no file, else ``path`` itself."""
    above = sorted(folders_of([path]) - set(folders), key=len)
    return f"{above[0]}/" if above else path


def _copy_modes(output: Path, tree: Path, folders: Collection[str]) -> None:
    """Let these folders of ``tree``, and itself, be as those of ``output``."""
    for folder in (*sorted(folders, reverse=True), ""):
        shutil.copymode(output / folder, tree / folder)


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Hold the lock of the folder in which sites are staged, once another build lets go of it.

    Systems and disks without locks do without.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        deadline = time.monotonic() + _PATIENCE
        while not _try_lock(descriptor):
            if time.monotonic() > deadline:
                raise OutputBusyError(str(folder))
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    import fcntl  # noqa: PLC0415  (there is none on Windows)

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a network disk that knows no locks
        return True
    return True
