"""The set phrases of Russian public bodies: what stands at the joints of an act.

All functions look at bare text (``marks.bare``): without marks of emphasis, white space folded.
"""

import re
from typing import Final

from svod.content.document import Role

_LINE_LIMIT: Final = 200
_MONTHS: Final = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_DAY: Final = r"[«\"]?\s*(?:\d{1,2}(?:\s?[-–—]\s?\d{1,2})?|_+)\s*[»\"]?"
_DATED: Final = (
    rf"(?:(?:от\s+)?{_DAY}\s*(?:{_MONTHS}|_+)\s+(?:\d{{4}}|20_+)\s*(?:г\.?|года|год)?\.?"
    r"|(?:от\s+)?\d{1,2}\.\d{1,2}\.\d{4}\s*(?:г\.?|года)?)"
    r"(?:\s*(?:№|N)\s*\S+)?"
)
_TOWN: Final = r"(?:г\.|гор\.|город|с\.|село|пос\.|пгт|п\.)\s*(?-i:[А-ЯЁ])[\w.-]+(?:[ -][^\W\d_][\w.-]*){0,3}"
_DATE = re.compile(rf"\(?{_DATED}\)?", re.IGNORECASE)
_BARE_TOWN: Final = r"(?-i:[А-ЯЁ])[а-яё]+(?:[ -][^\W\d_][\w-]*){0,3}"
_PLACE = re.compile(
    rf"\(?(?:{_TOWN}(?:[,\s]+{_DATED})?|{_DATED}[,\s]+{_TOWN}|{_BARE_TOWN},\s+{_DATED}"
    rf"|{_DATED},\s+{_BARE_TOWN})\)?",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\(?(?:проект|предложения\s+(?:в|к|для)\s+проект)\b.{0,80}", re.IGNORECASE)
_DECISION = re.compile(
    r"(?:решение|решил[аио]?|решает|решают|постановил[аио]?|постановление|постановля[ею]т|рекомендации"
    r"|рекоменду[ею]т|предлага[ею]т|предложения)\s*[:.]?",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"\b(?:решил[аио]?|решае[тм]|решают|постановил[аио]?|постановля[ею][тм]|рекоменду(?:ет|ют|ем)(?:ся)?"
    r"|предлага(?:ет|ют|ем)(?:ся)?|(?:полага|счита)(?:ет|ют|ем)|обраща(?:ет|ют|ем)ся|призыва(?:ет|ют|ем)"
    r"|прос(?:ит|ят|им)|(?:необходим|целесообразн)(?:о|ым)(?=\s*:)"
    r"|(?:решение|резолюцию|рекомендации|предложения|предложениями)(?=\s*:))(?!\w)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:мы|заслушав|обсудив|рассмотрев|участники|в соответствии|на основании|в целях|во исполнение"
    r"|руководствуясь|учитывая|исходя из)\b",
    re.IGNORECASE,
)
_NOT_ADDRESSEE = re.compile(
    r"\b(?:следующ|(?<!по )вопрос|обсу[жд]|заслуша|отме[чт]|рассмотр|констатир)\w*"
    r"|^(?:основные |главные |ключевые )?(?:проблемы|выводы|итоги|цел[иь]|задач[иа]|темы?|повестка)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"таким образом|в заключение|участники .* (?:выража|благодар|увер)"
    r"|(?:(?:резолюция|решение|рекомендации|обращение|постановление) )?(?:единогласно )?принят[аоы]?\b"
    r"|(?:со)?председатель\b|секретарь\b|президиум\b|(?:оргкомитет|организационный комитет)\b",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r".{3,120}?(?:[А-ЯЁ]\. ?){2}[А-ЯЁ][а-яё-]+")
_ATTACHMENT = re.compile(r"приложение(?:\s+(?:№|N)?\s*\d+)?\b.{0,200}", re.IGNORECASE)


def role_of(text: str) -> Role:
    """Return what a line of the heading is."""
    if len(text) > _LINE_LIMIT:
        return Role.TITLE
    if _DATE.fullmatch(text):
        return Role.DATE
    if _PLACE.fullmatch(text):
        return Role.PLACE
    return Role.STATUS if _STATUS.fullmatch(text) else Role.TITLE


def is_decision(text: str) -> bool:
    """Tell whether ``text`` does nothing but announce the decision: «РЕШЕНИЕ», «РЕШИЛИ:»."""
    return _DECISION.fullmatch(text) is not None


def is_formula(text: str) -> bool:
    """Tell whether ``text`` is a sentence that leads to the decision: «… полагаем необходимым:»."""
    return text.endswith(":") and _DECIDES.search(text) is not None


def is_opening(text: str) -> bool:
    """Tell whether ``text`` begins as the first sentence of a preamble does."""
    return _OPENING.match(text) is not None


def is_closing(text: str) -> bool:
    """Tell whether ``text`` belongs below the decision: a conclusion, a vote, a signature."""
    return bool(_CLOSING.match(text) or _SIGNATURE.fullmatch(text))


def is_attachment(text: str) -> bool:
    """Tell whether ``text`` is the heading of an attachment."""
    return _ATTACHMENT.fullmatch(text) is not None


def names_no_one(text: str) -> bool:
    """Tell whether ``text`` leads to a list of something else than what is asked of an addressee."""
    return _NOT_ADDRESSEE.search(text) is not None
