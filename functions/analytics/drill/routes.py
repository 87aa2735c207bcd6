"""The route of the rows behind a number; a Lambda of its own serves it, since it reads the lake."""

from dataclasses import asdict
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from analytics import wiring
from analytics.drill.asked import Only, Order, Wish
from analytics.drill.heaviest import Mark
from analytics.drill.schemas import BehindRowsOut
from analytics.drill.service import Drill, Place
from analytics.edge import LocalDay, api
from analytics.kpi import Dimension
from analytics.kpis import KPIS
from analytics.period import LONG_DAYS, period
from shared.cursor import read_cursor, write_cursor
from shared.errors import InvalidError
from shared.signing import Seal

Drilled = Annotated[Drill, Depends(wiring.drill)]
Cursors = Annotated[Seal, Depends(wiring.seal)]
Name = Annotated[str, Query(max_length=64)]
From = Annotated[LocalDay, Query(alias="from")]
To = Annotated[LocalDay, Query(alias="to")]
Value = Annotated[str | None, Query(max_length=200)]
Weekday = Annotated[int | None, Query(ge=0, le=6)]
Month = Annotated[int | None, Query(ge=1, le=12)]
Hour = Annotated[int | None, Query(ge=0, le=23)]
Limit = Annotated[int, Query(ge=1, le=200)]


@api.serve("GET", "/v1/analytics/rows", permission="analytics:read")
def list_rows(  # noqa: PLR0913, PLR0917 - one parameter for each part of the question
    kpi: Name,
    first: From,
    last: To,
    drill: Drilled,
    seal: Cursors,
    dimension: Dimension | None = None,
    value: Value = None,
    weekday: Weekday = None,
    month: Month = None,
    hour: Hour = None,
    order: Order | None = None,
    only: Only | None = None,
    limit: Limit = 50,
    cursor: str | None = None,
) -> BehindRowsOut:
    """List exactly the orders behind a figure: their totals and n add up to it.

    By weight those come first that add most to the total: of a share, the orders that count.
    """
    wish = _wish(kpi, dimension, value) | {
        "period": period(first, last, LONG_DAYS), "weekday": weekday, "month": month, "hour": hour,
    }  # fmt: skip
    name = _list(wish | ({"only": only} if only else {}))
    after = _place(read_cursor(seal, name, cursor), order)
    page = drill.rows(Wish(**wish, only=only), limit=limit, after=after, order=order)
    position = {"order": page.order, **asdict(page.after)} if page.after else None
    return BehindRowsOut.of(page, write_cursor(seal, name, position))


def _place(position: dict[str, Any] | None, order: Order | None) -> Place | Mark | None:
    """Read where a page ended; a list of one order is not gone on with in another."""
    if position is None:
        return None
    # Cursors that were given out before there were two orders are by date.
    began: Order = position.pop("order", "date")
    if order not in {None, began}:
        rule = f"does not fit its cursor: that list is by {began}; begin without a cursor"
        raise InvalidError.of("order", order, rule)
    return Mark(**position) if began == "weight" else Place(**position)


def _wish(name: str, dimension: Dimension | None, value: str | None) -> dict[str, Any]:
    kpi = KPIS.get(name)
    if kpi is None:
        raise InvalidError.of("kpi", name, "must be a figure that is counted of rows")
    if dimension and dimension not in kpi.dimensions:
        rule = f"must be one of {', '.join(kpi.dimensions)} for {name}"
        raise InvalidError.of("dimension", dimension, rule)
    if value is not None and dimension is None:
        raise InvalidError.of("value", value, "needs a dimension")
    if dimension and value is None:
        raise InvalidError.of("value", value, "must be told with a dimension; empty for none")
    return {"kpi": kpi, "dimension": dimension, "value": value or ""}


def _list(wish: dict[str, Any]) -> str:
    """Name the list, so that a cursor leads on in it alone."""
    told = {**wish, "kpi": wish["kpi"].name}
    return "rows " + " ".join(f"{name}={told[name]}" for name in sorted(told))
