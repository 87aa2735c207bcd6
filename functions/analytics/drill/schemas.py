"""The shapes of the rows behind a number."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer

from analytics.drill.asked import Order
from analytics.drill.found import Behind
from analytics.drill.service import Rows
from shared.clock import text

Moment = Annotated[datetime, PlainSerializer(text, return_type=str)]


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True)


class BehindOut(_Out):
    """One order as a KPI saw it: when it counts, and what it adds to total and n."""

    order_id: str
    number: str | None
    at: Moment
    total: int
    n: int

    @classmethod
    def of(cls, behind: Behind) -> "BehindOut":
        """Show a row."""
        return cls.model_validate(behind, from_attributes=True)


class SumOut(_Out):
    """What the rows of all pages come to, whatever `only` leaves out: of a share, how many of n."""

    total: int
    n: int


class BehindRowsOut(_Out):
    """A page of rows; `total` is null where the roll-ups don't tell it."""

    items: list[BehindOut]
    total: SumOut | None
    watermark: Moment | None
    next_cursor: str | None
    order: Order
    """Which of the two orders the list is in."""

    @classmethod
    def of(cls, rows: Rows, following: str | None) -> "BehindRowsOut":
        """Show a page."""
        total = rows.total
        return cls(
            items=[BehindOut.of(each) for each in rows.items],
            total=SumOut(total=total.total, n=total.n) if total is not None else None,
            watermark=rows.watermark,
            next_cursor=following,
            order=rows.order,
        )
