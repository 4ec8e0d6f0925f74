"""The characters of one paragraph, piece by piece, as the runs that they make."""

from dataclasses import replace
from typing import Final, Literal

from svod.importers.manuscript import Run

Script = Literal["", "sub", "sup"]
_PLAIN: Final = Run(text="")


class Line:
    """A paragraph that is being read."""

    def __init__(self) -> None:
        self._looks: list[Run] = []
        self._texts: list[list[str]] = []
        self._notes: list[str] = []

    def add(self, text: str, look: Run) -> None:
        """Add characters with this ``look``; those that look like the last ones join them.

        Soft hyphens go: nobody sees them.
        """
        text = text.replace("\u00ad", "")
        if not text:
            return
        if self._looks and self._looks[-1] == look and not self._notes[-1]:
            self._texts[-1].append(text)
        else:
            self._append(look, text, "")

    def add_note(self, label: str) -> None:
        """Add the sign of a footnote."""
        self._append(_PLAIN, "", label)

    def _append(self, look: Run, text: str, note: str) -> None:
        self._looks.append(look)
        self._texts.append([text])
        self._notes.append(note)

    def runs(self) -> tuple[Run, ...]:
        """Return the runs, with the white space at their ends."""
        parts = zip(self._looks, self._texts, self._notes, strict=True)
        return tuple(replace(look, text="".join(texts), note=note) for look, texts, note in parts)


def trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return ``runs`` without white space at their ends."""
    if not runs or (runs[0].text[:1].strip() and runs[-1].text[-1:].strip()):
        return runs
    kept = list(runs)
    while kept and not kept[0].note and not kept[0].text.strip():
        del kept[0]
    while kept and not kept[-1].note and not kept[-1].text.strip():
        del kept[-1]
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)
