"""The days of a period as plain numbers, straight from the pages: what tests compare with."""

from datetime import date
from typing import Any

from analytics import wiring
from analytics.kpi import Kpi
from analytics.kpis import KPIS
from analytics.period import Period
from analytics.tally import NOTHING, Tally
from shared.clock import text


def daily(first: str, last: str) -> dict[str, Any]:
    """Give every counted KPI of every day, and the newest change that they hold."""
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    state, figures = wiring.insights().pages.figures(period)
    found = [(day, figures.get(day, {}).get("", {})) for day in period.days]
    items = [
        {
            "day": day.isoformat(),
            **{name: _value(kpi, tallies.get(name, NOTHING)) for name, kpi in KPIS.items()},
        }
        for day, tallies in found
    ]
    return {"watermark": state.watermark and text(state.watermark), "items": items}


def _value(kpi: Kpi, tally: Tally) -> Any:
    """Give a figure; a sum of money as files and manifests tell it."""
    value = kpi.value(tally)
    is_money = kpi.unit == "money" and kpi.shape == "sum"
    return {"amount": value, "currency": "RUB"} if is_money else value
