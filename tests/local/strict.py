"""Asking a stack whose emulator holds each function to its role."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from analytics.report.model import Plan
from analytics.report.storage import DynamoReports
from local.seed import environment
from local.stack import Stack
from shared.table import Table
from tests.analytics.report.fakes import report_entry


def ask(api: httpx.Client, method: str, path: str, **asked: Any) -> Any:
    answer = api.request(method, path, **asked)
    assert answer.is_success, (path, answer.text)
    return answer.json()


def integrate(strict: Stack, api: httpx.Client) -> None:
    hook = {"url": f"{strict.info.receiver}/strict"}
    made = ask(
        api,
        "POST",
        "/v1/integrations",
        json={"kind": "webhook", "name": "P", "event_types": ["order.created"], "settings": hook},
    )
    ask(
        api,
        "PATCH",
        f"/v1/integrations/{made['id']}",
        headers={"if-match": '"1"'},
        json={"name": "Q"},
    )


def link(strict: Stack, api: httpx.Client, bot: str, customer: str) -> None:
    """Join the bot and open the customer's link, as Telegram tells of it."""
    ask(api, "POST", f"/v1/integrations/{bot}/chat-webhook")
    path = f"/telegram/bot900000001:{'A' * 35}/setWebhook"
    answer = httpx.get(f"{strict.info.receiver}/_received", params={"path": path}, timeout=60)
    hook = json.loads(answer.json()["items"][-1]["body"])
    token = ask(api, "POST", f"/v1/chat-links/customers/{customer}/{bot}")["url"].split("=")[1]
    update = {"message": {"chat": {"id": 7}, "text": f"/start {token}"}}
    proof = {"x-telegram-bot-api-secret-token": hook["secret_token"]}
    assert "sendMessage" in httpx.post(hook["url"], json=update, headers=proof, timeout=60).text


def received(strict: Stack) -> list[Any]:
    query = {"path": "/strict"}
    answer = httpx.get(f"{strict.info.receiver}/_received", params=query, timeout=60)
    return list(answer.json()["items"])


def refusals(strict: Stack) -> list[str]:
    """What any function was refused, by its log."""
    logs = strict.aws.client("logs")
    found = []
    for group in logs.describe_log_groups()["logGroups"]:
        # Without the pattern the emulator gives the oldest ten thousand lines and no next page.
        wanted = {"logGroupName": group["logGroupName"], "filterPattern": "AccessDenied"}
        events = logs.filter_log_events(**wanted)["events"]
        found += [each["message"] for each in events if "AccessDenied" in each["message"]]
    return found


def declared(name: str, content: bytes, **more: str) -> dict[str, Any]:
    return {
        "name": name,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        **more,
    }


def sent(made: Any, content: bytes) -> Any:
    upload = made["upload"]
    answer = httpx.request(
        upload["method"], upload["url"], content=content, headers=upload["headers"], timeout=60
    )
    assert answer.is_success, answer.text
    return made


def led(api: httpx.Client, path: str) -> str:
    answer = api.get(path, follow_redirects=False)
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


def report(strict: Stack, api: httpx.Client) -> Any:
    """Send the weekly report, and let its timer work; gives the sending that is due."""
    mail = {"from_address": "r@naryad.example", "host": "127.0.0.1", "port": strict.info.mail}
    wanted = {"kind": "email", "name": "R", "event_types": ["report.weekly"]}
    settings = mail | {"security": "none"}
    ask(api, "POST", "/v1/integrations", json=wanted | {"settings": settings})
    me, path = ask(api, "GET", "/v1/me")["id"], "/v1/analytics/report"
    assert me in {each["id"] for each in ask(api, "GET", f"{path}/people")["items"]}
    plan = {"enabled": True, "weekday": 0, "hour": 9, "recipients": [me]}
    ask(api, "PUT", path, json=plan, headers={"if-match": '"0"'})
    ask(api, "POST", f"{path}/preview", json={})
    sent = ask(api, "POST", f"{path}/send", json={"recipients": [me]})
    table, now = environment(strict.aws)["ROLLUPS_TABLE"], datetime.now(UTC)
    reports = DynamoReports(Table(table, strict.aws.client("dynamodb")))
    update = {"version": 2, "since": now - timedelta(days=30)}
    last = (now - timedelta(hours=7)).astimezone(ZoneInfo("Europe/Moscow"))
    due = Plan(weekday=last.weekday(), hour=last.hour)
    reports.save(reports.settings().model_copy(update={**update, "plan": due}), report_entry())
    strict.fire("AnalyticsSchedule", job="report")
    shown = ask(api, "GET", path)
    assert [each["is_scheduled"] for each in shown["sendings"]] == [True, False]
    assert sent["state"] == shown["last"]["state"] == "handed_over"
    return shown


def letters(strict: Stack) -> list[Any]:
    query = {"path": f"/mail/{strict.info.user}"}
    answer = httpx.get(f"{strict.info.receiver}/_received", params=query, timeout=60)
    return list(answer.json()["items"])


def has_ended(api: httpx.Client, order_id: str, state: str) -> bool:
    """Tell whether the request for feedback on an order has come to this in the log."""
    path = f"/v1/deliveries?event_type=feedback.requested&state={state}&limit=200"
    return any(each["order_id"] == order_id for each in ask(api, "GET", path)["items"])


def are_told(api: httpx.Client, integration_id: str, order_id: str) -> bool:
    """Tell whether the one word of an order has arrived; others' may still be on their way."""
    rows = ask(api, "GET", "/v1/deliveries", params={"integration_id": integration_id})["items"]
    return [each["state"] for each in rows if each["order_id"] == order_id] == ["delivered"]


def texts_to_customers(strict: Stack) -> dict[str, Any]:
    settings = {"provider": "smsc", "login": "n", "base_url": f"{strict.info.receiver}/smsc"}
    return {
        "kind": "sms",
        "name": "asks",
        "event_types": ["feedback.requested"],
        "settings": settings,
        "credentials": {"secret": "s"},
        "messaging": {"audience": "customer", "consent": "unless_withdrawn"},
    }
