"""What a period is compared with: the base period, the same part of it, and what to say about it.

Everything is in days of the company's calendar, so a change of clocks makes no day longer. A period
that is not over is cut to its whole past days, and so is its base. Figures that are kept by hour
take in the whole past hours of today too, and the same hours by the clock of the base's day.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from analytics.period import Period
from shared.errors import InvalidError

Preset = Literal["previous", "last_month", "year_by_date", "year_by_weekday", "custom"]
Remark = Literal["clamped", "incomplete", "days_differ", "overlaps", "week_53", "not_begun"]
Shift = Callable[[date], date]

YEAR_OF_WEEKS: Final = timedelta(weeks=52)
MONTH: Final = 1
YEAR: Final = 12
HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some whole days from `first` on, and then the first `hours` hours of the day after them."""

    first: date
    whole: int
    hours: int = 0

    @property
    def days(self) -> tuple[date, ...]:
        """The whole days in order."""
        return tuple(self.first + timedelta(days=n) for n in range(self.whole))

    @property
    def partial(self) -> date | None:
        """The day that counts by hours only."""
        return self.first + timedelta(days=self.whole) if self.hours else None

    @property
    def last(self) -> date:
        """The last day that counts, wholly or by hours; the one before `first` if none does."""
        return self.partial or self.first + timedelta(days=self.whole - 1)

    @property
    def length(self) -> float:
        """How many days it is, hours as their share of a day."""
        return self.whole + self.hours / HOURS


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared with what; `remarks` are what a reader must know about it.

    `asked` is the whole current period, `whole_base` the whole base period.
    """

    asked: Period
    whole_base: Period
    current: Stretch
    base: Stretch
    remarks: tuple[Remark, ...]


def pair(
    asked: Period,
    preset: Preset,
    today: date,
    *,
    hour: int | None = None,
    custom: Period | None = None,
) -> Pair:
    """Find what to compare a period with.

    `previous` is as many days right before it; `last_month` and `year_by_date` are the same days of
    the calendar, the month's last day where it has no such day; `year_by_weekday` is 364 days
    earlier, always 52 weeks, so after a year of 53 ISO weeks the numbers of weeks differ by one;
    `custom` begins with the given period, and is as long as both have days. `hour` is how many
    hours of today are over, for figures kept by hour.
    """
    shift = _shift(asked, preset, custom)
    whole_base = custom or Period(shift(asked.first), shift(asked.last))
    current = elapsed(asked, today, hour)
    base = _shifted(current, shift)
    if custom is not None:
        base = _at_most(base, len(custom.days))
    remarks = tuple(_remarks(Pair(asked, whole_base, current, base, ()), shift, preset))
    return Pair(asked, whole_base, current, base, remarks)


def elapsed(asked: Period, today: date, hour: int | None = None) -> Stretch:
    """Give the part of a period that is over."""
    length = len(asked.days)
    past = (today - asked.first).days
    whole = max(0, min(past, length))
    is_running = 0 <= past < length
    return Stretch(asked.first, whole, (hour or 0) if is_running else 0)


def months_before(day: date, months: int) -> date:
    """Give the same day some months earlier, or that month's last day if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError(day)


def _shift(asked: Period, preset: Preset, custom: Period | None) -> Shift:
    if (custom is None) == (preset == "custom"):
        rule = "a period to compare with belongs to custom, and to nothing else"
        raise InvalidError.of("compare", preset, rule)
    if preset == "last_month":
        return lambda day: months_before(day, MONTH)
    if preset == "year_by_date":
        return lambda day: months_before(day, YEAR)
    back = timedelta(days=len(asked.days))
    if preset == "year_by_weekday":
        back = YEAR_OF_WEEKS
    if custom is not None:
        back = asked.first - custom.first
    return lambda day: day - back


def _shifted(current: Stretch, shift: Shift) -> Stretch:
    first = shift(current.first)
    if not current.whole:
        return Stretch(first, 0, current.hours)
    last = shift(current.first + timedelta(days=current.whole - 1))
    partial = current.partial
    # Clamped days fall on one another: 28 and 29 March are both 28 February.
    is_next = partial is not None and shift(partial) == last + timedelta(days=1)
    return Stretch(first, (last - first).days + 1, current.hours if is_next else 0)


def _at_most(stretch: Stretch, days: int) -> Stretch:
    if stretch.whole < days:
        return stretch
    return Stretch(stretch.first, days)


def _remarks(chosen: Pair, shift: Shift, preset: Preset) -> Iterator[Remark]:
    current, base, last = chosen.current, chosen.base, chosen.asked.last
    if not current.length:
        yield "not_begun"
    elif current.last < last or current.hours:
        yield "incomplete"
    if preset in {"last_month", "year_by_date"} and any(
        shift(day).day != day.day for day in (chosen.asked.first, current.last)
    ):
        yield "clamped"
    if current.length != base.length:
        yield "days_differ"
    if chosen.whole_base.last >= chosen.asked.first and chosen.whole_base.first <= last:
        yield "overlaps"
    if preset == "year_by_weekday" and any(
        shift(day).isocalendar().week != day.isocalendar().week for day in (current.first, last)
    ):
        yield "week_53"
