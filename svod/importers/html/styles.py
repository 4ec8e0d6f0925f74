"""What style sheets and ``style`` attributes say of letters and lists, as far as names of classes tell.

Selectors are read that name a tag, a class, or both; rules for other media are not. Nothing is hidden by a
class: what a script would show when it is clicked at is text too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

Declarations = Mapping[str, str]

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_MEDIA = re.compile(r"@(?!media\s+(?:all|screen)\s*\{)[^{};@]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_COUNTED = re.compile(r"counter-increment|\bcounters?\s*\(", re.IGNORECASE)
_WEIGHT: Final = {"bold": True, "bolder": True, "normal": False, "lighter": False}
_MAX_CHARACTERS: Final = 200_000
_BOLD_FROM: Final = 600
_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSheet:
    """Declarations by tag and class; ``counts`` where the sheet numbers things by itself."""

    rules: Mapping[tuple[str, str], Declarations] = field(default_factory=dict)
    counts: bool = False

    def declarations(self, tag: str, classes: str, style: str) -> Declarations:
        """Return what is declared for an element, the nearest last: by tag, class, both, its own style."""
        found = dict(self.rules.get((tag, ""), {}))
        for owner in ("", tag):
            for name in classes.split()[:20]:
                found.update(self.rules.get((owner, name), {}))
        found.update(_declared(style))
        return found


def read_style_sheet(text: str) -> StyleSheet:
    """Read the text of all ``<style>`` elements of a page."""
    rules: dict[tuple[str, str], dict[str, str]] = {}
    text = text[:_MAX_CHARACTERS]
    text = re.sub(r"@media\s+(?:all|screen)\s*\{", "", _MEDIA.sub("", _COMMENT.sub("", text)))
    for rule in text.split("}"):
        selectors, _, body = rule.partition("{")
        for selector in selectors.split(","):
            match = _SELECTOR.fullmatch(selector.strip())
            if match and match[0]:
                rules.setdefault(((match[1] or "").lower(), match[2] or ""), {}).update(_declared(body))
    return StyleSheet(rules=rules, counts=_COUNTED.search(text) is not None)


def is_hidden(style: str) -> bool:
    """Tell whether an element with this ``style`` attribute is not shown."""
    return _HIDDEN.search(style) is not None


def is_bold(weight: str) -> bool | None:
    """Return what a ``font-weight`` means, None where it says nothing."""
    return int(weight) >= _BOLD_FROM if weight.isascii() and weight.isdigit() else _WEIGHT.get(weight)


def _declared(style: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for declaration in style.split(";") if style else ():
        name, _, value = declaration.partition(":")
        if value:
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    if "list-style" in found:
        found.setdefault("list-style-type", _list_style(found["list-style"]))
    return found


def _list_style(value: str) -> str:
    words = [word for word in value.split() if word not in ("inside", "outside") and "(" not in word]
    return words[0] if words else ""
