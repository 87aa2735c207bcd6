"""Who calls the demo's company: some firms and regulars by name, and many who call seldom."""

import random
from typing import Final

REGULARS: Final = (
    "Ольга Соколова",
    "ИП Сидоров",
    "ТСЖ «Заря»",
    "Сергей Морозов",
    "Кафе «Пристань»",
    "Наталья Зайцева",
    "ООО «Вектор»",
    "Павел Орлов",
    "Елена Новикова",
    "Школа № 12",
    "Алексей Смирнов",
    "Ксения Белова",
    "Гостиница «Север»",
    "Роман Киселёв",
    "Светлана Егорова",
)
_FIRST: Final = ("Андрей", "Борис", "Вадим", "Глеб", "Денис", "Игорь", "Кирилл", "Лев", "Марк")
_LAST: Final = ("Авдеев", "Быков", "Гусев", "Жуков", "Ильин", "Лапин", "Носов", "Рыбин", "Фомин")
MOST: Final = 96
"""Telephones of the demo are told apart by two digits."""
CUSTOMERS: Final = (
    *REGULARS,
    *(f"{first} {last}" for last in _LAST for first in _FIRST),
)[:MOST]


def phone_of(customer: int) -> str:
    """Give the telephone of one of CUSTOMERS."""
    return f"+7900000{customer:02d}{customer:02d}"


def caller(chance: random.Random) -> int:
    """Say who calls: a third of the calls come from regulars, some of them firms."""
    if chance.random() < 0.35:  # noqa: PLR2004 - a made-up share
        return chance.randrange(len(REGULARS))
    return chance.randrange(len(REGULARS), len(CUSTOMERS))
