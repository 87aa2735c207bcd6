"""The tallies of two periods side by side: read at once, cut to what is over, put into steps."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain
from typing import Final

from analytics.figures import Figures
from analytics.insight.ports import Pages
from analytics.insight.question import Question
from analytics.model import State
from analytics.patterns import notes
from analytics.patterns.measure import Side
from analytics.patterns.notes import Note
from analytics.patterns.periods import Pair, Stretch, elapsed, pair
from analytics.period import Period
from analytics.tally import NOTHING, Tally, together

DAYS_SHOWN: Final = 62
"""Up to so many days a series has a point for each; above, one for each seven of them."""
WEEK: Final = 7
READS: Final = 3
NEAR: Final = timedelta(days=31)
"""Periods not farther apart are read as one: some pages too many cost less than two readings."""
HOUR: Final = "hour"


@dataclass(frozen=True)
class Spans:
    """Both periods of a question. `pair` is None where nothing is compared.

    `hourly` are the pages by hour of today and of its base; they are read when nothing of the
    period but a part of today is over.
    """

    question: Question
    state: State
    today: date
    current: Stretch
    pair: Pair | None
    now: Figures
    then: Figures
    hourly: Figures = field(default_factory=dict)
    is_daily: bool = False
    """Whether each day has a point, however many there are."""

    @property
    def step(self) -> int:
        """How many days a point of a series has."""
        is_daily = self.is_daily or len(self.question.period.days) <= DAYS_SHOWN
        return 1 if is_daily else WEEK

    @property
    def yesterday(self) -> date:
        """The last day that is over."""
        return self.today - timedelta(days=1)

    @property
    def is_first_day(self) -> bool:
        """Whether the period has begun today: no day of it is over."""
        return self.question.period.first == self.today

    @property
    def notes(self) -> tuple[Note, ...]:
        """What to keep in mind about both periods."""
        found = notes.of_pair(self.pair) if self.pair else ()
        begun = Note("incomplete", 0.0, day=self.today)
        return tuple(
            begun if note.code == "not_begun" and self.is_first_day else note for note in found
        )

    def side(self, kpi: str, key: str | None = None) -> Side:
        """Give the whole past days of the period."""
        return _side(self.now, self.current, kpi, self._key(key), self.today)

    def base_side(self, kpi: str, key: str | None = None) -> Side:
        """Give those of the base."""
        if self.pair is None:
            raise AssertionError(self.question)
        return _side(self.then, self.pair.base, kpi, self._key(key), self.today)

    def hours(self, kpi: str, stretch: Stretch) -> Side:
        """Give the hours by which a day counts in part."""
        day = stretch.partial
        if day is None:
            return Side([], stretch.first)
        by_hour = self.hourly.get(day, {})
        found = (by_hour.get(str(hour), {}).get(kpi, NOTHING) for hour in range(stretch.hours))
        return Side([], day, together(found), stretch.length)

    def so_far(self, kpi: str, key: str | None = None) -> Tally:
        """Give what today has brought."""
        return tally_of(self.now, self.today, kpi, self._key(key), self.today)

    def values(self) -> Sequence[str]:
        """Give every value of the dimension that either period has."""
        periods = [self.question.period, *([self.pair.whole_base] if self.pair else [])]
        days = {day for period in periods for day in period.days}
        pages = chain(self.now.items(), self.then.items())
        return sorted({value for day, page in pages if day in days for value in page})

    def points(self, kpi: str) -> Iterator[tuple[Sequence[date], Tally]]:
        """Give each step of the period: its days and its tally."""
        days = self.question.period.days
        yield from self._points(self.now, days, kpi)

    def base_points(self, kpi: str) -> Iterator[tuple[Sequence[date], Tally]]:
        """Give each step of the whole base period."""
        yield from self._points(self.then, self.pair.whole_base.days if self.pair else (), kpi)

    def _points(
        self, figures: Figures, days: Sequence[date], kpi: str
    ) -> Iterator[tuple[Sequence[date], Tally]]:
        for chunk in chunks(days, self.step):
            key = self._key(None)
            yield chunk, together(tally_of(figures, day, kpi, key, self.today) for day in chunk)

    def _key(self, key: str | None) -> str:
        return self.question.key if key is None else key


def read(
    pages: Pages, question: Question, now: datetime, *, by: str | None = None,
    only: Collection[str] = (),
) -> Spans:  # fmt: skip
    """Read both periods in one state of the roll-ups; `by` reads the pages of that dimension.

    Args:
        pages: the roll-ups.
        question: what is asked.
        now: the moment, in the company's zone.
        by: another dimension than the question's.
        only: the KPIs that are wanted; without it all are read.

    Should the roll-ups move at every try, the figures of the last one are told: each of both
    periods is right as of some moment of the last seconds.
    """
    today, dimension = now.date(), by or question.dimension
    hour = now.hour if question.period.first == today else None
    chosen = None
    if question.preset is not None:
        chosen = pair(question.period, question.preset, today, hour=hour, custom=question.custom)
    state, of_now, of_then = _read(
        partial(pages.figures, dimension=dimension, only=only), question, chosen
    )
    current = chosen.current if chosen else elapsed(question.period, today)
    spans = Spans(question, state, today, current, chosen, of_now, of_then)
    if chosen is None or not hour or question.slice is not None or by is not None:
        return spans
    return _with_hours(pages, spans, chosen)


def joined(periods: Sequence[Period]) -> Period:
    """Give the period from the first day of all to the last."""
    return Period(min(each.first for each in periods), max(each.last for each in periods))


def chunks(days: Sequence[date], step: int) -> Iterator[Sequence[date]]:
    """Cut days into steps; the last may be shorter."""
    for start in range(0, len(days), step):
        yield days[start : start + step]


def tally_of(figures: Figures, day: date, kpi: str, key: str, today: date) -> Tally:
    """Give a day's tally; what was pending counts once the day is over."""
    found: Mapping[str, Tally] = figures.get(day, {}).get(key, {})
    tally = found.get(kpi, NOTHING)
    return tally.settled if day < today else tally


def _read(
    figures: Callable[[Period], tuple[State, Figures]], question: Question, chosen: Pair | None
) -> tuple[State, Figures, Figures]:
    if chosen is None:
        state, now = figures(question.period)
        return state, now, {}
    one, two = sorted((question.period, chosen.whole_base), key=lambda each: each.first)
    if two.first - one.last <= NEAR:
        state, both = figures(joined((one, two)))
        return state, both, both
    for _ in range(READS):
        state, now = figures(question.period)
        earlier, then = figures(chosen.whole_base)
        if earlier.version == state.version:
            break
    return state, now, then


def _with_hours(pages: Pages, spans: Spans, chosen: Pair) -> Spans:
    days = [day for day in (chosen.current.partial, chosen.base.partial) if day]
    hourly: dict[date, Mapping[str, Mapping[str, Tally]]] = {}
    for day in days:
        hourly |= pages.figures(Period(day, day), HOUR)[1]
    return Spans(
        spans.question, spans.state, spans.today, spans.current, chosen, spans.now, spans.then,
        hourly,
    )  # fmt: skip


def _side(figures: Figures, stretch: Stretch, kpi: str, key: str, today: date) -> Side:
    days = [tally_of(figures, day, kpi, key, today) for day in stretch.days]
    return Side(days, stretch.first)
