"""What is counted of customers every night: who came for the first time, who came again.

One page, ("CUSTOMERS", "all"), holds it for all whole months of the company.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from analytics.coding import packed, unpacked
from analytics.frame import Texts
from analytics.model import Page, PageKey

KEY: Final[PageKey] = ("CUSTOMERS", "all")
PART: Final = "orders"
YEAR: Final = 12


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True)


class ClientMonth(_Kept):
    """Customers of a month, new and returning, its orders, and the twelve months up to its end.

    `customers` ordered in those twelve months, `repeated` of them twice or more.
    """

    month: str
    new: int
    returning: int
    orders: int
    customers: int
    repeated: int


class ClientCohort(_Kept):
    """Customers by the month of their first order; `active[k]` of them ordered k months later."""

    month: str
    size: int
    active: tuple[int, ...]


class Clients(_Kept):
    """All of it; `watermark` is the newest change that it holds, `state` the state it was read in.

    The last of `months` was over when it was counted.
    """

    watermark: datetime | None
    state: int
    months: tuple[ClientMonth, ...]
    cohorts: tuple[ClientCohort, ...]

    @property
    def until(self) -> str | None:
        """The last month that is counted."""
        return self.months[-1].month if self.months else None

    def at(self, last: date) -> ClientMonth | None:
        """Give the last month that was over at the end of a day."""
        limit = month_of(number_of(last) if is_month_end(last) else number_of(last) - 1)
        return next((each for each in reversed(self.months) if each.month <= limit), None)

    def page(self) -> Page:
        """Write it."""
        return Page(KEY, {PART: packed(self.model_dump(mode="json"))})


def read_clients(page: Page) -> Clients | None:
    """Read it; None for a page that nobody has written."""
    part = page.parts.get(PART)
    return Clients.model_validate(unpacked(part)) if part else None


@dataclass
class Counter:
    """Takes the customers of month after month, an id kept once."""

    numbers: dict[str, int] = field(default_factory=dict)
    codes: list[Any] = field(default_factory=list)
    months: list[int] = field(default_factory=list)

    def add(self, month: str, customers: Texts) -> None:
        """Take the orders of a month; those without a customer take no part."""
        import numpy as np

        known = [self.numbers.setdefault(text, len(self.numbers)) for text in customers.values]
        # The last place is that of the absent: code -1 finds it.
        self.codes.append(np.array([*known, -1], np.int64)[customers.codes])
        self.months.append(_number(month))

    def count(self, until: str, watermark: datetime | None, state: int) -> Clients:
        """Count through the month `until`."""
        import numpy as np

        from analytics.patterns import cohorts

        codes = np.concatenate([np.empty(0, np.int64), *self.codes])
        sizes = [len(each) for each in self.codes]
        at = np.repeat(np.array(self.months, np.int64), sizes)
        last = _number(until)
        orders = {month: int((each >= 0).sum()) for month, each in self._each()}
        months = []
        for each in cohorts.new_and_returning(codes, at, last):
            rate = cohorts.repeat_rate(codes, at, each.month)
            months.append(
                ClientMonth(
                    month=month_of(each.month),
                    new=each.new,
                    returning=each.returning,
                    orders=orders.get(each.month, 0),
                    customers=rate.customers,
                    repeated=rate.repeated,
                )
            )
        grouped = tuple(
            ClientCohort(month=month_of(each.month), size=each.size, active=each.active)
            for each in cohorts.cohorts(codes, at, last)
        )
        return Clients(watermark=watermark, state=state, months=tuple(months), cohorts=grouped)

    def _each(self) -> Iterable[tuple[int, Any]]:
        return zip(self.months, self.codes, strict=True)


def number_of(day: date) -> int:
    """Number the month of a day so that months count on."""
    return day.year * YEAR + day.month - 1


def month_of(number: int) -> str:
    """Name a month: 2026-11."""
    return f"{number // YEAR}-{number % YEAR + 1:02}"


def months_between(first: date, last: date) -> Sequence[str]:
    """Name the months that a period touches."""
    return [month_of(number) for number in range(number_of(first), number_of(last) + 1)]


def is_month_end(day: date) -> bool:
    """Say whether a day is the last of its month."""
    return date.fromordinal(day.toordinal() + 1).day == 1


def _number(month: str) -> int:
    return number_of(date.fromisoformat(f"{month}-01"))
