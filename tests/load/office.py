"""Who a load is run against: receivers of three tempers, and everything that can be counted."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

import httpx
from standardwebhooks import Webhook

from local.stack import Stack
from tests.e2e.days import today
from tests.load.ledger import TYPES, Seen, Told

FAULTS: Final = 1
TEMPERS: Final = {
    "prompt": "",
    "slow": "?delay=0.3",
    "failing": f"?status=500&times={FAULTS}",
}
"""What a receiver does, by its query: answers, takes its time, or fails so often at first."""


def is_signed(verifier: Webhook, body: str, headers: Mapping[str, str]) -> bool:
    """Tell whether a request is signed for its own moment: it is judged long after it came."""
    sent = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    return verifier.sign(headers["webhook-id"], sent, body) in headers["webhook-signature"].split()


@dataclass(frozen=True)
class Receiver:
    """One webhook of this run and where it arrives."""

    id: str
    path: str
    secret: str


@dataclass(frozen=True)
class Office:
    """The stack as its administrator sees it."""

    stack: Stack
    admin: httpx.Client
    mark: str
    receivers: dict[str, Receiver]

    def seen(self, since: date) -> Seen:
        """Count everything, by each way of looking."""
        rows = {name: list(self._log(each)) for name, each in self.receivers.items()}
        return Seen(
            listed={each["id"]: each["status"] for each in self._orders()},
            ratings=self._ratings(),
            delivered={name: Counter(_told(each) for each in log) for name, log in rows.items()},
            answered={name: _answered(log) for name, log in rows.items()},
            received={name: self._received(each) for name, each in self.receivers.items()},
            figures=self._figures(since),
        )

    def is_quiet(self, events: int) -> bool:
        """Tell whether every receiver was told of so many events."""
        counts = [
            sum(row["state"] == "delivered" for row in self._log(each))
            for each in self.receivers.values()
        ]
        return min(counts) >= events

    def rolled_up(self, since: date, wanted: dict[str, int]) -> bool:
        """Let the roll-up run now; tell whether it has come to these figures."""
        self.stack.fire("AnalyticsSchedule", job="roll-up")
        figures = self._figures(since)
        return all(figures.get(kpi) == count for kpi, count in wanted.items())

    def _orders(self) -> Iterator[Any]:
        yield from self._pages("/v1/orders", type=self.mark, limit=200)

    def _log(self, receiver: Receiver) -> Iterator[Any]:
        yield from self._pages("/v1/deliveries", integration_id=receiver.id, limit=200)

    def _ratings(self) -> dict[str, int]:
        found = self._pages("/v1/feedback", type=self.mark, limit=200)
        return {each["order_id"]: each["rating"] for each in found}

    def _received(self, receiver: Receiver) -> Counter[str]:
        url = f"{self.stack.info.receiver}/_received"
        came = httpx.get(url, params={"path": receiver.path}, timeout=60).json()["items"]
        verifier = Webhook(receiver.secret)
        assert all(is_signed(verifier, each["body"], each["headers"]) for each in came)
        return Counter(str(json.loads(each["body"])["id"]) for each in came)

    def _figures(self, since: date) -> dict[str, int]:
        wish = {"dimension": "type", "value": self.mark, "compare": "none"}
        # A run may go on over midnight.
        days = {"from": since.isoformat(), "to": today().isoformat()}
        answer = self._ask("/v1/analytics/overview", **days, **wish)
        return {each["kpi"]: each["value"] for each in answer["tiles"]}

    def _pages(self, path: str, **filters: Any) -> Iterator[Any]:
        cursor: str | None = ""
        while cursor is not None:
            page = self._ask(path, **filters, **({"cursor": cursor} if cursor else {}))
            yield from page["items"]
            cursor = page["next_cursor"]

    def _ask(self, path: str, **query: Any) -> Any:
        answer = self.admin.get(path, params=query)
        assert answer.is_success, answer.text
        return answer.json()


def _told(row: dict[str, Any]) -> Told:
    return str(row["event_type"]), str(row["order_id"])


def _answered(log: Iterable[dict[str, Any]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in log:
        found[row["event_id"]] += sum(each["status"] is not None for each in row["attempts"])
    return found


@contextmanager
def opened(stack: Stack, mark: str) -> Iterator[Office]:
    """Make the receivers of one run; they are gone afterwards."""
    headers = {"authorization": f"Bearer {stack.token().access}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as admin:
        made = {name: _receiver(admin, stack, mark, name) for name in TEMPERS}
        yield Office(stack, admin, mark, made)
        for each in made.values():
            admin.delete(f"/v1/integrations/{each.id}")


def _receiver(admin: httpx.Client, stack: Stack, mark: str, name: str) -> Receiver:
    path = f"/{mark}/{name}"
    body = {
        "kind": "webhook",
        "name": f"{mark} {name}",
        "event_types": [*TYPES],
        "settings": {"url": stack.info.receiver + path + TEMPERS[name]},
        "filter": {
            "or": [
                {"field": "order.type", "op": "eq", "value": mark},
                {"field": "feedback.comment", "op": "eq", "value": mark},
            ]
        },
    }
    answer = admin.post("/v1/integrations", json=body)
    assert answer.is_success, answer.text
    made = answer.json()
    return Receiver(made["id"], path, made["secret"])
