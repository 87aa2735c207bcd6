"""The demo's stories: two months of a small repair company, made up by a fixed seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from local.terms import Money, money, priced

DAYS: Final = 60
SEED: Final = 20
FIRST_HOUR_UTC: Final = 6
LAST_HOUR_UTC: Final = 16
# Orders a day from Monday to Sunday: repair has its weekday pattern.
BY_WEEKDAY: Final = (4, 4, 3, 3, 3, 1, 1)

TECHNICIANS: Final = (
    ("Иван Петров", ("холодильники", "стиральные машины")),
    ("Анна Волкова", ("кофемашины",)),
    ("Дмитрий Лебедев", ("стиральные машины", "плиты")),
    ("Мария Кузнецова", ("телевизоры",)),
    ("Тимур Галиев", ("кондиционеры",)),
)
CUSTOMERS: Final = (
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
# What is to be done, what the work costs, and a part with its price, in kopecks.
JOBS: Final = (
    ("Не морозит холодильник", 250_000, ("Компрессор", 890_000)),
    ("Стиральная машина не сливает воду", 180_000, ("Сливной насос", 210_000)),
    ("Замена подшипника барабана", 420_000, ("Подшипник", 160_000)),
    ("Чистка кофемашины", 220_000, None),
    ("Плита не включается", 190_000, ("Переключатель", 95_000)),
    ("Телевизор без изображения", 240_000, ("Подсветка", 280_000)),
    ("Обслуживание кондиционера", 350_000, None),
    ("Посудомоечная машина течёт", 200_000, ("Уплотнитель", 70_000)),
    ("Установка стиральной машины", 300_000, None),
)
FORGETTING_DAYS: Final = 14
"""Of these last days some orders are still not done, though their time is over."""
PRIORITIES: Final = ("normal", "normal", "normal", "normal", "high", "low", "urgent")


@dataclass(frozen=True)
class Step:
    """One move of a story."""

    at: datetime
    to: str
    fields: dict[str, Any] = field(default_factory=dict)
    technician: int | None = None


@dataclass(frozen=True)
class Story:
    """One order from its creation on."""

    key: str
    at: datetime
    body: dict[str, Any]
    steps: tuple[Step | Money, ...]


def phone_of(customer: int) -> str:
    """Give the telephone of one of CUSTOMERS."""
    return f"+7900000{customer:02d}{customer:02d}"


def stories(now: datetime) -> Iterator[Story]:
    """Tell the orders of the last days, oldest first; the same for the same day."""
    chance = random.Random(SEED)  # noqa: S311 - demo data, not a secret
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for back in range(DAYS, -1, -1):
        day = midnight - timedelta(days=back)
        count = max(0, BY_WEEKDAY[day.weekday()] + chance.choice((-1, 0, 0, 0, 1)))
        moments = sorted(_moment(chance, day) for _ in range(count))
        for number, at in enumerate(moments):
            story = _story(chance, f"demo-{day:%Y%m%d}-{number}", at)
            if chance.random() < 0.15 and back < FORGETTING_DAYS:  # noqa: PLR2004 - a made-up share
                story = replace(story, steps=story.steps[: chance.choice((0, 1, 1, 2))])
            if at < now:
                yield _until(story, now)


def _moment(chance: random.Random, day: datetime) -> datetime:
    minute = chance.randrange(FIRST_HOUR_UTC * 60, LAST_HOUR_UTC * 60)
    return day + timedelta(minutes=minute)


def _story(chance: random.Random, key: str, at: datetime) -> Story:
    title, work, part = chance.choice(JOBS)
    customer = chance.randrange(len(CUSTOMERS))
    items = [{"kind": "service", "name": title, "qty": "1", "unit_price": work}]
    if part and chance.random() < 0.7:  # noqa: PLR2004 - a made-up share
        items.append({"kind": "part", "name": part[0], "qty": "1", "unit_price": part[1]})
    type_ = "warranty" if chance.random() < 0.08 else "paid"  # noqa: PLR2004 - a made-up share
    body = {
        "title": title,
        "type": type_,
        "customer": {"name": CUSTOMERS[customer], "phone": phone_of(customer)},
        "priority": chance.choice(PRIORITIES),
        "external_id": key,
        "source": "phone",
        **priced(chance, CUSTOMERS[customer], type_, items),
    }
    return Story(key, at, body, tuple(_steps(chance, at)))


def _steps(chance: random.Random, at: datetime) -> Iterator[Step | Money]:
    who = chance.randrange(len(TECHNICIANS))
    at += timedelta(minutes=chance.randrange(10, 180))
    if chance.random() < 0.07:  # noqa: PLR2004 - a made-up share
        by = chance.choice(("customer", "company"))
        yield Step(at, "cancelled", {"reason": "Клиент передумал", "cancelled_by": by})
        return
    start = at + timedelta(hours=chance.randrange(2, 40))
    window = {"scheduled_start": start, "scheduled_end": start + timedelta(hours=2)}
    yield Step(at, "scheduled", window, who)
    at = start + timedelta(minutes=chance.randrange(-20, 40))
    if chance.random() < 0.4:  # noqa: PLR2004 - a made-up share
        yield Step(at, "en_route")
        at += timedelta(minutes=chance.randrange(15, 70))
    yield Step(at, "in_progress")
    if chance.random() < 0.15:  # noqa: PLR2004 - a made-up share
        at += timedelta(minutes=30)
        yield Step(at, "on_hold", {"hold_reason": "parts"})
        at += timedelta(hours=chance.randrange(20, 60))
        yield Step(at, "in_progress")
    at += timedelta(minutes=chance.randrange(25, 180))
    yield Step(at, "completed", {"outcome": chance.choice(("resolved",) * 6 + ("partly",))})
    yield from money(chance, at)
    at += timedelta(hours=chance.randrange(30, 70))
    yield Step(at, "closed")


def _until(story: Story, now: datetime) -> Story:
    return replace(story, steps=tuple(step for step in story.steps if step.at < now))
