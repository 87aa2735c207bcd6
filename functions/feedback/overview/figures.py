"""The figures of a period: recovery, the response rate, and technicians compared fairly. Pure."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import sqrt
from typing import Final

from feedback.asking.counting import Count
from feedback.care.model import RECOVERY
from feedback.overview.model import Row
from feedback.statistics import RATINGS, SATISFIED, Z_95, Share, wilson
from shared.answer_links import LINK_LIFE
from shared.clock import moment
from shared.feedback_events import LOW

MIN_RANKED: Final = 5
"""Fewer ratings say too little for a place among others."""
USUAL_WEIGHT: Final = 8.0
"""What C is taken to be while there are too few ratings to measure it: 1,601 rated sellers of a
public data set (Olist) gave 8.47."""


@dataclass(frozen=True)
class Recovery:
    """Low ratings, and how many were settled in time.

    Defined as ratings of 1 or 2 whose follow-up was closed within 48 hours of the low rating, among
    those that were closed or whose 48 hours are over; by the date of the first answer; None while
    there are none.
    """

    low: int
    recovered: int
    late: int
    pending: int
    share: Share | None


@dataclass(frozen=True)
class Responses:
    """Requests that were sent in a period, and how many were answered, whenever that was."""

    asked: int
    answered: int
    share: Share | None


@dataclass(frozen=True)
class Rate:
    """The response rate, and that of the requests which can no longer be answered.

    Defined as answers to requests sent in the period among all requests sent in it; sent is what a
    channel took. A request is mature when its link has expired.
    """

    all: Responses
    mature: Responses


@dataclass(frozen=True)
class ResponseRate:
    """The response rate of the company, and of each technician by who had served.

    On `matures_on` the last request of the period is mature.
    """

    all: Responses
    mature: Responses
    matures_on: date
    technicians: Mapping[str, Rate]


@dataclass(frozen=True)
class TechnicianFigures:
    """One technician's ratings.

    `score` is the mean drawn towards the company's: (C·μ + Σ ratings) / (C + n); `low` and `high`
    bound it by 95 %. `rank` is None below five ratings.
    """

    id: str
    name: str
    count: int
    average: float
    score: float
    low: float
    high: float
    csat: Share
    rank: int | None


@dataclass(frozen=True)
class Comparison:
    """All technicians, the best score first and then those without a rank.

    `weight` is C, None when they differ by chance only.
    """

    mean: float | None
    weight: float | None
    technicians: tuple[TechnicianFigures, ...]


def recovery(rows: Iterable[Row], now: datetime) -> Recovery:
    """Count what became of low ratings."""
    low = recovered = late = pending = 0
    for row in rows:
        if row.rating > LOW:
            continue
        low += 1
        opened = moment(row.task_opened or row.submitted_at)
        if row.task == "done" and row.task_closed:
            is_in_time = moment(row.task_closed) - opened <= RECOVERY
            recovered, late = recovered + is_in_time, late + (not is_in_time)
        elif now - opened > RECOVERY:
            late += 1
        else:
            pending += 1
    settled = recovered + late
    share = wilson(recovered, settled) if settled else None
    return Recovery(low, recovered, late, pending, share)


def response_rate(counts: Sequence[Count], *, last: date, today: date) -> ResponseRate:
    """Sum up the counts of a period that ends with `last`."""
    life = timedelta(days=LINK_LIFE.days + 1)  # the day's last request has a whole day more
    served: dict[str, list[Count]] = defaultdict(list)
    for each in counts:
        if each.technician_id is not None:
            served[each.technician_id].append(each)
    company = _rate(counts, today - life)
    technicians = {who: _rate(theirs, today - life) for who, theirs in served.items()}
    return ResponseRate(company.all, company.mature, last + life, technicians)


def _rate(counts: Sequence[Count], ripe_until: date) -> Rate:
    return Rate(_responses(counts), _responses([c for c in counts if c.day <= ripe_until]))


def _responses(counts: Sequence[Count]) -> Responses:
    asked, answered = sum(c.asked for c in counts), sum(c.answered for c in counts)
    return Responses(asked, answered, wilson(min(answered, asked), asked) if asked else None)


def comparison(rows: Iterable[Row]) -> Comparison:
    """Compare the technicians of all these ratings."""
    groups: dict[str, list[int]] = defaultdict(lambda: [0] * len(RATINGS))
    names: dict[str, tuple[str, str]] = {}
    for row in rows:
        if row.technician_id is None:
            continue
        groups[row.technician_id][row.rating - 1] += 1
        # The name as of the latest answer: people marry.
        names[row.technician_id] = max(
            names.get(row.technician_id, ("", "")), (row.submitted_at, row.technician_name or "")
        )
    if not groups:
        return Comparison(None, None, ())
    company = _company(list(groups.values()))
    figures = [
        _figures((each, names[each][1]), histogram, company) for each, histogram in groups.items()
    ]
    figures.sort(key=_order)
    return Comparison(company.mean, company.weight, tuple(_ranked(figures)))


@dataclass(frozen=True)
class _Company:
    """What all ratings say: their number, mean, spread about each technician's own mean, and C."""

    count: int
    mean: float
    within: float
    weight: float | None

    def score(self, count: int, total: int) -> tuple[float, float]:
        """Give a technician's score and half the width of its interval."""
        if self.weight is None:
            # All have one mean, which all ratings together tell.
            return self.mean, Z_95 * sqrt(self.within / self.count)
        score = (self.weight * self.mean + total) / (self.weight + count)
        # The spread of the posterior mean, when ratings spread by `within` about each one's own.
        return score, Z_95 * sqrt(self.within / (self.weight + count))


def _figures(
    named: tuple[str, str], histogram: Sequence[int], company: _Company
) -> TechnicianFigures:
    count, total = _count(histogram), _total(histogram)
    score, half = company.score(count, total)
    return TechnicianFigures(
        id=named[0],
        name=named[1],
        count=count,
        average=total / count,
        score=score,
        low=max(1.0, score - half),
        high=min(5.0, score + half),
        csat=wilson(sum(histogram[rating - 1] for rating in SATISFIED), count),
        rank=None,
    )


def _order(each: TechnicianFigures) -> tuple[bool, float, int, str, str]:
    return each.count < MIN_RANKED, -each.score, -each.count, each.name, each.id


def _ranked(figures: Sequence[TechnicianFigures]) -> Iterator[TechnicianFigures]:
    ranks = itertools.count(1)
    for each in figures:
        yield replace(each, rank=next(ranks)) if each.count >= MIN_RANKED else each


def _company(groups: Sequence[Sequence[int]]) -> _Company:
    """Weigh within against between by moments; C is None where only chance tells them apart.

    Source: one-way random effects, https://en.wikipedia.org/wiki/Intraclass_correlation
    """
    counts = [_count(each) for each in groups]
    n, k = sum(counts), len(groups)
    mean = sum(_total(each) for each in groups) / n
    own = [_total(each) / count for each, count in zip(groups, counts, strict=True)]
    squares = sum(r * r * each[r - 1] for each in groups for r in RATINGS)
    if k in {1, n}:
        return _Company(n, mean, max(0.0, squares / n - mean * mean), USUAL_WEIGHT)
    explained = sum(c * m * m for c, m in zip(counts, own, strict=True))
    within = max(0.0, (squares - explained) / (n - k))
    between_ms = sum(c * (m - mean) ** 2 for c, m in zip(counts, own, strict=True)) / (k - 1)
    size = (n - sum(c * c for c in counts) / n) / (k - 1)
    between = (between_ms - within) / size
    return _Company(n, mean, within, within / between if between > 0 else None)


def _count(histogram: Sequence[int]) -> int:
    return sum(histogram)


def _total(histogram: Sequence[int]) -> int:
    return sum(rating * n for rating, n in zip(RATINGS, histogram, strict=True))
