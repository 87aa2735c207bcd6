"""The rows of one month that are asked for, out of what a KPI saw in it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from analytics.drill.asked import Wish
from analytics.frame import Frame, Ints, Mask, Texts
from analytics.kpi import Observations
from analytics.model import Company
from analytics.rollup import Seen, cut_of, look_at
from analytics.zones import local_hours, number_of

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Behind:
    """One observation: the order, when it counts, and what it adds."""

    order_id: str
    number: str | None
    at: datetime
    total: int
    n: int


@dataclass(frozen=True)
class Found:
    """What is asked for of a month: places among what the KPI saw, as the orders began."""

    frame: Frame
    observed: Observations
    n: Ints
    places: Ints

    @property
    def weights(self) -> Ints:
        """What each of them adds to the total."""
        weights: Ints = self.observed.total[self.places]
        return weights

    def behind(self, number: int) -> Behind:
        """Tell one of them by its number."""
        place = int(self.places[number])
        row = int(self.observed.rows[place])
        numbers = self.frame.texts.get("number")
        return Behind(
            order_id=_text(self.frame.texts["id"], row) or "",
            number=_text(numbers, row) if numbers else None,
            at=EPOCH + timedelta(milliseconds=int(self.observed.at[place])),
            total=int(self.observed.total[place]),
            n=int(self.n[place]),
        )


def found_in(frame: Frame, wish: Wish, company: Company, today: date) -> Found:
    """Find the rows of a month; what is pending counts once its day is over."""
    import numpy as np

    seen = look_at(wish.kpi, frame, company)
    observed = seen.observed
    n = observed.n.copy()
    if observed.pending is not None:
        n += np.where(seen.days < number_of(today), observed.pending, 0)
    mask = _asked(wish, frame, seen, company) & _kept(wish, observed.total, n)
    return Found(frame, observed, n, np.flatnonzero(mask))


def _asked(wish: Wish, frame: Frame, seen: Seen, company: Company) -> Mask:
    import numpy as np

    chosen = [number_of(day) for day in wish.period.days if wish.has(day)]
    mask: Mask = np.isin(seen.days, chosen)
    if wish.hour is not None:
        mask &= local_hours(seen.observed.at, company.zone) == wish.hour
    if wish.dimension:
        cut = cut_of(frame, seen.observed, wish.dimension)
        mask &= _is(cut, wish.value, len(seen.days))
    return mask


def _kept(wish: Wish, total: Ints, n: Ints) -> Mask:
    adds: Mask = total != 0
    if wish.only == "counted":
        return adds
    asks: Mask = n != 0
    return asks & ~adds if wish.only else asks | adds


def _is(texts: Texts | None, value: str, size: int) -> Mask:
    import numpy as np

    if texts is None:
        return np.zeros(size, bool)
    mask: Mask = texts.is_in(value)
    return mask if value else mask | (texts.codes < 0)


def _text(texts: Texts, row: int) -> str | None:
    code = int(texts.codes[row])
    return texts.values[code] if code >= 0 else None
