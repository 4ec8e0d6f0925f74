"""What both halves of the search know by heart: data files that stand beside the client, read here."""

import json
from functools import cache
from importlib.resources import files


@cache
def function_words() -> frozenset[str]:
    """Return the words that nearly every act has, so that they find nothing."""
    return frozenset(json.loads(_text("function-words.json")))


@cache
def keyboard() -> dict[str, str]:
    """Return the keys of the two layouts, ``latin`` and ``russian``, in one order."""
    return dict(json.loads(_text("keyboard.json")))


def _text(name: str) -> str:
    return (files("svod.search") / "client" / name).read_text(encoding="utf-8")
