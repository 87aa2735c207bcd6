"""Checking which KPI is asked for, and what the asked slice is called."""

from typing import Final

from analytics.insight.measures import AnyKpi
from analytics.insight.ports import People
from analytics.insight.question import Question
from analytics.kpi import Kpi
from analytics.kpis import DERIVED, KPIS
from shared.errors import InvalidError

SLICED: Final = ("ratio", "technician")
"""What is reckoned of technicians is told of each; what is open was not kept by slice."""


def kpi_asked(name: str, question: Question) -> Kpi:
    """Give a KPI that has tallies for the question's slice; InvalidError says what there is."""
    if name in DERIVED:
        raise InvalidError.of(
            "kpi", name, "is reckoned at reading: it has no seasons and no slices"
        )
    if name not in KPIS:
        raise InvalidError.of("kpi", name, f"must be one of {', '.join(KPIS)}")
    kpi, dimension = KPIS[name], question.dimension
    if dimension is not None and dimension not in kpi.dimensions:
        rule = f"must be one of {', '.join(kpi.dimensions)} for {name}"
        raise InvalidError.of("dimension", dimension, rule)
    return kpi


def course_asked(name: str, question: Question) -> AnyKpi:
    """Give a KPI that is told step by step; InvalidError says why another one is not."""
    kpi = DERIVED.get(name)
    if kpi is None:
        return kpi_asked(name, question)
    if kpi.course is None:
        raise InvalidError.of("kpi", name, "is not known day by day; the overview tells it")
    if question.dimension is not None and (kpi.course, question.dimension) != SLICED:
        rule = f"of a slice {name} is not known day by day"
        raise InvalidError.of("dimension", question.dimension, rule)
    return kpi


def slice_name(people: People, question: Question) -> str:
    """Give what the slice is called: a technician by name, others as they are."""
    if question.dimension != "technician":
        return question.key
    named = {one.id: one.name for one in people.technicians()}
    return named.get(question.key, question.key)
