"""The demo's stories: fourteen months of a small repair company, made up by a fixed seed.

What there is to be found in them: a rhythm of weekdays and hours, a slow growth, a step up when the
second van came, a summer of air conditioners, one technician whose work is often done again, and
parts that customers wait for longer lately.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from local.crowd import CUSTOMERS, caller, phone_of
from local.terms import ZONES, Money, money, priced

DAYS: Final = 425
SEED: Final = 20
FIRST_HOUR_UTC: Final = 6
# How many of a day's calls come in each hour from then on: most in the morning, few at noon.
BY_HOUR: Final = (3, 5, 6, 4, 2, 2, 3, 4, 3, 1)
# Orders a day from Monday to Sunday: repair has its weekday pattern.
BY_WEEKDAY: Final = (3.6, 3.2, 2.7, 2.6, 2.8, 1.2, 0.7)
GROWTH: Final = 0.2
"""What a year adds to the calls of a day."""
STEP_DAYS: Final = 150
STEP: Final = 1.3
"""So many days ago a second van came, and calls rose by this."""
SUMMER: Final = (6, 7, 8)
LATELY_DAYS: Final = 120
"""Since then customers wait longer for parts."""


@dataclass(frozen=True)
class Worker:
    """A technician: what they repair, how often it is done again, how long ago they came."""

    name: str
    skills: tuple[str, ...]
    redone: float = 0.02
    hired: int | None = None
    """Days ago; None for before the first order."""


TECHNICIANS: Final = (
    Worker("Иван Петров", ("холодильники", "стиральные машины")),
    Worker("Анна Волкова", ("кофемашины",)),
    Worker("Дмитрий Лебедев", ("стиральные машины", "плиты"), redone=0.12),
    Worker("Мария Кузнецова", ("телевизоры",)),
    Worker("Тимур Галиев", ("кондиционеры",), hired=STEP_DAYS),
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
COOLING: Final = ("Обслуживание кондиционера", 350_000, None)
FORGETTING_DAYS: Final = 14
"""Of these last days some orders are still not done, though their time is over."""
PRIORITIES: Final = ("normal", "normal", "normal", "normal", "high", "low", "urgent")
CAUSES: Final = ("workmanship", "workmanship", "other", None)
"""Why work is done again, as far as anybody tells; where a part was put in, it may have failed."""
PART_FAILED: Final = ("part_failure", "part_failure", "part_failure")
SOURCES: Final = ("phone", "phone", "phone", "site", "site", "web")


@dataclass(frozen=True)
class Step:
    """One move of a story."""

    at: datetime
    to: str
    fields: dict[str, Any] = field(default_factory=dict)
    technician: int | None = None


@dataclass(frozen=True)
class Story:
    """One order from its creation on; `rework_of` is the key of the story that it repairs."""

    key: str
    at: datetime
    body: dict[str, Any]
    steps: tuple[Step | Money, ...]
    rework_of: str | None = None


def stories(now: datetime) -> Iterator[Story]:
    """Tell the orders of the last months, oldest first; the same for the same day."""
    chance = random.Random(SEED)  # noqa: S311 - demo data, not a secret
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    told: list[Story] = []
    for back in range(DAYS, -1, -1):
        day = midnight - timedelta(days=back)
        moments = sorted(_moment(chance, day) for _ in range(_count(chance, day, back)))
        for number, at in enumerate(moments):
            story, who = _story(chance, f"demo-{day:%Y%m%d}-{number}", at, back)
            if chance.random() < 0.15 and back < FORGETTING_DAYS:  # noqa: PLR2004 - a made-up share
                story = replace(story, steps=story.steps[: chance.choice((0, 1, 1, 2))])
            told.append(story)
            if again := _again(chance, story, who):
                told.append(again)
    past = (_until(story, now) for story in told if story.at < now)
    yield from sorted(past, key=lambda story: story.at)


def _count(chance: random.Random, day: datetime, back: int) -> int:
    expected = BY_WEEKDAY[day.weekday()] * (1 + GROWTH * (DAYS - back) / 365)
    expected *= STEP if back < STEP_DAYS else 1
    expected *= 1.15 if day.month in SUMMER else 1
    return int(expected * chance.uniform(0.6, 1.4) + chance.random())


def _moment(chance: random.Random, day: datetime) -> datetime:
    (hour,) = chance.choices(range(len(BY_HOUR)), BY_HOUR)
    return day + timedelta(hours=FIRST_HOUR_UTC + hour, minutes=chance.randrange(60))


def _story(chance: random.Random, key: str, at: datetime, back: int) -> tuple[Story, int]:
    hot = at.month in SUMMER and chance.random() < 0.25  # noqa: PLR2004 - a made-up share
    title, work, part = COOLING if hot else chance.choice(JOBS)
    customer = caller(chance, key)
    items = [{"kind": "service", "name": title, "qty": "1", "unit_price": work}]
    if part and chance.random() < 0.7:  # noqa: PLR2004 - a made-up share
        items.append({"kind": "part", "name": part[0], "qty": "1", "unit_price": part[1]})
    type_ = "warranty" if chance.random() < 0.08 else "paid"  # noqa: PLR2004 - a made-up share
    who, source = _who(chance, back), chance.choice(SOURCES)
    body = {
        "title": title,
        "type": type_,
        "customer": {"name": CUSTOMERS[customer], "phone": phone_of(customer)},
        "priority": chance.choice(PRIORITIES),
        "source": source,
        **({"external_id": key} if source == "site" else {}),
        "zone": chance.choice(ZONES[who % len(ZONES)]),
        **priced(chance, CUSTOMERS[customer], type_, items),
    }
    return Story(key, at, body, tuple(_steps(chance, at, who, back))), who


def _who(chance: random.Random, back: int) -> int:
    there = [n for n, each in enumerate(TECHNICIANS) if each.hired is None or back < each.hired]
    return chance.choice(there)


def _steps(chance: random.Random, at: datetime, who: int, back: int) -> Iterator[Step | Money]:
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
        yield Step(at, "on_hold", {"hold_reason": chance.choice(("parts", "parts", "customer"))})
        slow = 2 if back < LATELY_DAYS else 1
        at += timedelta(hours=chance.randrange(20, 60) * slow)
        yield Step(at, "in_progress")
    at += timedelta(minutes=chance.randrange(25, 180))
    yield from _end(chance, at)


def _end(chance: random.Random, at: datetime) -> Iterator[Step | Money]:
    """Tell how it was completed, perhaps reopened once, paid and closed."""
    yield Step(at, "completed", {"outcome": chance.choice(("resolved",) * 6 + ("partly",))})
    if chance.random() < 0.03:  # noqa: PLR2004 - a made-up share
        at += timedelta(hours=chance.randrange(4, 90))
        yield Step(at, "in_progress", {"reason": "Клиент: неисправность вернулась"})
        at += timedelta(minutes=chance.randrange(30, 150))
        yield Step(at, "completed", {"outcome": "resolved"})
    paid = money(chance, at)
    yield from paid
    at += timedelta(hours=chance.randrange(30, 70))
    yield Step(at, "closed")


def _again(chance: random.Random, story: Story, who: int) -> Story | None:
    """Tell of the same work done once more, free of charge, where the first time was not enough."""
    done = [each.at for each in story.steps if isinstance(each, Step) and each.to == "completed"]
    if not done or chance.random() >= TECHNICIANS[who].redone:
        return None
    later = done[-1] + timedelta(days=chance.randrange(2, 30))
    at = _moment(chance, later.replace(hour=0, minute=0, second=0, microsecond=0))
    items = [{**line, "discount_percent": "100"} for line in story.body["items"]]
    key = f"{story.key}-again"
    body = {**story.body, "type": "warranty", "items": items, "source": "phone"}
    body.pop("external_id", None)
    steps = (each for each in _steps(chance, at, who, DAYS) if isinstance(each, Step))
    cause = _cause(key, items)
    return Story(key, at, body, tuple(_explained(each, cause) for each in steps), story.key)


def _cause(key: str, items: list[dict[str, Any]]) -> str | None:
    has_part = any(line["kind"] == "part" for line in items)
    # A chance of its own: all other stories stay what they are.
    return random.Random(key).choice(CAUSES + (PART_FAILED if has_part else ()))  # noqa: S311 - demo data


def _explained(step: Step, cause: str | None) -> Step:
    """Tell why it was done again where that is known: at the end of the visit."""
    if step.to != "completed" or cause is None:
        return step
    return replace(step, fields={**step.fields, "rework_cause": cause})


def _until(story: Story, now: datetime) -> Story:
    return replace(story, steps=tuple(step for step in story.steps if step.at < now))
