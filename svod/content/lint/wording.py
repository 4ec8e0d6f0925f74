"""Words that are not what they look like, or stand twice."""

import re
from collections.abc import Iterator
from itertools import compress, islice
from operator import eq
from typing import Final

from svod.content.act import ParsedAct
from svod.content.authorities import Authorities
from svod.content.document import walk
from svod.content.lint.finding import Finding, Places, lines_at, plain

_LATIN: Final = "AaBCcEeHKkMmOoPpTXxy"
_CYRILLIC: Final = "АаВСсЕеНКкМмОоРрТХху"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC + "ІУ", _LATIN + "IY")
_MIXED = re.compile(r"(?<!\w)(?=\w*[а-яёА-ЯЁіІ])(?=\w*[a-zA-Z])[^\W\d_]+(?!\w)")
# A Latin letter beside one that is not: there is one in every word of mixed script.
_MEETING = re.compile(r"[a-zA-Z](?:(?=[^\W\d_a-zA-Z])|(?<=[^\W\d_a-zA-Z].))")
# «SMSкой», «PRщик»: an ending is put to a foreign word on purpose.
_INFLECTED = re.compile(r"[a-zA-Z]*[bdf-jlnq-wzDFGIJLNQRSU-WYZ][a-zA-Z]*[а-яё]+")
# Words that are said twice on purpose, and letters, which stand for something.
_TWICE: Final = (
    "что то все всё да нет ну так там тут вот чуть еле едва давно далеко только много мало очень долго быстро"
    " скоро вновь снова крепко тихо его её ее их того той тем которые который"
)
_SAID_TWICE: Final = frozenset(_TWICE.split())


def find_mixed_script(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A word has Cyrillic and Latin letters: it looks right and is never found.

    The repaired word is in the script that most of its letters have, where those of the other one have
    their like in it.
    """
    body = act.body
    for number, line in lines_at((match.start() for match in _MEETING.finditer(body)), body, act.body_line):
        for match in _MIXED.finditer(plain(line)):
            word = match[0]
            if not _INFLECTED.fullmatch(word):
                letters = "".join(dict.fromkeys(letter for letter in word if letter.isascii()))
                values = {"word": word, "letters": letters, "suggestion": repaired(word)}
                yield "", act.source.diagnose("mixed-script", number, match.start() + 1, **values)


def repaired(word: str) -> str | None:
    """Return a word of mixed script in one, None where a letter has no like in the other script."""
    cyrillic, latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    if latin.isascii() and (_has_latin(cyrillic) or 2 * sum(map(str.isascii, word)) > len(word)):
        return latin
    return None if _has_latin(cyrillic) else cyrillic


def _has_latin(word: str) -> bool:
    return any(map(str.isascii, word))


def find_doubled_words(act: ParsedAct, _: Authorities) -> Iterator[Finding]:
    """A word stands twice («по по»), at the end of a line and the beginning of the next one too.

    What is said twice on purpose («что, что»; «то то», «чуть чуть»), numbers, names («Ли Ли»), words in two
    cells of a table and at the end of a paragraph and the beginning of the next are no fault.
    """
    words = act.body.lower().split()
    twice = set(compress(words, map(eq, words, islice(words, 1, None))))
    for word in twice:
        if word.isalpha() and word not in _SAID_TWICE and not word.isascii():
            yield from _find_doubled(act, word)


def _find_doubled(act: ParsedAct, word: str) -> Iterator[Finding]:
    lines, places = act.source.text.split("\n"), Places(act)
    begins = {node.line for node in (*act.document.preface, *walk(act.document.blocks))}
    for match in re.finditer(rf"(?<!\S)({word})(?=\s+({word})(?!\S))", act.body, re.IGNORECASE):
        line, column = places.at(match.start(2))
        if line in begins and lines[line - 1].lstrip().startswith(match[2]):
            continue
        if not match[2][0].isupper():
            yield "", act.source.diagnose("doubled-word", line, column, word=match[1])
