"""Who calls the demo's company: firms and regulars by name, and many of whom most call once."""

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
_MEN: Final = "Андрей Борис Вадим Глеб Денис Егор Захар Игорь Кирилл Лев Марк Олег Пётр Семён Юрий"
_WOMEN: Final = (
    "Алина Вера Галина Дарья Ева Жанна Зоя Ирина Лидия Майя Нина Полина Раиса Тамара Юлия"
)
_LAST: Final = (
    "Авдеев Быков Власов Гусев Дёмин Ершов Жуков Зимин Ильин Карпов Лапин Мухин Носов Осипов Панов "
    "Рыбин Седов Титов Уткин Фомин Хохлов Цветков Чернов Шубин Щукин Юдин Яшин Блинов Горин Котов"
)
HOUSES: Final = 81
IN_A_HOUSE: Final = 11
"""So many may call that two in five of those who do come again within a year."""
CUSTOMERS: Final = (
    *REGULARS,
    *(f"{first} {last}" for last in _LAST.split() for first in _MEN.split()),
    *(f"{first} {last}а" for last in _LAST.split() for first in _WOMEN.split()),
)[: len(REGULARS) + HOUSES * IN_A_HOUSE]


def phone_of(customer: int) -> str:
    """Give the telephone of one of CUSTOMERS."""
    if customer < len(REGULARS):
        return f"+7900000{customer:02d}{customer:02d}"
    return f"+7900000{2000 + customer}"


def caller(chance: random.Random, key: str) -> int:
    """Say who calls with an order: a third are regulars, some of them firms."""
    if chance.random() < 0.35:  # noqa: PLR2004 - a made-up share
        return chance.randrange(len(REGULARS))
    house = chance.randrange(HOUSES)
    # A chance of its own: all other stories stay what they are.
    member = random.Random(key).randrange(IN_A_HOUSE)  # noqa: S311 - demo data
    return len(REGULARS) + house * IN_A_HOUSE + member
