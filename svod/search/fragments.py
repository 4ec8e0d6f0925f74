"""What the search shows of an act, as a script of its own that is loaded when the act is found."""

from hashlib import blake2b

from svod.search.entries import Entry
from svod.search.scripts import Script, wrap_payload, write_payload


def fragment_script(number: int, fragment: str) -> Script:
    """Return the script with the ``fragment`` of the act that has this number in the index."""
    return wrap_payload(f"fragments/{number}", fragment)


def write_fragment(entry: Entry) -> str:
    """Return, as JSON, what a result shows of an act: its heading, and its passages in order.

    A passage is its anchor, its text and, where somebody is asked, the number of the passage that names
    them, from the beginning of the list of those that are named.
    """
    asked = list(dict.fromkeys(passage.addressee for passage in entry.passages if passage.addressee))
    return write_payload(
        {
            "id": entry.id,
            "title": entry.title,
            "by": entry.credits,
            "date": entry.date,
            "status": entry.status,
            "asked": asked,
            "passages": [
                [
                    passage.anchor,
                    passage.text,
                    *([asked.index(passage.addressee)] if passage.addressee else []),
                ]
                for passage in entry.passages
            ],
        },
    )


def fingerprint(fragment: str) -> bytes:
    """Return eight bytes that tell a fragment from others."""
    return blake2b(fragment.encode("utf-8", "surrogatepass"), digest_size=8).digest()
