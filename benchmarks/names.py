"""The invented bodies, topics and addressees of benchmark sites: 40, 30 and 25 of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """An entry of an authority file; ``aliases`` of an addressee are its datives, as acts print them."""

    id: str
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()


_BODIES: Final = {
    "teachers": ("Ассоциация учителей", "Ассоциация педагогов"),
    "mentors": ("Союз наставников", "Собрание наставников"),
    "parents": ("Совет родительской общественности", "Родительский совет"),
    "youth": ("Молодёжный парламент", "Молодёжная палата"),
    "veterans": ("Совет ветеранов труда", "Ветеранский совет"),
    "institute": ("Институт развития образования", "Институт повышения квалификации"),
    "library": ("Библиотечное общество", "Общество библиотекарей"),
    "museum": ("Союз школьных музеев", "Музейный союз"),
}
_REGIONS: Final = {
    "zarechye": "Зареченской области",
    "lesogorye": "Лесогорского края",
    "priozerye": "Приозёрского края",
    "belorechye": "Белореченской области",
    "polesye": "Верхнеполесской области",
}
ORGANIZATIONS: Final[Sequence[Name]] = [
    Name(id=f"{body}-{region}", name=f"{name} {genitive}", aliases=(f"{alias} {genitive}",))
    for body, (name, alias) in _BODIES.items()
    for region, genitive in _REGIONS.items()
]

_TOPICS: Final = {
    "mentorship": "Наставничество",
    "upbringing": "Воспитание",
    "patriotism": "Патриотизм",
    "youth": "Молодёжь",
    "volunteering": "Добровольчество",
    "labour": "Рабочие профессии",
    "teachers": "Учительские кадры",
    "clubs": "Кружки и студии",
    "partnership": "Партнёрство школ",
    "family": "Семья и детство",
    "inclusion": "Инклюзия",
    "health": "Здоровый образ жизни",
    "sport": "Физкультура и спорт",
    "ecology": "Экология",
    "local-history": "Краеведение",
    "museums": "Школьные музеи",
    "libraries": "Чтение и библиотеки",
    "digital": "Цифровая грамотность",
    "science": "Научное творчество",
    "arts": "Художественное творчество",
    "languages": "Родные языки",
    "villages": "Сельская школа",
    "boarding": "Интернаты",
    "kindergartens": "Детские сады",
    "colleges": "Колледжи",
    "safety": "Безопасность детей",
    "camps": "Летний отдых",
    "meals": "Школьное питание",
    "traffic": "Дорожная грамотность",
    "media": "Школьная пресса",
}
TOPICS: Final[Sequence[Name]] = [Name(id=key, name=name) for key, name in _TOPICS.items()]

_ADDRESSEES: Final = {
    "government": ("regional", "Правительство области", "Правительству области"),
    "education": ("regional", "Департамент образования", "Департаменту образования"),
    "culture": ("regional", "Департамент культуры", "Департаменту культуры"),
    "sport": ("regional", "Департамент спорта", "Департаменту спорта"),
    "labour": ("regional", "Департамент занятости", "Департаменту занятости"),
    "health": ("regional", "Департамент здравоохранения", "Департаменту здравоохранения"),
    "ministry": ("federal", "Министерство просвещения", "Министерству просвещения"),
    "science": ("federal", "Министерство науки", "Министерству науки"),
    "districts": ("municipal", "Администрации районов", "Администрациям районов"),
    "cities": ("municipal", "Администрации городов", "Администрациям городов"),
    "villages": ("municipal", "Сельские поселения", "Сельским поселениям"),
    "institutes": ("institute", "Методические центры", "Методическим центрам"),
    "universities": ("institute", "Педагогические вузы", "Педагогическим вузам"),
    "schools": ("school", "Школы", "Школам"),
    "lyceums": ("school", "Гимназии и лицеи", "Гимназиям и лицеям"),
    "boarding": ("school", "Школы-интернаты", "Школам-интернатам"),
    "kindergartens": ("school", "Детские сады", "Детским садам"),
    "colleges": ("school", "Колледжи и техникумы", "Колледжам и техникумам"),
    "clubs": ("school", "Дома творчества", "Домам творчества"),
    "music": ("school", "Музыкальные школы", "Музыкальным школам"),
    "branches": ("branch", "Местные отделения", "Местным отделениям"),
    "members": ("member", "Члены собрания", "Членам собрания"),
    "parents": ("other", "Родительские комитеты", "Родительским комитетам"),
    "libraries": ("other", "Районные библиотеки", "Районным библиотекам"),
    "press": ("other", "Редакции газет", "Редакциям газет"),
}
ADDRESSEES: Final[Sequence[Name]] = [
    Name(id=key, name=name, kind=kind, aliases=(dative,)) for key, (kind, name, dative) in _ADDRESSEES.items()
]
