"""One round of 1C's emulator with a running stack: an order out, its cancellation back."""

from dataclasses import replace
from typing import Any

import httpx

from tests.onec.emulator.answers import answer
from tests.onec.emulator.bases import Unf
from tests.onec.emulator.exchange import SiteExchange

from .conftest import eventually


def exchange(api: httpx.Client) -> None:
    """Connect 1C, let it fetch an order and cancel it, and look at all that people see of it."""
    key = done(api.post("/v1/keys", json={"name": "1C", "scopes": ["exchange:1c"]}))
    wanted = {"kind": "onec", "name": "1C", "event_types": ["order.updated"], "settings": {}}
    home = f"/v1/integrations/{done(api.post('/v1/integrations', json=wanted))['id']}"
    line = {"kind": "service", "name": "Repair", "qty": "1", "unit_price": 100}
    body = {"title": "Repair", "customer": {"name": "Alice"}, "items": [line]}
    order = done(api.post("/v1/orders", json=body))
    with httpx.Client(base_url=api.base_url, timeout=60) as client:
        fetched = SiteExchange(client, Unf(), home.rpartition("/")[2], key["key"])
        fetched.check_connection()

        def has_come() -> bool:
            fetched.take_all()
            return order["number"] in fetched.base.orders

        eventually(has_come, patience_s=30)
        told = replace(fetched.base.orders[order["number"]], is_cancelled=True)
        # More than one piece, so that the bucket is written, read and emptied.
        assert fetched.give(answer([told], extra={"Note": "ж" * 1_600_000})) == []

    path = f"/v1/orders/{order['id']}"
    eventually(lambda: done(api.get(path))["status"] == "cancelled", patience_s=60)
    for rest in ("", "/sessions", f"/preview/{order['number']}"):
        done(api.get(f"{home}/onec{rest}"))
    assert api.post(f"{home}/onec/restart").status_code == httpx.codes.NO_CONTENT


def done(answered: httpx.Response) -> Any:
    assert answered.is_success, answered.text
    return answered.json()
