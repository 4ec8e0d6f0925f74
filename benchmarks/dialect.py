r"""Writes printed text as the dialect of content files wants it, every word kept.

* White space and control characters become single spaces.
* Straight quotation marks become «…»: the build warns of each.
* ``\ * _ [ ] # | ` >`` are preceded by a backslash; ``&``, ``<`` before a letter, ``/`` or ``!`` and the
  tildes of a fence are written as entities. Unescaped they would be marks, and the page would lose them.
* A paragraph without a letter or digit (a rule, a row of dots) is left out.
* A paragraph of the decision that begins with no marker gets a dash, so that it is a provision.
"""

import re

_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b\u2060\ufeff]+")
_WORD = re.compile(r"[^\W_]")
_OPENING_QUOTE = re.compile(r'"(?=[^\W_]|["«(])')
_MARKS = re.compile(r"[\\*_\[\]#|`>]")
_TAG = re.compile(r"<(?=[a-zA-Z/!])")
# What svod.content.lines takes for a marker, but for the rarest.
_MARKED = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]\s|[-–—•]\s|[а-яё]\)\s|\(\d{1,3}\)\s|[IVX]+[.)]\s")


def has_words(text: str) -> bool:
    """Tell whether ``text`` holds a letter or a digit."""
    return _WORD.search(text) is not None


def tidy(text: str) -> str:
    """Return ``text`` as an act prints it: single spaces, Russian quotation marks."""
    return _OPENING_QUOTE.sub("«", _SPACE.sub(" ", text).strip()).replace('"', "»")


def escaped(text: str) -> str:
    """Return one paragraph of Markdown that shows exactly ``text``."""
    text = _MARKS.sub(r"\\\g<0>", text.replace("&", "&amp;"))
    return _TAG.sub("&lt;", text).replace("~~~", "&#126;~~")


def provision(text: str) -> str:
    """Return the Markdown of a provision: with the marker it has, or with a dash."""
    return escaped(text) if _MARKED.match(text) else f"- {escaped(text)}"
