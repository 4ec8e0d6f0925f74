"""What every code means, for editors: the sections of ``docs/codes.md``, in Russian."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from svod.home import CODES

LANGUAGE: Final = "ru"
_SECTION = re.compile(r"^### `([a-z-]+)`\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^```[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a code means and how to mend it, as Markdown, and an example in which it appears."""

    text: str
    example: str


@cache
def explanations() -> Mapping[str, Explanation]:
    """Return the explanations by code."""
    return {
        code: Explanation(
            text=_EXAMPLE.sub("", section).strip(),
            example="".join(_EXAMPLE.findall(section)[:1]).rstrip(),
        )
        for code, section in _SECTION.findall(CODES.read_text(encoding="utf-8"))
    }
