"""The one rule for identifiers that stand in addresses: ASCII words joined by hyphens."""

import re
from pathlib import PurePosixPath

import iuliia
from slugify import slugify

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_LENGTH = 120


def make_slug(text: str) -> str:
    """Return the slug of ``text``: Russian transliterated (BGN/PCGN-like «Wikipedia» scheme of iuliia).

    The result matches ``SLUG``, is at most ``MAX_LENGTH`` long and may be empty when ``text`` holds no
    letter or digit. A slug is its own slug.
    """
    if is_slug(text):
        return text
    return slugify(iuliia.WIKIPEDIA.translate(text), max_length=MAX_LENGTH, word_boundary=True)


def default_id(path: str) -> str:
    """Return the identifier of a content file that gives none: the slug of its name without the ending.

    A name without a letter or digit is returned as it is: it is not a slug, and a diagnostic can show it.
    """
    stem = PurePosixPath(path).stem
    return make_slug(stem) or stem


def is_slug(text: str) -> bool:
    """Tell whether ``text`` can stand in an address as it is."""
    return len(text) <= MAX_LENGTH and SLUG.fullmatch(text) is not None
