"""Whom the printed words of an act mean: the names of addressees in any case, and an entry for a new one."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import count
from typing import Final, NamedTuple

from svod.morphology import find_dative, is_declined, to_nominative
from svod.slugs import make_slug
from svod.text import fold

_ASKING = re.compile(r"^(?:рекомендовать|предложить|поручить|просить) ")
_KINDS: Final = tuple(  # by words in the name, folded; the first that fits
    (kind, re.compile(rf"\b(?:{words})"))
    for kind, words in (
        ("member", "члены|члену|членам|членов|участник"),
        ("branch", "отделени|филиал"),
        ("municipal", "муниципал|районн|городск|администраци|глав"),
        ("school", "школ|гимнази|лице[йяюеи]|педагогическ|учител|детск"),
        ("institute", "институт|университет|академи|методическ|центр"),
        ("regional", r"департамент|област|кра[йяюе]\b|региональн|субъект|губернатор|правительств\w+ \w+ об"),
        ("federal", r"федеральн|министерств|правительств|государственн\w+ дум|рособр|росмол"),
    )
)


_NO_KIND: Final = "other"
_MOST_KNOWN: Final = 4096  # labels


class _Name(NamedTuple):
    """The folded words of a name, whose it is, and whether editors gave it (else it was copied)."""

    words: tuple[str, ...]
    owner: str
    named: bool


class NameIndex:
    """The names of addressees, to be found as they are printed: folded, or in another case.

    Words can be forms of one another only if they begin alike, which spares most labels the dictionary;
    what it told of a label is kept, because labels are few and come again and again.
    """

    def __init__(self, names: Iterable[tuple[str, str, bool]]) -> None:
        """Take the names: each with its owner's id and whether editors gave it, else it was copied."""
        exact: dict[str, list[str]] = defaultdict(list)
        self._alike: dict[str, list[_Name]] = defaultdict(list)
        for name, owner, named in names:
            key = fold(name)
            if owner not in exact[key]:
                exact[key].append(owner)
            self._alike[_initials(key)].append(_Name(tuple(key.split()), owner, named))
        self.exact: Mapping[str, tuple[str, ...]] = {key: tuple(owners) for key, owners in exact.items()}
        self._known: dict[str, tuple[str, ...]] = {}

    def find(self, label: str) -> tuple[str, ...]:
        """Return the ids of those who may be meant by ``label`` («Рекомендовать школам:» included).

        Names that are printed so go before those in another case.
        """
        found = self._known.get(label)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[label] = self._find(fold(label))
        return found

    def _find(self, key: str) -> tuple[str, ...]:
        keys = dict.fromkeys((key, _ASKING.sub("", key)))
        printed = next((self.exact[own] for own in keys if own in self.exact), ())
        return printed or next(filter(None, map(self._find_declined, keys)), ())

    def _find_declined(self, key: str) -> tuple[str, ...]:
        words = key.split()
        alike = self._alike.get(_initials(key), ())
        owners = (name.owner for name in alike if is_declined(name.words, words, named=name.named))
        return tuple(dict.fromkeys(owners))


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split())


def suggest_entry(label: str, taken: Collection[str]) -> str:
    """Return an entry of an authority file for an addressee printed as ``label``, ready to be pasted.

    Its id is none of those ``taken``; its name is in the nominative where that can be told. It needs no
    aliases: a ``NameIndex`` finds ``label`` by the name.
    """
    name, kind = _describe(label)
    slug = make_slug(name) or "addressee"
    unique = (
        slug if slug not in taken else next(f"{slug}-{n}" for n in count(2) if f"{slug}-{n}" not in taken)
    )
    return f"- {{id: {unique}, name: {_quoted(name)}, kind: {kind}}}"


@lru_cache(4096)
def may_be_addressee(label: str) -> bool:
    """Tell whether ``label`` begins like an addressee in the dative: «Ветеранам», «Районной администрации».

    Words that may be in the nominative as well («Цели») are none, unless they are known to name one.
    """
    words = _named_words(label)
    folded = [" ".join(fold(word).split()[-1:]) for word in words]  # «научно-методическому»: the last one
    found = find_dative(folded)
    if found is None:
        return False
    return found.sure or _kind_of(" ".join(folded[: found.length])) != _NO_KIND


@lru_cache(4096)
def _describe(label: str) -> tuple[str, str]:
    """Return the name of an addressee and its kind, as far as its printed words tell them."""
    words = _named_words(label)
    folded = [fold(word) for word in words]
    # A word that folds into two («научно-методический»), or none, has no case of its own here.
    plain = [word if word and " " not in word else "" for word in folded]
    found = to_nominative(words, plain)
    name = " ".join(found or words)
    both = fold(name).split(), fold(" ".join(words)).split()
    if not found or len(both[0]) != len(both[1]) or not is_declined(*both, named=True):
        name = " ".join(words)
    return name, _kind_of(fold(name))


def _kind_of(key: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(key)), _NO_KIND)


def _named_words(label: str) -> list[str]:
    """Return the printed words without the verb that asks, if one begins them, and with its capital."""
    first, *words = label.split() or [""]
    if not words or not _ASKING.fullmatch(f"{fold(first)} "):
        return label.split()
    return [words[0][:1].upper() + words[0][1:] if first[:1].isupper() else words[0], *words[1:]]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
