"""An accountant's file, from the wish to 1C: names are read while it is written."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from local.stack import PARAMETERS, Stack
from tests.e2e.days import day_of
from tests.e2e.patience import until
from tests.e2e.test_main_job import by_link, complete, invoke, made, new_order
from tests.onec.emulator.enterprise import Accounting

OWN = (PARAMETERS["CompanyInn"], PARAMETERS["CompanyKpp"])


@pytest.fixture(scope="module")
def api(stack: Stack) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {stack.info.api_key}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as client:
        yield client


def test_a_completed_order_is_a_sale_in_accounting(api: httpx.Client, stack: Stack) -> None:
    work = f"Пуск котла {uuid4().hex[:8]}"
    items = [{"name": work, "qty": "1.5", "unit_price": 200_000, "vat": "22"}]
    order = complete(api, stack, new_order(api, items=items)["id"])

    def loaded() -> Any:
        invoke(stack, "analytics.schedule.lambda_handler", {"job": "roll-up"})
        export = asked(api, day_of(order["completed_at"]))
        base = Accounting(organizations=frozenset({OWN}))
        base.load(by_link(api, export["id"], "orders.xml"))
        manifest = json.loads(by_link(api, export["id"], "manifest.json"))
        sold = [each for each in base.sales.values() if each.number == order["number"]]
        return (base, manifest, sold[0]) if sold else None

    base, manifest, sale = until(loaded, within_s=120, what="the sale")

    assert [(row.name, row.vat, row.total * 100) for row in sale.rows] == [(work, "22", 300_000)]
    assert {each.rule for each in base.findings} <= {"number_cut"}
    assert len(base.sales) == manifest["rows"]
    gross = sum(each["gross"] for each in manifest["totals"]["money"])
    assert gross == sum(int(each.total * 100) for each in base.sales.values())


def asked(api: httpx.Client, day: date) -> Any:
    """Ask for a file of some days around one, and wait for it."""
    around = {
        "from": (day - timedelta(days=1)).isoformat(),
        "to": (day + timedelta(days=1)).isoformat(),
    }
    wish = {"kind": "orders", "format": "enterprise_data", **around}
    export = made(api.post("/v1/exports", json=wish))

    def ended() -> Any:
        now = made(api.get(f"/v1/exports/{export['id']}"))
        assert now["state"] != "failed", now["error"]
        return now if now["state"] == "done" else None

    return until(ended, within_s=60, what="the file")
