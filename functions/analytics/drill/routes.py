"""The route of the rows behind a number; a Lambda of its own serves it, since it reads the lake."""

from dataclasses import asdict
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from analytics import wiring
from analytics.drill.schemas import BehindRowsOut
from analytics.drill.service import Drill, Place, Wish
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
    limit: Limit = 50,
    cursor: str | None = None,
) -> BehindRowsOut:
    """List exactly the orders behind a figure: their totals and n add up to it."""
    wish = _wish(kpi, dimension, value) | {
        "period": period(first, last, LONG_DAYS), "weekday": weekday, "month": month, "hour": hour,
    }  # fmt: skip
    name = _list(wish)
    position = read_cursor(seal, name, cursor)
    page = drill.rows(Wish(**wish), limit=limit, after=Place(**position) if position else None)
    following = write_cursor(seal, name, asdict(page.after) if page.after else None)
    return BehindRowsOut.of(page, following)


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
