"""What a reader leaves out, gathered while it reads."""

from svod.importers.manuscript import Omission, What

__all__ = ["Omissions", "What"]


class Omissions:
    """Counts what is left out: what has the same words is said once."""

    def __init__(self) -> None:
        self._times: dict[tuple[What, str], int] = {}

    def add(self, what: What, words: str = "") -> None:
        """Count one thing; ``words`` is what stands in it, white space as it comes."""
        key = what, " ".join(words.split())
        self._times[key] = self._times.get(key, 0) + 1

    def add_words(self, what: What, words: str) -> None:
        """Count one thing if there are words in it."""
        if words.strip():
            self.add(what, words)

    def listed(self) -> tuple[Omission, ...]:
        """Return all, in the order in which they were met."""
        return tuple(
            Omission(what=what, words=words, times=times) for (what, words), times in self._times.items()
        )
