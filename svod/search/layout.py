"""The other keyboard layout: what was typed as «djcgbnfybt» was meant as «воспитание».

``client/layout.js`` is the same rule in the browser.
"""

import re
from functools import cache
from typing import Final

from svod.search.shared import keyboard

_CYRILLIC: Final = re.compile("[а-яё]")
_LETTERS: Final = 33


def switch_layout(text: str) -> str:
    """Return ``text`` as the same keys give it in the other layout.

    That is the Latin one if a Russian letter is in it, else the Russian one. What no such key gives stays.
    """
    lower = text.lower()
    to_russian, to_latin = _layouts()
    return lower.translate(to_latin if _CYRILLIC.search(lower) else to_russian)


@cache
def _layouts() -> tuple[dict[int, str], dict[int, str]]:
    keys = keyboard()
    latin, russian = keys["latin"], keys["russian"]
    to_russian = {ord(key): letter for key, letter in zip(latin, russian, strict=True)}
    to_latin = {ord(letter): key for letter, key in zip(russian[:_LETTERS], latin[:_LETTERS], strict=True)}
    return to_russian, to_latin
