"""The tallies of two periods side by side: read at once, cut to what is over, put into steps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from analytics.figures import Figures
from analytics.insight.ports import Pages
from analytics.insight.question import Question
from analytics.model import State
from analytics.patterns.measure import Side
from analytics.patterns.periods import Pair, Stretch, elapsed, pair
from analytics.tally import NOTHING, Tally, together

DAYS_SHOWN: Final = 62
"""Up to so many days a series has a point for each; above, one for each week."""
WEEK: Final = 7
READS: Final = 3


@dataclass(frozen=True)
class Spans:
    """Both periods of a question. `base` is None where nothing is compared."""

    question: Question
    state: State
    today: date
    current: Stretch
    pair: Pair | None
    now: Figures
    then: Figures

    @property
    def step(self) -> int:
        """How many days a point of a series has."""
        return 1 if len(self.question.period.days) <= DAYS_SHOWN else WEEK

    @property
    def yesterday(self) -> date:
        """The last day that is over."""
        return self.today - timedelta(days=1)

    def side(self, kpi: str, key: str | None = None) -> Side:
        """Give the whole past days of the period."""
        return _side(self.now, self.current, kpi, self._key(key), self.today)

    def base_side(self, kpi: str, key: str | None = None) -> Side:
        """Give those of the base."""
        if self.pair is None:
            raise AssertionError(self.question)
        return _side(self.then, self.pair.base, kpi, self._key(key), self.today)

    def keys(self) -> Sequence[str]:
        """Give every value of the dimension that either period has."""
        pages = (*self.now.values(), *self.then.values())
        return sorted({value for page in pages for value in page})

    def points(self, kpi: str) -> Iterator[tuple[date, Tally, bool]]:
        """Give each step of the period: its first day, its tally, and whether it is over."""
        days = self.question.period.days
        yield from _points(self.now, days, self.step, kpi, self._key(None), self.today)

    def base_points(self, kpi: str) -> Iterator[tuple[date, Tally, bool]]:
        """Give each step of the whole base period."""
        days = self.pair.whole_base.days if self.pair else ()
        yield from _points(self.then, days, self.step, kpi, self._key(None), self.today)

    def _key(self, key: str | None) -> str:
        return self.question.key if key is None else key


def read(pages: Pages, question: Question, today: date, *, by: str | None = None) -> Spans:
    """Read both periods in one state of the roll-ups; `by` reads the pages of that dimension.

    Should the roll-ups move at every try, the figures of the last one are told: each of both
    periods is right as of some moment of the last seconds.
    """
    dimension = by or question.dimension
    chosen = None
    if question.preset is not None:
        chosen = pair(question.period, question.preset, today, custom=question.custom)
    for _ in range(READS):
        state, now = pages.figures(question.period, dimension)
        if chosen is None:
            then: Figures = {}
            break
        earlier, then = pages.figures(chosen.whole_base, dimension)
        if earlier.version == state.version:
            break
    current = chosen.current if chosen else elapsed(question.period, today)
    return Spans(question, state, today, current, chosen, now, then)


def tally_of(figures: Figures, day: date, kpi: str, key: str, today: date) -> Tally:
    """Give a day's tally; what was pending counts once the day is over."""
    found: Mapping[str, Tally] = figures.get(day, {}).get(key, {})
    tally = found.get(kpi, NOTHING)
    return tally.settled if day < today else tally


def _side(figures: Figures, stretch: Stretch, kpi: str, key: str, today: date) -> Side:
    days = [tally_of(figures, day, kpi, key, today) for day in stretch.days]
    return Side(days, stretch.first)


def _points(
    figures: Figures, days: Sequence[date], step: int, kpi: str, key: str, today: date
) -> Iterator[tuple[date, Tally, bool]]:
    for start in range(0, len(days), step):
        chunk = days[start : start + step]
        tally = together(tally_of(figures, day, kpi, key, today) for day in chunk)
        is_over = chunk[-1] < today and len(chunk) == step
        yield chunk[0], tally, is_over
