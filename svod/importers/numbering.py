"""How numbered lists count, in Word and in OpenDocument alike."""

from collections.abc import Mapping

LEVELS = 10  # of OpenDocument; Word has nine


class Numbers:
    """Where one list stands: the last number of each level, from 0; None where it is to begin."""

    def __init__(self) -> None:
        self._last: list[int | None] = [None] * LEVELS

    def count(
        self,
        at: int,
        starts: Mapping[int, int],
        *,
        begin: int | None = None,
        restarts: Mapping[int, int] | None = None,
    ) -> None:
        """Count an item of level ``at``: the number after the last one, or ``begin``.

        ``starts`` are the first numbers of levels, 1 if not said. Levels above that were passed over count as
        begun: after «1.1.» without a «1.» comes «2.», in Word and in LibreOffice. Deeper levels begin anew,
        but those in ``restarts`` only where the item is of a level above the one that they name.
        """
        last = self._last[at]
        if begin is not None:
            self._last[at] = begin
        else:
            self._last[at] = starts.get(at, 1) if last is None else last + 1
        for above in range(at):
            if self._last[above] is None:
                self._last[above] = starts.get(above, 1)
        for below in range(at + 1, LEVELS):
            if restarts is None or at < restarts.get(below, below):
                self._last[below] = None

    def __getitem__(self, at: int) -> int | None:
        return self._last[at]
