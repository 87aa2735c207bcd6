"""Data set: technicians, one row each with the figures of the whole period."""

from typing import Any, Final

from analytics.columns import arrow_type, batch_of
from analytics.dataset import DataSet, Wanted
from analytics.export import Column
from analytics.figures import Figures
from analytics.kpis import KPIS
from analytics.tally import NOTHING, Tally, together

COLUMNS: Final = (
    Column("technician_id", "ID мастера"),
    Column("technician_name", "Мастер"),
    Column("completed", "Выполнено", "integer"),
    Column("revenue", "Выручка", "money"),
    Column("currency", "Валюта"),
    Column("work_seconds", "Отработано, с", "integer"),
    Column("csat", "CSAT", "share"),
    Column("csat_n", "CSAT: оценок", "integer"),
    Column("average_rating", "Средняя оценка", "number"),
    Column("average_rating_n", "Средняя оценка: оценок", "integer"),
    Column("first_time_fix", "С первого раза", "share"),
    Column("first_time_fix_n", "С первого раза: заказов", "integer"),
)
SUMS: Final = {
    "completed": "completed", "revenue": "revenue_by_technician", "work_seconds": "work_seconds",
}  # fmt: skip
SHARES: Final = ("csat", "average_rating", "first_time_fix")


def tell(figures: Figures, wanted: Wanted) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give a row for each technician with any figure, by name; orders without one come first."""
    import pyarrow as pa

    people = {who for day in wanted.days for who in figures.get(day, {})}
    rows = [_row(who, figures, wanted) for who in sorted(people, key=lambda w: _place(w, wanted))]
    arrays = {
        each.name: pa.array([row[each.name] for row in rows], arrow_type(each.type))
        for each in COLUMNS
    }
    return batch_of(COLUMNS, arrays)


def _place(who: str, wanted: Wanted) -> tuple[str, str]:
    return wanted.names.get(who, who), who


def _row(who: str, figures: Figures, wanted: Wanted) -> dict[str, Any]:
    def of(kpi: str) -> Tally:
        days = (figures.get(day, {}).get(who, {}) for day in wanted.days)
        return together(each.get(kpi, NOTHING) for each in days)

    row: dict[str, Any] = {
        "technician_id": who or None,
        "technician_name": wanted.names.get(who, who) or None,
        "currency": wanted.currency,
        **{name: of(kpi).total for name, kpi in SUMS.items()},
    }
    for name in SHARES:
        row |= {name: KPIS[name].value(of(name)), f"{name}_n": of(name).n}
    return row


DATA_SET: Final = DataSet(
    title={"ru": "Мастера", "en": "Technicians"},
    axes=("own",),
    columns=COLUMNS,
    tell=tell,
    dimension="technician",
)
