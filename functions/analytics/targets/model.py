"""Which KPIs can have a target, within which bounds, and the targets that are set. Frozen, pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from analytics.derived import DerivedKpi
from analytics.kpi import Better, Kpi, Unit
from analytics.kpis import DERIVED, KPIS

Number = int | float
Per = Literal["month"]
YEAR_S: Final = 366 * 86_400
BOUNDS: Final[Mapping[Unit, tuple[Number, Number]]] = {
    "orders": (0, 10_000_000),
    "money": (0, 10**15),
    "share": (0, 1),
    "seconds": (60, YEAR_S),
    "rating": (1, 5),
    "points": (-1, 1),
    "per_day": (0, 1_000),
}
"""The least and the most that a target may be, in the unit of the figure on the wire."""
MOST: Final[Mapping[str, Number]] = {"ces": 7}
"""The most of those whose scale is another than that of their unit."""
WHOLE: Final[frozenset[Unit]] = frozenset({"orders", "money", "seconds"})
"""Units that have no parts."""
ADDED: Final = frozenset({"count", "sum"})


@dataclass(frozen=True)
class Aim:
    """A KPI that can have a target: one of which it is known whether more or less is good.

    What adds up day by day has a target for a whole month; what does not (shares, medians, means,
    what stands open) has one for any period.
    """

    kpi: str
    unit: Unit
    better: Better
    per: Per | None

    @property
    def low(self) -> Number:
        """The least that the target may be."""
        return BOUNDS[self.unit][0]

    @property
    def high(self) -> Number:
        """The most that the target may be."""
        return MOST.get(self.kpi, BOUNDS[self.unit][1])


class KpiTargets(BaseModel):
    """The targets that are set, by KPI, each in the unit of its figure on the wire."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int = 0
    targets: dict[str, int | float] = {}
    updated_at: datetime | None = None
    updated_by: str = ""


@cache
def aims() -> Mapping[str, Aim]:
    """Give all KPIs that can have a target, in the order in which they are listed."""
    everything: list[Kpi | DerivedKpi] = [*KPIS.values(), *DERIVED.values()]
    return {kpi.name: _aim(kpi) for kpi in everything if kpi.better != "neither"}


def differences(before: Mapping[str, Number], after: Mapping[str, Number]) -> dict[str, Any]:
    """Tell what changed by KPI, for the record; None where there is no target."""
    return {
        kpi: {"from": before.get(kpi), "to": after.get(kpi)}
        for kpi in sorted(before.keys() | after.keys())
        if before.get(kpi) != after.get(kpi)
    }


def _aim(kpi: Kpi | DerivedKpi) -> Aim:
    is_added = isinstance(kpi, Kpi) and kpi.shape in ADDED
    return Aim(kpi.name, kpi.unit, kpi.better, "month" if is_added else None)
