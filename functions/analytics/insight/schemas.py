"""The shapes of figures on the wire.

Money is in minor units of the answer's `currency`, shares are 0..1, durations seconds, days local
days of the company. Null is "no data", never 0. Words come in both languages of the pages.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from analytics.kpi import Better, Counts, Dimension, Shape, Unit
from shared.clock import text

Moment = Annotated[datetime, PlainSerializer(text, return_type=str)]
Step = Literal["day", "week", "month"]
Tone = Literal["good", "bad", "neutral", "unknown"]
Number = int | float


class Out(BaseModel):
    """What is told, unchanged after it was made."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)


class WordsOut(Out):
    """A text in the languages of the pages."""

    ru: str
    en: str


class KpiOut(Out):
    """One KPI: what the pages draw it with; one without a course is told by the overview alone.

    `counts` is what the `n` of its figures is a number of: available_seconds are seconds.
    """

    name: str
    title: WordsOut
    meaning: WordsOut
    unit: Unit
    shape: Shape | Literal["derived"]
    course: bool
    axis: str
    better: Better
    matures_days: int
    dimensions: list[Dimension]
    hours: bool
    definition: str
    counts: Counts


class KpisOut(Out):
    """All KPIs."""

    items: list[KpiOut]
    next_cursor: str | None = None


class NoteOut(Out):
    """What a reader must know beside a number."""

    code: str
    text: WordsOut


class VerdictOut(Out):
    """What to think of a figure, in plain words."""

    code: str
    tone: Tone
    text: WordsOut


class SpanOut(Out):
    """Local days from `from` to `to`, both included; `complete_to` is the last one that is over."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    days: int
    working_days: int
    complete_to: date | None = None


class SliceOut(Out):
    """The part of the company that is looked at."""

    dimension: Dimension
    value: str
    name: str


class ChangeOut(Out):
    """By how much a figure changed, and within which bounds of 95 %.

    `low` and `high` bound the effect: a share of the base for `relative`, of one for `points`, in
    the unit of the figure for `absolute`.
    """

    effect: Literal["relative", "points", "absolute"]
    absolute: Number | None
    relative: float | None
    points: float | None
    low: float | None
    high: float | None
    p: float | None
    adjusted_p: float | None


class PointOut(Out):
    """A figure of one step, named by its first day."""

    day: date
    value: Number | None
    n: int
    complete: bool = True
    mature: bool = True


class TargetOut(Out):
    """What a KPI was to come to; `met` is None while that can't be said yet."""

    value: Number
    per: Literal["month"] | None
    met: bool | None


class TileOut(Out):
    """One KPI of a period, against another."""

    kpi: str
    value: Number | None
    n: int
    base_value: Number | None
    base_n: int
    per_working_day: float | None
    base_per_working_day: float | None
    mean: float | None
    p90: float | None
    change: ChangeOut | None
    verdict: VerdictOut
    notes: list[NoteOut]
    series: list[PointOut]
    base_series: list[PointOut]
    target: TargetOut | None = None
    """Of the overview of the whole company; of a month, where the figure adds up."""


class CountOut(Out):
    """How many there are of something."""

    value: str
    n: int


class AgeOut(Out):
    """How many open orders are so many days old; `to_days` is None for no end."""

    from_days: int
    to_days: int | None
    n: int


class BacklogOut(Out):
    """What is open at the end of the period's last complete day, or now if it is still running."""

    at: date
    open: int
    overdue: int
    median_age_days: float | None
    median_overdue_days: float | None
    by_status: list[CountOut]
    ages: list[AgeOut]


class ProblemOut(Out):
    """A part of the answer that could not be made; the rest is there."""

    part: str
    title: str
    detail: str


class FiguresOut(Out):
    """What all answers about figures say of themselves."""

    zone: str
    currency: str
    watermark: Moment | None
    as_of: date
    step: Step
    period: SpanOut
    base: SpanOut | None
    slice: SliceOut | None
    notes: list[NoteOut]


class KpiOverviewOut(FiguresOut):
    """Every KPI of a period against another, in one answer."""

    tiles: list[TileOut]
    backlog: BacklogOut | None
    problems: list[ProblemOut]


class PairOut(Out):
    """A step and what it is compared with."""

    day: date
    base_day: date | None
    value: Number | None
    n: int
    base_value: Number | None
    base_n: int
    complete: bool


class CompareOut(FiguresOut):
    """One KPI of a period against another, step by step."""

    tile: TileOut
    aligned_by: Literal["weekday", "position"]
    pairs: list[PairOut]


class RowOut(Out):
    """One slice of a KPI against another period."""

    value: str
    name: str
    figure: Number | None
    n: int
    base_figure: Number | None
    base_n: int
    share: float | None
    change: ChangeOut | None
    verdict: VerdictOut


class StepOut(Out):
    """What a slice adds to the change: by its weight (`mix`) and by its own figure (`rate`)."""

    value: str | None
    name: str
    mix: float
    rate: float
    total: float
    slices: int


class WaterfallOut(Out):
    """From the base to the value; the steps add up to the change."""

    base: float
    value: float
    steps: list[StepOut]


class BreakdownOut(FiguresOut):
    """One KPI by slices, against another period, and what made the change."""

    kpi: str
    dimension: Dimension
    rows: list[RowOut]
    waterfall: WaterfallOut | None
