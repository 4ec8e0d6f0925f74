"""What the instructions of fields say."""

import re
from typing import Final

_HYPERLINK = re.compile(r"^\s*HYPERLINK\s+(?:\\[a-z]\s+)*\"?([^\"\s]+)\"?", re.IGNORECASE)
_LINKS: Final = ("http://", "https://", "mailto:")


def link_of(instruction: str) -> str:
    """Return the address that a field leads to, empty where it leads nowhere outside of the document."""
    match = _HYPERLINK.match(instruction)
    return match[1] if match and match[1].lower().startswith(_LINKS) else ""
