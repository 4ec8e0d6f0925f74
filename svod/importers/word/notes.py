"""Footnotes and endnotes of a Word document: their labels in the order of their signs."""

from xml.etree import ElementTree as ET

from svod.importers.numerals import number_in
from svod.importers.trees import integer
from svod.importers.word.names import value_of

KINDS = ("footnote", "endnote")
_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}


class NoteLabels:
    """Gives labels to notes as they are met: the printed sign, and one of its own where two are the same."""

    def __init__(self, settings: tuple[ET.Element, ...]) -> None:
        self.met: list[tuple[str, str]] = []  # kind and id of each note, in the order of their signs
        self._labels: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self._forms = dict(_FORMS)
        self._next = dict.fromkeys(KINDS, 1)
        for kind in KINDS:
            for root in settings:
                for entry in root.iter(f"{kind}Pr"):
                    self._forms[kind] = value_of(entry, "numFmt") or self._forms[kind]
                    self._next[kind] = integer(value_of(entry, "numStart"), self._next[kind], least=1)

    def label(self, kind: str, identity: str, typed: str) -> str:
        """Return the label of a note; ``typed`` is the sign that was typed for it, if one was."""
        key = kind, identity
        if key not in self._labels:
            self._labels[key] = self._free(typed or self._count(kind))
            self.met.append(key)
        return self._labels[key]

    def _count(self, kind: str) -> str:
        number = self._next[kind]
        self._next[kind] += 1
        return number_in(number, self._forms[kind]) or str(number)

    def _free(self, wanted: str) -> str:
        label, times = wanted, 1
        while label in self._taken:
            times += 1
            label = f"{wanted}-{times}"
        self._taken.add(label)
        return label
