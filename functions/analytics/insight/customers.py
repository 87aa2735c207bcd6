"""Who comes again: what the nightly job has counted, cut to the months that are asked for."""

from analytics.clients import ClientMonth, Clients, months_between
from analytics.insight.pattern_schemas import (
    CohortOut,
    CustomerFiguresOut,
    CustomerMonthOut,
    RepeatOut,
)
from analytics.insight.schemas import VerdictOut, WordsOut
from analytics.patterns.cohorts import NEEDED
from analytics.patterns.intervals import wilson
from analytics.period import Period
from analytics.words import customers as words

NOBODY = RepeatOut(value=None, n=0, low=None, high=None)


def customers(found: Clients | None, period: Period) -> CustomerFiguresOut:
    """Give new and returning customers by month, their cohorts, and how many came again."""
    if found is None:
        return CustomerFiguresOut(
            watermark=None, as_of=None, months=[], cohorts=[], repeat=NOBODY,
            verdicts=[_verdict(None)],
        )  # fmt: skip
    asked = months_between(period.first, period.last)
    last = found.at(period.last)
    return CustomerFiguresOut(
        watermark=found.watermark,
        as_of=found.until,
        months=[_month(each) for each in found.months if each.month in asked],
        cohorts=[
            CohortOut(month=each.month, size=each.size, active=list(each.active))
            for each in found.cohorts
            if each.month in asked
        ],
        repeat=_repeat(last) if last else NOBODY,
        verdicts=[_verdict(last)],
    )


def _month(found: ClientMonth) -> CustomerMonthOut:
    return CustomerMonthOut(
        month=found.month, new=found.new, returning=found.returning, orders=found.orders
    )


def _repeat(last: ClientMonth) -> RepeatOut:
    if not last.customers:
        return NOBODY
    low, high = wilson(last.repeated, last.customers)
    value = last.repeated / last.customers
    return RepeatOut(value=value, n=last.customers, low=low, high=high)


def _verdict(last: ClientMonth | None) -> VerdictOut:
    counted = (last.repeated, last.customers) if last else (0, 0)
    is_few = counted[1] < NEEDED
    return VerdictOut(
        code="too_few" if is_few else "repeat_rate",
        tone="unknown" if is_few else "neutral",
        text=WordsOut(
            ru=words.tell(counted, NEEDED, "ru").whole,
            en=words.tell(counted, NEEDED, "en").whole,
        ),
    )
