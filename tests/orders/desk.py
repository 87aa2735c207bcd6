"""Asking the service of orders, and naming the field that it refuses."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.errors import InvalidError
from tests.orders.builders import EVERYTHING, asked, wish_for_order

VISIT = {name: EVERYTHING[name] for name in ("scheduled_start", "scheduled_end")}
LINE = {"kind": "service", "name": "Чистка", "qty": "1.5", "unit_price": 333}


def create(service: Any, key: str | None = None, **parts: Any) -> Any:
    return service.create(wish_for_order(**parts), asked(key))


def field_of(act: Callable[[], object]) -> str:
    with pytest.raises(InvalidError) as refused:
        act()
    return refused.value.errors[0].field
