"""Data set: every KPI by day, and of the whole period, as the pages show it.

Counted ones tell both parts of their value; derived ones, reckoned when the file is written, their
value and of how much it is. What `n` counts stands beside it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from analytics.columns import batch_of
from analytics.dataset import DataSet, Reckoned, Wanted
from analytics.export import Column
from analytics.figures import Figures
from analytics.kpi import Kpi
from analytics.kpis import DERIVED, KPIS
from analytics.tally import NOTHING, Tally, together

UNITS: Final = {
    "orders": "шт.", "money": "деньги", "share": "доля", "seconds": "секунды",
    "rating": "оценка", "points": "баллы", "per_day": "в день",
}  # fmt: skip
COUNTS: Final = {
    "orders": "заказы", "completions": "выполнения", "visits": "визиты", "payments": "платежи",
    "lines": "строки заказов", "ratings": "оценки", "answers": "отзывы", "requests": "запросы",
    "customers": "клиенты", "technician_days": "человеко-дни",
    "available_seconds": "секунды по графику",
}  # fmt: skip
WORDS: Final = {name: kpi.title["ru"] for each in (KPIS, DERIVED) for name, kpi in each.items()}
COLUMNS: Final = (
    Column("day", "День", "date"),
    Column("part", "Часть", words={"day": "День", "period": "Весь период"}),
    Column("kpi", "Показатель", words=WORDS),
    Column("unit", "Единица", words=UNITS),
    Column("axis", "По дате"),
    Column("value", "Значение", "number"),
    Column("amount", "Деньги", "money"),
    Column("currency", "Валюта"),
    Column("total", "Числитель", "integer"),
    Column("n", "Знаменатель", "integer"),
    Column("counts", "Что в знаменателе", words=COUNTS),
)


def tell(figures: Figures, wanted: Wanted) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give the figures of each day in order, then of the period; no value where no data is."""
    import pyarrow as pa

    rows = list(_rows(figures, wanted))
    values = list(zip(*rows, strict=True)) if rows else [()] * len(COLUMNS)
    types = [pa.date32(), *[pa.string()] * 4, pa.float64(), pa.int64(), pa.string()]
    types += [pa.int64(), pa.int64(), pa.string()]
    arrays = [pa.array(each, type_) for each, type_ in zip(values, types, strict=True)]
    return batch_of(COLUMNS, dict(zip([each.name for each in COLUMNS], arrays, strict=True)))


def _rows(figures: Figures, wanted: Wanted) -> Iterator[tuple[Any, ...]]:
    for name, kpi in KPIS.items():
        tallies = [figures.get(day, {}).get("", {}).get(name, NOTHING) for day in wanted.days]
        for day, tally in zip(wanted.days, tallies, strict=True):
            yield _row(day, "day", kpi, tally, wanted.currency)
        yield _row(None, "period", kpi, together(tallies), wanted.currency)
    yield from map(_derived, wanted.reckoned)


def _row(day: date | None, part: str, kpi: Kpi, tally: Tally, currency: str) -> tuple[Any, ...]:
    value, is_money = kpi.value(tally), kpi.unit == "money"
    amount = round(value) if is_money and value is not None else None
    shown = None if is_money or value is None else float(value)
    unit = (day, part, kpi.name, kpi.unit, kpi.axis)
    return (*unit, shown, amount, currency if is_money else None, tally.total, tally.n, kpi.counts)


def _derived(told: Reckoned) -> tuple[Any, ...]:
    kpi, part = DERIVED[told.kpi], "day" if told.day else "period"
    unit = (told.day, part, kpi.name, kpi.unit, kpi.axis)
    return (*unit, told.value, None, None, None, told.n, kpi.counts)


DATA_SET: Final = DataSet(
    title={"ru": "Показатели", "en": "KPIs"},
    axes=("own",),
    columns=COLUMNS,
    tell=tell,
    reckons=True,
)
