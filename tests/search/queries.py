"""Queries of all kinds, made of the words of any built site."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from svod.search.layout import switch_layout
from svod.search.reading import Index

Chance = random.Random


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a site as they stand in its acts, some of them in a row."""

    texts: tuple[tuple[str, ...], ...]

    def one(self, chance: Chance, longest: bool = False) -> str:
        text = chance.choice(self.texts)
        return max(text, key=len) if longest else chance.choice(text)

    def row(self, chance: Chance, number: int) -> list[str]:
        text = chance.choice(self.texts)
        start = chance.randrange(max(1, len(text) - number))
        return list(text[start : start + number])

    def some(self, chance: Chance, number: int) -> list[str]:
        return [self.one(chance) for _ in range(number)]

    def hyphenated(self, chance: Chance) -> str:
        return chance.choice([word for text in self.texts for word in text if "-" in word] or ["онлайн-курс"])

    def number(self, chance: Chance) -> str:
        numbers = [word for text in self.texts for word in text if word[:1].isdigit()]
        return chance.choice(numbers or ["2022"])


def read_words(index: Index) -> Words:
    texts = [
        tuple(re.findall(r"\w+(?:[-./]\w+)*", text))
        for document in range(index.documents)
        for _, text, *_ in index.fragment(document).passages
    ]
    return Words(tuple(text for text in texts if len(text) > 3))


def _misspelt(word: str, chance: Chance) -> str:
    at = chance.randrange(len(word))
    way = chance.randrange(4)
    if way == 0:
        return word[:at] + word[at + 1 :]
    if way == 1:
        return word[:at] + chance.choice("абвгдежзиклмн") + word[at:]
    if way == 2:
        return word[:at] + chance.choice("опрстуфхцчшщ") + word[at + 1 :]
    return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def _other_form(word: str, chance: Chance) -> str:
    return word[: max(3, len(word) - 2)] + chance.choice(["", "а", "ом", "ами", "ого", "ый", "ые"])


KINDS: dict[str, Callable[[Words, Chance], str]] = {
    "a word": lambda w, c: w.one(c),
    "another form": lambda w, c: _other_form(w.one(c), c),
    "capitals": lambda w, c: w.one(c).upper(),
    "with ё": lambda w, c: w.one(c).replace("е", "ё"),
    "two words": lambda w, c: " ".join(w.some(c, 2)),
    "two words in a row": lambda w, c: " ".join(w.row(c, 2)),
    "two words turned round": lambda w, c: " ".join(reversed(w.row(c, 2))),
    "four words in a row": lambda w, c: " ".join(w.row(c, 4)),
    "six words in other forms": lambda w, c: " ".join(_other_form(word, c) for word in w.row(c, 6)),
    "a repeated word": lambda w, c: " ".join([w.one(c)] * 2),
    "a function word between": lambda w, c: f"{w.one(c)} {c.choice(['и', 'в', 'для', 'не'])} {w.one(c)}",
    "function words only": lambda _, c: " ".join(c.sample(["и", "в", "для", "не", "что", "№"], 2)),
    "an excluded word": lambda w, c: f"{w.one(c)} -{w.one(c)}",
    "an excluded hyphenated word": lambda w, c: f"{w.one(c)} \u2212{'-'.join(w.some(c, 2))}",
    "an excluded word of parts": lambda w, c: f"{' '.join(w.row(c, 2))} резолюция -{w.hyphenated(c)}",
    "a word of parts": lambda w, c: w.hyphenated(c),
    "only excluded": lambda w, c: f"-{w.one(c)}",
    "an excluded phrase": lambda w, c: f"{w.one(c)} -«{' '.join(w.row(c, 2))}»",
    "a phrase": lambda w, c: f"«{' '.join(w.row(c, c.choice([1, 2, 3])))}»",
    "a straight phrase": lambda w, c: f'"{" ".join(w.row(c, 2))}" {w.one(c)}',
    "two phrases": lambda w, c: f"„{' '.join(w.row(c, 2))}“ “{w.one(c)}”",
    "a phrase that is not there": lambda w, c: f"«{' '.join(w.some(c, 2))}»",
    "an open phrase": lambda w, c: f"«{' '.join(w.row(c, 2))}",
    "a hyphenated word": lambda w, c: "-".join(w.some(c, 2)),
    "joined": lambda w, c: "".join(w.some(c, 2)),
    "a number": lambda w, c: w.number(c),
    "a number and a word": lambda w, c: f"{w.one(c)} {w.number(c)}",
    "a date": lambda _, c: f"{c.randrange(1, 29)}.0{c.randrange(1, 9)}.20{c.randrange(10, 25)}",
    "a law": lambda _, c: f"№ {c.randrange(1, 300)}-ФЗ",
    "a misspelt word": lambda w, c: _misspelt(w.one(c, longest=True), c),
    "twice misspelt": lambda w, c: _misspelt(_misspelt(w.one(c, longest=True), c), c),
    "a misspelt word among others": lambda w, c: f"{w.one(c)} {_misspelt(w.one(c, longest=True), c)}",
    "a misspelt part": lambda w, c: f"{w.one(c)}-{_misspelt(w.one(c, longest=True), c)}",
    "another layout": lambda w, c: switch_layout(w.one(c)),
    "another layout, two words": lambda w, c: switch_layout(" ".join(w.row(c, 2))),
    "another layout and a word": lambda w, c: f"{switch_layout(w.one(c))} {w.one(c)}",
    "a Latin word as Russian keys": lambda _, c: switch_layout(c.choice(["stem", "index", "forum"])),
    "a beginning": lambda w, c: w.one(c, longest=True)[: c.randint(3, 7)],
    "a beginning and a word": lambda w, c: f"{w.one(c)} {w.one(c, longest=True)[: c.randint(2, 6)]}",
    "unknown": lambda w, c: f"{w.one(c)} ыыыщщщ {c.choice(['xyzzy', 'абвгдеж'])}",
    "punctuation": lambda w, c: c.choice([",", ".", ";", "!"]).join(w.some(c, 2)) + c.choice(".,!?…"),
    "many words": lambda w, c: " ".join(w.some(c, 30)),
    "signs of lunr": lambda w, c: f"+{w.one(c)} title:{w.one(c)} {w.one(c)}~1 {w.one(c)[:3]}* ^{w.one(c)}^2",
}

PECULIAR = [
    "",
    " ",
    "\t\n",
    "-",
    "--",
    "«»",
    '"',
    '""" "',
    "- -",
    "«____»",
    "№",
    "и",
    "-и",
    "\x00",
    "воспи\x00тание \x1b[31mдетей\x07",
    "воспи\u00adтание",
    "воспи\ufeffтание",
    "воспи\u200bтание де\u0301тей",
    "воспитание\x85детей\u2028школа\u3000форум",
    "\ud800",
    "\udfff воспитание \ud83d",
    "воспитание😀детей",
    "😀" * 1_500 + " воспитание",
    "воспитание " * 1_000,
    "в" * 10_000,
    "а-" * 20 + "воспитание",
    "(-дети) (дети -школы",
    "дети -«патриотического воспитания»",
    "о'нил д’артаньян",
    "constructor __proto__ toString hasOwnProperty",
    "İstanbul STRASSE ß ΣΟΦΟΣ",
    "ljirjkmyjt j,hfpjdfybt",
    "djcgbnfybt,ltntq",
    "[jhjibq",
    "1/2 12:30 2015–2016 23.08.2022г",
    "23.08",
    "20",
    "онлайн-",
    "-онлайн-курс форум",
    "работа рабта шкл школа",
    "%s {words} %(a)s",
]
