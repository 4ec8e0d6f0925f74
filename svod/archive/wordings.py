"""The provisions of acts as they are compared: the pairs of neighbouring words, folded, as numbers.

They are many: an archive of 100,000 acts has some thirty million. Therefore they are packed where an act is
read and left on disk; who looks at all of them takes some acts at a time.
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any, Final, NamedTuple, TypeAlias, cast
from zlib import crc32

import numpy as np

from svod.content.document import Document, asked_by
from svod.content.marks import bare
from svod.text import fold

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

SHORTEST: Final = 6  # words: what is shorter is said everywhere and no repetition
_WORDS_KEPT: Final = 1 << 17
_SIZE: Final = 8  # bytes of a hash
_LOWER: Final = np.uint64(32)
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


class Said(NamedTuple):
    """The provisions of an act that can be compared: anchors, texts, numbers of words, and their hashes."""

    anchors: tuple[str, ...]
    texts: tuple[str, ...]
    sizes: tuple[int, ...]
    words: bytes

    @property
    def by_anchor(self) -> dict[str, str]:
        """The texts by anchor."""
        return dict(zip(self.anchors, self.texts, strict=True))


class Wordings(NamedTuple):
    """The provisions of an act that can be compared, packed.

    ``anchors`` are separated by spaces. For each provision there are a 64-bit digest of its text, the number
    of its pairs, and these, as 32-bit hashes in order.
    """

    anchors: str
    digests: bytes
    sizes: bytes
    pairs: bytes


class _Hashes(dict[str, bytes]):
    """The hashes of words as they are printed between spaces, none for signs; made when first asked for."""

    def __missing__(self, printed: str) -> bytes:
        if len(self) >= _WORDS_KEPT:
            self.clear()
        word = fold(printed).encode("utf-8", "surrogatepass")
        self[printed] = found = blake2b(word, digest_size=_SIZE).digest() if word else b""
        return found


_hashes = _Hashes()


def find_said(document: Document) -> Said | None:
    """Return the provisions of an act that can be compared, None if there are none.

    Left out are those of fewer than ``SHORTEST`` words, and those that lead to others.
    """
    found: list[tuple[str, str, int]] = []
    hashes: list[bytes] = []
    for provision in document.provisions:
        text = bare(provision.text)
        words = b"".join(map(_hashes.__getitem__, text.split(" ")))
        if len(words) < SHORTEST * _SIZE or (provision.children and asked_by(provision)):
            continue
        found.append((provision.anchor, text, len(words) // _SIZE))
        hashes.append(words)
    if not found:
        return None
    anchors, texts, sizes = zip(*found, strict=True)
    return Said(anchors=anchors, texts=texts, sizes=sizes, words=b"".join(hashes))


def pack_wordings(acts: Mapping[str, Said]) -> dict[str, Wordings]:
    """Return what is compared of ``acts``, by path: those that are read together, for it costs less."""
    if not acts:
        return {}
    word = np.frombuffer(b"".join(act.words for act in acts.values()), "<u8")
    counts = [size for act in acts.values() for size in act.sizes]
    owner = np.repeat(np.arange(len(counts), dtype="u8"), counts)
    # Neighbours of one provision; the words of a pair count in their order.
    within = owner[:-1] == owner[1:]
    pair = ((word[:-1] * _FIRST) ^ (word[1:] * _SECOND)) >> _LOWER
    every = (owner[:-1] << _LOWER | pair)[within]
    every.sort()
    unique = every[np.concatenate(([True], every[1:] != every[:-1]))]
    sizes = np.bincount((unique >> _LOWER).astype("i8"))
    pairs = unique.astype("<u4")  # the lower half
    ends = np.cumsum(sizes)
    printed = [crc32(text.encode("utf-8", "surrogatepass")) for act in acts.values() for text in act.texts]
    digests = sum_up(pairs, ends - sizes) & ~np.uint64(0xFFFFFFFF) | np.array(printed, "u8")
    packed: dict[str, Wordings] = {}
    start = first = 0
    for path, act in acts.items():
        stop = start + len(act.anchors)
        last = int(ends[stop - 1])
        packed[path] = Wordings(
            anchors=" ".join(act.anchors),
            digests=digests[start:stop].astype("<u8").tobytes(),
            sizes=sizes[start:stop].astype("<u4").tobytes(),
            pairs=pairs[first:last].tobytes(),
        )
        start, first = stop, last
    return packed


def sum_up(pairs: Numbers, starts: Numbers) -> Numbers:
    """Return a number for each set of pairs, which begin at ``starts``; equal sets have the same."""
    return cast("Numbers", np.add.reduceat((pairs.astype("u8") + np.uint64(1)) * _FIRST, starts))


def entries(wordings: Wordings | None) -> Iterator[tuple[str, int, Numbers]]:
    """Yield the anchor, the digest and the pairs of each provision."""
    if wordings is not None:
        sizes = np.frombuffer(wordings.sizes, "<u4").astype("i8")
        parts = np.split(np.frombuffer(wordings.pairs, "<u4"), np.cumsum(sizes)[:-1])
        digests = np.frombuffer(wordings.digests, "<u8").tolist()
        yield from zip(wordings.anchors.split(" "), digests, parts, strict=True)
