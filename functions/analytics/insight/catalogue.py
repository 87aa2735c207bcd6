"""Which KPIs there are: what the pages draw them with."""

from analytics.insight.measures import AnyKpi
from analytics.insight.schemas import KpiOut, KpisOut, WordsOut
from analytics.kpi import Kpi
from analytics.kpis import DERIVED, KPIS


def catalogue() -> KpisOut:
    """List all KPIs, those that are reckoned at reading last."""
    everything: list[AnyKpi] = [*KPIS.values(), *DERIVED.values()]
    return KpisOut(items=[_shown(kpi) for kpi in everything])


def _shown(kpi: AnyKpi) -> KpiOut:
    has_course = isinstance(kpi, Kpi) or kpi.course is not None
    return KpiOut(
        name=kpi.name,
        title=WordsOut.model_validate(kpi.title),
        meaning=WordsOut.model_validate(kpi.meaning),
        unit=kpi.unit,
        shape=kpi.shape if isinstance(kpi, Kpi) else "derived",
        axis=kpi.axis,
        better=kpi.better,
        course=has_course,
        matures_days=kpi.matures.days,
        # What is known as of now only is told by the overview alone.
        dimensions=list(kpi.dimensions) if has_course else [],
        hours=isinstance(kpi, Kpi) and kpi.hours,
        definition=kpi.definition,
        counts=kpi.counts,
    )
