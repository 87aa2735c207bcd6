"""Data set: every counted KPI by day, and of the whole period, as the pages show it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from analytics.columns import batch_of
from analytics.dataset import DataSet, Wanted
from analytics.export import Column
from analytics.figures import Figures
from analytics.kpi import Kpi
from analytics.kpis import KPIS
from analytics.tally import NOTHING, Tally, together

UNITS: Final = {
    "orders": "шт.", "money": "деньги", "share": "доля", "seconds": "секунды",
    "rating": "оценка", "points": "баллы", "per_day": "в день",
}  # fmt: skip
COLUMNS: Final = (
    Column("day", "День", "date"),
    Column("part", "Часть", words={"day": "День", "period": "Весь период"}),
    Column("kpi", "Показатель", words={name: kpi.title["ru"] for name, kpi in KPIS.items()}),
    Column("unit", "Единица", words=UNITS),
    Column("axis", "По дате"),
    Column("value", "Значение", "number"),
    Column("amount", "Деньги", "money"),
    Column("currency", "Валюта"),
    Column("total", "Числитель", "integer"),
    Column("n", "Знаменатель", "integer"),
)


def tell(figures: Figures, wanted: Wanted) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give the figures of each day in order, then of the period; no value where no data is."""
    import pyarrow as pa

    rows = list(_rows(figures, wanted))
    values = list(zip(*rows, strict=True)) if rows else [()] * len(COLUMNS)
    types = [pa.date32(), *[pa.string()] * 4, pa.float64(), pa.int64(), pa.string()]
    types += [pa.int64(), pa.int64()]
    arrays = [pa.array(each, type_) for each, type_ in zip(values, types, strict=True)]
    return batch_of(COLUMNS, dict(zip([each.name for each in COLUMNS], arrays, strict=True)))


def _rows(figures: Figures, wanted: Wanted) -> Iterator[tuple[Any, ...]]:
    for name, kpi in KPIS.items():
        tallies = [figures.get(day, {}).get("", {}).get(name, NOTHING) for day in wanted.days]
        for day, tally in zip(wanted.days, tallies, strict=True):
            yield _row(day, "day", kpi, tally, wanted.currency)
        yield _row(None, "period", kpi, together(tallies), wanted.currency)


def _row(day: date | None, part: str, kpi: Kpi, tally: Tally, currency: str) -> tuple[Any, ...]:
    value, is_money = kpi.value(tally), kpi.unit == "money"
    amount = round(value) if is_money and value is not None else None
    shown = None if is_money or value is None else float(value)
    unit = (day, part, kpi.name, kpi.unit, kpi.axis)
    return (*unit, shown, amount, currency if is_money else None, tally.total, tally.n)


DATA_SET: Final = DataSet(
    title={"ru": "Показатели", "en": "KPIs"},
    axes=("own",),
    columns=COLUMNS,
    tell=tell,
)
