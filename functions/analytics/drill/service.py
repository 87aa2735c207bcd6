"""The rows behind a number: exactly what a KPI saw, whose sums are the tally.

By date a page reads months of the lake whose spans can hold such rows, MONTHS_AT_ONCE at most;
where more are left it ends early, and the next page goes on behind them. A month is read whole, at
the version that the first page found; whoever asks on while figures move sees later months as they
are then. By weight a page reads all such months, as the first page found them; so there is a bound
to what a list by weight may stand on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from analytics.drill.asked import Order, Wish, needed
from analytics.drill.found import Behind, Found, found_in
from analytics.drill.heaviest import Mark, heaviest
from analytics.figures import Figures
from analytics.model import Company, Part, State
from analytics.ports import Lake, Rollups, VersionGoneError
from analytics.rollup import HOUR
from analytics.tally import NOTHING, Tally, together
from shared.clock import Clock, local_day
from shared.errors import GoneError, InvalidError

MONTHS_AT_ONCE: Final = 6
MOST_MONTHS: Final = 60
"""A cursor by weight names the version of each: more have no room in an address."""
MOST_ROWS: Final = 500_000
"""In more months than a page by date reads, a page by weight reads so many rows."""


@dataclass(frozen=True)
class Place:
    """Where a page by date ended: in a version of a month, before this observation."""

    part: str
    object_version: str
    number: int


@dataclass(frozen=True)
class Rows:
    """A page; `total` is the tally of all pages, where roll-ups tell it."""

    items: tuple[Behind, ...]
    total: Tally | None
    watermark: datetime | None
    after: Place | Mark | None
    order: Order


class Drill:
    """Reads months of the lake as columns, and the roll-ups."""

    def __init__(self, rollups: Rollups, lake: Lake[Any], company: Company, clock: Clock) -> None:
        """Join the parts."""
        self._rollups = rollups
        self._lake = lake
        self._company = company
        self._clock = clock

    def rows(
        self, wish: Wish, *, limit: int, after: Place | Mark | None, order: Order | None = None
    ) -> Rows:
        """Give a page of the rows behind a number; a list goes on in the order it began in.

        Without an order a share shows first what counts in it, all else goes by date.
        """
        state, total = self._total(wish)
        items: Sequence[Behind]
        following: Place | Mark | None
        if isinstance(after, Mark) or (after is None and _is_by_weight(state, wish, order)):
            items, following = self._by_weight(state, wish, limit, after)
            return Rows(tuple(items), total, state.watermark, following, "weight")
        items, following = self._by_date(state, wish, limit, after)
        return Rows(tuple(items), total, state.watermark, following, "date")

    def _by_weight(
        self, state: State, wish: Wish, limit: int, after: Mark | None
    ) -> tuple[list[Behind], Mark | None]:
        versions = after.versions if after else _versions(needed(state, wish))

        def found(month: str) -> Found:
            version = versions[month]
            part = Part(kind=wish.kpi.kind, month=month, object_version=version, spans={})
            return self._found(wish, part, state)

        return heaviest(versions, found, limit=limit, after=after)

    def _by_date(
        self, state: State, wish: Wish, limit: int, after: Place | None
    ) -> tuple[list[Behind], Place | None]:
        items: list[Behind] = []
        for count, (part, start) in enumerate(_begin(needed(state, wish), after)):
            if count == MONTHS_AT_ONCE or len(items) == limit:
                return items, Place(part.name, part.object_version, start)
            shown, reached = _shown(self._found(wish, part, state), start, limit - len(items))
            items += shown
            if reached is not None:
                return items, Place(part.name, part.object_version, reached)
        return items, None

    def _found(self, wish: Wish, part: Part, state: State) -> Found:
        try:
            frame = self._lake.frame(part)
        except VersionGoneError as error:
            raise _gone(part, state) from error
        return found_in(frame, wish, self._company, self._today())

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

    def _today(self) -> date:
        return local_day(self._clock(), self._company.zone)


def _is_by_weight(state: State, wish: Wish, order: Order | None) -> bool:
    """Say whether a list goes by weight; InvalidError where it is to and stands on too much."""
    if order == "date" or (order is None and wish.kpi.shape != "ratio"):
        return False
    parts = needed(state, wish)
    rows = sum(part.rows for part in parts)
    fits = len(parts) <= MOST_MONTHS and (len(parts) <= MONTHS_AT_ONCE or rows <= MOST_ROWS)
    if order and not fits:
        rule = (
            f"is for a period whose orders began in {MONTHS_AT_ONCE} months at most, or in "
            f"{MOST_MONTHS} with {MOST_ROWS} of them; ask for a shorter one, or by date"
        )
        raise InvalidError.of("order", order, rule)
    return fits


def _gone(part: Part, state: State) -> Exception:
    """Say that a list is too old to go on in; what the state itself names has to be there."""
    named = state.parts.get(part.name)
    if named is not None and named.object_version == part.object_version:
        return LookupError(f"{part.name} {part.object_version} is gone")
    return GoneError(f"cursor: the rows of {part.month} have changed since; begin without a cursor")


def _versions(parts: Sequence[Part]) -> dict[str, str]:
    return {part.month: part.object_version for part in parts}


def _shown(found: Found, start: int, limit: int) -> tuple[list[Behind], int | None]:
    """Give what a month adds to a page, and where the page ended in it, if it did."""
    end, size = start + limit, len(found.places)
    shown = [found.behind(number) for number in range(start, min(end, size))]
    return shown, end if size > end else None


def _begin(parts: Sequence[Part], after: Place | None) -> Iterator[tuple[Part, int]]:
    for part in parts:
        if after and part.name == after.part:
            yield part.model_copy(update={"object_version": after.object_version}), after.number
        elif not after or part.name > after.part:
            yield part, 0
