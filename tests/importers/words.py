"""What a reader sees of a piece of HTML."""

import html
import re

_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def shown(rendered: str) -> list[str]:
    """Return the words of inline HTML."""
    return html.unescape(_TAG.sub("", rendered)).split()
