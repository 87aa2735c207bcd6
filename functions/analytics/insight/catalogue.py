"""Which KPIs there are: what the pages draw them with."""

from analytics.insight.measures import AnyKpi
from analytics.insight.schemas import KpiOut, KpisOut, WordsOut
from analytics.kpi import Dimension, Kpi
from analytics.kpis import DERIVED, KPIS


def catalogue() -> KpisOut:
    """List all KPIs, those that are reckoned at reading last."""
    everything: list[AnyKpi] = [*KPIS.values(), *DERIVED.values()]
    return KpisOut(items=[_shown(kpi) for kpi in everything])


def _shown(kpi: AnyKpi) -> KpiOut:
    return KpiOut(
        name=kpi.name,
        title=WordsOut.model_validate(kpi.title),
        meaning=WordsOut.model_validate(kpi.meaning),
        unit=kpi.unit,
        shape=kpi.shape if isinstance(kpi, Kpi) else "derived",
        axis=kpi.axis,
        better=kpi.better,
        course=isinstance(kpi, Kpi) or kpi.course is not None,
        matures_days=kpi.matures.days,
        dimensions=_dimensions(kpi),
        hours=isinstance(kpi, Kpi) and kpi.hours,
        definition=kpi.definition,
        counts=kpi.counts,
    )


def _dimensions(kpi: AnyKpi) -> list[Dimension]:
    """Give the slices that are told over time: what was open is known by slice as of now only."""
    is_kept = isinstance(kpi, Kpi) or kpi.course == "ratio"
    return list(kpi.dimensions) if is_kept else []
