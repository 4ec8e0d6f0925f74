"""The meeting that adopted an act, as far as its words tell: the kind, name, place and participants."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from svod.content.authorities import Region
from svod.content.document import Role
from svod.morphology import find_lemmas, from_locative, is_verb
from svod.text import fold

# By the lemma of the noun; of two words, by both.
_KINDS: Final = {
    "форум": "forum",
    "конференция": "conference",
    "съезд": "congress",
    "конгресс": "congress",
    "пленум": "plenum",
    "круглый стол": "round-table",
    "семинар": "seminar",
    "заседание": "session",
    "сессия": "session",
    "вебинар": "webinar",
    "собрание": "assembly",
    "ассамблея": "assembly",
    "встреча": "meeting",
    "совещание": "meeting",
}
_QUOTED = re.compile(r"[«„“\"](?=[^»”“\"]*[^\W\d_])([^«»„“”\"]*(?:[«„“][^«»„“”]*[»”“][^«»„“”]*)*)[»”“\"]")
_NEAR: Final = 60  # characters between the word for a meeting and its name
_PEOPLE: Final = r"(?:человек\w*|участник\w+|делегат\w+|педагог\w*|работник\w+|специалист\w+|представител\w+)"
_TOOK_PART = re.compile(
    rf"(?:(?:приня\w+|принима\w+)\s+участие|участвова\w+|присутствова\w+|собрал\w*|объединил\w*)"
    rf"\s+(?P<number>\d[\d\s\u00a0]*|_{{3,}})\s*(?:\w+\s+){{0,2}}{_PEOPLE}",
    re.IGNORECASE,
)
_NAME: Final = r"([А-ЯЁ][а-яё-]+(?:[\s-](?:на-)?[А-ЯЁ][\w-]+)*)"
_TOWN = re.compile(rf"\b(?:г\.|гор\.|город[еау]?|с\.|село|пос\.|пгт|п\.)\s*{_NAME}")
_BARE_TOWN = re.compile(rf"^\(?{_NAME}(?=,)|,\s*{_NAME}\)?$")
_IN_TOWN = re.compile(r"\bв\s+(?:г\.|гор\.|городе)\s*([А-ЯЁ][\w-]+(?:\s[А-ЯЁ][\w-]+)?)")


class Meeting(NamedTuple):
    """A kind of meeting, by its value in the front matter, and the word that it is printed as."""

    kind: str
    word: str
    end: int


class Attendance(NamedTuple):
    """How many took part, None where a blank was left for it, and the words that say so."""

    number: int | None
    words: str


class Town(NamedTuple):
    """A town in the nominative, the words that name it, and whether they head the act."""

    name: str
    words: str
    heads: bool


def find_meeting(texts: Iterable[str]) -> Meeting | None:
    """Return the first meeting that one of ``texts`` names, outside of quotation marks."""
    return next((meeting for text in texts for meeting in _meetings(text)), None)


def _meetings(text: str) -> Iterator[Meeting]:
    plain = _QUOTED.sub(lambda match: "\0" * len(match[0]), text)
    words = [(match[0], match.end()) for match in re.finditer(r"[^\W\d_]+", plain)]
    for at, (word, end) in enumerate(words):
        lemmas = find_lemmas(fold(word))
        pairs = {
            f"{first} {second}"
            for first in lemmas
            for second in (find_lemmas(fold(words[at + 1][0])) if at + 1 < len(words) else ())
        }
        for lemma in sorted(lemmas | pairs):
            if lemma in _KINDS:
                last = words[at + lemma.count(" ")]
                yield Meeting(_KINDS[lemma], plain[end - len(word) : last[1]], last[1])
                return


def find_name(title: str, texts: Iterable[str], others: Sequence[str]) -> str:
    """Return the name in quotation marks of the meeting: what stands near its word, or last in the title.

    ``others`` are names in quotation marks that are no meeting's, such as those of organizations. Empty where
    there is none.
    """
    taken = {fold(quoted) for other in others for quoted in _QUOTED.findall(other)}
    for text in (title, *texts):
        named = [match for match in _QUOTED.finditer(text) if fold(match[1]) not in taken]
        for meeting in _meetings(text):
            near = (match[1] for match in named if _names(text[meeting.end : match.start()]))
            name = next(near, "")
            if name:
                return name
        if text == title and named:
            return named[-1][1]
    return ""


def _names(between: str) -> bool:
    """Tell whether a name after these words is that of the meeting before them, and of no one else."""
    if len(between) > _NEAR or not between or re.search(r"[.,;:()]", between):
        return False
    words = re.findall(r"[^\W\d_]+", between)
    others = any(word.isupper() and len(word) > 1 for word in words)
    return not others and not any(is_verb(fold(word)) for word in words)


def find_attendance(texts: Iterable[str]) -> Attendance | None:
    """Return how many people took part, by the first sentence that says it exactly: not «более 300»."""
    match = next((match for text in texts if (match := _TOOK_PART.search(text))), None)
    if match is None:
        return None
    digits = re.sub(r"\D", "", match["number"])
    return Attendance(int(digits) if digits else None, match[0])


def find_town(preface: Iterable[tuple[Role, str]], texts: Iterable[str]) -> Town | None:
    """Return where it took place: the town of the heading, else the first that something happened in."""
    for role, line in preface:
        match = (_TOWN.search(line) or _BARE_TOWN.search(line)) if role is Role.PLACE else None
        if match:
            return Town(match[match.lastindex or 1], line, heads=True)
    match = next((match for text in texts if (match := _IN_TOWN.search(text))), None)
    return Town(from_locative(match[1]), match[0], heads=False) if match else None


def find_region(town: str, regions: Iterable[Region]) -> str | None:
    """Return the id of the one region that is named after ``town`` («Смоленск»: «Смоленская область»)."""
    stem = fold(town).rstrip("аяоеьйыи")
    found = {
        region.id
        for region in regions
        for name in region.names
        if stem and any(word == fold(town) or word.startswith(stem) for word in fold(name).split())
    }
    return found.pop() if len(found) == 1 else None
