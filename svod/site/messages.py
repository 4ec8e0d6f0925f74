"""The words that the search page needs in the browser, in the language of the interface."""

import json
from collections.abc import Callable, Mapping
from typing import Final

from svod.localization import Localization
from svod.rules import N_

_TEXTS: Final[Mapping[str, str]] = {
    "none": N_("Nothing was found."),
    "noneLeft": N_("Nothing is left with these filters."),
    "onlyExcluded": N_("Add a word that is to be found: one that is left out is not enough."),
    "searching": N_("Searching…"),
    "someWords": N_("Some of the words"),
    "spelling": N_("No such word was found. Shown instead:"),
    "layout": N_("It was probably typed in another keyboard layout. Shown instead:"),
    "beginning": N_("The archive does not have the word “{word}”; these words begin with it."),
    "missing": N_("Not in the archive: {words}"),
    "incomplete": N_("Too many words begin like this. Go on typing."),
    "resultMissing": N_("This result could not be loaded."),
    "offline": N_("The search could not be loaded. Is there a connection?"),
    "damaged": N_("The search index is damaged or has just been replaced."),
    "partMissing": N_("A part of the search index could not be loaded. There may be more than is shown."),
    "partDamaged": N_("A part of the search index is damaged. There may be more than is shown."),
    "retry": N_("Try again"),
}


# A number of each plural category that the languages of the interface have.
_EXAMPLES: Final[Mapping[str, int]] = {"one": 1, "few": 2, "many": 5, "other": 100}


def client_messages(words: Localization) -> str:
    """Return the messages by key, as JSON; one that counts has a text for each plural category of Unicode."""
    plural = words.plural
    counted = {
        "found": _forms(lambda n: plural("{number} resolution found", "{number} resolutions found", n)),
        "some": _forms(lambda n: plural("{number} more with some words", "{number} more with some words", n)),
        "notAll": _forms(
            lambda n: plural(
                "No resolution has all the words; {number} has some of them",
                "No resolution has all the words; {number} have some of them",
                n,
            )
        ),
        "shortened": _forms(
            lambda n: plural(
                "Only the first {number} word of the query counts.",
                "Only the first {number} words of the query count.",
                n,
            )
        ),
        "more": _forms(lambda n: plural("Show {number} more", "Show {number} more", n)),
    }
    texts = {key: words.text(text) for key, text in _TEXTS.items()}
    return json.dumps({**texts, **counted}, ensure_ascii=False)


def _forms(text: Callable[[int], str]) -> dict[str, str]:
    return {category: text(number) for category, number in _EXAMPLES.items()}
