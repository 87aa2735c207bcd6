"""The rows behind a number: exactly what a KPI saw, whose sums are the tally.

A page reads months of the lake whose spans can hold such rows, MONTHS_AT_ONCE at most; where more
are left it ends early, and the next page goes on behind them. A month is read whole, at the version
that the first page found; whoever asks on while figures move sees later months as they are then.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from analytics.figures import Figures
from analytics.frame import Frame, Mask, Texts
from analytics.kpi import Dimension, Kpi, Observations
from analytics.model import Company, Part, State
from analytics.period import Period
from analytics.ports import Lake, Rollups, VersionGoneError
from analytics.rollup import HOUR, cut_of, look_at
from analytics.tally import NOTHING, Tally, together
from analytics.zones import local_hours, number_of
from shared.clock import Clock, local_day
from shared.errors import GoneError

MONTHS_AT_ONCE: Final = 6
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Wish:
    """Which rows: those of a KPI in a period, of a slice, weekday (0 is Monday), month or hour."""

    kpi: Kpi
    period: Period
    dimension: Dimension | None = None
    value: str = ""
    weekday: int | None = None
    hour: int | None = None
    month: int | None = None

    def has(self, day: date) -> bool:
        """Say whether a day is among those asked for."""
        return self.weekday in {None, day.weekday()} and self.month in {None, day.month}


@dataclass(frozen=True)
class Place:
    """Where a page ended: in a version of a month, before this observation."""

    part: str
    object_version: str
    number: int


@dataclass(frozen=True)
class Behind:
    """One observation: the order, when it counts, and what it adds."""

    order_id: str
    number: str | None
    at: datetime
    total: int
    n: int


@dataclass(frozen=True)
class Rows:
    """A page; `total` is the tally of all pages, where roll-ups tell it."""

    items: tuple[Behind, ...]
    total: Tally | None
    watermark: datetime | None
    after: Place | None


class Drill:
    """Reads months of the lake as columns, and the roll-ups."""

    def __init__(self, rollups: Rollups, lake: Lake[Any], company: Company, clock: Clock) -> None:
        """Join the parts."""
        self._rollups = rollups
        self._lake = lake
        self._company = company
        self._clock = clock

    def rows(self, wish: Wish, *, limit: int, after: Place | None) -> Rows:
        """Give a page of the rows behind a number."""
        state, total = self._total(wish)
        items: list[Behind] = []
        following: Place | None = None
        for count, (part, start) in enumerate(_begin(needed(state, wish), after)):
            if count == MONTHS_AT_ONCE or len(items) == limit:
                following = Place(part.name, part.object_version, start)
                break
            try:
                found, reached = self._of_month(wish, part, start, limit - len(items))
            except VersionGoneError as error:
                raise _gone(part, state) from error
            items += found
            if reached is not None:
                following = Place(part.name, part.object_version, reached)
                break
        return Rows(tuple(items), total, state.watermark, following)

    def _total(self, wish: Wish) -> tuple[State, Tally | None]:
        by_hour = wish.hour is not None
        dimension = HOUR if by_hour else wish.dimension
        state, found = self._rollups.figures(wish.period, dimension)
        if by_hour and (wish.dimension or not wish.kpi.hours):
            return state, None
        value = str(wish.hour) if by_hour else wish.value
        return state, together(self._settled(wish, found, value))

    def _settled(self, wish: Wish, found: Figures, value: str) -> Iterator[Tally]:
        for day, slices in found.items():
            if wish.has(day):
                tally = slices.get(value, {}).get(wish.kpi.name, NOTHING)
                yield tally.settled if day < self._today() else tally

    def _of_month(
        self, wish: Wish, part: Part, start: int, limit: int
    ) -> tuple[list[Behind], int | None]:
        """Give what a month adds to a page, and where the page ended in it, if it did."""
        import numpy as np

        frame = self._lake.frame(part)
        seen = look_at(wish.kpi, frame, self._company)
        places = np.flatnonzero(self._asked(wish, frame, seen.observed, seen.days))
        observed = seen.observed
        n = observed.n.copy()
        if observed.pending is not None:
            n += np.where(seen.days < number_of(self._today()), observed.pending, 0)
        places = places[(n[places] != 0) | (observed.total[places] != 0)]
        shown = places[start : start + limit]
        reached = start + limit if len(places) > start + limit else None
        return [_behind(frame, observed, int(n[place]), place) for place in shown], reached

    def _asked(self, wish: Wish, frame: Frame, observed: Observations, days: Any) -> Mask:  # noqa: ANN401
        import numpy as np

        chosen = [number_of(day) for day in wish.period.days if wish.has(day)]
        mask: Mask = np.isin(days, chosen)
        if wish.hour is not None:
            mask &= local_hours(observed.at, self._company.zone) == wish.hour
        if wish.dimension:
            mask &= _is(cut_of(frame, observed, wish.dimension), wish.value, len(days))
        return mask

    def _today(self) -> date:
        return local_day(self._clock(), self._company.zone)


def _gone(part: Part, state: State) -> Exception:
    """Say that a list is too old to go on in; what the state itself names has to be there."""
    named = state.parts.get(part.name)
    if named is not None and named.object_version == part.object_version:
        return LookupError(f"{part.name} {part.object_version} is gone")
    return GoneError(f"cursor: the rows of {part.month} have changed since; begin without a cursor")


def needed(state: State, wish: Wish) -> list[Part]:
    """Give the months whose rows may have been seen on the KPI's axis in the period."""
    found = []
    for _, part in sorted(state.parts.items()):
        days = part.spans.get(wish.kpi.axis)
        if part.kind == wish.kpi.kind and days:
            first, last = max(days[0], wish.period.first), min(days[1], wish.period.last)
            found += [part] if first <= last and _any(wish, Period(first, last)) else []
    return found


def _any(wish: Wish, inside: Period) -> bool:
    return any(wish.has(day) for day in inside.days)


def _begin(parts: Sequence[Part], after: Place | None) -> Iterator[tuple[Part, int]]:
    for part in parts:
        if after and part.name == after.part:
            yield part.model_copy(update={"object_version": after.object_version}), after.number
        elif not after or part.name > after.part:
            yield part, 0


def _is(texts: Texts | None, value: str, size: int) -> Mask:
    import numpy as np

    if texts is None:
        return np.zeros(size, bool)
    mask: Mask = texts.is_in(value)
    return mask if value else mask | (texts.codes < 0)


def _behind(frame: Frame, observed: Observations, n: int, place: int) -> Behind:
    row = int(observed.rows[place])
    number = frame.texts.get("number")
    return Behind(
        order_id=_text(frame.texts["id"], row) or "",
        number=_text(number, row) if number else None,
        at=EPOCH + timedelta(milliseconds=int(observed.at[place])),
        total=int(observed.total[place]),
        n=n,
    )


def _text(texts: Texts, row: int) -> str | None:
    code = int(texts.codes[row])
    return texts.values[code] if code >= 0 else None
