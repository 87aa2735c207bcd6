"""Checking which KPI is asked for, and what the asked slice is called."""

from analytics.insight.ports import People
from analytics.insight.question import Question
from analytics.kpi import Kpi
from analytics.kpis import KPIS
from shared.errors import InvalidError


def kpi_asked(name: str, question: Question) -> Kpi:
    """Give a KPI that has tallies for the question's slice; InvalidError says what there is."""
    if name not in KPIS:
        raise InvalidError.of("kpi", name, f"must be one of {', '.join(KPIS)}")
    kpi, dimension = KPIS[name], question.dimension
    if dimension is not None and dimension not in kpi.dimensions:
        rule = f"must be one of {', '.join(kpi.dimensions)} for {name}"
        raise InvalidError.of("dimension", dimension, rule)
    return kpi


def slice_name(people: People, question: Question) -> str:
    """Give what the slice is called: a technician by name, others as they are."""
    if question.dimension != "technician":
        return question.key
    named = {one.id: one.name for one in people.technicians()}
    return named.get(question.key, question.key)
