"""Who comes again: what the nightly job has counted, cut to the months that are asked for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from analytics.clients import ClientCohort, ClientMonth, Clients, months_between
from analytics.insight.pattern_schemas import (
    CohortOut,
    CustomerFiguresOut,
    CustomerMonthOut,
    RepeatOut,
)
from analytics.insight.schemas import Tone, VerdictOut, WordsOut
from analytics.insight.tiles import TONGUES
from analytics.patterns.cohorts import NEEDED, Returned, returned
from analytics.patterns.intervals import share_change, wilson
from analytics.period import Period
from analytics.words import customers as words
from analytics.words.plural import Tongue
from analytics.words.text import Text

AFTER: Final = (1, 3, 6)
"""After how many months cohorts are told of."""
LEAST: Final = 30
"""Customers on either side of a comparison of cohorts."""
SMALLEST: Final = 0.02
"""Two in a hundred are the least difference worth a word."""
SURE: Final = 0.05
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
        verdicts=[_verdict(last), *_of_cohorts([c for c in found.cohorts if c.month in asked])],
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


def _of_cohorts(cohorts: Sequence[ClientCohort]) -> Iterator[VerdictOut]:
    """Say how many came again, and whether those who came later do so more or less often."""
    told = [each for after in AFTER if (each := _returned(cohorts, after)).of >= NEEDED]
    if not told:
        return
    yield _said("cohorts_returned", "neutral", {t: words.tell_cohorts(told, t) for t in TONGUES})
    whole = [each for each in cohorts if len(each.active) > 1]
    earlier, later = whole[: len(whole) // 2], whole[len(whole) // 2 :]
    before, now = _returned(earlier, 1), _returned(later, 1)
    if min(before.of, now.of) < LEAST:
        return
    change = now.came / now.of - before.came / before.of
    found = share_change((now.came, now.of), (before.came, before.of))
    is_real = found.p <= SURE and abs(change) >= SMALLEST
    since = date.fromisoformat(f"{later[0].month}-01")
    texts = {t: words.tell_shift(before, now, since, t, is_real=is_real) for t in TONGUES}
    tone: Tone = "neutral" if not is_real else "good" if change > 0 else "bad"
    yield _said("cohorts_shift" if is_real else "cohorts_alike", tone, texts)


def _returned(cohorts: Sequence[ClientCohort], after: int) -> Returned:
    return returned([(each.size, each.active) for each in cohorts], after)


def _said(code: str, tone: Tone, texts: Mapping[Tongue, Text]) -> VerdictOut:
    return VerdictOut(code=code, tone=tone, text=WordsOut(**{t: x.whole for t, x in texts.items()}))
