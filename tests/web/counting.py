"""Waits on the whole stack until the figures hold an order, whatever else they hold."""

import httpx

from local.stack import Stack
from tests.e2e.days import today
from tests.e2e.patience import until
from tests.e2e.test_main_job import invoke, made


def wait_until_behind(stack: Stack, kpi: str, number: str) -> None:
    """Let the figures be counted, as the timer does every few minutes, until the order is in."""
    until(lambda: _is_behind(stack, kpi, number), within_s=120, what="the order in the figures")


def _is_behind(stack: Stack, kpi: str, number: str) -> bool:
    invoke(stack, "analytics.schedule.lambda_handler", {"job": "roll-up"})
    day = today().isoformat()
    query: dict[str, str] = {"kpi": kpi, "from": day, "to": day, "limit": "200"}
    headers = {"authorization": f"Bearer {stack.info.api_key}"}
    while True:
        url = f"{stack.info.api}/v1/analytics/rows"
        page = made(httpx.get(url, params=query, headers=headers, timeout=60))
        if any(row["number"] == number for row in page["items"]):
            return True
        if not page["next_cursor"]:
            return False
        query |= {"cursor": page["next_cursor"]}
