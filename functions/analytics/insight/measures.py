"""How a KPI is compared and spoken of: the bridge from KPIs to patterns and words."""

from typing import Final

from analytics.derived import DerivedKpi
from analytics.kpi import Counts, Kpi
from analytics.patterns.measure import Better, Kind, Measure
from analytics.words import units
from analytics.words.units import Figure

AnyKpi = Kpi | DerivedKpi
KINDS: Final[dict[str, Kind]] = {
    "count": "count", "sum": "sum", "ratio": "share", "mean": "mean", "quantile": "quantile",
}  # fmt: skip
BETTER: Final[dict[str, Better]] = {"higher": "up", "lower": "down", "neither": "neither"}
COUNTED: Final[dict[str, units.Unit]] = {
    "orders": "orders", "answers": "answers", "asks": "requests",
}  # fmt: skip
UNITS: Final[dict[str, units.Unit]] = {
    "money": "money", "share": "share", "seconds": "seconds",
    "rating": "rating", "points": "score", "per_day": "number",
}  # fmt: skip
GRAINS: Final[dict[Counts, int]] = {"available_seconds": 8 * 3600}
"""How much of `n` is one observation, where it is more than 1: a technician's day, by the law."""
RATED: Final = 5
"""The best rating: a change of ratings is told as a share of them."""


def measure_of(kpi: Kpi) -> Measure:
    """Give how tallies of a KPI are read and compared."""
    kind: Kind = "score" if kpi.unit == "points" else KINDS[kpi.shape]
    smallest = kpi.smallest / RATED if kpi.unit == "rating" else kpi.smallest
    return Measure(kind, BETTER[kpi.better], smallest)


def derived_measure(kpi: DerivedKpi) -> Measure:
    """Give how the days of a derived KPI are compared, each a total over a weight."""
    kind: Kind = "level" if kpi.unit == "orders" else "score" if kpi.unit == "share" else "mean"
    return Measure(kind, BETTER[kpi.better], kpi.smallest, grain=GRAINS.get(kpi.counts, 1))


def measure_for(kpi: AnyKpi) -> Measure:
    """Give the one or the other."""
    return measure_of(kpi) if isinstance(kpi, Kpi) else derived_measure(kpi)


def figure_of(kpi: AnyKpi, currency: str) -> Figure:
    """Give what sentences need of it: its title and unit, what `n` counts, whether it adds up."""
    adds_up = isinstance(kpi, Kpi) and kpi.shape in {"count", "sum"}
    return Figure(kpi.title, _unit(kpi), currency, kpi.counts, adds_up=adds_up)


def _unit(kpi: AnyKpi) -> units.Unit:
    if kpi.unit == "orders":
        return COUNTED[kpi.kind] if isinstance(kpi, Kpi) else "orders"
    return UNITS[kpi.unit]
