"""The KPIs: one file and one line each."""

from collections.abc import Mapping
from typing import Final

from analytics.kpi import Kpi
from analytics.kpis import cancelled, completed, created, revenue

KPIS: Final[Mapping[str, Kpi]] = {
    "created": created.KPI,
    "completed": completed.KPI,
    "cancelled": cancelled.KPI,
    "revenue": revenue.KPI,
}
