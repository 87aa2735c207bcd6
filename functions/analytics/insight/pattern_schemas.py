"""The shapes of trends, seasons and customers on the wire."""

from datetime import date
from typing import Literal

from analytics.insight.schemas import (
    FiguresOut,
    Moment,
    NoteOut,
    Number,
    Out,
    VerdictOut,
    WordsOut,
)

Reading = Literal["ok", "too_few"]


class FewOut(Out):
    """How much a statement needs, and how much there is."""

    needed: int
    have: int


class TrendOut(Out):
    """A trend with its interval; `slope`, `low` and `high` are per `per`."""

    state: Reading
    few: FewOut | None
    direction: Literal["rising", "falling", "none"]
    steady: bool
    slope: float | None
    low: float | None
    high: float | None
    per: Literal["day", "week", "month"]
    p: float | None
    effective_n: float | None


class SmoothOut(Out):
    """A step of the series: as it was, and without its season."""

    day: date
    value: Number | None
    n: int
    adjusted: float | None
    trend: float | None
    complete: bool
    mature: bool


class BreakOut(Out):
    """A day from which on the level is another."""

    at: date
    earliest: date
    latest: date
    before: float
    after: float


class OddOut(Out):
    """A step outside of what was to be expected."""

    day: date
    value: float
    expected: float
    low: float
    high: float


class BandOut(Out):
    """What is to be expected of a step."""

    day: date
    low: float
    high: float


class AheadOut(BandOut):
    """What is expected of a step to come; the bounds hold four of five."""

    value: float


class ForecastOut(Out):
    """A forecast, where there is one that is better than last season's figures again.

    `error_ratio` is its miss over that of repeating the last season, in past forecasts.
    """

    shown: bool
    code: Literal["better", "not_better", "too_few"]
    reason: WordsOut
    error_ratio: float | None
    points: list[AheadOut]


class TrendsOut(FiguresOut):
    """How one KPI moved, what broke, what stood out, and what may come."""

    kpi: str
    points: list[SmoothOut]
    trend: TrendOut
    change_points: list[BreakOut]
    anomalies: list[OddOut]
    band: list[BandOut]
    forecast: ForecastOut
    verdicts: list[VerdictOut]
    warnings: list[NoteOut]


class IndexOut(Out):
    """A weekday (0 is Monday) or month (1..12) against the mean of all, per available day."""

    bucket: int
    index: float | None
    low: float | None
    high: float | None
    n: int
    available: float


class SeasonOut(Out):
    """How strong a season is, and its index."""

    state: Reading
    few: FewOut | None
    strength: float | None
    level: Literal["none", "weak", "clear", "strong"] | None
    p: float | None
    index: list[IndexOut]


class PartsOut(Out):
    """A series taken apart; all lists have one length."""

    days: list[date]
    observed: list[float | None]
    trend: list[float]
    season: list[float]
    rest: list[float | None]


class CellOut(Out):
    """An hour of a weekday (0 is Monday): how many, in how many available hours."""

    weekday: int
    hour: int
    count: int
    hours: float
    per_hour: float | None
    index: float | None


class WindowOut(Out):
    """Hours `first` to `last`, not with it, of a weekday: surely busier or quieter than usual.

    `times` is the rate per open hour over the average.
    """

    weekday: int
    first: int
    last: int
    whole_day: bool
    times: float
    low: float
    high: float
    count: int


class HeatmapOut(Out):
    """Every hour of the week; `few` says what an index would need, where there is too little."""

    few: FewOut | None
    cells: list[CellOut]
    peak: WindowOut | None
    trough: WindowOut | None


class SeasonsOut(FiguresOut):
    """Patterns of time in one KPI."""

    kpi: str
    weekly: SeasonOut
    yearly: SeasonOut
    parts: PartsOut | None
    heatmap: HeatmapOut | None
    verdicts: list[VerdictOut]


class CustomerMonthOut(Out):
    """Customers of one month: those for the first time, and those who came again."""

    month: str
    new: int
    returning: int
    orders: int


class CohortOut(Out):
    """Customers by the month of their first order; `active[k]` ordered again k months later."""

    month: str
    size: int
    active: list[int]


class RepeatOut(Out):
    """Customers with two orders or more in twelve months, among those with any."""

    value: float | None
    n: int
    low: float | None
    high: float | None


class CustomerFiguresOut(Out):
    """Who comes again; `as_of` is the last month that is counted, such as 2026-10."""

    watermark: Moment | None
    as_of: str | None
    months: list[CustomerMonthOut]
    cohorts: list[CohortOut]
    repeat: RepeatOut
    verdicts: list[VerdictOut]
