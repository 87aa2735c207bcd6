"""Waits on the whole stack until the figures hold an order, whatever else they hold."""

from datetime import date, timedelta
from typing import Any

import httpx

from local.stack import Stack
from tests.e2e.days import today
from tests.e2e.patience import until
from tests.e2e.test_main_job import invoke, made


def wait_until_behind(stack: Stack, kpi: str, number: str) -> None:
    """Let the figures be counted, as the timer does every few minutes, until the order is in."""
    until(lambda: _is_behind(stack, kpi, number), within_s=120, what="the order in the figures")


def listed(stack: Stack, kpi: str, first: date, last: date) -> list[dict[str, Any]]:
    """List the orders behind a figure to the end, as they come."""
    query = {"kpi": kpi, "from": first.isoformat(), "to": last.isoformat(), "limit": "200"}
    headers = {"authorization": f"Bearer {stack.info.api_key}"}
    url, rows = f"{stack.info.api}/v1/analytics/rows", []
    while True:
        page = made(httpx.get(url, params=query, headers=headers, timeout=60))
        rows += page["items"]
        if not page["next_cursor"]:
            return rows
        query |= {"cursor": page["next_cursor"]}


def _is_behind(stack: Stack, kpi: str, number: str) -> bool:
    invoke(stack, "analytics.schedule.lambda_handler", {"job": "roll-up"})
    rows = listed(stack, kpi, today() - timedelta(days=1), today())
    return any(row["number"] == number for row in rows)
