"""Checking which KPI is asked for, and what the asked slice is called."""

from analytics.insight.measures import AnyKpi
from analytics.insight.ports import People
from analytics.insight.question import Question
from analytics.kpi import Dimension, Kpi
from analytics.kpis import DERIVED, KPIS
from shared.errors import InvalidError


def kpi_asked(name: str, question: Question) -> Kpi:
    """Give a KPI that has tallies for the question's slice; InvalidError says what there is."""
    if name in DERIVED:
        raise InvalidError.of("kpi", name, "is reckoned at reading: it has no seasons")
    if name not in KPIS:
        raise InvalidError.of("kpi", name, f"must be one of {', '.join(KPIS)}")
    kpi = KPIS[name]
    _check(kpi, question.dimension)
    return kpi


def course_asked(name: str, question: Question) -> AnyKpi:
    """Give a KPI that is told step by step; InvalidError says why another one is not."""
    kpi = DERIVED.get(name)
    if kpi is None:
        return kpi_asked(name, question)
    if kpi.course is None:
        raise InvalidError.of("kpi", name, "is not known day by day; the overview tells it")
    _check(kpi, question.dimension)
    return kpi


def sliced_asked(name: str, dimension: Dimension, question: Question) -> AnyKpi:
    """Give a KPI that has such slices; InvalidError says which there are."""
    kpi = course_asked(name, question)
    _check(kpi, dimension)
    return kpi


def _check(kpi: AnyKpi, dimension: Dimension | None) -> None:
    if dimension is not None and dimension not in kpi.dimensions:
        among = f"must be one of {', '.join(kpi.dimensions)} for {kpi.name}"
        rule = among if kpi.dimensions else f"{kpi.name} has no slices"
        raise InvalidError.of("dimension", dimension, rule)


def slice_name(people: People, question: Question) -> str:
    """Give what the slice is called: a technician by name, others as they are."""
    if question.dimension != "technician":
        return question.key
    named = {one.id: one.name for one in people.technicians()}
    return named.get(question.key, question.key)
