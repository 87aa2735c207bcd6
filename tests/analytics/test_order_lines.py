"""A line of an order gives the row that the whole order gives, however long ago it was written."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from analytics.order_lines import read_order
from analytics.rows import OrderRow
from shared.events import Customer, Line, OrderSnapshot
from tests.analytics.builders import completed, make_order

ZONES = (UTC, timezone(timedelta(hours=3)), timezone(timedelta(hours=-9, minutes=-30)))
MOMENTS = st.datetimes(datetime(1999, 1, 1), datetime(2099, 1, 1), timezones=st.sampled_from(ZONES))  # noqa: DTZ001
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=5),
    int: st.integers(-(2**53), 2**53),
    Decimal: st.decimals(0, 10**6, places=3) | st.sampled_from([Decimal("1E+2"), Decimal("0E-3")]),
    datetime: MOMENTS,
}


def shapes(shape: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Give anything of a shape, as a line tells it."""
    told = {name: field.annotation for name, field in shape.model_fields.items()}
    return st.builds(shape, **{name: values(hint) for name, hint in told.items()})


def values(hint: Any) -> st.SearchStrategy[Any]:
    if hint in PLAIN:
        return PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return shapes(hint)
    inner = hint.__args__
    if inner[-1] is Ellipsis:
        return st.lists(values(inner[0]), max_size=2).map(tuple)
    return st.none() | values(inner[0])


def without(told: dict[str, Any], shape: type[BaseModel], missing: set[str]) -> dict[str, Any]:
    """Leave out what a line may not have known yet."""
    later = {name for name, field in shape.model_fields.items() if not field.is_required()}
    return {name: told[name] for name in told if name not in missing & (later | {"net"})}


MISSING = st.sets(
    st.sampled_from(
        [name for shape in (OrderSnapshot, Line, Customer) for name in shape.model_fields]
    )
)


@given(shapes(OrderSnapshot), MISSING)
def test_a_line_gives_the_row_of_the_order(order: OrderSnapshot, missing: set[str]) -> None:
    whole = order.model_dump(mode="json")
    told = without(whole, OrderSnapshot, missing)
    told["customer"] = without(whole["customer"], Customer, missing)
    if "items" in told:
        told["items"] = [without(line, Line, missing) for line in told["items"]]

    assert read_order(told) == OrderRow.of(OrderSnapshot.model_validate(told))


@pytest.mark.parametrize(
    "told",
    [
        make_order(),
        completed(reopened_at="2026-11-23T10:00:00Z"),
        completed(reopened_at="2026-11-23T10:00:00Z", first_reopened_at=None),
        make_order(
            items=[{"kind": "part", "name": "", "qty": "1.50", "unit_price": 5, "total": 7}]
        ),
        make_order(technician={"id": "tec_1", "name": "Иван"}, rework_of="ord_0"),
    ],
)
def test_a_line_of_long_ago_gives_the_row_of_the_order(told: dict[str, Any]) -> None:
    assert read_order(told) == OrderRow.of(OrderSnapshot.model_validate(told))


@pytest.mark.parametrize("field", ["id", "version", "created_at", "customer", "total"])
def test_a_line_without_what_every_line_has_is_an_error(field: str) -> None:
    told = make_order()
    del told[field]

    with pytest.raises(KeyError):
        read_order(told)
